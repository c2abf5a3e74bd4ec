//! The typed faults of an operation (WSDL 1.1, 3.6).

use std::collections::BTreeSet;

use super::{Bound, Pass};
use crate::components::model::Fault;
use crate::diag::Diagnostic;

impl<'w> Pass<'_, '_, 'w> {
    /// The faults that the port type declares, whether the binding mentions them or not (WS-I Basic Profile 1.1, R2742):
    /// services need not bind what they send.
    pub(super) fn faults(&mut self, bound: Bound<'w>) -> Vec<Fault> {
        let encoded = self.bound_faults(bound);
        let mut faults = Vec::new();
        for node in &bound.node.faults {
            if node.name.as_ref().is_some_and(|it| encoded.contains(it.value.as_str())) {
                continue;
            }
            let Some(name) = &node.message else { continue };
            let Some(message) = self.wsdl.message(self.ctx, name) else { continue };
            let [part] = message.message.parts.as_slice() else {
                let n_parts = message.message.parts.len();
                let text = format!("a fault of operation `{}` has {n_parts} parts, not one", bound.node.name.value);
                let diagnostic = Diagnostic::error("part-mismatch", text).at(&name.span);
                self.ctx.report(diagnostic.note_at("the message is declared here", &message.message.name.span));
                continue;
            };
            if part.element.is_none() {
                let what = "is the detail of a fault and has a type, not an element";
                self.mismatch(bound, part, what, ("the fault is here", &node.span));
                continue;
            }
            faults.extend(self.element(bound, part).map(|element| Fault {
                name: node.name.as_ref().map(|it| it.value.clone()),
                element,
                documentation: node.documentation.clone(),
            }));
        }
        faults
    }

    /// Checks what the binding says of the faults; returns those that it encodes.
    fn bound_faults(&mut self, bound: Bound<'w>) -> BTreeSet<&'w str> {
        let declared: BTreeSet<&str> =
            bound.node.faults.iter().filter_map(|it| Some(it.name.as_ref()?.value.as_str())).collect();
        let mut encoded = BTreeSet::new();
        for fault in &bound.bound.faults {
            let name = &fault.name;
            if !declared.contains(name.value.as_str()) {
                let message = format!("operation `{}` has no fault `{}`", bound.node.name.value, name.value);
                let diagnostic = Diagnostic::error("unknown-fault", message).at(&name.span);
                self.ctx.report(diagnostic.note_at("the operation is declared here", &bound.node.name.span));
            }
            if let Some(other) = fault.soap_name.as_ref().filter(|it| it.value != name.value) {
                let message = format!("`soap:fault` names `{}`, but stands in the fault `{}`", other.value, name.value);
                let diagnostic = Diagnostic::warning("fault-name", message).at(&other.span);
                self.ctx.report(diagnostic.note_at("the fault is here", &name.span));
            }
            if let Some(span) = &fault.encoded {
                let what = format!("has `use=\"encoded\"` for its fault `{}`", name.value);
                self.unsupported(bound, &what, span, "faults with `use=\"literal\"` are supported");
                encoded.insert(name.value.as_str());
            }
        }
        encoded
    }
}
