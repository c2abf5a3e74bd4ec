//! Whether two texts are one value of a type, as the rules of restriction ask of fixed values.

use std::cell::RefCell;

use super::values::{Value, Values};
use crate::components::model::{Components, Content, TypeId, TypeKind};
use crate::xsd::Bindings;

/// Tells whether texts are one value.
pub(super) struct SameValue<'a> {
    components: &'a Components,
    values: RefCell<Values<'a>>,
}

impl<'a> SameValue<'a> {
    pub(super) fn new(components: &'a Components, values: Values<'a>) -> SameValue<'a> {
        SameValue { components, values: RefCell::new(values) }
    }

    /// Whether two fixed values are the same. Texts that are no values of the type, or depend on namespaces, are
    /// compared as they stand, but for white space.
    pub(super) fn is_same(&self, ty: TypeId, a: &str, b: &str) -> bool {
        a == b
            || match (self.value(ty, a), self.value(ty, b)) {
                (Some(a), Some(b)) => a == b,
                _ => a.split_ascii_whitespace().eq(b.split_ascii_whitespace()),
            }
    }

    fn value(&self, ty: TypeId, text: &str) -> Option<Value> {
        let simple = match &self.components.types.get(ty.0 as usize)?.kind {
            TypeKind::Simple(_) => ty,
            TypeKind::Complex(complex) => match complex.content {
                Content::Simple(text) => text,
                _ => return None,
            },
        };
        self.values.borrow_mut().value(simple, text, &Bindings::default()).ok()
    }
}
