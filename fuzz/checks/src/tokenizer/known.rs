//! Where the verdict is another one than roxmltree's, and why. There is no such case for quick-xml, where both accept.

use xsd_runtime::Error;

#[path = "../../../../runtime/tests/stricter/mod.rs"]
mod stricter;

/// What roxmltree reads in another way than Namespaces in XML says: what the document holds, and why.
const MISREAD: [(&str, &str); 2] = [
    (":xmlns", "an attribute like any other, taken for a declaration"),
    ("<xml:", "the prefix `xml` is bound from the start, also for elements (section 3)"),
];

/// Whether roxmltree may accept what is refused with this error.
pub(super) fn is_stricter(error: &Error) -> bool {
    stricter::STRICTER.iter().any(|(message, _)| error.message().contains(message))
}

/// Whether roxmltree may refuse what is accepted.
pub(super) fn is_misread(text: &str) -> bool {
    MISREAD.iter().any(|(piece, _)| text.contains(piece))
}
