//! The built-in types of XSD 1.0: `xs:anyType`, `xs:anySimpleType`, 19 primitive and 25 derived ones (Part 2).

use super::model::{
    ComplexType, Compositor, Content, Derivation, DerivationSet, Facets, NamespaceConstraint, Particle,
    ProcessContents, QName, SimpleType, Term, TypeDefinition, TypeId, TypeKind, Variety, WhiteSpace, Wildcard,
};
use crate::span::Span;
use crate::xsd::XSD_NAMESPACE;

/// `xs:anyType`.
pub const ANY_TYPE: TypeId = TypeId(0);

/// `xs:anySimpleType`.
pub const ANY_SIMPLE_TYPE: TypeId = TypeId(1);

/// The number of built-in types. They have the lowest ids.
pub const N_BUILT_IN: u32 = 46;

/// The built-in types in the order of their ids.
pub(super) fn built_in_types() -> Vec<TypeDefinition> {
    let mut types = vec![
        definition("anyType", TypeKind::Complex(any_type())),
        definition(
            "anySimpleType",
            TypeKind::Simple(SimpleType { base: None, variety: Variety::Any, facets: Facets::default() }),
        ),
    ];
    for name in PRIMITIVE {
        let white_space = if name == "string" { WhiteSpace::Preserve } else { WhiteSpace::Collapse };
        let facets = Facets { white_space: Some(white_space), ..Facets::default() };
        let kind = SimpleType { base: Some(ANY_SIMPLE_TYPE), variety: Variety::Atomic(name), facets };
        types.push(definition(name, TypeKind::Simple(kind)));
    }
    for derived in DERIVED {
        let base = find(&types, derived.base);
        let kind = match derived.list {
            false => SimpleType { base: Some(base), variety: Variety::Atomic(derived.name), facets: derived.facets() },
            true => SimpleType {
                base: Some(ANY_SIMPLE_TYPE),
                variety: Variety::List(base),
                facets: Facets { white_space: Some(WhiteSpace::Collapse), ..derived.facets() },
            },
        };
        types.push(definition(derived.name, TypeKind::Simple(kind)));
    }
    types
}

/// Whether XSD 1.0 has a type of this name.
pub(crate) fn is_built_in_type(name: &str) -> bool {
    matches!(name, "anyType" | "anySimpleType") || PRIMITIVE.contains(&name) || DERIVED.iter().any(|it| it.name == name)
}

/// The primitive type that a built-in atomic type derives from, itself included.
pub(super) fn primitive_of(name: &'static str) -> &'static str {
    let mut name = name;
    while let Some(derived) = DERIVED.iter().find(|it| it.name == name) {
        name = derived.base;
    }
    name
}

/// `xs:anyType` lets everything in (Part 1, 3.4.7).
fn any_type() -> ComplexType {
    let wildcard = Wildcard {
        namespaces: NamespaceConstraint::Any,
        process: ProcessContents::Lax,
        documentation: None,
        span: Span::built_in(),
    };
    let any = Particle {
        min: 0,
        max: None,
        term: Term::Wildcard(wildcard.clone()),
        definition: None,
        span: Span::built_in(),
    };
    let term = Term::Group(Compositor::Sequence, vec![any]);
    ComplexType {
        base: ANY_TYPE,
        block: DerivationSet::default(),
        derivation: Derivation::Restriction,
        is_abstract: false,
        content: Content::Mixed(Some(Particle {
            min: 1,
            max: Some(1),
            term,
            definition: None,
            span: Span::built_in(),
        })),
        attributes: Vec::new(),
        any_attribute: Some(wildcard),
    }
}

fn definition(name: &str, kind: TypeKind) -> TypeDefinition {
    let name = QName { namespace: Some(XSD_NAMESPACE.to_owned()), local: name.to_owned() };
    TypeDefinition { name: Some(name), id: None, owner: Vec::new(), documentation: None, span: None, kind }
}

fn find(types: &[TypeDefinition], local: &str) -> TypeId {
    let is_it = |it: &TypeDefinition| it.name.as_ref().is_some_and(|it| it.local == local);
    let idx = types.iter().position(is_it).and_then(|idx| u32::try_from(idx).ok());
    idx.map_or(ANY_SIMPLE_TYPE, TypeId)
}

/// The primitive types.
const PRIMITIVE: [&str; 19] = [
    "string",
    "boolean",
    "decimal",
    "float",
    "double",
    "duration",
    "dateTime",
    "time",
    "date",
    "gYearMonth",
    "gYear",
    "gMonthDay",
    "gDay",
    "gMonth",
    "hexBinary",
    "base64Binary",
    "anyURI",
    "QName",
    "NOTATION",
];

/// A derived built-in type.
struct Derived {
    name: &'static str,
    /// The base type, or the item type of a list.
    base: &'static str,
    list: bool,
    facet: Facet,
}

/// What a derived built-in type adds to its base.
enum Facet {
    None,
    WhiteSpace(WhiteSpace),
    Pattern(&'static str),
    NotEmpty,
    Whole,
    Range(Option<&'static str>, Option<&'static str>),
}

impl Derived {
    fn facets(&self) -> Facets {
        let mut facets = Facets::default();
        match self.facet {
            Facet::None => {}
            Facet::WhiteSpace(it) => facets.white_space = Some(it),
            Facet::Pattern(it) => facets.patterns.push(it.to_owned()),
            Facet::NotEmpty => facets.min_length = Some(1),
            Facet::Whole => facets.fraction_digits = Some(0),
            Facet::Range(min, max) => {
                facets.min_inclusive = min.map(str::to_owned);
                facets.max_inclusive = max.map(str::to_owned);
            }
        }
        facets
    }
}

const fn atomic(name: &'static str, base: &'static str, facet: Facet) -> Derived {
    Derived { name, base, list: false, facet }
}

const fn list(name: &'static str, item: &'static str) -> Derived {
    Derived { name, base: item, list: true, facet: Facet::NotEmpty }
}

/// The derived types, each after its base.
const DERIVED: [Derived; 25] = [
    atomic("normalizedString", "string", Facet::WhiteSpace(WhiteSpace::Replace)),
    atomic("token", "normalizedString", Facet::WhiteSpace(WhiteSpace::Collapse)),
    atomic("language", "token", Facet::Pattern("[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")),
    atomic("NMTOKEN", "token", Facet::Pattern(r"\c+")),
    list("NMTOKENS", "NMTOKEN"),
    atomic("Name", "token", Facet::Pattern(r"\i\c*")),
    atomic("NCName", "Name", Facet::Pattern(r"[\i-[:]][\c-[:]]*")),
    atomic("ID", "NCName", Facet::None),
    atomic("IDREF", "NCName", Facet::None),
    list("IDREFS", "IDREF"),
    atomic("ENTITY", "NCName", Facet::None),
    list("ENTITIES", "ENTITY"),
    atomic("integer", "decimal", Facet::Whole),
    atomic("nonPositiveInteger", "integer", Facet::Range(None, Some("0"))),
    atomic("negativeInteger", "nonPositiveInteger", Facet::Range(None, Some("-1"))),
    atomic("long", "integer", Facet::Range(Some("-9223372036854775808"), Some("9223372036854775807"))),
    atomic("int", "long", Facet::Range(Some("-2147483648"), Some("2147483647"))),
    atomic("short", "int", Facet::Range(Some("-32768"), Some("32767"))),
    atomic("byte", "short", Facet::Range(Some("-128"), Some("127"))),
    atomic("nonNegativeInteger", "integer", Facet::Range(Some("0"), None)),
    atomic("unsignedLong", "nonNegativeInteger", Facet::Range(None, Some("18446744073709551615"))),
    atomic("unsignedInt", "unsignedLong", Facet::Range(None, Some("4294967295"))),
    atomic("unsignedShort", "unsignedInt", Facet::Range(None, Some("65535"))),
    atomic("unsignedByte", "unsignedShort", Facet::Range(None, Some("255"))),
    atomic("positiveInteger", "nonNegativeInteger", Facet::Range(Some("1"), None)),
];
