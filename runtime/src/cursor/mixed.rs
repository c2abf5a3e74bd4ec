//! Mixed content: children with text between them. Each child and each text is a value in one list.
//!
//! A text goes on over comments, CDATA sections, and what a lenient reader skips. It is handed out when the next child, or
//! the end, has been read; that tag is left in the reader, as groups leave theirs.
//!
//! Where a table says so, elements alone stand in the list.

use super::groups::names;
use super::{Cursor, Phase};
use crate::error::Result;
use crate::model::Progress;
use crate::reader::Left;
use crate::table::{Child, Content};
use crate::{ErrorKind, Reader};

impl Cursor {
    #[inline(never)]
    pub(super) fn next_mixed(&mut self, reader: &mut Reader<'_>) -> Result<Option<u32>> {
        if !reader.uses(self.table.namespaces) {
            reader.switch(self.table.namespaces);
        }
        let mut left = std::mem::take(&mut reader.left);
        loop {
            if left == Left::Nothing {
                left = self.read_on(reader)?;
            }
            let mut found = None;
            if left == Left::Tag {
                found = self.find_mixed(reader);
                if found.is_none() && !reader.is_strict() {
                    reader.skip()?;
                    // Nothing but text may stand for a missing text.
                    self.count = 1;
                    left = Left::Nothing;
                    continue;
                }
            }
            if reader.is_strict() {
                self.check_mixed(reader, left)?;
            }
            if !reader.piece.is_empty() {
                self.count = 1;
                reader.left = left;
                return Ok(Some(self.member(self.table.children.len())));
            }
            if let Left::End(mark) = left {
                self.mark = mark;
                self.phase = Phase::End;
                reader.before_nil = None;
                self.check_end(reader)?;
                return Ok(None);
            }
            let child = self.place_mixed(reader, found)?;
            self.count = 1;
            self.at = child;
            return Ok(Some(self.member(child)));
        }
    }

    /// Reads text up to the next tag.
    fn read_on(&mut self, reader: &mut Reader<'_>) -> Result<Left> {
        reader.close_to(self.depth);
        let end = match self.table.content {
            _ if self.empty => Some(self.mark),
            Content::Mixed => reader.child_after_text()?,
            _ => reader.child()?,
        };
        let Some(end) = end else { return Ok(Left::Tag) };
        if self.count == 0
            && reader.piece.is_empty()
            && let Some(constraint) = reader.constraint_of(self.mark)
        {
            reader.piece.push_str(constraint.text());
        }
        Ok(Left::End(end))
    }

    /// The line of the table that the start tag read last is: one with its name, else in lenient mode a wildcard.
    fn find_mixed(&self, reader: &Reader<'_>) -> Option<usize> {
        let (local, namespace) = (reader.tag.local, reader.tag.namespace);
        let children = self.table.children;
        let own = children.iter().position(|child| names(child, local, namespace, true));
        if own.is_some() || reader.is_strict() {
            return own;
        }
        let alias = children.iter().position(|child| names(child, local, namespace, false));
        alias.or_else(|| self.wildcard(reader))
    }

    /// The first wildcard that admits the namespace of the start tag read last.
    fn wildcard(&self, reader: &Reader<'_>) -> Option<usize> {
        let uri = reader.namespace();
        self.table.children.iter().position(|child| child.any.is_some_and(|any| any.admits(uri)))
    }

    /// Which line of the table comes, where the line with the child's name is `found`; in strict mode as the content
    /// model has it.
    fn place_mixed(&self, reader: &mut Reader<'_>, found: Option<usize>) -> Result<usize> {
        let children = self.table.children;
        if let (Some(found), false) = (found, reader.is_strict()) {
            if children.get(found).is_some_and(|child| child.any.is_some()) {
                reader.check_names()?;
            }
            return Ok(found);
        }
        reader.check_names()?;
        if self.table.model.is_empty() {
            return match found.or_else(|| self.wildcard(reader)) {
                Some(child) => Ok(child),
                None => Err(self.not_allowed(reader, self.all_names())),
            };
        }
        let mut progress = self.take_progress(reader);
        let uri = reader.namespace();
        let is_wildcard = |number: usize| children.get(number).and_then(|it| it.any).is_some_and(|any| any.admits(uri));
        let step = progress.step(&mut |number| found == Some(number) || is_wildcard(number));
        let is_abstract = |child: &Child| child.is_abstract && child.name == reader.tag.local;
        let step = step.ok_or_else(|| match children.iter().any(is_abstract) {
            true => self.unexpected(reader),
            false => self.not_allowed(reader, self.names(&progress)),
        });
        reader.progress.push((self.depth, progress));
        step
    }

    /// How far the element has got.
    fn take_progress(&self, reader: &mut Reader<'_>) -> Progress {
        match reader.progress.pop_if(|(depth, _)| *depth == self.depth) {
            Some((_, progress)) => progress,
            None => Progress::new(self.table.model),
        }
    }

    /// In strict mode: what the content model requires must have come.
    fn check_end(&self, reader: &mut Reader<'_>) -> Result<()> {
        if !reader.is_strict() || self.table.model.is_empty() {
            return Ok(());
        }
        let progress = self.take_progress(reader);
        if progress.may_end() {
            return Ok(());
        }
        let names = self.names(&progress);
        if names.is_empty() {
            let message = "a required element is missing, and none can stand in its place";
            return Err(reader.error_at(self.mark, ErrorKind::MissingElement, message));
        }
        Err(self.none_of(reader, &names, false))
    }

    /// What may come next.
    fn names(&self, progress: &Progress) -> Vec<String> {
        let children = progress.expected().into_iter().filter_map(|number| self.table.children.get(number));
        children.filter(|child| !child.is_abstract).map(|child| self.name(child)).collect()
    }

    /// What may come at any time where there is no order.
    fn all_names(&self) -> Vec<String> {
        self.table.children.iter().filter(|child| !child.alias).map(|child| self.name(child)).collect()
    }
}
