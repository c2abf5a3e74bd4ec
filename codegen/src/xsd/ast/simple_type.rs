//! The syntax of simple types.

use std::sync::Arc;

use super::{Bindings, DerivationSet, Name, Text, TypeIndex};
use crate::span::Span;

/// A simple type definition, global or anonymous.
#[derive(Debug)]
pub struct SimpleType {
    /// Its number in the document.
    pub index: TypeIndex,
    /// Its local name, of a global definition.
    pub name: Option<Text>,
    /// Its `id`, which serves anonymous definitions as a name for people.
    pub id: Option<String>,
    /// `final`, of a global definition.
    pub final_: Option<DerivationSet>,
    /// How it is derived.
    pub body: SimpleTypeBody,
    /// Its documentation.
    pub documentation: Option<String>,
    /// The start tag.
    pub span: Span,
}

/// The ways to derive a simple type.
#[derive(Debug)]
pub enum SimpleTypeBody {
    /// `xs:restriction`.
    Restriction {
        /// The base type.
        base: SimpleTypeUse,
        /// Facets.
        facets: Vec<Facet>,
    },
    /// `xs:list`.
    List(SimpleTypeUse),
    /// `xs:union`: the types that `memberTypes` names, then those in place.
    Union(Vec<SimpleTypeUse>),
    /// What is written there is no derivation; that has been reported.
    Broken,
}

/// A simple type by name or in place.
#[derive(Debug)]
pub enum SimpleTypeUse {
    /// By name.
    Named(Name),
    /// In place.
    Inline(Box<SimpleType>),
}

/// A constraining facet.
#[derive(Debug)]
pub struct Facet {
    /// Which facet.
    pub kind: FacetKind,
    /// `value`, as written.
    pub value: Text,
    /// `fixed`.
    pub fixed: bool,
    /// What the prefixes of the value mean.
    pub bindings: Arc<Bindings>,
    /// Its documentation.
    pub documentation: Option<String>,
    /// The start tag.
    pub span: Span,
}

/// The constraining facets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FacetKind {
    /// `length`.
    Length,
    /// `minLength`.
    MinLength,
    /// `maxLength`.
    MaxLength,
    /// `pattern`.
    Pattern,
    /// `enumeration`.
    Enumeration,
    /// `whiteSpace`.
    WhiteSpace,
    /// `minInclusive`.
    MinInclusive,
    /// `maxInclusive`.
    MaxInclusive,
    /// `minExclusive`.
    MinExclusive,
    /// `maxExclusive`.
    MaxExclusive,
    /// `totalDigits`.
    TotalDigits,
    /// `fractionDigits`.
    FractionDigits,
}

impl FacetKind {
    /// The facet that an element name stands for.
    pub fn from_name(name: &str) -> Option<FacetKind> {
        FacetKind::ALL.into_iter().find(|it| it.name() == name)
    }

    /// The element name.
    pub fn name(self) -> &'static str {
        match self {
            FacetKind::Length => "length",
            FacetKind::MinLength => "minLength",
            FacetKind::MaxLength => "maxLength",
            FacetKind::Pattern => "pattern",
            FacetKind::Enumeration => "enumeration",
            FacetKind::WhiteSpace => "whiteSpace",
            FacetKind::MinInclusive => "minInclusive",
            FacetKind::MaxInclusive => "maxInclusive",
            FacetKind::MinExclusive => "minExclusive",
            FacetKind::MaxExclusive => "maxExclusive",
            FacetKind::TotalDigits => "totalDigits",
            FacetKind::FractionDigits => "fractionDigits",
        }
    }

    /// All facets.
    pub const ALL: [FacetKind; 12] = [
        FacetKind::Enumeration,
        FacetKind::Pattern,
        FacetKind::Length,
        FacetKind::MinLength,
        FacetKind::MaxLength,
        FacetKind::WhiteSpace,
        FacetKind::MinInclusive,
        FacetKind::MaxInclusive,
        FacetKind::MinExclusive,
        FacetKind::MaxExclusive,
        FacetKind::TotalDigits,
        FacetKind::FractionDigits,
    ];
}
