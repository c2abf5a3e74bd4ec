//! Where the verdict is another one than the suite's, or than roxmltree's, and why.

use std::collections::BTreeSet;

use xsd_runtime::Error;

use crate::catalog::Test;

/// Identifiers of tests, or what they begin with, and the reasons.
const TESTS: [(&str, &str); 3] = [
    ("o-p04pass1", "a name with two colons: well-formed by XML 1.0 alone, not by Namespaces in XML 1.0"),
    ("o-p05pass1", "a name that begins with a colon: well-formed by XML 1.0 alone, not by Namespaces in XML 1.0"),
    (
        "ibm-1-1-not-wf-P02-ibm02n",
        "control characters from U+007F on, which XML 1.1 forbids and 1.0 does not: documents of 1.1 are read by the rules \
         of 1.0 (XML 1.0, fifth edition, section 2.8)",
    ),
];

/// What is refused here and accepted by roxmltree: a part of the message, and why.
const STRICTER: [(&str, &str); 6] = [
    ("stands for no character", "surrogates and what lies beyond U+10FFFF (XML 1.0, production 66)"),
    ("at the very start alone", "the target `xml` is reserved in any case (production 17)"),
    (
        "malformed XML declaration",
        "version, encoding and standalone have a grammar (productions 24, 32 and 80), and version 2.0 is none of XML",
    ),
    ("must begin with a name", "the target of an instruction is a name without colon (Namespaces, section 7)"),
    ("is no qualified name", "names do not begin with a colon (Namespaces, production 7)"),
    ("cannot be unbound in XML 1.0", "`xmlns:p=''` is of Namespaces 1.1"),
];

/// What roxmltree refuses, with the reason why it is right.
const LAXER: [(&str, &str); 1] =
    [("ht-ns10-047", "the prefix `xml` is bound from the start, also for elements (Namespaces, section 3)")];

/// The exception that a test falls under.
pub fn of(test: &Test) -> Option<&'static str> {
    TESTS.iter().map(|&(id, _)| id).find(|id| test.id.starts_with(id))
}

/// All of them.
pub fn all() -> BTreeSet<&'static str> {
    TESTS.iter().map(|&(id, _)| id).collect()
}

/// Whether roxmltree may accept what is refused with this error.
pub fn is_stricter(error: &Error) -> bool {
    STRICTER.iter().any(|(message, _)| error.message().contains(message))
}

/// Whether roxmltree may refuse what is accepted.
pub fn is_laxer(test: &Test) -> bool {
    LAXER.iter().any(|&(id, _)| test.id == id)
}
