//! What is wrong with a schema is said in these words.

use super::problems;

#[test]
fn type_misspelt() {
    let schema = r#"
  <xs:element name="DisplayName" type="t:NonEmptyStrinType"/>
  <xs:simpleType name="NonEmptyStringType">
    <xs:restriction base="xs:string"/>
  </xs:simpleType>
"#;
    let expected = r#"
error[unresolved-type]: type `t:NonEmptyStrinType` is not declared
 --> a.xsd:2:40
  |
2 |   <xs:element name="DisplayName" type="t:NonEmptyStrinType"/>
  |                                        ^^^^^^^^^^^^^^^^^^^ no such type in namespace `urn:t`
  |
help: a type with a similar name, `t:NonEmptyStringType`, is declared here
 --> a.xsd:3:24

error: 1 problem in 1 document; nothing was written
"#;
    assert_eq!(problems(schema), expected.trim_start());
}

#[test]
fn built_in_type_misspelt() {
    let schema = r#"
  <xs:attribute name="a" type="xs:strin"/>
"#;
    let expected = r#"
error[unresolved-type]: type `xs:strin` is not declared
 --> a.xsd:2:32
  |
2 |   <xs:attribute name="a" type="xs:strin"/>
  |                                ^^^^^^^^ no such type in namespace `http://www.w3.org/2001/XMLSchema`
  |
help: a type with a similar name, `xs:string`, is built in

error: 1 problem in 1 document; nothing was written
"#;
    assert_eq!(problems(schema), expected.trim_start());
}

#[test]
fn prefix_not_declared() {
    let schema = r#"
  <xs:element name="a" type="u:T"/>
"#;
    let expected = r#"
error[undeclared-prefix]: the prefix `u` is not declared
 --> a.xsd:2:30
  |
2 |   <xs:element name="a" type="u:T"/>
  |                              ^^^ no `xmlns:u` in scope

error: 1 problem in 1 document; nothing was written
"#;
    assert_eq!(problems(schema), expected.trim_start());
}

#[test]
fn name_declared_twice() {
    let schema = r#"
  <xs:simpleType name="T">
    <xs:restriction base="xs:int"/>
  </xs:simpleType>
  <xs:complexType name="T"/>
"#;
    let expected = r#"
error[duplicate-name]: type `t:T` is declared twice (sch-props-correct)
 --> a.xsd:5:25
  |
5 |   <xs:complexType name="T"/>
  |                         ^
  |
note: it is first declared here
 --> a.xsd:2:24

error: 1 problem in 1 document; nothing was written
"#;
    assert_eq!(problems(schema), expected.trim_start());
}

#[test]
fn derivation_in_a_circle() {
    let schema = r#"
  <xs:complexType name="A">
    <xs:complexContent>
      <xs:extension base="t:B"/>
    </xs:complexContent>
  </xs:complexType>
  <xs:complexType name="B">
    <xs:complexContent>
      <xs:extension base="t:A"/>
    </xs:complexContent>
  </xs:complexType>
"#;
    let expected = r#"
error[circular-definition]: `t:B` is derived from itself (ct-props-correct)
 --> a.xsd:9:27
  |
9 |       <xs:extension base="t:A"/>
  |                           ^^^ this base type leads back to it

error: 1 problem in 1 document; nothing was written
"#;
    assert_eq!(problems(schema), expected.trim_start());
}

#[test]
fn union_of_itself() {
    let schema = r#"
  <xs:simpleType name="U">
    <xs:union memberTypes="xs:int t:U"/>
  </xs:simpleType>
"#;
    let expected = r#"
error[circular-definition]: `t:U` is made of itself (st-props-correct)
 --> a.xsd:3:35
  |
3 |     <xs:union memberTypes="xs:int t:U"/>
  |                                   ^^^ this reference leads back to it

error: 1 problem in 1 document; nothing was written
"#;
    assert_eq!(problems(schema), expected.trim_start());
}

#[test]
fn group_in_itself() {
    let schema = r#"
  <xs:group name="G">
    <xs:choice>
      <xs:element name="a"/>
      <xs:group ref="t:G"/>
    </xs:choice>
  </xs:group>
"#;
    let expected = r#"
error[circular-definition]: group `t:G` contains itself (mg-props-correct)
 --> a.xsd:5:22
  |
5 |       <xs:group ref="t:G"/>
  |                      ^^^ this reference leads back to it

error: 1 problem in 1 document; nothing was written
"#;
    assert_eq!(problems(schema), expected.trim_start());
}

#[test]
fn text_and_elements() {
    let schema = r#"
  <xs:complexType name="Base">
    <xs:simpleContent>
      <xs:extension base="xs:string"/>
    </xs:simpleContent>
  </xs:complexType>
  <xs:complexType name="Derived">
    <xs:complexContent>
      <xs:extension base="t:Base">
        <xs:sequence>
          <xs:element name="a"/>
        </xs:sequence>
      </xs:extension>
    </xs:complexContent>
  </xs:complexType>
"#;
    let expected = r#"
error[content-mismatch]: type `t:Base` has text for content and cannot get elements (cos-ct-extends)
 --> a.xsd:9:27
  |
9 |       <xs:extension base="t:Base">
  |                           ^^^^^^

error: 1 problem in 1 document; nothing was written
"#;
    assert_eq!(problems(schema), expected.trim_start());
}

#[test]
fn simple_base_of_complex_content() {
    let schema = r#"
  <xs:complexType name="Derived">
    <xs:complexContent>
      <xs:extension base="xs:string"/>
    </xs:complexContent>
  </xs:complexType>
"#;
    let expected = r#"
error[base-is-simple]: type `xs:string` is simple and cannot be the base of complex content (src-ct)
 --> a.xsd:4:27
  |
4 |       <xs:extension base="xs:string"/>
  |                           ^^^^^^^^^
  |
help: text with attributes is an extension in `xs:simpleContent`

error: 1 problem in 1 document; nothing was written
"#;
    assert_eq!(problems(schema), expected.trim_start());
}

#[test]
fn complex_base_of_simple_content() {
    let schema = r#"
  <xs:complexType name="Base"/>
  <xs:complexType name="Derived">
    <xs:simpleContent>
      <xs:extension base="t:Base"/>
    </xs:simpleContent>
  </xs:complexType>
"#;
    let expected = r#"
error[base-is-complex]: type `t:Base` has no simple content (src-ct)
 --> a.xsd:5:27
  |
5 |       <xs:extension base="t:Base"/>
  |                           ^^^^^^
  |
note: it is declared here
 --> a.xsd:2:3

error: 1 problem in 1 document; nothing was written
"#;
    assert_eq!(problems(schema), expected.trim_start());
}

#[test]
fn final_type() {
    let schema = r#"
  <xs:simpleType name="Code" final="restriction">
    <xs:restriction base="xs:string"/>
  </xs:simpleType>
  <xs:simpleType name="ShortCode">
    <xs:restriction base="t:Code"/>
  </xs:simpleType>
"#;
    let expected = r#"
error[final-type]: `t:Code` is final for `restriction` (cos-st-restricts)
 --> a.xsd:6:27
  |
6 |     <xs:restriction base="t:Code"/>
  |                           ^^^^^^
  |
help: to go on all the same, write `final-type = "warning"` under [rules]; what is written then stands

error: 1 problem in 1 document; nothing was written
"#;
    assert_eq!(problems(schema), expected.trim_start());
}

#[test]
fn facets_that_contradict() {
    let schema = r#"
  <xs:simpleType name="Code">
    <xs:restriction base="xs:string">
      <xs:minLength value="9"/>
      <xs:maxLength value="5"/>
      <xs:totalDigits value="3"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="Percent">
    <xs:restriction base="xs:int">
      <xs:minInclusive value="100"/>
      <xs:maxInclusive value="99.5"/>
    </xs:restriction>
  </xs:simpleType>
"#;
    let expected = r#"
error[contradictory-facets]: `minLength` 9 is greater than `maxLength` 5 (minLength-less-than-equal-to-maxLength)
 --> a.xsd:4:28
  |
4 |       <xs:minLength value="9"/>
  |                            ^
  |
note: the other facet is here
 --> a.xsd:5:28
help: to go on all the same, write `contradictory-facets = "warning"` under [rules]; all of them are then checked

error[facet-not-applicable]: facet `totalDigits` does not apply to types derived from `xs:string` (cos-applicable-facets)
 --> a.xsd:6:30
  |
6 |       <xs:totalDigits value="3"/>
  |                              ^
  |
help: to go on all the same, write `facet-not-applicable = "warning"` under [rules]; what breaks the rule is then left out

error[bad-value]: `99.5` is no value for `maxInclusive`
  --> a.xsd:12:31
   |
12 |       <xs:maxInclusive value="99.5"/>
   |                               ^^^^ expected a value of `xs:int`
   |
note: "99.5" is not a valid xs:integer: not a number

error: 3 problems in 1 document; nothing was written
"#;
    assert_eq!(problems(schema), expected.trim_start());
}

#[test]
fn value_listed_twice() {
    let schema = r#"
  <xs:simpleType name="Color">
    <xs:restriction base="xs:token">
      <xs:enumeration value="red"/>
      <xs:enumeration value=" red "/>
    </xs:restriction>
  </xs:simpleType>
"#;
    let expected = r#"
warning[duplicate-value]: the value `red` is listed twice
 --> a.xsd:5:7
  |
5 |       <xs:enumeration value=" red "/>
  |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
note: it is first listed here
 --> a.xsd:4:7

warning: 1 warning in 1 document
"#;
    assert_eq!(problems(schema), expected.trim_start());
}

#[test]
fn element_with_two_types() {
    let schema = r#"
  <xs:complexType name="Order">
    <xs:sequence>
      <xs:element name="id" type="xs:int"/>
      <xs:element name="id" type="xs:string"/>
    </xs:sequence>
  </xs:complexType>
"#;
    let expected = r#"
error[inconsistent-elements]: element `id` has two types in one content model (cos-element-consistent)
 --> a.xsd:5:7
  |
5 |       <xs:element name="id" type="xs:string"/>
  |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
note: it has another type here
 --> a.xsd:4:7

error: 1 problem in 1 document; nothing was written
"#;
    assert_eq!(problems(schema), expected.trim_start());
}

#[test]
fn all_within_a_sequence() {
    let schema = r#"
  <xs:group name="G">
    <xs:all>
      <xs:element name="a"/>
    </xs:all>
  </xs:group>
  <xs:complexType name="T">
    <xs:sequence>
      <xs:group ref="t:G"/>
    </xs:sequence>
  </xs:complexType>
"#;
    let expected = r#"
error[misplaced-all]: `xs:all` can only be the whole content of a type (cos-all-limited)
 --> a.xsd:9:7
  |
9 |       <xs:group ref="t:G"/>
  |       ^^^^^^^^^^^^^^^^^^^^^ part of a larger content model
  |
help: to go on all the same, write `misplaced-all = "warning"` under [rules]; what is written then stands

error: 1 problem in 1 document; nothing was written
"#;
    assert_eq!(problems(schema), expected.trim_start());
}

#[test]
fn ambiguous_content() {
    let schema = r#"
  <xs:complexType name="T">
    <xs:sequence>
      <xs:element name="a" type="xs:int" minOccurs="0"/>
      <xs:element name="a" type="xs:int"/>
    </xs:sequence>
  </xs:complexType>
"#;
    let expected = r#"
error[ambiguous-content]: element `a` competes with another particle of the content model (cos-nonambig)
 --> a.xsd:5:7
  |
5 |       <xs:element name="a" type="xs:int"/>
  |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ both match `a`
  |
note: the other particle is here
 --> a.xsd:4:7
help: to go on all the same, write `ambiguous-content = "warning"` under [rules]; what is written then stands

error: 1 problem in 1 document; nothing was written
"#;
    assert_eq!(problems(schema), expected.trim_start());
}

#[test]
fn attribute_declared_twice() {
    let schema = r#"
  <xs:attributeGroup name="G">
    <xs:attribute name="a" type="xs:int"/>
  </xs:attributeGroup>
  <xs:complexType name="T">
    <xs:attribute name="a" type="xs:int"/>
    <xs:attributeGroup ref="t:G"/>
  </xs:complexType>
"#;
    let expected = r#"
error[duplicate-attribute]: attribute `a` is declared twice (ct-props-correct)
 --> a.xsd:7:29
  |
7 |     <xs:attributeGroup ref="t:G"/>
  |                             ^^^
  |
note: it is first declared here
 --> a.xsd:6:5
help: to go on all the same, write `duplicate-attribute = "warning"` under [rules]; the first of the two then counts

error: 1 problem in 1 document; nothing was written
"#;
    assert_eq!(problems(schema), expected.trim_start());
}

#[test]
fn syntax() {
    let schema = r#"
  <xs:element ref="t:a" name="a"/>
  <xs:complexType name="T">
    <xs:sequence>
      <xs:element name="a" minOccurs="3" maxOccurs="2"/>
      <xs:annotation/>
      <xs:elment name="b"/>
      <xs:assert test="@a"/>
    </xs:sequence>
    <xs:attribute name="a" use="maybe"/>
  </xs:complexType>
"#;
    let expected = r#"
error[unexpected-attribute]: the attribute `ref` is not allowed here
 --> a.xsd:2:15
  |
2 |   <xs:element ref="t:a" name="a"/>
  |               ^^^ not for global declarations
  |
help: to go on all the same, write `unexpected-attribute = "warning"` under [rules]; what breaks the rule is then left out

error[bad-occurrence]: `minOccurs` is greater than `maxOccurs` (p-props-correct)
 --> a.xsd:5:53
  |
5 |       <xs:element name="a" minOccurs="3" maxOccurs="2"/>
  |                                                     ^ at least 3, at most 2

error[element-order]: `xs:annotation` must stand before `xs:element` in `xs:sequence`
 --> a.xsd:6:7
  |
6 |       <xs:annotation/>
  |       ^^^^^^^^^^^^^^^^
  |
help: to go on all the same, write `element-order = "warning"` under [rules]; what is written then stands

error[unknown-element]: XSD has no element `xs:elment`
 --> a.xsd:7:7
  |
7 |       <xs:elment name="b"/>
  |       ^^^^^^^^^^^^^^^^^^^^^

error[unsupported-xsd-1.1]: `xs:assert` belongs to XSD 1.1, which is not supported
 --> a.xsd:8:7
  |
8 |       <xs:assert test="@a"/>
  |       ^^^^^^^^^^^^^^^^^^^^^^

error[bad-value]: `maybe` is no value for `use`
  --> a.xsd:10:33
   |
10 |     <xs:attribute name="a" use="maybe"/>
   |                                 ^^^^^ expected `optional`, `required` or `prohibited`

error: 6 problems in 1 document; nothing was written
"#;
    assert_eq!(problems(schema), expected.trim_start());
}
