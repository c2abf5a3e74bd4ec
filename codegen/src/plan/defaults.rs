//! Default and fixed values: what counts where a text is missing, and what a fixed value is compared as.

use super::{Body, Item, Kind, Newtype, Shape, Type, Wire, lexical, mixed, simple};
use crate::components::model::{Components, Content, TypeId, TypeKind, ValueConstraint};

/// A default or fixed value.
#[derive(Debug, Clone)]
pub struct DefaultValue {
    /// The text.
    pub text: String,
    /// Prefixes and namespace names, where it holds a qualified name.
    pub prefixes: Vec<(String, String)>,
    /// Whether no other value may stand there.
    pub is_fixed: bool,
    /// For a fixed value: the type of the text that is compared with it; `None` where nothing is known of it.
    pub compared: Option<Type>,
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
    let value = value?;
    let (ValueConstraint::Default(text) | ValueConstraint::Fixed(text)) = value;
    let is_fixed = matches!(value, ValueConstraint::Fixed(_));
    let prefixes = lexical::prefixes(&text.bindings, [&**text]);
    Some(DefaultValue { text: text.text.clone(), prefixes, is_fixed, compared: None, fallback: None })
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
        Type::Nillable(inner, _) => !matches!(**inner, Type::Extern(_)),
        _ => !matches!(ty, Type::Extern(_)) && *ty != Type::RAW,
    };
    of(value).filter(|_| has_text && is_readable)
}

/// Finds the Rust value for the default of each attribute that may be left out, and the type of each fixed value. Needs
/// the kinds of all items.
pub(super) fn decide(items: &mut [Item]) {
    for index in 0..items.len() {
        let Some(item) = items.get(index) else { continue };
        let mut found = Vec::new();
        for_each(&item.kind, &mut |ty, is_optional_attribute, default| {
            let text_type = text_type(items, ty);
            let has_qname = text_type.as_ref().is_some_and(|ty| simple::holds_qname(items, ty));
            let compared = text_type.filter(|_| default.is_fixed);
            let fallback = if is_optional_attribute { fallback(items, ty, &default.text) } else { None };
            found.push((has_qname, compared, fallback));
        });
        let mut found = found.into_iter();
        if let Some(item) = items.get_mut(index) {
            for_each_mut(&mut item.kind, &mut |default| {
                let has_qname;
                (has_qname, default.compared, default.fallback) = found.next().unwrap_or_default();
                if !has_qname {
                    default.prefixes.clear();
                }
            });
        }
    }
}

/// Visits the defaults of an item: the type that has each, and whether that is the one of an attribute that may be left
/// out.
pub(super) fn for_each(kind: &Kind, visit: &mut dyn FnMut(&Type, bool, &DefaultValue)) {
    match kind {
        Kind::Struct(of) => {
            for field in of.fields() {
                if let Some(default) = &field.default {
                    let is_attribute = matches!(field.wire, Wire::Attribute(_));
                    let is_mixed = of.is_mixed() && !is_attribute;
                    let ty = if is_mixed { &MIXED_TEXT } else { &field.ty };
                    visit(ty, is_attribute && field.shape == Shape::Optional, default);
                }
                if let Wire::Choice(alternatives) = &field.wire {
                    let defaults = alternatives.iter().filter_map(|it| Some((&it.ty, it.default.as_ref()?)));
                    defaults.for_each(|(ty, default)| visit(ty, false, default));
                }
            }
        }
        Kind::Choice(of) | Kind::Alternatives(of) => {
            let defaults = of.alternatives.iter().filter_map(|it| Some((&it.ty, it.default.as_ref()?)));
            defaults.for_each(|(ty, default)| visit(ty, false, default));
        }
        Kind::Wrapper(of) => of.default.iter().for_each(|default| visit(&of.ty, false, default)),
        _ => {}
    }
}

/// Visits the same defaults in the same order.
fn for_each_mut(kind: &mut Kind, visit: &mut dyn FnMut(&mut DefaultValue)) {
    match kind {
        Kind::Struct(of) => {
            let text_or_children = match &mut of.body {
                Body::Children(fields, _) => fields.as_mut_slice(),
                Body::Text(text) => std::slice::from_mut(&mut **text),
            };
            for field in of.attributes.iter_mut().chain(text_or_children) {
                field.default.iter_mut().for_each(&mut *visit);
                if let Wire::Choice(alternatives) = &mut field.wire {
                    alternatives.iter_mut().filter_map(|it| it.default.as_mut()).for_each(&mut *visit);
                }
            }
        }
        Kind::Choice(of) | Kind::Alternatives(of) => {
            of.alternatives.iter_mut().filter_map(|it| it.default.as_mut()).for_each(visit);
        }
        Kind::Wrapper(of) => of.default.iter_mut().for_each(visit),
        _ => {}
    }
}

/// Where elements could stand beside it, a text is compared as it is (Part 1, 3.3.4, clause 5.2.2.2.1).
const MIXED_TEXT: Type = Type::Builtin("String");

/// The simple type of the text of an element or attribute, if it is one of those whose values compare.
fn text_type(items: &[Item], ty: &Type) -> Option<Type> {
    let mut ty = ty;
    // No item stands for itself; the bound only guards against it.
    for _ in 0..=items.len() {
        match ty {
            Type::Nillable(inner, _) => ty = inner,
            Type::Item(id) => match &items.get(id.0)?.kind {
                Kind::Alias(inner) => ty = inner,
                Kind::Wrapper(of) => ty = &of.ty,
                Kind::Struct(of) => match &of.body {
                    Body::Text(text) => ty = &text.ty,
                    Body::Children(..) if of.is_mixed() => return Some(MIXED_TEXT),
                    Body::Children(..) => return None,
                },
                Kind::Polymorphic(of) => ty = &of.alternatives.first()?.ty,
                Kind::Enumeration(_) | Kind::Newtype(_) | Kind::Union(_) => break,
                Kind::Choice(_) | Kind::Alternatives(_) | Kind::Trait(_) => return None,
            },
            Type::Builtin(_) | Type::List(_) | Type::Extern(_) => break,
        }
    }
    simple::is_comparable(items, ty).then(|| ty.clone())
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
