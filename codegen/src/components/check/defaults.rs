//! Default and fixed values are values of their types (Part 1, 3.2.6, 3.3.6 and 3.5.6: Attribute and Element Declaration
//! Properties Correct, Element Default Valid, Attribute Use Correct).

use super::restriction::is_emptiable;
use super::values::{self, Fault, Values};
use crate::components::model::{Components, Content, TypeId, TypeKind, ValueConstraint, Variety};
use crate::components::resolve::{DeclaredValue, Resolved};
use crate::diag::{Diagnostic, Diagnostics};

pub(super) fn check(resolved: &Resolved, values: &mut Values<'_>, diagnostics: &mut Diagnostics) {
    for declared in &resolved.values {
        let report = |message: String, diagnostics: &mut Diagnostics| {
            diagnostics.push(Diagnostic::error("bad-default", message).at(&declared.place.span));
        };
        let (kind, text) = match &declared.value {
            ValueConstraint::Default(text) => ("default", text),
            ValueConstraint::Fixed(text) => ("fixed", text),
        };
        let components = &resolved.components;
        let simple = match &components.ty(declared.ty).kind {
            TypeKind::Simple(_) => declared.ty,
            TypeKind::Complex(complex) => match &complex.content {
                Content::Simple(id) => *id,
                Content::Mixed(particle) if particle.as_ref().is_none_or(is_emptiable) => continue,
                Content::Mixed(_) => {
                    let message =
                        format!("an element that must have children has no `{kind}` value (cos-valid-default)");
                    report(message, diagnostics);
                    continue;
                }
                Content::Empty | Content::ElementOnly(_) => {
                    let message = format!("an element without text has no `{kind}` value (cos-valid-default)");
                    report(message, diagnostics);
                    continue;
                }
            },
        };
        let rule = if declared.is_element { "e-props-correct" } else { "a-props-correct" };
        if is_id_type(components, simple) {
            report(format!("an `xs:ID` has no `{kind}` value ({rule})"), diagnostics);
            continue;
        }
        match values.value(simple, text, &declared.place.bindings) {
            Ok(value) => check_global(declared, &value, values, diagnostics),
            Err(Fault::Invalid(why)) => {
                let name = &declared.name.local;
                let what = if declared.is_element { "element" } else { "attribute" };
                let message = format!("the `{kind}` value of {what} `{name}` is none of its type ({rule})");
                let diagnostic = Diagnostic::error("bad-default", message).at(&declared.place.span);
                diagnostics.push(diagnostic.note(why));
            }
            Err(Fault::TooMuch) => {
                values.report_too_much(&declared.place.span, diagnostics);
                return;
            }
        }
    }
}

/// A value that a reference gives keeps to the one that the attribute is fixed to.
fn check_global(declared: &DeclaredValue, own: &values::Value, values: &mut Values<'_>, diagnostics: &mut Diagnostics) {
    let Some((ValueConstraint::Fixed(fixed), place)) = &declared.global else { return };
    let is_fixed = matches!(declared.value, ValueConstraint::Fixed(_));
    let mut is_same = || values.value(declared.ty, fixed, &place.bindings).map_or(true, |it| it == *own);
    if is_fixed && is_same() {
        return;
    }
    let name = &declared.name.local;
    let message = format!("attribute `{name}` is fixed to another value where it is declared (au-props-correct)");
    let diagnostic = Diagnostic::error("bad-default", message).at(&declared.place.span);
    diagnostics.push(diagnostic.note_at("it is fixed here", &place.span));
}

fn is_id_type(components: &Components, id: TypeId) -> bool {
    match &components.ty(id).kind {
        TypeKind::Simple(simple) => matches!(simple.variety, Variety::Atomic("ID")),
        TypeKind::Complex(_) => false,
    }
}
