//! Documents made to exhaust stack, memory or patience: refused, or resolved in time.

use std::fmt::Write;

use super::{problems, run, schema};
use crate::components::{Root, TypeId, closure};
use crate::source::Memory;

/// The first line of what is wrong.
fn first_problem(content: &str) -> String {
    problems(content).lines().next().unwrap_or("").to_owned()
}

#[test]
fn groups_that_double() {
    let mut content =
        String::from(r#"<xs:group name="G0"><xs:sequence><xs:element name="a"/></xs:sequence></xs:group>"#);
    for idx in 1..60 {
        let below = idx - 1;
        let _ = write!(
            content,
            r#"<xs:group name="G{idx}"><xs:sequence><xs:group ref="t:G{below}"/><xs:group ref="t:G{below}"/></xs:sequence></xs:group>"#
        );
    }
    content.push_str(r#"<xs:complexType name="T"><xs:group ref="t:G59"/></xs:complexType>"#);
    assert_eq!(
        first_problem(&content),
        "error[content-too-large]: the content of all types together has more than 1000000 particles"
    );
}

#[test]
fn heads_with_many_members_in_many_places() {
    let mut content = String::from(r#"<xs:element name="head" type="xs:string"/>"#);
    for idx in 0..1_100 {
        let _ = write!(
            content,
            r#"<xs:element name="a{idx}" substitutionGroup="t:head"/><xs:complexType name="T{idx}"><xs:sequence><xs:element ref="t:head"/></xs:sequence></xs:complexType>"#
        );
    }
    assert_eq!(
        first_problem(&content),
        "error[content-too-large]: the content of all types together has more than 1000000 particles"
    );
}

#[test]
fn groups_in_groups() {
    let mut content = String::new();
    for idx in 0..2_000 {
        let below = idx + 1;
        let _ = write!(
            content,
            r#"<xs:group name="G{idx}"><xs:sequence><xs:element name="a{idx}"/><xs:sequence><xs:group ref="t:G{below}"/></xs:sequence></xs:sequence></xs:group>"#
        );
    }
    content.push_str(r#"<xs:group name="G2000"><xs:sequence><xs:element name="a"/></xs:sequence></xs:group>"#);
    assert_eq!(
        first_problem(&content),
        "error[content-too-deep]: the content model is nested more than 256 deep once groups are expanded"
    );
}

#[test]
fn a_long_chain_of_base_types() {
    let mut content = String::new();
    for idx in 0..1_000 {
        let base = idx + 1;
        let _ = write!(
            content,
            r#"<xs:complexType name="T{idx}"><xs:complexContent><xs:extension base="t:T{base}"><xs:sequence><xs:element name="a{idx}"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>"#
        );
    }
    content.push_str(r#"<xs:complexType name="T1000"/>"#);
    let (_, components, diagnostics) = run(&Memory::new().with("a.xsd", schema(&content)), "a.xsd");
    assert!(diagnostics.is_empty());
    let last = u32::try_from(components.types.len()).map_or(0, |it| it - 1);
    assert_eq!(closure(&components, &[Root::Type(TypeId(last - 1_000))]).types.len(), 1_002);
}

#[test]
fn a_long_chain_of_simple_types() {
    let mut content = String::new();
    for idx in 0..20_000 {
        let base = idx + 1;
        let _ = write!(content, r#"<xs:simpleType name="T{idx}"><xs:union memberTypes="t:T{base}"/></xs:simpleType>"#);
    }
    content.push_str(r#"<xs:simpleType name="T20000"><xs:union memberTypes="t:T0"/></xs:simpleType>"#);
    assert_eq!(first_problem(&content), "error[circular-definition]: `t:T20000` is made of itself (st-props-correct)");
}

#[test]
fn many_names_without_meaning() {
    let mut content = String::new();
    for idx in 0..20_000 {
        let _ = writeln!(content, r#"<xs:element name="element{idx}" type="t:Type{idx}"/>"#);
    }
    let problems = problems(&content);
    assert!(
        problems.ends_with("note: 19900 more not shown\n\nerror: 20000 problems in 1 document; nothing was written\n")
    );
}

#[test]
fn many_optional_elements_and_wildcards() {
    let mut content = String::from(r#"<xs:complexType name="T"><xs:sequence>"#);
    for idx in 0..10_000 {
        let _ = write!(content, r#"<xs:element name="a{idx}" minOccurs="0" maxOccurs="2"/>"#);
    }
    content.push_str(r#"</xs:sequence></xs:complexType><xs:complexType name="U"><xs:choice maxOccurs="unbounded">"#);
    for idx in 0..10_000 {
        let _ = write!(content, r#"<xs:element name="a{idx}"/><xs:any namespace="urn:n{idx}"/>"#);
    }
    content.push_str("</xs:choice></xs:complexType>");
    assert_eq!(first_problem(&content), "");
}

#[test]
fn long_restrictions() {
    let elements = |ids: &mut dyn Iterator<Item = u32>| {
        ids.fold(String::new(), |mut text, idx| {
            let _ = write!(text, r#"<xs:element name="a{idx}" type="xs:int" minOccurs="0"/>"#);
            text
        })
    };
    let types = |base: &str, derived: &str| {
        format!(
            r#"<xs:complexType name="B">{base}</xs:complexType><xs:complexType name="D"><xs:complexContent><xs:restriction base="t:B">{derived}</xs:restriction></xs:complexContent></xs:complexType>"#
        )
    };
    // Groups of a kind are compared along their order.
    let base = elements(&mut (0..20_000));
    let half = elements(&mut (0..20_000).step_by(2));
    for group in ["sequence", "choice"] {
        let content = types(&format!("<xs:{group}>{base}</xs:{group}>"), &format!("<xs:{group}>{half}</xs:{group}>"));
        assert_eq!(first_problem(&content), "", "{group}");
    }
    // A sequence that restricts a choice is compared with all of it.
    let base = elements(&mut (0..3_500));
    let reverse = elements(&mut (0..3_500).rev());
    let choice = format!(r#"<xs:choice minOccurs="0" maxOccurs="unbounded">{base}</xs:choice>"#);
    assert_eq!(
        first_problem(&types(&choice, &format!("<xs:sequence>{reverse}</xs:sequence>"))),
        "error[content-too-large]: there are too many particles in restrictions to compare them all"
    );
}

#[test]
fn wildcards_with_long_lists() {
    let list = |ids: &mut dyn Iterator<Item = u32>| ids.map(|idx| format!("u:{idx} ")).collect::<String>();
    let (up, down) = (list(&mut (0..50_000)), list(&mut (0..50_000).rev()));
    let content = format!(
        r#"<xs:complexType name="B"><xs:anyAttribute namespace="{up}"/></xs:complexType><xs:complexType name="D"><xs:complexContent><xs:restriction base="t:B"><xs:anyAttribute namespace="{down}"/></xs:restriction></xs:complexContent></xs:complexType>"#
    );
    assert_eq!(first_problem(&content), "");
    // Each type that has such a wildcard from elsewhere has a copy of it.
    let wildcards = format!(
        r#"<xs:group name="G"><xs:sequence><xs:any namespace="{up}"/></xs:sequence></xs:group><xs:attributeGroup name="A"><xs:anyAttribute namespace="{down}"/></xs:attributeGroup>"#
    );
    for reference in [r#"<xs:group ref="t:G"/>"#, r#"<xs:attributeGroup ref="t:A"/>"#] {
        let mut content = wildcards.clone();
        for idx in 0..5_000 {
            let _ = write!(content, r#"<xs:complexType name="T{idx}">{reference}</xs:complexType>"#);
        }
        assert_eq!(
            first_problem(&content),
            "error[content-too-large]: the content of all types together has more than 1000000 particles"
        );
    }
}

#[test]
fn a_long_chain_of_types_that_block() {
    let mut content =
        String::from(r#"<xs:complexType name="T0" block="restriction"/><xs:element name="e0" type="t:T0"/>"#);
    for idx in 1..6_000 {
        let base = idx - 1;
        let _ = write!(
            content,
            r#"<xs:complexType name="T{idx}"><xs:complexContent><xs:extension base="t:T{base}"/></xs:complexContent></xs:complexType><xs:element name="e{idx}" type="t:T{idx}" substitutionGroup="t:e0"/>"#
        );
    }
    content
        .push_str(r#"<xs:complexType name="A"><xs:sequence><xs:element ref="t:e0"/></xs:sequence></xs:complexType>"#);
    assert_eq!(first_problem(&content), "");
}
