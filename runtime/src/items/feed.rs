//! Cutting a document into its items as it comes.

use super::input::{Input, Stop};
use super::item::{Item, Whole, Why};
use super::outside::{Begun, Outside, refused};
use super::position::Position;
use super::scanner::{Scanner, Token};
use super::{ItemPath, Skeleton};
use crate::error::Result;
use crate::{Error, ErrorKind, ReadOptions, scan};

/// How much of what follows a token that is wrong can be part of the message: a reference is looked for so far.
const LOOK_AHEAD: usize = 64;

/// Takes a document in pieces and hands out its items, each as soon as it is complete. It reads nothing itself: where the
/// pieces come from is up to the caller.
///
/// [`push`](Self::push) each piece and take what [`next_item`](Self::next_item) gives, until it gives nothing; at the end of
/// the document call [`end`](Self::end), take the last items, and [`finish`](Self::finish).
///
/// ```
/// use xsd_runtime::ReadOptions;
/// use xsd_runtime::items::{ItemFeed, ItemPath};
///
/// let path = ItemPath::new("", "list").child("", "n");
/// let mut feed = ItemFeed::new([path], &ReadOptions::strict());
/// let mut sum = 0;
/// for piece in ["<list of='numbers'><n>1</", "n><n>2", "</n>\n  <n>39</n></list>"] {
///     feed.push(piece.as_bytes());
///     while let Some(item) = feed.next_item() {
///         sum += item?.read::<i32>()?.unwrap_or(0);
///     }
/// }
/// assert_eq!(sum, 42);
/// let skeleton = feed.finish()?;
/// skeleton.check()?;
/// assert_eq!(skeleton.text(), "<list of='numbers'></list>");
/// # Ok::<(), xsd_runtime::Error>(())
/// ```
#[derive(Debug)]
pub struct ItemFeed {
    paths: Box<[ItemPath]>,
    options: ReadOptions,
    input: Input,
    /// Its offsets are into what is left of the input.
    scanner: Scanner,
    outside: Outside,
    skeleton: Skeleton,
    /// Where what is left of the input begins; `None` before anything has come.
    here: Option<Position>,
    /// The item that is being scanned, or was handed out last. It begins where what is left of the input does.
    inside: Option<Inside>,
    /// Nothing comes after this.
    failed: Option<Error>,
    /// Whether the first item of each list stays in the skeleton.
    keeps_first: bool,
}

#[derive(Debug)]
struct Inside {
    path: usize,
    /// How long its qualified name is.
    name_length: usize,
    /// How many elements are open, itself among them.
    depth: usize,
    /// Where it ends, and how; once that is known.
    end: Option<(usize, Whole)>,
}

impl ItemFeed {
    /// A feed of the items of these paths. Where one path leads through the items of another, its own are not handed out;
    /// of several paths to the same elements the first counts.
    pub fn new(paths: impl Into<Box<[ItemPath]>>, options: &ReadOptions) -> Self {
        Self {
            paths: paths.into(),
            options: options.clone(),
            input: Input::new(options),
            scanner: Scanner::default(),
            outside: Outside::default(),
            skeleton: Skeleton::new(options),
            here: None,
            inside: None,
            failed: None,
            keeps_first: false,
        }
    }

    /// Leaves the first item of each list in the skeleton as well, so that strict reading of the skeleton takes lists that
    /// must not be empty.
    pub fn keep_first(mut self) -> Self {
        self.keeps_first = true;
        self
    }

    /// Takes the next piece of the document, in UTF-8. It may begin and end anywhere, also within a character. Take all items
    /// before you push the next one: the feed keeps what it has not handed out. What comes behind [`end`](Self::end) is not
    /// looked at.
    pub fn push(&mut self, piece: &[u8]) {
        self.leave_item();
        if self.failed.is_none() && self.input.stop.is_none() {
            self.input.push(piece);
        }
    }

    /// Says that the document ends here.
    pub fn end(&mut self) {
        self.leave_item();
        self.input.end();
    }

    /// The next item that is complete. `None`: there is none before the next [`push`](Self::push), or, behind
    /// [`end`](Self::end), none at all.
    ///
    /// An item that the document breaks off within is handed out too: reading it gives the error.
    ///
    /// # Errors
    /// If the document is not well-formed, not in UTF-8 or breaks a limit. Nothing comes after that.
    pub fn next_item(&mut self) -> Option<Result<Item<'_>>> {
        self.leave_item();
        if self.failed.is_some() {
            return None;
        }
        match self.advance() {
            Ok(true) => Some(Ok(self.item()?)),
            Ok(false) => None,
            Err(error) => {
                self.failed = Some(error.clone());
                Some(Err(error))
            }
        }
    }

    /// Ends the document, and gives what stands around the items. Items that nobody has taken are checked for
    /// well-formedness.
    ///
    /// # Errors
    /// If the document is known not to be well-formed, or broke a limit. The skeleton is still to be read: see
    /// [`Skeleton`].
    pub fn finish(mut self) -> Result<Skeleton> {
        self.end();
        while let Some(item) = self.next_item() {
            item?.check()?;
        }
        match self.failed {
            Some(error) => Err(error),
            None => Ok(self.skeleton),
        }
    }

    /// Why nothing more comes: the document is not well-formed, or breaks a limit.
    pub fn error(&self) -> Option<&Error> {
        self.failed.as_ref()
    }

    /// What has come so far of that which stands around the items.
    pub fn skeleton(&self) -> &Skeleton {
        &self.skeleton
    }

    /// The item that has been found.
    fn item(&self) -> Option<Item<'_>> {
        let inside = self.inside.as_ref()?;
        let (end, whole) = inside.end.as_ref()?;
        Some(Item {
            text: self.input.rest().get(..*end)?,
            name_length: inside.name_length,
            path: inside.path,
            whole,
            position: self.here?,
            outside: &self.outside,
            skeleton: &self.skeleton,
            options: &self.options,
        })
    }

    /// Drops the item that was handed out.
    fn leave_item(&mut self) {
        let Some(Inside { path, name_length, end: Some((end, whole)), .. }) = &self.inside else { return };
        if let Whole::No { error, .. } = whole {
            self.failed.get_or_insert_with(|| error.clone());
            return;
        }
        let is_kept = self.keeps_first && self.outside.is_first(*path);
        let text = self.input.rest().get(..*end).unwrap_or_default();
        if let Some(here) = &mut self.here {
            *here = here.after(text);
            let name = text.get(1..1 + name_length).unwrap_or_default();
            self.outside.count(name);
            self.outside.note_item(*path);
            match is_kept {
                true => self.skeleton.push(text),
                false => self.skeleton.cut(name, *here),
            }
        }
        self.input.consume(*end);
        self.scanner = Scanner::default();
        self.inside = None;
    }

    /// Goes on to the end of the next item; tells whether it is there.
    fn advance(&mut self) -> Result<bool> {
        if self.here.is_none() {
            if self.input.rest().is_empty() && self.input.stop.is_none() {
                return Ok(false);
            }
            self.skeleton.begin(self.input.n_mark);
            self.here = Some(Position::after_mark(self.input.n_mark));
        }
        loop {
            if self.inside.is_some() {
                return self.advance_inside();
            }
            let rest = self.input.rest();
            match self.scanner.token(rest.as_bytes()) {
                None => return self.come_to_end().map(|()| false),
                Some(Token::Other(end)) => {
                    if self.skeleton.text().len() == self.skeleton.n_mark() {
                        crate::encoding::check_declared(rest.get(..end).unwrap_or_default())?;
                    }
                    self.keep(end)?;
                }
                Some(Token::Text(end)) => self.keep(end)?,
                Some(Token::EndTag(end)) => {
                    self.outside.end_tag(rest.get(..end).unwrap_or_default(), &self.skeleton)?;
                    self.keep(end)?;
                }
                Some(token @ (Token::StartTag(end) | Token::EmptyTag(end))) => {
                    let is_empty = matches!(token, Token::EmptyTag(_));
                    let tag = rest.get(..end).unwrap_or_default();
                    match self.outside.start_tag(tag, &self.skeleton, &self.paths, &self.options)? {
                        Begun::Element(element) => {
                            let at = self.skeleton.text().len();
                            self.keep(end)?;
                            self.outside.open(at, element, is_empty, &self.skeleton);
                        }
                        Begun::Item(path) => {
                            let name_length = scan::name(tag.as_bytes(), 1) - 1;
                            self.inside = Some(Inside { path, name_length, depth: 0, end: None });
                        }
                    }
                }
                Some(Token::Broken(end)) => {
                    if self.input.stop.is_none() && rest.len() < end + LOOK_AHEAD {
                        return Ok(false);
                    }
                    return Err(refused(&self.skeleton, upto(rest, end + LOOK_AHEAD)));
                }
            }
        }
    }

    /// Goes on inside an item.
    fn advance_inside(&mut self) -> Result<bool> {
        let Some(inside) = &mut self.inside else { return Ok(false) };
        let rest = self.input.rest();
        let limit = self.options.max_item_bytes;
        loop {
            inside.depth = match inside.depth {
                // Its own start tag has not been passed.
                0 => 0,
                depth => self.scanner.pass_plain(rest.as_bytes(), depth, limit),
            };
            let token = self.scanner.token(rest.as_bytes());
            let (end, depth) = match token {
                Some(Token::Text(end) | Token::Other(end) | Token::EmptyTag(end)) => (end, inside.depth),
                Some(Token::StartTag(end)) => (end, inside.depth + 1),
                Some(Token::EndTag(end)) => (end, inside.depth.saturating_sub(1)),
                Some(Token::Broken(end)) => (end, inside.depth),
                None => (rest.len(), inside.depth),
            };
            let at = self.scanner.at();
            if end > limit {
                let message = format!("an item is longer than {limit} bytes");
                return Ok(self.break_off(at, Why::Refused, Some((ErrorKind::Limit, message, 0))));
            }
            match (token, &self.input.stop) {
                (Some(Token::Broken(end)), stop) if stop.is_some() || rest.len() >= end + LOOK_AHEAD => {
                    let end = upto(rest, end + LOOK_AHEAD).len();
                    return Ok(self.break_off(end, Why::Broken, None));
                }
                (Some(Token::Broken(_)) | None, None) => return Ok(false),
                (None, Some(Stop::End)) => return Ok(self.break_off(end, Why::End, None)),
                (None, Some(Stop::Refused(kind, message))) => {
                    let refusal = (*kind, message.clone(), end);
                    return Ok(self.break_off(at, Why::Refused, Some(refusal)));
                }
                (Some(_), _) => {}
            }
            self.scanner.pass(end);
            inside.depth = depth;
            if depth == 0 {
                inside.end = Some((end, Whole::Yes));
                if self.keeps_first && self.outside.is_first(inside.path) {
                    self.check_room(end)?;
                }
                return Ok(true);
            }
        }
    }

    /// The item cannot be complete: of its text, what stands before `end` is handed out. If that turns out to be right, the
    /// refusal is the error: its kind, its message, and the offset into the item where it stands.
    #[cold]
    fn break_off(&mut self, end: usize, why: Why, refusal: Option<(ErrorKind, String, usize)>) -> bool {
        if let Some(inside) = &mut self.inside {
            inside.end = Some((end, Whole::Yes));
        }
        let Some(item) = self.item() else { return false };
        let (kind, message, at) =
            refusal.unwrap_or_else(|| (ErrorKind::NotWellFormed, "the element is not closed".to_owned(), 0));
        let error = Error::new(kind, message, item.locate(upto(self.input.rest(), at), at));
        let whole = Whole::No { error, why };
        let first = Item { whole: &whole, ..item }.check().err();
        let whole = match (first, whole) {
            (Some(error), Whole::No { why, .. }) => Whole::No { error, why },
            (_, whole) => whole,
        };
        if let Some(inside) = &mut self.inside {
            inside.end = Some((end, whole));
        }
        true
    }

    /// Nothing is left but the beginning of a token, or of a text.
    fn come_to_end(&mut self) -> Result<()> {
        let rest = self.input.rest();
        let length = rest.len();
        let is_text = !rest.starts_with('<');
        if is_text || matches!(self.input.stop, Some(Stop::End)) {
            self.keep(length)?;
        } else if !self.scanner.is_in_start_tag() || length > self.options.max_item_bytes {
            // What begins with a start tag may become an item.
            self.check_room(length)?;
        }
        match &self.input.stop {
            Some(Stop::Refused(kind, message)) => {
                let rest = self.input.rest();
                let place = self.skeleton.locate(rest, self.skeleton.text().len() + rest.len());
                Err(Error::new(*kind, message.clone(), place))
            }
            Some(Stop::End) | None => Ok(()),
        }
    }

    /// Moves what the input begins with to the skeleton.
    fn keep(&mut self, length: usize) -> Result<()> {
        if length == 0 {
            return Ok(());
        }
        self.check_room(length)?;
        let text = self.input.rest().get(..length).unwrap_or_default();
        self.skeleton.push(text);
        self.here = self.here.map(|here| here.after(text));
        self.input.consume(length);
        self.scanner = Scanner::default();
        Ok(())
    }

    /// Whether the skeleton may grow.
    fn check_room(&self, more: usize) -> Result<()> {
        let (size, limit) = (self.skeleton.size() + self.outside.n_count_bytes(), self.options.max_skeleton_bytes);
        if size.saturating_add(more) <= limit {
            return Ok(());
        }
        let message = format!("what stands around the items is longer than {limit} bytes");
        let offset = self.skeleton.text().len() + limit.saturating_sub(size);
        let place = self.skeleton.locate(upto(self.input.rest(), more), offset);
        Err(Error::new(ErrorKind::Limit, message, place))
    }
}

/// The beginning of a text.
fn upto(text: &str, mut end: usize) -> &str {
    end = end.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}
