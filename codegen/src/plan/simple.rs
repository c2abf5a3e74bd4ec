//! Simple types: which Rust type holds their values, and which facets need a check.

use super::context::Ctx;
use super::{Kind, Type, naming, words};
use crate::components::model::{Components, Facets, SimpleType, TypeId, TypeKind, Variety, WhiteSpace};
use crate::diag::Diagnostic;

/// A checked value.
#[derive(Debug)]
pub struct Newtype {
    /// What it holds.
    pub inner: Type,
    /// Whether it dereferences to `str`.
    pub is_text: bool,
    /// For a text: the type that it must be a value of, and on whose value the checks are made. A pattern speaks of the
    /// text as written, so a number with a pattern is kept as text.
    pub value: Option<Type>,
    /// White space to fold before the inner type sees the text.
    pub white_space: Option<WhiteSpace>,
    /// The checks.
    pub checks: Vec<Check>,
}

/// A facet to check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Check {
    /// `length`.
    Length(u64),
    /// `minLength`.
    MinLength(u64),
    /// `maxLength`.
    MaxLength(u64),
    /// One of these patterns must match the text.
    Pattern(Vec<String>),
    /// A bound: the name of the runtime's function and the limit.
    Bound(&'static str, String),
    /// `totalDigits` or `fractionDigits`: the name of the runtime's function and the limit.
    Digits(&'static str, u64),
    /// One of these values.
    OneOf(Vec<String>),
}

/// An enum of a union's members.
#[derive(Debug)]
pub struct Union {
    /// The XSD name in messages.
    pub xsd_name: String,
    /// Variant name and type, in the order in which they are tried.
    pub members: Vec<(String, Type)>,
}

/// The Rust type for a built-in type, by its local name.
pub(super) fn builtin(name: &str) -> Option<&'static str> {
    Some(match name {
        "string" | "anySimpleType" => "String",
        "boolean" => "bool",
        "float" => "f32",
        "double" => "f64",
        "byte" => "i8",
        "short" => "i16",
        "int" => "i32",
        "long" => "i64",
        "unsignedByte" => "u8",
        "unsignedShort" => "u16",
        "unsignedInt" => "u32",
        "unsignedLong" => "u64",
        "decimal" => "rt::datatypes::Decimal",
        "integer" => "rt::datatypes::Integer",
        "nonNegativeInteger" => "rt::NonNegativeInteger",
        "positiveInteger" => "rt::PositiveInteger",
        "nonPositiveInteger" => "rt::NonPositiveInteger",
        "negativeInteger" => "rt::NegativeInteger",
        "duration" => "rt::datatypes::Duration",
        "dateTime" => "rt::datatypes::DateTime",
        "date" => "rt::datatypes::Date",
        "time" => "rt::datatypes::Time",
        "gYear" => "rt::datatypes::GYear",
        "gYearMonth" => "rt::datatypes::GYearMonth",
        "gMonth" => "rt::datatypes::GMonth",
        "gMonthDay" => "rt::datatypes::GMonthDay",
        "gDay" => "rt::datatypes::GDay",
        "base64Binary" => "rt::datatypes::Base64Binary",
        "hexBinary" => "rt::datatypes::HexBinary",
        "anyURI" => "rt::datatypes::AnyUri",
        "language" => "rt::datatypes::Language",
        "normalizedString" => "rt::datatypes::NormalizedString",
        "token" => "rt::datatypes::Token",
        "Name" => "rt::datatypes::Name",
        "NCName" => "rt::datatypes::NCName",
        "NMTOKEN" => "rt::datatypes::NmToken",
        "ID" => "rt::datatypes::Id",
        "IDREF" => "rt::datatypes::IdRef",
        "ENTITY" => "rt::datatypes::Entity",
        "QName" | "NOTATION" => "rt::QName",
        "NMTOKENS" => "rt::NmTokens",
        "IDREFS" => "rt::IdRefs",
        "ENTITIES" => "rt::Entities",
        "anyType" => "rt::RawElement",
        _ => return None,
    })
}

/// Whether a built-in Rust type is a text that dereferences to `str`.
pub(crate) fn is_text(ty: &str) -> bool {
    matches!(
        ty,
        "String"
            | "rt::datatypes::AnyUri"
            | "rt::datatypes::Language"
            | "rt::datatypes::NormalizedString"
            | "rt::datatypes::Token"
            | "rt::datatypes::Name"
            | "rt::datatypes::NCName"
            | "rt::datatypes::NmToken"
            | "rt::datatypes::Id"
            | "rt::datatypes::IdRef"
            | "rt::datatypes::Entity"
    )
}

/// The item for a simple type.
pub(super) fn plan(ctx: &mut Ctx<'_>, id: TypeId) -> Kind {
    let components = ctx.components;
    let TypeKind::Simple(simple) = &components.ty(id).kind else { return Kind::Alias(Type::Builtin("String")) };
    match &simple.variety {
        Variety::Any => Kind::Alias(Type::Builtin("String")),
        Variety::Union(members) => union(ctx, id, members),
        Variety::List(item) => list(ctx, id, simple, *item),
        Variety::Atomic(primitive) => atomic(ctx, id, primitive),
    }
}

fn atomic(ctx: &mut Ctx<'_>, id: TypeId, primitive: &str) -> Kind {
    let inner = builtin(primitive).unwrap_or("String");
    let steps = steps(ctx, id);
    let text = is_text(inner);
    if let Some(facets) = steps.iter().find(|facets| !facets.enumeration.is_empty())
        && text
    {
        return Kind::Enumeration(super::enumeration::plan(ctx, id, facets, inner != "String" || collapses(&steps)));
    }
    if inner == "rt::QName" {
        // Lengths say nothing of qualified names (Part 2, 4.3.1), and their text depends on the document.
        if steps.iter().any(|facets| !facets.patterns.is_empty() || !facets.enumeration.is_empty()) {
            warn_unchecked(ctx, id, "patterns and enumerations of qualified names are not checked");
        }
        return Kind::Alias(Type::Builtin(inner));
    }
    let checks = checks(&steps, inner);
    let white_space = steps.iter().find_map(|facets| facets.white_space).filter(|_| inner == "String");
    let white_space = white_space.filter(|&white_space| white_space != WhiteSpace::Preserve);
    if checks.is_empty() && white_space.is_none() {
        return Kind::Alias(Type::Builtin(inner));
    }
    if !text && checks.iter().any(|check| matches!(check, Check::Pattern(_))) {
        return Kind::Newtype(Newtype {
            inner: Type::Builtin("String"),
            is_text: true,
            value: Some(Type::Builtin(inner)),
            white_space: Some(WhiteSpace::Collapse),
            checks,
        });
    }
    Kind::Newtype(Newtype { inner: Type::Builtin(inner), is_text: text, value: None, white_space, checks })
}

/// The facets of a type and its bases, the type's own first, built-in types left out.
fn steps<'a>(ctx: &Ctx<'a>, id: TypeId) -> Vec<&'a Facets> {
    let mut steps = Vec::new();
    let mut next = Some(id);
    while let Some(id) = next {
        let ty = ctx.components.ty(id);
        let TypeKind::Simple(SimpleType { base, facets, .. }) = &ty.kind else { break };
        if ty.span.is_none() {
            break;
        }
        steps.push(facets);
        next = *base;
    }
    steps
}

fn collapses(steps: &[&Facets]) -> bool {
    steps.iter().find_map(|facets| facets.white_space) == Some(WhiteSpace::Collapse)
}

/// The checks of all steps, each kind of facet from the step nearest to the type; patterns of every step.
fn checks(steps: &[&Facets], inner: &str) -> Vec<Check> {
    let mut checks = Vec::new();
    fn first<T>(steps: &[&Facets], get: impl Fn(&Facets) -> Option<T>) -> Option<T> {
        steps.iter().find_map(|facets| get(facets))
    }
    checks.extend(first(steps, |facets| facets.length).map(Check::Length));
    checks.extend(first(steps, |facets| facets.min_length).map(Check::MinLength));
    checks.extend(first(steps, |facets| facets.max_length).map(Check::MaxLength));
    for (function, limit) in [
        ("min_inclusive", first(steps, |facets| facets.min_inclusive.clone())),
        ("min_exclusive", first(steps, |facets| facets.min_exclusive.clone())),
        ("max_inclusive", first(steps, |facets| facets.max_inclusive.clone())),
        ("max_exclusive", first(steps, |facets| facets.max_exclusive.clone())),
    ] {
        checks.extend(limit.map(|limit| Check::Bound(function, limit)));
    }
    for (function, limit) in [
        ("total_digits", first(steps, |facets| facets.total_digits)),
        ("fraction_digits", first(steps, |facets| facets.fraction_digits)),
    ] {
        let always = function == "fraction_digits" && inner != "rt::datatypes::Decimal";
        checks.extend(limit.filter(|_| !always).map(|limit| Check::Digits(function, limit)));
    }
    for facets in steps {
        if !facets.patterns.is_empty() {
            checks.push(Check::Pattern(facets.patterns.clone()));
        }
    }
    if let Some(facets) = steps.iter().find(|facets| !facets.enumeration.is_empty()) {
        checks.push(Check::OneOf(facets.enumeration.iter().map(|value| value.value.clone()).collect()));
    }
    checks
}

fn list(ctx: &mut Ctx<'_>, id: TypeId, simple: &SimpleType, item: TypeId) -> Kind {
    let steps = steps(ctx, id);
    let mut checks: Vec<_> = checks(&steps, "rt::List")
        .into_iter()
        .filter(|check| matches!(check, Check::Length(_) | Check::MinLength(_) | Check::MaxLength(_)))
        .collect();
    if checks.iter().all(|check| matches!(check, Check::MaxLength(_))) && is_built_in_list(ctx.components, simple) {
        checks.insert(0, Check::MinLength(1));
    }
    let has_text = has_lexical_form(ctx.components, item);
    let unchecked = steps.iter().any(|facets| !facets.patterns.is_empty() || !facets.enumeration.is_empty());
    if unchecked {
        warn_unchecked(ctx, id, "patterns and enumerations of a list type are not checked");
    }
    if !checks.is_empty() && !has_text {
        warn_unchecked(ctx, id, "the length of a list of unions is not checked");
    }
    let list = Type::List(Box::new(ctx.type_of(item)));
    if checks.is_empty() || !has_text {
        return Kind::Alias(list);
    }
    Kind::Newtype(Newtype { inner: list, is_text: false, value: None, white_space: None, checks })
}

/// Whether a list type derives from `xs:NMTOKENS`, `xs:IDREFS` or `xs:ENTITIES`, which have one item at least.
fn is_built_in_list(components: &Components, list: &SimpleType) -> bool {
    let mut next = list.base;
    while let Some(id) = next {
        let ty = components.ty(id);
        let TypeKind::Simple(SimpleType { base, facets, .. }) = &ty.kind else { break };
        if ty.span.is_none() {
            return facets.min_length == Some(1);
        }
        next = *base;
    }
    false
}

/// Whether the runtime can tell the text of a type's values outside of a document, as checked values have to.
fn has_lexical_form(components: &Components, id: TypeId) -> bool {
    match &components.ty(id).kind {
        TypeKind::Simple(simple) => !matches!(simple.variety, Variety::Union(_)),
        TypeKind::Complex(_) => false,
    }
}

fn warn_unchecked(ctx: &mut Ctx<'_>, id: TypeId, message: &str) {
    let warning = Diagnostic::warning("unchecked-facet", message);
    ctx.diagnostics.push(match &ctx.components.ty(id).span {
        Some(span) => warning.at(span),
        None => warning,
    });
}

fn union(ctx: &mut Ctx<'_>, id: TypeId, members: &[TypeId]) -> Kind {
    let components = ctx.components;
    if steps(ctx, id).iter().any(|facets| !facets.patterns.is_empty()) {
        warn_unchecked(ctx, id, "patterns of a union type are not checked");
    }
    if let Some(facets) = steps(ctx, id).iter().find(|facets| !facets.enumeration.is_empty()) {
        return Kind::Enumeration(super::enumeration::plan(ctx, id, facets, true));
    }
    let mut taken = std::collections::BTreeSet::new();
    let mut variants = Vec::new();
    for &member in members {
        let ty = ctx.type_of(member);
        let name = match (&components.ty(member).name, &ty) {
            (Some(name), _) => words::camel(name.local.strip_suffix("Type").unwrap_or(&name.local)),
            (None, Type::Item(item)) => ctx.name_of(*item).to_owned(),
            (None, _) => "Value".to_owned(),
        };
        variants.push((naming::member(&mut taken, name), ty));
    }
    Kind::Union(Union { xsd_name: ctx.show_type(id), members: variants })
}
