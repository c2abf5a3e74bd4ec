//! From the text of a document to its tree, for schemas and catalogues alike: what could exhaust stack, memory or time is
//! refused before the XML parser sees it.

use roxmltree::{Document, ParsingOptions};

use super::problems::{not_well_formed, tag_at};
use super::{SourceSet, dtd, scan};
use crate::diag::{Diagnostic, Diagnostics};
use crate::span::FileId;

/// The tree of a document; `None` if there is none, which is reported.
pub(super) fn parse<'t>(
    file: FileId,
    text: &'t str,
    sources: &SourceSet,
    diagnostics: &mut Diagnostics,
) -> Option<Document<'t>> {
    let limits = scan::check(text).map_err(|excess| {
        Box::new(Diagnostic::error("document-limit", excess.what).at(&tag_at(file, text, excess.offset)))
    });
    if let Err(problem) = limits.and_then(|()| dtd::check(file, text)) {
        diagnostics.push(*problem);
        return None;
    }
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options);
    document.map_err(|error| diagnostics.push(not_well_formed(sources, file, &error))).ok()
}
