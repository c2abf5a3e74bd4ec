//! Authentication: how a request says who sends it.
//!
//! [`Basic`] and, with the feature `ntlm`, NTLM and Negotiate are ready to use; [`Authenticate`] is the hook for others.
//! OAuth needs a token provider, which has a trait in each client, since asking for a token takes time.
//!
//! # Secrets
//!
//! Passwords and tokens are in no `Debug` and no error of this crate, and in nothing that it tells `tracing`. What the
//! libraries below it tell at the level `TRACE` is theirs: hyper, reqwest and rustls tell no headers, but `ureq-proto` tells
//! every byte of requests and answers, `Authorization` included, and `sspi` the tokens of NTLM. Keep these two from that level
//! where logs are kept.

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
