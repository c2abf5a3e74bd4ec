//! What wildcards admit, and how two of them compare (Part 1, 3.10.4 and 3.10.6).

use std::collections::HashSet;

use crate::components::model::{NamespaceConstraint, ProcessContents};

/// Whether names of a namespace are admitted (Wildcard allows Namespace Name).
pub(super) fn admits(constraint: &NamespaceConstraint, namespace: Option<&str>) -> bool {
    match constraint {
        NamespaceConstraint::Any => true,
        NamespaceConstraint::Not(not) => namespace.is_some() && namespace != not.as_deref(),
        NamespaceConstraint::List(list) => list.iter().any(|it| it.as_deref() == namespace),
    }
}

/// Whether the second one admits all that the first one does (Wildcard Subset).
pub(super) fn is_subset(sub: &NamespaceConstraint, all: &NamespaceConstraint) -> bool {
    match (sub, all) {
        (_, NamespaceConstraint::Any) => true,
        (NamespaceConstraint::Any, _) => false,
        (NamespaceConstraint::List(list), NamespaceConstraint::List(all)) => {
            let all: HashSet<&Option<String>> = all.iter().collect();
            list.iter().all(|it| all.contains(it))
        }
        (NamespaceConstraint::List(list), _) => list.iter().all(|it| admits(all, it.as_deref())),
        (NamespaceConstraint::Not(_), NamespaceConstraint::List(_)) => false,
        (NamespaceConstraint::Not(sub), NamespaceConstraint::Not(all)) => sub == all,
    }
}

/// Whether what is admitted is checked less than by the other one.
pub(super) fn is_weaker(process: ProcessContents, than: ProcessContents) -> bool {
    let strength = |it| match it {
        ProcessContents::Strict => 2,
        ProcessContents::Lax => 1,
        ProcessContents::Skip => 0,
    };
    strength(process) < strength(than)
}
