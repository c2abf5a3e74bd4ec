//! What schemas mean.

use super::{components, components_of, schema};
use crate::source::Memory;

#[test]
fn extensions_take_over_content_and_attributes() {
    let content = r#"
  <xs:complexType name="Derived" mixed="false">
    <xs:complexContent>
      <xs:extension base="t:Base">
        <xs:choice minOccurs="0" maxOccurs="unbounded">
          <xs:element name="b"/>
          <xs:element name="c" type="t:Base"/>
        </xs:choice>
        <xs:attribute name="y" type="xs:int" default="1"/>
        <xs:anyAttribute namespace="urn:a urn:b" processContents="lax"/>
      </xs:extension>
    </xs:complexContent>
  </xs:complexType>
  <xs:complexType name="Base" abstract="true">
    <xs:sequence>
      <xs:element name="a" type="xs:string" nillable="true"/>
    </xs:sequence>
    <xs:attribute name="x" type="xs:int" use="required"/>
    <xs:anyAttribute namespace="urn:b urn:c"/>
  </xs:complexType>
"#;
    let expected = "\
complex type t:Derived extends t:Base
  attribute x: xs:int required
  attribute y: xs:int default \"1\"
  any attribute urn:a urn:b urn:c lax
  sequence
    element a: xs:string nillable
    choice*
      element b: xs:anyType
      element c: t:Base
complex type t:Base abstract restricts xs:anyType
  attribute x: xs:int required
  any attribute urn:b urn:c strict
  sequence
    element a: xs:string nillable
";
    assert_eq!(components(content), expected);
}

#[test]
fn restrictions_change_attributes_in_place() {
    let content = r#"
  <xs:complexType name="Base">
    <xs:attribute name="a" type="xs:string"/>
    <xs:attribute name="b" type="xs:string"/>
    <xs:attribute name="c" type="xs:string"/>
  </xs:complexType>
  <xs:complexType name="Derived">
    <xs:complexContent>
      <xs:restriction base="t:Base">
        <xs:attribute name="c" use="prohibited"/>
        <xs:attribute name="a" type="xs:token" use="required"/>
      </xs:restriction>
    </xs:complexContent>
  </xs:complexType>
"#;
    let expected = "\
complex type t:Base restricts xs:anyType, empty
  attribute a: xs:string
  attribute b: xs:string
  attribute c: xs:string
complex type t:Derived restricts t:Base, empty
  attribute a: xs:token required
  attribute b: xs:string
";
    assert_eq!(components(content), expected);
}

#[test]
fn groups_are_expanded() {
    let content = r###"
  <xs:complexType name="T">
    <xs:sequence>
      <xs:group ref="t:G" minOccurs="0"/>
      <xs:element ref="t:e" maxOccurs="7"/>
      <xs:element name="never" minOccurs="0" maxOccurs="0"/>
    </xs:sequence>
    <xs:attributeGroup ref="t:A"/>
  </xs:complexType>
  <xs:group name="G">
    <xs:choice>
      <xs:element name="a" type="xs:int"/>
      <xs:any namespace="##other" processContents="skip"/>
    </xs:choice>
  </xs:group>
  <xs:attributeGroup name="A">
    <xs:attributeGroup ref="t:B"/>
    <xs:attribute ref="t:global"/>
  </xs:attributeGroup>
  <xs:attributeGroup name="B">
    <xs:attribute name="b"/>
  </xs:attributeGroup>
  <xs:attribute name="global" type="xs:int" fixed="1"/>
  <xs:element name="e" type="xs:string"/>
"###;
    let expected = "\
element t:e: xs:string
complex type t:T restricts xs:anyType
  attribute b: xs:anySimpleType
  attribute t:global: xs:int fixed \"1\"
  sequence
    choice?
      element a: xs:int
      any not urn:t skip
    element ref t:e{1,7}: xs:string
";
    assert_eq!(components(content), expected);
}

#[test]
fn an_empty_alternative_makes_a_choice_optional() {
    let content = r#"
  <xs:complexType name="T">
    <xs:choice>
      <xs:element name="a"/>
      <xs:sequence/>
    </xs:choice>
  </xs:complexType>
"#;
    let expected = "\
complex type t:T restricts xs:anyType
  choice?
    element a: xs:anyType
";
    assert_eq!(components(content), expected);
}

#[test]
fn simple_types() {
    let content = r#"
  <xs:simpleType name="List">
    <xs:list>
      <xs:simpleType>
        <xs:union memberTypes="t:Code xs:int">
          <xs:simpleType>
            <xs:restriction base="xs:date"/>
          </xs:simpleType>
        </xs:union>
      </xs:simpleType>
    </xs:list>
  </xs:simpleType>
  <xs:simpleType name="ShortList">
    <xs:restriction base="t:List">
      <xs:maxLength value="3"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="Code">
    <xs:restriction base="xs:token">
      <xs:enumeration value="  a   b "/>
      <xs:pattern value="[a-z]+"/>
      <xs:pattern value="[0-9]+"/>
    </xs:restriction>
  </xs:simpleType>
"#;
    let expected = "\
simple type t:List restricts xs:anySimpleType, list of #47(t:List)
simple type #47(t:List) restricts xs:anySimpleType, union of t:Code xs:int #48(t:List)
simple type #48(t:List) restricts xs:date, atomic xs:date
simple type t:ShortList restricts t:List, list of #47(t:List)
  maxLength 3
simple type t:Code restricts xs:token, atomic xs:token
  enumeration \"a b\"
  pattern \"[a-z]+\" or \"[0-9]+\"
";
    assert_eq!(components(content), expected);
}

#[test]
fn simple_content() {
    let content = r#"
  <xs:complexType name="Price">
    <xs:simpleContent>
      <xs:extension base="xs:decimal">
        <xs:attribute name="currency" type="xs:token"/>
      </xs:extension>
    </xs:simpleContent>
  </xs:complexType>
  <xs:complexType name="Cheap">
    <xs:simpleContent>
      <xs:restriction base="t:Price">
        <xs:maxInclusive value="10"/>
      </xs:restriction>
    </xs:simpleContent>
  </xs:complexType>
  <xs:complexType name="Same">
    <xs:simpleContent>
      <xs:extension base="t:Cheap"/>
    </xs:simpleContent>
  </xs:complexType>
"#;
    let expected = "\
complex type t:Price extends xs:decimal, text of xs:decimal
  attribute currency: xs:token
complex type t:Cheap restricts t:Price, text of #48(t:Cheap)
  attribute currency: xs:token
simple type #48(t:Cheap) restricts xs:decimal, atomic xs:decimal
  maxInclusive 10
complex type t:Same extends t:Cheap, text of #48(t:Cheap)
  attribute currency: xs:token
";
    assert_eq!(components(content), expected);
}

#[test]
fn substitution_groups_pass_on_their_type() {
    let content = r#"
  <xs:element name="member" substitutionGroup="t:head"/>
  <xs:element name="head" type="t:T" abstract="true"/>
  <xs:complexType name="T"/>
"#;
    let expected = "\
element t:member: t:T substitutes t:head
element t:head: t:T abstract
complex type t:T restricts xs:anyType, empty
";
    assert_eq!(components(content), expected);
}

#[test]
fn a_schema_without_namespace_takes_on_that_of_the_including_one() {
    let included = r#"<schema xmlns="http://www.w3.org/2001/XMLSchema" xmlns:u="urn:t" elementFormDefault="qualified">
  <complexType name="Node">
    <sequence>
      <element name="next" type="u:Node" minOccurs="0"/>
    </sequence>
  </complexType>
</schema>"#;
    let including = schema(r#"<xs:include schemaLocation="parts/node.xsd"/><xs:element name="node" type="t:Node"/>"#);
    let files = Memory::new().with("a.xsd", including).with("parts/node.xsd", included);
    let expected = "\
element t:node: t:Node
complex type t:Node restricts xs:anyType
  sequence
    element t:next?: t:Node
";
    assert_eq!(components_of(&files, "a.xsd"), expected);
}

#[test]
fn names_without_prefix_follow_a_chameleon() {
    let included = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:element name="node" type="Node"/>
  <xs:complexType name="Node"/>
</xs:schema>"#;
    let files =
        Memory::new().with("a.xsd", schema(r#"<xs:include schemaLocation="node.xsd"/>"#)).with("node.xsd", included);
    assert_eq!(
        components_of(&files, "a.xsd"),
        "element t:node: t:Node\ncomplex type t:Node restricts xs:anyType, empty\n"
    );
}

#[test]
fn attributes_of_the_xml_namespace_are_known() {
    let content = r#"
  <xs:import namespace="http://www.w3.org/XML/1998/namespace"/>
  <xs:complexType name="T">
    <xs:attribute ref="xml:lang" use="required"/>
    <xs:attribute ref="xml:space" default="preserve"/>
  </xs:complexType>
"#;
    let text = components(content);
    let attributes: Vec<&str> = text.lines().filter(|it| it.trim_start().starts_with("attribute")).collect();
    let expected =
        ["  attribute xml:lang: #47(xml:lang) required", "  attribute xml:space: #49(xml:space) default \"preserve\""];
    assert_eq!(attributes, expected);
}
