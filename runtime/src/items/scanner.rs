//! Where tokens end: just enough of XML to cut a document into pieces, over a text that grows.
//!
//! In a well-formed document every token ends where it says. In any other, the reader that gets the pieces refuses them at
//! or before the first token that is wrong; what the scanner says of later ones does not matter.

use crate::scan;

/// The scanner's place: the token that is looked at, and how far it has been looked at.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Scanner {
    /// Where the token begins.
    at: usize,
    /// No end of it is before this.
    resume: usize,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum State {
    #[default]
    Text,
    /// At a `<`, whatever it begins.
    Markup,
    StartTag,
    /// In a quoted value of a start tag.
    Quoted(u8),
    EndTag,
    Comment,
    Section,
    Instruction,
}

/// A token, up to the offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// Text, up to the next markup.
    Text(usize),
    StartTag(usize),
    /// An empty-element tag.
    EmptyTag(usize),
    EndTag(usize),
    /// A comment, a processing instruction or a CDATA section.
    Other(usize),
    /// No reader takes what stands before the offset.
    Broken(usize),
}

impl Scanner {
    /// Where the current token begins.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Goes on behind the current token.
    pub(super) fn pass(&mut self, end: usize) {
        *self = Self { at: end, resume: end, state: State::Text };
    }

    /// Whether the current token is the start tag of an element, as far as can be told.
    pub(super) fn is_in_start_tag(&self) -> bool {
        matches!(self.state, State::Markup | State::StartTag | State::Quoted(_))
    }

    /// Passes what is plain inside an item: texts and tags without attributes, up to the first token that is anything else,
    /// ends the item or goes beyond the limit. Takes and gives how many elements are open.
    pub(super) fn pass_plain(&mut self, bytes: &[u8], mut depth: usize, limit: usize) -> usize {
        if self.state != State::Text {
            return depth;
        }
        let Self { mut at, mut resume, .. } = *self;
        loop {
            let tag = scan::markup(bytes, resume);
            let (close, inside) = match bytes.get(tag + 1) {
                Some(b'/') => (scan::quoted(bytes, tag + 2, b'>'), depth.saturating_sub(1)),
                Some(first) if first.is_ascii_alphabetic() => {
                    let mut end = scan::letters(bytes, tag + 2);
                    while matches!(bytes.get(end), Some(b':' | b'0'..=b'9' | b'-' | b'.')) {
                        end = scan::letters(bytes, end + 1);
                    }
                    (end, depth + 1)
                }
                _ => break,
            };
            if bytes.get(close) != Some(&b'>') || inside == 0 || close >= limit {
                break;
            }
            (at, resume, depth) = (close + 1, close + 1, inside);
        }
        if at > self.at {
            self.pass(at);
        }
        depth
    }

    /// The current token, or `None` if its end is not there yet. Until [`pass`](Self::pass) is called, the answer to the
    /// same text is the same, and what has been searched is not searched again.
    pub(super) fn token(&mut self, bytes: &[u8]) -> Option<Token> {
        loop {
            match self.state {
                State::Text => {
                    self.resume = scan::markup(bytes, self.resume);
                    if self.resume == bytes.len() {
                        return None;
                    }
                    if self.resume > self.at {
                        return Some(Token::Text(self.resume));
                    }
                    self.state = State::Markup;
                }
                State::Markup => {
                    let rest = bytes.get(self.at..).unwrap_or_default();
                    let (state, length) = match rest {
                        [_] => return None,
                        [_, b'/', ..] => (State::EndTag, 2),
                        [_, b'?', ..] => (State::Instruction, 2),
                        [_, b'!', ..] => match declaration(rest)? {
                            Some(declaration) => declaration,
                            None => return Some(Token::Broken(bytes.len().min(self.at + DOCTYPE.len()))),
                        },
                        _ => (State::StartTag, 1),
                    };
                    self.state = state;
                    self.resume = self.at + length;
                }
                State::StartTag => {
                    self.resume = scan::tag(bytes, self.resume);
                    match bytes.get(self.resume) {
                        None => return None,
                        Some(b'>') if bytes.get(self.resume - 1) == Some(&b'/') => {
                            return Some(Token::EmptyTag(self.resume + 1));
                        }
                        Some(b'>') => return Some(Token::StartTag(self.resume + 1)),
                        Some(b'<') => return Some(Token::Broken(self.resume + 1)),
                        Some(&quote) => {
                            self.state = State::Quoted(quote);
                            self.resume += 1;
                        }
                    }
                }
                State::Quoted(quote) => {
                    self.resume = scan::quoted(bytes, self.resume, quote);
                    match bytes.get(self.resume) {
                        None => return None,
                        Some(b'<') => return Some(Token::Broken(self.resume + 1)),
                        Some(_) => {
                            self.state = State::StartTag;
                            self.resume += 1;
                        }
                    }
                }
                State::EndTag => {
                    self.resume = scan::quoted(bytes, self.resume, b'>');
                    return match bytes.get(self.resume)? {
                        b'>' => Some(Token::EndTag(self.resume + 1)),
                        _ => Some(Token::Broken(self.resume + 1)),
                    };
                }
                State::Comment => {
                    // Two hyphens end a comment, or break it.
                    self.resume = scan::byte(bytes, self.resume, b'-');
                    return match bytes.get(self.resume + 1)? {
                        b'-' => match bytes.get(self.resume + 2)? {
                            b'>' => Some(Token::Other(self.resume + 3)),
                            _ => Some(Token::Broken(self.resume + 3)),
                        },
                        _ => {
                            self.resume += 2;
                            continue;
                        }
                    };
                }
                State::Section => {
                    self.resume = scan::byte(bytes, self.resume, b'>');
                    bytes.get(self.resume)?;
                    let inside = bytes.get(self.at + SECTION.len()..self.resume).unwrap_or_default();
                    if inside.ends_with(b"]]") {
                        return Some(Token::Other(self.resume + 1));
                    }
                    self.resume += 1;
                }
                State::Instruction => {
                    self.resume = scan::byte(bytes, self.resume, b'>');
                    bytes.get(self.resume)?;
                    let inside = bytes.get(self.at + 2..self.resume).unwrap_or_default();
                    if inside.ends_with(b"?") {
                        return Some(Token::Other(self.resume + 1));
                    }
                    self.resume += 1;
                }
            }
        }
    }
}

const COMMENT: &[u8] = b"<!--";
const SECTION: &[u8] = b"<![CDATA[";
const DOCTYPE: &[u8] = b"<!DOCTYPE";

/// What begins with `<!`: `None` if that is not there yet, and nothing in it if no reader takes it.
fn declaration(rest: &[u8]) -> Option<Option<(State, usize)>> {
    if rest.starts_with(COMMENT) {
        return Some(Some((State::Comment, COMMENT.len())));
    }
    if rest.starts_with(SECTION) {
        return Some(Some((State::Section, SECTION.len())));
    }
    let may_become = |markup: &[u8]| rest.len() < markup.len() && markup.starts_with(rest);
    if may_become(COMMENT) || may_become(SECTION) || may_become(DOCTYPE) { None } else { Some(None) }
}

#[cfg(test)]
mod tests {
    use super::{Scanner, Token};

    fn tokens(text: &str) -> Vec<Token> {
        let mut scanner = Scanner::default();
        let mut tokens = Vec::new();
        while let Some(token) = scanner.token(text.as_bytes()) {
            tokens.push(token);
            match token {
                Token::Text(end)
                | Token::StartTag(end)
                | Token::EmptyTag(end)
                | Token::EndTag(end)
                | Token::Other(end) => scanner.pass(end),
                Token::Broken(_) => break,
            }
        }
        tokens
    }

    #[test]
    fn tokens_end_where_they_say() {
        use Token::{Broken, EmptyTag, EndTag, Other, StartTag, Text};
        assert_eq!(tokens("<a>b</a>"), [StartTag(3), Text(4), EndTag(8)]);
        assert_eq!(tokens("<a b='>' c=\"/>'\"/>"), [EmptyTag(18)]);
        assert_eq!(tokens("<a b='/'>"), [StartTag(9)]);
        assert_eq!(tokens("<!--<a>- -><b>--><c/>"), [Other(17), EmptyTag(21)]);
        assert_eq!(tokens("<![CDATA[<a>]]]]><c/>"), [Other(17), EmptyTag(21)]);
        assert_eq!(tokens("<![CDATA[]>]]>"), [Other(14)]);
        assert_eq!(tokens("<?a ?b> ?><c/>"), [Other(10), EmptyTag(14)]);
        assert_eq!(tokens("<?>?>"), [Other(5)]);
        assert_eq!(tokens("<!---->"), [Other(7)]);
        assert_eq!(tokens("<!--->"), []);
        assert_eq!(tokens("<!-- -- -->"), [Broken(8)]);
        assert_eq!(tokens("<!DOCTYPE a>"), [Broken(9)]);
        assert_eq!(tokens("<!a"), [Broken(3)]);
        assert_eq!(tokens("<a b='<'>"), [Broken(7)]);
        assert_eq!(tokens("<a<b>"), [Broken(3)]);
        assert_eq!(tokens("</a<"), [Broken(4)]);
    }

    /// Wherever a text is cut off, the tokens are the first of those of the whole, and going on gives the rest.
    #[test]
    fn a_token_that_is_cut_off_is_found_when_the_rest_comes() {
        let text = "<?x y?><a b='>\"' c=\"<\n>\">t<!-- - -->u<![CDATA[]] > ]]><b/>v</a >";
        let text = text.replace("<\n>", "\n>");
        let whole = tokens(&text);
        assert_eq!(whole.len(), 9);
        for size in 1..text.len() {
            let mut scanner = Scanner::default();
            let mut found = Vec::new();
            for end in (size..text.len()).step_by(size).chain([text.len()]) {
                while let Some(token) = scanner.token(&text.as_bytes()[..end]) {
                    assert_eq!(scanner.token(&text.as_bytes()[..end]), Some(token), "asking again");
                    found.push(token);
                    match token {
                        Token::Text(end)
                        | Token::StartTag(end)
                        | Token::EmptyTag(end)
                        | Token::EndTag(end)
                        | Token::Other(end) => scanner.pass(end),
                        Token::Broken(_) => panic!("{token:?}"),
                    }
                }
            }
            assert_eq!(found, whole, "in pieces of {size}");
        }
    }
}
