//! Authentication: how a request says who sends it.

mod conversation;

pub use conversation::{Authenticate, AuthenticationError, Challenges, Conversation};
