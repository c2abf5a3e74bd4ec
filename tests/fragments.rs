//! The fragments in `schemas/` are the full public schemas cut to the instant-messaging operations: the same components,
//! one by one, and no others. What they add is documentation, and that is complete.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use xsd_codegen::components::{
    AttributeUse, Body, Components, Content, ElementUse, Particle, Root, Selection, Term, TypeKind, closure, resolve,
};
use xsd_codegen::diag::Diagnostics;
use xsd_codegen::source::{Catalog, Disk, Limits, Memory, Reader, load};
use xsd_codegen::span::Span;

mod support {
    pub(crate) mod outline;
    pub(crate) mod shared;
}
use support::outline::{differences, outlines};
use support::shared;

/// The operations that the fragments describe, in alphabetical order.
const OPERATIONS: [&str; 13] = [
    "AddDistributionGroupToImList",
    "AddImContactToGroup",
    "AddImGroup",
    "AddNewImContactToGroup",
    "AddNewTelUriContactToGroup",
    "GetImItemList",
    "GetImItems",
    "RemoveContactFromImList",
    "RemoveDistributionGroupFromImList",
    "RemoveImContactFromGroup",
    "RemoveImGroup",
    "SetImGroup",
    "SetImListMigrationCompleted",
];

/// And their headers.
const HEADERS: [&str; 4] = ["ExchangeImpersonation", "MailboxCulture", "RequestServerVersion", "ServerVersionInfo"];

const FRAGMENTS: [&str; 3] = ["services.wsdl", "messages.xsd", "types.xsd"];

#[test]
fn fragments_equal_the_full_schemas() {
    let Some(shared) = shared::folder() else { return };
    let fragments = fragments();
    let full = components(&Disk::new(shared.join("ews/schemas-15.2")));
    assert!(1_461 <= full.elements.len() + full.types.len(), "these are not the full schemas");

    let (ours, theirs) = (outlines(&fragments, &wanted(&fragments)), outlines(&full, &wanted(&full)));
    let differences = differences(&ours, &theirs);
    assert!(differences.is_empty(), "schemas/ (+) and the full schemas (-) differ:\n{}", differences.join("\n"));
    assert_eq!(operations(&fragments), operations(&full));
}

#[test]
fn fragments_are_the_closure_and_nothing_else() {
    let components = fragments();
    let selection = wanted(&components);
    let global = |span: &Option<Span>| span.is_some();

    assert_eq!(selection.elements.len(), components.elements.len(), "every element is needed");
    let unneeded = components
        .types
        .iter()
        .enumerate()
        .filter(|(idx, ty)| global(&ty.span) && !selection.types.iter().any(|id| id.0 as usize == *idx));
    assert_eq!(unneeded.map(|(_, ty)| &ty.name).collect::<Vec<_>>(), Vec::<&_>::new(), "every type is needed");
    assert_eq!(components.operations.len(), OPERATIONS.len());
    let headers: BTreeSet<_> = components
        .operations
        .iter()
        .flat_map(|it| it.input_headers.iter().chain(&it.output_headers))
        .map(|&id| components.element(id).name.local.as_str())
        .collect();
    assert_eq!(headers.into_iter().collect::<Vec<_>>(), HEADERS);

    let named = |wanted: fn(&TypeKind) -> bool| {
        let named = components.types.iter().filter(|ty| global(&ty.span) && ty.name.is_some());
        named.filter(|ty| wanted(&ty.kind)).count()
    };
    let complex = named(|kind| matches!(kind, TypeKind::Complex(_)));
    let simple = named(|kind| matches!(kind, TypeKind::Simple(_)));
    assert_eq!((components.elements.len(), complex, simple), (30, 82, 12), "elements, complex types, simple types");

    let values = |kind: &TypeKind| match kind {
        TypeKind::Simple(simple) => simple.facets.enumeration.len(),
        TypeKind::Complex(_) => 0,
    };
    let values: usize = components.types.iter().filter(|ty| global(&ty.span)).map(|ty| values(&ty.kind)).sum();
    let local = Local::of(&components);
    let counts = (local.elements.len(), local.attributes.len(), values);
    assert_eq!(counts, (232, 26, 597), "local elements, attributes, enumeration values");
}

#[test]
fn everything_in_the_fragments_is_documented() {
    let components = fragments();
    let empty = |text: &Option<String>| text.as_deref().unwrap_or("").trim().is_empty();
    let mut undocumented = Vec::new();
    let elements = components.elements.iter().filter(|it| empty(&it.documentation));
    undocumented.extend(elements.map(|it| it.name.local.clone()));
    let types = components.types.iter().filter(|it| it.span.is_some() && empty(&it.documentation));
    undocumented.extend(types.filter_map(|it| Some(it.name.as_ref()?.local.clone())));
    undocumented.extend(components.operations.iter().filter(|it| empty(&it.documentation)).map(|it| it.name.clone()));
    let local = Local::of(&components);
    let members = local.elements.values().map(|(owner, it)| (owner, &it.name, &it.documentation));
    let attributes = local.attributes.values().map(|(owner, it)| (owner, &it.name, &it.documentation));
    let members = members.chain(attributes).filter(|(_, _, documentation)| empty(documentation));
    undocumented.extend(members.map(|(owner, name, _)| format!("{owner}/{}", name.local)));
    assert_eq!(undocumented, Vec::<String>::new(), "components without documentation");
}

/// The comparison sees what it is meant to see: each of these edits is reported, and where.
#[test]
fn comparison_notices_each_edit() {
    let original = fragments();
    let original = outlines(&original, &wanted(&original));
    let edits = [
        (
            "types.xsd",
            r#"<xs:element name="GroupType" "#,
            r#"<xs:element name="GroupKind" "#,
            "complex type types:ImGroupType",
        ),
        (
            "types.xsd",
            r#"<xs:element name="IsHidden" type="xs:boolean""#,
            r#"<xs:element name="IsHidden" type="xs:string""#,
            "complex type types:PersonaAttributionType",
        ),
        ("types.xsd", r#"abstract="true""#, "", "complex type types:"),
        ("types.xsd", r#"maxOccurs="unbounded""#, r#"maxOccurs="7""#, "complex type types:"),
        ("types.xsd", r#"use="required""#, "", "element types:RequestServerVersion"),
        (
            "types.xsd",
            r#"<xs:minLength value="1"/>"#,
            r#"<xs:minLength value="2"/>"#,
            "simple type types:NonEmptyStringType",
        ),
        ("types.xsd", r#"<xs:pattern value=""#, r#"<xs:pattern value="x"#, "simple type types:"),
        ("messages.xsd", r#"processContents="lax""#, "", "complex type messages:ResponseMessageType"),
        (
            "messages.xsd",
            r#"<xs:enumeration value="ErrorAccessModeSpecified"/>"#,
            "",
            "simple type messages:ResponseCodeType",
        ),
    ];
    for (document, from, to, expected) in edits {
        let text = fragment(document);
        assert!(text.contains(from), "{document} has no {from}");
        let edited = text.replacen(from, to, 1);
        let edited = components(&memory(|name| if name == document { edited.clone() } else { fragment(name) }));
        let differences = differences(&outlines(&edited, &wanted(&edited)), &original);
        assert!(differences.iter().any(|it| it.starts_with(expected)), "{from} to {to}: {differences:?}");
    }
}

/// The elements and attributes that stand inside types: each once, though every derived type has those of its base.
#[derive(Default)]
struct Local<'a> {
    elements: BTreeMap<(u32, usize), (&'a str, &'a ElementUse)>,
    attributes: BTreeMap<(u32, usize), (&'a str, &'a AttributeUse)>,
}

impl<'a> Local<'a> {
    fn of(components: &'a Components) -> Local<'a> {
        let mut local = Local::default();
        for ty in components.types.iter().filter(|it| it.span.is_some()) {
            let owner = ty.name.iter().chain(&ty.owner).map(|it| it.local.as_str()).next().unwrap_or("?");
            let TypeKind::Complex(complex) = &ty.kind else { continue };
            for attribute in &complex.attributes {
                local.attributes.entry(place(&attribute.span)).or_insert((owner, attribute));
            }
            match &complex.content {
                Content::ElementOnly(particle) | Content::Mixed(Some(particle)) => local.particle(owner, particle),
                Content::Empty | Content::Simple(_) | Content::Mixed(None) => {}
            }
        }
        local
    }

    fn particle(&mut self, owner: &'a str, particle: &'a Particle) {
        match &particle.term {
            Term::Element(element) if element.global.is_none() => {
                self.elements.entry(place(&particle.span)).or_insert((owner, element));
            }
            Term::Element(_) | Term::Wildcard(_) => {}
            Term::Group(_, particles) => particles.iter().for_each(|it| self.particle(owner, it)),
        }
    }
}

fn place(span: &Span) -> (u32, usize) {
    (span.file.0, span.range.start)
}

/// What the thirteen operations need.
fn wanted(components: &Components) -> Selection {
    let operations = components.operations.iter().enumerate();
    let roots: Vec<_> = operations
        .filter(|(_, operation)| OPERATIONS.contains(&operation.name.as_str()))
        .map(|(idx, _)| Root::Operation(idx))
        .collect();
    assert_eq!(roots.len(), OPERATIONS.len(), "all operations are there");
    closure(components, &roots)
}

/// The thirteen operations as text, by name.
fn operations(components: &Components) -> BTreeMap<&str, String> {
    let name = |id: &_| components.element(*id).name.local.clone();
    let names = |ids: &[_]| ids.iter().map(name).collect::<Vec<_>>();
    let body = |body: Body| body.element().as_ref().map(name);
    let wanted = components.operations.iter().filter(|it| OPERATIONS.contains(&it.name.as_str()));
    wanted
        .map(|it| {
            let action = it.soap_action.as_deref().unwrap_or("none");
            let (input, output) = (body(it.input), it.output.map(body));
            let (before, after) = (names(&it.input_headers), names(&it.output_headers));
            let faults: Vec<_> = it.faults.iter().map(|it| name(&it.element)).collect();
            (it.name.as_str(), format!("{action}: {input:?} {before:?} -> {output:?} {after:?}, faults {faults:?}"))
        })
        .collect()
}

fn fragments() -> Components {
    components(&memory(fragment))
}

fn fragment(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas").join(name)).unwrap()
}

fn memory(text: impl Fn(&str) -> String) -> Memory {
    FRAGMENTS.iter().fold(Memory::new(), |memory, name| memory.with(name, text(name)))
}

fn components(reader: &dyn Reader) -> Components {
    let mut diagnostics = Diagnostics::new();
    let entries = ["services.wsdl".to_owned()];
    let input = load(&entries, reader, &Catalog::default(), &Limits::default(), &mut diagnostics);
    let components = resolve(&input.schemas, &input.definitions, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{}", diagnostics.render(&input.sources));
    components
}
