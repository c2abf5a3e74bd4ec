//! A new crate outside the workspace, with a build script of five lines and a schema of its own: it builds, reads a
//! document, follows its schema when that changes, and fails with a message when the schema is wrong. It also builds where
//! types are very wide or very deep.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const MANIFEST: &str = r#"[package]
name = "downstream"
version = "0.0.0"
edition = "2024"
publish = false

[dependencies]
xsd-runtime = { path = "ROOT/runtime" }

[build-dependencies]
xsd-codegen = { path = "ROOT/codegen", default-features = false }

# It belongs to no workspace above it.
[workspace]
"#;

const BUILD: &str = r#"fn main() -> Result<(), xsd_codegen::Error> {
    xsd_codegen::Builder::new()
        .schema("schema/notes.xsd")
        .build()
}
"#;

const MAIN: &str = r#"#[allow(dead_code)]
mod notes {
    include!(concat!(env!("OUT_DIR"), "/schema.rs"));
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let document = std::fs::read(std::env::args().nth(1).ok_or("a file is needed")?)?;
    let list: notes::Notes = xsd_runtime::ReadOptions::strict().read_slice(&document)?;
    for note in &list.note {
        println!("{}: {}", note.urgent.unwrap_or(false), note.value);
    }
    println!("{}", xsd_runtime::to_string(&list)?);
    Ok(())
}
"#;

const SCHEMA: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:n="urn:notes" targetNamespace="urn:notes"
           elementFormDefault="qualified">
  <xs:element name="Notes">
    <xs:complexType>
      <xs:sequence>
        <xs:element name="Note" type="n:NoteType" minOccurs="0" maxOccurs="unbounded"/>
      </xs:sequence>
    </xs:complexType>
  </xs:element>
  <xs:complexType name="NoteType">
    <xs:simpleContent>
      <xs:extension base="xs:string">
        <xs:attribute name="urgent" type="xs:boolean"/>
      </xs:extension>
    </xs:simpleContent>
  </xs:complexType>
</xs:schema>
"#;

const DOCUMENT: &str =
    r#"<Notes xmlns="urn:notes"><Note urgent="true">Water the trees.</Note><Note>A &amp; B</Note></Notes>"#;

struct Crate {
    folder: PathBuf,
    /// Shared by all runs, so that only the first one compiles the dependencies.
    target: PathBuf,
}

impl Crate {
    fn new() -> Crate {
        let temporary = Path::new(env!("CARGO_TARGET_TMPDIR")).join("downstream");
        let created = Crate { folder: temporary.join("crate"), target: temporary.join("target") };
        let root = env!("CARGO_MANIFEST_DIR").replace('\\', "/");
        created.write("Cargo.toml", &MANIFEST.replace("ROOT", &root));
        created.write("build.rs", BUILD);
        created.write("src/main.rs", MAIN);
        created.write("schema/notes.xsd", SCHEMA);
        created.write("notes.xml", DOCUMENT);
        // The versions that this workspace uses are there also without a network.
        fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock"), created.folder.join("Cargo.lock")).unwrap();
        created
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Builds the program if need be, and runs it on a document.
    fn run(&self, document: &str) -> Output {
        let mut command = Command::new(env!("CARGO"));
        command.args(["run", "--offline", "--quiet", "--target-dir"]).arg(&self.target).args(["--", document]);
        command.current_dir(&self.folder).env_remove("CARGO_TARGET_DIR").output().unwrap()
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace("\r\n", "\n")
}

#[test]
fn a_crate_of_its_own() {
    let created = Crate::new();

    let output = created.run("notes.xml");
    assert!(output.status.success(), "{}", text(&output.stderr));
    let expected = "\
true: Water the trees.
false: A &amp; B
";
    let written = r#"<n:Notes xmlns:n="urn:notes"><n:Note urgent="true">Water the trees.</n:Note><n:Note>A &amp; B</n:Note></n:Notes>"#;
    assert_eq!(text(&output.stdout), format!("{}{written}\n", expected.replace("&amp;", "&")));
    assert_eq!(text(&output.stderr), "");

    created.write("bad.xml", &DOCUMENT.replace("\"true\"", "\"soon\""));
    let output = created.run("bad.xml");
    assert!(!output.status.success());
    let message = "Notes > Note (line 1, column 32): attribute `urgent`: \"soon\" is not a valid xs:boolean";
    assert!(text(&output.stderr).contains(message), "{}", text(&output.stderr));

    // The build script runs again when the schema changes.
    created.write("schema/notes.xsd", &SCHEMA.replace("xs:boolean", "xs:int"));
    let output = created.run("notes.xml");
    assert!(!output.status.success());
    assert!(text(&output.stderr).contains("error[E0308]: mismatched types"), "{}", text(&output.stderr));

    // And says what is wrong with it.
    created.write("schema/notes.xsd", &SCHEMA.replace("type=\"n:NoteType\"", "type=\"n:NotType\""));
    let output = created.run("notes.xml");
    assert!(!output.status.success());
    let message = "error[unresolved-type]: type `n:NotType` is not declared";
    assert!(text(&output.stderr).contains(message), "{}", text(&output.stderr));

    // Types as wide and as deep as they come.
    created.write("schema/notes.xsd", &wide_schema());
    created.write("src/main.rs", WIDE_MAIN);
    created.write("notes.xml", &wide_document());
    let output = created.run("notes.xml");
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout), wide_document());
}

const WIDE_MAIN: &str = r#"#[allow(dead_code)]
mod notes {
    include!(concat!(env!("OUT_DIR"), "/schema.rs"));
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let document = std::fs::read(std::env::args().nth(1).ok_or("a file is needed")?)?;
    let notes: notes::Notes = xsd_runtime::ReadOptions::strict().read_slice(&document)?;
    print!("{}", xsd_runtime::to_string(&notes)?);
    Ok(())
}
"#;

/// A repeated choice of many elements, many more elements behind it, and elements and groups one within the other.
fn wide_schema() -> String {
    let elements = |name: &str, count: usize, more: &str| {
        (0..count).map(|idx| format!("<xs:element name=\"{name}{idx}\" type=\"xs:int\"{more}/>")).collect::<String>()
    };
    let (choice, members) = (elements("choice", 1_000, ""), elements("member", 1_000, " minOccurs=\"0\""));
    let open: String = (0..30)
        .map(|idx| format!("<xs:element name=\"deep{idx}\"><xs:complexType><xs:sequence><xs:sequence>"))
        .collect();
    let close = "</xs:sequence></xs:sequence></xs:complexType></xs:element>".repeat(30);
    let content = format!("<xs:choice maxOccurs=\"unbounded\">{choice}</xs:choice>{members}{open}{close}");
    format!(
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"><xs:element name=\"Notes\"><xs:complexType>\
         <xs:sequence>{content}</xs:sequence></xs:complexType></xs:element></xs:schema>"
    )
}

fn wide_document() -> String {
    let choice: String = (0..1_000).rev().map(|idx| format!("<choice{idx}>{idx}</choice{idx}>")).collect();
    let members: String = (0..1_000).step_by(3).map(|idx| format!("<member{idx}>{idx}</member{idx}>")).collect();
    let open: String = (0..29).map(|idx| format!("<deep{idx}>")).collect();
    let close: String = (0..29).rev().map(|idx| format!("</deep{idx}>")).collect();
    format!("<Notes>{choice}{members}{open}<deep29/>{close}</Notes>")
}
