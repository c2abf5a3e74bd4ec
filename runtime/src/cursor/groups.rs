//! Children that do not simply come in order: those of `xs:all`, and those that belong to a group which is a value of its
//! own, because it is repeated or optional as a whole or an alternative of a choice.
//!
//! A group is read by a cursor of its own, which begins at a start tag that the cursor around it has read, and ends at
//! one that is not its business; that tag is left in the reader for the cursor around it.

use super::{Cursor, Phase};
use crate::error::Result;
use crate::reader::{Enclosing, Left};
use crate::table::{Child, Content, Table};
use crate::{NamespaceId, Order, Reader};

/// What to do with a child whose start tag has been read.
enum Next {
    /// It is this line of the table.
    Take(usize),
    /// Nobody knows it.
    Skip,
    /// The group ends before it.
    Leave,
}

impl Reader<'_> {
    /// Begins to read a group at the child whose start tag was read last.
    pub fn enter_group(&mut self, table: &'static Table) -> Cursor {
        if !self.uses(table.namespaces) {
            self.switch(table.namespaces);
        }
        Cursor {
            table,
            depth: self.depth().saturating_sub(1),
            phase: Phase::Grouped,
            at: 0,
            slot: 0,
            count: 0,
            empty: false,
            level: self.groups.last().map_or(1, |group| group.level),
            seen: 0,
            came: 0,
            placed: 0,
            mark: self.tag.start,
        }
    }
}

impl Cursor {
    #[inline(never)]
    pub(super) fn next_grouped(&mut self, reader: &mut Reader<'_>) -> Result<Option<u32>> {
        if !reader.uses(self.table.namespaces) {
            reader.switch(self.table.namespaces);
        }
        let mut left = std::mem::take(&mut reader.left);
        loop {
            match std::mem::take(&mut left) {
                Left::Tag => {}
                Left::End(mark) => return self.end(reader, mark),
                Left::Nothing => {
                    reader.close_to(self.depth);
                    if self.empty {
                        return self.end(reader, self.mark);
                    }
                    if let Some(mark) = reader.child()? {
                        return self.end(reader, mark);
                    }
                }
            }
            match self.next_of(reader)? {
                Next::Take(child) => {
                    self.begin_group(reader, child);
                    return Ok(Some(self.member(child)));
                }
                Next::Skip => reader.skip()?,
                Next::Leave => {
                    self.mark = reader.tag.start;
                    reader.left = Left::Tag;
                    return self.leave(reader);
                }
            }
        }
    }

    /// The end tag has been read, of the element and with it of all groups in it.
    fn end(&mut self, reader: &mut Reader<'_>, mark: usize) -> Result<Option<u32>> {
        self.mark = mark;
        if self.level > 0 {
            reader.left = Left::End(mark);
        }
        self.leave(reader)
    }

    /// Nothing more comes.
    fn leave(&mut self, reader: &mut Reader<'_>) -> Result<Option<u32>> {
        if self.level > 0 {
            reader.groups.pop();
        }
        self.phase = Phase::End;
        if reader.is_strict() {
            match self.table.content {
                Content::All => self.check_all(reader)?,
                _ => self.check_skipped(reader, usize::MAX)?,
            }
        }
        Ok(None)
    }

    /// Leaves the start tag to the group that the child belongs to, if it belongs to one.
    fn begin_group(&self, reader: &mut Reader<'_>, child: usize) {
        if let Some(child) = self.table.children.get(child).filter(|child| child.group) {
            let is_around_last = self.level == 0 || reader.groups.last().is_some_and(|group| group.is_last);
            let is_last = self.count >= child.occurs.max && is_around_last;
            reader.groups.push(Enclosing { table: self.table, is_last, level: self.level + 1 });
            reader.left = Left::Tag;
        }
    }

    fn next_of(&mut self, reader: &Reader<'_>) -> Result<Next> {
        if self.table.content == Content::All {
            self.next_of_all(reader)
        } else if self.level > 0 {
            self.next_of_group(reader)
        } else {
            Ok(self.find(reader)?.map_or(Next::Skip, Next::Take))
        }
    }

    /// A child of `xs:all`: each at most once, in any order.
    fn next_of_all(&mut self, reader: &Reader<'_>) -> Result<Next> {
        let is_strict = reader.is_strict();
        let (local, namespace) = (reader.tag.local, reader.tag.namespace);
        match self.table.children.iter().position(|child| names(child, local, namespace, is_strict)) {
            Some(index) => {
                if is_strict
                    && self.is_placed(index)
                    && let Some(child) = self.table.children.get(index)
                {
                    return Err(self.too_many(reader, child));
                }
                self.put(index);
                Ok(Next::Take(index))
            }
            None if self.level > 0 && self.is_known_outside(reader) => Ok(Next::Leave),
            None if is_strict && self.level == 0 => Err(self.unexpected(reader)),
            None if is_strict => Ok(Next::Leave),
            None => {
                reader.check_names()?;
                Ok(Next::Skip)
            }
        }
    }

    /// A child of a group: what may follow here is the group's; anything else ends it.
    fn next_of_group(&mut self, reader: &Reader<'_>) -> Result<Next> {
        let is_strict = reader.is_strict();
        let (local, namespace) = (reader.tag.local, reader.tag.namespace);
        let children = self.table.children;
        let fits = |child: &Child| names(child, local, namespace, is_strict);
        // A child's own name counts before what is taken for another, here and around.
        let mut found = children.iter().position(|child| self.is_open(child) && fits(child) && !child.alias);
        if found.is_none() {
            found = children.iter().position(|child| self.is_open(child) && fits(child));
            if found.is_some() && self.count > 0 && self.is_named_outside(reader) {
                return Ok(Next::Leave);
            }
        }
        if let Some(index) = found {
            found = self.awaited_wildcard(reader, index).or(found);
        } else {
            let uri = reader.namespace();
            found =
                children.iter().position(|child| self.is_open(child) && child.any.is_some_and(|any| any.admits(uri)));
        }
        if let Some(index) = found {
            if is_strict && self.is_new_slot(index) {
                self.check_skipped(reader, index)?;
            }
            self.put(index);
            return Ok(Next::Take(index));
        }
        if is_strict {
            return Ok(Next::Leave);
        }
        let behind = children.iter().position(fits);
        match behind {
            // Lenient reading forgives the order, but a group that may follow once more begins again.
            Some(index) if !self.is_placed(index) && reader.groups.last().is_some_and(|group| group.is_last) => {
                self.put(index);
                Ok(Next::Take(index))
            }
            Some(_) => Ok(Next::Leave),
            None if self.is_known_outside(reader) => Ok(Next::Leave),
            None => {
                reader.check_names()?;
                Ok(Next::Skip)
            }
        }
    }

    /// Notes that the current child comes, among others that may come in any order.
    pub fn note_order(&self, order: &mut Order) {
        if self.phase == Phase::Grouped {
            order.note(self.slot);
        }
    }

    fn is_new_slot(&self, index: usize) -> bool {
        self.count == 0 || self.table.children.get(index).is_some_and(|child| child.slot != self.slot)
    }

    /// Notes that the child at `index` comes.
    fn put(&mut self, index: usize) {
        let Some(child) = self.table.children.get(index) else { return };
        self.count = if self.is_new_slot(index) { 1 } else { self.count.saturating_add(1) };
        self.slot = child.slot;
        self.at = index;
        self.placed |= self.place_bit(index);
    }

    fn is_placed(&self, index: usize) -> bool {
        self.placed & self.place_bit(index) != 0
    }

    fn place_bit(&self, index: usize) -> u128 {
        let slot = self.table.children.get(index).map_or(u32::MAX, |child| u32::from(child.slot));
        1u128.checked_shl(slot).unwrap_or(0)
    }

    /// Whether the child has its own name in the element or a group around this one, rather than being taken for another.
    fn is_named_outside(&self, reader: &Reader<'_>) -> bool {
        let (local, namespace) = (reader.tag.local, reader.tag.namespace);
        let around = reader.groups.iter().rev().take(self.level);
        around.flat_map(|group| group.table.children).any(|child| names(child, local, namespace, true))
    }

    /// Whether the element or a group around this one has a place for the child.
    fn is_known_outside(&self, reader: &Reader<'_>) -> bool {
        let (local, namespace) = (reader.tag.local, reader.tag.namespace);
        let uri = reader.namespace();
        let around = reader.groups.iter().rev().take(self.level);
        around
            .flat_map(|group| group.table.children)
            .any(|child| names(child, local, namespace, false) || child.any.is_some_and(|any| any.admits(uri)))
    }

    /// In strict mode: what `xs:all` requires must have come.
    fn check_all(&self, reader: &Reader<'_>) -> Result<()> {
        let children = self.table.children.iter().enumerate();
        for (index, child) in children {
            if child.occurs.min > 0 && !self.is_placed(index) && child.slot < 128 {
                return Err(self.missing_child(reader, index, false));
            }
        }
        Ok(())
    }

    /// In `xs:all`: whether the child at `index` could still come.
    pub(super) fn may_come(&self, index: usize) -> bool {
        !self.is_placed(index)
    }
}

/// Whether a child of a table has a name, as itself or in lenient mode as an alias.
pub(super) fn names(child: &Child, local: &str, namespace: NamespaceId, is_strict: bool) -> bool {
    child.name == local && child.namespace == namespace && child.any.is_none() && !(child.alias && is_strict)
}
