//! The reader: a tokenizer over a text in memory, with namespaces, that generated code drives through
//! [`Cursor`](crate::Cursor).
//!
//! Invariants: `open` holds the elements whose start tag has been read and whose cursor has not moved on, outermost
//! first; an element stays there after its end tag until its parent's cursor asks for the next child, so that an error
//! raised in between still has the whole path. `bindings` holds what those elements declare.

pub(crate) mod assess;
mod builtins;
mod inside;
mod misc;
mod raw;
mod room;
mod skip;
mod stack;
mod tag;
mod text;
mod walk;

pub(crate) use tag::Ahead;
pub(crate) use walk::Event;

use std::borrow::Cow;

use stack::Stack;

use crate::error::Result;
use crate::model::Progress;
use crate::namespace::{Binding, Namespace, NamespaceId, Namespaces, UNKNOWN};
use crate::nillable::NilCheck;
use crate::scan::Census;
use crate::simple::Context;
use crate::table::Table;
use crate::{Error, ErrorKind, ReadOptions, Root, ValueError, locate};

/// Reads one document. Generated code and hand-written [`Read`](crate::Read) implementations drive it.
#[derive(Debug)]
pub struct Reader<'a> {
    text: &'a str,
    /// How many bytes of a byte order mark stand before the text.
    n_mark: usize,
    pos: usize,
    options: ReadOptions,
    census: Census,
    namespaces: &'static Namespaces,
    bindings: Stack<Binding<'a>, 4>,
    /// What the prefix of the last start tag was and means, while no binding changes: see [`Reader::ahead`].
    memo: Memo<'a>,
    /// The namespace of names without prefix, as bound by the innermost declaration.
    default_namespace: NamespaceId,
    open: Vec<Open>,
    pub(crate) tag: Tag<'a>,
    pub(crate) attributes: Stack<ReadAttribute<'a>, 4>,
    /// What a group has read and left to whoever it stands in.
    pub(crate) left: Left,
    /// The groups that are being read, innermost last.
    pub(crate) groups: Vec<Enclosing>,
    /// A text of mixed content that has been read and not been handed out.
    pub(crate) piece: String,
    /// The one that was handed out before a child with `xsi:nil`, and how many pieces there were with it.
    pub(crate) before_nil: Option<(String, usize)>,
    /// How far the open elements with mixed content have got in their content models, each with its depth, innermost
    /// last; in strict mode.
    pub(crate) progress: Vec<(usize, Progress)>,
    /// Where the stack stood when reading began.
    stack: usize,
    /// How long the namespace declarations are that raw XML has been given.
    n_declared_bytes: usize,
    /// The simple text that is being parsed.
    simple: text::SimpleText,
    /// How many bytes lists have been given for items that may follow.
    n_guessed_bytes: usize,
    /// The default or fixed value of the element that is read next.
    pub(crate) constraint: Option<crate::cursor::ValueConstraint>,
    /// How raw XML is to be assessed.
    pub(crate) admitted: Option<assess::Admitted>,
    /// Whether what is read is dropped: it is read for its validity alone.
    is_assessing: bool,
    /// The start tag of the element whose `xsi:type` has been followed.
    pub(crate) typed: Option<usize>,
    /// Whether nothing but the attributes of the element is wanted.
    pub(crate) nil_check: NilCheck,
    /// Whether a value that is none is passed over, so that nobody asks where it stands.
    pub(crate) passes_over: bool,
}

/// What has been read of an element and not been dealt with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Left {
    #[default]
    Nothing,
    /// The start tag of a child.
    Tag,
    /// The end tag, which begins at the offset.
    End(usize),
}

/// What a group stands in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Enclosing {
    /// The table of the element or group around it.
    pub(crate) table: &'static Table,
    /// Whether no further occurrence of the group may follow, nor of one that it stands in.
    pub(crate) is_last: bool,
    /// How many groups of the same element it stands in, itself among them.
    pub(crate) level: usize,
}

/// An open element.
#[derive(Debug, Clone, Copy)]
struct Open {
    /// Byte range of the qualified name in the start tag.
    name: (usize, usize),
    /// How many bindings were in scope outside it.
    bindings: usize,
}

/// A prefix and its namespace.
#[derive(Debug, Clone, Copy, Default)]
struct Memo<'a> {
    /// Without the colon.
    prefix: &'a str,
    namespace: NamespaceId,
    /// The prefix with its colon as a word, and which bytes of it count.
    head: u64,
    mask: u64,
    /// How long that is.
    length: usize,
    is_valid: bool,
}

impl<'a> Memo<'a> {
    fn of(prefix: &'a str, namespace: NamespaceId) -> Self {
        if prefix.is_empty() {
            return Self { namespace, is_valid: true, ..Self::default() };
        }
        let mut word = [0; 8];
        let Some((front, [colon, ..])) = word.split_at_mut_checked(prefix.len()) else { return Self::default() };
        front.copy_from_slice(prefix.as_bytes());
        *colon = b':';
        let length = prefix.len() + 1;
        let mask = u64::MAX >> (8 * (8 - length));
        Self { prefix, namespace, head: u64::from_le_bytes(word), mask, length, is_valid: true }
    }
}

/// The start tag read last.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tag<'a> {
    pub(crate) prefix: &'a str,
    pub(crate) local: &'a str,
    pub(crate) namespace: NamespaceId,
    /// Offset of its `<`.
    pub(crate) start: usize,
    /// Whether it is an empty-element tag.
    pub(crate) empty: bool,
    /// Whether it says `xsi:nil="true"`; in strict mode, whether it has `xsi:nil` at all, because an element that is not
    /// nillable must not (Part 1, 3.3.4).
    pub(crate) nil: bool,
}

/// An attribute of the start tag read last; namespace declarations are not among them.
#[derive(Debug, Clone, Default)]
pub(crate) struct ReadAttribute<'a> {
    pub(crate) prefix: &'a str,
    pub(crate) local: &'a str,
    pub(crate) namespace: NamespaceId,
    pub(crate) value: Cow<'a, str>,
    /// Offset of its name.
    pub(crate) start: usize,
}

static NONE: Namespaces = Namespaces(&[]);

impl<'a> Reader<'a> {
    /// A reader at the start of a document.
    ///
    /// # Errors
    /// If the document is longer than the options allow.
    #[inline]
    pub fn new(document: &'a str, options: &ReadOptions) -> Result<Self> {
        let text = document.strip_prefix('\u{FEFF}').unwrap_or(document);
        if text.len() > options.max_input_bytes {
            let limit = options.max_input_bytes;
            let message = format!("the document is longer than {limit} bytes");
            return Err(Error::new(ErrorKind::Limit, message, locate::place("", 0)));
        }
        Ok(Self::over(text, document.len() - text.len(), options, Census::of(text.as_bytes())))
    }

    /// A reader at the start of a text behind a byte order mark.
    #[inline(always)]
    fn over(text: &'a str, n_mark: usize, options: &ReadOptions, census: Census) -> Self {
        Self { text, n_mark, options: options.clone(), census, open: Vec::with_capacity(16), ..Self::blank() }
    }

    /// A reader of nothing.
    #[inline(always)]
    fn blank() -> Self {
        Self {
            text: "",
            n_mark: 0,
            pos: 0,
            options: ReadOptions::lenient(),
            census: Census::default(),
            namespaces: &NONE,
            bindings: Stack::new(),
            memo: Memo::default(),
            default_namespace: crate::NO_NAMESPACE,
            open: Vec::new(),
            tag: Tag::default(),
            attributes: Stack::new(),
            left: Left::Nothing,
            groups: Vec::new(),
            piece: String::new(),
            before_nil: None,
            progress: Vec::new(),
            stack: 0,
            n_declared_bytes: 0,
            simple: text::SimpleText::default(),
            n_guessed_bytes: 0,
            constraint: None,
            admitted: None,
            is_assessing: false,
            typed: None,
            nil_check: NilCheck::None,
            passes_over: false,
        }
    }

    /// Whether reading is strict.
    pub fn is_strict(&self) -> bool {
        self.options.strict
    }

    /// What a simple value is parsed with.
    pub fn context(&self) -> Context<'_> {
        Context { strict: self.options.strict, bindings: &self.bindings, declared: &[], in_document: true }
    }

    /// The local name of the element whose start tag was read last.
    pub fn local_name(&self) -> &'a str {
        self.tag.local
    }

    /// The namespace name of the element whose start tag was read last; empty for none.
    pub fn namespace(&self) -> &str {
        self.uri(self.tag.prefix)
    }

    /// Whether the element whose start tag was read last is `T`.
    pub fn at_root<T: Root>(&self) -> bool {
        self.is_at(T::NAMESPACES.get(T::NAMESPACE), T::NAME)
    }

    /// Whether the element whose start tag was read last has this name; `None` stands for no namespace.
    pub(crate) fn is_at(&self, namespace: Option<&Namespace>, name: &str) -> bool {
        if self.tag.local != name {
            return false;
        }
        let uri = self.namespace();
        match namespace {
            None => uri.is_empty(),
            Some(known) => known.uri == uri || (!self.options.strict && known.aliases.contains(&uri)),
        }
    }

    /// The namespace name behind a prefix that is known to be bound.
    pub(crate) fn uri(&self, prefix: &str) -> &str {
        self.context().namespace(prefix).unwrap_or_default()
    }

    /// Makes the ids of another module's namespace set current.
    #[cold]
    pub(crate) fn switch(&mut self, namespaces: &'static Namespaces) {
        self.namespaces = namespaces;
        let strict = self.options.strict;
        for binding in self.bindings.iter_mut() {
            binding.id = namespaces.id(&binding.uri, strict);
        }
        self.reset_default();
        self.tag.namespace = self.id_of(self.tag.prefix, self.default_namespace);
        let mut attributes = std::mem::take(&mut self.attributes);
        for attribute in attributes.iter_mut() {
            attribute.namespace = self.id_of(attribute.prefix, crate::NO_NAMESPACE);
        }
        self.attributes = attributes;
    }

    pub(crate) fn uses(&self, namespaces: &'static Namespaces) -> bool {
        std::ptr::eq(self.namespaces, namespaces)
    }

    fn id_of(&self, prefix: &str, without: NamespaceId) -> NamespaceId {
        if prefix.is_empty() { without } else { self.lookup(prefix).unwrap_or(UNKNOWN) }
    }

    fn lookup(&self, prefix: &str) -> Option<NamespaceId> {
        for binding in self.bindings.iter().rev() {
            if binding.prefix == prefix {
                return Some(binding.id);
            }
        }
        (prefix == "xml").then(|| self.namespaces.id(crate::namespace::XML_URI, true))
    }

    /// Sees to what depends on the bindings after they have changed.
    fn reset_default(&mut self) {
        self.memo.is_valid = false;
        self.default_namespace = self
            .bindings
            .iter()
            .rev()
            .find(|binding| binding.prefix.is_empty())
            .map_or(crate::NO_NAMESPACE, |binding| binding.id);
    }

    /// The current byte offset.
    pub(crate) fn offset(&self) -> usize {
        self.pos
    }

    /// How many elements are open.
    pub(crate) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Notes where the stack stands now.
    pub(super) fn begin_stack(&mut self) {
        let here = 0u8;
        self.stack = std::ptr::from_ref(&here).addr();
    }

    /// Whether the stack has room for one level more. It grows with the types that are nested in each other, by as much as
    /// these are large, so that counting elements alone does not tell.
    #[inline]
    pub(crate) fn has_stack(&self) -> bool {
        let here = 0u8;
        self.stack.abs_diff(std::ptr::from_ref(&here).addr()) <= self.options.max_stack_bytes
    }

    #[cold]
    pub(crate) fn no_stack(&self) -> Error {
        let limit = self.options.max_stack_bytes;
        self.error(ErrorKind::Limit, format!("elements nest deeper than {limit} bytes of stack allow"))
    }

    /// Forgets the elements inside the one at `depth`, and what they declare.
    #[inline]
    pub(crate) fn close_to(&mut self, depth: usize) {
        if let Some(open) = self.open.get(depth) {
            let bindings = open.bindings;
            self.open.truncate(depth);
            if bindings < self.bindings.len() {
                self.unbind(bindings);
            }
        }
    }

    #[inline(never)]
    fn unbind(&mut self, bindings: usize) {
        self.bindings.truncate(bindings);
        self.reset_default();
    }

    /// An error at an offset.
    #[cold]
    pub(crate) fn error_at(&self, offset: usize, kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Error {
        if self.passes_over && kind == ErrorKind::InvalidValue {
            // To look for each place from the start of the document would take too long where there are many.
            return Error::new(kind, message, locate::Place::default());
        }
        let mut place = locate::place(self.text, offset);
        place.offset += self.n_mark;
        Error::new(kind, message, place)
    }

    /// An error at the start tag read last. For hand-written [`Read`](crate::Read) implementations.
    #[cold]
    pub fn error(&self, kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Error {
        self.error_at(self.tag.start, kind, message)
    }

    #[cold]
    fn malformed(&self, offset: usize, message: impl Into<Cow<'static, str>>) -> Error {
        self.error_at(offset, ErrorKind::NotWellFormed, message)
    }

    #[cold]
    pub(crate) fn invalid_value(&self, offset: usize, error: &ValueError) -> Error {
        self.error_at(offset, ErrorKind::InvalidValue, error.to_string())
    }

    #[cold]
    pub(crate) fn unexpected_root(&self, namespace: Option<&Namespace>, name: &str) -> Error {
        let uri = namespace.map_or("", |namespace| namespace.uri);
        let message = format!(
            "the root element is {}; expected {}",
            describe(self.tag.local, self.namespace()),
            describe(name, uri)
        );
        self.error(ErrorKind::UnexpectedRoot, message)
    }

    #[inline(always)]
    fn bytes(&self) -> &'a [u8] {
        self.text.as_bytes()
    }

    #[inline]
    fn slice(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }
}

/// A name in a message: `` `Name` in namespace `uri` ``.
pub(crate) fn describe(local: &str, uri: &str) -> String {
    if uri.is_empty() { format!("`{local}` in no namespace") } else { format!("`{local}` in namespace `{uri}`") }
}
