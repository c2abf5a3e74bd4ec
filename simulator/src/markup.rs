//! Where the tags of a document are: enough to find an operation's name, and to change an answer as a script asks.

use std::ops::Range;

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    pub(crate) kind: Kind,
    /// The name with its prefix.
    pub(crate) name: &'a str,
    /// From `<` to behind `>`.
    pub(crate) range: Range<usize>,
    /// How many elements are open around its element.
    pub(crate) depth: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Start,
    End,
    Empty,
}

impl<'a> Tag<'a> {
    /// The name without the prefix.
    pub(crate) fn local(&self) -> &'a str {
        self.name.rsplit(':').next().unwrap_or(self.name)
    }

    /// The prefix with its colon; empty if there is none.
    pub(crate) fn prefix(&self) -> &'a str {
        &self.name[..self.name.len() - self.local().len()]
    }

    pub(crate) fn is_start(&self) -> bool {
        self.kind != Kind::End
    }
}

/// The tags of a document, in order. Comments, CDATA sections and the like are passed over; where the document breaks off
/// inside of one, the tags end.
pub(crate) fn tags(text: &str) -> Tags<'_> {
    Tags { text, at: 0, depth: 0 }
}

#[derive(Debug)]
pub(crate) struct Tags<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Iterator for Tags<'a> {
    type Item = Tag<'a>;

    fn next(&mut self) -> Option<Tag<'a>> {
        loop {
            let start = self.at + self.text[self.at..].find('<')?;
            let rest = &self.text[start..];
            let passed = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">")];
            if let Some((open, close)) = passed.into_iter().find(|(open, _)| rest.starts_with(open)) {
                self.at = start + open.len() + rest[open.len()..].find(close)? + close.len();
                continue;
            }
            let end = start + end_of_tag(rest)?;
            self.at = end;
            return Some(self.tag(start..end));
        }
    }
}

impl<'a> Tags<'a> {
    fn tag(&mut self, range: Range<usize>) -> Tag<'a> {
        let inner = &self.text[range.start + 1..range.end - 1];
        let (kind, inner) = match (inner.strip_prefix('/'), inner.strip_suffix('/')) {
            (Some(inner), _) => (Kind::End, inner),
            (None, Some(inner)) => (Kind::Empty, inner),
            (None, None) => (Kind::Start, inner),
        };
        let name = inner.split([' ', '\t', '\r', '\n']).next().unwrap_or_default();
        if kind == Kind::End {
            self.depth = self.depth.saturating_sub(1);
        }
        let depth = self.depth;
        if kind == Kind::Start {
            self.depth += 1;
        }
        Tag { kind, name, range, depth }
    }
}

/// Where a tag ends that begins the text: behind the first `>` outside quotes.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    for (index, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(index + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// The name of the first element in the body of an envelope: of a request, that of the operation.
pub(crate) fn operation(envelope: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(envelope).ok()?;
    let mut tags = tags(text).filter(Tag::is_start);
    tags.find(|tag| tag.depth == 1 && tag.local() == "Body")?;
    tags.next().filter(|tag| tag.depth == 2).map(|tag| tag.local())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_operation_is_found() {
        let name = |text: &'static str| operation(text.as_bytes());
        assert_eq!(
            name(
                "\u{feff}<?xml version='1.0'?><!-- <s:Body> --><s:Envelope><s:Header><Body><X/></Body></s:Header>\
                 <s:Body a='/>'>\n <m:AddImGroup x=\"'>\"><m:DisplayName/>"
            ),
            Some("AddImGroup")
        );
        assert_eq!(name("<Envelope><Body></Body><AddImGroup/></Envelope>"), None);
        for broken in ["", "<", "<Envelope><Body><A", "<Envelope><Body><![CDATA[<A/>", "</></></>", "<//>", "<>"] {
            assert_eq!(name(broken), None, "{broken}");
        }
        assert_eq!(operation(b"<Envelope><Body><A/>\xff"), None);
    }

    #[test]
    fn tags_know_their_depth() {
        let found: Vec<_> = tags("<a><b c='>'/><d>x</d ></a>").map(|tag| (tag.name, tag.kind, tag.depth)).collect();
        use Kind::{Empty, End, Start};
        assert_eq!(found, [("a", Start, 0), ("b", Empty, 1), ("d", Start, 1), ("d", End, 1), ("a", End, 0)]);
    }
}
