//! The rules, one for each construct of XSD 1.0.

use super::{Rule, Slot};

const ANNOTATION: Slot = optional(&["annotation"]);
const ATTRIBUTES: Slot = repeated(&["attribute", "attributeGroup"]);
const ANY_ATTRIBUTE: Slot = optional(&["anyAttribute"]);
const MODEL_GROUP: &[&str] = &["group", "all", "choice", "sequence"];
const FACETS: Slot = repeated(&[
    "minExclusive",
    "minInclusive",
    "maxExclusive",
    "maxInclusive",
    "totalDigits",
    "fractionDigits",
    "length",
    "minLength",
    "maxLength",
    "enumeration",
    "whiteSpace",
    "pattern",
]);
const DERIVATION: &[Slot] = &[ANNOTATION, required(&["restriction", "extension"])];
const PARTICLES: &[Slot] = &[ANNOTATION, repeated(&["element", "group", "choice", "sequence", "any"])];
const OCCURS: &[&str] = &["minOccurs", "maxOccurs"];

pub(in super::super) static SCHEMA: Rule = Rule {
    required: &[],
    optional: &[
        "targetNamespace",
        "version",
        "finalDefault",
        "blockDefault",
        "attributeFormDefault",
        "elementFormDefault",
    ],
    has_id: true,
    children: &[
        repeated(&["include", "import", "redefine", "annotation"]),
        repeated(&[
            "simpleType",
            "complexType",
            "group",
            "attributeGroup",
            "element",
            "attribute",
            "notation",
            "annotation",
        ]),
    ],
};
pub(in super::super) static INCLUDE: Rule = rule(&["schemaLocation"], &[], &[ANNOTATION]);
pub(in super::super) static IMPORT: Rule = rule(&[], &["namespace", "schemaLocation"], &[ANNOTATION]);
pub(in super::super) static REDEFINE: Rule = rule(
    &["schemaLocation"],
    &[],
    &[repeated(&["annotation", "simpleType", "complexType", "group", "attributeGroup"])],
);
pub(in super::super) static NOTATION: Rule = rule(&["name"], &["public", "system"], &[ANNOTATION]);

pub(in super::super) static GLOBAL_ELEMENT: Rule = rule(
    &["name"],
    &["type", "substitutionGroup", "default", "fixed", "nillable", "abstract", "final", "block"],
    ELEMENT_CONTENT,
);
pub(in super::super) static LOCAL_ELEMENT: Rule = rule(
    &["name"],
    &["type", "default", "fixed", "nillable", "block", "form", "minOccurs", "maxOccurs"],
    ELEMENT_CONTENT,
);
/// That `name` excludes `ref` is told apart.
pub(in super::super) static ELEMENT_REFERENCE: Rule =
    rule(&["ref"], &["name", "minOccurs", "maxOccurs"], &[ANNOTATION]);
const ELEMENT_CONTENT: &[Slot] =
    &[ANNOTATION, optional(&["simpleType", "complexType"]), repeated(&["unique", "key", "keyref"])];

pub(in super::super) static UNIQUE: Rule = rule(&["name"], &[], CONSTRAINT);
pub(in super::super) static KEY_REF: Rule = rule(&["name", "refer"], &[], CONSTRAINT);
const CONSTRAINT: &[Slot] =
    &[ANNOTATION, required(&["selector"]), Slot { names: &["field"], required: true, repeated: true }];
pub(in super::super) static XPATH: Rule = rule(&["xpath"], &[], &[ANNOTATION]);

pub(in super::super) static GLOBAL_ATTRIBUTE: Rule =
    rule(&["name"], &["type", "default", "fixed"], &[ANNOTATION, optional(&["simpleType"])]);
pub(in super::super) static LOCAL_ATTRIBUTE: Rule =
    rule(&["name"], &["type", "use", "default", "fixed", "form"], &[ANNOTATION, optional(&["simpleType"])]);
pub(in super::super) static ATTRIBUTE_REFERENCE: Rule =
    rule(&["ref"], &["name", "use", "default", "fixed"], &[ANNOTATION]);
pub(in super::super) static ATTRIBUTE_GROUP: Rule = rule(&["name"], &[], &[ANNOTATION, ATTRIBUTES, ANY_ATTRIBUTE]);
pub(in super::super) static ATTRIBUTE_GROUP_REFERENCE: Rule = rule(&["ref"], &[], &[ANNOTATION]);

pub(in super::super) static GLOBAL_COMPLEX_TYPE: Rule =
    rule(&["name"], &["abstract", "final", "block", "mixed"], COMPLEX_TYPE_CONTENT);
pub(in super::super) static LOCAL_COMPLEX_TYPE: Rule = rule(&[], &["mixed"], COMPLEX_TYPE_CONTENT);
const COMPLEX_TYPE_CONTENT: &[Slot] = &[
    ANNOTATION,
    optional(&["simpleContent", "complexContent", "group", "all", "choice", "sequence"]),
    ATTRIBUTES,
    ANY_ATTRIBUTE,
];
pub(in super::super) static SIMPLE_CONTENT: Rule = rule(&[], &[], DERIVATION);
pub(in super::super) static COMPLEX_CONTENT: Rule = rule(&[], &["mixed"], DERIVATION);
pub(in super::super) static SIMPLE_CONTENT_EXTENSION: Rule =
    rule(&["base"], &[], &[ANNOTATION, ATTRIBUTES, ANY_ATTRIBUTE]);
pub(in super::super) static SIMPLE_CONTENT_RESTRICTION: Rule =
    rule(&["base"], &[], &[ANNOTATION, optional(&["simpleType"]), FACETS, ATTRIBUTES, ANY_ATTRIBUTE]);
pub(in super::super) static COMPLEX_CONTENT_DERIVATION: Rule =
    rule(&["base"], &[], &[ANNOTATION, optional(MODEL_GROUP), ATTRIBUTES, ANY_ATTRIBUTE]);

pub(in super::super) static GROUP: Rule = rule(&["name"], &[], &[ANNOTATION, required(&["all", "choice", "sequence"])]);
pub(in super::super) static GROUP_REFERENCE: Rule = rule(&["ref"], OCCURS, &[ANNOTATION]);
pub(in super::super) static ALL: Rule = rule(&[], OCCURS, ALL_CONTENT);
pub(in super::super) static ALL_IN_GROUP: Rule = rule(&[], &[], ALL_CONTENT);
const ALL_CONTENT: &[Slot] = &[ANNOTATION, repeated(&["element"])];
pub(in super::super) static SEQUENCE_OR_CHOICE: Rule = rule(&[], OCCURS, PARTICLES);
pub(in super::super) static SEQUENCE_OR_CHOICE_IN_GROUP: Rule = rule(&[], &[], PARTICLES);
pub(in super::super) static ANY: Rule =
    rule(&[], &["namespace", "processContents", "minOccurs", "maxOccurs"], &[ANNOTATION]);
pub(in super::super) static ANY_ATTRIBUTE_RULE: Rule = rule(&[], &["namespace", "processContents"], &[ANNOTATION]);

pub(in super::super) static GLOBAL_SIMPLE_TYPE: Rule = rule(&["name"], &["final"], SIMPLE_TYPE_CONTENT);
pub(in super::super) static LOCAL_SIMPLE_TYPE: Rule = rule(&[], &[], SIMPLE_TYPE_CONTENT);
const SIMPLE_TYPE_CONTENT: &[Slot] = &[ANNOTATION, required(&["restriction", "list", "union"])];
pub(in super::super) static SIMPLE_RESTRICTION: Rule =
    rule(&[], &["base"], &[ANNOTATION, optional(&["simpleType"]), FACETS]);
pub(in super::super) static LIST: Rule = rule(&[], &["itemType"], &[ANNOTATION, optional(&["simpleType"])]);
pub(in super::super) static UNION: Rule = rule(&[], &["memberTypes"], &[ANNOTATION, repeated(&["simpleType"])]);
pub(in super::super) static FACET: Rule = rule(&["value"], &["fixed"], &[ANNOTATION]);
/// `xs:enumeration` and `xs:pattern`.
pub(in super::super) static VALUE_FACET: Rule = rule(&["value"], &[], &[ANNOTATION]);

pub(in super::super) static ANNOTATION_RULE: Rule = rule(&[], &[], &[repeated(&["appinfo", "documentation"])]);

/// `xs:appinfo` and `xs:documentation`, which may contain anything.
pub(in super::super) static ANNOTATION_CONTENT: Rule =
    Rule { required: &[], optional: &["source"], has_id: false, children: &[] };

/// All rules whose children are needed to know every element of XSD.
pub(super) static ALL_RULES: &[&Rule] = &[
    &SCHEMA,
    &GLOBAL_ELEMENT,
    &UNIQUE,
    &GLOBAL_COMPLEX_TYPE,
    &SIMPLE_CONTENT,
    &SIMPLE_CONTENT_RESTRICTION,
    &SEQUENCE_OR_CHOICE,
    &GLOBAL_SIMPLE_TYPE,
    &ANNOTATION_RULE,
];

/// Attributes that only global components may have.
pub(super) const GLOBAL_ONLY: &[&str] = &["name", "substitutionGroup", "abstract", "final"];

/// Attributes that only local declarations may have.
pub(super) const LOCAL_ONLY: &[&str] = &["ref", "minOccurs", "maxOccurs", "form", "use"];

/// The derivations that `block` of an element may name.
pub(in super::super) const ELEMENT_BLOCK: &[&str] = &["extension", "restriction", "substitution"];
/// The derivations that `final` of an element and `block` and `final` of a complex type may name.
pub(in super::super) const EXTENSION_RESTRICTION: &[&str] = &["extension", "restriction"];
/// The derivations that `final` of a simple type may name.
pub(in super::super) const SIMPLE_FINAL: &[&str] = &["list", "union", "restriction"];
/// The derivations that `blockDefault` may name.
pub(in super::super) const BLOCK_DEFAULT: &[&str] = ELEMENT_BLOCK;
/// The derivations that `finalDefault` may name.
pub(in super::super) const FINAL_DEFAULT: &[&str] = &["extension", "restriction", "list", "union"];

const fn rule(required: &'static [&'static str], optional: &'static [&'static str], children: &'static [Slot]) -> Rule {
    Rule { required, optional, has_id: true, children }
}

const fn optional(names: &'static [&'static str]) -> Slot {
    Slot { names, required: false, repeated: false }
}

const fn required(names: &'static [&'static str]) -> Slot {
    Slot { names, required: true, repeated: false }
}

const fn repeated(names: &'static [&'static str]) -> Slot {
    Slot { names, required: false, repeated: true }
}
