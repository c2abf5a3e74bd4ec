//! A stand-in for the instant-messaging operations of Exchange Web Services (EWS) over HTTP, to test clients against: a
//! library to start inside a test, and the command `ews-im-simulator`.
//!
//! ```
//! use ews_im_simulator::{ContactSeed, Directory, MailboxSeed, Simulator};
//!
//! let contact = ContactSeed::im("tsmith@contoso.com").in_group("Friends");
//! let mailbox = MailboxSeed::new("alisa@contoso.com").group("Friends").contact(contact);
//! let simulator = Simulator::builder().directory(Directory::new().mailbox(mailbox)).start_blocking()?;
//! println!("post requests to {}", simulator.url());
//!
//! simulator.script("AddImGroup#1: 503 retry-after=1").unwrap();
//! // Here a client adds a group, which succeeds at its second attempt.
//! let groups = simulator.groups("alisa@contoso.com").unwrap();
//! assert!(groups.iter().any(|group| group.display_name == "Friends"));
//! # Ok::<(), ews_im_simulator::StartError>(())
//! ```
//!
//! - [`Builder`] sets accounts, ways of authentication, TLS and limits before the start; [`Directory`] says what mailboxes
//!   there are, and what is in them.
//! - [`Simulator`] gives the address, shows the [requests](Simulator::requests) that came and what the mailboxes hold, and
//!   stops when it is dropped.
//! - [`script`] says what goes wrong: delays, busy servers, faults of all layouts, broken answers and connections.
//!
//! # Over HTTP
//!
//! - The service is at `/EWS/Exchange.asmx`; other paths are answered with 404, methods but `POST` with 405, media types
//!   but `text/xml` in UTF-8 and compressed requests with 415, requests that are too long with 413, clients that are too
//!   slow with 408 or the end of the connection.
//! - Who sends a request is checked before anything else, and 401 lists the schemes that are offered. A handshake of NTLM
//!   or Negotiate belongs to its connection, which stays authenticated.
//! - The operation is that of the body, as in Exchange: `SOAPAction` may say anything, and may be missing.
//! - Answers are compressed for clients that take gzip, and have the headers of Exchange: `request-id`, `X-FEServer`,
//!   `X-DiagInfo`, a cookie for affinity, and `client-request-id` where `return-client-request-id` asks for it.
//!
//! # The command
//!
//! ```text
//! $ ews-im-simulator --user sadie@contoso.com:secret --auth basic,ntlm --rule 'AddImGroup#1: 503 retry-after=1' --log
//! http://127.0.0.1:49152/EWS/Exchange.asmx
//! ```

#![forbid(unsafe_code)]

mod account;
mod auth;
mod body;
mod builder;
mod connection;
mod directory;
mod handshake;
mod log;
mod mailbox;
mod markup;
#[cfg(feature = "ntlm")]
pub mod ntlm;
mod patient;
mod request;
mod response;
pub mod script;
mod server;
mod service;
mod simulator;
mod start_error;
#[cfg(test)]
mod testing;
mod tls;
mod under_way;

pub use account::Account;
pub use auth::Scheme;
pub use builder::Builder;
pub use directory::{
    ContactKind, ContactSeed, Directory, DirectoryError, DistributionList, GroupSeed, MailboxSeed, Person, PhoneKind,
};
pub use handshake::ExtendedProtection;
pub use log::{Counters, ReceivedRequest};
pub use mailbox::{ContactState, GroupKind, GroupState};
pub use simulator::Simulator;
pub use start_error::StartError;
