//! The syntax trees as text.

use super::{Lines, occurs, quoted};
use crate::source::SourceSet;
use crate::wsdl::{BindingMessage, BindingOperation, Definitions, Header, PortTypeOperation, Style};
use crate::xsd::{
    Attribute, AttributeItem, Attributes, ComplexContent, ComplexType, ComplexTypeBody, Component, Derivation, Element,
    Facet, Form, IdentityConstraintKind, Particle, Reference, ReferenceKind, Schema, SimpleType, SimpleTypeBody,
    SimpleTypeUse, Term, Text, TypeUse, Use, ValueConstraint, Wildcard, WildcardNamespace, WildcardNamespaces,
};

/// The syntax trees: schemas, then WSDL documents.
pub fn schema(schemas: &[Schema], definitions: &[Definitions], sources: &SourceSet) -> String {
    let mut lines = Lines::new(sources);
    for schema in schemas {
        let namespace = schema.target_namespace.as_deref().unwrap_or("no namespace");
        let chameleon = if schema.is_chameleon { " (of the including document)" } else { "" };
        lines.line(&format!("schema {namespace}{chameleon}"), Some(&schema.span));
        lines.nested(|lines| {
            schema.references.iter().for_each(|it| reference(lines, it));
            schema.components.iter().for_each(|it| component(lines, it));
        });
    }
    definitions.iter().for_each(|it| wsdl(&mut lines, it));
    lines.out
}

fn reference(lines: &mut Lines<'_>, node: &Reference) {
    let word = match node.kind {
        ReferenceKind::Include => "include",
        ReferenceKind::Import => "import",
        ReferenceKind::Redefine => "redefine",
    };
    let shown = |text: &Option<Text>| text.as_ref().map(|it| format!(" {}", it.value)).unwrap_or_default();
    let missing = if node.is_missing { " (missing)" } else { "" };
    let text = format!("{word}{}{}{missing}", shown(&node.namespace), shown(&node.location));
    lines.line(&text, Some(&node.span));
    lines.nested(|lines| node.redefinitions.iter().for_each(|it| component(lines, it)));
}

fn component(lines: &mut Lines<'_>, component: &Component) {
    match component {
        Component::Element(node) => element(lines, node, ""),
        Component::Attribute(node) => attribute(lines, node, Use::Optional),
        Component::SimpleType(node) => simple_type(lines, node),
        Component::ComplexType(node) => complex_type(lines, node),
        Component::Group(node) => {
            lines.line(&format!("group {}", node.name.value), Some(&node.span));
            lines.nested(|lines| node.particle.iter().for_each(|it| particle(lines, it)));
        }
        Component::AttributeGroup(node) => {
            lines.line(&format!("attributeGroup {}", node.name.value), Some(&node.span));
            lines.nested(|lines| attributes(lines, &node.attributes));
        }
        Component::Notation(node) => lines.line(&format!("notation {}", node.name.value), Some(&node.span)),
    }
}

fn element(lines: &mut Lines<'_>, node: &Element, occurs: &str) {
    let mut text = format!("element {}{occurs}", node.name.value);
    text.push_str(&named(node.ty.as_ref()));
    if let Some(head) = &node.substitution_group {
        text.push_str(&format!(" substitutes {}", head.written));
    }
    if node.nillable {
        text.push_str(" nillable");
    }
    if node.is_abstract {
        text.push_str(" abstract");
    }
    text.push_str(&form(node.form));
    text.push_str(&value(node.value.as_ref()));
    lines.line(&text, Some(&node.span));
    lines.nested(|lines| {
        inline(lines, node.ty.as_ref());
        for constraint in &node.constraints {
            let kind = match &constraint.kind {
                IdentityConstraintKind::Unique => "unique".to_owned(),
                IdentityConstraintKind::Key => "key".to_owned(),
                IdentityConstraintKind::KeyRef(refer) => format!("keyref to {}", refer.written),
            };
            lines.line(&format!("{kind} {}", constraint.name.value), Some(&constraint.span));
        }
    });
}

fn named(ty: Option<&TypeUse>) -> String {
    match ty {
        Some(TypeUse::Named(name)) => format!(": {}", name.written),
        Some(TypeUse::Simple(_) | TypeUse::Complex(_)) | None => String::new(),
    }
}

fn inline(lines: &mut Lines<'_>, ty: Option<&TypeUse>) {
    match ty {
        Some(TypeUse::Simple(node)) => simple_type(lines, node),
        Some(TypeUse::Complex(node)) => complex_type(lines, node),
        Some(TypeUse::Named(_)) | None => {}
    }
}

fn form(form: Option<Form>) -> String {
    match form {
        None => String::new(),
        Some(Form::Qualified) => " qualified".to_owned(),
        Some(Form::Unqualified) => " unqualified".to_owned(),
    }
}

fn value(value: Option<&ValueConstraint>) -> String {
    match value {
        None => String::new(),
        Some(ValueConstraint::Default(value)) => format!(" default {}", quoted(value)),
        Some(ValueConstraint::Fixed(value)) => format!(" fixed {}", quoted(value)),
    }
}

fn attribute(lines: &mut Lines<'_>, node: &Attribute, usage: Use) {
    let ty = named(node.ty.as_ref());
    let text = format!(
        "attribute {}{ty}{}{}{}",
        node.name.value,
        usage_of(usage),
        form(node.form),
        value(node.value.as_ref())
    );
    lines.line(&text, Some(&node.span));
    lines.nested(|lines| inline(lines, node.ty.as_ref()));
}

fn usage_of(usage: Use) -> &'static str {
    match usage {
        Use::Optional => "",
        Use::Required => " required",
        Use::Prohibited => " prohibited",
    }
}

fn attributes(lines: &mut Lines<'_>, node: &Attributes) {
    for item in &node.items {
        match item {
            AttributeItem::Local(usage, node) => attribute(lines, node, *usage),
            AttributeItem::Reference(node) => {
                let text = format!(
                    "attribute ref {}{}{}",
                    node.name.written,
                    usage_of(node.usage),
                    value(node.value.as_ref())
                );
                lines.line(&text, Some(&node.span));
            }
            AttributeItem::Group(name) => lines.line(&format!("attributeGroup ref {}", name.written), Some(&name.span)),
        }
    }
    if let Some(any) = &node.any {
        lines.line(&format!("anyAttribute {}", wildcard(any)), Some(&any.span));
    }
}

fn wildcard(node: &Wildcard) -> String {
    let namespaces = match &node.namespaces {
        WildcardNamespaces::Any => "##any".to_owned(),
        WildcardNamespaces::Other => "##other".to_owned(),
        WildcardNamespaces::List(list) => {
            let names = list.iter().map(|it| match it {
                WildcardNamespace::Target => "##targetNamespace",
                WildcardNamespace::Local => "##local",
                WildcardNamespace::Name(name) => name,
            });
            names.collect::<Vec<_>>().join(" ")
        }
    };
    format!("{namespaces} {:?}", node.process)
}

fn complex_type(lines: &mut Lines<'_>, node: &ComplexType) {
    let mut text = "complexType".to_owned();
    if let Some(name) = &node.name {
        text.push_str(&format!(" {}", name.value));
    }
    if node.is_abstract {
        text.push_str(" abstract");
    }
    if node.mixed {
        text.push_str(" mixed");
    }
    match &node.body {
        ComplexTypeBody::Short(_) | ComplexTypeBody::Broken => {}
        ComplexTypeBody::Complex { base, derivation: Derivation::Extension, .. } => {
            text.push_str(&format!(" extends {}", base.written));
        }
        ComplexTypeBody::Complex { base, derivation: Derivation::Restriction, .. } => {
            text.push_str(&format!(" restricts {}", base.written));
        }
        ComplexTypeBody::SimpleExtension { base, .. } => text.push_str(&format!(" extends {} (simple)", base.written)),
        ComplexTypeBody::SimpleRestriction(node) => {
            text.push_str(&format!(" restricts {} (simple)", node.base.written));
        }
    }
    lines.line(&text, Some(&node.span));
    lines.nested(|lines| match &node.body {
        ComplexTypeBody::Short(content) | ComplexTypeBody::Complex { content, .. } => complex_content(lines, content),
        ComplexTypeBody::SimpleExtension { attributes: node, .. } => attributes(lines, node),
        ComplexTypeBody::SimpleRestriction(node) => {
            node.inline.iter().for_each(|it| simple_type(lines, it));
            facets(lines, &node.facets);
            attributes(lines, &node.attributes);
        }
        ComplexTypeBody::Broken => {}
    });
}

fn complex_content(lines: &mut Lines<'_>, content: &ComplexContent) {
    content.particle.iter().for_each(|it| particle(lines, it));
    attributes(lines, &content.attributes);
}

fn particle(lines: &mut Lines<'_>, node: &Particle) {
    let occurs = occurs(node.min, node.max);
    match &node.term {
        Term::Element(node) => element(lines, node, &occurs),
        Term::ElementReference(reference) => {
            lines.line(&format!("element ref {}{occurs}", reference.name.written), Some(&node.span));
        }
        Term::GroupReference(name) => lines.line(&format!("group ref {}{occurs}", name.written), Some(&node.span)),
        Term::Any(any) => lines.line(&format!("any{occurs} {}", wildcard(any)), Some(&node.span)),
        Term::ModelGroup(group) => {
            let word = format!("{:?}", group.compositor).to_lowercase();
            lines.line(&format!("{word}{occurs}"), Some(&node.span));
            lines.nested(|lines| group.particles.iter().for_each(|it| particle(lines, it)));
        }
    }
}

fn simple_type(lines: &mut Lines<'_>, node: &SimpleType) {
    let name = node.name.as_ref().map(|it| format!(" {}", it.value)).unwrap_or_default();
    let written = |ty: &SimpleTypeUse| match ty {
        SimpleTypeUse::Named(name) => format!(" {}", name.written),
        SimpleTypeUse::Inline(_) => String::new(),
    };
    let (body, types, of_restriction): (String, &[SimpleTypeUse], &[Facet]) = match &node.body {
        SimpleTypeBody::Restriction { base, facets } => {
            (format!(" restricts{}", written(base)), std::slice::from_ref(base), facets)
        }
        SimpleTypeBody::List(item) => (format!(" list of{}", written(item)), std::slice::from_ref(item), &[]),
        SimpleTypeBody::Union(members) => {
            (format!(" union of{}", members.iter().map(written).collect::<String>()), members, &[])
        }
        SimpleTypeBody::Broken => (String::new(), &[], &[]),
    };
    lines.line(&format!("simpleType{name}{body}"), Some(&node.span));
    lines.nested(|lines| {
        for ty in types {
            if let SimpleTypeUse::Inline(node) = ty {
                simple_type(lines, node);
            }
        }
        facets(lines, of_restriction);
    });
}

fn facets(lines: &mut Lines<'_>, facets: &[Facet]) {
    for facet in facets {
        let fixed = if facet.fixed { " fixed" } else { "" };
        lines.line(&format!("{} {}{fixed}", facet.kind.name(), quoted(&facet.value.value)), Some(&facet.span));
    }
}

fn wsdl(lines: &mut Lines<'_>, node: &Definitions) {
    let namespace = node.target_namespace.as_deref().unwrap_or("no namespace");
    lines.line(&format!("definitions {namespace}"), Some(&node.span));
    lines.nested(|lines| {
        for import in &node.imports {
            let location = import.location.as_ref().map_or("", |it| it.value.as_str());
            lines.line(&format!("import {location}"), Some(&import.span));
        }
        for message in &node.messages {
            lines.line(&format!("message {}", message.name.value), Some(&message.span));
            lines.nested(|lines| {
                for part in &message.parts {
                    let element = part.element.as_ref().map(|it| format!(" element {}", it.written));
                    let ty = part.ty.as_ref().map(|it| format!(" type {}", it.written));
                    let what = element.or(ty).unwrap_or_default();
                    lines.line(&format!("part {}{what}", part.name.value), Some(&part.span));
                }
            });
        }
        for port_type in &node.port_types {
            lines.line(&format!("portType {}", port_type.name.value), Some(&port_type.span));
            lines.nested(|lines| port_type.operations.iter().for_each(|it| port_type_operation(lines, it)));
        }
        for binding in &node.bindings {
            let text = format!(
                "binding {} of {} {}{}",
                binding.name.value,
                binding.port_type.written,
                binding.version.name(),
                style(Some(&binding.style))
            );
            lines.line(&text, Some(&binding.span));
            lines.nested(|lines| binding.operations.iter().for_each(|it| binding_operation(lines, it)));
        }
        for service in &node.services {
            lines.line(&format!("service {}", service.name.value), Some(&service.span));
            lines.nested(|lines| {
                for port in &service.ports {
                    let address = port.address.as_ref().map(|it| format!(" at {it}")).unwrap_or_default();
                    let text = format!("port {} of {}{address}", port.name.value, port.binding.written);
                    lines.line(&text, Some(&port.span));
                }
            });
        }
    });
}

fn port_type_operation(lines: &mut Lines<'_>, node: &PortTypeOperation) {
    lines.line(&format!("operation {}", node.name.value), Some(&node.span));
    let input = node.input.iter().map(|it| ("input", it));
    let output = node.output.iter().map(|it| ("output", it));
    let faults = node.faults.iter().map(|it| ("fault", it));
    lines.nested(|lines| {
        for (word, message) in input.chain(output).chain(faults) {
            let name = message.name.as_ref().map(|it| format!(" {}", it.value)).unwrap_or_default();
            let of = message.message.as_ref().map(|it| format!(" of {}", it.written)).unwrap_or_default();
            lines.line(&format!("{word}{name}{of}"), Some(&message.span));
        }
    });
}

fn binding_operation(lines: &mut Lines<'_>, node: &BindingOperation) {
    let action = node.soap_action.as_ref().map(|it| format!(" action {}", quoted(it))).unwrap_or_default();
    lines.line(&format!("operation {}{}{action}", node.name.value, style(node.style.as_ref())), Some(&node.span));
    lines.nested(|lines| {
        node.input.iter().for_each(|it| binding_message(lines, "input", it));
        node.output.iter().for_each(|it| binding_message(lines, "output", it));
        for fault in &node.faults {
            let encoded = if fault.encoded.is_some() { " encoded" } else { "" };
            lines.line(&format!("fault {}{encoded}", fault.name.value), Some(&fault.name.span));
        }
    });
}

fn binding_message(lines: &mut Lines<'_>, word: &str, node: &BindingMessage) {
    let name = node.name.as_ref().map(|it| format!(" {}", it.value)).unwrap_or_default();
    let parts = node.parts.as_ref().map(|parts| {
        let names: Vec<_> = parts.iter().map(|it| it.value.as_str()).collect();
        format!(" parts {}", names.join(" "))
    });
    let namespace = node.namespace.as_ref().map(|it| format!(" namespace {}", it.value)).unwrap_or_default();
    let encoded = if node.encoded.is_some() { " encoded" } else { "" };
    let mime = if node.mime.is_some() { " mime" } else { "" };
    let text = format!("{word}{name}{}{namespace}{encoded}{mime}", parts.unwrap_or_default());
    lines.line(&text, Some(&node.span));
    lines.nested(|lines| node.headers.iter().for_each(|it| header(lines, "header", it)));
}

fn header(lines: &mut Lines<'_>, word: &str, node: &Header) {
    lines.line(&format!("{word} {} part {}", node.message.written, node.part.value), Some(&node.span));
    lines.nested(|lines| node.faults.iter().for_each(|it| header(lines, "header fault", it)));
}

fn style(style: Option<&Style>) -> &'static str {
    match style {
        None | Some(Style::Document) => "",
        Some(Style::Rpc(_)) => " rpc",
    }
}
