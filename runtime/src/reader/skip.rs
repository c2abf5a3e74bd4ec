//! Moving through content: the next child element, and over what nobody asked for.

use super::tag::parse_nil;
use super::{Reader, Tag};
use crate::error::Result;
use crate::namespace::XSI;
use crate::{ErrorKind, scan};

/// The place behind a start tag.
pub(crate) struct Mark<'a> {
    tag: Tag<'a>,
    pos: usize,
}

impl<'a> Reader<'a> {
    /// Moves to the next child of the innermost element. `None`: its start tag has been read. Otherwise the end tag of
    /// the innermost element has been read, which begins at the offset.
    pub(crate) fn child(&mut self) -> Result<Option<usize>> {
        let bytes = self.bytes();
        loop {
            let at = scan::blanks(bytes, self.pos);
            match (bytes.get(at), bytes.get(at + 1)) {
                (Some(b'<'), Some(b'/')) => {
                    self.pos = at;
                    self.end_tag()?;
                    return Ok(Some(at));
                }
                (Some(b'<'), Some(next)) if !matches!(next, b'!' | b'?') => {
                    self.pos = at;
                    self.start_tag()?;
                    return Ok(None);
                }
                _ => self.between(at)?,
            }
        }
    }

    /// What stands between child elements and is neither a tag nor blank.
    #[cold]
    fn between(&mut self, at: usize) -> Result<()> {
        let bytes = self.bytes();
        self.pos = at;
        match bytes.get(at) {
            None => Err(self.cut_off()),
            Some(b'<') if self.at("<![CDATA[") => {
                let section = self.cdata()?;
                self.text_between(at, section.bytes().all(crate::chars::is_blank))
            }
            Some(b'<') if matches!(bytes.get(at + 1), Some(b'!' | b'?')) => self.comment_or_instruction(),
            Some(b'<') => Err(self.cut_off()),
            Some(b'&') => {
                let c = self.reference()?;
                self.text_between(at, matches!(c, ' ' | '\t' | '\n' | '\r'))
            }
            Some(_) => {
                self.pos = scan::text(bytes, at);
                self.plain(at, self.pos)?;
                self.text_between(at, false)
            }
        }
    }

    fn text_between(&self, at: usize, blank: bool) -> Result<()> {
        if blank || !self.options.strict {
            return Ok(());
        }
        let message = match self.open.last() {
            Some(open) => {
                format!("text is not allowed in `{}`: its content is elements", self.slice(open.name.0, open.name.1))
            }
            None => "text is not allowed here".to_owned(),
        };
        Err(self.error_at(at, ErrorKind::UnexpectedText, message))
    }

    /// Skips the content and the end tag of the element whose start tag was read last, checking well-formedness and
    /// namespaces all the same.
    ///
    /// # Errors
    /// If the content is not well-formed.
    pub fn skip(&mut self) -> Result<()> {
        self.skip_with(&mut |_| ())
    }

    /// Skips as [`skip`](Self::skip) does, and shows every start tag, the element's own first.
    pub(super) fn skip_with(&mut self, seen: &mut dyn FnMut(&Self)) -> Result<()> {
        let depth = self.open.len();
        self.check_names()?;
        seen(self);
        if self.tag.empty {
            return Ok(());
        }
        let bytes = self.bytes();
        loop {
            let start = self.pos;
            let end = scan::text(bytes, start);
            if !self.census.is_plain() {
                self.plain(start, end)?;
            }
            self.pos = end;
            match (bytes.get(end), bytes.get(end + 1)) {
                (Some(b'&'), _) => {
                    self.reference()?;
                }
                (Some(_), Some(b'/')) => {
                    self.end_tag()?;
                    if self.open.len() == depth {
                        return Ok(());
                    }
                    self.close_to(self.open.len() - 1);
                }
                (Some(_), Some(b'!')) if self.at("<![CDATA[") => {
                    self.cdata()?;
                }
                (Some(_), Some(b'!' | b'?')) => self.comment_or_instruction()?,
                (Some(_), _) => {
                    self.start_tag()?;
                    self.check_names()?;
                    seen(self);
                    if self.tag.empty {
                        self.close_to(self.open.len() - 1);
                    }
                }
                (None, _) => return Err(self.cut_off()),
            }
        }
    }

    /// Where the start tag read last ends, to come back to.
    pub(crate) fn mark(&self) -> Mark<'a> {
        Mark { tag: self.tag, pos: self.pos }
    }

    /// Goes back behind a start tag; what has been opened since is still open.
    pub(crate) fn go_back(&mut self, mark: Mark<'a>) {
        (self.tag, self.pos) = (mark.tag, mark.pos);
    }

    /// Checks the characters of the names in the start tag read last.
    pub(crate) fn check_names(&self) -> Result<()> {
        self.check_name()?;
        for attribute in self.attributes.iter() {
            self.check_attribute_name(attribute)?;
        }
        Ok(())
    }

    pub(crate) fn check_attribute_name(&self, attribute: &super::ReadAttribute<'_>) -> Result<()> {
        if crate::chars::is_ncname(attribute.local) {
            return Ok(());
        }
        Err(self.malformed(attribute.start, format!("`{}` is no qualified name", attribute.local)))
    }

    /// In strict mode: the root element must not have `xsi:nil` unless that is its type's own business.
    pub(crate) fn no_nil<T: crate::Read>(&self) -> Result<()> {
        self.no_nil_unless(T::NILLABLE)
    }

    /// The same, where it is known whether `xsi:nil` is the type's own business.
    pub(crate) fn no_nil_unless(&self, is_nillable: bool) -> Result<()> {
        if !self.options.strict || !self.tag.nil || is_nillable {
            return Ok(());
        }
        let message = format!("`xsi:nil` is not allowed on `{}`: it is not nillable", self.tag.local);
        Err(self.error(ErrorKind::UnexpectedAttribute, message))
    }

    /// Whether the start tag read last says `xsi:nil="true"`.
    pub(crate) fn says_nil(&self) -> Result<bool> {
        let Some(attribute) = self.attributes.iter().find(|it| it.namespace == XSI && it.local == "nil") else {
            return Ok(self.tag.nil);
        };
        match parse_nil(&attribute.value) {
            Some(nil) => Ok(nil),
            None if !self.options.strict => Ok(false),
            None => {
                let message = format!("`xsi:nil` is {:?}; expected true or false", attribute.value);
                Err(self.error_at(attribute.start, ErrorKind::InvalidValue, message))
            }
        }
    }

    /// Moves to the end tag of an element that must be empty.
    pub(crate) fn reach_end_of_nil(&mut self) -> Result<()> {
        if self.tag.empty {
            return Ok(());
        }
        // Comments and processing instructions are no content.
        while self.at("<!--") || self.at("<?") {
            self.comment_or_instruction()?;
        }
        if !self.at("</") {
            let message = "an element with `xsi:nil` must be empty";
            return Err(self.error_at(self.pos, ErrorKind::UnexpectedText, message));
        }
        Ok(())
    }
}
