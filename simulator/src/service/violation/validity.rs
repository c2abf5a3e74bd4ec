//! Documents that the schema does not admit: the words of the schema validator.
//!
//! Where it says that something is: an unexpected child at its name, an attribute at its name, missing attributes at the
//! name of the element, and what only shows at the end of an element (its value, missing children) at the name in the end
//! tag, or in the only tag of an empty element.

use xsd_runtime::{Error, ErrorKind};

use super::Violation;
use super::scan::{Attribute, Open, Scan, State, Tag, text_at};
use super::schema::{Content, Element, HEADERS, REQUESTS};

const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// What is wrong with a document; nothing if it is not about a part that the schema speaks of.
pub(super) fn violation(document: &str, scan: &Scan<'_>, error: &Error) -> Option<Violation> {
    let at = Finder { document, scan, offset: error.offset() };
    match error.kind() {
        ErrorKind::UnexpectedElement => at.unexpected_element(),
        ErrorKind::MissingElement => at.missing_element(),
        ErrorKind::UnexpectedAttribute => at.unexpected_attribute(),
        ErrorKind::MissingAttribute => at.missing_attribute(),
        ErrorKind::UnexpectedText => at.unexpected_text(),
        ErrorKind::InvalidValue => at.invalid_value(),
        _ => None,
    }
}

struct Finder<'a> {
    document: &'a str,
    scan: &'a Scan<'a>,
    offset: usize,
}

impl<'a> Finder<'a> {
    fn violation(&self, offset: usize, text: String) -> Option<Violation> {
        Some(Violation::new(self.document, offset, text))
    }

    fn unexpected_element(&self) -> Option<Violation> {
        let tag = Tag::new(self.document, self.offset);
        let (namespace, name) = (self.scan.namespace_of(&tag), tag.local());
        if self.is_in_body() {
            if self.last_child().is_some() {
                // A second request is no matter of the schema.
                return None;
            }
            let text = format!("Could not find schema information for the element '{}'.", qualified(&namespace, name));
            return self.violation(tag.name_start, text);
        }
        let parent = self.declaration()?;
        let (parent_name, child) = (described(parent), in_namespace(name, &namespace));
        let because = match parent.content {
            Content::Text(_) => Some("text only"),
            Content::Empty => Some("empty"),
            Content::Sequence(_) | Content::Choice(_) => None,
        };
        let text = match because {
            Some(model) => format!(
                "The element {parent_name} cannot contain child element {child} because the parent element's content \
                 model is {model}."
            ),
            None => {
                let expected = list(&parent.expected(self.last_child().as_ref()));
                format!("The element {parent_name} has invalid child element {child}.{expected}")
            }
        };
        self.violation(tag.name_start, text)
    }

    fn missing_element(&self) -> Option<Violation> {
        let end_tag = self.rest().starts_with("</");
        if end_tag {
            return self.violation(self.offset + 2, incomplete(self.declaration()?, self.last_child().as_ref()));
        }
        // Either the tag of an empty element that must have children, or a child that comes too early.
        let tag = Tag::new(self.document, self.offset);
        if self.is_in_body() || tag.is_empty && self.expects(&tag) {
            let element = self.declaration_of(&tag)?;
            return self.violation(tag.name_start, incomplete(element, None));
        }
        self.unexpected_element()
    }

    fn unexpected_attribute(&self) -> Option<Violation> {
        let State::StartTag(start, _) = self.scan.state else { return self.nil() };
        let tag = Tag::new(self.document, start);
        self.declaration_of(&tag)?;
        let attribute = self.attribute(&tag)?;
        let (prefix, local) = attribute.split();
        let namespace = if prefix.is_empty() { String::new() } else { self.scan.resolve(Some(&tag), prefix) };
        if namespace == XSI {
            let value = attribute.value();
            let (prefix, local) = value.split_once(':').unwrap_or(("", &value));
            let named = qualified(&self.scan.resolve(Some(&tag), prefix), local);
            return self.violation(tag.name_start, format!("This is an invalid xsi:type '{named}'."));
        }
        self.violation(attribute.start, format!("The '{}' attribute is not declared.", qualified(&namespace, local)))
    }

    /// `xsi:nil`, which nothing in a request may have.
    fn nil(&self) -> Option<Violation> {
        let tag = Tag::new(self.document, self.offset);
        self.declaration_of(&tag)?;
        let text = "If the 'nillable' attribute is false in the schema, the 'xsi:nil' attribute must not be present.";
        self.violation(tag.name_start, text.to_owned())
    }

    fn missing_attribute(&self) -> Option<Violation> {
        let tag = Tag::new(self.document, self.offset);
        let element = self.declaration_of(&tag)?;
        let is_there = |name: &str| tag.attributes.iter().any(|attribute| attribute.name == name);
        let missing = element.attributes.iter().find(|known| known.is_required && !is_there(known.name))?;
        self.violation(tag.name_start, format!("The required attribute '{}' is missing.", missing.name))
    }

    fn unexpected_text(&self) -> Option<Violation> {
        let element = self.declaration()?;
        let name = described(element);
        let text = match element.content {
            Content::Empty => format!("The element {name} cannot contain text because the content model is empty."),
            _ => format!(
                "The element {name} cannot contain text.{}",
                list(&element.expected(self.last_child().as_ref()))
            ),
        };
        // The text begins behind the markup before it; a CDATA section where its content does.
        let cdata = "<![CDATA[";
        let start = if self.rest().starts_with(cdata) {
            self.offset + cdata.len()
        } else {
            self.document.get(..self.offset)?.trim_end_matches([' ', '\t', '\n', '\r']).len()
        };
        self.violation(start, text)
    }

    fn invalid_value(&self) -> Option<Violation> {
        if let State::StartTag(start, _) = self.scan.state {
            let tag = Tag::new(self.document, start);
            let element = self.declaration_of(&tag)?;
            let attribute = self.attribute(&tag)?;
            let declared = element.attributes.iter().find(|known| known.name == attribute.name)?;
            let (value, datatype) = (attribute.value(), declared.datatype);
            let text = format!(
                "The '{}' attribute is invalid - The value '{value}' is invalid according to its datatype '{}' - {}",
                attribute.name,
                datatype.name(),
                datatype.reason(&value)
            );
            return self.violation(attribute.start, text);
        }
        let tag = Tag::new(self.document, self.offset);
        let is_empty = self.rest().starts_with('<') && tag.is_empty;
        let (element, value, end) = if is_empty {
            (self.declaration_of(&tag)?, String::new(), tag.name_start)
        } else {
            let (value, end) = text_at(self.document, self.offset);
            (self.declaration()?, value, end + 2)
        };
        let Content::Text(datatype) = element.content else { return None };
        let text = format!(
            "The '{}' element is invalid - The value '{value}' is invalid according to its datatype '{}' - {}",
            qualified(element.namespace, element.name),
            datatype.name(),
            datatype.reason(&value)
        );
        self.violation(end, text)
    }

    fn rest(&self) -> &'a str {
        self.document.get(self.offset..).unwrap_or_default()
    }

    /// The attribute of a tag that begins at the offset.
    fn attribute<'t>(&self, tag: &Tag<'t>) -> Option<Attribute<'t>> {
        tag.attributes.iter().find(|attribute| attribute.start == self.offset).copied()
    }

    /// Whether the innermost open element is the body.
    fn is_in_body(&self) -> bool {
        self.scan.open.len() == 2 && self.part() == Some("Body")
    }

    /// Whether a tag may come as the next child of the innermost open element.
    fn expects(&self, tag: &Tag<'_>) -> bool {
        let namespace = self.scan.namespace_of(tag);
        let Some(parent) = self.declaration() else { return self.declaration_of(tag).is_some() };
        parent.expected(self.last_child().as_ref()).iter().any(|child| child.is(&namespace, tag.local()))
    }

    /// The last child of the innermost open element: namespace and local name.
    fn last_child(&self) -> Option<(String, &'a str)> {
        let tag = self.scan.open.last()?.last_child.as_ref()?;
        Some((self.scan.namespace_of(tag), tag.local()))
    }

    /// The declaration of the innermost open element.
    fn declaration(&self) -> Option<&'static Element> {
        let (first, inner) = self.scan.open.get(2..)?.split_first()?;
        let mut element = self.global(&self.scan.namespace_at(2), first.tag.local())?;
        for (index, Open { tag, .. }) in inner.iter().enumerate() {
            let namespace = self.scan.namespace_at(3 + index);
            element = element.children().iter().find(|child| child.is(&namespace, tag.local()))?;
        }
        Some(element)
    }

    /// The declaration of the element of a tag that stands in the innermost open element.
    fn declaration_of(&self, tag: &Tag<'_>) -> Option<&'static Element> {
        let namespace = self.scan.namespace_of(tag);
        if self.scan.open.len() == 2 {
            return self.global(&namespace, tag.local());
        }
        self.declaration()?.children().iter().find(|child| child.is(&namespace, tag.local()))
    }

    /// The declaration of an entry of the header, or of a request.
    fn global(&self, namespace: &str, name: &str) -> Option<&'static Element> {
        let all = match self.part()? {
            "Header" => HEADERS,
            _ => REQUESTS,
        };
        all.iter().find(|element| element.is(namespace, name))
    }

    /// The part of the envelope that the offset is in.
    fn part(&self) -> Option<&'a str> {
        let part = self.scan.open.get(1)?;
        (self.scan.namespace_at(1) == SOAP).then(|| part.tag.local())
    }
}

fn incomplete(element: &Element, last: Option<&(String, &str)>) -> String {
    format!("The element {} has incomplete content.{}", described(element), list(&element.expected(last)))
}

/// The sentence that lists elements, with a blank before it; empty if there are none. All of them are of one namespace.
fn list(expected: &[&Element]) -> String {
    let Some(first) = expected.first() else { return String::new() };
    let names: Vec<&str> = expected.iter().map(|element| element.name).collect();
    format!(" List of possible elements expected: {}.", in_namespace(&names.join(", "), first.namespace))
}

fn described(element: &Element) -> String {
    in_namespace(element.name, element.namespace)
}

fn in_namespace(name: &str, namespace: &str) -> String {
    if namespace.is_empty() { format!("'{name}'") } else { format!("'{name}' in namespace '{namespace}'") }
}

fn qualified(namespace: &str, name: &str) -> String {
    if namespace.is_empty() { name.to_owned() } else { format!("{namespace}:{name}") }
}
