//! Documents of generated types that have what the messages of Exchange have not: choices, groups, mixed content, lists,
//! unions, facets, wildcards, `xsi:type`, identity constraints. What must hold is what holds of messages.

use xsd_runtime::{Read, ReadOptions, Reader, Root, Write};

use crate::both_modes::Way;

/// Mounts cases of the golden tests, each with one of its documents.
macro_rules! cases {
    ($($name:ident: $document:literal,)*) => {
        $(#[allow(dead_code, missing_docs, unreachable_pub)]
        mod $name {
            include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/golden/", stringify!($name), "/expected.rs"));
        })*

        /// Documents to begin with, and to take pieces from.
        pub const SAMPLES: &[&str] = &[
            $(include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"), "/../../tests/golden/", stringify!($name), "/valid/", $document, ".xml"
            ))),*
        ];

        /// What reads and writes the documents with the root element of each.
        const CASES: &[fn(&str, &Reader<'_>)] = &[$(check_type::<$name::Root>),*];
    };
}

cases! {
    all: "any_order",
    any_type: "full",
    builtin_types: "all",
    choice_repeated: "mixed_order",
    defaults: "full",
    divided_groups: "extension",
    fixed_values: "equal",
    groups: "full",
    id_idref: "full",
    key: "full",
    list_facets: "all",
    mixed_content: "full",
    mixed_models: "full",
    newtype_bounds: "limits",
    nillable: "nils",
    nillable_attributes: "nils",
    option_lenient: "lunch",
    option_lenient_values: "full",
    process_contents: "strict",
    qname_facets: "all",
    recursive: "full",
    substitution: "members",
    union_facets: "all",
    unique: "full",
    whitespace: "folded",
    wildcard: "namespaces",
    xsi_type: "full",
    xsi_type_simple: "full",
}

/// Reads a document in both modes as each type that has its root element, and writes what has been read.
///
/// # Panics
/// If one of them does not do what it promises.
pub fn check(document: &[u8]) {
    let Ok(text) = std::str::from_utf8(document) else { return };
    let Ok(mut reader) = Reader::new(text, &ReadOptions::lenient()) else { return };
    if reader.start_document().is_ok() {
        for case in CASES {
            case(text, &reader);
        }
    }
}

fn check_type<T: Root + Read + Write + PartialEq + std::fmt::Debug>(text: &str, reader: &Reader<'_>) {
    if reader.at_root::<T>() {
        let way: Way<T> = Way { read: |text, options| options.read(text), write: xsd_runtime::to_string };
        way.check(text, |_| false);
    }
}
