//! Where the verdict, or what is seen, is another one than a peer's, and why.

use std::error::Error as StdError;

use xsd_runtime::Error;

/// What is refused here and accepted by roxmltree: a part of the message, and why.
const STRICTER: [(&str, &str); 10] = [
    (
        "malformed XML declaration",
        "version, encoding and standalone have a grammar (XML 1.0, productions 24, 32 and 80)",
    ),
    ("at the very start alone", "the target `xml` is reserved in any case (production 17)"),
    ("must begin with a name", "the target of an instruction is a name without colon (Namespaces, section 7)"),
    ("is no qualified name", "names do not begin with a colon (Namespaces, production 7)"),
    ("end tag `</:", "roxmltree overlooks a colon before the name"),
    ("cannot be unbound in XML 1.0", "`xmlns:p=''` is of Namespaces 1.1"),
    ("`xmlns` cannot be declared", "reserved (Namespaces, section 3)"),
    ("default namespace is declared twice", "an attribute stands once in a tag (XML 1.0, section 3.1)"),
    ("stands for no character", "surrogates and what lies beyond U+10FFFF (production 66)"),
    ("occurs twice in one tag", "by expanded names (Namespaces, section 6.3)"),
];

/// What roxmltree reads in another way than Namespaces in XML says: what the document holds, and why.
const MISREAD: [(&str, &str); 2] = [
    (":xmlns", "an attribute like any other, taken for a declaration"),
    ("<xml:", "the prefix `xml` is bound from the start, also for elements (section 3)"),
];

/// What quick-xml refuses and XML does not: a part of its message, and why.
const REFUSED: [(&str, &str); 0] = [];

/// What quick-xml sees otherwise: what the document holds, and why.
const SEEN_OTHERWISE: [(&str, &str); 0] = [];

/// Whether roxmltree may accept what is refused with this error.
pub(super) fn is_stricter(error: &Error) -> bool {
    STRICTER.iter().any(|(message, _)| error.message().contains(message))
}

/// Whether roxmltree may refuse what is accepted.
pub(super) fn is_misread(text: &str, _: &roxmltree::Error) -> bool {
    MISREAD.iter().any(|(piece, _)| text.contains(piece))
}

/// Whether quick-xml may refuse what is accepted.
pub(super) fn is_refused(_: &str, error: &dyn StdError) -> bool {
    let error = error.to_string();
    REFUSED.iter().any(|(message, _)| error.contains(message))
}

/// Whether quick-xml may see other events.
pub(super) fn is_seen_otherwise(text: &str) -> bool {
    SEEN_OTHERWISE.iter().any(|(piece, _)| text.contains(piece))
}
