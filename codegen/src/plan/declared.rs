//! Which namespaces the document of each global element declares: those that it is written with, and no others. Of a
//! service with forty namespaces a request needs two or three.

use super::Plan;

/// Decides it for all elements. Needs everything else.
pub(super) fn decide(plan: &mut Plan) {
    let written = plan.written_namespaces();
    let namespaces = &plan.namespaces;
    for (item, written) in plan.items.iter_mut().zip(written) {
        let Some(element) = &mut item.root else { continue };
        let own = element.name.namespace;
        let is_used = |index: &usize| {
            let binding = namespaces.get(*index).map(|it| (it.prefix.clone(), it.uri.clone()));
            Some(*index) == own || binding.is_some_and(|binding| written.contains(&binding))
        };
        let used: Vec<usize> = (0..namespaces.len()).filter(is_used).collect();
        element.used = (used.len() < namespaces.len()).then_some(used);
    }
}
