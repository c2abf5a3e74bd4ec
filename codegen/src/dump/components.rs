//! The components as text.

use super::{Lines, occurs, quoted};
use crate::components::{
    AttributeUse, Body, Components, ConstraintId, ConstraintKind, Content, Derivation, ElementId, ElementUse, Facets,
    IdentityConstraint, NamespaceConstraint, Operation, Particle, Port, QName, SimpleType, SoapVersion, Term, TypeId,
    TypeKind, ValueConstraint, Variety, Wildcard,
};
use crate::source::SourceSet;
use crate::xsd::XSD_NAMESPACE;

/// The components: namespaces, elements, types, operations, ports. Built-in types are left out.
pub fn components(components: &Components, sources: &SourceSet) -> String {
    let mut lines = Lines::new(sources);
    let ctx = Ctx { components };
    for namespace in &components.namespaces {
        let uri = namespace.uri.as_deref().unwrap_or("no namespace");
        let prefix = namespace.prefix.as_deref().unwrap_or("-");
        lines.line(&format!("namespace {prefix} {uri}"), None);
    }
    for element in &components.elements {
        let mut text = format!("element {}: {}", ctx.name(&element.name), ctx.ty(element.ty));
        if let Some(head) = element.substitution_group {
            text.push_str(&format!(" substitutes {}", ctx.element(head)));
        }
        if element.nillable {
            text.push_str(" nillable");
        }
        if element.is_abstract {
            text.push_str(" abstract");
        }
        text.push_str(&value(element.value.as_ref()));
        text.push_str(&ctx.constraints(&element.constraints));
        lines.line(&text, Some(&element.span));
    }
    components.constraints.iter().for_each(|it| ctx.constraint(&mut lines, it));
    for (idx, definition) in (0..).zip(&components.types) {
        if definition.span.is_none() {
            continue;
        }
        let name = ctx.ty(TypeId(idx));
        match &definition.kind {
            TypeKind::Simple(simple) => {
                lines.line(&format!("simple type {name}{}", ctx.variety(simple)), definition.span.as_ref());
                lines.nested(|lines| facets(lines, &simple.facets));
            }
            TypeKind::Complex(complex) => {
                let is_abstract = if complex.is_abstract { " abstract" } else { "" };
                let word = match complex.derivation {
                    Derivation::Extension => "extends",
                    Derivation::Restriction => "restricts",
                };
                let content = match &complex.content {
                    Content::Empty => ", empty".to_owned(),
                    Content::Simple(id) => format!(", text of {}", ctx.ty(*id)),
                    Content::ElementOnly(_) => String::new(),
                    Content::Mixed(_) => ", mixed".to_owned(),
                };
                let text = format!("complex type {name}{is_abstract} {word} {}{content}", ctx.ty(complex.base));
                lines.line(&text, definition.span.as_ref());
                lines.nested(|lines| {
                    complex.attributes.iter().for_each(|it| ctx.attribute(lines, it));
                    if let Some(any) = &complex.any_attribute {
                        lines.line(&format!("any attribute {}", wildcard(any)), Some(&any.span));
                    }
                    if let Content::ElementOnly(particle) | Content::Mixed(Some(particle)) = &complex.content {
                        ctx.particle(lines, particle);
                    }
                });
            }
        }
    }
    components.operations.iter().for_each(|it| ctx.operation(&mut lines, it));
    components.ports.iter().for_each(|it| ctx.port(&mut lines, it));
    lines.out
}

struct Ctx<'a> {
    components: &'a Components,
}

impl Ctx<'_> {
    fn name(&self, name: &QName) -> String {
        let prefix = match &name.namespace {
            None => return name.local.clone(),
            Some(uri) if uri == XSD_NAMESPACE => Some("xs"),
            Some(uri) => {
                let namespace = self.components.namespaces.iter().find(|it| it.uri.as_ref() == Some(uri));
                namespace.and_then(|it| it.prefix.as_deref())
            }
        };
        match prefix {
            Some(prefix) => format!("{prefix}:{}", name.local),
            None => format!("{{{}}}{}", name.namespace.as_deref().unwrap_or(""), name.local),
        }
    }

    /// A type by name, or by number and place if it has none.
    fn ty(&self, id: TypeId) -> String {
        let Some(definition) = self.components.types.get(id.0 as usize) else { return format!("#{}", id.0) };
        match &definition.name {
            Some(name) => self.name(name),
            None => {
                let owner: Vec<_> = definition.owner.iter().map(|it| self.name(it)).collect();
                format!("#{}({})", id.0, owner.join("/"))
            }
        }
    }

    fn element(&self, id: ElementId) -> String {
        match self.components.elements.get(id.0 as usize) {
            Some(element) => self.name(&element.name),
            None => format!("#{}", id.0),
        }
    }

    /// The identity constraints of an element declaration.
    fn constraints(&self, ids: &[ConstraintId]) -> String {
        let found = ids.iter().filter_map(|id| self.components.constraints.get(id.0 as usize));
        let names: Vec<_> = found.map(|it| self.name(&it.name)).collect();
        if names.is_empty() { String::new() } else { format!(" constrained by {}", names.join(", ")) }
    }

    fn constraint(&self, lines: &mut Lines<'_>, constraint: &IdentityConstraint) {
        let (word, refer) = match constraint.kind {
            ConstraintKind::Unique => ("unique", None),
            ConstraintKind::Key => ("key", None),
            ConstraintKind::KeyRef(id) => ("keyref", self.components.constraints.get(id.0 as usize)),
        };
        let refer = refer.map(|it| format!(" to {}", self.name(&it.name))).unwrap_or_default();
        let fields: Vec<_> = constraint.fields.iter().map(|it| format!("`{}`", it.written)).collect();
        let (name, selector) = (self.name(&constraint.name), &constraint.selector.written);
        let text = format!("{word} {name}{refer}: {} of `{selector}`", fields.join(", "));
        lines.line(&text, Some(&constraint.span));
    }

    fn variety(&self, simple: &SimpleType) -> String {
        let base = simple.base.map(|it| format!(" restricts {}", self.ty(it))).unwrap_or_default();
        match &simple.variety {
            Variety::Any => base,
            Variety::Atomic(name) => format!("{base}, atomic xs:{name}"),
            Variety::List(item) => format!("{base}, list of {}", self.ty(*item)),
            Variety::Union(members) => {
                let members: Vec<_> = members.iter().map(|it| self.ty(*it)).collect();
                format!("{base}, union of {}", members.join(" "))
            }
        }
    }

    fn attribute(&self, lines: &mut Lines<'_>, attribute: &AttributeUse) {
        let required = if attribute.required { " required" } else { "" };
        let value = value(attribute.value.as_ref());
        let text = format!("attribute {}: {}{required}{value}", self.name(&attribute.name), self.ty(attribute.ty));
        lines.line(&text, Some(&attribute.span));
    }

    fn particle(&self, lines: &mut Lines<'_>, particle: &Particle) {
        let occurs = occurs(particle.min, particle.max);
        match &particle.term {
            Term::Element(element) => lines.line(&self.element_use(element, &occurs), Some(&particle.span)),
            Term::Wildcard(any) => lines.line(&format!("any{occurs} {}", wildcard(any)), Some(&particle.span)),
            Term::Group(compositor, particles) => {
                let word = format!("{compositor:?}").to_lowercase();
                lines.line(&format!("{word}{occurs}"), Some(&particle.span));
                lines.nested(|lines| particles.iter().for_each(|it| self.particle(lines, it)));
            }
        }
    }

    fn element_use(&self, element: &ElementUse, occurs: &str) -> String {
        let word = if element.global.is_some() { "element ref" } else { "element" };
        let nillable = if element.nillable { " nillable" } else { "" };
        let value = value(element.value.as_ref());
        format!("{word} {}{occurs}: {}{nillable}{value}", self.name(&element.name), self.ty(element.ty))
    }

    fn operation(&self, lines: &mut Lines<'_>, operation: &Operation) {
        let binding = |version: SoapVersion, action: &Option<String>| {
            let action = action.as_ref().map(|it| format!(" action {}", quoted(it))).unwrap_or_default();
            format!("{}{action}", version.name())
        };
        let port_type = self.components.port_types.get(operation.port_type).map(|it| self.name(&it.name));
        let overload = operation.overload.as_ref().map(|it| format!(" ({it})")).unwrap_or_default();
        let first = binding(operation.soap_version, &operation.soap_action);
        let name = format!("operation {}{overload} of {}, {first}", operation.name, port_type.unwrap_or_default());
        lines.line(&name, Some(&operation.span));
        lines.nested(|lines| {
            for (version, action) in &operation.other_bindings {
                lines.line(&format!("also {}", binding(*version, action)), None);
            }
            let body = |body: Body| body.element().map_or("empty".to_owned(), |id| self.element(id));
            lines.line(&format!("input {}", body(operation.input)), None);
            let list = |lines: &mut Lines<'_>, word: &str, ids: &[ElementId]| {
                ids.iter().for_each(|id| lines.line(&format!("{word} {}", self.element(*id)), None));
            };
            list(lines, "input header", &operation.input_headers);
            if let Some(output) = operation.output {
                lines.line(&format!("output {}", body(output)), None);
            }
            list(lines, "output header", &operation.output_headers);
            list(lines, "header fault", &operation.header_faults);
            for fault in &operation.faults {
                let name = fault.name.as_ref().map(|it| format!(" {it}")).unwrap_or_default();
                lines.line(&format!("fault{name} {}", self.element(fault.element)), None);
            }
        });
    }

    fn port(&self, lines: &mut Lines<'_>, port: &Port) {
        let port_type = self.components.port_types.get(port.port_type).map(|it| self.name(&it.name));
        let address = port.address.as_ref().map(|it| format!(" at {it}")).unwrap_or_default();
        let (service, name, version) = (&port.service, &port.name, port.soap_version.name());
        let text = format!("port {name} of {service}, {version}, for {}{address}", port_type.unwrap_or_default());
        lines.line(&text, Some(&port.span));
    }
}

fn facets(lines: &mut Lines<'_>, facets: &Facets) {
    for value in &facets.enumeration {
        lines.line(&format!("enumeration {}", quoted(&value.value)), Some(&value.span));
    }
    if !facets.patterns.is_empty() {
        let patterns: Vec<_> = facets.patterns.iter().map(|it| quoted(it)).collect();
        lines.line(&format!("pattern {}", patterns.join(" or ")), None);
    }
    let numbers = [
        ("length", facets.length),
        ("minLength", facets.min_length),
        ("maxLength", facets.max_length),
        ("totalDigits", facets.total_digits),
        ("fractionDigits", facets.fraction_digits),
    ];
    let bounds = [
        ("minInclusive", &facets.min_inclusive),
        ("maxInclusive", &facets.max_inclusive),
        ("minExclusive", &facets.min_exclusive),
        ("maxExclusive", &facets.max_exclusive),
    ];
    let numbers = numbers.into_iter().filter_map(|(name, it)| Some((name, it?.to_string())));
    let bounds = bounds.into_iter().filter_map(|(name, it)| Some((name, it.clone()?)));
    for (name, value) in numbers.chain(bounds) {
        lines.line(&format!("{name} {value}"), None);
    }
    if let Some(white_space) = facets.white_space {
        lines.line(&format!("whiteSpace {}", format!("{white_space:?}").to_lowercase()), None);
    }
}

fn wildcard(wildcard: &Wildcard) -> String {
    let show = |it: &Option<String>| it.clone().unwrap_or_else(|| "##local".to_owned());
    let namespaces = match &wildcard.namespaces {
        NamespaceConstraint::Any => "##any".to_owned(),
        NamespaceConstraint::Not(namespace) => format!("not {}", show(namespace)),
        NamespaceConstraint::List(list) => list.iter().map(show).collect::<Vec<_>>().join(" "),
    };
    format!("{namespaces} {}", format!("{:?}", wildcard.process).to_lowercase())
}

fn value(value: Option<&ValueConstraint>) -> String {
    match value {
        None => String::new(),
        Some(ValueConstraint::Default(value)) => format!(" default {}", quoted(value)),
        Some(ValueConstraint::Fixed(value)) => format!(" fixed {}", quoted(value)),
    }
}
