//! What was decided, for people: which Rust item each component became.

use super::{Item, ItemId, Kind, Plan};

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
}

/// A line of `codegen list --operations`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedOperation {
    /// The operation's name.
    pub name: String,
    /// The request element.
    pub request: String,
    /// The response element.
    pub response: String,
    /// Header elements of the request.
    pub request_headers: Vec<String>,
    /// Header elements of the response.
    pub response_headers: Vec<String>,
    /// `file:line`.
    pub place: String,
}

impl Plan {
    /// The items, in reading order.
    pub fn list(&self) -> Vec<Listed> {
        self.order.iter().filter_map(|id| self.items.get(id.0)).map(|item| self.listed(item)).collect()
    }

    /// The operations, in document order.
    pub fn list_operations(&self) -> Vec<ListedOperation> {
        let component = |id: &ItemId| {
            let item = self.items.get(id.0);
            item.map_or("", |item| item.origin.component.split(", ").next().unwrap_or_default()).to_owned()
        };
        let mut list = Vec::new();
        for operation in &self.operations {
            list.push(ListedOperation {
                name: operation.wsdl_name.clone(),
                request: component(&operation.request),
                response: component(&operation.response),
                request_headers: operation.request_headers.iter().map(component).collect(),
                response_headers: operation.response_headers.iter().map(component).collect(),
                place: operation.place.clone(),
            });
        }
        list
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
                Kind::Choice(_) | Kind::Alternatives(_) => "choice",
                Kind::Enumeration(_) => "enumeration",
                Kind::Newtype(_) => "newtype",
                Kind::Union(_) => "union",
                Kind::Alias(_) => "alias",
                Kind::Trait(_) => "trait",
            },
            place: item.origin.place.clone(),
            note: item.origin.note.clone(),
        }
    }
}
