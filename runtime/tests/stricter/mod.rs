//! Where this reader is stricter than roxmltree: for the tests and the fuzz checks that compare the two.

/// What is refused here and accepted by roxmltree: a part of the message, and why.
pub(crate) const STRICTER: [(&str, &str); 10] = [
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
