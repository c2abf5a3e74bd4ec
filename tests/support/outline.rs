//! Schema components as text, a line for each property, with everything that has a meaning on the wire and nothing else:
//! no documentation, no places. Two components are equal if their outlines are.

use std::collections::BTreeMap;
use std::fmt::Write;

use xsd_codegen::components::{
    AttributeUse, Components, Compositor, Content, Derivation, ElementDeclaration, ElementId, Facets,
    NamespaceConstraint, Particle, QName, Selection, Term, TypeDefinition, TypeId, TypeKind, ValueConstraint, Variety,
    Wildcard,
};

const XS: &str = "http://www.w3.org/2001/XMLSchema";

/// The outlines of the named components of a selection, built-in types aside, by kind and name.
pub(crate) fn outlines(components: &Components, selection: &Selection) -> BTreeMap<String, String> {
    let elements = selection.elements.iter().map(|&id| {
        let element = components.element(id);
        (format!("element {}", name(&element.name)), global_element(components, element))
    });
    let types = selection.types.iter().filter_map(|&id| {
        let ty = components.ty(id);
        let name = ty.name.as_ref().filter(|_| ty.span.is_some()).map(name)?;
        Some((format!("{} {name}", kind(ty)), definition(components, ty)))
    });
    elements.chain(types).collect()
}

/// What is the matter between two sets of outlines: a paragraph for each component that only one of them has or that is
/// not the same in both.
pub(crate) fn differences(ours: &BTreeMap<String, String>, theirs: &BTreeMap<String, String>) -> Vec<String> {
    let missing = theirs.keys().filter(|it| !ours.contains_key(*it)).map(|it| format!("{it}: not here"));
    let ours = ours.iter().filter_map(|(component, outline)| match theirs.get(component) {
        None => Some(format!("{component}: here alone")),
        Some(other) if other == outline => None,
        Some(other) => Some(format!("{component}:\n{}", changes(outline, other))),
    });
    missing.chain(ours).collect()
}

/// The lines that differ, between the common beginning and the common end.
fn changes(ours: &str, theirs: &str) -> String {
    let (ours, theirs): (Vec<_>, Vec<_>) = (ours.lines().collect(), theirs.lines().collect());
    let before = ours.iter().zip(&theirs).take_while(|(a, b)| a == b).count();
    let (ours, theirs) = (&ours[before..], &theirs[before..]);
    let after = ours.iter().rev().zip(theirs.iter().rev()).take_while(|(a, b)| a == b).count();
    let side = |sign: char, lines: &[&str]| -> String {
        let shown = lines.iter().take(lines.len() - after).take(10);
        shown.fold(String::new(), |text, line| text + &format!("  {sign} {line}\n"))
    };
    side('+', ours) + &side('-', theirs)
}

fn kind(ty: &TypeDefinition) -> &'static str {
    match ty.kind {
        TypeKind::Simple(_) => "simple type",
        TypeKind::Complex(_) => "complex type",
    }
}

fn name(name: &QName) -> String {
    match name.namespace.as_deref() {
        None => name.local.clone(),
        Some(XS) => format!("xs:{}", name.local),
        Some(uri) => format!("{}:{}", uri.rsplit('/').next().unwrap_or(uri), name.local),
    }
}

fn global_element(components: &Components, element: &ElementDeclaration) -> String {
    let mut outline = String::new();
    let nillable = if element.nillable { ", nillable" } else { "" };
    let abstractness = if element.is_abstract { ", abstract" } else { "" };
    let head = element.substitution_group.map(|id| format!(", substitutes {}", global_name(components, id)));
    let (value, head) = (value(element.value.as_ref()), head.unwrap_or_default());
    line(&mut outline, 0, &format!("type {}{nillable}{abstractness}{value}{head}", reference(components, element.ty)));
    inline(components, element.ty, 1, &mut outline);
    outline
}

fn global_name(components: &Components, id: ElementId) -> String {
    name(&components.element(id).name)
}

/// How a type is referred to. An anonymous one stands right below.
fn reference(components: &Components, id: TypeId) -> String {
    components.ty(id).name.as_ref().map_or_else(|| "as follows".to_owned(), name)
}

fn inline(components: &Components, id: TypeId, depth: usize, outline: &mut String) {
    let ty = components.ty(id);
    if ty.name.is_none() {
        for text in definition(components, ty).lines() {
            line(outline, depth, text);
        }
    }
}

fn definition(components: &Components, ty: &TypeDefinition) -> String {
    let mut outline = String::new();
    match &ty.kind {
        TypeKind::Simple(simple) => {
            if let Some(base) = simple.base {
                line(&mut outline, 0, &format!("restriction of {}", reference(components, base)));
                inline(components, base, 1, &mut outline);
            }
            let members: &[TypeId] = match &simple.variety {
                Variety::Any | Variety::Atomic(_) => &[],
                Variety::List(item) => std::slice::from_ref(item),
                Variety::Union(members) => members,
            };
            let variety = match &simple.variety {
                Variety::Any => "any".to_owned(),
                Variety::Atomic(primitive) => format!("atomic {primitive}"),
                Variety::List(_) => "list".to_owned(),
                Variety::Union(_) => "union".to_owned(),
            };
            line(&mut outline, 0, &variety);
            for &member in members {
                line(&mut outline, 1, &format!("of {}", reference(components, member)));
                inline(components, member, 2, &mut outline);
            }
            facets(&simple.facets, &mut outline);
        }
        TypeKind::Complex(complex) => {
            let derivation = match complex.derivation {
                Derivation::Extension => "extension",
                Derivation::Restriction => "restriction",
            };
            let abstractness = if complex.is_abstract { ", abstract" } else { "" };
            line(&mut outline, 0, &format!("{derivation} of {}{abstractness}", reference(components, complex.base)));
            content(components, &complex.content, &mut outline);
            for attribute in &complex.attributes {
                attribute_use(components, attribute, &mut outline);
            }
            if let Some(any) = &complex.any_attribute {
                line(&mut outline, 0, &format!("any attribute, {}", wildcard(any)));
            }
        }
    }
    outline
}

fn content(components: &Components, content: &Content, outline: &mut String) {
    match content {
        Content::Empty => line(outline, 0, "empty"),
        Content::Simple(id) => {
            line(outline, 0, &format!("text of {}", reference(components, *id)));
            inline(components, *id, 1, outline);
        }
        Content::ElementOnly(root) => particle(components, root, 0, outline),
        Content::Mixed(root) => {
            line(outline, 0, "mixed");
            root.iter().for_each(|root| particle(components, root, 0, outline));
        }
    }
}

fn particle(components: &Components, particle: &Particle, depth: usize, outline: &mut String) {
    let max = particle.max.map_or_else(|| "*".to_owned(), |max| max.to_string());
    let occurs = format!("{}..{max}", particle.min);
    match &particle.term {
        Term::Element(element) => {
            let refers = if element.global.is_some() { " by reference" } else { "" };
            let nillable = if element.nillable { ", nillable" } else { "" };
            let (name, value) = (name(&element.name), value(element.value.as_ref()));
            let ty = reference(components, element.ty);
            line(outline, depth, &format!("{occurs} element {name}{refers}: {ty}{nillable}{value}"));
            if element.global.is_none() {
                inline(components, element.ty, depth + 1, outline);
            }
        }
        Term::Group(compositor, particles) => {
            let compositor = match compositor {
                Compositor::Sequence => "sequence",
                Compositor::Choice => "choice",
                Compositor::All => "all",
            };
            line(outline, depth, &format!("{occurs} {compositor}"));
            for inner in particles {
                self::particle(components, inner, depth + 1, outline);
            }
        }
        Term::Wildcard(any) => line(outline, depth, &format!("{occurs} any element, {}", wildcard(any))),
    }
}

fn attribute_use(components: &Components, attribute: &AttributeUse, outline: &mut String) {
    let required = if attribute.required { "required" } else { "optional" };
    let (name, value) = (name(&attribute.name), value(attribute.value.as_ref()));
    line(outline, 0, &format!("{required} attribute {name}: {}{value}", reference(components, attribute.ty)));
    inline(components, attribute.ty, 1, outline);
}

fn wildcard(wildcard: &Wildcard) -> String {
    let shown = |uri: &Option<String>| uri.clone().unwrap_or_else(|| "none".to_owned());
    let namespaces = match &wildcard.namespaces {
        NamespaceConstraint::Any => "any namespace".to_owned(),
        NamespaceConstraint::Not(uri) => format!("any namespace but {}", shown(uri)),
        NamespaceConstraint::List(list) => list.iter().map(shown).collect::<Vec<_>>().join(" or "),
    };
    format!("{namespaces}, {:?}", wildcard.process)
}

fn value(value: Option<&ValueConstraint>) -> String {
    match value {
        None => String::new(),
        Some(ValueConstraint::Default(text)) => format!(", default {text:?}"),
        Some(ValueConstraint::Fixed(text)) => format!(", fixed {text:?}"),
    }
}

fn facets(facets: &Facets, outline: &mut String) {
    // Taken apart in full, so that a facet that is added one day cannot be forgotten here.
    let Facets {
        enumeration,
        patterns,
        length,
        min_length,
        max_length,
        white_space,
        min_inclusive,
        max_inclusive,
        min_exclusive,
        max_exclusive,
        total_digits,
        fraction_digits,
    } = facets;
    for value in enumeration {
        line(outline, 0, &format!("enumeration {:?}", value.value));
    }
    for pattern in patterns {
        line(outline, 0, &format!("pattern {pattern:?}"));
    }
    let numbers = [
        ("length", length),
        ("minLength", min_length),
        ("maxLength", max_length),
        ("totalDigits", total_digits),
        ("fractionDigits", fraction_digits),
    ];
    for (facet, value) in numbers {
        value.iter().for_each(|value| line(outline, 0, &format!("{facet} {value}")));
    }
    let bounds = [
        ("minInclusive", min_inclusive),
        ("maxInclusive", max_inclusive),
        ("minExclusive", min_exclusive),
        ("maxExclusive", max_exclusive),
    ];
    for (facet, value) in bounds {
        value.iter().for_each(|value| line(outline, 0, &format!("{facet} {value}")));
    }
    white_space.iter().for_each(|value| line(outline, 0, &format!("whiteSpace {value:?}")));
}

fn line(outline: &mut String, depth: usize, text: &str) {
    let _ = writeln!(outline, "{:1$}{text}", "", 2 * depth);
}
