//! Finds out where an offset is: the element path, line and column. Runs only when there is an error to report.

use crate::scan;

/// A place in a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) path: String,
    pub(crate) offset: usize,
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// The place of a byte offset. The text up to it must be what a tokenizer has passed without an error; a start tag that
/// begins at the offset counts as part of the path, an end tag there does not close its element.
pub(crate) fn place(text: &str, offset: usize) -> Place {
    let offset = floor_char_boundary(text, offset);
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Place {
        path: path(text, offset, std::iter::empty()),
        offset,
        line: before.bytes().filter(|&byte| byte == b'\n').count() + 1,
        column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
    }
}

fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// An open element on the way to the offset.
struct Level<'a> {
    name: &'a str,
    number: usize,
    /// How often each name occurred among the children so far.
    children: std::collections::HashMap<&'a str, usize>,
}

/// The element path of an offset. What was cut out of the text counts among its siblings: the places where something was,
/// each with a qualified name and how many elements of that name, in the order of the places.
pub(crate) fn path<'a>(text: &'a str, offset: usize, cut: impl Iterator<Item = (usize, &'a str, usize)>) -> String {
    let bytes = text.as_bytes();
    let mut cut = cut.peekable();
    let mut levels: Vec<Level<'_>> = Vec::new();
    let mut at = 0;
    loop {
        at = scan::markup(bytes, at);
        if at > offset || at >= bytes.len() {
            break;
        }
        while let Some((_, name, count)) = cut.next_if(|&(place, ..)| place <= at) {
            if let Some(parent) = levels.last_mut() {
                *parent.children.entry(name).or_insert(0) += count;
            }
        }
        let rest = bytes.get(at..).unwrap_or_default();
        if rest.starts_with(b"<!--") {
            at = after(text, at + 4, "-->");
        } else if rest.starts_with(b"<![CDATA[") {
            at = after(text, at + 9, "]]>");
        } else if rest.starts_with(b"<?") {
            at = after(text, at + 2, "?>");
        } else if rest.starts_with(b"</") {
            if at == offset {
                break;
            }
            levels.pop();
            at = after(text, at, ">");
        } else if rest.starts_with(b"<!") {
            break;
        } else {
            let end = scan::name(bytes, at + 1);
            let name = text.get(at + 1..end).unwrap_or_default();
            if name.is_empty() {
                break;
            }
            let number = match levels.last_mut() {
                None => 1,
                Some(parent) => {
                    let count = parent.children.entry(name).or_insert(0);
                    *count += 1;
                    *count
                }
            };
            let (tag_end, empty) = tag_end(bytes, end);
            if !empty || tag_end > offset {
                levels.push(Level { name, number, children: Default::default() });
            }
            at = tag_end;
        }
        if at > offset {
            break;
        }
    }
    let mut path = String::new();
    for Level { name, number, .. } in &levels {
        push_step(&mut path, name, *number);
    }
    path
}

/// Adds an element to a path: its qualified name, and its number among the siblings of that name.
pub(crate) fn push_step(path: &mut String, name: &str, number: usize) {
    if !path.is_empty() {
        path.push_str(" > ");
    }
    path.push_str(name.split_once(':').map_or(name, |(_, local)| local));
    if number > 1 {
        path.push_str(&format!("[{number}]"));
    }
}

fn after(text: &str, at: usize, end: &str) -> usize {
    text.get(at..).and_then(|rest| rest.find(end)).map_or(text.len(), |found| at + found + end.len())
}

/// Where a tag ends, and whether it is an empty-element tag.
fn tag_end(bytes: &[u8], mut at: usize) -> (usize, bool) {
    let mut quote = None;
    while let Some(&byte) = bytes.get(at) {
        match quote {
            Some(q) if byte == q => quote = None,
            Some(_) => {}
            None if byte == b'"' || byte == b'\'' => quote = Some(byte),
            None if byte == b'>' => return (at + 1, bytes.get(at - 1) == Some(&b'/')),
            None => {}
        }
        at += 1;
    }
    (bytes.len(), false)
}
