//! Cycles of types: a `Box` where a cycle closes, and nowhere else.

use std::collections::BTreeSet;

use super::{Alternative, Body, Field, Item, ItemId, Kind, Shape, Type, Wrapper};

/// Marks the fields and alternatives at which a walk in reading order comes back to a type that it is inside of.
pub(super) fn mark(items: &mut [Item]) {
    let edges: Vec<Vec<usize>> = items.iter().map(targets).collect();
    let mut state = vec![State::New; items.len()];
    let mut back = BTreeSet::new();
    for start in 0..items.len() {
        if state.get(start) != Some(&State::New) {
            continue;
        }
        // Depth first with an own stack: schemas may nest deeper than the thread's stack.
        let mut stack = vec![(start, 0)];
        state[start] = State::Inside;
        while let Some((item, edge)) = stack.last_mut() {
            let item = *item;
            let Some(&target) = edges[item].get(*edge) else {
                state[item] = State::Done;
                stack.pop();
                continue;
            };
            *edge += 1;
            match state[target] {
                State::New => {
                    state[target] = State::Inside;
                    stack.push((target, 0));
                }
                State::Inside => {
                    back.insert((item, target));
                }
                State::Done => {}
            }
        }
    }
    for (index, item) in items.iter_mut().enumerate() {
        for_each_slot(item, &mut |ty, shape, boxed| {
            let mut ty = ty;
            while let Type::Nillable(inner, _) = ty {
                ty = inner;
            }
            if let (Type::Item(target), true) = (ty, shape != Shape::Many) {
                *boxed = back.contains(&(index, target.0));
            }
        });
        if let Kind::Struct(of) = &mut item.kind
            && let Body::Children(fields, _) = &of.body
        {
            let boxed: BTreeSet<&str> = fields.iter().filter(|it| it.boxed).map(|it| it.name.as_str()).collect();
            for (_, common) in of.traits.iter_mut().flat_map(|of| &mut of.fields) {
                common.boxed = boxed.contains(common.name.as_str());
            }
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Inside,
    Done,
}

/// The items that an item holds by value.
fn targets(item: &Item) -> Vec<usize> {
    let mut targets = Vec::new();
    let mut add = |ty: &Type| {
        let mut ty = ty;
        while let Type::Nillable(inner, _) = ty {
            ty = inner;
        }
        if let Type::Item(ItemId(target)) = ty {
            targets.push(*target);
        }
    };
    match &item.kind {
        Kind::Struct(of) => {
            of.body.fields().iter().filter(|field| field.shape != Shape::Many).for_each(|field| add(&field.ty));
        }
        Kind::Wrapper(Wrapper { ty, .. }) | Kind::Alias(ty) => add(ty),
        kind => kind.alternatives().into_iter().flatten().for_each(|alternative| add(&alternative.ty)),
    }
    targets
}

fn for_each_slot(item: &mut Item, visit: &mut dyn FnMut(&Type, Shape, &mut bool)) {
    let mut alternatives = |list: &mut [Alternative]| {
        for alternative in list {
            visit(&alternative.ty, Shape::Required, &mut alternative.boxed);
        }
    };
    match &mut item.kind {
        Kind::Choice(of) | Kind::Alternatives(of) => alternatives(&mut of.alternatives),
        Kind::Polymorphic(of) => alternatives(&mut of.alternatives),
        Kind::Struct(of) => {
            if let Body::Children(fields, _) = &mut of.body {
                for Field { ty, shape, boxed, .. } in fields.iter_mut() {
                    visit(ty, *shape, boxed);
                }
            }
        }
        _ => {}
    }
}
