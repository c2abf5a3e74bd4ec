//! What can be wrong with a document before it is looked into.

use std::path::PathBuf;

use roxmltree::Node;

use super::encoding::{self, Undecodable};
use super::reader::{ReadError, Reader};
use super::{Limits, SourceSet, path};
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
        roxmltree::Error::UnknownNamespace(prefix, _) => {
            Diagnostic::error("undeclared-prefix", format!("the prefix `{prefix}` is not declared"))
        }
        _ => {
            let reason = error.to_string().replace(&format!(" at {position}"), "").replace('\'', "`");
            Diagnostic::error("not-well-formed", format!("the document is not well-formed XML: {reason}"))
        }
    };
    diagnostic.at(&span)
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

/// The name for a path: an absolute one is cut to its last part, as messages and output do not depend on where the
/// sources lie.
pub(super) fn name_of(reader: &dyn Reader, path: &str) -> String {
    if path::is_remote(path) {
        return path.to_owned();
    }
    let shown = if path::is_absolute(path) { path::file_name(path) } else { path };
    reader.display(path).unwrap_or_else(|| shown.to_owned())
}

/// Keeps the text of a document. Of one that cannot be decoded as much is kept as there is; what to say of it is the
/// error.
pub(super) fn add_text(
    name: String,
    watched: PathBuf,
    bytes: Vec<u8>,
    sources: &mut SourceSet,
) -> Result<FileId, (FileId, Box<Diagnostic>)> {
    let Undecodable { text, offset, encoding, help } = match encoding::decode(bytes) {
        Ok(text) => return Ok(sources.add(name, Some(watched), text)),
        Err(undecodable) => undecodable,
    };
    let message = format!("`{name}` is not {encoding}");
    let length = text.get(offset..).and_then(|it| it.chars().next()).map_or(0, char::len_utf8);
    let file = sources.add(name, Some(watched), text);
    let span = Span::new(file, offset..offset + length);
    Err((file, Box::new(Diagnostic::error("bad-encoding", message).at(&span).help(help))))
}

/// Why a document could not be read, as a sentence.
pub(super) fn unreadable(what: &str, name: &str, error: &ReadError, limits: &Limits) -> String {
    match error {
        ReadError::NotFound => format!("the {what} `{name}` does not exist"),
        ReadError::TooLarge => format!("the {what} `{name}` is larger than {} bytes", limits.max_document_size),
        ReadError::Other(reason) => format!("the {what} `{name}` cannot be read: {reason}"),
    }
}

/// There are more documents than there may be.
pub(super) fn too_many_documents(limits: &Limits, span: Option<&Span>) -> Diagnostic {
    let diagnostic = Diagnostic::error("too-many-documents", format!("more than {} documents", limits.max_documents));
    match span {
        Some(span) => diagnostic.at(span),
        None => diagnostic,
    }
}

/// A reference to an address that nothing answers.
pub(super) fn unanswered(address: &str) -> Diagnostic {
    Diagnostic::error("missing-document", format!("`{address}` is not loaded"))
        .label("addresses are not fetched")
        .help(format!(
            "keep a copy of the document and say where: `\"{address}\" = \"…\"` under [locations], or `search` or `catalogs`"
        ))
        .help("or have it fetched: `network = true`, and the feature `network` of xsd-codegen")
}

/// What to do about a document that a location names and that is not there.
pub(super) fn elsewhere(diagnostic: Diagnostic, location: &str, name: &str, folders: &[String]) -> Diagnostic {
    let diagnostic = match folders {
        [] => diagnostic,
        [folder] => diagnostic.note(format!("there is no `{name}` in `{folder}` either")),
        _ => {
            let folders: Vec<String> = folders.iter().map(|it| format!("`{it}`")).collect();
            diagnostic.note(format!("there is no `{name}` in {} either", folders.join(", ")))
        }
    };
    diagnostic.help(format!(
        "if it lies elsewhere, say where: `\"{location}\" = \"…\"` under [locations], or name its folder in `search`"
    ))
}
