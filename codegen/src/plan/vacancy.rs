//! Which types have a vacant value: one to begin reading with, in which required members stand empty until they come.
//!
//! It is private to the generated file. A reader drops it unless all required members have come, and `new` takes no more
//! of it than optional members. With it, a reader keeps one value instead of a variable for each member.

use std::collections::{BTreeMap, BTreeSet};

use super::externs::Known;
use super::parts::holders;
use super::{Body, Item, ItemId, Kind, Shape, Struct, Type};

/// How many members the runtime keeps track of.
const MAX_MEMBERS: usize = 128;

/// The vacant value of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vacancy {
    /// Its `Default`.
    Default,
    /// A function of its own, which is written where a reader needs it.
    Function,
    /// A variant around the vacant value of what it holds, or around nothing.
    Variant(usize),
}

/// Decides the vacant values. Needs the derives.
pub(super) fn decide(items: &mut [Item], externs: &BTreeMap<String, Known>) {
    let mut vacancies: Vec<Option<Vacancy>> = vec![None; items.len()];
    let holders = holders(items);
    // The least solution, so that a cycle of required members has none. Found in rounds through the items: which variant
    // of an enum is vacant first depends on the order.
    let mut waiting: BTreeSet<(usize, usize)> = (0..items.len()).map(|index| (0, index)).collect();
    while let Some((round, index)) = waiting.pop_first() {
        if vacancies[index].is_none() {
            vacancies[index] = of_item(&items[index], &vacancies, externs);
            if vacancies[index].is_some() {
                waiting.extend(holders[index].iter().map(|&holder| (round + usize::from(holder <= index), holder)));
            }
        }
    }
    let needed = needed(items, &vacancies);
    for (index, item) in items.iter_mut().enumerate() {
        item.vacancy = vacancies[index].filter(|&vacancy| vacancy == Vacancy::Default || needed[index]);
    }
}

pub(super) fn has_default(item: &Item) -> bool {
    item.derives.iter().any(|derive| derive == "Default")
}

fn of_item(item: &Item, vacancies: &[Option<Vacancy>], externs: &BTreeMap<String, Known>) -> Option<Vacancy> {
    let is_vacant = |ty: &Type| match ty {
        Type::Extern(path) => externs.get(path).is_some_and(|known| known.can.default),
        _ => of_type(ty, vacancies),
    };
    match &item.kind {
        Kind::Struct(_) if has_default(item) => Some(Vacancy::Default),
        Kind::Struct(of) => {
            let is_possible = members(of) <= MAX_MEMBERS && required(of).all(is_vacant);
            is_possible.then_some(Vacancy::Function)
        }
        Kind::Choice(_) | Kind::Alternatives(_) | Kind::Polymorphic(_) => {
            let mut alternatives = item.kind.alternatives()?.iter();
            alternatives.position(|alternative| is_vacant(&alternative.ty)).map(Vacancy::Variant)
        }
        Kind::Enumeration(of) if !of.variants.is_empty() => Some(Vacancy::Variant(0)),
        Kind::Newtype(of) if is_vacant(&of.inner) => Some(Vacancy::Function),
        Kind::Union(of) => of.members.iter().position(|(_, ty)| is_vacant(ty)).map(Vacancy::Variant),
        // An alias is what it stands for; its own vacancy only says that there is one.
        Kind::Alias(ty) if is_vacant(ty) => Some(Vacancy::Function),
        Kind::Enumeration(_) | Kind::Newtype(_) | Kind::Alias(_) | Kind::Wrapper(_) | Kind::Trait(_) => None,
    }
}

fn of_type(ty: &Type, vacancies: &[Option<Vacancy>]) -> bool {
    match ty {
        Type::Builtin(name) => is_default(name),
        Type::List(_) | Type::Nillable(..) => true,
        Type::Item(ItemId(index)) => vacancies.get(*index).is_some_and(Option::is_some),
        Type::Extern(_) => false,
    }
}

/// Whether a type of Rust or of the runtime has a `Default`.
fn is_default(name: &str) -> bool {
    matches!(
        name,
        "String"
            | "bool"
            | "i8"
            | "i16"
            | "i32"
            | "i64"
            | "u8"
            | "u16"
            | "u32"
            | "u64"
            | "f32"
            | "f64"
            | "rt::datatypes::Decimal"
            | "rt::datatypes::Integer"
            | "rt::datatypes::Duration"
            | "rt::datatypes::Base64Binary"
            | "rt::datatypes::HexBinary"
    )
}

/// The types of required members.
fn required(of: &Struct) -> impl Iterator<Item = &Type> {
    of.fields().filter(|field| field.shape == Shape::Required).map(|field| &field.ty)
}

fn members(of: &Struct) -> usize {
    let of_body = match &of.body {
        Body::Text(_) => 1,
        Body::Children(_, table) => table.last().map_or(0, |line| line.slot + 1),
    };
    of.attributes.len() + of_body
}

/// The items whose vacant value some reader needs.
fn needed(items: &[Item], vacancies: &[Option<Vacancy>]) -> Vec<bool> {
    let mut needed = vec![false; items.len()];
    let mut stack: Vec<usize> = (0..items.len())
        .filter(|&index| matches!(items[index].kind, Kind::Struct(_)) && vacancies[index] == Some(Vacancy::Function))
        .collect();
    while let Some(index) = stack.pop() {
        if std::mem::replace(&mut needed[index], true) {
            continue;
        }
        let mut need = |ty: &Type| {
            if let Type::Item(ItemId(target)) = ty {
                stack.push(*target);
            }
        };
        match (&items[index].kind, vacancies[index]) {
            (Kind::Struct(of), Some(Vacancy::Function)) => required(of).for_each(need),
            (Kind::Union(of), Some(Vacancy::Variant(variant))) => {
                of.members.get(variant).into_iter().for_each(|(_, ty)| need(ty));
            }
            (Kind::Newtype(of), Some(Vacancy::Function)) => need(&of.inner),
            (Kind::Alias(ty), _) => need(ty),
            (kind, Some(Vacancy::Variant(variant))) => {
                let alternative = kind.alternatives().and_then(|list| list.get(variant));
                alternative.into_iter().for_each(|alternative| need(&alternative.ty));
            }
            _ => {}
        }
    }
    needed
}
