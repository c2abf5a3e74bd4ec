//! Documents that are not well-formed: the words of the XML reader, each with its place.

use xsd_runtime::{Error, ErrorKind, is_xml_char};

use super::Violation;
use super::place::Place;
use super::scan::{Attribute, Part, Scan, State, Tag, name_at};

/// What is wrong with a document.
pub(super) fn violation(document: &str, scan: &Scan<'_>, error: &Error) -> Violation {
    let offset = error.offset();
    let rest = document.get(offset..).unwrap_or_default();
    let found = match error.kind() {
        ErrorKind::Limit => Some(limit(scan, offset)),
        _ if rest.is_empty() => Some(end_of_file(scan, offset)),
        _ => match scan.state {
            State::Content => in_content(document, scan, offset, rest),
            State::StartTag(start, part) => in_start_tag(document, start, part, offset, rest),
            State::EndTag => Some((offset, unexpected(rest, "'>'"))),
            State::Comment if rest.starts_with("--") => {
                Some((offset, "An XML comment cannot contain '--', and '-' cannot be the last character.".to_owned()))
            }
            State::Instruction(0) => Some(declaration(document, offset)),
            State::Comment | State::CData | State::Instruction(_) => None,
        },
    };
    let illegal = rest.chars().next().filter(|c| !is_xml_char(*c));
    let (offset, text) = match (illegal, found) {
        (Some(c), _) => (offset, format!("{} is an invalid character.", character(c))),
        (None, Some(found)) => found,
        (None, None) => (offset, sentence(error.message())),
    };
    Violation::new(document, offset, text).with_place()
}

fn limit(scan: &Scan<'_>, offset: usize) -> (usize, String) {
    let depth = scan.open.len();
    let text = format!(
        "The maximum read depth ({depth}) has been exceeded because XML data being read has more levels of nesting than is \
         allowed by the quota."
    );
    match scan.state {
        State::Content => (offset, text),
        _ => (offset, "The request is larger than the quota allows.".to_owned()),
    }
}

fn end_of_file(scan: &Scan<'_>, offset: usize) -> (usize, String) {
    let text = match scan.state {
        State::Content if !scan.has_root => "Root element is missing.".to_owned(),
        State::Content => {
            let open: Vec<&str> = scan.open.iter().rev().map(|open| open.tag.name).collect();
            format!("Unexpected end of file has occurred. The following elements are not closed: {}.", open.join(", "))
        }
        State::StartTag(_, Part::Name) | State::EndTag => {
            "Unexpected end of file while parsing Name has occurred.".to_owned()
        }
        State::StartTag(..) => "Unexpected end of file has occurred.".to_owned(),
        State::Comment => "Unexpected end of file while parsing Comment has occurred.".to_owned(),
        State::CData => "Unexpected end of file while parsing CDATA has occurred.".to_owned(),
        State::Instruction(_) => "Unexpected end of file while parsing PI has occurred.".to_owned(),
    };
    (offset, text)
}

fn in_content(document: &str, scan: &Scan<'_>, offset: usize, rest: &str) -> Option<(usize, String)> {
    if let Some(content) = rest.strip_prefix('&').filter(|_| !scan.open.is_empty()) {
        return reference(offset + 1, content);
    }
    if let Some(markup) = rest.strip_prefix('<') {
        return in_markup(document, scan, offset + 1, markup);
    }
    if scan.open.is_empty() {
        return Some((offset, "Data at the root level is invalid.".to_owned()));
    }
    rest.starts_with("]]>").then(|| (offset, "']]>' is not allowed in character data.".to_owned()))
}

/// A tag or other markup; `start` is behind `<`.
fn in_markup(document: &str, scan: &Scan<'_>, start: usize, markup: &str) -> Option<(usize, String)> {
    if markup.starts_with("!DOCTYPE") {
        let text = if scan.has_root {
            "Unexpected DTD declaration."
        } else {
            "For security reasons DTD is prohibited in this XML document."
        };
        return Some((start, text.to_owned()));
    }
    if let Some(instruction) = markup.strip_prefix('?') {
        return in_instruction(document, start, instruction);
    }
    for (what, begins, ends) in [("Comment", "!--", "-->"), ("CDATA", "![CDATA[", "]]>")] {
        if markup.starts_with(begins) && !markup.contains(ends) {
            return Some((document.len(), format!("Unexpected end of file while parsing {what} has occurred.")));
        }
    }
    if markup.starts_with('/') {
        let name_start = start + 1;
        let name = name_at(document, name_start);
        let text = match scan.open.last() {
            _ if name_start >= document.len() => "Unexpected end of file while parsing Name has occurred.".to_owned(),
            None => "Unexpected end tag.".to_owned(),
            Some(open) => {
                let Place { line, position } = Place::of(document, open.tag.name_start);
                format!(
                    "The '{}' start tag on line {line} position {position} does not match the end tag of '{name}'.",
                    open.tag.name
                )
            }
        };
        return Some((name_start, text));
    }
    let Some(first) = markup.chars().next() else {
        return Some((start, "Unexpected end of file while parsing Name has occurred.".to_owned()));
    };
    if name_at(document, start).is_empty() {
        return Some((start, no_name(first)));
    }
    if let Some(found) = no_qualified_name(document, start) {
        return Some(found);
    }
    if scan.has_root && scan.open.is_empty() {
        return Some((start, "There are multiple root elements.".to_owned()));
    }
    // The tag itself is well-formed, so that it is about prefixes.
    let tag = Tag::new(document, start - 1);
    undeclared(scan, &tag, tag.name).map(|prefix| (start, format!("'{prefix}' is an undeclared prefix.")))
}

fn in_instruction(document: &str, start: usize, instruction: &str) -> Option<(usize, String)> {
    if start == 1 || document.starts_with('\u{FEFF}') && start == '\u{FEFF}'.len_utf8() + 1 {
        return Some(declaration(document, start - 1));
    }
    let is_declaration = instruction.get(..3).is_some_and(|name| name.eq_ignore_ascii_case("xml"));
    let text = "Unexpected XML declaration. The XML declaration must be the first node in the document, and no white space \
                characters are allowed to appear before it.";
    is_declaration.then(|| (start + 1, text.to_owned()))
}

/// The XML declaration is wrong, or names another encoding.
fn declaration(document: &str, offset: usize) -> (usize, String) {
    let declaration = document.split("?>").next().unwrap_or_default();
    let is_other = |name: &str| declaration.to_ascii_lowercase().contains(name);
    if is_other("utf-16") || is_other("ucs-") {
        return (offset, "There is no Unicode byte order mark. Cannot switch to Unicode.".to_owned());
    }
    (offset, "Syntax for an XML declaration is invalid.".to_owned())
}

fn in_start_tag(document: &str, start: usize, part: Part, offset: usize, rest: &str) -> Option<(usize, String)> {
    let first = rest.chars().next()?;
    if let Some(found) = no_qualified_name(document, start + 1) {
        return Some(found);
    }
    let found = match part {
        Part::Name => (offset, bad_name(first)),
        Part::BehindAttribute => (offset, unexpected(rest, "'='")),
        // A value that has no end.
        Part::BehindEquals if matches!(first, '"' | '\'') => {
            (document.len(), "Unexpected end of file has occurred.".to_owned())
        }
        Part::BehindEquals => (offset, unexpected(rest, "'\"' or '''")),
        Part::Value if first == '<' => (offset, format!("{} is an invalid attribute character.", character(first))),
        Part::Value => return reference(offset + 1, rest.strip_prefix('&')?),
        Part::Between(_) if first == '/' => {
            let behind = rest.get(1..).unwrap_or_default();
            (offset + 1, unexpected(behind, "'>'"))
        }
        Part::Between(true) => return in_attribute_name(document, start, offset),
        Part::Between(false) => {
            let tag = Tag::new(document, start);
            if tag.attributes.is_empty() {
                (offset, bad_name(first))
            } else {
                (offset, format!("'{}' is an unexpected token. Expecting white space.", token(rest, first)))
            }
        }
    };
    Some(found)
}

/// An attribute that begins at an offset, or something else that stands where one may.
fn in_attribute_name(document: &str, start: usize, offset: usize) -> Option<(usize, String)> {
    if let Some(found) = no_qualified_name(document, offset) {
        return Some(found);
    }
    let tag = Tag::new(document, start);
    let attribute = tag.attributes.iter().find(|attribute| attribute.start == offset)?;
    let is_earlier = |other: &&Attribute<'_>| other.start < offset && other.name == attribute.name;
    let text = match (tag.attributes.iter().find(is_earlier), attribute.split()) {
        (None, ("xmlns", _) | ("", "xmlns")) => "Invalid namespace declaration.".to_owned(),
        (None, (prefix, _)) if !prefix.is_empty() => format!("'{prefix}' is an undeclared prefix."),
        _ => format!("'{}' is a duplicate attribute name.", attribute.name),
    };
    Some((offset, text))
}

/// What is wrong with the qualified name that ought to begin at an offset (Namespaces in XML 1.0, section 4).
fn no_qualified_name(document: &str, start: usize) -> Option<(usize, String)> {
    let name = name_at(document, start);
    let mut parts = name.split(':');
    let prefix = parts.next()?;
    // The first character of the local name, if there is a colon.
    let local = parts.next().map(|_| start + prefix.len() + 1);
    for begin in [Some(start), local].into_iter().flatten() {
        let first = document.get(begin..)?.chars().next()?;
        if first == ':' || !is_name_start(first) {
            return Some((begin, no_name(first)));
        }
    }
    let second_colon = name.match_indices(':').nth(1).map(|(place, _)| place)?;
    Some((start + second_colon, bad_name(':')))
}

/// A reference that is none; `start` is behind `&`.
fn reference(start: usize, content: &str) -> Option<(usize, String)> {
    if let Some(number) = content.strip_prefix('#') {
        let (digits, start, radix, kind) = match number.strip_prefix('x') {
            Some(digits) => (digits, start + 2, 16, "hexadecimal"),
            None => (number, start + 1, 10, "decimal"),
        };
        let length = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
        let behind = digits.get(length..).unwrap_or_default();
        if length > 0 && behind.starts_with(';') {
            let code = digits.get(..length).and_then(|digits| u32::from_str_radix(digits, radix).ok());
            let text = match code.map(|code| (code, char::from_u32(code))) {
                Some((_, Some(c))) => format!("{} is an invalid character.", character(c)),
                Some((code, None)) => format!("'.', hexadecimal value 0x{code:02X}, is an invalid character."),
                None => format!("Invalid value for a {kind} numeric entity reference."),
            };
            return Some((start, text));
        }
        return Some((start + length, format!("Invalid syntax for a {kind} numeric entity reference.")));
    }
    let name = name_at(content, 0);
    let first = name.chars().next().filter(|first| is_name_start(*first) && *first != ':');
    if first.is_none() {
        return Some((start, "An error occurred while parsing EntityName.".to_owned()));
    }
    let behind = content.get(name.len()..).unwrap_or_default();
    if behind.starts_with(';') {
        return Some((start, format!("Reference to undeclared entity '{name}'.")));
    }
    Some((start + name.len(), unexpected(behind, "';'")))
}

/// The prefix of a name in a tag if it is not bound.
fn undeclared<'n>(scan: &Scan<'_>, tag: &Tag<'_>, name: &'n str) -> Option<&'n str> {
    let (prefix, _) = name.split_once(':')?;
    scan.resolve(Some(tag), prefix).is_empty().then_some(prefix)
}

/// Something stands where something else was expected.
fn unexpected(rest: &str, expected: &str) -> String {
    let Some(first) = rest.chars().next() else { return "Unexpected end of file has occurred.".to_owned() };
    format!("'{}' is an unexpected token. The expected token is {expected}.", token(rest, first))
}

/// The name that begins a text, or its first character.
fn token(rest: &str, first: char) -> String {
    let name = if is_name_start(first) { name_at(rest, 0) } else { "" };
    if name.is_empty() { shown(first).to_string() } else { name.to_owned() }
}

fn no_name(c: char) -> String {
    format!("Name cannot begin with the '{}' character, hexadecimal value 0x{:02X}.", shown(c), u32::from(c))
}

fn bad_name(c: char) -> String {
    format!("The '{}' character, hexadecimal value 0x{:02X}, cannot be included in a name.", shown(c), u32::from(c))
}

fn character(c: char) -> String {
    format!("'{}', hexadecimal value 0x{:02X},", shown(c), u32::from(c))
}

/// A character as a fault can show it.
fn shown(c: char) -> char {
    if is_xml_char(c) { c } else { '.' }
}

fn is_name_start(c: char) -> bool {
    !c.is_ascii() || c.is_ascii_alphabetic() || matches!(c, '_' | ':')
}

/// A message of the runtime as a sentence.
fn sentence(message: &str) -> String {
    let mut chars = message.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", chars.as_str())
}
