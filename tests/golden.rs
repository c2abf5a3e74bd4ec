//! What is generated for each feature of XSD and each option, and how it reads and writes: `tests/golden/README.md`.
//!
//! `UPDATE_GOLDEN=1 cargo test --test golden` replaces the expected files by what is found; where the generated code
//! itself changes, a second run then updates what that code reads and writes. If the checked-in code does not compile any
//! more, `UPDATE_GOLDEN=1 cargo test --test golden_text` comes first.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, unreachable_pub)]

use std::fmt::Debug;
use std::fs;
use std::path::Path;

use xsd_codegen::Builder;
use xsd_runtime::{Error, ErrorKind, Read, ReadOptions, Root, Write};

#[path = "support"]
mod support {
    pub mod cases;
    pub mod expect;
    #[path = "../../runtime/tests/support/mutate.rs"]
    pub mod mutate;
    mod services;
    pub mod tables;
    #[allow(dead_code)]
    pub mod tree;
}
use support::cases::{self, Case};
use support::expect::{compare, is_update, report, shown};
use support::mutate::{Random, mutate};
use support::{tables, tree};

/// Mounts the expected code of each case as a module, with its tests. A case that only reads or only writes says
/// so.
macro_rules! golden {
    ($($name:ident $(: $direction:ident)?,)*) => {
        const NAMES: &[&str] = &[$(stringify!($name)),*];

        $(mod $name {
            /// The checked-in code. Documentation and use are matters of whoever mounts it.
            #[allow(dead_code, missing_docs, unreachable_pub)]
            pub(super) mod expected {
                include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/", stringify!($name), "/expected.rs"));
            }

            pub(super) const TEXT: &str =
                include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/", stringify!($name), "/expected.rs"));

            #[test]
            fn text() {
                crate::check_text(stringify!($name), TEXT);
            }

            golden!(@documents $name $($direction)?);
        })*
    };
    (@documents $name:ident) => {
        #[test]
        fn valid() {
            crate::check_valid::<expected::Root>(stringify!($name), TEXT);
        }

        #[test]
        fn invalid() {
            crate::check_invalid::<expected::Root>(stringify!($name), TEXT);
            crate::check_lenient(stringify!($name), TEXT, |value: &expected::Root| xsd_runtime::to_string(value));
        }

        #[test]
        fn spoiled() {
            crate::check_spoiled::<expected::Root>(stringify!($name));
        }
    };
    (@documents $name:ident reader) => {
        #[test]
        fn valid() {
            crate::check_readable::<expected::Root>(stringify!($name), TEXT);
        }

        #[test]
        fn invalid() {
            crate::check_invalid::<expected::Root>(stringify!($name), TEXT);
            crate::check_lenient(stringify!($name), TEXT, |value: &expected::Root| Ok(format!("{value:#?}")));
        }
    };
    // The values that a writer writes are made by hand, below.
    (@documents $name:ident writer) => {};
}

golden! {
    // Structure.
    sequence,
    attributes,
    choice,
    choice_in_sequence,
    choice_repeated,
    choice_single_alternative,
    extension,
    extension_edge_cases,
    restriction,
    simple_content,
    empty_type,
    anonymous_types,
    occurrence,
    recursive,
    element_reference,
    substitution,
    group_reference,
    attribute_group,
    wildcard,
    any_type,
    any_attribute,
    process_contents,
    nillable,
    nillable_attributes,
    groups,
    all,
    competing_names,
    xsi_type,
    xsi_type_built_in,
    xsi_type_simple,
    block,
    abstract_places,
    unique,
    key,
    keyref,
    id_idref,
    defaults,
    fixed_values,
    default_of_root,
    default_of_simple_root,
    mixed_content,
    mixed_models,
    mixed_derivation,
    divided_groups,
    // Simple types.
    builtin_types,
    enumeration,
    enumeration_open,
    newtype_length,
    newtype_pattern,
    newtype_pattern_number,
    newtype_bounds,
    union,
    union_facets,
    qname_facets,
    atomic_facets,
    list,
    list_facets,
    whitespace,
    // Documents and namespaces.
    unqualified,
    no_namespace,
    two_namespaces,
    include_forward,
    document_types,
    redefine_types,
    redefine_groups,
    redefine_chameleon,
    xml_namespace,
    hard_cases,
    names,
    names_exact_wins,
    documentation,
    prefixes,
    text_forms,
    xsi_attributes,
    // WSDL.
    wsdl_document,
    wsdl_rpc,
    wsdl_soap12,
    wsdl_two_bindings,
    wsdl_several_port_types,
    wsdl_faults,
    wsdl_headers,
    wsdl_one_way_and_empty,
    wsdl_overloads,
    wsdl_borrowed,
    // Options.
    option_roots,
    option_root_kinds,
    option_operations,
    option_opaque,
    option_document,
    option_modules,
    option_modules_patterns,
    option_names,
    option_names_patterns,
    option_attributes,
    option_extern_types,
    option_extern_patterns,
    option_extern_crates,
    option_derives,
    option_borrowed,
    option_serde,
    option_mixed,
    option_open_enums,
    option_runtime,
    option_emit_reader: reader,
    option_emit_writer: writer,
    option_documentation_off,
    option_lenient,
    option_lenient_values,
    option_prefixes,
    // Schemas as they come.
    option_locations,
    option_catalogs,
    option_search,
    letter_case,
    option_rules,
}

/// What the case `option_runtime` names as its runtime.
mod reexports {
    pub use xsd_runtime as xml;
}

/// The types that the case `option_extern_types` names.
mod shop {
    use xsd_runtime::{Context, ErrorKind, RawElement, Read, Reader, Result, Simple, Text, ValueError, Write, Writer};

    /// A simple type, made of a letter and a number.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Sku(pub char, pub u32);

    impl Simple for Sku {
        fn parse(text: &str, _: &Context<'_>) -> Result<Self, ValueError> {
            let mut chars = text.chars();
            match (chars.next(), chars.as_str().parse()) {
                (Some(letter @ 'A'..='Z'), Ok(number)) => Ok(Sku(letter, number)),
                _ => Err(ValueError::lexical("s:SkuType", text, "not a letter and a number")),
            }
        }

        fn write_text(&self, text: &mut Text<'_>) {
            text.display(&format_args!("{}{}", self.0, self.1));
        }
    }

    xsd_runtime::simple!(Sku);

    /// A complex type, read by way of raw XML.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Place {
        pub shelf: i32,
    }

    impl Read for Place {
        fn read(reader: &mut Reader<'_>) -> Result<Self> {
            let missing = reader.error(ErrorKind::MissingElement, "a place needs a shelf");
            let children = reader.raw()?.children()?;
            let shelf = children.iter().find(|child| child.local_name() == "Shelf").map(RawElement::text);
            shelf.transpose()?.and_then(|text| text.trim().parse().ok()).map(|shelf| Place { shelf }).ok_or(missing)
        }
    }

    impl Write for Place {
        fn write(&self, writer: &mut Writer) {
            writer.element("<s:Shelf>", &self.shelf);
        }
    }
}

/// The types that the patterns of the case `option_extern_patterns` lead to.
mod weather {
    pub type Precipitation = u8;

    pub mod wind {
        pub type WindForce = u8;
    }
}

/// The other crate of the case `option_extern_crates`: what its configuration generates.
#[allow(dead_code, missing_docs, unreachable_pub)]
mod depot {
    include!("golden/option_extern_crates/common.rs");
}

const TARGET: &str = "golden";

/// The checked-in code is what the library generates now.
fn check_text(name: &str, compiled: &str) {
    let case = Case::new(name);
    let text = case.text();
    report(&Vec::from_iter(compare(&case.path("expected.rs"), &text)), TARGET);
    assert!(
        is_compiled(compiled, &text),
        "expected.rs of `{name}` is new; run the same command again to update what it reads and writes"
    );
}

/// Whether the code that this program was compiled with is the text.
fn is_compiled(compiled: &str, text: &str) -> bool {
    compiled.replace("\r\n", "\n") == text
}

/// Documents are not updated by code that is out of date.
fn check_compiled(case: &Case, compiled: &str) {
    assert!(!is_update() || is_compiled(compiled, &case.text()), "first expected.rs must be up to date; run again");
}

fn read<T: Root + Read>(options: &ReadOptions, document: &Path) -> Result<T, Error> {
    options.read_slice(&fs::read(document).unwrap())
}

/// Every valid document is read, alike by the strict and by the lenient reader.
fn check_readable<T: Root + Read + PartialEq + Debug>(name: &str, compiled: &str) {
    let case = Case::new(name);
    check_compiled(&case, compiled);
    let documents = case.documents("valid", &["out"]);
    assert!(!documents.is_empty(), "`{name}` has no valid document");
    for document in documents {
        let at = shown(&document);
        let value: T = read(&ReadOptions::strict(), &document).unwrap_or_else(|error| panic!("{at}: {error}"));
        let lenient: T = read(&ReadOptions::lenient(), &document).unwrap_or_else(|error| panic!("{at}: {error}"));
        assert!(is_same(&value, &lenient), "{at} is read leniently as\n{lenient:#?}\nand strictly as\n{value:#?}");
    }
}

/// Every valid document is also written, as the same tree or as the `.out` file beside it says, and then read again as
/// the same value.
fn check_valid<T: Root + Read + Write + PartialEq + Debug>(name: &str, compiled: &str) {
    check_readable::<T>(name, compiled);
    let mut problems = Vec::new();
    for document in Case::new(name).documents("valid", &["out"]) {
        let at = shown(&document);
        let strict = ReadOptions::strict();
        let value: T = read(&strict, &document).unwrap();
        let written = xsd_runtime::to_string(&value).unwrap_or_else(|error| panic!("{at}: {error}"));
        let again: T = strict.read(&written).unwrap_or_else(|error| panic!("{at} is written as\n{written}\n{error}"));
        assert!(is_same(&value, &again), "{at} is written as\n{written}\nand read again as\n{again:#?}");
        let out = document.with_extension("out");
        if out.exists() {
            problems.extend(compare(&out, &format!("{written}\n")));
        } else {
            let original = String::from_utf8(fs::read(&document).unwrap()).unwrap();
            let original = original.trim_start_matches('\u{FEFF}');
            let difference = tree::difference(&lines(&written), &lines(original));
            problems.extend(difference.map(|difference| format!("{at} is written as another tree:\n{difference}")));
        }
    }
    report(&problems, TARGET);
}

/// Every invalid document is refused by the strict reader, with the message in its `.err` file.
fn check_invalid<T: Root + Read + Debug>(name: &str, compiled: &str) {
    let case = Case::new(name);
    check_compiled(&case, compiled);
    let mut problems = Vec::new();
    for document in case.documents("invalid", &["err"]) {
        problems.extend(check_refused::<T>(&document));
    }
    report(&problems, TARGET);
}

fn check_refused<T: Root + Read + Debug>(document: &Path) -> Option<String> {
    match read::<T>(&ReadOptions::strict(), document) {
        Err(error) => compare(&document.with_extension("err"), &format!("{error}\n")),
        Ok(value) => Some(format!("{} is accepted as\n{value:#?}", shown(document))),
    }
}

/// Every document of `lenient` is refused by the strict reader, and read by the lenient one as its `.out` file says.
fn check_lenient<T: Root + Read + Debug>(name: &str, compiled: &str, show: impl Fn(&T) -> Result<String, Error>) {
    let case = Case::new(name);
    check_compiled(&case, compiled);
    let mut problems = Vec::new();
    for document in case.documents("lenient", &["err", "out"]) {
        problems.extend(check_refused::<T>(&document));
        match read::<T>(&ReadOptions::lenient(), &document) {
            Err(error) => problems.push(format!("{} is refused: {error}", shown(&document))),
            Ok(value) => {
                let text = show(&value).unwrap();
                problems.extend(compare(&document.with_extension("out"), &format!("{text}\n")));
            }
        }
    }
    report(&problems, TARGET);
}

/// Whatever a reader accepts, of documents spoiled at random, can be written, and read again as the same value.
fn check_spoiled<T: Root + Read + Write + PartialEq + Debug>(name: &str) {
    let case = Case::new(name);
    let mut random = Random::new(3);
    for (kind, companions) in [("valid", &["out"][..]), ("invalid", &["err"]), ("lenient", &["err", "out"])] {
        for document in case.documents(kind, companions) {
            let text = fs::read_to_string(&document).unwrap();
            for _ in 0..100 {
                let spoiled = mutate(&text, &mut random);
                for options in [ReadOptions::strict(), ReadOptions::lenient()] {
                    let Ok(value) = options.read::<T>(&spoiled) else { continue };
                    let written = xsd_runtime::to_string(&value).unwrap_or_else(|error| panic!("{spoiled}\n{error}"));
                    let again =
                        options.read::<T>(&written).unwrap_or_else(|error| panic!("{spoiled}\n{written}\n{error}"));
                    assert!(is_same(&value, &again), "{spoiled}\n{value:#?}\n{written}\n{again:#?}");
                }
            }
        }
    }
}

/// Equal, or alike in all that they show: a value that is no number equals nothing, not even itself.
fn is_same<T: PartialEq + Debug>(a: &T, b: &T) -> bool {
    a == b || format!("{a:?}") == format!("{b:?}")
}

/// A document as a tree, without the attributes that only tell a validator how to go about it.
fn lines(document: &str) -> Vec<String> {
    const XSI: &str = "@{http://www.w3.org/2001/XMLSchema-instance}";
    let mut lines = tree::lines(document);
    lines.retain(|line| {
        let attribute = line.trim_start().strip_prefix(XSI);
        attribute.is_none_or(|attribute| attribute == "nil = \"true\"")
    });
    lines
}

/// The list above, the folders and the README name the same cases.
#[test]
fn cases_are_listed() {
    let mut names: Vec<String> = NAMES.iter().map(|&name| name.to_owned()).collect();
    names.sort();
    assert_eq!(names, cases::names(), "the list in tests/golden.rs, and the folders");
    let readme = fs::read_to_string(cases::folder().join("README.md")).unwrap();
    let (_, table) = readme.split_once("| case |").unwrap();
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | "));
    let described: Vec<&str> = rows.map(|(name, _)| name).collect();
    assert_eq!(described, NAMES, "the table in tests/golden/README.md, and the list in tests/golden.rs");
}

/// Lists the cases that have a table of values.
macro_rules! tables {
    ($($name:ident,)*) => {
        /// Each value of the table is read, and written again, as its line says.
        #[test]
        fn tables_of_values() {
            let mut problems = Vec::new();
            $(
                let case = Case::new(stringify!($name));
                check_compiled(&case, $name::TEXT);
                problems.extend(tables::check::<$name::expected::Root>(&case));
            )*
            report(&problems, TARGET);
        }
    };
}

tables! {
    list_facets,
    union_facets,
    qname_facets,
    atomic_facets,
}

/// What is read goes through JSON and is the same value again; what no document could hold is refused.
#[test]
fn through_json() {
    use option_serde::expected::Root;

    let case = Case::new("option_serde");
    let documents = case.documents("valid", &["out"]).into_iter().chain(case.documents("lenient", &["err", "out"]));
    let mut all = String::new();
    for document in documents {
        let value: Root = read(&ReadOptions::lenient(), &document).unwrap();
        let json = serde_json::to_string(&value).unwrap();
        let again: Root = serde_json::from_str(&json).unwrap_or_else(|error| panic!("{json}\n{error}"));
        assert_eq!(again, value, "{json}");
        all.push_str(&json);
    }
    // Members as in Rust, values as on the wire; nil is no lack of a value.
    for part in [
        r#"{"type":"CD","title":"A"}"#,
        r#""items":[{"Artist":"B"},{"Tempo":"INF"},{"Band":{"PartOf":{"Name":"C"}}},{"Tempo":120.5}]"#,
        r#""stars":4,"tags":["live","new"],"years":["1999","2001Z"],"genre":{"namespace":"urn:other","local":"jazz"}"#,
        r#""price":null,"gain":null,"cover":null,"length":{"Float":"-INF"}"#,
        r#""peak":"-INF","levels":[1.0,"INF",0.1]"#,
        r#""mood":"wild""#,
        r#""bonus":{"Value":{"seconds":9,"value":"B"}}"#,
        r#""bonus":{"Nil":{"attributes":[{"local":"seconds","value":"7"}]}}"#,
        r#""bonus":{"Nil":{"xsi_type":{"namespace":"urn:example:music","local":"TrackType"},"attributes":"#,
    ] {
        assert!(all.contains(part), "{part} in\n{all}");
    }
    for (bad, why) in [
        (r#"{"type":"CD","title":""}"#, "minLength"),
        (r#"{"type":"MC","title":"A"}"#, "\"MC\" is none of the values of m:FormatType"),
        (r#"{"type":"CD","title":"A","stars":6}"#, "maxInclusive"),
        (r#"{"type":"CD","title":"A","peak":0.5}"#, "maxInclusive"),
        (r#"{"type":"CD","title":"A","levels":[1,2,3,4]}"#, "maxLength"),
        (r#"{"type":"CD","title":"A","released":"2023-02-29"}"#, "xs:date"),
        (r#"{"type":"CD","title":"A","any":["<o:more/>"]}"#, "prefix"),
        (r#"{"type":"CD"}"#, "missing field `title`"),
    ] {
        let error = serde_json::from_str::<Root>(bad).expect_err(bad).to_string();
        assert!(error.contains(why), "{bad}: {error}");
    }
}

/// The order of what may come in any order is kept, and makes no difference.
#[test]
fn order_is_kept() {
    use all::expected::{Flags, Root};

    let read = |flags: &str| -> Root {
        let document = format!("<root xmlns='urn:example:report'><Recipient/><Flags>{flags}</Flags><Sender/></root>");
        ReadOptions::strict().read(&document).unwrap()
    };
    let mut value = read("<Order/><Fast>true</Fast>");
    assert_eq!(value, read("<Fast>true</Fast><Order/>"));
    // What is added has a place too, and a value made by hand is in the order of the schema.
    value.flags.as_mut().unwrap().loud = Some(false);
    let written = xsd_runtime::to_string(&value).unwrap();
    let expected = "<r:root xmlns:r=\"urn:example:report\"><r:Recipient/><r:Flags>\
                    <r:Loud>false</r:Loud><r:Order/><r:Fast>true</r:Fast></r:Flags><r:Sender/></r:root>";
    assert_eq!(written, expected);
    let flags = Flags { order: Some("o".to_owned()), loud: Some(true), ..Flags::default() };
    let written = xsd_runtime::to_string(&Root { flags: Some(flags), ..Root::new("s", "r") }).unwrap();
    assert!(written.ends_with("<r:Flags><r:Loud>true</r:Loud><r:Order>o</r:Order></r:Flags></r:root>"), "{written}");
}

/// Mixed content can be made by hand, and goes through JSON.
#[test]
fn mixed_by_hand() {
    use option_mixed::expected::{Caption, Para, ParaPieces, Root};

    let pieces = vec![
        ParaPieces::Words("One < ".to_owned()),
        ParaPieces::Words("two\r".to_owned()),
        ParaPieces::Emphasis(String::new()),
        ParaPieces::Words(String::new()),
    ];
    let value = Root { para: vec![Para { pieces }], caption: Some(Caption::new("C")) };
    let written = xsd_runtime::to_string(&value).unwrap();
    let expected = "<n:root xmlns:n=\"urn:example:notes\"><n:Para>One &lt; two&#xD;<n:em/></n:Para>\
                    <n:Caption>C</n:Caption></n:root>";
    assert_eq!(written, expected);
    let again: Root = ReadOptions::strict().read(&written).unwrap();
    // Pieces that nothing stands between come back as one.
    let pieces = vec![ParaPieces::Words("One < two\r".to_owned()), ParaPieces::Emphasis(String::new())];
    assert_eq!(again.para[0].pieces, pieces);
    let json = serde_json::to_string(&again).unwrap();
    assert_eq!(json, r#"{"para":[{"pieces":[{"Words":"One < two\r"},{"Emphasis":""}]}],"caption":{"words":"C"}}"#);
    assert_eq!(serde_json::from_str::<Root>(&json).unwrap(), again);
    assert_eq!(Para::default().pieces, []);
}

/// A value made by hand is written by code that cannot read.
#[test]
fn written_by_hand() {
    use option_emit_writer::expected::{Entry, Root, RootItem};

    let items = vec![RootItem::Entry(Entry::new(1, "a & b")), RootItem::Break(2)];
    let written = xsd_runtime::to_string(&Root { items, ..Root::new("T") }).unwrap();
    let [document] = Case::new("option_emit_writer").documents("valid", &[]).try_into().unwrap();
    let difference = tree::difference(&lines(&written), &lines(&fs::read_to_string(document).unwrap()));
    assert_eq!(difference, None, "{}", difference.as_deref().unwrap_or_default());
}

/// The code that the case `option_extern_crates` refers to is what its configuration generates.
#[test]
fn extern_crate() {
    let case = Case::new("option_extern_crates");
    let output = Builder::from_config(case.path("common.toml")).and_then(|builder| builder.generate()).unwrap();
    assert_eq!(output.warnings, "");
    report(&Vec::from_iter(compare(&case.path("common.rs"), &output.files[0].text)), TARGET);
    // And the case depends on it.
    let watched: Vec<_> =
        case.generate().documents.iter().filter_map(|path| Some(path.file_name()?.to_owned())).collect();
    assert_eq!(watched, ["codegen.toml", "common.toml", "common.xsd", "input.xsd", "units.xsd"]);
    assert!(option_extern_crates::expected::Root::new("ABC").is_ok());
}

/// Documents are read and written by an enum of all global elements.
#[test]
fn documents() {
    use option_document::expected::{Parcel, labels};
    use option_emit_reader::expected::Document as Readable;
    use option_emit_writer::expected::{Document as Writable, Root as Written};

    let (post, label) = ("urn:example:post", "urn:example:labels");
    for (document, is_right) in [
        (
            format!(r#"<l:Label xmlns:l="{label}" to="Oslo"/>"#),
            (|it| matches!(it, Parcel::Label2(_))) as fn(&Parcel) -> bool,
        ),
        (format!(r#"<p:Label xmlns:p="{post}">Oslo</p:Label>"#), |it| matches!(it, Parcel::Label(_))),
        (format!(r#"<p:Weight xmlns:p="{post}">1.5</p:Weight>"#), |it| matches!(it, Parcel::Weight(_))),
        (format!(r#"<Note xmlns="{post}" xml:lang="no">Til <b>deg</b>!</Note>"#), |it| matches!(it, Parcel::Note(_))),
        (format!(r#"<Legacy xmlns="{label}">as it is</Legacy>"#), |it| matches!(it, Parcel::Legacy(_))),
        (format!(r#"<p:Parcel xmlns:p="{post}">7</p:Parcel>"#), |it| matches!(it, Parcel::ParcelElement(_))),
    ] {
        let value: Parcel = ReadOptions::strict().read_document(&document).unwrap();
        assert!(is_right(&value), "{document} is read as {value:?}");
        let written = xsd_runtime::to_string(&value).unwrap();
        assert_eq!(lines(&written), lines(&document));
        assert_eq!(ReadOptions::strict().read_document::<Parcel>(&written).unwrap(), value);
    }
    let nil =
        format!(r#"<p:Label xmlns:p="{post}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>"#);
    let value: Parcel = ReadOptions::strict().read_document(&nil).unwrap();
    assert_eq!(value, Parcel::Label(Box::new(option_document::expected::Label(xsd_runtime::Nillable::Nil))));
    assert_eq!(value.clone(), xsd_runtime::document_from_str(&xsd_runtime::to_string(&value).unwrap()).unwrap());
    let _: labels::LabelType = labels::LabelType::new("Oslo");

    let error = xsd_runtime::document_from_str::<Parcel>(&format!("<label xmlns='{post}'/>")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedRoot);
    assert_eq!(
        error.message(),
        "the root element is `label` in namespace `urn:example:post`; expected `Label` in namespace \
         `urn:example:post`, `Label` in namespace `urn:example:labels`, `Parcel` in namespace `urn:example:post` or 5 more"
    );
    let error = xsd_runtime::document_from_str::<Parcel>(&format!("<Weight xmlns='{post}'>much</Weight>")).unwrap_err();
    assert_eq!((error.kind(), error.path()), (ErrorKind::InvalidValue, "Weight"));

    let [document, ..] = &Case::new("option_emit_reader").documents("valid", &["out"])[..] else {
        panic!("a document")
    };
    let Readable::Root(_) = ReadOptions::strict().read_document(&fs::read_to_string(document).unwrap()).unwrap();
    let value = Written::new("T");
    assert_eq!(xsd_runtime::to_string(&Writable::Root(Box::new(value.clone()))), xsd_runtime::to_string(&value));
}

/// A type that contains itself is read within the limit of depth, and never beyond the stack.
#[test]
fn deep_values() {
    use recursive::expected::Root;

    let document = |levels: usize| {
        let open = "<Next><Name/>".repeat(levels);
        format!("<root xmlns=\"urn:example:formula\"><Name/>{open}{}</root>", "</Next>".repeat(levels))
    };
    for options in [ReadOptions::strict(), ReadOptions::lenient()] {
        let value: Root = options.read(&document(126)).unwrap();
        let written = xsd_runtime::to_string(&value).unwrap();
        assert_eq!(options.read::<Root>(&written).unwrap(), value);
        for levels in [127, 1_000_000] {
            let error = options.read::<Root>(&document(levels)).unwrap_err();
            assert_eq!((error.kind(), error.message()), (ErrorKind::Limit, "elements nest deeper than 128"));
        }
    }
}

/// What an attribute counts as where it is left out.
#[test]
fn default_values() {
    use defaults::expected::{Mode, Open, Root};

    let root = Root::new(1, true);
    assert_eq!((root.path_or_default(), root.uri_or_default()), ("/", "urn:example:default"));
    assert_eq!((root.seconds_or_default(), root.relay_or_default()), (30, false));
    assert_eq!((root.mode_or_default(), root.open_or_default(), root.code_or_default()), (&Mode::Fast, &Open::X, "AB"));
    let other = Root { mode: Some(Mode::Safe), relay: Some(true), path: Some("/a".to_owned()), ..root };
    assert_eq!((other.path_or_default(), other.relay_or_default(), other.mode_or_default()), ("/a", true, &Mode::Safe));
}
