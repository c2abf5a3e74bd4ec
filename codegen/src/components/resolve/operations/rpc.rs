//! The wrappers of style `rpc` (WSDL 1.1, 3.5; WS-I Basic Profile 1.1, 4.7): element declarations that no document holds.

use std::collections::BTreeMap;

use super::{Bound, Pass};
use crate::components::built_in::ANY_TYPE;
use crate::components::model::{
    ComplexType, Compositor, Content, Derivation, DerivationSet, ElementDeclaration, ElementId, ElementUse, Particle,
    QName, Term, TypeDefinition, TypeId, TypeKind,
};
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::wsdl::{Message, Part};
use crate::xsd::{Text, is_nc_name};

/// The wrappers so far: by name and by the names and types of what is in them. Operations that wrap the same in the same
/// way share one.
#[derive(Default)]
pub(super) struct Wrappers {
    by_content: BTreeMap<(QName, Vec<(String, TypeId)>), ElementId>,
}

impl<'w> Pass<'_, '_, 'w> {
    /// The element around the parts of a message. Each part is an element in no namespace, in the order of the message
    /// (Basic Profile, R2301, R2735); `parameterOrder` is a hint for signatures alone (R2302).
    pub(super) fn rpc_body(
        &mut self,
        bound: Bound<'w>,
        message: &Message,
        parts: &[&Part],
        namespace: Option<&Text>,
        wrapper: String,
        span: &Span,
    ) -> Option<ElementId> {
        if !self.ctx.afford(parts.len(), span) {
            return None;
        }
        let mut accessors = Vec::new();
        for part in parts {
            accessors.push(self.accessor(bound, part));
        }
        let accessors: Vec<(&Text, TypeId, &Span)> = accessors.into_iter().collect::<Option<_>>()?;
        let namespace = namespace.filter(|it| !it.value.is_empty());
        if namespace.is_none() {
            let message = format!("operation `{}` has no namespace for its body in style `rpc`", bound.node.name.value);
            let diagnostic = Diagnostic::warning("missing-body-namespace", message).at(span);
            self.ctx.report(
                diagnostic
                    .note(format!("the element `{wrapper}` is then in no namespace"))
                    .help("give `soap:body` the attribute `namespace`, which the WS-I Basic Profile asks for"),
            );
        }
        if !is_nc_name(&wrapper) {
            self.bad_name(&bound.node.name);
            return None;
        }
        let name = QName { namespace: namespace.map(|it| it.value.clone()), local: wrapper };
        let content = accessors.iter().map(|(name, ty, _)| (name.value.clone(), *ty)).collect();
        let key = (name, content);
        if let Some(id) = self.wrappers.by_content.get(&key) {
            return Some(*id);
        }
        let id = self.declare(bound, key.0.clone(), message, &accessors);
        self.wrappers.by_content.insert(key, id);
        Some(id)
    }

    fn accessor<'p>(&mut self, bound: Bound<'_>, part: &'p Part) -> Option<(&'p Text, TypeId, &'p Span)> {
        let Some(ty) = &part.ty else {
            let what = "is an element and has no type, as style `rpc` asks for";
            self.mismatch(bound, part, what, ("the style is said here", &bound.style_span()));
            return None;
        };
        if !is_nc_name(&part.name.value) {
            self.bad_name(&part.name);
            return None;
        }
        Some((&part.name, self.ctx.find_type_of_part(ty)?, &part.span))
    }

    fn bad_name(&mut self, name: &Text) {
        let message = format!("`{}` is no value for `name`", name.value);
        let label = "expected a name without colon, since it becomes an element's";
        self.ctx.report(Diagnostic::error("bad-value", message).at(&name.span).label(label));
    }

    fn declare(
        &mut self,
        bound: Bound<'_>,
        name: QName,
        message: &Message,
        accessors: &[(&Text, TypeId, &Span)],
    ) -> ElementId {
        if let Some(uri) = &name.namespace {
            self.ctx.add_namespace(uri, self.wsdl.prefix(uri));
        }
        let particles: Vec<Particle> = accessors.iter().map(|&(name, ty, span)| accessor(name, ty, span)).collect();
        let content = if particles.is_empty() {
            Content::Empty
        } else {
            let term = Term::Group(Compositor::Sequence, particles);
            Content::ElementOnly(Particle { min: 1, max: Some(1), term, definition: None, span: message.span.clone() })
        };
        let ty = self.ctx.add_type(TypeDefinition {
            name: None,
            id: None,
            owner: vec![name.clone()],
            documentation: None,
            span: Some(message.span.clone()),
            kind: TypeKind::Complex(ComplexType {
                base: ANY_TYPE,
                derivation: Derivation::Restriction,
                is_abstract: false,
                block: DerivationSet::default(),
                content,
                attributes: Vec::new(),
                any_attribute: None,
            }),
        });
        let what = if name.local == bound.node.name.value { "request" } else { "response" };
        let (operation, port_type) = (&bound.node.name.value, &bound.port_type.name.value);
        self.ctx.add_element(ElementDeclaration {
            name,
            ty,
            nillable: false,
            is_abstract: false,
            substitution_group: None,
            members: Vec::new(),
            block: DerivationSet::default(),
            exclusions: DerivationSet::default(),
            value: None,
            constraints: Vec::new(),
            documentation: Some(format!("The parts of a {what} of the operation {operation} of {port_type}.")),
            span: message.span.clone(),
        })
    }
}

fn accessor(name: &Text, ty: TypeId, span: &Span) -> Particle {
    let element = ElementUse {
        name: QName { namespace: None, local: name.value.clone() },
        ty,
        global: None,
        nillable: false,
        value: None,
        block: DerivationSet::default(),
        constraints: Vec::new(),
        documentation: None,
    };
    Particle { min: 1, max: Some(1), term: Term::Element(element), definition: None, span: span.clone() }
}
