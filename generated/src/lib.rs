//! The messages of the instant-messaging operations of Exchange Web Services (EWS): thirteen requests, their responses,
//! and the headers that go with them.
//!
//! Everything but this page is generated from `schemas/` by `xsd-codegen`; the comments of the items come from there
//! too. Reading and writing need [`xsd_runtime`] alone:
//!
//! ```
//! use ews_im_types::{AddImGroup, AddImGroupResponse, ResponseCode};
//!
//! let request = AddImGroup::new("Friends")?;
//! let xml = xsd_runtime::to_string(&request)?;
//! assert!(xml.ends_with("<m:DisplayName>Friends</m:DisplayName></m:AddImGroup>"));
//!
//! let response: AddImGroupResponse = xsd_runtime::from_str(
//!     r#"<AddImGroupResponse ResponseClass="Success"
//!            xmlns="http://schemas.microsoft.com/exchange/services/2006/messages">
//!          <ResponseCode>NoError</ResponseCode>
//!          <ImGroup xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types">
//!            <t:DisplayName>Friends</t:DisplayName>
//!            <t:GroupType>IPM.DistList.MOC.UserGroup</t:GroupType>
//!            <t:ExchangeStoreId Id="AAMkAGQ1" ChangeKey="EgAAAA=="/>
//!          </ImGroup>
//!        </AddImGroupResponse>"#,
//! )?;
//! assert_eq!(response.response_code, Some(ResponseCode::NoError));
//! let group = response.im_group.ok_or("the response has no group")?;
//! assert_eq!(&*group.display_name, "Friends");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A message travels in a SOAP envelope; the crate `ews-im` reads and writes those, with headers and faults.
//!
//! # Names
//!
//! - A struct or enum is called like its element or type in the schema, without the suffix `Type`.
//! - [`operations`] has an item for each operation, which ties request, response, headers and `SOAPAction` together.
//! - [`ResponseMessage`] gives what all responses have: class, code, text.
//! - Enumerations are open: a value newer than the schema is kept as `Other`, and refused only in strict mode.

#![forbid(unsafe_code)]

// Not every enumeration value and member of the schema has a comment of its own.
#[allow(missing_docs)]
#[rustfmt::skip]
mod ews;

pub use ews::*;
