//! What was decided, for people: which Rust item each component became.

use super::{Alternative, Body, Field, Item, Kind, Operation, Plan, Port, Type, Wire, words};
use crate::components::model::SoapVersion;

/// A line of `codegen list`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The component or components, as `t:ItemIdType`.
    pub component: String,
    /// The path of the Rust item in the generated file.
    pub rust: String,
    /// What it is.
    pub kind: &'static str,
    /// `file:line`.
    pub place: String,
    /// What was decided about it.
    pub note: String,
    /// Members and variants whose Rust name is more than their XML name in Rust's spelling: both names.
    pub members: Vec<(String, String)>,
}

/// A line of `codegen list --operations`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedOperation {
    /// The operation's name: with the port type, where there are several, and with what tells it from others of its name.
    pub name: String,
    /// The request element, or `empty`.
    pub request: String,
    /// The response element, `empty` or `no reply`.
    pub response: String,
    /// The versions of SOAP that it is bound to.
    pub versions: Vec<&'static str>,
    /// Header elements of the request.
    pub request_headers: Vec<String>,
    /// Header elements of the response.
    pub response_headers: Vec<String>,
    /// Elements in the detail of typed faults.
    pub faults: Vec<String>,
    /// `file:line`.
    pub place: String,
}

/// A port, in `codegen list --operations`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedPort {
    /// The service and the port, as `Weather/WeatherPort`.
    pub name: String,
    /// Where it is; empty if the document does not say so.
    pub address: String,
    /// The version of SOAP.
    pub version: &'static str,
    /// `file:line`.
    pub place: String,
}

impl Plan {
    /// The items, in reading order.
    pub fn list(&self) -> Vec<Listed> {
        let document = self.document.iter().map(|document| Listed {
            component: "(the global elements)".to_owned(),
            rust: document.name.clone(),
            kind: "document",
            place: String::new(),
            note: String::new(),
            members: Vec::new(),
        });
        let items = self.order.iter().filter_map(|id| self.items.get(id.0));
        document.chain(items.map(|item| self.listed(item))).collect()
    }

    /// The operations, in document order.
    pub fn list_operations(&self) -> Vec<ListedOperation> {
        let component = |ty: &Type| match ty {
            Type::Item(id) => {
                let item = self.items.get(id.0);
                item.map_or("", |item| item.origin.component.split(", ").next().unwrap_or_default()).to_owned()
            }
            Type::Builtin("rt::soap::NoReply") => "no reply".to_owned(),
            _ => "empty".to_owned(),
        };
        let listed = |operation: &Operation| {
            let mut versions = vec![operation.soap_version];
            versions.extend(operation.other_bindings.iter().map(|(version, _)| *version));
            versions.sort_unstable();
            versions.dedup();
            ListedOperation {
                name: operation.full_name.clone(),
                request: component(&operation.request),
                response: component(&operation.response),
                versions: versions.into_iter().map(SoapVersion::name).collect(),
                request_headers: operation.request_headers.iter().map(component).collect(),
                response_headers: operation.response_headers.iter().map(component).collect(),
                faults: operation.fault.iter().flat_map(|it| &it.variants).map(|it| component(&it.ty)).collect(),
                place: operation.place.clone(),
            }
        };
        self.operations.iter().map(listed).collect()
    }

    /// The ports of the services, in document order.
    pub fn list_ports(&self) -> Vec<ListedPort> {
        let listed = |port: &Port| ListedPort {
            name: format!("{}/{}", port.service, port.wsdl_name),
            address: port.address.clone().unwrap_or_default(),
            version: port.soap_version.name(),
            place: port.place.clone(),
        };
        self.ports.iter().map(listed).collect()
    }

    fn listed(&self, item: &Item) -> Listed {
        let rust = match &item.module {
            Some(module) => format!("{module}::{}", item.name),
            None => item.name.clone(),
        };
        Listed {
            component: item.origin.component.clone(),
            rust,
            kind: match &item.kind {
                Kind::Struct(_) | Kind::Wrapper(_) => "struct",
                Kind::Choice(_) | Kind::Alternatives(_) | Kind::Polymorphic(_) => "choice",
                Kind::Enumeration(_) => "enumeration",
                Kind::Newtype(_) => "newtype",
                Kind::Union(_) => "union",
                Kind::Alias(_) => "alias",
                Kind::Trait(_) => "trait",
            },
            place: item.origin.place.clone(),
            note: note(item),
            members: members(item),
        }
    }
}

/// Why an item is called as it is, where that is not plain.
fn note(item: &Item) -> String {
    let local = item.origin.component.split(", ").next().unwrap_or_default();
    let local = local.rsplit([':', '/']).next().unwrap_or_default();
    let camel = words::camel(local);
    let short = camel.strip_suffix("Type").filter(|short| !short.is_empty()).unwrap_or(&camel);
    let name_note = if !item.origin.note.is_empty() || item.name == short {
        None
    } else if item.name == camel {
        Some(format!("`{short}` is taken"))
    } else {
        Some("called so by the configuration, its `id` or its owner, or numbered after a clash".to_owned())
    };
    name_note.unwrap_or_else(|| item.origin.note.clone())
}

/// Members and variants with a name that takes a decision: a keyword, an acronym, a clash, a configured name.
fn members(item: &Item) -> Vec<(String, String)> {
    let mut members = Vec::new();
    let mut add = |xml: &str, rust: &str, plain: String| {
        if rust != plain {
            members.push((xml.to_owned(), rust.to_owned()));
        }
    };
    match &item.kind {
        Kind::Struct(of) => {
            let body: &[Field] = match &of.body {
                Body::Text(_) => &[],
                Body::Children(fields, _) => fields,
            };
            for field in of.attributes.iter().chain(body) {
                match &field.wire {
                    Wire::Attribute(root) => add(&format!("@{}", root.local), &field.name, plain_snake(&root.local)),
                    Wire::Element(root, _) => add(&root.local, &field.name, plain_snake(&root.local)),
                    Wire::Choice(alternatives) if alternatives.iter().any(Alternative::is_text) => {
                        add("content()", &field.name, "content".to_owned());
                    }
                    Wire::Choice(_) => add("choice", &field.name, String::new()),
                    Wire::Group(_) => add("group", &field.name, String::new()),
                    Wire::AnyAttribute(..) | Wire::Text | Wire::Raw(_) => {}
                }
            }
        }
        Kind::Choice(of) | Kind::Alternatives(of) => {
            for alternative in &of.alternatives {
                if let Some(root) = &alternative.element {
                    add(&root.local, &alternative.variant, root.local.clone());
                }
            }
        }
        Kind::Enumeration(of) => of.variants.iter().for_each(|it| add(&it.value, &it.name, it.value.clone())),
        _ => {}
    }
    members
}

/// An underscore before each capital, and nothing else.
fn plain_snake(name: &str) -> String {
    let mut snake = String::new();
    for (index, c) in name.chars().enumerate() {
        if c.is_uppercase() && index > 0 {
            snake.push('_');
        }
        snake.extend(c.to_lowercase());
    }
    snake
}
