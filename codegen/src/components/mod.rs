//! The schema components: every name looked up, every reference an id.
//!
//! [`resolve()`] turns the syntax trees into [`Components`]; [`closure()`] selects what given elements and types need. The
//! passes of `resolve` stand in its body, in order. They build on one another but never recurse along references:
//! whatever can refer to its like is first put in an order in which everything comes after what it needs
//! (`order`), and circles are reported and cut there.

mod block;
mod built_in;
mod check;
mod closure;
mod mend;
pub mod model;
mod order;
mod resolve;
#[cfg(test)]
mod tests;

pub(crate) use built_in::is_built_in_type;
pub use built_in::{ANY_SIMPLE_TYPE, ANY_TYPE, N_BUILT_IN};
pub(crate) use check::is_emptiable;
pub use closure::{Boundary, Root, Selection, closure, closure_within, namespaces};
pub use model::*;
pub use resolve::resolve;
