//! What the texts of simple types stand for.

use std::collections::BTreeMap;

use super::Kind;
use crate::components::model::{Components, TypeId, TypeKind, Variety, WhiteSpace};
use crate::plan::context::Ctx;
use crate::plan::{Type, simple};

/// How deep lists and unions may be in each other, and how many members a union may have, until nothing is known of it.
const MAX_DEPTH: usize = 16;
const MAX_MEMBERS: usize = 256;

/// The kinds of all simple types.
pub(super) struct Kinds {
    kinds: BTreeMap<TypeId, Kind>,
}

impl Kinds {
    pub(super) fn new(ctx: &Ctx<'_>) -> Kinds {
        let simple = (0..).map(TypeId).zip(&ctx.components.types);
        let simple = simple.filter(|(_, ty)| matches!(ty.kind, TypeKind::Simple(_))).map(|(id, _)| id);
        let mut kinds = Kinds { kinds: BTreeMap::new() };
        simple.for_each(|id| drop(kinds.find(ctx, id, 0)));
        kinds
    }

    /// The kind of a simple type; `None` of a complex one.
    pub(super) fn of(&self, id: TypeId) -> Option<&Kind> {
        self.kinds.get(&id)
    }
}

impl Kinds {
    /// The kind of a type, which is found once.
    fn find(&mut self, ctx: &Ctx<'_>, id: TypeId, depth: usize) -> Kind {
        if let Some(kind) = self.kinds.get(&id) {
            return kind.clone();
        }
        let kind = self.make(ctx, id, depth);
        self.kinds.insert(id, kind.clone());
        kind
    }

    fn make(&mut self, ctx: &Ctx<'_>, id: TypeId, depth: usize) -> Kind {
        let TypeKind::Simple(definition) = &ctx.components.ty(id).kind else { return Kind::Of("Any") };
        match &definition.variety {
            Variety::Any => Kind::Of("Any"),
            _ if depth > MAX_DEPTH => Kind::Of("Any"),
            Variety::Atomic("string") => match white_space(ctx.components, id) {
                WhiteSpace::Preserve => Kind::Of("String"),
                WhiteSpace::Replace => Kind::Of("Normalized"),
                WhiteSpace::Collapse => Kind::Of("Token"),
            },
            Variety::Atomic("normalizedString") if white_space(ctx.components, id) != WhiteSpace::Collapse => {
                Kind::Of("Normalized")
            }
            Variety::Atomic(name) => built_in(name),
            Variety::List(item) => Kind::List(Box::new(self.find(ctx, *item, depth + 1))),
            Variety::Union(members) => {
                let mut found = Vec::new();
                for &member in members {
                    match (self.find(ctx, member, depth + 1), fitting(ctx, member)) {
                        (Kind::Union(inner), _) => found.extend(inner),
                        (kind, Some(ty)) => found.push((kind, ty)),
                        // Whether a text is a value of it cannot be told, nor of those that come after it.
                        (_, None) => break,
                    }
                    if found.len() > MAX_MEMBERS {
                        return Kind::Of("Any");
                    }
                }
                Kind::Union(found)
            }
        }
    }
}

/// The type that tells whether a text is a value of a simple type.
fn fitting(ctx: &Ctx<'_>, id: TypeId) -> Option<Type> {
    let planned = ctx.types.get(&id).cloned().or_else(|| ctx.plain(id));
    let is_simple = |ty: &Type| *ty != Type::RAW && !matches!(ty, Type::Extern(_));
    planned.filter(is_simple).or_else(|| match &ctx.components.ty(id).kind {
        TypeKind::Simple(definition) => match definition.variety {
            Variety::Atomic(name) => simple::builtin(name).map(Type::Builtin),
            _ => None,
        },
        TypeKind::Complex(_) => None,
    })
}

/// The normalisation of white space: that of the nearest step that says it.
fn white_space(components: &Components, id: TypeId) -> WhiteSpace {
    let mut id = id;
    // No chain of base types is longer than there are types.
    for _ in 0..components.types.len() {
        let TypeKind::Simple(definition) = &components.ty(id).kind else { break };
        match (definition.facets.white_space, definition.base) {
            (Some(white_space), _) => return white_space,
            (None, Some(base)) if components.ty(id).span.is_some() => id = base,
            (None, _) => break,
        }
    }
    let is_normalized = components.ty(id).name.as_ref().is_some_and(|name| name.local == "normalizedString");
    if is_normalized { WhiteSpace::Replace } else { WhiteSpace::Preserve }
}

fn built_in(name: &str) -> Kind {
    Kind::Of(match name {
        "string" => "String",
        "normalizedString" => "Normalized",
        "token" | "language" | "Name" | "NCName" | "NMTOKEN" | "ENTITY" => "Token",
        "ID" => "Id",
        "IDREF" => "IdRef",
        "boolean" => "Boolean",
        "decimal" | "integer" | "nonPositiveInteger" | "negativeInteger" | "nonNegativeInteger" | "positiveInteger"
        | "long" | "int" | "short" | "byte" | "unsignedLong" | "unsignedInt" | "unsignedShort" | "unsignedByte" => {
            "Decimal"
        }
        "float" => "Float",
        "double" => "Double",
        "duration" => "Duration",
        "dateTime" => "DateTime",
        "time" => "Time",
        "date" => "Date",
        "gYearMonth" => "GYearMonth",
        "gYear" => "GYear",
        "gMonthDay" => "GMonthDay",
        "gDay" => "GDay",
        "gMonth" => "GMonth",
        "hexBinary" => "HexBinary",
        "base64Binary" => "Base64Binary",
        "anyURI" => "AnyUri",
        "QName" => "QName",
        "NOTATION" => "Notation",
        _ => "Any",
    })
}
