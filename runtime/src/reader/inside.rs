//! Reading an element whose text was cut out of a document.

use std::borrow::Cow;

use super::{Open, Reader};
use crate::error::Result;
use crate::namespace::Binding;
use crate::scan::Census;
use crate::{ErrorKind, ReadOptions, locate};

impl<'a> Reader<'a> {
    /// A reader of the text of one element that stands inside `depth` others, which declare these prefixes, outermost
    /// first. Reads its start tag. The places of errors are those in the text.
    ///
    /// # Errors
    /// If the start tag is not well-formed.
    pub(crate) fn inside(
        text: &'a str,
        depth: usize,
        declared: impl Iterator<Item = (&'a str, &'a str)>,
        options: &ReadOptions,
    ) -> Result<Self> {
        let mut reader = Self::over(text, 0, options, Census::of(text.as_bytes()));
        let strict = options.strict;
        let namespaces = reader.namespaces;
        reader.bindings.extend(declared.map(|(prefix, uri)| {
            let id = namespaces.id(uri, strict);
            Binding { prefix, uri: Cow::Borrowed(uri), id }
        }));
        reader.reset_default();
        let outside = Open { name: (0, 0), bindings: reader.bindings.len() };
        reader.open.resize(depth, outside);
        reader.begin_stack();
        if !reader.at("<") {
            return Err(reader.cut_off());
        }
        reader.start_tag()?;
        Ok(reader)
    }

    /// The name of the element whose start tag was read last, with its prefix.
    pub(crate) fn qualified_name(&self) -> &'a str {
        self.open.last().map_or("", |open| self.slice(open.name.0, open.name.1))
    }

    /// The offset of the start tag read last, and the element path there.
    pub(crate) fn start(&self) -> (usize, String) {
        (self.tag.start, locate::path(self.text, self.tag.start, std::iter::empty()))
    }

    /// A prefix that means a namespace here; the empty one for the default namespace, and for no namespace if there is none.
    pub(crate) fn prefix_of(&self, uri: &str) -> Option<&'a str> {
        let mut prefixes = std::iter::once("").chain(self.bindings.iter().rev().map(|binding| binding.prefix));
        prefixes.find(|prefix| self.uri(prefix) == uri)
    }

    /// What the element whose start tag was read last declares: prefixes and namespace names.
    pub(crate) fn own_declarations(&self) -> impl Iterator<Item = (&str, &str)> {
        let outside = self.open.last().map_or(0, |open| open.bindings);
        self.bindings.iter().skip(outside).map(|binding| (binding.prefix, &*binding.uri))
    }

    /// Whether the element whose start tag was read last has no value to read, as it says `xsi:nil` where that means
    /// nothing. Then it has been skipped, as it would be among its siblings.
    ///
    /// # Errors
    /// In strict mode, if it says so; if the content is not well-formed.
    pub(crate) fn skips_nil<T: crate::Read>(&mut self) -> Result<bool> {
        if !self.tag.nil || T::NILLABLE {
            return Ok(false);
        }
        self.no_nil::<T>()?;
        self.skip()?;
        Ok(true)
    }

    /// Checks that the text has been read to its end.
    ///
    /// # Errors
    /// If it has not.
    pub(crate) fn reached_end(&self) -> Result<()> {
        if self.pos == self.text.len() {
            return Ok(());
        }
        Err(self.error_at(self.pos, ErrorKind::NotWellFormed, "the element ends before its text does"))
    }
}
