use std::fs;

use super::*;
use crate::options::{Emit, Options};

/// The message for the text of a configuration file.
fn message(text: &str) -> String {
    parse("codegen.toml", text).expect_err("the text should be refused").to_string()
}

#[test]
fn all_keys_are_read() {
    let text = r##"
        schemas = ["a.xsd"]
        operations = ["Get*"]
        roots = ["t:*"]
        file = "a"
        directory = "src/generated"
        runtime = "::a::rt"
        emit = "reader"
        documentation = false
        prefixes = { t = "urn:t" }
        modules = { t = "types" }
        names = { "t:A" = "B" }
        extern_types = { "t:C" = "crate::C" }
        extern_crates = { "common::types" = "../common/codegen.toml" }
        derives = { "t:*" = ["Hash"] }
        attributes = { "t:A" = ["#[non_exhaustive]"] }
        serde = true
        opaque = ["t:X"]
        polymorphic = ["t:Item*"]
        borrowed = ["t:P*"]
        document = "Document"
        enums = { open = ["*"] }
        lenient = { namespaces = { t = ["urn:u"] }, elements = { "t:A/b" = ["c"] }, optional = ["t:A/d"], values = ["t:A/*"] }
        locations = { "http://example.org/*" = "schemas/*" }
        catalogs = ["catalog.xml"]
        search = ["schemas"]
        network = false
        rules = { ambiguous-content = "warning" }
    "##;
    let options = parse("codegen.toml", text).expect("it is well-formed");
    assert_eq!(options.emit, Emit::Reader);
    assert_eq!(options.lenient.optional, ["t:A/d"]);
    assert_eq!(options.lenient.values, ["t:A/*"]);
    let table: toml::Table = toml::from_str(text).expect("it is well-formed");
    let mut keys: Vec<&str> = table.keys().map(String::as_str).collect();
    keys.sort_unstable();
    let mut known = KEYS.to_vec();
    known.sort_unstable();
    assert_eq!(keys, known, "this test should have every key");
}

#[test]
fn known_keys_are_those_of_the_options() {
    let listed = |keys: &[&str]| keys.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", ");
    let error = toml::from_str::<Options>("no_such_key = 1").expect_err("the key is unknown");
    assert_eq!(error.message(), format!("unknown field `no_such_key`, expected one of {}", listed(KEYS)));
    for (table, keys) in TABLES {
        let error = toml::from_str::<Options>(&format!("[{table}]\nno_such_key = 1")).expect_err("the key is unknown");
        let expected = if keys.len() == 1 { "expected" } else { "expected one of" };
        assert_eq!(error.message(), format!("unknown field `no_such_key`, {expected} {}", listed(keys)));
    }
}

#[test]
fn unknown_keys_are_reported_all_at_once() {
    let text =
        "schemas = [\"a.xsd\"]\noperation = [\"*\"]\nwsdl = [\"a.wsdl\"]\nopen = [\"*\"]\n\n[lenient]\nelement = {}\n";
    let expected = "\
error[unknown-key]: there is no key `operation`
 --> codegen.toml:2:1
  |
2 | operation = [\"*\"]
  | ^^^^^^^^^
  |
help: a similar key is `operations`
note: the keys are schemas, operations, roots, file, directory, runtime, emit, documentation, prefixes, modules, \
names, extern_types, extern_crates, derives, attributes, serde, opaque, polymorphic, borrowed, document, enums, lenient, locations, catalogs, search, network and rules

error[unknown-key]: there is no key `wsdl`
 --> codegen.toml:3:1
  |
3 | wsdl = [\"a.wsdl\"]
  | ^^^^

error[unknown-key]: there is no key `open`
 --> codegen.toml:4:1
  |
4 | open = [\"*\"]
  | ^^^^
  |
help: it belongs into [enums]

error[unknown-key]: there is no key `element` in [lenient]
 --> codegen.toml:7:1
  |
7 | element = {}
  | ^^^^^^^
  |
help: a similar key is `elements`
note: the keys in [lenient] are namespaces, elements, optional and values

error: 4 problems in 1 document; nothing was written";
    assert_eq!(message(text), expected);
}

#[test]
fn values_of_a_wrong_kind_are_reported() {
    let expected = "\
error[bad-value]: invalid type: string \"a.xsd\", expected a sequence
 --> codegen.toml:1:11
  |
1 | schemas = \"a.xsd\"
  |           ^^^^^^^
  |
help: a list is written in brackets, also where it has one item: [\"…\"]

error: 1 problem in 1 document; nothing was written";
    assert_eq!(message("schemas = \"a.xsd\"\n"), expected);

    let expected = "\
error[bad-value]: unknown variant `all`, expected one of `both`, `reader`, `writer`
 --> codegen.toml:1:8
  |
1 | emit = \"all\"
  |        ^^^^^

error: 1 problem in 1 document; nothing was written";
    assert_eq!(message("emit = \"all\"\n"), expected);
}

#[test]
fn text_that_is_no_toml_is_reported() {
    let text = message("schemas = [\"a.xsd\"\nfile = \"a\"\n");
    assert!(text.starts_with("error[bad-toml]: "), "{text}");
    assert!(text.contains("--> codegen.toml:2:"), "{text}");
}

#[test]
fn a_missing_file_is_reported() {
    let expected = "\
error[no-config]: there is no configuration file no/such/codegen.toml
help: a relative path starts at the working directory, for build scripts the package's folder";
    let error = read(Path::new("no/such/codegen.toml")).expect_err("there is no such file");
    assert_eq!(error.to_string(), expected);
    assert_eq!(format!("{error:?}"), format!("\n{expected}"));
}

#[test]
fn the_nearest_file_above_is_found() {
    let folder = crate::output::tests::folder("find");
    let deep = folder.join("a/b");
    fs::create_dir_all(&deep).expect("a folder for tests");
    fs::write(folder.join(FILE_NAME), "").expect("a file for tests");
    assert_eq!(find(&deep), Some(PathBuf::from("../../codegen.toml")));
    assert_eq!(find(&folder), Some(PathBuf::from("codegen.toml")));
}
