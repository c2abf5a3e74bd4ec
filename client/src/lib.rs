//! Typed calls of the instant-messaging operations of Exchange Web Services (EWS): SOAP envelopes, headers and faults
//! around the generated messages of [`ews_im_types`]. How the text travels is up to the caller.
//! What is not Exchange's own is in [`xsd_runtime::soap`].
//!
//! [`encode`] writes a request, [`decode`] reads the answer:
//!
//! ```
//! use ews_im::types::{AddImGroup, ResponseCode, operations};
//! use ews_im::{Error, Operation, ReadOptions, RequestHeaders};
//!
//! let xml = ews_im::encode(&AddImGroup::new("Friends & family")?, &RequestHeaders::default())?;
//! let action = operations::AddImGroup::SOAP_ACTION;
//! assert!(xml.contains("<m:DisplayName>Friends &amp; family</m:DisplayName>"));
//!
//! // Post `xml` with that SOAPAction; the server answers:
//! let answer = r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
//!     <AddImGroupResponse ResponseClass="Error" xmlns="http://schemas.microsoft.com/exchange/services/2006/messages">
//!       <MessageText>An IM group with the specified display name already exists.</MessageText>
//!       <ResponseCode>ErrorImGroupDisplayNameAlreadyExists</ResponseCode>
//!       <DescriptiveLinkKey>0</DescriptiveLinkKey>
//!     </AddImGroupResponse>
//!   </s:Body></s:Envelope>"#;
//! match ews_im::decode::<operations::AddImGroup>(answer, &ReadOptions::lenient()) {
//!     Ok(response) => println!("{:?}", response.message.im_group),
//!     Err(Error::Response(error)) => {
//!         assert_eq!(error.code, Some(ResponseCode::ErrorImGroupDisplayNameAlreadyExists));
//!     }
//!     Err(error) => return Err(error.into()),
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! - An error says who is at fault: [`Error::Encode`] the caller, [`Error::Decode`] what came over the wire,
//!   [`Error::Fault`] and [`Error::Response`] what the server has to say. A warning is a response like any other.
//! - [`Message`] reads and writes envelopes without knowing the operation: for debugging, tests and servers.
//! - [`FaultExt`] and [`MessageDetails`] find line, column, back-off time and the like in every layout that occurs.
//!
//! # What reading forgives
//!
//! Lenient reading (`ReadOptions::lenient()`) takes unknown header entries (kept), attributes on the elements of SOAP, a
//! missing or empty header, `https` namespaces and SOAP 1.2. Strict reading takes what the schemas of SOAP 1.1 and of EWS
//! admit, and `xml:lang` on `faultstring`. Attributes on `Envelope`, `Header` and `Body`, and elements after the body, are
//! read over in both modes and not written back. A body holds exactly one element.

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
pub use client::{Body, BoxFuture, Client, ClientBuilder, TokenProvider, Transport};
pub use details::{MessageDetails, ResponseMessageExt};
pub use error::{DecodeError, EncodeError, Error, FaultError, ResponseError, Result};
#[cfg(feature = "client")]
pub use error::{HttpError, NoAnswer, NotAuthenticated};
pub use fault::FaultExt;
pub use header::{RequestHeaders, ResponseHeaders};
pub use message::Message;
#[cfg(feature = "client")]
pub use options::{CallOptions, InvalidHeader};
pub use property_path::PropertyPath;
#[cfg(feature = "client")]
pub use raw::RawRequest;
pub use repair::{Replacement, repair};
#[cfg(feature = "client")]
pub use retry::{IllegalCharacters, RetryPolicy};
