//! Nillable elements (XSD 1.0 Part 1, 3.3.1), and what is kept of those that are nil.

use super::context::Ctx;
use super::{Nil, Type};
use crate::components::model::{DerivationSet, TypeId, TypeKind};

impl Ctx<'_> {
    /// The Rust type of a nillable element, by its declared type and by what that became. Raw XML says itself that it is
    /// nil.
    pub(super) fn nillable(&self, declared: TypeId, block: DerivationSet, ty: Type) -> Type {
        if ty == Type::RAW {
            return ty;
        }
        // An element that is nil has attributes all the same (3.3.4), and `xsi:type` is one where it says something.
        let is_polymorphic = !self.derived(declared, block).is_empty();
        let nil = if is_polymorphic || self.has_attributes(declared) { Nil::Attributes } else { Nil::Bare };
        Type::Nillable(Box::new(ty), nil)
    }

    fn has_attributes(&self, id: TypeId) -> bool {
        match &self.components.ty(id).kind {
            TypeKind::Complex(complex) => !complex.attributes.is_empty() || complex.any_attribute.is_some(),
            TypeKind::Simple(_) => false,
        }
    }
}
