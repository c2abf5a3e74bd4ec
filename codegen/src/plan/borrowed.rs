//! Which items borrow their texts from the document: the option `borrowed`.
//!
//! The texts of a type that the option names are `Cow<'a, str>`, those of the choices and groups inside it too. Whatever
//! holds such a type has the lifetime as well. What is checked, listed or of a union stays owned, since those are types of
//! their own that others hold, and so do the texts of mixed content, which are put together from pieces.

use std::collections::BTreeMap;

use super::parts::holders;
use super::{Alternative, Field, Item, ItemId, Kind, Plan, Shape, Struct, Type, Wire, patterns};
use crate::diag::Diagnostic;
use crate::options::Options;

/// What an item borrows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Borrowing {
    /// Nothing: it has no lifetime.
    #[default]
    Nothing,
    /// What it holds borrows; its own texts are owned, or it has none.
    Parts,
    /// Its own texts.
    Texts,
}

impl Item {
    /// Whether it has a lifetime.
    pub(crate) fn has_lifetime(&self) -> bool {
        self.borrowing != Borrowing::Nothing
    }
}

impl Plan {
    /// Whether a value of a type may borrow where it stands in an item.
    pub(crate) fn borrows(&self, item: &Item, ty: &Type) -> bool {
        match ty {
            Type::Nillable(inner, _) => self.borrows(item, inner),
            Type::Item(id) if self.item(*id).has_lifetime() => true,
            _ => item.borrowing == Borrowing::Texts && is_text(&self.items, ty),
        }
    }
}

/// Decides what all items borrow; gives a warning for each pattern that has no effect on what it matches.
pub(super) fn decide(items: &mut [Item], options: &Options) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    if options.borrowed.is_empty() {
        return problems;
    }
    let mut is_chosen = vec![false; items.len()];
    for pattern in &options.borrowed {
        let is_named = |item: &Item| item.origin.component.split(", ").any(|own| patterns::matches(pattern, own));
        let named: Vec<usize> = (0..items.len()).filter(|&index| is_named(&items[index])).collect();
        let mut own = with_inner(items, &named);
        // A trait has no members of its own; it shows those of the types behind it.
        own.retain(|&index| !matches!(items[index].kind, Kind::Trait(_)));
        if !named.is_empty() && !own.iter().any(|&index| has_texts(items, &items[index])) {
            problems.push(without_effect(pattern));
        }
        own.into_iter().for_each(|index| is_chosen[index] = true);
    }
    agree(items, &mut is_chosen);
    let mut waiting: Vec<usize> = Vec::new();
    for index in 0..items.len() {
        if is_chosen[index] && has_texts(items, &items[index]) {
            items[index].borrowing = Borrowing::Texts;
            waiting.push(index);
        }
    }
    let holders = holders(items);
    while let Some(index) = waiting.pop() {
        for &holder in &holders[index] {
            if !items[holder].has_lifetime() {
                items[holder].borrowing = Borrowing::Parts;
                waiting.push(holder);
            }
        }
    }
    problems
}

/// Items with the choices and groups inside them.
fn with_inner(items: &[Item], named: &[usize]) -> Vec<usize> {
    let mut is_found = vec![false; items.len()];
    let mut found = Vec::new();
    let mut waiting = named.to_vec();
    while let Some(index) = waiting.pop() {
        if std::mem::replace(&mut is_found[index], true) {
            continue;
        }
        found.push(index);
        if let Kind::Struct(of) = &items[index].kind {
            let inner = of.fields().filter(|field| matches!(field.wire, Wire::Choice(_) | Wire::Group(_)));
            waiting.extend(inner.filter_map(|field| item_of(&field.ty)));
        }
        // A group may be an alternative of a choice.
        let groups = items[index].kind.alternatives().into_iter().flatten().filter(|it| it.element.is_none());
        waiting.extend(groups.filter_map(|it| item_of(&it.ty)));
    }
    found
}

fn item_of(ty: &Type) -> Option<usize> {
    match ty {
        Type::Item(ItemId(index)) => Some(*index),
        _ => None,
    }
}

/// The methods of a trait show a text as `&str`, whoever holds it; but where they show several, or one that may be nil, all
/// types behind the trait have to hold them in the same way, and borrow if one of them does.
fn agree(items: &[Item], is_chosen: &mut [bool]) {
    let mut behind: BTreeMap<ItemId, Vec<usize>> = BTreeMap::new();
    for (index, item) in items.iter().enumerate() {
        if let Kind::Struct(Struct { traits, .. }) = &item.kind {
            traits.iter().for_each(|of| behind.entry(of.item).or_default().push(index));
        }
    }
    let shows_as_held = |id: &ItemId| items.get(id.0).is_some_and(|item| shows_texts_as_held(items, item));
    behind.retain(|id, _| shows_as_held(id));
    loop {
        let mut is_settled = true;
        for (of, types) in &behind {
            if types.iter().any(|&index| is_chosen[index]) {
                for &index in types.iter().chain([&of.0]) {
                    is_settled &= std::mem::replace(&mut is_chosen[index], true);
                }
            }
        }
        if is_settled {
            return;
        }
    }
}

fn shows_texts_as_held(items: &[Item], item: &Item) -> bool {
    let Kind::Trait(of) = &item.kind else { return false };
    of.fields.iter().any(|field| {
        let is_plain = field.shape != Shape::Many && !matches!(field.ty, Type::Nillable(..));
        !is_plain && is_text_or_nil(items, &field.ty)
    })
}

/// Whether an item has texts of its own that can be borrowed.
fn has_texts(items: &[Item], item: &Item) -> bool {
    let of_alternative = |it: &Alternative| !it.is_text() && is_text_or_nil(items, &it.ty);
    let of_field = |field: &Field| is_text_or_nil(items, &field.ty);
    match &item.kind {
        Kind::Struct(of) => of.fields().any(of_field),
        Kind::Wrapper(of) => is_text_or_nil(items, &of.ty),
        Kind::Trait(_) => shows_texts_as_held(items, item),
        kind => {
            let alternatives = kind.alternatives().unwrap_or_default();
            // One enum has its texts in one way.
            alternatives.iter().any(of_alternative) && !alternatives.iter().any(Alternative::is_text)
        }
    }
}

fn is_text_or_nil(items: &[Item], ty: &Type) -> bool {
    match ty {
        Type::Nillable(inner, _) => is_text_or_nil(items, inner),
        _ => is_text(items, ty),
    }
}

/// Whether a type is a plain text, by whatever name.
pub(super) fn is_text(items: &[Item], ty: &Type) -> bool {
    let mut ty = ty;
    // Aliases cannot form a cycle; the bound only guards against one.
    for _ in 0..=items.len() {
        match ty {
            Type::Item(id) => match items.get(id.0).map(|item| &item.kind) {
                Some(Kind::Alias(inner)) => ty = inner,
                _ => return false,
            },
            _ => return *ty == Type::Builtin("String"),
        }
    }
    false
}

fn without_effect(pattern: &str) -> Diagnostic {
    let message = if pattern.contains('*') {
        format!("`borrowed` has the pattern `{pattern}`, which matches no type with a text to borrow")
    } else {
        format!("`borrowed` names `{pattern}`, which has no text to borrow")
    };
    let help = "attributes and elements of complex types borrow where they would be `String`; what is checked, a list, a \
                union, an enumeration or text between elements stays owned, and a trait follows the types behind it";
    Diagnostic::warning("unused-option", message).help(help)
}
