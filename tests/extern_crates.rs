//! Two new crates outside the workspace: one generates types, the other takes them from there by the option
//! `extern_crates`. Both are built, and a document with types of both is read and written.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const MANIFEST: &str = r#"[package]
name = "NAME"
version = "0.0.0"
edition = "2024"
publish = false

[dependencies]
xsd-runtime = { path = "ROOT/runtime" }
MORE
[build-dependencies]
xsd-codegen = { path = "ROOT/codegen", default-features = false }

# It belongs to no workspace above it.
[workspace]
"#;

const BUILD: &str = r#"fn main() -> Result<(), xsd_codegen::Error> {
    xsd_codegen::Builder::from_config("codegen.toml")?.build()
}
"#;

const COMMON: &str = r#"pub mod types {
    include!(concat!(env!("OUT_DIR"), "/common.rs"));
}
"#;

const COMMON_CONFIG: &str = r#"schemas = ["common.xsd"]
file = "common"

[prefixes]
geo = "urn:common"

[modules]
u = "units"
"#;

const COMMON_SCHEMA: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:c="urn:common" xmlns:u="urn:units"
           targetNamespace="urn:common" elementFormDefault="qualified">
  <xs:import namespace="urn:units" schemaLocation="units.xsd"/>
  <xs:element name="Place" type="c:PlaceType"/>
  <xs:complexType name="PlaceType">
    <xs:sequence>
      <xs:element name="Height" type="u:LengthType"/>
      <xs:element name="Corner" minOccurs="0" maxOccurs="unbounded">
        <xs:complexType>
          <xs:attribute name="paved" type="xs:boolean" use="required"/>
        </xs:complexType>
      </xs:element>
    </xs:sequence>
  </xs:complexType>
  <xs:simpleType name="CodeType">
    <xs:restriction base="xs:string"><xs:pattern value="[A-Z]{3}"/></xs:restriction>
  </xs:simpleType>
</xs:schema>
"#;

const UNITS: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:u="urn:units" targetNamespace="urn:units"
           elementFormDefault="qualified">
  <xs:complexType name="LengthType">
    <xs:sequence>
      <xs:element name="Metres" type="xs:decimal"/>
    </xs:sequence>
  </xs:complexType>
</xs:schema>
"#;

/// What the second crate has of the first one's schema: the names, and nothing of what is behind them. So it does not
/// load the namespace of the units, which the first crate's code writes.
const OUTLINE: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:c="urn:common" targetNamespace="urn:common">
  <xs:element name="Place" type="c:PlaceType"/>
  <xs:complexType name="PlaceType"/>
  <xs:simpleType name="CodeType"><xs:restriction base="xs:string"/></xs:simpleType>
</xs:schema>
"#;

const USER_CONFIG: &str = r#"schemas = ["tours.wsdl"]
file = "tours"
document = "Document"

[extern_crates]
"common::types" = "../common/codegen.toml"
"#;

/// One message is an element of the first crate.
const WSDL: &str = r#"<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
                  xmlns:c="urn:common" xmlns:t="urn:tours" xmlns:w="urn:service" targetNamespace="urn:service">
  <wsdl:types>
    <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:import namespace="urn:tours" schemaLocation="tours.xsd"/></xs:schema>
  </wsdl:types>
  <wsdl:message name="In"><wsdl:part name="body" element="c:Place"/></wsdl:message>
  <wsdl:message name="Out"><wsdl:part name="body" element="t:Tour"/></wsdl:message>
  <wsdl:portType name="Port">
    <wsdl:operation name="Find"><wsdl:input message="w:In"/><wsdl:output message="w:Out"/></wsdl:operation>
  </wsdl:portType>
  <wsdl:binding name="Binding" type="w:Port">
    <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="Find">
      <soap:operation soapAction="urn:find"/>
      <wsdl:input><soap:body use="literal"/></wsdl:input>
      <wsdl:output><soap:body use="literal"/></wsdl:output>
    </wsdl:operation>
  </wsdl:binding>
</wsdl:definitions>
"#;

const TOURS: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:c="urn:common" xmlns:t="urn:tours"
           targetNamespace="urn:tours" elementFormDefault="qualified">
  <xs:import namespace="urn:common" schemaLocation="outline.xsd"/>
  <xs:element name="Tour">
    <xs:complexType>
      <xs:sequence>
        <xs:element ref="c:Place" maxOccurs="unbounded"/>
        <xs:element name="End" type="c:PlaceType" minOccurs="0"/>
      </xs:sequence>
      <xs:attribute name="code" type="c:CodeType" use="required"/>
    </xs:complexType>
  </xs:element>
</xs:schema>
"#;

const MAIN: &str = r#"mod tours {
    include!(concat!(env!("OUT_DIR"), "/tours.rs"));
}

fn find<O: xsd_runtime::Operation<Request = common::types::Place, Response = tours::Tour>>() -> &'static str {
    O::SOAP_ACTION
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let document = std::fs::read_to_string("tour.xml")?;
    let strict = xsd_runtime::ReadOptions::strict();
    let tour: tours::Tour = strict.read(&document)?;
    let places: &[common::types::Place] = &tour.place;
    println!("{} {} {}", tour.code, places.len(), places[0].height.metres);
    let written = xsd_runtime::to_string(&tour)?;
    println!("{written}");
    assert_eq!(strict.read::<tours::Tour>(&written)?, tour);

    // The same by the enum of all elements, which has those of the other crate too.
    let any: tours::Document = strict.read_document(&document)?;
    assert_eq!(any, tours::Document::Tour(Box::new(tour)));
    let place: tours::Document = strict.read_document(&xsd_runtime::to_string(&places_first(&any))?)?;
    assert!(matches!(place, tours::Document::Place(_)));

    // A checked value is made on the way, and what is known of the other crate's types is derived.
    assert!(tours::Tour::new("abc").is_err());
    assert_eq!(tours::Tour::new("ABC")?.place, []);
    fn hash<T: Eq + std::hash::Hash>(_: &T) {}
    hash(&tours::Tour::new("ABC")?);
    println!("{}", find::<tours::operations::Find>());
    Ok(())
}

fn places_first(any: &tours::Document) -> common::types::Place {
    match any {
        tours::Document::Tour(tour) => tour.place[0].clone(),
        tours::Document::Place(place) => (**place).clone(),
    }
}
"#;

const DOCUMENT: &str = r#"<Tour xmlns="urn:tours" xmlns:c="urn:common" xmlns:u="urn:units" code="ABC">
  <c:Place><c:Height><u:Metres>12.5</u:Metres></c:Height><c:Corner paved="true"/></c:Place>
  <c:Place><c:Height><u:Metres>7</u:Metres></c:Height></c:Place>
  <End><c:Height><u:Metres>0</u:Metres></c:Height></End>
</Tour>
"#;

struct Crates {
    folder: PathBuf,
    /// That of the other test that builds crates, so that dependencies are compiled once.
    target: PathBuf,
}

impl Crates {
    fn new() -> Crates {
        let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let crates =
            Crates { folder: temporary.join("extern_crates"), target: temporary.join("downstream").join("target") };
        let root = env!("CARGO_MANIFEST_DIR").replace('\\', "/");
        let lock = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock")).unwrap();
        for (name, more) in [("common", ""), ("tours", "common = { path = \"../common\" }\n")] {
            let manifest = MANIFEST.replace("NAME", name).replace("ROOT", &root).replace("MORE", more);
            crates.write(&format!("{name}/Cargo.toml"), &manifest);
            crates.write(&format!("{name}/build.rs"), BUILD);
            // The versions that this workspace uses are there also without a network.
            crates.write(&format!("{name}/Cargo.lock"), &lock);
        }
        crates.write("common/src/lib.rs", COMMON);
        crates.write("common/codegen.toml", COMMON_CONFIG);
        crates.write("common/common.xsd", COMMON_SCHEMA);
        crates.write("common/units.xsd", UNITS);
        crates.write("tours/src/main.rs", MAIN);
        crates.write("tours/codegen.toml", USER_CONFIG);
        crates.write("tours/tours.wsdl", WSDL);
        crates.write("tours/tours.xsd", TOURS);
        crates.write("tours/outline.xsd", OUTLINE);
        crates.write("tours/tour.xml", DOCUMENT);
        crates
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Builds both crates if need be, and runs the second.
    fn run(&self) -> Output {
        let mut command = Command::new(env!("CARGO"));
        command.args(["run", "--offline", "--quiet", "--target-dir"]).arg(&self.target);
        command.current_dir(self.folder.join("tours")).env_remove("CARGO_TARGET_DIR").output().unwrap()
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace("\r\n", "\n")
}

#[test]
fn types_of_another_crate() {
    let crates = Crates::new();
    let output = crates.run();
    assert!(output.status.success(), "{}", text(&output.stderr));
    // The prefixes are those of the first crate, which has one that no document of the second declares.
    let expected = "ABC 2 12.5\n\
        <t:Tour xmlns:t=\"urn:tours\" xmlns:geo=\"urn:common\" xmlns:u=\"urn:units\" code=\"ABC\">\
        <geo:Place><geo:Height><u:Metres>12.5</u:Metres></geo:Height><geo:Corner paved=\"true\"/></geo:Place>\
        <geo:Place><geo:Height><u:Metres>7</u:Metres></geo:Height></geo:Place>\
        <t:End><geo:Height><u:Metres>0</u:Metres></geo:Height></t:End></t:Tour>\n\
        urn:find\n";
    assert_eq!(text(&output.stdout), expected);
    assert_eq!(text(&output.stderr), "");

    // The second crate follows the documents of the first.
    crates.write("common/units.xsd", &UNITS.replace("Metres", "Feet"));
    let output = crates.run();
    assert!(!output.status.success());
    assert!(text(&output.stderr).contains("no field `metres` on type"), "{}", text(&output.stderr));
    crates.write("common/units.xsd", UNITS);

    // What is wrong with the first crate's configuration is told with its name.
    let config = xsd_codegen::Builder::from_config(crates.folder.join("tours/codegen.toml")).unwrap();
    crates.write("common/codegen.toml", &COMMON_CONFIG.replace("file =", "roots = [\"geo:Town\"]\nfile ="));
    let message = config.generate().unwrap_err().to_string();
    let expected = "error[nothing-selected]: the root `geo:Town` matches nothing\n\
        help: there are geo:CodeType, geo:Place, geo:PlaceType, u:LengthType\n\
        note: `common::types` comes from the configuration ../common/codegen.toml\n";
    assert!(message.starts_with(expected), "{message}");
    crates.write("common/codegen.toml", COMMON_CONFIG);
}
