//! Default values of attributes as Rust writes them.

use super::{Item, Kind, Newtype, Shape, Type, Wire, mixed, simple};
use crate::components::model::{Components, Content, TypeId, TypeKind, ValueConstraint};

/// A default or fixed value.
#[derive(Debug, Clone)]
pub struct DefaultValue {
    /// The text.
    pub text: String,
    /// How Rust writes it, for an attribute of a type that can be told so.
    pub fallback: Option<Fallback>,
}

/// A default value in Rust.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fallback {
    /// A literal of a type that is `Copy`.
    Literal(String),
    /// A text, for a type that dereferences to `str`.
    Text,
    /// A variant of an enumeration.
    Variant(String),
}

/// The default that a declaration gives: its own, or the value that it is fixed to.
pub(super) fn of(value: Option<&ValueConstraint>) -> Option<DefaultValue> {
    let (ValueConstraint::Default(text) | ValueConstraint::Fixed(text)) = value?;
    Some(DefaultValue { text: text.clone(), fallback: None })
}

/// The default of an element, which an empty one has, by its schema type and what that became. Only text can be read so:
/// raw XML is kept as it is, and what an extern type makes of it is its own business.
pub(super) fn of_element(
    components: &Components,
    declared: TypeId,
    value: Option<&ValueConstraint>,
    ty: &Type,
) -> Option<DefaultValue> {
    let kind = &components.ty(declared).kind;
    let has_text = match kind {
        TypeKind::Simple(_) => true,
        TypeKind::Complex(complex) => matches!(complex.content, Content::Simple(_)) || mixed::may_be_text(kind),
    };
    let is_readable = match ty {
        Type::Nillable(inner) => !matches!(**inner, Type::Extern(_)),
        _ => !matches!(ty, Type::Extern(_)) && *ty != Type::RAW,
    };
    of(value).filter(|_| has_text && is_readable)
}

/// Finds the Rust value for the default of each attribute that may be left out. Needs the kinds of all items.
pub(super) fn decide(items: &mut [Item]) {
    for index in 0..items.len() {
        let Some(Kind::Struct(of)) = items.get(index).map(|item| &item.kind) else { continue };
        let found: Vec<Option<Fallback>> = of
            .attributes
            .iter()
            .map(|field| match (&field.default, &field.wire, field.shape) {
                (Some(default), Wire::Attribute(_), Shape::Optional) => fallback(items, &field.ty, &default.text),
                _ => None,
            })
            .collect();
        if let Some(Kind::Struct(of)) = items.get_mut(index).map(|item| &mut item.kind) {
            for (field, fallback) in of.attributes.iter_mut().zip(found) {
                if let Some(default) = &mut field.default {
                    default.fallback = fallback;
                }
            }
        }
    }
}

fn fallback(items: &[Item], ty: &Type, text: &str) -> Option<Fallback> {
    let collapsed = text.trim_matches([' ', '\t', '\n', '\r']);
    match ty {
        Type::Builtin("bool") => match collapsed {
            "true" | "1" => Some(Fallback::Literal("true".to_owned())),
            "false" | "0" => Some(Fallback::Literal("false".to_owned())),
            _ => None,
        },
        Type::Builtin(name @ ("i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64")) => {
            let number: i128 = collapsed.parse().ok()?;
            let (min, max) = range(name);
            (min..=max).contains(&number).then(|| Fallback::Literal(number.to_string()))
        }
        Type::Builtin(name) if simple::is_text(name) => Some(Fallback::Text),
        Type::Item(id) => match &items.get(id.0)?.kind {
            Kind::Alias(inner) => fallback(items, inner, text),
            Kind::Newtype(Newtype { is_text: true, .. }) => Some(Fallback::Text),
            Kind::Enumeration(of) => {
                let variant = of.variants.iter().find(|it| it.value == text || it.value == collapsed)?;
                Some(Fallback::Variant(variant.name.clone()))
            }
            _ => None,
        },
        _ => None,
    }
}

/// The least and the greatest value of an integer type.
fn range(name: &str) -> (i128, i128) {
    let n_bits: u32 = name.get(1..).and_then(|bits| bits.parse().ok()).unwrap_or(8);
    if name.starts_with('u') { (0, (1 << n_bits) - 1) } else { (-(1 << (n_bits - 1)), (1 << (n_bits - 1)) - 1) }
}
