//! Identifiers and references to them (XSD 1.0 Part 1, 3.15.4: cvc-id).

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::constraints::Broken;
use super::kind::{Kind, items, token};
use crate::simple::Context;

/// What has been found of them in a document.
#[derive(Debug, Default)]
pub(super) struct Ids {
    ids: HashMap<Box<str>, usize>,
    references: Vec<(Box<str>, usize)>,
}

impl Ids {
    /// Takes what a text at an offset holds.
    pub(super) fn note(&mut self, kind: &Kind, text: &str, context: &Context<'_>, offset: usize) -> Result<(), Broken> {
        match kind.active(text, context) {
            Kind::Id => match self.ids.entry(token(text).into()) {
                Entry::Vacant(entry) => {
                    entry.insert(offset);
                }
                Entry::Occupied(entry) => {
                    let message = format!("the ID {:?} is given a second time", entry.key());
                    return Err(Broken { offset, message, first: Some(*entry.get()) });
                }
            },
            Kind::IdRef => self.references.push((token(text).into(), offset)),
            Kind::List(item) => {
                for text in items(text) {
                    self.note(item, text, context, offset)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// At the end of the document: each reference must have its identifier.
    pub(super) fn finish(self) -> Result<(), Broken> {
        match self.references.into_iter().find(|(name, _)| !self.ids.contains_key(name)) {
            None => Ok(()),
            Some((name, offset)) => {
                let message = format!("the reference {name:?} has no ID in the document");
                Err(Broken { offset, message, first: None })
            }
        }
    }
}
