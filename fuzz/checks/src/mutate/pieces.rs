//! Where a document can be taken apart.

use std::ops::Range;

use super::{Random, grammar};

/// A document as tags, other markup, and runs of text, in their order.
pub(super) struct Pieces {
    list: Vec<String>,
}

impl Pieces {
    pub(super) fn of(document: &str) -> Self {
        Self { list: ranges(document).into_iter().map(|range| document[range].to_owned()).collect() }
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn into_document(self) -> String {
        self.list.concat()
    }

    /// The pieces of some element.
    pub(super) fn element(&self, random: &mut Random) -> Option<Range<usize>> {
        let starts: Vec<usize> = (0..self.list.len()).filter(|&at| is_start(&self.list[at])).collect();
        if starts.is_empty() {
            return None;
        }
        let from = *random.pick(&starts);
        end_of(&self.list, from).map(|to| from..to)
    }

    pub(super) fn text(&self, range: Range<usize>) -> String {
        self.list[range].concat()
    }

    pub(super) fn remove(&mut self, range: Range<usize>) {
        self.list.drain(range);
    }

    pub(super) fn insert(&mut self, at: usize, piece: String) {
        self.list.insert(at, piece);
    }

    pub(super) fn swap(&mut self, one: usize, other: usize) {
        self.list.swap(one, other);
    }

    /// Puts an attribute into some start tag.
    pub(super) fn add_attribute(&mut self, random: &mut Random, attribute: &str) {
        let starts: Vec<usize> = (0..self.list.len()).filter(|&at| is_start(&self.list[at])).collect();
        if starts.is_empty() {
            return;
        }
        let tag = &mut self.list[*random.pick(&starts)];
        let end = tag.find([' ', '\n', '/', '>']).unwrap_or(tag.len());
        tag.insert_str(end, &format!(" {attribute}"));
    }
}

/// The elements of a document that are as they should be.
pub(super) fn elements(document: &str) -> Vec<Range<usize>> {
    let ranges = ranges(document);
    let pieces: Vec<&str> = ranges.iter().map(|range| &document[range.clone()]).collect();
    let starts = (0..pieces.len()).filter(|&at| is_start(pieces[at]));
    starts.filter_map(|at| Some(ranges[at].start..ranges[end_of(&pieces, at)? - 1].end)).collect()
}

/// The names of elements and attributes.
pub(super) fn names(document: &str) -> Vec<Range<usize>> {
    let mut names = Vec::new();
    for range in ranges(document).into_iter().filter(|range| document[range.clone()].starts_with('<')) {
        let tag = &document[range.clone()];
        let mut rest = 1 + usize::from(tag.starts_with("</"));
        // Names stand at the begin of a tag and before an equals sign.
        while let Some(length) = tag[rest..].find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/' | '?')) {
            if length > 0 {
                names.push(range.start + rest..range.start + rest + length);
            }
            rest = match tag[rest + length..].find(['"', '\'']).map(|quote| rest + length + quote) {
                Some(quote) if length > 0 && tag[rest + length..].starts_with('=') => {
                    let close = tag[quote + 1..].find(&tag[quote..=quote]);
                    close.map_or(tag.len(), |close| quote + 1 + close + 1)
                }
                _ => rest + length + tag[rest + length..].chars().next().map_or(1, char::len_utf8),
            };
        }
    }
    names
}

/// The values of attributes, and the texts between tags.
fn values(document: &str) -> Vec<Range<usize>> {
    let mut values = Vec::new();
    for range in ranges(document) {
        let piece = &document[range.clone()];
        if !piece.starts_with('<') {
            values.push(range);
            continue;
        }
        let mut rest = 0;
        while let Some(open) = piece[rest..].find(['"', '\'']).map(|open| rest + open) {
            let Some(length) = piece[open + 1..].find(&piece[open..=open]) else { break };
            values.push(range.start + open + 1..range.start + open + 1 + length);
            rest = open + 1 + length + 1;
        }
    }
    values
}

/// Puts another name into some place of a name, and where that is a start tag with an end tag, into that as well.
pub(super) fn replace_name(document: &str, name: &str, random: &mut Random) -> String {
    let names = names(document);
    if names.is_empty() {
        return document.to_owned();
    }
    let range = random.pick(&names).clone();
    let (before, old, after) = (&document[..range.start], &document[range.clone()], &document[range.end..]);
    let is_start = before.ends_with('<');
    let end = format!("</{old}");
    match after.split_once(&end).filter(|_| is_start && random.below(8) > 0) {
        Some((inside, after)) => format!("{before}{name}{inside}</{name}{after}"),
        None => format!("{before}{name}{after}"),
    }
}

/// Puts a value of the sample, of the document, or one of its own into the place of some value.
pub(super) fn replace_value(document: &str, sample: &str, random: &mut Random) -> String {
    let places = values(document);
    if places.is_empty() {
        return document.to_owned();
    }
    let place = random.pick(&places).clone();
    let source = if random.below(2) == 0 { sample } else { document };
    let others = values(source);
    let value = match random.below(3) {
        0 if !others.is_empty() => source[random.pick(&others).clone()].to_owned(),
        1 => format!("{}{}", &document[place.clone()], grammar::text(random)),
        _ => grammar::text(random),
    };
    format!("{}{value}{}", &document[..place.start], &document[place.end..])
}

/// Tags, other markup and runs of text. A tag ends at the first `>`.
fn ranges(document: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut at = 0;
    while at < document.len() {
        let rest = &document[at..];
        let until = |end: &str| rest.find(end).map_or(rest.len(), |found| found + end.len());
        let length = if rest.starts_with("<!--") {
            until("-->")
        } else if rest.starts_with("<![CDATA[") {
            until("]]>")
        } else if rest.starts_with('<') {
            until(">")
        } else {
            rest.find('<').unwrap_or(rest.len())
        };
        ranges.push(at..at + length);
        at += length;
    }
    ranges
}

fn is_start(piece: &str) -> bool {
    piece.strip_prefix('<').is_some_and(|name| !name.starts_with(['/', '!', '?'])) && piece.ends_with('>')
}

/// Behind which piece the element ends that begins with the piece `from`.
fn end_of<T: AsRef<str>>(pieces: &[T], from: usize) -> Option<usize> {
    let mut depth = 0usize;
    for (at, piece) in pieces.iter().enumerate().skip(from) {
        let piece = piece.as_ref();
        if is_start(piece) && !piece.ends_with("/>") {
            depth += 1;
        } else if piece.starts_with("</") {
            depth = depth.checked_sub(1)?;
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}
