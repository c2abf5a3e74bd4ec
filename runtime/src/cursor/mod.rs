//! The one loop that reads all complex types: it follows a type's [`Table`] and tells generated code which member came.

mod borrowed;
mod groups;
mod members;
mod messages;
mod mixed;
mod types;
mod valid;
mod value_constraint;

pub(crate) use types::Named;
pub use types::Types;
pub(crate) use value_constraint::ValueConstraint;

use crate::error::Result;
use crate::namespace::XSI;
use crate::reader::Ahead;
use crate::table::{Child, Content, Table};
use crate::{ErrorKind, Reader, scan};

/// Where reading stands inside one element.
///
/// [`Reader::enter`] makes one after the start tag; [`next`](Self::next) gives the number of each attribute and child
/// that the table knows, in document order, and `None` after the end tag. Generated code reads the value at each number.
#[derive(Debug)]
pub struct Cursor {
    table: &'static Table,
    /// How many elements are open while this one is the innermost.
    depth: usize,
    phase: Phase,
    /// The attribute to look at next, then the child of the table that came last.
    at: usize,
    /// The slot of that child, and how often it has occurred; `count` 0 before the first child.
    slot: u16,
    count: u32,
    empty: bool,
    /// How many groups of one element the cursor stands in; 0 for the element itself.
    level: usize,
    /// Which attributes and required children have come; see [`Cursor::complete`]. Those beyond 128 are not tracked.
    seen: u128,
    /// Outside of both: which slots have come. Those beyond 64 are not tracked.
    came: u64,
    /// In a group and in `xs:all`: which children have come.
    placed: u128,
    /// Offset of the start tag, and after the loop of the end tag.
    mark: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Attributes,
    Text,
    Children,
    /// Children that do not simply come in order: see [`groups`].
    Grouped,
    /// Children and text: see [`mixed`].
    Mixed,
    End,
}

/// The bit of a child's slot.
#[inline]
fn bit(child: &Child) -> u64 {
    1u64.checked_shl(u32::from(child.slot)).unwrap_or(0)
}

/// Where the content of a table begins.
fn content(table: &Table) -> Phase {
    match table.content {
        Content::Sequence => Phase::Children,
        Content::Text => Phase::Text,
        Content::Groups | Content::All => Phase::Grouped,
        Content::Mixed | Content::Listed => Phase::Mixed,
    }
}

impl<'a> Reader<'a> {
    /// Begins to read the element whose start tag was read last.
    ///
    /// # Errors
    /// In strict mode, if the element says that it is of another type; in both modes, if there is no stack left.
    pub fn enter(&mut self, table: &'static Table) -> Result<Cursor> {
        if !self.has_stack() {
            return Err(self.no_stack());
        }
        if !self.uses(table.namespaces) {
            self.switch(table.namespaces);
        }
        let cursor = Cursor {
            table,
            depth: self.depth(),
            phase: if self.attributes.is_empty() && table.attributes.is_empty() {
                content(table)
            } else {
                Phase::Attributes
            },
            at: 0,
            slot: 0,
            count: 0,
            empty: self.tag.empty,
            level: 0,
            seen: 0,
            came: 0,
            placed: 0,
            mark: self.tag.start,
        };
        if !self.attributes.is_empty() && self.is_strict() {
            self.check_type(table)?;
        }
        Ok(cursor)
    }

    /// In strict mode: the element whose start tag was read last must have no attributes, those of XML Schema instance
    /// aside.
    pub(crate) fn no_attributes(&mut self) -> Result<()> {
        if self.attributes.is_empty() {
            return Ok(());
        }
        for attribute in self.attributes.iter() {
            self.check_attribute_name(attribute)?;
            if self.is_strict() && attribute.namespace != XSI {
                let message = format!("attribute `{}` is not allowed here; the element has none", attribute.local);
                return Err(self.error_at(attribute.start, ErrorKind::UnexpectedAttribute, message));
            }
        }
        self.attributes_are_read()
    }

    /// Whether the start tag read last is an empty-element tag.
    pub(crate) fn is_empty_element(&self) -> bool {
        self.tag.empty
    }
}

impl Cursor {
    /// The number of the member that comes next: an attribute, the text, or a child element whose start tag has been
    /// read. `None` after the end tag.
    ///
    /// # Errors
    /// If the document is not well-formed. In strict mode also if something comes that the table does not admit here,
    /// or if something required does not come.
    pub fn next(&mut self, reader: &mut Reader<'_>) -> Result<Option<u32>> {
        if self.phase == Phase::Children { self.next_child(reader) } else { self.next_other(reader) }
    }

    /// The attributes and the text, and then the children.
    #[inline(never)]
    fn next_other(&mut self, reader: &mut Reader<'_>) -> Result<Option<u32>> {
        if self.phase == Phase::Attributes {
            if let Some(member) = self.next_attribute(reader)? {
                return Ok(Some(member));
            }
            self.at = 0;
            self.phase = content(self.table);
        }
        match self.phase {
            Phase::Text => {
                self.phase = Phase::End;
                // They are dealt with; the type of the text has none.
                reader.attributes.clear();
                Ok(Some(self.member(0)))
            }
            Phase::Children => self.next_child(reader),
            Phase::Grouped => self.next_grouped(reader),
            Phase::Mixed => self.next_mixed(reader),
            Phase::Attributes | Phase::End => Ok(None),
        }
    }

    /// The member number of a child of the table.
    #[inline]
    fn member(&self, child: usize) -> u32 {
        // A type has no more members than a table fits into memory.
        (self.table.attributes.len() + child) as u32
    }

    #[inline(never)]
    fn next_attribute(&mut self, reader: &mut Reader<'_>) -> Result<Option<u32>> {
        while let Some(attribute) = reader.attributes.get(self.at) {
            self.at += 1;
            let known = self.table.attributes.iter().position(|known| {
                known.namespace == attribute.namespace && scan::same(known.name.as_bytes(), attribute.local.as_bytes())
            });
            if let Some(index) = known {
                self.seen |= 1u128.checked_shl(u32::try_from(index).unwrap_or(128)).unwrap_or(0);
                return Ok(Some(u32::try_from(index).unwrap_or(u32::MAX)));
            }
            reader.check_attribute_name(attribute)?;
            if attribute.namespace == XSI
                && matches!(attribute.local, "type" | "nil" | "schemaLocation" | "noNamespaceSchemaLocation")
            {
                continue;
            }
            let uri = if attribute.prefix.is_empty() { "" } else { reader.uri(attribute.prefix) };
            let wildcard = self.table.attributes.last().and_then(|last| last.any);
            if wildcard.is_some_and(|wildcard| wildcard.admits(uri)) {
                return Ok(Some(u32::try_from(self.table.attributes.len() - 1).unwrap_or(u32::MAX)));
            }
            if reader.is_strict() {
                return Err(self.unexpected_attribute(reader, attribute.start, attribute.local, uri));
            }
        }
        if reader.is_strict() {
            for (index, known) in self.table.attributes.iter().enumerate() {
                if known.required && index < 128 && self.seen & (1 << index) == 0 {
                    return Err(self.missing(reader, index));
                }
            }
            reader.attributes_are_read()?;
        }
        Ok(None)
    }

    /// The fast way to the next child; whatever is unusual goes the slow one.
    #[inline]
    fn next_child(&mut self, reader: &mut Reader<'_>) -> Result<Option<u32>> {
        reader.close_to(self.depth);
        if self.empty || !reader.uses(self.table.namespaces) {
            return self.slow_child(reader);
        }
        match reader.ahead(self.table, self.at) {
            Ahead::Child(index) => match self.accept(reader, index)? {
                Some(child) => Ok(Some(self.member(child))),
                None => Ok(None),
            },
            Ahead::End => {
                self.mark = reader.offset();
                reader.end_tag()?;
                self.finish(reader)
            }
            Ahead::Tag(index) => self.tagged_child(reader, index),
            Ahead::Other => self.slow_child(reader),
        }
    }

    /// The child whose start tag stands ahead.
    #[inline(never)]
    fn tagged_child(&mut self, reader: &mut Reader<'_>, index: usize) -> Result<Option<u32>> {
        reader.start_tag()?;
        let is_it = |child: &Child| child.namespace == reader.tag.namespace && child.name == reader.tag.local;
        let found = match self.table.children.get(index) {
            Some(child) if is_it(child) => self.accept(reader, index)?,
            _ => self.find(reader)?,
        };
        if let Some(child) = found {
            return Ok(Some(self.member(child)));
        }
        reader.skip()?;
        reader.close_to(self.depth);
        self.slow_child(reader)
    }

    #[inline(never)]
    fn slow_child(&mut self, reader: &mut Reader<'_>) -> Result<Option<u32>> {
        if !reader.uses(self.table.namespaces) {
            reader.switch(self.table.namespaces);
        }
        if self.empty {
            return self.finish(reader);
        }
        loop {
            if let Some(end) = reader.child()? {
                self.mark = end;
                return self.finish(reader);
            }
            if let Some(child) = self.find(reader)? {
                return Ok(Some(self.member(child)));
            }
            reader.skip()?;
            reader.close_to(self.depth);
        }
    }

    fn finish(&mut self, reader: &Reader<'_>) -> Result<Option<u32>> {
        self.phase = Phase::End;
        if reader.is_strict() {
            self.check_skipped(reader, usize::MAX)?;
        }
        Ok(None)
    }

    /// Which child of the table the start tag read last is. `None`: skip it.
    #[inline(never)]
    fn find(&mut self, reader: &Reader<'_>) -> Result<Option<usize>> {
        let (local, namespace) = (reader.tag.local, reader.tag.namespace);
        let is_strict = reader.is_strict();
        let fits = |child: &Child| {
            child.namespace == namespace
                && scan::same(child.name.as_bytes(), local.as_bytes())
                && child.any.is_none()
                && !(child.alias && is_strict)
        };
        let ahead = self.table.children.get(self.at..).unwrap_or_default();
        // A child's own name counts before what is taken for another.
        let found = ahead.iter().position(|child| fits(child) && !child.alias).or_else(|| ahead.iter().position(fits));
        if let Some(own) = found.and_then(|index| self.own_alternative(self.at + index, fits)) {
            return self.accept(reader, own);
        }
        match found {
            Some(index) => match self.awaited_wildcard(reader, self.at + index) {
                Some(wildcard) => self.place(reader, wildcard),
                None => self.accept(reader, self.at + index),
            },
            None if is_strict && self.is_alias(local, namespace) && self.open_wildcard(reader).is_none() => {
                Err(self.unexpected(reader))
            }
            None => self.find_elsewhere(reader),
        }
    }

    /// Where a child is found behind the current slot: an alternative of that slot which fits too, if one more may come.
    /// The choice goes on as long as it can (XSD 1.0 Part 1, 3.8.6: nothing else would be unambiguous).
    fn own_alternative(&self, found: usize, fits: impl Fn(&Child) -> bool) -> Option<usize> {
        let children = self.table.children;
        if self.count == 0 || children.get(found).is_none_or(|child| child.slot == self.slot) {
            return None;
        }
        let is_own = |child: &Child| child.slot == self.slot && self.count < child.occurs.max && fits(child);
        children.iter().take(self.at).position(is_own)
    }

    fn is_alias(&self, local: &str, namespace: crate::NamespaceId) -> bool {
        let mut named = self.table.children.iter().filter(|it| it.name == local && it.namespace == namespace);
        named.next().is_some_and(|first| first.alias) && named.all(|other| other.alias)
    }

    /// Takes the child at `index`, which is the current one or comes later.
    #[inline]
    fn accept(&mut self, reader: &Reader<'_>, index: usize) -> Result<Option<usize>> {
        let Some(child) = self.table.children.get(index) else { return Ok(None) };
        let same = self.count > 0 && child.slot == self.slot;
        let is_plain = if same { self.count < child.occurs.max } else { !reader.is_strict() || self.may_follow(index) };
        if is_plain && !(child.alias && reader.is_strict()) {
            return Ok(Some(self.take(index, child)));
        }
        self.place(reader, index)
    }

    /// Makes the child at `index` the current one.
    #[inline]
    fn take(&mut self, index: usize, child: &Child) -> usize {
        if self.count > 0 && child.slot == self.slot {
            self.count = self.count.saturating_add(1);
        } else {
            self.count = 1;
            self.slot = child.slot;
            self.came |= bit(child);
        }
        self.at = index;
        index
    }

    /// Whether the child at `index` is the next one and nothing is missing before it.
    fn may_follow(&self, index: usize) -> bool {
        if self.count == 0 {
            return index == 0;
        }
        let is_complete = self.table.children.get(self.at).is_some_and(|last| self.count >= last.occurs.min);
        index == self.at + 1 && is_complete
    }

    /// Takes the child at `index`, which is not simply the next one.
    #[inline(never)]
    fn place(&mut self, reader: &Reader<'_>, index: usize) -> Result<Option<usize>> {
        let children = self.table.children;
        let Some(child) = children.get(index) else { return Ok(None) };
        if child.alias && reader.is_strict() {
            return Err(self.unexpected(reader));
        }
        let same = self.count > 0 && child.slot == self.slot;
        if same && self.count >= child.occurs.max {
            let later = children.iter().enumerate().skip(index + 1).find(|(_, later)| {
                later.slot != child.slot
                    && later.name == child.name
                    && later.namespace == child.namespace
                    && later.any.is_none()
            });
            let later = later.map(|(later, _)| later).filter(|_| child.any.is_none());
            let later = later.map(|later| self.awaited_wildcard(reader, later).unwrap_or(later));
            if let Some(later) = later.or_else(|| self.open_wildcard(reader)) {
                return self.place(reader, later);
            }
            if reader.is_strict() {
                return Err(self.too_many(reader, child));
            }
        }
        if reader.is_strict() && !same {
            self.check_skipped(reader, index)?;
        }
        Ok(Some(self.take(index, child)))
    }

    /// Looks among the children that came before, then among the wildcards.
    #[cold]
    fn find_elsewhere(&mut self, reader: &Reader<'_>) -> Result<Option<usize>> {
        let children = self.table.children;
        let (local, namespace) = (reader.tag.local, reader.tag.namespace);
        let before = || children.iter().take(self.at);
        let fits = |child: &Child| child.name == local && child.namespace == namespace;
        // Alternatives of the current choice first: an earlier place of the same name has had its turn.
        let here = before().position(|child| fits(child) && child.slot == self.slot);
        let behind = here.or_else(|| before().position(fits));
        if let Some((index, child)) = behind.and_then(|index| Some((index, children.get(index)?))) {
            let is_strict = reader.is_strict();
            let is_turn = child.slot == self.slot && self.count < child.occurs.max && !(child.alias && is_strict);
            // Lenient reading forgives the order only of what has not come; what has is the wildcard's, as in strict mode.
            if let Some(wildcard) = self.open_wildcard(reader)
                && !is_turn
                && (is_strict || self.came & bit(child) != 0)
                && children.get(wildcard).is_some_and(|child| self.is_open(child))
            {
                return self.place(reader, wildcard);
            }
            if is_turn || !is_strict {
                return Ok(Some(self.take(index, child)));
            }
            if child.slot == self.slot && !child.alias {
                return Err(self.too_many(reader, child));
            }
            return Err(self.out_of_order(reader, child));
        }
        reader.check_names()?;
        if let Some(wildcard) = self.open_wildcard(reader) {
            return self.place(reader, wildcard);
        }
        if reader.is_strict() { Err(self.unexpected(reader)) } else { Ok(None) }
    }

    /// The wildcard that can take the element now: it admits its namespace, and is not behind or full. A lenient reader
    /// goes back to one where none is left.
    fn open_wildcard(&self, reader: &Reader<'_>) -> Option<usize> {
        let uri = reader.namespace();
        let children = self.table.children;
        let admits = |child: &Child| child.any.is_some_and(|any| any.admits(uri));
        let ahead = children.iter().position(|child| self.is_open(child) && admits(child));
        let behind = || children.iter().position(|child| child.occurs.max == u32::MAX && admits(child));
        ahead.or_else(|| if reader.is_strict() { None } else { behind() })
    }

    /// Whether a child is neither behind nor full.
    fn is_open(&self, child: &Child) -> bool {
        self.count == 0 || child.slot > self.slot || (child.slot == self.slot && self.count < child.occurs.max)
    }

    /// The wildcard that must have an element before the child at `until` can come, if nothing else is awaited earlier
    /// and the element fits: then this is the element, whatever its name.
    fn awaited_wildcard(&self, reader: &Reader<'_>, until: usize) -> Option<usize> {
        if self.table.content != Content::Groups {
            return None;
        }
        let children = self.table.children;
        let target = children.get(until)?.slot;
        let ahead = children.iter().enumerate().take(until).filter(|(_, child)| child.slot < target);
        let occurred = |child: &Child| if self.count > 0 && child.slot == self.slot { self.count } else { 0 };
        let mut awaited =
            ahead.filter(|(_, child)| self.is_open(child) && occurred(child) < child.occurs.min).peekable();
        let slot = awaited.peek()?.1.slot;
        let fits = |child: &Child| child.any.is_some_and(|any| any.admits(reader.namespace()));
        awaited.take_while(|(_, child)| child.slot == slot).find(|(_, child)| fits(child)).map(|(index, _)| index)
    }

    /// In strict mode: everything from the current slot to that of the child at `until` must be optional.
    #[inline(never)]
    fn check_skipped(&self, reader: &Reader<'_>, until: usize) -> Result<()> {
        let children = self.table.children;
        let target = children.get(until).map(|child| child.slot);
        for (index, child) in children.iter().enumerate().take(until).skip(self.at) {
            if Some(child.slot) == target {
                break;
            }
            let occurred = if self.count > 0 && child.slot == self.slot { self.count } else { 0 };
            if occurred < child.occurs.min {
                return Err(self.missing_child(reader, index, target.is_some()));
            }
        }
        Ok(())
    }
}
