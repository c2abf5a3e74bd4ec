//! Tests of [`closure`](super::super::closure).

use super::{run, schema};
use crate::components::{ElementId, Root, closure};
use crate::source::Memory;

#[test]
fn everything_that_is_needed_and_nothing_else() {
    let content = r#"
  <xs:element name="used" type="t:Used"/>
  <xs:element name="referenced" type="xs:int"/>
  <xs:element name="unused" type="t:Unused"/>
  <xs:complexType name="Base">
    <xs:attribute name="code" type="t:Code"/>
  </xs:complexType>
  <xs:complexType name="Used">
    <xs:complexContent>
      <xs:extension base="t:Base">
        <xs:sequence>
          <xs:element ref="t:referenced"/>
          <xs:element name="inner">
            <xs:simpleType>
              <xs:list itemType="t:Item"/>
            </xs:simpleType>
          </xs:element>
        </xs:sequence>
      </xs:extension>
    </xs:complexContent>
  </xs:complexType>
  <xs:complexType name="Unused"/>
  <xs:simpleType name="Code">
    <xs:union memberTypes="t:Member xs:boolean"/>
  </xs:simpleType>
  <xs:simpleType name="Member">
    <xs:restriction base="xs:token"/>
  </xs:simpleType>
  <xs:simpleType name="Item">
    <xs:restriction base="xs:double"/>
  </xs:simpleType>
"#;
    let (_, components, diagnostics) = run(&Memory::new().with("a.xsd", schema(content)), "a.xsd");
    assert!(diagnostics.is_empty());
    let selection = closure(&components, &[Root::Element(ElementId(0))], &Default::default());
    assert_eq!(selection.elements, [ElementId(0), ElementId(1)].into());
    let names: Vec<&str> =
        selection.types.iter().map(|id| components.ty(*id).name.as_ref().map_or("-", |it| it.local.as_str())).collect();
    let expected = [
        "anyType",
        "anySimpleType",
        "string",
        "boolean",
        "decimal",
        "double",
        "normalizedString",
        "token",
        "integer",
        "long",
        "int",
        "Base",
        "Used",
        "-",
        "Code",
        "Member",
        "Item",
    ];
    assert_eq!(names, expected);
}
