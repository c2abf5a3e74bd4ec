//! What every parsing function needs: the spans and the typed values of attributes, and somewhere to report to.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use roxmltree::{Attribute, Node};

use crate::diag::{Diagnostic, Diagnostics};
use crate::span::{FileId, Span};
use crate::xsd::ast::{Bindings, DerivationSet, Form, Name, Text, TypeIndex, ValueConstraint, ValuePlace, ValueText};
use crate::xsd::names::{BadQName, is_nc_name, resolve_qname};

/// The state of parsing one document.
pub(super) struct Ctx<'a> {
    file: FileId,
    /// The namespace that names without prefix are in when the document has no target namespace of its own.
    pub(super) inherited: Option<&'a str>,
    diagnostics: &'a mut Diagnostics,
    n_types: u32,
    /// The `id` attributes so far.
    ids: BTreeMap<String, Span>,
    /// The namespaces in scope where they were last asked for; nearly always they are the same everywhere.
    bindings: Arc<Bindings>,
}

impl<'a> Ctx<'a> {
    pub(super) fn new(file: FileId, inherited: Option<&'a str>, diagnostics: &'a mut Diagnostics) -> Ctx<'a> {
        Ctx { file, inherited, diagnostics, n_types: 0, ids: BTreeMap::new(), bindings: Arc::default() }
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Checks the attribute `id`, which nothing refers to, but which has to be a name of its own.
    pub(super) fn check_id(&mut self, node: Node<'_, '_>) {
        let Some(text) = self.text(node, "id") else { return };
        if !is_nc_name(&text.value) {
            self.bad_value("id", &text, "a name without colon");
        } else if let Some(first) = self.ids.get(&text.value) {
            let message = format!("the id `{}` is given twice", text.value);
            let diagnostic = Diagnostic::error("duplicate-id", message).at(&text.span);
            self.diagnostics.push(diagnostic.note_at("it is first given here", first));
        } else {
            self.ids.insert(text.value, text.span);
        }
    }

    /// The number for the next type, in document order.
    pub(super) fn next_type(&mut self) -> TypeIndex {
        self.n_types += 1;
        TypeIndex(self.n_types - 1)
    }

    pub(super) fn n_types(&self) -> u32 {
        self.n_types
    }

    /// The start tag of a node.
    pub(super) fn span(&self, node: Node<'_, '_>) -> Span {
        start_tag(node, self.file)
    }

    /// A range of this document.
    pub(super) fn span_of(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range)
    }

    /// An attribute, white space around it removed.
    pub(super) fn text(&self, node: Node<'_, '_>, name: &str) -> Option<Text> {
        attribute_text(node, name, self.file)
    }

    /// The value of an attribute, white space around it removed.
    pub(super) fn text_of(&self, node: Node<'_, '_>, attribute: Attribute<'_, '_>) -> Text {
        text(node, attribute, self.file)
    }

    /// The attribute `name`, which has to be an `NCName`. That it is missing is for the structure rule to report.
    pub(super) fn name(&mut self, node: Node<'_, '_>) -> Option<Text> {
        let text = self.text(node, "name")?;
        if !is_nc_name(&text.value) {
            self.bad_value("name", &text, "a name without colon");
            return None;
        }
        Some(text)
    }

    /// An attribute that refers to a component by name.
    pub(super) fn qname(&mut self, node: Node<'_, '_>, attribute: &str) -> Option<Name> {
        let text = self.text(node, attribute)?;
        self.resolve(node, attribute, text)
    }

    /// An attribute that refers to several components by name.
    pub(super) fn qnames(&mut self, node: Node<'_, '_>, name: &str) -> Vec<Name> {
        let Some(attribute) = attribute(node, name) else { return Vec::new() };
        let whole = text(node, attribute, self.file);
        let raw = raw_value(node, attribute);
        let mut names = Vec::new();
        let mut from = 0;
        for part in whole.value.split_ascii_whitespace() {
            // The value is found again in the source to underline each name alone; where references such as `&#x20;`
            // stand in it, the whole value is underlined.
            let found = raw.get(from..).and_then(|it| it.find(part)).map(|it| it + from);
            let span = match found {
                Some(start) => {
                    from = start + part.len();
                    let offset = attribute.range_value().start;
                    self.span_of(offset + start..offset + from)
                }
                None => whole.span.clone(),
            };
            names.extend(self.resolve(node, name, Text { value: part.to_owned(), span }));
        }
        names
    }

    fn resolve(&mut self, node: Node<'_, '_>, attribute: &str, text: Text) -> Option<Name> {
        match resolve_qname(node, &text.value) {
            Ok(mut name) => {
                if name.namespace.is_none() {
                    name.namespace = self.inherited.map(str::to_owned);
                }
                Some(Name { name, written: text.value, span: text.span })
            }
            Err(BadQName::Form) => {
                self.bad_value(attribute, &text, "a name, with or without a prefix");
                None
            }
            Err(BadQName::Prefix(prefix)) => {
                let message = format!("the prefix `{prefix}` is not declared");
                let label = format!("no `xmlns:{prefix}` in scope");
                self.report(Diagnostic::error("undeclared-prefix", message).at(&text.span).label(label));
                None
            }
        }
    }

    /// A boolean attribute; `false` if it is missing or no boolean.
    pub(super) fn bool(&mut self, node: Node<'_, '_>, name: &str) -> bool {
        self.optional_bool(node, name).unwrap_or(false)
    }

    /// A boolean attribute.
    pub(super) fn optional_bool(&mut self, node: Node<'_, '_>, name: &str) -> Option<bool> {
        let text = self.text(node, name)?;
        match text.value.as_str() {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => {
                self.bad_value(name, &text, "`true` or `false`");
                None
            }
        }
    }

    /// A `form` attribute or its default.
    pub(super) fn form(&mut self, node: Node<'_, '_>, name: &str) -> Option<Form> {
        let text = self.text(node, name)?;
        match text.value.as_str() {
            "qualified" => Some(Form::Qualified),
            "unqualified" => Some(Form::Unqualified),
            _ => {
                self.bad_value(name, &text, "`qualified` or `unqualified`");
                None
            }
        }
    }

    /// `minOccurs` and `maxOccurs`. Numbers beyond `u32` count as its greatest.
    pub(super) fn occurs(&mut self, node: Node<'_, '_>) -> (u32, Option<u32>) {
        let min = self.text(node, "minOccurs");
        let max = self.text(node, "maxOccurs");
        let min_value = match &min {
            None => 1,
            Some(text) => self.count("minOccurs", text).unwrap_or(1),
        };
        let max_value = match &max {
            None => Some(1),
            Some(text) if text.value == "unbounded" => None,
            Some(text) => Some(self.count("maxOccurs", text).unwrap_or(min_value.max(1))),
        };
        if max_value.is_some_and(|it| it < min_value) {
            let span = max.or(min).map_or_else(|| self.span(node), |it| it.span);
            let message = "`minOccurs` is greater than `maxOccurs` (p-props-correct)";
            let label = format!("at least {min_value}, at most {}", max_value.unwrap_or(0));
            self.report(Diagnostic::error("bad-occurrence", message).at(&span).label(label));
            return (min_value, Some(min_value));
        }
        (min_value, max_value)
    }

    fn count(&mut self, name: &str, text: &Text) -> Option<u32> {
        let expected = if name == "maxOccurs" { "a number or `unbounded`" } else { "a number" };
        match non_negative(&text.value) {
            Some(value) => Some(u32::try_from(value).unwrap_or(u32::MAX)),
            None => {
                self.bad_value(name, text, expected);
                None
            }
        }
    }

    /// `default` or `fixed`.
    pub(super) fn value_constraint(&mut self, node: Node<'_, '_>) -> Option<ValueConstraint> {
        let bindings = self.bindings(node);
        let raw = |name| {
            attribute(node, name).map(|it| ValueText { text: it.value().to_owned(), bindings: Arc::clone(&bindings) })
        };
        match (raw("default"), raw("fixed")) {
            (Some(_), Some(fixed)) => {
                let span = self.text(node, "default").map_or_else(|| self.span(node), |it| it.span);
                let message = "`default` and `fixed` exclude each other";
                self.report(Diagnostic::error("conflicting-attributes", message).at(&span));
                Some(ValueConstraint::Fixed(fixed))
            }
            (Some(default), None) => Some(ValueConstraint::Default(default)),
            (None, Some(fixed)) => Some(ValueConstraint::Fixed(fixed)),
            (None, None) => None,
        }
    }

    /// The place of the `default` or `fixed` that counts.
    pub(super) fn value_place(&mut self, node: Node<'_, '_>) -> Option<ValuePlace> {
        let span = self.text(node, "fixed").or_else(|| self.text(node, "default"))?.span;
        Some(ValuePlace { span, bindings: self.bindings(node) })
    }

    /// What prefixes mean at an element.
    pub(super) fn bindings(&mut self, node: Node<'_, '_>) -> Arc<Bindings> {
        let here = || node.namespaces().map(|it| (it.name(), it.uri()));
        let last = self.bindings.list.iter().map(|(prefix, uri)| (prefix.as_deref(), uri.as_str()));
        if !last.eq(here()) {
            let list = here().map(|(prefix, uri)| (prefix.map(str::to_owned), uri.to_owned()));
            self.bindings = Arc::new(Bindings { list: list.collect() });
        }
        Arc::clone(&self.bindings)
    }

    /// A `block` or `final` attribute that may name the derivations in `allowed`.
    pub(super) fn derivation_set(
        &mut self,
        node: Node<'_, '_>,
        name: &str,
        allowed: &[&'static str],
    ) -> Option<DerivationSet> {
        let text = self.text(node, name)?;
        let mut set = DerivationSet::default();
        if text.value == "#all" {
            for derivation in allowed {
                set.insert(derivation);
            }
            return Some(set);
        }
        for part in text.value.split_ascii_whitespace() {
            if !allowed.contains(&part) {
                let allowed: Vec<_> = allowed.iter().map(|it| format!("`{it}`")).collect();
                self.bad_value(name, &text, &format!("`#all` or some of {}", allowed.join(", ")));
                return None;
            }
            set.insert(part);
        }
        Some(set)
    }

    /// Reports that an attribute does not have the form it should.
    pub(super) fn bad_value(&mut self, name: &str, text: &Text, expected: &str) {
        let message = format!("`{}` is no value for `{name}`", text.value);
        let label = format!("expected {expected}");
        self.report(Diagnostic::error("bad-value", message).at(&text.span).label(label));
    }
}

impl DerivationSet {
    fn insert(&mut self, derivation: &str) {
        match derivation {
            "extension" => self.extension = true,
            "restriction" => self.restriction = true,
            "substitution" => self.substitution = true,
            "list" => self.list = true,
            "union" => self.union = true,
            _ => {}
        }
    }
}

/// The attribute of this name in no namespace.
pub(crate) fn attribute<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Attribute<'a, 'i>> {
    node.attributes().find(|it| it.namespace().is_none() && it.name() == name)
}

/// The start tag of an element, from `<` to `>`.
pub(crate) fn start_tag(node: Node<'_, '_>, file: FileId) -> Span {
    let all = node.range();
    let text = node.document().input_text();
    let mut quote = None;
    for (idx, byte) in text.as_bytes().get(all.clone()).unwrap_or(&[]).iter().enumerate() {
        match (byte, quote) {
            (b'>', None) => return Span::new(file, all.start..all.start + idx + 1),
            (b'"' | b'\'', None) => quote = Some(*byte),
            (_, Some(open)) if open == *byte => quote = None,
            _ => {}
        }
    }
    Span::new(file, all)
}

/// The attribute of this name in no namespace, as text with its place.
pub(crate) fn attribute_text(node: Node<'_, '_>, name: &str, file: FileId) -> Option<Text> {
    attribute(node, name).map(|it| text(node, it, file))
}

/// An attribute's value without the white space around it.
fn text(node: Node<'_, '_>, attribute: Attribute<'_, '_>, file: FileId) -> Text {
    let is_blank = |it: char| it.is_ascii_whitespace();
    let raw = raw_value(node, attribute);
    let start = attribute.range_value().start + (raw.len() - raw.trim_start_matches(is_blank).len());
    let end = start + raw.trim_matches(is_blank).len();
    Text { value: attribute.value().trim_matches(is_blank).to_owned(), span: Span::new(file, start..end) }
}

/// The number that a `nonNegativeInteger` stands for; one beyond `u64` counts as its greatest.
pub(crate) fn non_negative(text: &str) -> Option<u64> {
    if let Some(zero) = text.strip_prefix('-') {
        return (!zero.is_empty() && zero.bytes().all(|it| it == b'0')).then_some(0);
    }
    let digits = text.strip_prefix('+').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    Some(digits.parse().unwrap_or(u64::MAX))
}

/// The value as the source has it, references and all.
fn raw_value<'i>(node: Node<'_, 'i>, attribute: Attribute<'_, '_>) -> &'i str {
    node.document().input_text().get(attribute.range_value()).unwrap_or("")
}
