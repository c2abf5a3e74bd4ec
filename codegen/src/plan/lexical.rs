//! What the values of simple types are made of, as far as their texts go: which of them tell the text that was read, and
//! which texts two members of a union could both take.

use std::collections::{BTreeMap, BTreeSet};

use super::Type;
use super::context::Ctx;
use super::simple::{builtin, is_text};
use crate::components::model::{Components, SimpleType, TypeId, TypeKind, Variety, WhiteSpace};
use crate::xsd::Bindings;

/// What a simple type's values are made of: all atomic types that lists and unions lead to.
#[derive(Debug, Default)]
pub(super) struct Lexical {
    /// Whether all of them are texts, so that values are equal where their texts are.
    pub(super) is_text: bool,
    /// Whether a qualified name is among them, whose text depends on the document.
    pub(super) has_qname: bool,
    /// Whether a type is among them of which the options say that it is elsewhere, or raw XML.
    pub(super) has_unknown: bool,
    /// What all of them do with white space; `None` if they differ.
    pub(super) white_space: Option<WhiteSpace>,
}

/// Looks at all that a type is made of.
pub(super) fn of(ctx: &Ctx<'_>, id: TypeId) -> Lexical {
    let mut found = Lexical { is_text: true, ..Lexical::default() };
    let mut white_spaces = Vec::new();
    for_each_atomic(ctx.components, id, &mut |id, simple| {
        found.has_unknown |= ctx.is_extern(id) || ctx.types.get(&id) == Some(&Type::RAW);
        match (simple, &simple.variety) {
            (_, Variety::Atomic(primitive)) => {
                let inner = builtin(primitive).unwrap_or("String");
                found.is_text &= is_text(inner);
                found.has_qname |= inner == "rt::QName";
            }
            (_, Variety::Any) => {}
            // Lists and unions on the way.
            (_, Variety::List(_) | Variety::Union(_)) => return,
        }
        white_spaces.push(white_space(ctx.components, id));
    });
    let first = white_spaces.first().copied();
    found.white_space = first.filter(|first| white_spaces.iter().all(|it| it == first));
    found
}

/// Visits a type and all that its lists and unions lead to, each type once.
fn for_each_atomic(components: &Components, id: TypeId, visit: &mut dyn FnMut(TypeId, &SimpleType)) {
    let mut seen = BTreeSet::from([id]);
    let mut stack = vec![id];
    while let Some(id) = stack.pop() {
        let TypeKind::Simple(simple) = &components.ty(id).kind else { continue };
        visit(id, simple);
        match &simple.variety {
            Variety::List(item) => stack.extend(seen.insert(*item).then_some(*item)),
            Variety::Union(members) => stack.extend(members.iter().rev().filter(|&&it| seen.insert(it))),
            Variety::Any | Variety::Atomic(_) => {}
        }
    }
}

/// What a type does with white space: what it says, or the nearest of its bases.
pub(super) fn white_space(components: &Components, id: TypeId) -> WhiteSpace {
    let mut next = Some(id);
    while let Some(id) = next {
        let TypeKind::Simple(SimpleType { base, facets, .. }) = &components.ty(id).kind else { break };
        if let Some(white_space) = facets.white_space {
            return white_space;
        }
        next = *base;
    }
    WhiteSpace::Preserve
}

/// The prefixes in texts, and the namespace names that they stand for: a name without prefix is in the default namespace.
pub(super) fn prefixes<'t>(bindings: &Bindings, texts: impl IntoIterator<Item = &'t str>) -> Vec<(String, String)> {
    let mut found = BTreeMap::new();
    for name in texts.into_iter().flat_map(str::split_ascii_whitespace) {
        let prefix = name.split_once(':').map(|(prefix, _)| prefix);
        if let Some(uri) = bindings.namespace(prefix).filter(|_| prefix != Some("xml")) {
            found.insert(prefix.unwrap_or_default().to_owned(), uri.to_owned());
        }
    }
    found.into_iter().collect()
}

/// Kinds of texts; each stands for one bit.
mod kind {
    pub(super) const BOOLEAN: u16 = 1;
    pub(super) const INTEGER: u16 = 1 << 1;
    pub(super) const DECIMAL: u16 = 1 << 2;
    pub(super) const FLOAT: u16 = 1 << 3;
    pub(super) const YEAR: u16 = 1 << 4;
    pub(super) const BINARY: u16 = 1 << 5;
    /// Texts that not every text is one of.
    pub(super) const SOME_TEXT: u16 = 1 << 6;
    /// Texts that are listed, a number or a truth value among them.
    pub(super) const LISTED: u16 = 1 << 7;
    pub(super) const NUMBER: u16 = INTEGER | DECIMAL | FLOAT;
}

/// For each member of a union: whether its values, written the shortest way, could be taken for those of an earlier
/// member. `1.0` is no `xs:boolean` and `1` is one.
pub(super) fn confusable(components: &Components, members: &[TypeId]) -> Vec<bool> {
    let kinds: Vec<u16> = members.iter().map(|&id| kinds(components, id)).collect();
    let mut earlier = 0;
    let mut found = Vec::with_capacity(members.len());
    for own in kinds {
        found.push(is_confusable(earlier, own));
        earlier |= own;
    }
    found
}

fn is_confusable(earlier: u16, own: u16) -> bool {
    use kind::{BINARY, BOOLEAN, DECIMAL, FLOAT, INTEGER, LISTED, NUMBER, SOME_TEXT, YEAR};
    let takes = |kinds: u16| earlier & kinds != 0;
    (own & (BOOLEAN | NUMBER) != 0 && takes(SOME_TEXT | LISTED | BINARY))
        || (own & BINARY != 0 && takes(SOME_TEXT | LISTED | NUMBER | BINARY))
        || (own & NUMBER != 0 && takes(BOOLEAN | YEAR))
        || (own & (DECIMAL | FLOAT) != 0 && takes(INTEGER))
        || (own & FLOAT != 0 && takes(DECIMAL))
}

fn kinds(components: &Components, id: TypeId) -> u16 {
    let mut kinds = 0;
    for_each_atomic(components, id, &mut |id, simple| {
        if let Variety::Atomic(primitive) = simple.variety {
            kinds |= kind_of(components, id, primitive);
        }
    });
    kinds
}

fn kind_of(components: &Components, id: TypeId, primitive: &str) -> u16 {
    let steps = steps(components, id);
    if steps.iter().any(|it| !it.facets.patterns.is_empty()) {
        return kind::SOME_TEXT;
    }
    match primitive {
        "boolean" => kind::BOOLEAN,
        "decimal" => kind::DECIMAL,
        "float" | "double" => kind::FLOAT,
        "gYear" => kind::YEAR,
        "hexBinary" | "base64Binary" => kind::BINARY,
        _ => match builtin(primitive) {
            Some("String" | "rt::datatypes::NormalizedString" | "rt::datatypes::Token" | "rt::datatypes::AnyUri")
                if steps.is_empty() =>
            {
                // What comes behind a type that takes every text is never read.
                0
            }
            Some(inner) if is_text(inner) => {
                let listed = steps.iter().find(|it| !it.facets.enumeration.is_empty());
                match listed {
                    Some(it) if it.facets.enumeration.iter().any(|it| is_like_a_value(&it.value)) => kind::LISTED,
                    Some(_) => 0,
                    None => kind::SOME_TEXT,
                }
            }
            Some("rt::QName") | None => 0,
            Some(inner) if inner.starts_with("rt::datatypes::") && inner != "rt::datatypes::Integer" => 0,
            Some(_) => kind::INTEGER,
        },
    }
}

/// Whether a number, a truth value or a binary value could be written so.
fn is_like_a_value(text: &str) -> bool {
    matches!(text, "true" | "false" | "INF" | "-INF" | "NaN") || text.contains(|c: char| c.is_ascii_digit())
}

/// The derivation steps of a type, its own first, built-in types left out.
fn steps(components: &Components, id: TypeId) -> Vec<&SimpleType> {
    let mut steps = Vec::new();
    let mut next = Some(id);
    while let Some(id) = next {
        let ty = components.ty(id);
        let TypeKind::Simple(simple) = &ty.kind else { break };
        if ty.span.is_none() {
            break;
        }
        steps.push(simple);
        next = simple.base;
    }
    steps
}
