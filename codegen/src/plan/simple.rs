//! Simple types: which Rust type holds their values, and which facets need a check.

use std::collections::BTreeSet;

use super::context::Ctx;
use super::{Item, Kind, Type, lexical, naming, words};
use crate::components::model::{
    Components, EnumerationValue, Facets, SimpleType, TypeId, TypeKind, Variety, WhiteSpace,
};
use crate::diag::Diagnostic;
use xsd_runtime::pattern::Pattern;

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
    /// What is done with white space before the text is checked.
    pub fold: Option<Fold>,
    /// The checks.
    pub checks: Vec<Check>,
    /// Checks of the text as it stands in a document, where it depends on the prefixes there.
    pub document_patterns: Vec<Check>,
}

/// What is done with the white space of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fold {
    /// Always the same.
    WhiteSpace(WhiteSpace),
    /// What the member of a union does that takes the text.
    Member,
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
    /// One of these values, which may be qualified names.
    OneOfNames(Vec<Names>),
}

/// Values that may be qualified names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    /// The prefixes in them, with their namespace names.
    pub prefixes: Vec<(String, String)>,
    /// The values.
    pub values: Vec<String>,
}

/// An enum of a union's members.
#[derive(Debug)]
pub struct Union {
    /// The XSD name in messages.
    pub xsd_name: String,
    /// Variant name and type, in the order in which they are tried.
    pub members: Vec<(String, Type)>,
    /// For each member, whether its values could be taken for those of an earlier one where they are written the
    /// shortest way.
    pub apart: Vec<bool>,
    /// Whether its values are compared or shown.
    pub is_compared: bool,
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
    let steps = steps(ctx, id);
    let white_space = steps.iter().find_map(|facets| facets.white_space);
    let inner = match (builtin(primitive).unwrap_or("String"), white_space) {
        // That is what `xs:token` is.
        ("rt::datatypes::NormalizedString", Some(WhiteSpace::Collapse)) => "rt::datatypes::Token",
        (inner, _) => inner,
    };
    let text = is_text(inner);
    if text && let Some(facets) = listed(&steps) {
        return Kind::Enumeration(super::enumeration::plan(ctx, id, facets, &steps, None));
    }
    let mut checks = checks(&steps, inner);
    if inner == "rt::QName" {
        // Lengths say nothing of qualified names (Part 2, 4.3.1), and their text depends on the document.
        checks.retain(|check| matches!(check, Check::Pattern(_) | Check::OneOf(_)));
        return by_document(Type::Builtin(inner), checks, listed(&steps));
    }
    let white_space = white_space.filter(|&it| inner == "String" && it != WhiteSpace::Preserve);
    if checks.is_empty() && white_space.is_none() {
        return Kind::Alias(Type::Builtin(inner));
    }
    if !text && has_pattern(&checks) {
        return as_text(Type::Builtin(inner), Fold::WhiteSpace(WhiteSpace::Collapse), checks);
    }
    let fold = white_space.map(Fold::WhiteSpace);
    let inner = Type::Builtin(inner);
    Kind::Newtype(Newtype { inner, is_text: text, value: None, fold, checks, document_patterns: Vec::new() })
}

/// A value that is kept as its text, since patterns speak of that.
fn as_text(value: Type, fold: Fold, checks: Vec<Check>) -> Kind {
    Kind::Newtype(Newtype {
        inner: Type::Builtin("String"),
        is_text: true,
        value: Some(value),
        fold: Some(fold),
        checks,
        document_patterns: Vec::new(),
    })
}

/// A value whose text can be told in a document alone: patterns are checked when it is read.
fn by_document(inner: Type, mut checks: Vec<Check>, listed: Option<&Facets>) -> Kind {
    if let Some(facets) = listed {
        checks.retain(|check| !matches!(check, Check::OneOf(_)));
        checks.push(Check::OneOfNames(names(&facets.enumeration)));
    }
    let (patterns, checks): (Vec<_>, Vec<_>) = checks.into_iter().partition(|it| matches!(it, Check::Pattern(_)));
    if patterns.is_empty() && checks.is_empty() {
        return Kind::Alias(inner);
    }
    Kind::Newtype(Newtype { inner, is_text: false, value: None, fold: None, checks, document_patterns: patterns })
}

/// Values that are listed, those together whose prefixes mean the same.
fn names(listed: &[EnumerationValue]) -> Vec<Names> {
    let groups = listed.chunk_by(|a, b| a.bindings == b.bindings);
    let group = |group: &[EnumerationValue]| {
        let values: Vec<String> = group.iter().map(|it| it.value.clone()).collect();
        let bindings = group.first().map(|it| &*it.bindings);
        let texts = values.iter().map(String::as_str);
        Names { prefixes: bindings.map_or_else(Vec::new, |it| lexical::prefixes(it, texts)), values }
    };
    groups.map(group).collect()
}

fn has_pattern(checks: &[Check]) -> bool {
    checks.iter().any(|check| matches!(check, Check::Pattern(_)))
}

/// The step whose enumeration counts: the nearest one.
fn listed<'a>(steps: &[&'a Facets]) -> Option<&'a Facets> {
    steps.iter().copied().find(|facets| !facets.enumeration.is_empty())
}

/// Whether a text is within the lengths and patterns of all steps.
pub(super) fn admits(steps: &[&Facets], text: &str) -> bool {
    let n_chars = text.chars().count() as u64;
    steps.iter().all(|facets| {
        let mut patterns = facets.patterns.iter().filter_map(|pattern| Pattern::new(pattern).ok()).peekable();
        facets.length.is_none_or(|it| it == n_chars)
            && facets.min_length.is_none_or(|it| it <= n_chars)
            && facets.max_length.is_none_or(|it| n_chars <= it)
            && (patterns.peek().is_none() || patterns.any(|pattern| pattern.is_match(text)))
    })
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
    if let Some(facets) = listed(steps) {
        checks.push(Check::OneOf(facets.enumeration.iter().map(|value| value.value.clone()).collect()));
    }
    checks
}

fn list(ctx: &mut Ctx<'_>, id: TypeId, simple: &SimpleType, item: TypeId) -> Kind {
    let list = Type::List(Box::new(ctx.type_of(item)));
    let steps = steps(ctx, id);
    let mut checks = checks(&steps, "rt::List");
    let has_min = checks.iter().any(|check| matches!(check, Check::Length(_) | Check::MinLength(_)));
    if !has_min && is_built_in_list(ctx.components, simple) {
        checks.insert(0, Check::MinLength(1));
    }
    if checks.is_empty() {
        return Kind::Alias(list);
    }
    let lexical = lexical::of(ctx, item);
    if lexical.has_unknown {
        warn_unchecked(ctx, id);
        return Kind::Alias(list);
    }
    if lexical.has_qname {
        return by_document(list, checks, listed(&steps));
    }
    if has_pattern(&checks) && !lexical.is_text {
        return as_text(list, Fold::WhiteSpace(WhiteSpace::Collapse), checks);
    }
    Kind::Newtype(Newtype {
        inner: list,
        is_text: false,
        value: None,
        fold: None,
        checks,
        document_patterns: Vec::new(),
    })
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

/// Whether the values of a type can be compared: whether all that they are made of is known.
pub(super) fn is_comparable(items: &[Item], ty: &Type) -> bool {
    match ty {
        Type::Builtin(name) => *name != "rt::RawElement",
        Type::List(inner) => is_comparable(items, inner),
        Type::Item(id) => match items.get(id.0).map(|item| &item.kind) {
            Some(Kind::Alias(inner)) => is_comparable(items, inner),
            Some(Kind::Newtype(of)) => is_comparable(items, &of.inner),
            Some(Kind::Union(of)) => of.members.iter().all(|(_, ty)| is_comparable(items, ty)),
            Some(Kind::Enumeration(_)) => true,
            _ => false,
        },
        Type::Nillable(..) | Type::Extern(_) => false,
    }
}

/// Whether a value of a type may hold a qualified name.
pub(crate) fn holds_qname(items: &[Item], ty: &Type) -> bool {
    let mut seen = BTreeSet::new();
    let mut stack = vec![ty];
    while let Some(ty) = stack.pop() {
        match ty {
            Type::Builtin(name) if *name == "rt::QName" => return true,
            Type::Extern(_) => return true,
            Type::Builtin(_) => {}
            Type::List(inner) | Type::Nillable(inner, _) => stack.push(inner),
            Type::Item(id) if seen.insert(*id) => match items.get(id.0).map(|item| &item.kind) {
                Some(Kind::Newtype(Newtype { inner, .. }) | Kind::Alias(inner)) => stack.push(inner),
                Some(Kind::Union(of)) => stack.extend(of.members.iter().map(|(_, ty)| ty)),
                _ => {}
            },
            Type::Item(_) => {}
        }
    }
    false
}

/// The facets of what holds a type of the options are not checked, as nothing is known of its values.
fn warn_unchecked(ctx: &mut Ctx<'_>, id: TypeId) {
    let message = "the facets of this type are not checked, since it holds values of a type that is elsewhere";
    let warning = Diagnostic::warning("unchecked-facet", message);
    ctx.diagnostics.push(match &ctx.components.ty(id).span {
        Some(span) => warning.at(span),
        None => warning,
    });
}

fn union(ctx: &mut Ctx<'_>, id: TypeId, members: &[TypeId]) -> Kind {
    let steps = steps(ctx, id);
    let checks = checks(&steps, "rt::Union");
    if checks.is_empty() {
        return members_of(ctx, id, members);
    }
    let lexical = lexical::of(ctx, id);
    let facets = listed(&steps);
    let base = unrestricted(ctx, id);
    let (Some(base), false) = (base, lexical.has_unknown) else {
        warn_unchecked(ctx, id);
        return match facets {
            Some(facets) => Kind::Enumeration(super::enumeration::plan(ctx, id, facets, &[], None)),
            None => members_of(ctx, id, members),
        };
    };
    match facets {
        _ if lexical.has_qname => by_document(base, checks, facets),
        Some(facets) if lexical.is_text && lexical.white_space.is_some() => {
            Kind::Enumeration(super::enumeration::plan(ctx, id, facets, &steps, None))
        }
        Some(facets) if !has_pattern(&checks) => {
            Kind::Enumeration(super::enumeration::plan(ctx, id, facets, &[], Some(base)))
        }
        _ if lexical.is_text => Kind::Newtype(Newtype {
            inner: base,
            is_text: false,
            value: None,
            fold: None,
            checks,
            document_patterns: Vec::new(),
        }),
        _ => as_text(base, Fold::Member, checks),
    }
}

/// The item of the union that a type restricts.
fn unrestricted(ctx: &Ctx<'_>, id: TypeId) -> Option<Type> {
    let mut id = id;
    loop {
        let TypeKind::Simple(SimpleType { base: Some(base), .. }) = &ctx.components.ty(id).kind else { return None };
        if ctx.components.ty(*base).span.is_none() {
            return ctx.types.get(&id).filter(|ty| matches!(ty, Type::Item(_))).cloned();
        }
        id = *base;
    }
}

/// An enum of the members.
fn members_of(ctx: &mut Ctx<'_>, id: TypeId, members: &[TypeId]) -> Kind {
    let components = ctx.components;
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
    let confusable = lexical::confusable(components, members);
    let apart = confusable.into_iter().zip(members).map(|(is_confusable, &member)| {
        let of_member = lexical::of(ctx, member);
        is_confusable && !of_member.has_qname && !of_member.has_unknown
    });
    let apart = apart.collect();
    Kind::Union(Union { xsd_name: ctx.show_type(id), members: variants, apart, is_compared: false })
}
