//! Tests of [`closure`](super::super::closure).

use super::{run, schema};
use crate::components::{Boundary, Components, ElementId, QName, Root, TypeId, closure, closure_within, namespaces};
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
    let selection = closure(&components, &[Root::Element(ElementId(0))]);
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

/// The names of the types of the schema that are selected.
fn types(components: &Components, boundary: &Boundary) -> Vec<String> {
    let selection = closure_within(components, &[Root::Element(ElementId(0))], boundary);
    let types = selection.types.iter().map(|&id| components.ty(id)).filter(|ty| ty.span.is_some());
    types.filter_map(|ty| Some(ty.name.as_ref()?.local.clone())).collect()
}

#[test]
fn what_is_behind_a_boundary_is_not_selected() {
    let content = r#"
  <xs:element name="root" type="t:Root"/>
  <xs:element name="head" type="t:Head"/>
  <xs:element name="one" type="t:One" substitutionGroup="t:head"/>
  <xs:complexType name="Root">
    <xs:sequence>
      <xs:element name="a" type="t:A"/>
      <xs:element ref="t:head"/>
    </xs:sequence>
    <xs:attribute name="c" type="t:C"/>
  </xs:complexType>
  <xs:complexType name="A"><xs:sequence><xs:element name="c" type="t:C"/><xs:element name="b" type="t:B"/></xs:sequence></xs:complexType>
  <xs:complexType name="B"/>
  <xs:simpleType name="C"><xs:restriction base="t:D"/></xs:simpleType>
  <xs:simpleType name="D"><xs:restriction base="xs:string"/></xs:simpleType>
  <xs:complexType name="Head"/>
  <xs:complexType name="One"><xs:complexContent><xs:extension base="t:Head"/></xs:complexContent></xs:complexType>
"#;
    let (_, components, diagnostics) = run(&Memory::new().with("a.xsd", schema(content)), "a.xsd");
    assert!(diagnostics.is_empty());
    let named = |local: &str| {
        let at = components.types.iter().position(|ty| ty.name.as_ref().is_some_and(|name| name.local == local));
        TypeId(u32::try_from(at.expect("a type")).expect("a few types"))
    };
    let namespace = components.namespaces[0].uri.clone();
    let name = |local: &str| QName { namespace: namespace.clone(), local: local.to_owned() };
    let within = |boundary: Boundary| types(&components, &boundary);

    assert_eq!(within(Boundary::default()), ["Root", "A", "B", "C", "D", "Head", "One"]);
    assert_eq!(
        within(Boundary { types: [named("C")].into(), ..Boundary::default() }),
        ["Root", "A", "B", "Head", "One"]
    );
    // An attribute still needs its type.
    let content = [named("A"), named("C"), named("D"), named("Head")].into();
    assert_eq!(within(Boundary { content, ..Boundary::default() }), ["Root", "C", "One"]);
    let elements = [ElementId(2)].into();
    assert_eq!(within(Boundary { elements, ..Boundary::default() }), ["Root", "A", "B", "C", "D", "Head"]);
    for (member, expected) in [
        ("a", &["Root", "C", "D", "Head", "One"][..]),
        // All that can stand there, or one of them.
        ("head", &["Root", "A", "B", "C", "D"]),
        ("one", &["Root", "A", "B", "C", "D", "Head"]),
    ] {
        // Members are found under their own names.
        let member = if member == "a" { QName { namespace: None, ..name("a") } } else { name(member) };
        let members = [(named("Root"), [member].into())].into();
        let boundary = Boundary { members, ..Boundary::default() };
        assert_eq!(within(boundary), expected);
    }
    let selection = closure(&components, &[Root::Type(named("D"))]);
    assert_eq!(namespaces(&components, &selection), namespace.as_deref().into_iter().collect());
    assert!(namespaces(&components, &closure(&components, &[])).is_empty());
}
