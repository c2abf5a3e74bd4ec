//! The enum for documents whose root is not known in advance.

use std::collections::BTreeSet;

use super::context::Ctx;
use super::{Assessment, Root, Type, naming, words};
use crate::components::Selection;
use crate::diag::Diagnostic;

/// An enum of global elements. Each variant is a box: whether one is large changes with every member of the schema, and
/// one allocation a document is nothing.
#[derive(Debug)]
pub struct Document {
    /// The Rust name.
    pub name: String,
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// The variants, in the order of the elements.
    pub variants: Vec<DocumentVariant>,
}

/// A variant of the enum.
#[derive(Debug)]
pub struct DocumentVariant {
    /// The Rust name.
    pub name: String,
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// What it holds in a box.
    pub ty: Type,
    /// The element.
    pub root: Root,
    /// How strict reading checks it where it is kept as raw XML.
    pub assessment: Option<Assessment>,
}

/// The enum that the options ask for.
pub(super) fn plan(ctx: &mut Ctx<'_>, selection: &Selection) -> Option<Document> {
    let name = ctx.options.document.clone()?;
    let mut taken = BTreeSet::new();
    let mut variants = Vec::new();
    for &id in &selection.elements {
        let declaration = ctx.components.element(id);
        if declaration.is_abstract || (!ctx.is_outside(id) && ctx.is_vain(declaration.ty, declaration.block)) {
            continue;
        }
        let shown = ctx.prefixes.show(&declaration.name);
        let plain = |ctx: &Ctx<'_>| {
            let given = ctx.renames.get(&shown).map(|given| given.camel());
            given.unwrap_or_else(|| words::camel(&declaration.name.local))
        };
        let (variant, ty) = match (ctx.elements.get(&id), ctx.externs.elements.get(&id)) {
            (Some(&item), _) => (ctx.name_of(item).to_owned(), Type::Item(item)),
            (None, Some(path)) => (plain(ctx), Type::Extern(path.clone())),
            (None, None) => (plain(ctx), Type::RAW),
        };
        variants.push(DocumentVariant {
            name: naming::member(&mut taken, variant),
            docs: ctx.docs(Some(&format!("The element `{shown}`."))),
            ty,
            root: ctx.root(&declaration.name),
            assessment: ctx.assessment_of(id),
        });
    }
    if variants.is_empty() {
        let message = format!("there is no `{name}`: none of the selected components is a global element");
        ctx.diagnostics.push(Diagnostic::warning("unused-option", message));
        return None;
    }
    let docs = ctx.docs(Some("A document: one of the elements that can be its root."));
    Some(Document { name, docs, variants })
}
