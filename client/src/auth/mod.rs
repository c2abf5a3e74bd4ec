//! Authentication: how a request says who sends it.
//!
//! [`Basic`] and, with the feature `ntlm`, NTLM and Negotiate are ready to use; [`Authenticate`] is the hook for others.
//! OAuth needs a token provider, which has a trait in each client, since asking for a token takes time.

mod basic;
mod bearer;
mod conversation;
#[cfg(feature = "ntlm")]
mod ntlm;

pub use basic::Basic;
pub use bearer::TokenReason;
pub use conversation::{Authenticate, AuthenticationError, Challenges, Conversation};
#[cfg(feature = "ntlm")]
pub use ntlm::{Negotiate, Ntlm};
pub use secrecy::SecretString;

#[cfg(feature = "client")]
pub(crate) use bearer::header as bearer_header;
