//! Tests of the parser: what belongs to it alone. That names are looked up and problems worded is tested with the
//! components.

use super::annotation::documentation_text;
use super::context::non_negative;
use crate::diag::Diagnostics;
use crate::dump;
use crate::source::{Catalog, Limits, Memory, load};

/// The syntax tree of a document, as text without places.
fn tree(content: &str) -> String {
    let text = format!(
        r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t">{content}</xs:schema>"#
    );
    let mut diagnostics = Diagnostics::new();
    let files = Memory::new().with("a.xsd", text);
    let input = load(&["a.xsd".to_owned()], &files, &Catalog::default(), &Limits::default(), &mut diagnostics);
    assert_eq!(diagnostics.render(&input.sources), "");
    let tree = dump::schema(&input.schemas, &input.definitions, &input.sources);
    let without_place = |line: &str| line.rsplit_once("  ").map_or(line, |(line, _)| line).to_owned() + "\n";
    tree.lines().skip(1).map(without_place).collect()
}

#[test]
fn every_construct() {
    let content = r#####"
  <xs:annotation><xs:appinfo><anything/></xs:appinfo><xs:documentation>About.</xs:documentation></xs:annotation>
  <xs:notation name="gif" public="image/gif"/>
  <xs:simpleType name="S" final="#all">
    <xs:restriction base="xs:string">
      <xs:length value="2" fixed="true"/><xs:pattern value=" a"/><xs:enumeration value="b"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="L"><xs:list itemType="xs:int"/></xs:simpleType>
  <xs:simpleType name="U">
    <xs:union memberTypes="t:S&#x20; xs:int"><xs:simpleType><xs:list itemType="xs:int"/></xs:simpleType></xs:union>
  </xs:simpleType>
  <xs:attribute name="a" type="xs:int" fixed="1"/>
  <xs:attributeGroup name="A">
    <xs:attribute ref="t:a" use="required"/><xs:attributeGroup ref="t:B"/><xs:anyAttribute namespace="##other"/>
  </xs:attributeGroup>
  <xs:attributeGroup name="B"/>
  <xs:group name="G">
    <xs:all><xs:element name="x" minOccurs="0"/></xs:all>
  </xs:group>
  <xs:complexType name="C" mixed="1">
    <xs:sequence minOccurs="0" maxOccurs="99999999999">
      <xs:element name="x" type="t:S" form="qualified" default=""/>
      <xs:choice maxOccurs="unbounded"><xs:element ref="t:e"/><xs:group ref="t:H" minOccurs="2" maxOccurs="3"/></xs:choice>
      <xs:any namespace="##local ##targetNamespace urn:x" processContents="skip"/>
    </xs:sequence>
    <xs:attribute name="b" use="prohibited"/>
  </xs:complexType>
  <xs:group name="H"><xs:sequence/></xs:group>
  <xs:complexType name="D">
    <xs:simpleContent><xs:restriction base="t:C"><xs:simpleType><xs:list itemType="xs:int"/></xs:simpleType><xs:maxLength value="1"/></xs:restriction></xs:simpleContent>
  </xs:complexType>
  <xs:complexType name="E"><xs:complexContent mixed="true"><xs:extension base="t:C"/></xs:complexContent></xs:complexType>
  <xs:element name="e" nillable="true" abstract="true" substitutionGroup="t:f">
    <xs:complexType><xs:simpleContent><xs:extension base="xs:int"/></xs:simpleContent></xs:complexType>
    <xs:key name="k"><xs:selector xpath="t:x"/><xs:field xpath="@a"/></xs:key>
    <xs:keyref name="r" refer="t:k"><xs:selector xpath="t:x"/><xs:field xpath="@a"/></xs:keyref>
  </xs:element>
  <xs:element name="f"/>
"#####;
    let expected = "  notation gif
  simpleType S restricts xs:string
    length \"2\" fixed
    pattern \" a\"
    enumeration \"b\"
  simpleType L list of xs:int
  simpleType U union of t:S xs:int
    simpleType list of xs:int
  attribute a: xs:int fixed \"1\"
  attributeGroup A
    attribute ref t:a required
    attributeGroup ref t:B
    anyAttribute ##other Strict
  attributeGroup B
  group G
    all
      element x?
  complexType C mixed
    sequence{0,4294967295}
      element x: t:S qualified default \"\"
      choice+
        element ref t:e
        group ref t:H{2,3}
      any ##local ##targetNamespace urn:x Skip
    attribute b prohibited
  group H
    sequence
  complexType D restricts t:C (simple)
    simpleType list of xs:int
    maxLength \"1\"
  complexType E mixed extends t:C
  element e substitutes t:f nillable abstract
    complexType extends xs:int (simple)
    key k
    keyref to t:k r
  element f
";
    assert_eq!(tree(content), expected);
}

#[test]
fn documentation() {
    let text = |xml: &str| {
        let document = roxmltree::Document::parse(xml).ok()?;
        documentation_text(document.root_element())
    };
    assert_eq!(text("<d> \n\t </d>"), None);
    assert_eq!(text("<d> One line. </d>").as_deref(), Some("One line."));
    assert_eq!(
        text("<d>\r\n    First.\r\n\r\n      Indented.\r\n    Last.  \r\n  </d>").as_deref(),
        Some("First.\n\n  Indented.\nLast.")
    );
    assert_eq!(
        text("<d>Beside the tag,\n   then\n     below.</d>").as_deref(),
        Some("Beside the tag,\nthen\n  below.")
    );
    assert_eq!(text("<d>With <b>markup</b> &amp; <![CDATA[<text>]]>.</d>").as_deref(), Some("With markup & <text>."));
}

#[test]
fn numbers() {
    assert_eq!(non_negative("007"), Some(7));
    assert_eq!(non_negative("+1"), Some(1));
    assert_eq!(non_negative("-0"), Some(0));
    assert_eq!(non_negative("99999999999999999999999"), Some(u64::MAX));
    for bad in ["", "+", "-", "-1", "1.0", "1 ", "٣"] {
        assert_eq!(non_negative(bad), None);
    }
}
