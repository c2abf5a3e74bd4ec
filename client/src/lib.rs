//! A client for the instant-messaging operations of Exchange Web Services (EWS): typed calls over HTTP, on the messages
//! that are generated in [`ews_im_types`].
//!
//! ```no_run
//! use std::time::Duration;
//!
//! use ews_im::auth::Basic;
//! use ews_im::types::{AddImGroup, ResponseCode};
//! use ews_im::{CallOptions, Client, Error, RetryPolicy};
//!
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::builder("https://mail.contoso.com/EWS/Exchange.asmx")
//!     .auth(Basic::new("sadie@contoso.com", "password"))
//!     .options(CallOptions::new().timeout(Duration::from_secs(30)).retry(RetryPolicy::bounded(4)))
//!     .build()?;
//! match client.call(&AddImGroup::new("Friends")?).await {
//!     Ok(response) => println!("{:?}", response.im_group),
//!     Err(Error::Response(error)) if error.code == Some(ResponseCode::ErrorImGroupDisplayNameAlreadyExists) => {}
//!     Err(error) if error.is_authentication() => println!("who are you? {error}"),
//!     Err(error) => return Err(error.into()),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! - [`operations`] has a page for each operation: what it does, its errors, an example.
//! - [`Client`] works with async, [`blocking::Client`] without. Both send by a small trait of their own, over reqwest or
//!   ureq, or over a transport of yours. [`CallOptions`] is what can be asked of a client or of a single call.
//! - [`ImList`] is the contact list as a value: loaded, edited on the server and in step with it, compared.
//! - An [`Error`] says who is at fault, and what to do. A warning is a response like any other.
//! - [`auth`] has the ways of authentication, and the hook for others.
//! - [`ImItemFeed`] reads the personas and groups of a large contact list one at a time, in bounded memory.
//! - [`RawRequest`] is for operations that this crate has no types for.
//! - [`encode`] and [`decode`] are calls without the transport, [`Message`] reads and writes any message of the
//!   operations: for debugging, tests and servers. [`FaultExt`] and [`MessageDetails`] find line, column, back-off time and
//!   the like in every layout that occurs.
//!
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | `reqwest`, by default | [`Client`] with a transport over reqwest, TLS by rustls; with `blocking`, the same for that client |
//! | `gzip`, by default | compressed answers, with the transports of this crate |
//! | `ureq` | [`blocking::Client`] with a transport over ureq, TLS by rustls |
//! | `async`, `blocking` | the clients alone, for a transport of yours |
//! | `ntlm` | authentication by NTLM and Negotiate |
//! | `tracing` | a span for each call, with operation, status, duration, request id and sizes |
//!
//! Without features, the crate needs the generated types and their runtime alone, and has what works without a
//! transport.
//!
//! # What reading forgives
//!
//! A client reads leniently: unknown header entries (kept), unknown elements, codes that are newer than the schema
//! (kept), attributes on the elements of SOAP, a missing or empty header, `https` namespaces and SOAP 1.2 are all taken.
//! Characters that XML does not admit are replaced, and the response tells where, unless
//! [`IllegalCharacters::Refuse`] is asked for. [`decode`] reads strictly if told: strict reading takes what the schemas of
//! SOAP 1.1 and of EWS admit, and `xml:lang` on `faultstring`. Attributes on `Envelope`, `Header` and `Body`, and
//! elements after the body, are read over in both modes and not written back. A body holds exactly one element.

#![forbid(unsafe_code)]
// What the clients share is no use without one of them.
#![cfg_attr(not(any(feature = "async", feature = "blocking")), allow(dead_code, unused_imports))]

mod any;
#[cfg(feature = "client")]
pub mod auth;
#[cfg(feature = "blocking")]
pub mod blocking;
mod call;
mod call_info;
#[cfg(feature = "async")]
mod client;
#[cfg(feature = "client")]
mod core;
mod details;
mod error;
mod fault;
mod header;
#[cfg(feature = "client")]
pub mod http;
pub mod im_list;
mod items;
mod message;
pub mod operations;
#[cfg(feature = "client")]
mod options;
mod property_path;
#[cfg(feature = "client")]
mod raw;
mod repair;
#[cfg(feature = "client")]
mod retry;

pub use ews_im_types as types;
pub use xsd_runtime;
pub use xsd_runtime::soap::{Detail, Fault, FaultCode, Reason, Version as SoapVersion};
pub use xsd_runtime::{Operation, RawElement, ReadOptions, Request};

#[cfg(feature = "client")]
pub use self::core::BuildError;
pub use any::{AnyRequest, AnyResponse, ImOperation, ImRequest};
pub use call::{Response, WriteOptions, decode, decode_slice, encode, encode_with};
pub use call_info::CallInfo;
#[cfg(feature = "reqwest")]
pub use client::Reqwest;
#[cfg(feature = "async")]
pub use client::{Body, BoxFuture, Client, ClientBuilder, ImItems, TokenProvider, Transport};
pub use details::{MessageDetails, ResponseMessageExt};
pub use error::{DecodeError, EncodeError, Error, FaultError, ResponseError, Result};
#[cfg(feature = "client")]
pub use error::{HttpError, NoAnswer, NotAuthenticated};
pub use fault::FaultExt;
pub use header::{RequestHeaders, ResponseHeaders};
pub use im_list::ImList;
pub use items::{ImItem, ImItemFeed};
pub use message::Message;
#[cfg(feature = "client")]
pub use options::{CallOptions, InvalidHeader};
pub use property_path::PropertyPath;
#[cfg(feature = "client")]
pub use raw::RawRequest;
pub use repair::{Replacement, repair};
#[cfg(feature = "client")]
pub use retry::{IllegalCharacters, RetryPolicy};
