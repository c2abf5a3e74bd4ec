//! What the messages of an operation hold: bodies and headers.

use std::collections::BTreeSet;

use super::{Bound, Pass};
use crate::components::model::{Body, ElementId};
use crate::diag::{Diagnostic, Severity};
use crate::span::Span;
use crate::wsdl::{BindingMessage, Header, Part, PortTypeMessage, Style};

/// The content of a request or a response.
pub(super) struct Content {
    pub(super) body: Body,
    pub(super) headers: Vec<ElementId>,
    pub(super) header_faults: Vec<ElementId>,
}

impl<'w> Pass<'_, '_, 'w> {
    /// The content of a message. In style `rpc` its parts stand in an element of the name `wrapper`.
    pub(super) fn message(
        &mut self,
        bound: Bound<'w>,
        node: &PortTypeMessage,
        binding: Option<&BindingMessage>,
        wrapper: String,
    ) -> Option<Content> {
        let name = node.message.as_ref()?;
        let message = self.wsdl.message(self.ctx, name)?;
        if let Some(span) = binding.and_then(|it| it.encoded.as_ref()) {
            let help = "bind it with `use=\"literal\"`, in style `document` or `rpc`";
            self.unsupported(bound, "has `use=\"encoded\"`", span, help);
            return None;
        }
        if let Some(span) = binding.and_then(|it| it.mime.as_ref()) {
            let help = "messages that are one SOAP envelope are supported";
            self.unsupported(bound, "is bound to a MIME message", span, help);
            return None;
        }
        let mut headers = Vec::new();
        let mut header_faults = Vec::new();
        // The parts of the message itself that travel as headers are none of its body.
        let mut header_parts = BTreeSet::new();
        for header in binding.iter().flat_map(|it| &it.headers) {
            let own = header.faults.iter().chain([header]).filter(|it| it.message.name == name.name);
            header_parts.extend(own.map(|it| it.part.value.as_str()));
            headers.extend(self.header(bound, header));
            header_faults.extend(header.faults.iter().filter_map(|it| self.header(bound, it)));
        }
        let named = binding.and_then(|it| it.parts.as_ref());
        let parts: Vec<&Part> = match named {
            Some(names) => names.iter().filter_map(|it| message.part(self.ctx, it)).collect(),
            None => {
                let parts = message.message.parts.iter();
                parts.filter(|it| !header_parts.contains(it.name.value.as_str())).collect()
            }
        };
        if named.is_some_and(|it| it.len() != parts.len()) {
            return None;
        }
        let span = binding.map_or(&bound.bound.span, |it| &it.span);
        let body = match bound.style() {
            Style::Document => self.document_body(bound, &parts, span)?,
            Style::Rpc(_) => {
                let namespace = binding.and_then(|it| it.namespace.as_ref());
                Body::Element(self.rpc_body(bound, message.message, &parts, namespace, wrapper, span)?)
            }
        };
        Some(Content { body, headers, header_faults })
    }

    fn document_body(&mut self, bound: Bound<'_>, parts: &[&Part], span: &Span) -> Option<Body> {
        match parts {
            [] => Some(Body::Empty),
            [part] => self.element(bound, part).map(Body::Element),
            _ => {
                let what = format!("has a body of {} parts in style `document`", parts.len());
                let help = "name one part in `parts` of `soap:body`, and the others in `soap:header`";
                self.unsupported(bound, &what, span, help);
                None
            }
        }
    }

    fn header(&mut self, bound: Bound<'_>, header: &Header) -> Option<ElementId> {
        let message = self.wsdl.message(self.ctx, &header.message)?;
        let part = message.part(self.ctx, &header.part)?;
        if part.element.is_none() {
            let note = ("the header is here", &header.span);
            self.mismatch(bound, part, "is a header and has a type, not an element", note);
            return None;
        }
        self.element(bound, part)
    }

    /// The element that a part of a body in style `document`, of a header or of a fault names.
    pub(super) fn element(&mut self, bound: Bound<'_>, part: &Part) -> Option<ElementId> {
        let Some(name) = &part.element else {
            let style = bound.style_span();
            let what = "has a type, not an element, as style `document` asks for";
            self.mismatch(bound, part, what, ("the style is said here", &style));
            return None;
        };
        self.ctx.find_element(None, name)
    }

    /// Reports a part that is an element where it has to have a type, or the other way round.
    pub(super) fn mismatch(&mut self, bound: Bound<'_>, part: &Part, what: &str, (note, place): (&str, &Span)) {
        let reference = part.element.as_ref().or(part.ty.as_ref());
        // That a part has neither has been reported.
        let Some(reference) = reference else { return };
        let message = format!("part `{}` of operation `{}` {what}", part.name.value, bound.node.name.value);
        let help = match part.element {
            Some(_) => "give the part a `type`, or bind the operation in style `document`",
            None if matches!(bound.style(), Style::Rpc(_)) || bound.style_span() != *place => {
                "declare an element of that type, and name it by `element`"
            }
            None => "name an `element`, or bind the operation in style `rpc`",
        };
        let diagnostic = Diagnostic::error("part-mismatch", message).at(&reference.span);
        self.shape(bound, diagnostic.note_at(note, place).help(help));
    }

    /// Reports what an operation is that has no place in generated code.
    pub(super) fn unsupported(&mut self, bound: Bound<'_>, what: &str, span: &Span, help: &str) {
        let message = format!("operation `{}` {what}, which is not supported", bound.node.name.value);
        self.shape(bound, Diagnostic::error("unsupported-binding", message).at(span).help(help));
    }

    /// Reports a binding that cannot be used: a warning where an earlier binding can.
    fn shape(&mut self, bound: Bound<'_>, mut diagnostic: Diagnostic) {
        if bound.is_further {
            diagnostic.severity = Severity::Warning;
        }
        self.ctx.report(diagnostic);
    }
}

impl<'w> Bound<'w> {
    /// The style of the operation: its own or that of its binding (WSDL 1.1, 3.4).
    pub(super) fn style(self) -> &'w Style {
        self.bound.style.as_ref().unwrap_or(&self.binding.style)
    }

    /// Where the style is said, or would be.
    pub(super) fn style_span(self) -> Span {
        match self.style() {
            Style::Rpc(span) => span.clone(),
            Style::Document if self.bound.style.is_some() => self.bound.span.clone(),
            Style::Document => self.binding.soap.clone(),
        }
    }
}
