//! What may stand where: the schemas of SOAP 1.1, and of SOAP 1.2 Part 1, section 5.

use super::Version;
use super::version::{NAMESPACES_11, NAMESPACES_12, S, XML};
use crate::{AnyNamespace, Attribute, Child, MANY, NO_NAMESPACE, Namespaces, ONE, OPTIONAL, SOME, Table};

/// The tables of the elements that both versions have.
#[derive(Debug)]
pub(super) struct Tables {
    pub(super) envelope: Table,
    pub(super) header: Table,
    pub(super) body: Table,
    pub(super) fault: Table,
    /// The same for lenient reading, which keeps what is no part of a fault.
    pub(super) open_fault: Table,
    pub(super) detail: Table,
}

impl Version {
    pub(super) fn tables(self) -> &'static Tables {
        match self {
            Self::Soap11 => &TABLES_11,
            Self::Soap12 => &TABLES_12,
        }
    }
}

static TABLES_11: Tables = Tables {
    // What follows the body may be of any other namespace; nobody uses it.
    envelope: element(&NAMESPACES_11, "Envelope").attributes(QUALIFIED).children(&[
        Child::new(S, "Header", 0, OPTIONAL),
        Child::new(S, "Body", 1, ONE),
        Child::any(AnyNamespace::Not(Version::Soap11.namespace()), 2, MANY),
    ]),
    header: element(&NAMESPACES_11, "Header").attributes(QUALIFIED).children(ANYTHING),
    body: element(&NAMESPACES_11, "Body").attributes(ANY_ATTRIBUTE).children(ANYTHING),
    fault: element(&NAMESPACES_11, "Fault").children(FAULT_11.split_at(N_PARTS).0),
    open_fault: element(&NAMESPACES_11, "Fault").children(&FAULT_11),
    detail: element(&NAMESPACES_11, "detail").attributes(ANY_ATTRIBUTE).children(ANYTHING),
};

static TABLES_12: Tables = Tables {
    envelope: element(&NAMESPACES_12, "Envelope")
        .attributes(QUALIFIED)
        .children(&[Child::new(S, "Header", 0, OPTIONAL), Child::new(S, "Body", 1, ONE)]),
    header: element(&NAMESPACES_12, "Header").attributes(QUALIFIED).children(ANYTHING),
    body: element(&NAMESPACES_12, "Body").attributes(QUALIFIED).children(ANYTHING),
    fault: element(&NAMESPACES_12, "Fault").children(FAULT_12.split_at(N_PARTS).0),
    open_fault: element(&NAMESPACES_12, "Fault").children(&FAULT_12),
    detail: element(&NAMESPACES_12, "detail").attributes(QUALIFIED).children(ANYTHING),
};

/// `faultstring`, with the `xml:lang` that the Basic Profile 1.1 (R1016) adds to SOAP 1.1.
pub(super) static FAULTSTRING: Table =
    Table::new(&NAMESPACES_11, NO_NAMESPACE, "").attributes(&[Attribute::optional(XML, "lang")]).text();
pub(super) static CODE: Table = element(&NAMESPACES_12, "faultcode")
    .children(&[Child::new(S, "Value", 0, ONE), Child::new(S, "Subcode", 1, OPTIONAL)]);
pub(super) static SUBCODE: Table = element(&NAMESPACES_12, "subcode")
    .children(&[Child::new(S, "Value", 0, ONE), Child::new(S, "Subcode", 1, OPTIONAL)]);
pub(super) static REASON: Table = element(&NAMESPACES_12, "faultreason").children(&[Child::new(S, "Text", 0, SOME)]);
pub(super) static TEXT: Table =
    element(&NAMESPACES_12, "reasontext").attributes(&[Attribute::required(XML, "lang")]).text();

/// The type of an element; the schemas call both alike.
const fn element(namespaces: &'static Namespaces, name: &'static str) -> Table {
    Table::new(namespaces, S, name)
}

/// Attributes with a prefix: SOAP admits them on most of its own elements.
const QUALIFIED: &[Attribute] = &[Attribute::any(AnyNamespace::Not(""))];
const ANY_ATTRIBUTE: &[Attribute] = &[Attribute::any(AnyNamespace::Any)];
const ANYTHING: &[Child] = &[Child::any(AnyNamespace::Any, 0, MANY)];

/// How many children the parts of a fault are, in all their spellings.
const N_PARTS: usize = 13;
static FAULT_11: [Child; N_PARTS + 1] = fault_children(Version::Soap11);
static FAULT_12: [Child; N_PARTS + 1] = fault_children(Version::Soap12);

/// The parts of a fault, each in the spellings of `fault::Spelling`: as SOAP 1.1 says, the same with the prefix of SOAP,
/// as SOAP 1.2 says. What the version does not have is an alias, and thus refused in strict mode; what is no part at all
/// comes last.
const fn fault_children(version: Version) -> [Child; N_PARTS + 1] {
    const fn part(is_own: bool, name: &'static str, namespace: u16, slot: u16, is_required: bool) -> Child {
        let occurs = if is_required { ONE } else { OPTIONAL };
        if is_own { Child::new(namespace, name, slot, occurs) } else { Child::alias(namespace, name, slot, occurs) }
    }
    let (is_11, is_12) = (matches!(version, Version::Soap11), matches!(version, Version::Soap12));
    [
        part(is_11, "faultcode", NO_NAMESPACE, 0, true),
        part(false, "faultcode", S, 0, true),
        part(is_12, "Code", S, 0, true),
        part(is_11, "faultstring", NO_NAMESPACE, 1, true),
        part(false, "faultstring", S, 1, true),
        part(is_12, "Reason", S, 1, true),
        part(is_12, "Node", S, 2, false),
        part(is_11, "faultactor", NO_NAMESPACE, 3, false),
        part(false, "faultactor", S, 3, false),
        part(is_12, "Role", S, 3, false),
        part(is_11, "detail", NO_NAMESPACE, 4, false),
        part(false, "detail", S, 4, false),
        part(is_12, "Detail", S, 4, false),
        Child::any(AnyNamespace::Any, 5, MANY),
    ]
}
