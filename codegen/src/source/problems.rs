//! What can be wrong with a document before it is looked into.

use roxmltree::Node;

use super::SourceSet;
use crate::diag::Diagnostic;
use crate::span::{FileId, Span};
use crate::xsd;

/// What the XML parser has to say.
pub(super) fn not_well_formed(sources: &SourceSet, file: FileId, error: &roxmltree::Error) -> Diagnostic {
    let position = error.pos();
    let source = sources.get(file);
    let offset = match error {
        roxmltree::Error::UnexpectedEndOfStream | roxmltree::Error::UnclosedRootNode => {
            source.map_or(0, |it| it.text.trim_end().len())
        }
        _ => source.map_or(0, |it| it.offset(position.row as usize, position.col as usize)),
    };
    let length = source.and_then(|it| it.text.get(offset..)).and_then(|it| it.chars().next()).map_or(0, char::len_utf8);
    let span = Span::new(file, offset..offset + length);
    let diagnostic = match error {
        roxmltree::Error::DtdDetected => {
            Diagnostic::error("unsupported-dtd", "a document type declaration is not supported")
        }
        roxmltree::Error::UnknownNamespace(prefix, _) => {
            Diagnostic::error("undeclared-prefix", format!("the prefix `{prefix}` is not declared"))
        }
        _ => {
            let reason = error.to_string().replace(&format!(" at {position}"), "").replace('\'', "`");
            Diagnostic::error("not-well-formed", format!("the document is not well-formed XML: {reason}"))
        }
    };
    match error {
        roxmltree::Error::DtdDetected => {
            let start = source.and_then(|it| it.text.find("<!DOCTYPE")).unwrap_or(0);
            diagnostic.at(&Span::new(file, start..start + "<!DOCTYPE".len()))
        }
        _ => diagnostic.at(&span),
    }
}

/// An import of the schema's own namespace.
pub(super) fn import_of_own(span: &Span, namespace: Option<&str>) -> Diagnostic {
    match namespace {
        Some(namespace) => {
            Diagnostic::error("bad-import", format!("a schema of namespace `{namespace}` imports its own namespace"))
                .at(span)
                .help("documents of the same namespace are included")
        }
        None => Diagnostic::error("bad-import", "an import without `namespace` in a schema without target namespace")
            .at(span)
            .help("documents of the same namespace are included"),
    }
}

/// A document that is something else.
pub(super) fn unknown_root(root: Node<'_, '_>, file: FileId) -> Diagnostic {
    let name = root.tag_name().name();
    let diagnostic = Diagnostic::error("not-a-schema", "the document is neither a schema nor a WSDL 1.1 document");
    let label = match root.tag_name().namespace() {
        Some(namespace) => format!("`{name}` of namespace `{namespace}`"),
        None => format!("`{name}` of no namespace"),
    };
    diagnostic.at(&xsd::start_tag(root, file)).label(label)
}

/// The part of a tag that a message underlines when the document has not been parsed.
pub(super) fn tag_at(file: FileId, text: &str, offset: usize) -> Span {
    let rest = text.get(offset..).unwrap_or("");
    let length = rest.find([' ', '\t', '\r', '\n', '>', '/']).unwrap_or(rest.len());
    Span::new(file, offset..offset + length.max(1))
}
