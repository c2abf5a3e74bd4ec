//! The default and fixed values of a schema with their places, and which simple types its declarations use: what the
//! checks of values need to know beyond the components.

use super::context::Ctx;
use crate::components::model::{QName, TypeId, ValueConstraint};
use crate::span::Span;
use crate::xsd::ValuePlace;

/// A default or fixed value.
#[derive(Debug, Clone)]
pub(in crate::components) struct DeclaredValue {
    /// Whether an element or an attribute has it.
    pub(in crate::components) is_element: bool,
    /// The name of the element or attribute.
    pub(in crate::components) name: QName,
    /// The type of the element or attribute.
    pub(in crate::components) ty: TypeId,
    /// The value.
    pub(in crate::components) value: ValueConstraint,
    /// Where it stands.
    pub(in crate::components) place: ValuePlace,
    /// The value of the global attribute that a reference with a value refers to.
    pub(in crate::components) global: Option<(ValueConstraint, ValuePlace)>,
}

/// An element or attribute, and its type.
#[derive(Debug, Clone)]
pub(in crate::components) struct TypedPlace {
    /// The type.
    pub(in crate::components) ty: TypeId,
    /// The start tag of the declaration.
    pub(in crate::components) span: Span,
}

/// Notes the type of a declaration and its default or fixed value.
pub(super) fn declare(
    ctx: &mut Ctx<'_>,
    is_element: bool,
    (name, ty): (&QName, TypeId),
    value: Option<(&ValueConstraint, &ValuePlace)>,
    span: &Span,
) {
    ctx.typed.push(TypedPlace { ty, span: span.clone() });
    if let Some((value, place)) = value {
        ctx.values.push(DeclaredValue {
            is_element,
            name: name.clone(),
            ty,
            value: value.clone(),
            place: place.clone(),
            global: None,
        });
    }
}
