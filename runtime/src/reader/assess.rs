//! The elements that nothing but a wildcard or `xs:anyType` describes: strict reading assesses them by what the schema
//! declares globally (XSD 1.0 Part 1, 3.3.4: Schema-Validity Assessment; 3.10.1: process contents).
//!
//! The value is the element's text, so what is read of it is dropped. An element is read once, whatever wildcards nest in
//! it, and its text is copied once.

use super::Reader;
use crate::cursor::Named;
use crate::error::Result;
use crate::globals::Globals;
use crate::namespace::{XSD_URI, XSI};
use crate::reader::describe;
use crate::{ErrorKind, RawElement, scan};

/// How the element whose start tag was read last is to be assessed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Admitted {
    /// Offset of the start tag.
    start: usize,
    pub(crate) globals: &'static Globals,
    pub(crate) process: Process,
}

/// What must be known of an element or attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Process {
    /// Its declaration, or the type that it names.
    Strict,
    /// Nothing; what is declared counts.
    Lax,
    /// The element is declared with `xs:anyType`.
    AnyType { is_nillable: bool, no_extension: bool, no_restriction: bool },
}

/// Reads the element whose start tag was read last, for its validity alone.
type Assess = fn(&mut Reader<'_>) -> Result<()>;

impl<'a> Reader<'a> {
    /// The element whose start tag was read last, or an attribute of it, is what a wildcard with
    /// `processContents="strict"` admits.
    pub fn strict(&mut self, globals: &'static Globals) -> &mut Self {
        self.admit(globals, Process::Strict)
    }

    /// The element whose start tag was read last, or an attribute of it, is what a wildcard with `processContents="lax"`
    /// admits.
    pub fn lax(&mut self, globals: &'static Globals) -> &mut Self {
        self.admit(globals, Process::Lax)
    }

    /// The element whose start tag was read last is declared with `xs:anyType`.
    pub fn any_type(&mut self, globals: &'static Globals) -> &mut Self {
        self.admit(globals, Process::AnyType { is_nillable: false, no_extension: false, no_restriction: false })
    }

    /// Behind [`any_type`](Self::any_type): the element is nillable.
    pub fn nillable(&mut self) -> &mut Self {
        self.change(|nillable, _, _| *nillable = true)
    }

    /// Behind [`any_type`](Self::any_type): the element blocks types derived by extension.
    pub fn unextended(&mut self) -> &mut Self {
        self.change(|_, no_extension, _| *no_extension = true)
    }

    /// Behind [`any_type`](Self::any_type): the element blocks types derived by restriction.
    pub fn unrestricted(&mut self) -> &mut Self {
        self.change(|_, _, no_restriction| *no_restriction = true)
    }

    fn admit(&mut self, globals: &'static Globals, process: Process) -> &mut Self {
        if self.options.strict {
            self.admitted = Some(Admitted { start: self.tag.start, globals, process });
        }
        self
    }

    fn change(&mut self, change: fn(&mut bool, &mut bool, &mut bool)) -> &mut Self {
        if let Some(Admitted { process: Process::AnyType { is_nillable, no_extension, no_restriction }, .. }) =
            &mut self.admitted
        {
            change(is_nillable, no_extension, no_restriction);
        }
        self
    }

    /// How the element whose start tag was read last is to be assessed, if it is.
    pub(crate) fn take_admitted(&mut self) -> Option<Admitted> {
        self.admitted.take().filter(|it| it.start == self.tag.start)
    }

    /// [`raw`](Self::raw) of an element that is assessed.
    pub(super) fn raw_assessed(&mut self, admitted: Admitted) -> Result<RawElement> {
        if self.is_assessing {
            self.assess(admitted.globals, admitted.process)?;
            return Ok(RawElement::from_parts(String::new(), String::new(), String::new()));
        }
        let mut copy = self.at_this_tag();
        self.is_assessing = true;
        self.assess(admitted.globals, admitted.process)?;
        self.is_assessing = false;
        let raw = copy.raw();
        self.n_declared_bytes = copy.n_declared_bytes;
        raw
    }

    /// A reader that stands where this one does, to read the same element again.
    fn at_this_tag(&self) -> Reader<'a> {
        Reader {
            text: self.text,
            n_mark: self.n_mark,
            pos: self.pos,
            options: self.options.clone(),
            census: self.census,
            namespaces: self.namespaces,
            bindings: self.bindings.clone(),
            memo: self.memo,
            default_namespace: self.default_namespace,
            open: self.open.clone(),
            tag: self.tag,
            attributes: self.attributes.clone(),
            stack: self.stack,
            n_declared_bytes: self.n_declared_bytes,
            ..Reader::blank()
        }
    }

    /// Reads the element whose start tag was read last, for its validity alone.
    fn assess(&mut self, globals: &'static Globals, process: Process) -> Result<()> {
        if !self.uses(globals.namespaces) {
            self.switch(globals.namespaces);
        }
        if let Process::AnyType { is_nillable, no_extension, no_restriction } = process {
            return self.assess_any_type(globals, is_nillable, (no_extension, no_restriction));
        }
        if let Some(element) = globals.element(self.tag.namespace, self.tag.local) {
            return (element.assess)(self);
        }
        // An element that is not declared may say which type it has. Only a declaration could forbid it `xsi:nil`.
        self.tag.nil = false;
        if let Some(named) = self.named_type() {
            if let Some(result) = self.assess_as(globals, &named, (false, false)) {
                return result;
            }
            if process == Process::Strict {
                return Err(self.is_undefined(&named));
            }
        } else if process == Process::Strict {
            let element = describe(self.tag.local, self.namespace());
            let message = format!("element {element} is not declared by the schema; the wildcard here is strict");
            return Err(self.error(ErrorKind::UnexpectedElement, message));
        }
        self.assess_content(globals)
    }

    /// Reads the element whose start tag was read last as a type that it names; `None` if there is no such type.
    fn assess_as(&mut self, globals: &'static Globals, named: &Named, blocked: (bool, bool)) -> Option<Result<()>> {
        Some(match self.type_named(globals, named, blocked)? {
            Ok(Some(assess)) => {
                self.typed = Some(self.tag.start);
                assess(self)
            }
            Ok(None) => self.assess_content(globals),
            Err(error) => Err(error),
        })
    }

    /// What reads an element of a named type: nothing for `xs:anyType`, whose elements are read here. `None` if there is no
    /// such type.
    fn type_named(
        &self,
        globals: &'static Globals,
        named: &Named,
        (no_extension, no_restriction): (bool, bool),
    ) -> Option<Result<Option<Assess>>> {
        let (assess, extends, restricts) = match named.local.as_str() {
            "anyType" if named.uri == XSD_URI => return Some(Ok(None)),
            local if named.uri == XSD_URI => (super::builtins::assess_as(local)?, false, true),
            local => {
                let ty = globals.ty(&named.uri, local)?;
                (ty.assess, ty.extends, ty.restricts)
            }
        };
        let is_blocked = (no_extension && extends) || (no_restriction && restricts);
        Some(if is_blocked { Err(self.is_blocked(&named.local)) } else { Ok(Some(assess)) })
    }

    fn assess_any_type(&mut self, globals: &'static Globals, is_nillable: bool, blocked: (bool, bool)) -> Result<()> {
        let named = self.named_type();
        if self.tag.nil {
            if !is_nillable {
                let message = format!("`xsi:nil` is not allowed on `{}`: it is not nillable", self.tag.local);
                return Err(self.error(ErrorKind::UnexpectedAttribute, message));
            }
            if self.is_nil()? {
                return self.read_nil_by(|reader| reader.assess_any(globals, named.as_ref(), blocked));
            }
        }
        self.assess_any(globals, named.as_ref(), blocked)
    }

    fn assess_any(&mut self, globals: &'static Globals, named: Option<&Named>, blocked: (bool, bool)) -> Result<()> {
        let Some(named) = named else { return self.assess_content(globals) };
        self.assess_as(globals, named, blocked).unwrap_or_else(|| Err(self.is_undefined(named)))
    }

    fn assess_attributes(&self, globals: &'static Globals) -> Result<()> {
        let admitted = Admitted { start: self.tag.start, globals, process: Process::Lax };
        (0..self.attributes.len()).try_for_each(|index| self.assess_attribute(admitted, index))
    }

    /// Reads attributes and content of an element of `xs:anyType`: any attributes and elements, and those that are
    /// declared must be valid.
    fn assess_content(&mut self, globals: &'static Globals) -> Result<()> {
        if !self.has_stack() {
            return Err(self.no_stack());
        }
        self.check_names()?;
        self.assess_attributes(globals)?;
        self.attributes_are_read()?;
        if self.tag.empty {
            return Ok(());
        }
        let depth = self.open.len();
        let bytes = self.bytes();
        loop {
            let start = self.pos;
            let end = scan::text(bytes, start);
            if !self.census.is_plain() {
                self.plain(start, end)?;
            }
            self.pos = end;
            match (bytes.get(end), bytes.get(end + 1)) {
                (Some(b'&'), _) => {
                    self.reference()?;
                }
                (Some(_), Some(b'/')) => return self.end_tag(),
                (Some(_), Some(b'!')) if self.at("<![CDATA[") => {
                    self.cdata()?;
                }
                (Some(_), Some(b'!' | b'?')) => self.comment_or_instruction()?,
                (Some(_), _) => {
                    self.start_tag()?;
                    self.assess(globals, Process::Lax)?;
                    self.close_to(depth);
                }
                (None, _) => return Err(self.cut_off()),
            }
        }
    }

    /// Checks an attribute of the start tag read last, which nothing but a wildcard describes.
    pub(crate) fn assess_attribute(&self, admitted: Admitted, index: usize) -> Result<()> {
        let Some(attribute) = self.attributes.get(index).filter(|it| it.namespace != XSI) else { return Ok(()) };
        let uri = if attribute.prefix.is_empty() { "" } else { self.uri(attribute.prefix) };
        match admitted.globals.attribute(uri, attribute.local) {
            Some(known) => match (known.assess)(&attribute.value, &self.context()) {
                Ok(()) => Ok(()),
                Err(error) => {
                    let message = format!("attribute `{}`: {error}", attribute.local);
                    Err(self.error_at(attribute.start, ErrorKind::InvalidValue, message))
                }
            },
            None if admitted.process == Process::Strict => {
                let name = describe(attribute.local, uri);
                let message = format!("attribute {name} is not declared by the schema; the wildcard here is strict");
                Err(self.error_at(attribute.start, ErrorKind::UnexpectedAttribute, message))
            }
            None => Ok(()),
        }
    }

    #[cold]
    pub(crate) fn is_abstract(&self) -> crate::Error {
        let message = format!("element `{}` is not allowed here: it or its type is abstract", self.tag.local);
        self.error(ErrorKind::UnexpectedElement, message)
    }

    #[cold]
    fn is_undefined(&self, named: &Named) -> crate::Error {
        let names = describe(&named.local, &named.uri);
        let message = format!("`xsi:type` names {names}, which the schema does not define");
        self.error_at(named.offset, ErrorKind::InvalidValue, message)
    }

    #[cold]
    fn is_blocked(&self, local: &str) -> crate::Error {
        let message = format!("`xsi:type` names `{local}`, whose derivation the declaration of the element blocks");
        self.error(ErrorKind::InvalidValue, message)
    }
}
