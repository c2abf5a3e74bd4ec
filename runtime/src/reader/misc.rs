//! What surrounds elements: the prolog, comments, processing instructions, the end of the document.

use super::Reader;
use crate::error::Result;
use crate::{ErrorKind, chars, declaration, scan};

impl Reader<'_> {
    /// Reads the prolog and the root's start tag.
    ///
    /// # Errors
    /// If the prolog is not well-formed or holds a document type declaration, or if there is no root element.
    pub fn start_document(&mut self) -> Result<()> {
        self.begin_stack();
        if self.at("<?xml") && self.bytes().get(5).is_some_and(|&byte| chars::is_blank(byte)) {
            self.declaration()?;
        }
        self.misc()?;
        match self.bytes().get(self.pos) {
            Some(b'<') if self.bytes().get(self.pos + 1) != Some(&b'/') => self.start_tag(),
            Some(b'<') => self.end_tag(),
            Some(_) => Err(self.malformed(self.pos, "text before the root element")),
            None => Err(self.malformed(self.pos, "the document has no root element")),
        }
    }

    /// Checks that nothing but comments and processing instructions follows the root element.
    ///
    /// # Errors
    /// If anything else follows.
    pub fn end_document(&mut self) -> Result<()> {
        self.close_to(0);
        self.misc()?;
        match self.bytes().get(self.pos) {
            None => Ok(()),
            Some(b'<') if self.at("</") => self.end_tag(),
            Some(b'<') => Err(self.malformed(self.pos, "another element after the root element")),
            Some(_) => Err(self.malformed(self.pos, "text after the root element")),
        }
    }

    /// Skips blanks, comments and processing instructions.
    fn misc(&mut self) -> Result<()> {
        loop {
            self.pos = scan::blanks(self.bytes(), self.pos);
            if !self.at("<!") && !self.at("<?") {
                return Ok(());
            }
            self.comment_or_instruction()?;
        }
    }

    /// Skips a comment or a processing instruction; `pos` is at its `<`, and `!` or `?` follows.
    pub(super) fn comment_or_instruction(&mut self) -> Result<()> {
        let start = self.pos;
        let rest = self.slice(start, self.text.len());
        if let Some(comment) = rest.strip_prefix("<!--") {
            let Some(end) = comment.find("--") else {
                return Err(self.malformed(start, "the comment is not closed: expected `-->`"));
            };
            self.characters(start + 4, comment.get(..end).unwrap_or_default())?;
            if comment.as_bytes().get(end + 2) != Some(&b'>') {
                return Err(self.malformed(start + 4 + end, "`--` must not occur in a comment"));
            }
            self.pos = start + 4 + end + 3;
            return Ok(());
        }
        if let Some(instruction) = rest.strip_prefix("<?") {
            let Some(end) = instruction.find("?>") else {
                return Err(self.malformed(start, "the processing instruction is not closed: expected `?>`"));
            };
            let body = instruction.get(..end).unwrap_or_default();
            let target = body.get(..scan::name(body.as_bytes(), 0)).unwrap_or_default();
            let blank = body.as_bytes().get(target.len()).is_none_or(|&byte| chars::is_blank(byte));
            if target.eq_ignore_ascii_case("xml") {
                let message = match start {
                    0 => "malformed XML declaration; expected `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`",
                    _ => "an XML declaration may stand at the very start alone",
                };
                return Err(self.malformed(start, message));
            }
            if !chars::is_ncname(target) || !blank {
                return Err(self.malformed(start, "a processing instruction must begin with a name"));
            }
            self.characters(start + 2, body)?;
            self.pos = start + 2 + end + 2;
            return Ok(());
        }
        if rest.starts_with("<!DOCTYPE") {
            let message = "the document has a document type declaration (DTD); this reader refuses them";
            return Err(self.error_at(start, ErrorKind::Unsupported, message));
        }
        let message =
            if rest.starts_with("<![CDATA[") { "a CDATA section outside the root element" } else { "unknown markup" };
        Err(self.malformed(start, message))
    }

    /// The XML declaration (XML 1.0, production 23). What it says of an encoding is the business of who decoded the text.
    fn declaration(&mut self) -> Result<()> {
        let Some(end) = self.text.find("?>") else {
            return Err(self.malformed(0, "the XML declaration is not closed: expected `?>`"));
        };
        if declaration::parse(self.slice(5, end)).is_none() {
            let message = "malformed XML declaration; expected `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`";
            return Err(self.malformed(0, message));
        }
        self.pos = end + 2;
        Ok(())
    }
}
