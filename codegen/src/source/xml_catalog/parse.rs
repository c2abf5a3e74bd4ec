//! The parser: from the XML of a catalogue to its entries.

use roxmltree::Node;

use super::{Kind, Names, normal_public, normal_uri};
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::{XML_NAMESPACE, path};
use crate::span::{FileId, Span};
use crate::suggest;
use crate::xsd::{attribute, start_tag};

const NAMESPACE: &str = "urn:oasis:names:tc:entity:xmlns:xml:catalog";

/// What a catalogue says.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub(super) uri: Names,
    pub(super) system: Names,
    pub(super) public: Names,
    /// The catalogues to be looked at next, in order.
    pub(super) next: Vec<(String, Span)>,
    /// The names that are left to other catalogues: their kind, how they begin, and the catalogue.
    pub(super) delegates: Vec<(Kind, String, String, Span)>,
}

/// What an entry does.
#[derive(Debug, Clone, Copy)]
enum Does {
    Exact,
    Prefix,
    Suffix,
    Delegate,
    Next,
}

/// An element of a catalogue: its name, what it is about, the attribute that has the name and the one that has the
/// document.
type Form = (&'static str, Kind, Does, &'static str, &'static str);

/// Sections 6.5.3 to 6.5.14.
const FORMS: &[Form] = &[
    ("public", Kind::Public, Does::Exact, "publicId", "uri"),
    ("system", Kind::System, Does::Exact, "systemId", "uri"),
    ("rewriteSystem", Kind::System, Does::Prefix, "systemIdStartString", "rewritePrefix"),
    ("systemSuffix", Kind::System, Does::Suffix, "systemIdSuffix", "uri"),
    ("delegatePublic", Kind::Public, Does::Delegate, "publicIdStartString", "catalog"),
    ("delegateSystem", Kind::System, Does::Delegate, "systemIdStartString", "catalog"),
    ("uri", Kind::Uri, Does::Exact, "name", "uri"),
    ("rewriteURI", Kind::Uri, Does::Prefix, "uriStartString", "rewritePrefix"),
    ("uriSuffix", Kind::Uri, Does::Suffix, "uriSuffix", "uri"),
    ("delegateURI", Kind::Uri, Does::Delegate, "uriStartString", "catalog"),
    ("nextCatalog", Kind::Uri, Does::Next, "", "catalog"),
];

/// Reads a catalogue that lies at `path`. `None` if the document is none, which is reported.
pub(super) fn parse(root: Node<'_, '_>, file: FileId, path: &str, diagnostics: &mut Diagnostics) -> Option<Parsed> {
    if !root.has_tag_name((NAMESPACE, "catalog")) {
        let message = "the document is no OASIS XML catalogue";
        let name = root.tag_name().name();
        let label = match root.tag_name().namespace() {
            Some(namespace) => format!("`{name}` of namespace `{namespace}`"),
            None => format!("`{name}` of no namespace"),
        };
        let diagnostic = Diagnostic::error("not-a-catalog", message).at(&start_tag(root, file)).label(label);
        diagnostics.push(diagnostic.help(format!("it has to be `catalog` of namespace `{NAMESPACE}`")));
        return None;
    }
    let mut parser = Parser { file, diagnostics, parsed: Parsed::default() };
    parser.children(root, &base(root, path));
    Some(parser.parsed)
}

struct Parser<'a> {
    file: FileId,
    diagnostics: &'a mut Diagnostics,
    parsed: Parsed,
}

impl Parser<'_> {
    /// Reads what stands in `catalog` or `group`. Recurses as deep as the document is nested.
    fn children(&mut self, node: Node<'_, '_>, at: &str) {
        // Elements of other namespaces are extensions, which may be passed over with all that they contain.
        let own = |it: &Node<'_, '_>| it.is_element() && it.tag_name().namespace() == Some(NAMESPACE);
        for child in node.children().filter(own) {
            let base = base(child, at);
            let name = child.tag_name().name();
            match FORMS.iter().find(|it| it.0 == name) {
                Some(form) => self.entry(child, form, &base),
                None if name == "group" => self.children(child, &base),
                None => self.unknown(child),
            }
        }
    }

    fn entry(&mut self, node: Node<'_, '_>, form: &Form, base: &str) {
        let (_, kind, does, name, document) = *form;
        let Some(target) = self.required(node, document) else { return };
        let span = start_tag(node, self.file);
        let target = resolved(base, target);
        if let Does::Next = does {
            self.parsed.next.push((target, span));
            return;
        }
        let Some(name) = self.required(node, name) else { return };
        let name = if kind == Kind::Public { normal_public(name) } else { normal_uri(name) };
        let names = match kind {
            Kind::Uri => &mut self.parsed.uri,
            Kind::System => &mut self.parsed.system,
            Kind::Public => &mut self.parsed.public,
        };
        let map = match does {
            Does::Exact => &mut names.exact,
            Does::Prefix => &mut names.prefixes,
            Does::Suffix => &mut names.suffixes,
            Does::Delegate | Does::Next => {
                self.parsed.delegates.push((kind, name, target, span));
                return;
            }
        };
        map.entry(name).or_insert(target);
    }

    fn required<'a>(&mut self, node: Node<'a, '_>, name: &str) -> Option<&'a str> {
        let found = attribute(node, name).map(|it| it.value());
        if found.is_none() {
            let message = format!("`{}` needs the attribute `{name}`", node.tag_name().name());
            self.diagnostics.push(Diagnostic::error("bad-catalog", message).at(&start_tag(node, self.file)));
        }
        found
    }

    fn unknown(&mut self, node: Node<'_, '_>) {
        let name = node.tag_name().name();
        let message = format!("XML catalogues have no element `{name}`");
        let diagnostic = Diagnostic::error("bad-catalog", message).at(&start_tag(node, self.file));
        let similar = suggest::nearest(name, FORMS.iter().map(|it| (it.0, it.0)));
        self.diagnostics.push(match similar {
            Some(similar) => diagnostic.help(format!("a similar one is `{similar}`")),
            None => diagnostic,
        });
    }
}

/// What relative references in an element start at: `xml:base`, or what holds outside.
fn base(node: Node<'_, '_>, outer: &str) -> String {
    match node.attribute((XML_NAMESPACE, "base")) {
        Some(base) => resolved(outer, base),
        None => outer.to_owned(),
    }
}

/// A reference as path or address. A slash at its end stays, as it tells a folder from a document.
fn resolved(base: &str, reference: &str) -> String {
    let path = path::join(base, reference);
    if reference.trim().ends_with('/') && !path.ends_with('/') && !path.is_empty() {
        return format!("{path}/");
    }
    path
}
