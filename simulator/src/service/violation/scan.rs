//! What is open at an offset of a document, up to which the document has been read without a problem.
//!
//! This is no XML parser: it goes over tags that a reader has accepted, and stops at the offset.

/// Where in the document the offset is.
#[derive(Debug)]
pub(super) struct Scan<'a> {
    /// The elements that are open, outermost first. The tag that the offset is in is not among them.
    pub(super) open: Vec<Open<'a>>,
    /// Whether the root element has begun; it may have ended too.
    pub(super) has_root: bool,
    /// What the offset is in.
    pub(super) state: State,
}

/// An open element.
#[derive(Debug)]
pub(super) struct Open<'a> {
    /// Its start tag.
    pub(super) tag: Tag<'a>,
    /// The last of the children so far.
    pub(super) last_child: Option<Tag<'a>>,
}

/// What an offset is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Text, or between two pieces of markup.
    Content,
    /// A start tag that begins at an offset, and the part of it.
    StartTag(usize, Part),
    /// An end tag.
    EndTag,
    /// A comment.
    Comment,
    /// A CDATA section.
    CData,
    /// A processing instruction or the XML declaration, which begins at an offset.
    Instruction(usize),
}

/// A part of a start tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The name of the element.
    Name,
    /// Behind the name or a value; whether there is white space before the offset.
    Between(bool),
    /// Behind the name of an attribute.
    BehindAttribute,
    /// Behind `=`.
    BehindEquals,
    /// The value of an attribute.
    Value,
}

/// A start tag, as far as it goes.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    /// The name as written.
    pub(super) name: &'a str,
    /// The offset of the name.
    pub(super) name_start: usize,
    /// The attributes, namespace declarations among them.
    pub(super) attributes: Vec<Attribute<'a>>,
    /// Whether it is the tag of an empty element.
    pub(super) is_empty: bool,
    /// The offset behind it, if it has an end.
    end: Option<usize>,
    /// Where it stops otherwise.
    part: Part,
}

/// An attribute.
#[derive(Debug, Clone, Copy)]
pub(super) struct Attribute<'a> {
    /// The name as written.
    pub(super) name: &'a str,
    /// The offset of the name.
    pub(super) start: usize,
    /// The value as written, without the quotes.
    pub(super) raw: &'a str,
}

impl<'a> Scan<'a> {
    /// Goes over a document up to an offset.
    pub(super) fn new(document: &'a str, offset: usize) -> Self {
        let mut scan = Self { open: Vec::new(), has_root: false, state: State::Content };
        let mut pos = 0;
        while pos < offset {
            let Some(rest) = document.get(pos..) else { break };
            let Some(start) = rest.find('<').map(|found| pos + found).filter(|start| *start < offset) else { break };
            let Some(markup) = document.get(start..) else { break };
            let (end, state) = if let Some(content) = markup.strip_prefix("<!--") {
                (find(content, "-->", start + 4), State::Comment)
            } else if let Some(content) = markup.strip_prefix("<![CDATA[") {
                (find(content, "]]>", start + 9), State::CData)
            } else if let Some(content) = markup.strip_prefix("<?") {
                (find(content, "?>", start + 2), State::Instruction(start))
            } else if markup.starts_with("</") {
                let end = find(markup, ">", start);
                if end.is_some_and(|end| end <= offset) {
                    let closed = scan.open.pop();
                    if let (Some(parent), Some(closed)) = (scan.open.last_mut(), closed) {
                        parent.last_child = Some(closed.tag);
                    }
                }
                (end, State::EndTag)
            } else {
                scan.start_tag(document, start, offset)
            };
            match end {
                Some(end) if end <= offset => pos = end,
                _ => {
                    scan.state = state;
                    break;
                }
            }
        }
        scan
    }

    fn start_tag(&mut self, document: &'a str, start: usize, offset: usize) -> (Option<usize>, State) {
        let whole = Tag::new(document, start);
        let Some(end) = whole.end.filter(|end| *end <= offset) else {
            // What matters is where the tag stands at the offset, whatever follows.
            let part = Tag::new(document.get(..offset).unwrap_or(document), start).part;
            return (None, State::StartTag(start, part));
        };
        self.has_root = true;
        if let Some(parent) = self.open.last_mut().filter(|_| whole.is_empty) {
            parent.last_child = Some(whole);
        } else if !whole.is_empty {
            self.open.push(Open { tag: whole, last_child: None });
        }
        (Some(end), State::Content)
    }

    /// The namespace of the element of a tag that stands within what is open.
    pub(super) fn namespace_of(&self, tag: &Tag<'_>) -> String {
        self.resolve(Some(tag), tag.prefix())
    }

    /// The namespace of an open element.
    pub(super) fn namespace_at(&self, depth: usize) -> String {
        let Some((element, outer)) = self.open.get(..=depth).and_then(<[_]>::split_last) else {
            return String::new();
        };
        resolve(outer.iter().map(|open| &open.tag).chain([&element.tag]), element.tag.prefix())
    }

    /// The namespace that a prefix is bound to, in a tag within what is open.
    pub(super) fn resolve(&self, tag: Option<&Tag<'_>>, prefix: &str) -> String {
        resolve(self.open.iter().map(|open| &open.tag).chain(tag), prefix)
    }
}

impl<'a> Tag<'a> {
    /// The start tag at an offset.
    pub(super) fn new(document: &'a str, start: usize) -> Self {
        let name_start = start + 1;
        let name = name_at(document, name_start);
        let mut tag = Self { name, name_start, attributes: Vec::new(), is_empty: false, end: None, part: Part::Name };
        let mut pos = name_start + name.len();
        if pos < document.len() {
            tag.part = Part::Between(false);
        }
        loop {
            let blanks = blanks_at(document, pos);
            pos += blanks;
            let Some(rest) = document.get(pos..).filter(|rest| !rest.is_empty()) else {
                if blanks > 0 {
                    tag.part = Part::Between(true);
                }
                return tag;
            };
            if rest.starts_with("/>") {
                (tag.is_empty, tag.end) = (true, Some(pos + 2));
                return tag;
            }
            if rest.starts_with('>') {
                tag.end = Some(pos + 1);
                return tag;
            }
            let start = pos;
            let name = name_at(document, pos);
            if name.is_empty() {
                return tag;
            }
            pos += name.len();
            pos += blanks_at(document, pos);
            tag.part = Part::BehindAttribute;
            if !document.get(pos..).is_some_and(|rest| rest.starts_with('=')) {
                return tag;
            }
            pos += 1;
            pos += blanks_at(document, pos);
            tag.part = Part::BehindEquals;
            let quote = document.get(pos..).and_then(|rest| rest.chars().next());
            let Some(quote @ ('"' | '\'')) = quote else { return tag };
            pos += 1;
            tag.part = Part::Value;
            let Some(length) = document.get(pos..).and_then(|rest| rest.find(quote)) else { return tag };
            let raw = document.get(pos..pos + length).unwrap_or_default();
            tag.attributes.push(Attribute { name, start, raw });
            pos += length + 1;
            tag.part = Part::Between(false);
        }
    }

    /// The name without its prefix.
    pub(super) fn local(&self) -> &'a str {
        split(self.name).1
    }

    fn prefix(&self) -> &'a str {
        split(self.name).0
    }
}

impl<'a> Attribute<'a> {
    /// Prefix, empty if there is none, and local name.
    pub(super) fn split(&self) -> (&'a str, &'a str) {
        split(self.name)
    }

    /// The value.
    pub(super) fn value(&self) -> String {
        unescape(self.raw)
    }
}

/// The content of an element whose content begins at an offset and has no elements: its text, and the offset of its end tag.
pub(super) fn text_at(document: &str, start: usize) -> (String, usize) {
    let mut text = String::new();
    let mut pos = start;
    while let Some(rest) = document.get(pos..) {
        let to = rest.find('<').unwrap_or(rest.len());
        text.push_str(&unescape(rest.get(..to).unwrap_or_default()));
        pos += to;
        let markup = rest.get(to..).unwrap_or_default();
        let end = if let Some(content) = markup.strip_prefix("<!--") {
            find(content, "-->", pos + 4)
        } else if let Some(content) = markup.strip_prefix("<![CDATA[") {
            let end = find(content, "]]>", pos + 9);
            text.push_str(end.and_then(|end| document.get(pos + 9..end - 3)).unwrap_or_default());
            end
        } else if let Some(content) = markup.strip_prefix("<?") {
            find(content, "?>", pos + 2)
        } else {
            None
        };
        match end {
            Some(end) => pos = end,
            None => break,
        }
    }
    (text, pos)
}

/// The name at an offset, as far as it goes; a reader has looked at its characters.
pub(super) fn name_at(document: &str, start: usize) -> &str {
    let rest = document.get(start..).unwrap_or_default();
    let ends = |c: char| c.is_ascii() && !c.is_ascii_alphanumeric() && !matches!(c, ':' | '_' | '-' | '.');
    rest.get(..rest.find(ends).unwrap_or(rest.len())).unwrap_or_default()
}

/// The offset behind the next occurrence of a text in what begins at an offset.
fn find(content: &str, text: &str, start: usize) -> Option<usize> {
    content.find(text).map(|found| start + found + text.len())
}

fn blanks_at(document: &str, start: usize) -> usize {
    let rest = document.get(start..).unwrap_or_default();
    rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len()
}

fn split(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

fn resolve<'t, 'd: 't>(tags: impl DoubleEndedIterator<Item = &'t Tag<'d>>, prefix: &str) -> String {
    if prefix == "xml" {
        return "http://www.w3.org/XML/1998/namespace".to_owned();
    }
    let declares = |attribute: &&Attribute<'_>| match attribute.split() {
        ("xmlns", local) => local == prefix,
        ("", "xmlns") => prefix.is_empty(),
        _ => false,
    };
    let found = tags.rev().find_map(|tag| tag.attributes.iter().find(declares));
    found.map(Attribute::value).unwrap_or_default()
}

/// A text whose references are replaced; a reader has looked at them.
fn unescape(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(start) = rest.find('&') {
        text.push_str(rest.get(..start).unwrap_or_default());
        rest = rest.get(start + 1..).unwrap_or_default();
        let Some((name, behind)) = rest.split_once(';') else { continue };
        text.extend(character(name));
        rest = behind;
    }
    text.push_str(rest);
    text
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}
