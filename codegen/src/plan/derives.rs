//! Which traits each item can derive.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::externs::Known;
use super::parts::holders;
use super::{Alternative, Item, Kind, Nil, Shape, Type, patterns};
use crate::options::Options;

/// What a type can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Can {
    pub(super) eq: bool,
    pub(super) copy: bool,
    pub(super) default: bool,
}

const ALL: Can = Can { eq: true, copy: true, default: true };

impl Can {
    /// Of a type that the options name nothing is known; what cannot be derived a user can implement.
    pub(super) const UNKNOWN: Can = Can { eq: false, copy: false, default: false };

    fn and(self, other: Self) -> Self {
        Self { eq: self.eq && other.eq, copy: self.copy && other.copy, default: self.default && other.default }
    }
}

/// Decides the derives of all items: the greatest solution, so that cycles do not stand in their own way. Says what each
/// item can do.
pub(super) fn decide(items: &mut [Item], options: &Options, externs: &BTreeMap<String, Known>) -> Vec<Can> {
    let mut can = vec![ALL; items.len()];
    let holders = holders(items);
    // First come, first served, each once: what holds many items waits until all of them have been looked at.
    let mut waiting: VecDeque<usize> = (0..items.len()).collect();
    let mut is_waiting = vec![true; items.len()];
    while let Some(index) = waiting.pop_front() {
        is_waiting[index] = false;
        let next = can[index].and(able(&items[index], &Abilities { items: &can, externs }));
        if next != can[index] {
            can[index] = next;
            waiting.extend(holders[index].iter().filter(|&&holder| !std::mem::replace(&mut is_waiting[holder], true)));
        }
    }
    for (item, can) in items.iter_mut().zip(&can) {
        if matches!(item.kind, Kind::Alias(_) | Kind::Trait(_)) {
            continue;
        }
        let mut derives = vec!["Debug", "Clone"];
        derives.extend(can.copy.then_some("Copy"));
        derives.push("PartialEq");
        derives.extend(can.eq.then_some(["Eq", "Hash"]).into_iter().flatten());
        derives.extend(can.default.then_some("Default"));
        let is_text = matches!(item.kind, Kind::Enumeration(_) | Kind::Newtype(_));
        if options.serde && !is_text {
            derives.extend(SERDE);
        }
        item.derives = derives.into_iter().map(str::to_owned).collect();
        let mut known: BTreeSet<String> = item.derives.iter().map(|derive| meant(derive)).collect();
        if options.serde {
            // Texts and checked values do it by a macro of the runtime, which a derive would contradict.
            known.extend(SERDE.map(meant));
        }
        for (pattern, extra) in &options.derives {
            if item.origin.component.split(", ").any(|component| patterns::matches(pattern, component)) {
                for derive in extra.iter().filter(|derive| known.insert(meant(derive))) {
                    item.derives.push(derive.clone());
                }
            }
        }
    }
    can
}

/// What is known so far.
struct Abilities<'a> {
    items: &'a [Can],
    externs: &'a BTreeMap<String, Known>,
}

/// The derives of items of which the derives of serde make what readers take.
const SERDE: [&str; 2] = ["::serde::Serialize", "::serde::Deserialize"];

/// What a derive means, however it is written: `::std::hash::Hash` is `Hash`, `::serde::Serialize` is
/// `serde::Serialize`.
fn meant(derive: &str) -> String {
    let path: String = derive.chars().filter(|c| !c.is_whitespace()).collect();
    let path = path.strip_prefix("::").unwrap_or(&path);
    let is_standard = ["std::", "core::", "alloc::"].iter().any(|root| path.starts_with(root));
    let last = path.rsplit("::").next().filter(|_| is_standard);
    last.unwrap_or(path).to_owned()
}

fn able(item: &Item, can: &Abilities<'_>) -> Can {
    let of_alternatives = |list: &[Alternative]| {
        let all = list.iter().map(|alternative| of_field(&alternative.ty, Shape::Required, alternative.boxed, can));
        Can { default: false, ..all.fold(ALL, Can::and) }
    };
    match &item.kind {
        Kind::Struct(of) => {
            let fields = of.fields();
            let all =
                fields.clone().map(|field| of_field(&field.ty, field.shape, field.boxed, can)).fold(ALL, Can::and);
            // Empty structs stay open for members of a later schema, so they are not Copy.
            Can { copy: all.copy && fields.count() > 0 && of.kept_order.is_none(), ..all }
        }
        Kind::Choice(_) | Kind::Alternatives(_) | Kind::Polymorphic(_) => {
            let all = of_alternatives(item.kind.alternatives().unwrap_or_default());
            // What keeps raw XML is never copied.
            let is_open = matches!(&item.kind, Kind::Polymorphic(of) if of.other.is_some());
            Can { copy: all.copy && !is_open, ..all }
        }
        Kind::Enumeration(of) => Can { copy: of.other.is_none(), default: false, ..ALL },
        Kind::Newtype(of) => Can { default: false, ..of_type(&of.inner, can) },
        Kind::Union(of) => {
            Can { default: false, ..of.members.iter().map(|(_, ty)| of_type(ty, can)).fold(ALL, Can::and) }
        }
        Kind::Alias(ty) => of_type(ty, can),
        Kind::Wrapper(of) => Can { default: false, ..of_type(&of.ty, can) },
        Kind::Trait(_) => ALL,
    }
}

fn of_field(ty: &Type, shape: Shape, boxed: bool, can: &Abilities<'_>) -> Can {
    let inner = of_type(ty, can);
    Can { eq: inner.eq, copy: inner.copy && shape != Shape::Many && !boxed, default: shape != Shape::Required }
}

fn of_type(ty: &Type, can: &Abilities<'_>) -> Can {
    match ty {
        Type::Builtin("bool" | "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64") => ALL,
        Type::Builtin("f32" | "f64") => Can { eq: false, ..ALL },
        Type::Builtin(_) => Can { copy: false, ..ALL },
        Type::List(item) => Can { copy: false, ..of_type(item, can) },
        Type::Nillable(inner, Nil::Bare) => of_type(inner, can),
        Type::Nillable(inner, Nil::Attributes) => Can { copy: false, ..of_type(inner, can) },
        Type::Item(item) => can.items.get(item.0).copied().unwrap_or(Can::UNKNOWN),
        Type::Extern(path) => can.externs.get(path).map_or(Can::UNKNOWN, |known| known.can),
    }
}
