//! Which thing of an older list is which one of a newer list.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

use crate::im_list::{Contact, Group};

/// The things of two lists, with their counterparts in the other one.
pub(super) struct Pairs<'a, T> {
    older: &'a [T],
    newer: &'a [T],
    /// For each older thing the place of the newer one.
    newer_of: Vec<Option<usize>>,
    /// For each newer thing the place of the older one.
    older_of: Vec<Option<usize>>,
}

/// Pairs of contacts: by any of their keys, then by the identifier of the persona.
pub(super) fn contacts<'a>(older: &'a [Contact], newer: &'a [Contact]) -> Pairs<'a, Contact> {
    let mut pairs = Pairs::new(older, newer);
    pairs.pair(|contact| contact.keys().to_vec());
    pairs.pair(|contact| vec![contact.persona_id().id.as_str()]);
    pairs
}

/// Pairs of groups: by the identifier, and those without one by the name.
pub(super) fn groups<'a>(older: &'a [Group], newer: &'a [Group]) -> Pairs<'a, Group> {
    let mut pairs = Pairs::new(older, newer);
    pairs.pair(|group| group.id().cloned().into_iter().collect());
    pairs.pair(|group| if group.id().is_none() { vec![group.name()] } else { Vec::new() });
    pairs
}

impl<'a, T> Pairs<'a, T> {
    fn new(older: &'a [T], newer: &'a [T]) -> Self {
        Self { older, newer, newer_of: vec![None; older.len()], older_of: vec![None; newer.len()] }
    }

    /// Pairs what has no counterpart yet and shares a name, each with the first that is left: a list that two things with
    /// one name stand in is without difference to itself.
    fn pair<K: Hash + Eq>(&mut self, names: impl Fn(&'a T) -> Vec<K>) {
        let mut places: HashMap<K, VecDeque<usize>> = HashMap::new();
        for (place, thing) in self.newer.iter().enumerate() {
            if self.older_of.get(place).is_some_and(Option::is_none) {
                for name in names(thing) {
                    places.entry(name).or_default().push_back(place);
                }
            }
        }
        for ((older_place, thing), newer_of) in self.older.iter().enumerate().zip(&mut self.newer_of) {
            if newer_of.is_some() {
                continue;
            }
            let older_of = &mut self.older_of;
            let found = names(thing).iter().find_map(|name| {
                let places = places.get_mut(name)?;
                while let Some(place) = places.pop_front() {
                    if older_of.get(place).is_some_and(Option::is_none) {
                        return Some(place);
                    }
                }
                None
            });
            if let Some(newer_place) = found
                && let Some(older_of) = self.older_of.get_mut(newer_place)
            {
                (*newer_of, *older_of) = (Some(newer_place), Some(older_place));
            }
        }
    }

    /// The older things, with their counterparts.
    pub(super) fn older(&self) -> impl Iterator<Item = (&'a T, Option<&'a T>)> {
        self.older
            .iter()
            .zip(&self.newer_of)
            .map(|(thing, place)| (thing, place.and_then(|place| self.newer.get(place))))
    }

    /// The newer things, with their counterparts.
    pub(super) fn newer(&self) -> impl Iterator<Item = (&'a T, Option<&'a T>)> {
        self.newer
            .iter()
            .zip(&self.older_of)
            .map(|(thing, place)| (thing, place.and_then(|place| self.older.get(place))))
    }

    /// What the older list alone has.
    pub(super) fn gone(&self) -> impl Iterator<Item = &'a T> {
        self.older().filter(|(_, newer)| newer.is_none()).map(|(thing, _)| thing)
    }

    /// What the newer list alone has.
    pub(super) fn added(&self) -> impl Iterator<Item = &'a T> {
        self.newer().filter(|(_, older)| older.is_none()).map(|(thing, _)| thing)
    }

    /// What both have, older and newer, in the newer order.
    pub(super) fn both(&self) -> impl Iterator<Item = (&'a T, &'a T)> {
        self.newer().filter_map(|(newer, older)| Some((older?, newer)))
    }
}
