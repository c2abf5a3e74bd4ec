//! Character classes and escapes in a pattern (appendix F, productions 11 to 37).

use super::PatternError;
use super::char_set::CharSet;
use super::parser::Parser;
use super::unicode;

type Result<T> = std::result::Result<T, PatternError>;

/// What an escape stands for.
pub(super) enum Escape {
    /// One character, which can be an end of a range.
    Char(char),
    /// A class such as `\d`.
    Class(CharSet),
}

impl Escape {
    /// The characters it stands for.
    pub(super) fn into_set(self) -> CharSet {
        match self {
            Self::Char(c) => CharSet::of(c),
            Self::Class(set) => set,
        }
    }
}

/// Reads an escape, whose backslash comes next.
pub(super) fn escape(parser: &mut Parser) -> Result<Escape> {
    let start = parser.position();
    parser.take('\\');
    let Some(c) = parser.next() else { return Err(PatternError::new(start, "a backslash at the end")) };
    Ok(match c {
        'n' => Escape::Char('\n'),
        'r' => Escape::Char('\r'),
        't' => Escape::Char('\t'),
        'p' | 'P' => {
            let set = property(parser)?;
            Escape::Class(if c == 'P' { set.complement() } else { set })
        }
        _ if c.is_ascii_punctuation() => {
            if !r"\|.?*+(){}-[]^".contains(c) {
                parser.depart(start, format!("there is no escape \\{c}; the character stands for itself"));
            }
            Escape::Char(c)
        }
        _ => match unicode::multi_char(c) {
            Some(set) => Escape::Class(set),
            None => return Err(PatternError::new(start, format!("there is no escape \\{c}"))),
        },
    })
}

/// Reads the name in braces after `\p` or `\P`.
fn property(parser: &mut Parser) -> Result<CharSet> {
    if !parser.take('{') {
        return Err(parser.error("expected { after \\p"));
    }
    let start = parser.position();
    let mut name = String::new();
    loop {
        match parser.next() {
            Some('}') => break,
            Some(c) => name.push(c),
            None => return Err(PatternError::new(start, "this name is not closed by }")),
        }
    }
    unicode::property(&name).ok_or_else(|| {
        let kind = if name.starts_with("Is") { "block" } else { "category" };
        PatternError::new(start, format!("Unicode has no {kind} {name}"))
    })
}

/// Reads a class in brackets, whose opening bracket comes next, with what is subtracted from it.
pub(super) fn bracketed(parser: &mut Parser) -> Result<CharSet> {
    let start = parser.position();
    let unclosed = || PatternError::new(start, "this class is not closed");
    parser.take('[');
    let is_negative = parser.take('^');
    let mut ranges = Vec::new();
    let mut is_empty = true;
    loop {
        match parser.peek() {
            None => return Err(unclosed()),
            Some(']') if is_empty => return Err(parser.error("this class is empty")),
            Some(']') => {
                parser.take(']');
                return Ok(group(ranges, is_negative));
            }
            Some('[') => return Err(parser.error("an opening bracket inside a class needs a backslash")),
            Some('-') if parser.peek_at(1) == Some('[') && !is_empty => {
                parser.take('-');
                let subtracted = parser.nested(bracketed)?;
                return match parser.next() {
                    Some(']') => Ok(group(ranges, is_negative).minus(&subtracted)),
                    None => Err(unclosed()),
                    Some(_) => {
                        let position = parser.position().saturating_sub(1);
                        Err(PatternError::new(position, "expected ] after the class that is subtracted"))
                    }
                };
            }
            Some(c) => {
                let is_last = matches!((parser.peek_at(1), parser.peek_at(2)), (Some(']'), _) | (Some('-'), Some('[')));
                if c == '-' && !is_empty && !is_last {
                    parser.depart(parser.position(), "a hyphen inside a class needs a backslash");
                }
                member(parser, &mut ranges)?;
            }
        }
        is_empty = false;
    }
}

fn group(ranges: Vec<(u32, u32)>, is_negative: bool) -> CharSet {
    let set = CharSet::new(ranges);
    if is_negative { set.complement() } else { set }
}

/// Reads one character, one range or one escape inside brackets.
fn member(parser: &mut Parser, ranges: &mut Vec<(u32, u32)>) -> Result<()> {
    let start = parser.position();
    let is_hyphen = parser.peek() == Some('-');
    let first = match end(parser)? {
        Escape::Char(c) => u32::from(c),
        Escape::Class(set) => {
            ranges.extend_from_slice(set.ranges());
            return Ok(());
        }
    };
    // A hyphen is a character itself where it is first, last, or between things that cannot be the ends of a range.
    let is_range =
        !is_hyphen && parser.peek() == Some('-') && !matches!(parser.peek_at(1), None | Some('-' | '[' | ']'));
    if !is_range {
        ranges.push((first, first));
        return Ok(());
    }
    parser.take('-');
    match end(parser)? {
        Escape::Char(last) if first <= u32::from(last) => ranges.push((first, last.into())),
        Escape::Char(_) => return Err(PatternError::new(start, "the end of this range is before its start")),
        Escape::Class(_) => return Err(PatternError::new(start, "a class cannot be the end of a range")),
    }
    Ok(())
}

/// Reads what can be an end of a range.
fn end(parser: &mut Parser) -> Result<Escape> {
    if parser.peek() == Some('\\') {
        return escape(parser);
    }
    parser.next().map(Escape::Char).ok_or_else(|| parser.error("the pattern ends too early"))
}
