use clap::Parser;

use super::*;

#[derive(Debug, Parser)]
struct Flags {
    #[command(flatten)]
    project: Project,
}

fn project(args: &[&str]) -> Project {
    Flags::try_parse_from(std::iter::once(&"codegen").chain(args)).expect("the flags are right").project
}

#[test]
fn every_key_has_a_flag() {
    let flags = "--schema a.xsd b.wsdl --operation Get* --root t:* --file a --runtime ::a::rt --emit reader \
        --documentation false --prefix t=urn:t?a=b --module t=types --rename t:A=b=C --extern-type t:C=crate::C \
        --derive t:*=Hash --open-enum * --lenient-namespace t=urn:u --lenient-element t:A/b=c \
        --lenient-optional t:A/d --lenient-value t:A/* --out src/generated --extern-crate common::types=../common/codegen.toml \
        --attribute t:A=#[non_exhaustive] --attribute t:A=b=#[path='x'] --serde true --opaque t:X --polymorphic t:Item* --borrowed t:P* --document Document \
        --location http://example.org/*=schemas/* --catalog catalog.xml --search schemas --network true \
        --rule ambiguous-content=warning";
    let flags: Vec<&str> = flags.split_whitespace().collect();
    let toml = r##"
        schemas = ["a.xsd", "b.wsdl"]
        operations = ["Get*"]
        roots = ["t:*"]
        file = "a"
        runtime = "::a::rt"
        emit = "reader"
        documentation = false
        prefixes = { t = "urn:t?a=b" }
        modules = { t = "types" }
        names = { "t:A=b" = "C" }
        extern_types = { "t:C" = "crate::C" }
        derives = { "t:*" = ["Hash"] }
        enums = { open = ["*"] }
        lenient = { namespaces = { t = ["urn:u"] }, elements = { "t:A/b" = ["c"] }, optional = ["t:A/d"], values = ["t:A/*"] }
        extern_crates = { "common::types" = "../common/codegen.toml" }
        attributes = { "t:A" = ["#[non_exhaustive]"], "t:A=b" = ["#[path='x']"] }
        serde = true
        opaque = ["t:X"]
        polymorphic = ["t:Item*"]
        borrowed = ["t:P*"]
        document = "Document"
        locations = { "http://example.org/*" = "schemas/*" }
        catalogs = ["catalog.xml"]
        search = ["schemas"]
        network = true
        rules = { ambiguous-content = "warning" }
    "##;
    let from_flags = project(&flags).apply(Builder::new(), Path::new("/w"), Path::new(""));
    let from_toml = Builder::from_toml(toml).expect("the text is right");
    assert_eq!(from_flags.options(), from_toml.options());
    assert_eq!(from_flags.directory(), Path::new("src/generated"));
}

#[test]
fn flags_extend_lists_and_override_values() {
    let toml = "schemas = [\"a.xsd\"]\nfile = \"a\"\nemit = \"writer\"";
    let builder = Builder::from_toml(toml).expect("the text is right");
    let builder = project(&["--schema", "b.xsd", "--file", "b"]).apply(builder, Path::new("/w"), Path::new(""));
    assert_eq!(builder.options().schemas, ["a.xsd", "b.xsd"]);
    assert_eq!(builder.options().file, "b");
    assert_eq!(builder.options().emit, Emit::Writer);
}

#[test]
fn paths_of_flags_start_at_the_working_directory() {
    let path = |folder: &str| from_folder(Path::new("x.xsd"), Path::new("/w/a/b"), Path::new(folder));
    assert_eq!(path(""), Path::new("x.xsd"));
    assert_eq!(path("../.."), Path::new("a/b/x.xsd"));
    assert_eq!(path("other"), Path::new("/w/a/b/x.xsd"));
    let address = Path::new("https://example.org/x.xsd");
    assert_eq!(from_folder(address, Path::new("/w"), Path::new("..")), address);
}

#[test]
fn pairs_without_an_equals_sign_are_refused() {
    let result = Flags::try_parse_from(["codegen", "--rename", "t:A"]);
    let text = result.expect_err("there is no name").to_string();
    assert!(text.contains("invalid value 't:A' for '--rename <COMPONENT=NAME>'"), "{text}");
}
