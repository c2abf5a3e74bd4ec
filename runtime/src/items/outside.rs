//! The elements that are open around the items, and what they declare.

use std::collections::HashMap;

use super::ItemPath;
use super::skeleton::{ENTRY_BYTES, Skeleton};
use crate::error::Result;
use crate::namespace::XML_URI;
use crate::{Error, ErrorKind, ReadOptions, Reader, locate, scan};

/// What is open.
#[derive(Debug, Default)]
pub(super) struct Outside {
    levels: Vec<Level>,
    /// What they declare: prefixes and namespace names, outermost first.
    declared: Vec<(Box<str>, Box<str>)>,
    has_root: bool,
    /// What the counts of children weigh.
    n_count_bytes: usize,
}

#[derive(Debug)]
struct Level {
    /// Byte range of the qualified name in the skeleton.
    name: (usize, usize),
    /// How many siblings of its name there are so far, itself among them.
    number: usize,
    /// How many children of each qualified name there are so far, items among them.
    counts: HashMap<Box<str>, usize>,
    /// What these weigh.
    n_count_bytes: usize,
    /// How many declarations were in scope outside it.
    n_declared: usize,
    /// The paths that it is on.
    on: Box<[usize]>,
    /// Those of which it has had an item.
    has_items: Vec<usize>,
}

/// What a start tag begins.
#[derive(Debug)]
pub(super) enum Begun {
    /// An item of the path with this number.
    Item(usize),
    Element(Element),
}

/// An element of the skeleton.
#[derive(Debug)]
pub(super) struct Element {
    /// How long its qualified name is.
    name_length: usize,
    declares: Vec<(Box<str>, Box<str>)>,
    on: Box<[usize]>,
}

impl Outside {
    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.levels.len()
    }

    /// What they declare.
    pub(super) fn declared(&self) -> impl Iterator<Item = (&str, &str)> {
        self.declared.iter().map(|(prefix, uri)| (&**prefix, &**uri))
    }

    /// Looks at a start tag behind the skeleton.
    ///
    /// # Errors
    /// If it is not well-formed, or not allowed here.
    pub(super) fn start_tag(
        &self,
        tag: &str,
        skeleton: &Skeleton,
        paths: &[ItemPath],
        options: &ReadOptions,
    ) -> Result<Begun> {
        let at = skeleton.text().len();
        if self.has_root && self.levels.is_empty() {
            return Err(refused(skeleton, tag));
        }
        if self.levels.len() >= options.max_depth {
            let message = format!("elements nest deeper than {}", options.max_depth);
            return Err(Error::new(ErrorKind::Limit, message, skeleton.locate(tag, at)));
        }
        let name = tag.get(1..scan::name(tag.as_bytes(), 1)).unwrap_or_default();
        let is_plain = matches!(tag.get(1 + name.len()..), Some(">" | "/>"));
        // The reader of an item looks at the whole of its tag; here its name is enough, unless the tag itself says what
        // the name means.
        if self.has_root
            && (is_plain || !tag.contains("xmlns"))
            && let Some((prefix, local)) = split(name)
            && let Some(uri) = self.namespace(prefix)
        {
            let begun = self.find(uri, local, name.len(), paths, options);
            if is_plain || matches!(begun, Begun::Item(_)) {
                return Ok(begun);
            }
        }
        let begin = |reader: &Reader<'_>| match self.find(
            reader.namespace(),
            reader.local_name(),
            name.len(),
            paths,
            options,
        ) {
            Begun::Item(path) => Begun::Item(path),
            Begun::Element(mut element) => {
                element.declares.extend(reader.own_declarations().map(|(prefix, uri)| (prefix.into(), uri.into())));
                Begun::Element(element)
            }
        };
        if self.has_root {
            let correct = |error: Error| {
                let place = skeleton.locate(tag, at + error.offset());
                error.at(place)
            };
            Reader::inside(tag, 0, self.declared(), options).map(|reader| begin(&reader)).map_err(correct)
        } else {
            // With what stands before it: the declaration says something about the document.
            let correct = |error: Error| {
                let place = skeleton.locate(tag, error.offset());
                error.at(place)
            };
            let text = skeleton.with(tag);
            let mut reader = Reader::new(&text, options).map_err(correct)?;
            reader.start_document().map_err(correct)?;
            Ok(begin(&reader))
        }
    }

    /// An element of the skeleton begins there.
    pub(super) fn open(&mut self, at: usize, element: Element, is_empty: bool, skeleton: &Skeleton) {
        self.has_root = true;
        let name = (at + 1, at + 1 + element.name_length);
        let number = self.count(skeleton.text().get(name.0..name.1).unwrap_or_default());
        if !is_empty {
            let (n_declared, on) = (self.declared.len(), element.on);
            self.levels.push(Level {
                name,
                number,
                counts: HashMap::new(),
                n_count_bytes: 0,
                n_declared,
                on,
                has_items: Vec::new(),
            });
            self.declared.extend(element.declares);
        }
    }

    /// Counts a child of the innermost element; how many of its name there are so far, itself among them.
    pub(super) fn count(&mut self, name: &str) -> usize {
        let Some(level) = self.levels.last_mut() else { return 1 };
        if let Some(count) = level.counts.get_mut(name) {
            *count += 1;
            return *count;
        }
        level.counts.insert(name.into(), 1);
        level.n_count_bytes += name.len() + ENTRY_BYTES;
        self.n_count_bytes += name.len() + ENTRY_BYTES;
        1
    }

    /// Whether the innermost element has had no item of a path.
    pub(super) fn is_first(&self, path: usize) -> bool {
        self.levels.last().is_none_or(|level| !level.has_items.contains(&path))
    }

    /// The innermost element has had an item of a path.
    pub(super) fn note_item(&mut self, path: usize) {
        if self.is_first(path)
            && let Some(level) = self.levels.last_mut()
        {
            level.has_items.push(path);
        }
    }

    /// How many bytes are kept beside the skeleton.
    pub(super) fn n_count_bytes(&self) -> usize {
        self.n_count_bytes
    }

    /// The element path of a child of the innermost element that has not been counted.
    pub(super) fn path_of(&self, name: &str, skeleton: &Skeleton) -> String {
        let mut path = String::new();
        let count = self.levels.last().and_then(|level| level.counts.get(name)).copied().unwrap_or(0);
        let names = self.levels.iter().map(|level| skeleton.text().get(level.name.0..level.name.1));
        let open = names.map(Option::unwrap_or_default).zip(self.levels.iter().map(|level| level.number));
        for (name, number) in open.chain([(name, count + 1)]) {
            locate::push_step(&mut path, name, number);
        }
        path
    }

    /// Takes an end tag behind the skeleton.
    ///
    /// # Errors
    /// If it does not end the innermost element.
    pub(super) fn end_tag(&mut self, tag: &str, skeleton: &Skeleton) -> Result<()> {
        let name = self.levels.last().and_then(|level| skeleton.text().get(level.name.0..level.name.1));
        let rest = name.and_then(|name| tag.strip_prefix("</")?.strip_prefix(name)?.strip_suffix('>'));
        if !rest.is_some_and(|rest| rest.bytes().all(crate::chars::is_blank)) {
            return Err(refused(skeleton, tag));
        }
        if let Some(level) = self.levels.pop() {
            self.declared.truncate(level.n_declared);
            self.n_count_bytes -= level.n_count_bytes;
        }
        Ok(())
    }

    /// The paths that a child of the innermost element is on, or the one that it is an item of.
    fn find(&self, uri: &str, local: &str, name_length: usize, paths: &[ItemPath], options: &ReadOptions) -> Begun {
        let depth = self.levels.len();
        let admits = |path: usize| paths.get(path).is_some_and(|it| it.admits(depth, uri, local, options.strict));
        let on: Vec<usize> = match self.levels.last() {
            None => (0..paths.len()).filter(|&path| admits(path)).collect(),
            Some(parent) => parent.on.iter().copied().filter(|&path| admits(path)).collect(),
        };
        let item = on.iter().find(|&&path| depth > 0 && paths.get(path).is_some_and(|it| it.len() == depth + 1));
        match item {
            Some(&path) => Begun::Item(path),
            None => Begun::Element(Element { name_length, declares: Vec::new(), on: on.into() }),
        }
    }

    /// The namespace name of a prefix, the empty one included; `None` if it is not bound.
    fn namespace(&self, prefix: &str) -> Option<&str> {
        let bound = self.declared.iter().rev().find(|(it, _)| &**it == prefix).map(|(_, uri)| &**uri);
        match prefix {
            "xml" => Some(XML_URI),
            "" => bound.or(Some("")),
            _ => bound,
        }
    }
}

/// The error of a tag that cannot stand behind the skeleton: the first that is found in both.
#[cold]
pub(super) fn refused(skeleton: &Skeleton, more: &str) -> Error {
    match skeleton.check_with(more) {
        Err(error) => {
            let place = skeleton.locate(more, error.offset());
            error.at(place)
        }
        Ok(()) => {
            let place = skeleton.locate(more, skeleton.text().len());
            Error::new(ErrorKind::NotWellFormed, "this is not allowed here", place)
        }
    }
}

/// Prefix and local part of a qualified name.
fn split(name: &str) -> Option<(&str, &str)> {
    let (prefix, local) = match name.split_once(':') {
        None => ("", name),
        Some(("", _)) => return None,
        Some(parts) => parts,
    };
    (!local.is_empty() && !local.contains(':')).then_some((prefix, local))
}
