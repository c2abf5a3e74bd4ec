//! An order in which everything comes after what it depends on.

use std::collections::BTreeSet;

/// The order of `n` things and the circles among them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Order {
    /// All things; each stands after its dependencies, those along a cut edge excepted.
    pub(super) sequence: Vec<usize>,
    /// The edges that close a circle: from a thing to a dependency that depends on it.
    pub(super) cut: BTreeSet<(usize, usize)>,
}

impl Order {
    /// Whether the edge closes a circle.
    pub(super) fn is_cut(&self, from: usize, to: usize) -> bool {
        self.cut.contains(&(from, to))
    }
}

/// Orders the things `0..dependencies.len()`. Walks with a stack of its own, as chains of dependencies may be long.
pub(super) fn order(dependencies: &[Vec<usize>]) -> Order {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        Open,
        Done,
    }
    let mut states = vec![State::New; dependencies.len()];
    let mut order = Order { sequence: Vec::with_capacity(dependencies.len()), cut: BTreeSet::new() };
    let mut stack: Vec<(usize, std::slice::Iter<'_, usize>)> = Vec::new();
    let set = |states: &mut Vec<State>, idx: usize, state| {
        if let Some(it) = states.get_mut(idx) {
            *it = state;
        }
    };
    for (start, of_start) in dependencies.iter().enumerate() {
        if states.get(start) != Some(&State::New) {
            continue;
        }
        set(&mut states, start, State::Open);
        stack.push((start, of_start.iter()));
        while let Some((idx, rest)) = stack.last_mut() {
            let idx = *idx;
            let Some(next) = rest.next().copied() else {
                set(&mut states, idx, State::Done);
                order.sequence.push(idx);
                stack.pop();
                continue;
            };
            match states.get(next) {
                Some(State::New) => {
                    set(&mut states, next, State::Open);
                    stack.push((next, dependencies.get(next).map_or([].iter(), |it| it.iter())));
                }
                Some(State::Open) => {
                    order.cut.insert((idx, next));
                }
                Some(State::Done) | None => {}
            }
        }
    }
    order
}
