//! Roots and WSDL operations.

use super::build::Ctx;
use super::patterns::{self, Prefixes};
use super::{Operation, docs, naming, words};
use crate::components::Root;
use crate::components::model::{self, Components, ElementId, TypeId};
use crate::diag::{Diagnostic, Diagnostics};
use crate::options::Options;

/// What the closure starts from.
pub(super) struct Roots {
    pub(super) components: Vec<Root>,
    /// Indexes of the chosen operations.
    pub(super) operations: Vec<usize>,
}

/// The components that the options ask for; everything where they ask for nothing.
pub(super) fn roots(
    components: &Components,
    options: &Options,
    prefixes: &Prefixes,
    diagnostics: &mut Diagnostics,
) -> Option<Roots> {
    let mut roots = Roots { components: Vec::new(), operations: Vec::new() };
    let everything = options.operations.is_empty() && options.roots.is_empty();
    let mut found = true;
    for pattern in &options.operations {
        let before = roots.operations.len();
        for (index, operation) in components.operations.iter().enumerate() {
            if patterns::matches(pattern, &operation.name) && !roots.operations.contains(&index) {
                roots.operations.push(index);
            }
        }
        if roots.operations.len() == before {
            found = false;
            let names = components.operations.iter().map(|operation| operation.name.as_str());
            diagnostics.push(nothing("operation", pattern, names.collect()));
        }
    }
    if everything {
        roots.operations = (0..components.operations.len()).collect();
    }
    roots.operations.sort_unstable();
    roots.components.extend(roots.operations.iter().map(|&index| Root::Operation(index)));
    let elements = || (0..).map(ElementId).zip(&components.elements);
    let types = || (0..).map(TypeId).zip(&components.types).filter(|(_, ty)| ty.span.is_some() && ty.name.is_some());
    if everything {
        roots.components.extend(elements().map(|(id, _)| Root::Element(id)));
        roots.components.extend(types().map(|(id, _)| Root::Type(id)));
    }
    for pattern in &options.roots {
        let n_before = roots.components.len();
        let fits = |name: &model::QName| patterns::matches(pattern, &prefixes.show(name));
        let fitting = elements().filter(|(_, element)| fits(&element.name)).map(|(id, _)| Root::Element(id));
        roots.components.extend(fitting);
        let fitting = types().filter(|(_, ty)| ty.name.as_ref().is_some_and(fits)).map(|(id, _)| Root::Type(id));
        roots.components.extend(fitting);
        if roots.components.len() == n_before {
            found = false;
            let names: Vec<String> = elements().map(|(_, element)| prefixes.show(&element.name)).collect();
            diagnostics.push(nothing("root", pattern, names.iter().map(String::as_str).collect()));
        }
    }
    found.then_some(roots)
}

fn nothing(what: &str, pattern: &str, mut names: Vec<&str>) -> Diagnostic {
    names.sort_unstable();
    let n_more = names.len().saturating_sub(12);
    names.truncate(12);
    let mut list = names.join(", ");
    if n_more > 0 {
        list.push_str(&format!(" and {n_more} more"));
    }
    let diagnostic = Diagnostic::error("nothing-selected", format!("the {what} `{pattern}` matches nothing"));
    if list.is_empty() {
        diagnostic.help("the documents declare none")
    } else {
        diagnostic.help(format!("there are {list}"))
    }
}

/// The items for the chosen operations.
pub(super) fn plan(ctx: &mut Ctx<'_>, chosen: &[usize]) -> Vec<Operation> {
    let components = ctx.components;
    let operations: Vec<&model::Operation> =
        chosen.iter().filter_map(|&index| components.operations.get(index)).collect();
    let mut taken = std::collections::BTreeSet::new();
    let mut planned = Vec::new();
    for operation in &operations {
        let (Some(&request), Some(response)) = (
            ctx.elements.get(&operation.input),
            operation.output.and_then(|output| ctx.elements.get(&output).copied()),
        ) else {
            let message = format!("operation `{}` has no response; it gets no item", operation.name);
            ctx.diagnostics.push(Diagnostic::warning("one-way-operation", message).at(&operation.span));
            continue;
        };
        let headers = |ids: &[ElementId]| ids.iter().filter_map(|id| ctx.elements.get(id).copied()).collect();
        planned.push(Operation {
            name: naming::member(&mut taken, words::camel(&operation.name)),
            wsdl_name: operation.name.clone(),
            soap_action: operation.soap_action.clone().unwrap_or_default(),
            docs: if ctx.options.documentation { docs::lines(operation.documentation.as_deref()) } else { Vec::new() },
            request,
            response,
            request_headers: headers(&operation.input_headers),
            response_headers: headers(&operation.output_headers),
            is_only_use: operations.iter().filter(|other| other.input == operation.input).count() == 1,
            place: ctx
                .sources
                .position(&operation.span)
                .map(|at| format!("{}:{}", at.name, at.line))
                .unwrap_or_default(),
        });
    }
    planned
}
