//! From the text of a pattern to its syntax tree (appendix F, productions 1 to 10).

use std::collections::HashMap;

use super::PatternError;
use super::ast::Node;
use super::char_set::CharSet;
use super::class;

/// How deep groups, and classes in classes, may nest.
const MAX_DEPTH: usize = 250;

type Result<T> = std::result::Result<T, PatternError>;

/// A pattern that has been read.
pub(super) struct Parsed {
    pub(super) root: Node,
    /// The sets that the nodes point to.
    pub(super) sets: Vec<CharSet>,
    /// The first place where it is understood beyond the grammar.
    pub(super) departure: Option<PatternError>,
}

/// Parses a pattern.
pub(super) fn parse(source: &str) -> Result<Parsed> {
    let mut parser = Parser::new(source);
    let root = parser.choice()?;
    if parser.peek().is_some() {
        return Err(parser.error("a closing parenthesis without an opening one"));
    }
    let mut sets: Vec<_> = parser.sets.into_iter().collect();
    sets.sort_unstable_by_key(|(_, number)| *number);
    let sets = sets.into_iter().map(|(set, _)| set).collect();
    Ok(Parsed { root, sets, departure: parser.departure })
}

/// The state of reading a pattern.
pub(super) struct Parser {
    chars: Vec<char>,
    position: usize,
    depth: usize,
    /// The sets found so far, each with its number.
    sets: HashMap<CharSet, u32>,
    departure: Option<PatternError>,
}

impl Parser {
    fn new(source: &str) -> Self {
        Self { chars: source.chars().collect(), position: 0, depth: 0, sets: HashMap::new(), departure: None }
    }

    /// The next character.
    pub(super) fn peek(&self) -> Option<char> {
        self.peek_at(0)
    }

    /// The character so many after the next.
    pub(super) fn peek_at(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.position.checked_add(ahead)?).copied()
    }

    /// Takes the next character.
    pub(super) fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.position += 1;
        Some(next)
    }

    /// Takes the next character if it is this one.
    pub(super) fn take(&mut self, expected: char) -> bool {
        let is_next = self.peek() == Some(expected);
        self.position += usize::from(is_next);
        is_next
    }

    /// How many characters have been taken.
    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// An error at the next character.
    pub(super) fn error(&self, message: impl Into<String>) -> PatternError {
        PatternError::new(self.position, message)
    }

    /// Notes what the grammar does not have.
    pub(super) fn depart(&mut self, position: usize, message: impl Into<String>) {
        if self.departure.is_none() {
            self.departure = Some(PatternError::new(position, message));
        }
    }

    /// Goes one level deeper for as long as something is read.
    pub(super) fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        if self.depth == MAX_DEPTH {
            return Err(self.error("nested too deep"));
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    /// Branches, up to a closing parenthesis or the end.
    fn choice(&mut self) -> Result<Node> {
        let first = self.sequence()?;
        if self.peek() != Some('|') {
            return Ok(first);
        }
        let mut branches = vec![first];
        while self.take('|') {
            branches.push(self.sequence()?);
        }
        Ok(Node::Choice(branches))
    }

    /// Pieces, up to the end of the branch.
    fn sequence(&mut self) -> Result<Node> {
        let mut pieces = Vec::new();
        while !matches!(self.peek(), None | Some('|' | ')')) {
            let atom = self.atom()?;
            let piece = self.quantified(atom)?;
            if !piece.is_empty() {
                pieces.push(piece);
            }
        }
        let only = if pieces.len() == 1 { pieces.pop() } else { None };
        Ok(only.unwrap_or(Node::Sequence(pieces)))
    }

    fn atom(&mut self) -> Result<Node> {
        let start = self.position;
        let set = match self.peek() {
            Some('(') => {
                self.position += 1;
                let node = self.nested(Self::choice)?;
                return if self.take(')') {
                    Ok(node)
                } else {
                    Err(PatternError::new(start, "this group is not closed"))
                };
            }
            Some('?' | '*' | '+' | '{') => return Err(self.error("a quantifier with nothing before it to repeat")),
            Some(']') => return Err(self.error("a closing bracket without an opening one")),
            Some('[') => class::bracketed(self)?,
            Some('\\') => class::escape(self)?.into_set(),
            Some('.') => {
                self.position += 1;
                CharSet::new(vec![(0xA, 0xA), (0xD, 0xD)]).complement()
            }
            Some(c) => {
                self.position += 1;
                CharSet::of(c)
            }
            None => return Err(self.error("the pattern ends too early")),
        };
        // There are far less sets than 2^32, as each takes a character of the pattern.
        let number = u32::try_from(self.sets.len()).unwrap_or(u32::MAX);
        Ok(Node::Set(*self.sets.entry(set).or_insert(number)))
    }

    /// An atom with the quantifier that comes next, if one comes.
    fn quantified(&mut self, atom: Node) -> Result<Node> {
        let start = self.position;
        let (min, max) = match self.peek() {
            Some('?') => (0, Some(1)),
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('{') => self.bounds()?,
            _ => return Ok(atom),
        };
        // Braces are followed by their closing one; the others are a single character.
        self.position += 1;
        if max.is_some_and(|max| max < min) {
            return Err(PatternError::new(start, "the second number of this quantifier is below the first"));
        }
        let is_empty = atom.is_empty() || max == Some(0);
        Ok(if is_empty { Node::EMPTY } else { Node::Repeat { body: Box::new(atom), min, max } })
    }

    /// Reads `{n}`, `{n,}` or `{n,m}` up to the closing brace.
    fn bounds(&mut self) -> Result<(u32, Option<u32>)> {
        let start = self.position;
        self.position += 1;
        let min = self.number()?;
        let max = if !self.take(',') {
            Some(min)
        } else if self.peek() == Some('}') {
            None
        } else {
            Some(self.number()?)
        };
        if self.peek() == Some('}') {
            Ok((min, max))
        } else {
            Err(PatternError::new(start, "this quantifier is not of the form {n}, {n,} or {n,m}"))
        }
    }

    fn number(&mut self) -> Result<u32> {
        let start = self.position;
        let mut number = 0_u32;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            let longer = number.checked_mul(10).and_then(|number| number.checked_add(digit));
            number = longer.ok_or_else(|| PatternError::new(start, "this number is too large"))?;
            self.position += 1;
        }
        if self.position == start { Err(self.error("a number is missing in this quantifier")) } else { Ok(number) }
    }
}
