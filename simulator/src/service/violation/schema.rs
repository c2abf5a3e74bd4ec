//! The part of the schema that requests are made of, for messages: which children and attributes an element has, and of
//! which types. The generated types decide what is valid; a test compares this with the schema.

/// The namespace of messages.
pub(super) const M: &str = "http://schemas.microsoft.com/exchange/services/2006/messages";
/// The namespace of types.
pub(super) const T: &str = "http://schemas.microsoft.com/exchange/services/2006/types";

/// An element.
#[derive(Debug)]
pub(super) struct Element {
    /// Its namespace.
    pub(super) namespace: &'static str,
    /// Its local name.
    pub(super) name: &'static str,
    /// How often it occurs at least: 0 or 1.
    pub(super) min: usize,
    /// Whether it occurs more than once.
    pub(super) is_many: bool,
    /// What is in it.
    pub(super) content: Content,
    /// Its attributes, without those of other namespaces.
    pub(super) attributes: &'static [Attribute],
}

/// What is in an element.
#[derive(Debug, Clone, Copy)]
pub(super) enum Content {
    /// Nothing.
    Empty,
    /// A text.
    Text(Datatype),
    /// Elements in their order.
    Sequence(&'static [Element]),
    /// One of some elements; as often as they may, if they are many.
    Choice(&'static [Element]),
}

/// An attribute.
#[derive(Debug)]
pub(super) struct Attribute {
    /// Its name, which is in no namespace.
    pub(super) name: &'static str,
    /// Of which type it is.
    pub(super) datatype: Datatype,
    /// Whether it is required.
    pub(super) is_required: bool,
}

/// A simple type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Datatype {
    Boolean,
    DateTime,
    DerivedItemId,
    Guid,
    Int,
    Language,
    NonEmptyString,
    PropertySet,
    PropertyTag,
    PropertyType,
    String,
    Version,
}

impl Datatype {
    /// Its namespace and name, with a colon between them.
    pub(super) fn name(self) -> String {
        let (namespace, name) = match self {
            Self::Boolean => (XS, "boolean"),
            Self::DateTime => (XS, "dateTime"),
            Self::DerivedItemId => (T, "DerivedItemIdType"),
            Self::Guid => (T, "GuidType"),
            Self::Int => (XS, "int"),
            Self::Language => (XS, "language"),
            Self::NonEmptyString => (T, "NonEmptyStringType"),
            Self::PropertySet => (T, "DistinguishedPropertySetType"),
            Self::PropertyTag => (T, "PropertyTagType"),
            Self::PropertyType => (T, "MapiPropertyTypeType"),
            Self::String => (XS, "string"),
            Self::Version => (T, "ExchangeVersionType"),
        };
        format!("{namespace}:{name}")
    }

    /// Why a value is none of it.
    pub(super) fn reason(self, value: &str) -> String {
        match self {
            Self::Boolean => format!("The string '{value}' is not a valid Boolean value."),
            Self::DateTime => format!("The string '{value}' is not a valid XsdDateTime value."),
            Self::Int => format!("The string '{value}' is not a valid Int32 value."),
            Self::NonEmptyString => "The actual length is less than the MinLength value.".to_owned(),
            Self::PropertySet | Self::PropertyType | Self::Version => "The Enumeration constraint failed.".to_owned(),
            Self::PropertyTag => {
                format!("The value '{value}' is not valid according to any of the memberTypes of the union.")
            }
            Self::DerivedItemId | Self::Guid | Self::Language | Self::String => {
                "The Pattern constraint failed.".to_owned()
            }
        }
    }
}

const XS: &str = "http://www.w3.org/2001/XMLSchema";

/// The requests.
pub(super) static REQUESTS: &[Element] = &[
    request("AddDistributionGroupToImList", &[text("SmtpAddress"), text("DisplayName")]),
    request("AddImContactToGroup", &[item_id("ContactId"), item_id("GroupId").optional()]),
    request("AddImGroup", &[text("DisplayName")]),
    request(
        "AddNewImContactToGroup",
        &[text("ImAddress"), text("DisplayName").optional(), item_id("GroupId").optional()],
    ),
    request(
        "AddNewTelUriContactToGroup",
        &[
            text("TelUriAddress"),
            text("ImContactSipUriAddress"),
            text("ImTelephoneNumber"),
            item_id("GroupId").optional(),
        ],
    ),
    request("GetImItemList", &[EXTENDED_PROPERTIES]),
    request("GetImItems", &[item_ids("ContactIds"), item_ids("GroupIds"), EXTENDED_PROPERTIES]),
    request("RemoveContactFromImList", &[item_id("ContactId")]),
    request("RemoveDistributionGroupFromImList", &[item_id("GroupId")]),
    request("RemoveImContactFromGroup", &[item_id("ContactId"), item_id("GroupId")]),
    request("RemoveImGroup", &[item_id("GroupId")]),
    request("SetImGroup", &[item_id("GroupId"), text("NewDisplayName")]),
    request(
        "SetImListMigrationCompleted",
        &[Element { content: Content::Text(Datatype::Boolean), ..text("ImListMigrationCompleted") }],
    ),
];

/// The entries of the header.
pub(super) static HEADERS: &[Element] = &[
    Element {
        content: Content::Sequence(&[Element {
            content: Content::Choice(&[
                name("PrincipalName"),
                name("SID"),
                name("PrimarySmtpAddress"),
                name("SmtpAddress"),
            ]),
            ..name("ConnectingSID")
        }]),
        ..name("ExchangeImpersonation")
    },
    Element { content: Content::Text(Datatype::Language), ..name("MailboxCulture") },
    Element {
        content: Content::Empty,
        attributes: &[required("Version", Datatype::Version)],
        ..name("RequestServerVersion")
    },
];

const EXTENDED_PROPERTIES: Element = Element {
    content: Content::Choice(&[Element {
        content: Content::Empty,
        attributes: &[
            optional("DistinguishedPropertySetId", Datatype::PropertySet),
            optional("PropertySetId", Datatype::Guid),
            optional("PropertyTag", Datatype::PropertyTag),
            optional("PropertyName", Datatype::String),
            optional("PropertyId", Datatype::Int),
            required("PropertyType", Datatype::PropertyType),
        ],
        is_many: true,
        ..name("ExtendedProperty")
    }]),
    ..text("ExtendedProperties").optional()
};

const ITEM_ID: &[Attribute] = &[required("Id", Datatype::String), optional("ChangeKey", Datatype::String)];

const ITEM_IDS: &[Element] = &[
    Element { content: Content::Empty, attributes: ITEM_ID, is_many: true, ..name("ItemId") },
    Element {
        content: Content::Empty,
        attributes: &[
            required("RecurringMasterId", Datatype::DerivedItemId),
            optional("ChangeKey", Datatype::String),
            required("InstanceIndex", Datatype::Int),
        ],
        is_many: true,
        ..name("OccurrenceItemId")
    },
    Element {
        content: Content::Empty,
        attributes: &[required("OccurrenceId", Datatype::DerivedItemId), optional("ChangeKey", Datatype::String)],
        is_many: true,
        ..name("RecurringMasterItemId")
    },
    Element {
        content: Content::Sequence(&[Element {
            content: Content::Sequence(&[Element {
                content: Content::Empty,
                attributes: &[
                    optional("Start", Datatype::DateTime),
                    optional("End", Datatype::DateTime),
                    optional("Count", Datatype::Int),
                    optional("CompareOriginalStartTime", Datatype::Boolean),
                ],
                is_many: true,
                ..name("Range")
            }]),
            ..name("Ranges").optional()
        }]),
        attributes: ITEM_ID,
        is_many: true,
        ..name("RecurringMasterItemIdRanges")
    },
];

const fn item_ids(name: &'static str) -> Element {
    Element { content: Content::Choice(ITEM_IDS), ..text(name).optional() }
}

const fn request(name: &'static str, children: &'static [Element]) -> Element {
    Element { content: Content::Sequence(children), ..text(name) }
}

const fn item_id(name: &'static str) -> Element {
    Element { content: Content::Empty, attributes: ITEM_ID, ..text(name) }
}

/// A required text in the namespace of messages.
const fn text(name: &'static str) -> Element {
    Element {
        namespace: M,
        name,
        min: 1,
        is_many: false,
        content: Content::Text(Datatype::NonEmptyString),
        attributes: &[],
    }
}

/// A required text in the namespace of types.
const fn name(name: &'static str) -> Element {
    Element { namespace: T, ..text(name) }
}

const fn required(name: &'static str, datatype: Datatype) -> Attribute {
    Attribute { name, datatype, is_required: true }
}

const fn optional(name: &'static str, datatype: Datatype) -> Attribute {
    Attribute { name, datatype, is_required: false }
}

impl Element {
    const fn optional(self) -> Self {
        Self { min: 0, ..self }
    }

    /// Whether it has a name.
    pub(super) fn is(&self, namespace: &str, name: &str) -> bool {
        self.namespace == namespace && self.name == name
    }

    /// The elements that can be in it.
    pub(super) fn children(&self) -> &'static [Element] {
        match self.content {
            Content::Empty | Content::Text(_) => &[],
            Content::Sequence(children) | Content::Choice(children) => children,
        }
    }

    /// The elements that can come behind the last child that is there, which is one that may be: its namespace and name.
    pub(super) fn expected(&self, last: Option<&(String, &str)>) -> Vec<&'static Element> {
        match self.content {
            Content::Empty | Content::Text(_) => Vec::new(),
            Content::Choice(children) => children.iter().filter(|child| child.is_many || last.is_none()).collect(),
            Content::Sequence(children) => {
                let is_last = |child: &Element| last.is_some_and(|(namespace, name)| child.is(namespace, name));
                let last = children.iter().position(is_last);
                let may_repeat = last.is_some_and(|last| children.get(last).is_some_and(|child| child.is_many));
                let mut expected = Vec::new();
                for (index, child) in children.iter().enumerate() {
                    if last.is_some_and(|last| index < last || index == last && !may_repeat) {
                        continue;
                    }
                    expected.push(child);
                    if child.min > 0 && last != Some(index) {
                        break;
                    }
                }
                expected
            }
        }
    }
}
