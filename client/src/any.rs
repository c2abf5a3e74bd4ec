//! The thirteen operations: the one list of them, and their messages without knowing which.

use std::fmt::Debug;

use ews_im_types::{ResponseMessage, operations};
use xsd_runtime::soap::{ReadBody, Version, WriteBody};
use xsd_runtime::{Declared, Operation, Read, Reader, Request, Result, Root, Write, Writer};

/// An operation of this crate, such as [`operations::AddImGroup`].
pub trait ImOperation:
    Operation<
        Request: Request<Operation = Self> + Read + Write,
        Response: ResponseMessage + Root + Read + Write + Debug + Clone + Send + Sync,
    >
{
    /// Whether a second call leaves the list as the first one has, and is answered in the same way. Other calls are not made
    /// again by themselves: it may not be known whether the server has carried out the first one.
    const IDEMPOTENT: bool;

    /// The request among those of all operations.
    fn any_request(request: Self::Request) -> AnyRequest;

    /// The response among those of all operations.
    fn any_response(response: Self::Response) -> AnyResponse;

    /// The response, if it is one of this operation.
    fn response(any: AnyResponse) -> Option<Self::Response>;
}

/// The request of an operation of this crate.
pub trait ImRequest: Request<Operation = <Self as ImRequest>::Im> + Read + Write + Send + Sync {
    /// The operation.
    type Im: ImOperation<Request = Self, Response = Self::Response>;

    /// What the server answers.
    type Response: ResponseMessage + Root + Read + Write + Debug + Clone + Send + Sync;
}

type RequestOf<O> = <O as Operation>::Request;
type ResponseOf<O> = <O as Operation>::Response;

macro_rules! operations {
    ($($name:ident $is_idempotent:literal,)*) => {
        /// The request of any of the operations.
        #[derive(Debug, Clone, PartialEq)]
        #[allow(clippy::large_enum_variant)] // Built rarely, and boxed in a `Message`.
        pub enum AnyRequest {
            $(#[doc = concat!("The request of `", stringify!($name), "`.")] $name(RequestOf<operations::$name>),)*
        }

        /// The response of any of the operations.
        #[derive(Debug, Clone, PartialEq)]
        #[allow(clippy::large_enum_variant)]
        pub enum AnyResponse {
            $(#[doc = concat!("The response of `", stringify!($name), "`.")] $name(ResponseOf<operations::$name>),)*
        }

        impl AnyRequest {
            /// The name of the operation.
            pub fn operation(&self) -> &'static str {
                match self { $(Self::$name(_) => operations::$name::NAME,)* }
            }

            /// The value of the `SOAPAction` header, without quotes.
            pub fn soap_action(&self) -> &'static str {
                match self { $(Self::$name(_) => operations::$name::SOAP_ACTION,)* }
            }

            /// Whether the element whose start tag was read last is one of these.
            pub(crate) fn is_at(reader: &Reader<'_>) -> bool {
                false $(|| reader.at_root::<RequestOf<operations::$name>>())*
            }
        }

        impl AnyResponse {
            /// The name of the operation.
            pub fn operation(&self) -> &'static str {
                match self { $(Self::$name(_) => operations::$name::NAME,)* }
            }

            /// What all responses have: class, code, text.
            pub fn message(&self) -> &dyn ResponseMessage {
                match self { $(Self::$name(response) => response,)* }
            }
        }

        impl ReadBody for AnyRequest {
            fn expected() -> String {
                "a request of an instant-messaging operation".to_owned()
            }

            fn read_body(reader: &mut Reader<'_>, version: Version) -> Result<Option<Self>> {
                $(if let Some(request) = RequestOf::<operations::$name>::read_body(reader, version)? {
                    return Ok(Some(Self::$name(request)));
                })*
                Ok(None)
            }
        }

        impl ReadBody for AnyResponse {
            fn expected() -> String {
                "a request or response of an instant-messaging operation".to_owned()
            }

            fn read_body(reader: &mut Reader<'_>, version: Version) -> Result<Option<Self>> {
                $(if let Some(response) = ResponseOf::<operations::$name>::read_body(reader, version)? {
                    return Ok(Some(Self::$name(response)));
                })*
                Ok(None)
            }
        }

        impl WriteBody for AnyRequest {
            fn namespaces(&self) -> Option<Declared> {
                match self { $(Self::$name(request) => request.namespaces(),)* }
            }

            fn write_body(&self, writer: &mut Writer) {
                match self { $(Self::$name(request) => request.write_body(writer),)* }
            }
        }

        impl WriteBody for AnyResponse {
            fn namespaces(&self) -> Option<Declared> {
                match self { $(Self::$name(response) => response.namespaces(),)* }
            }

            fn write_body(&self, writer: &mut Writer) {
                match self { $(Self::$name(response) => response.write_body(writer),)* }
            }
        }

        $(impl ImRequest for ews_im_types::$name {
            type Im = operations::$name;
            type Response = ResponseOf<operations::$name>;
        })*

        $(impl ImOperation for operations::$name {
            const IDEMPOTENT: bool = $is_idempotent;

            fn any_request(request: Self::Request) -> AnyRequest {
                AnyRequest::$name(request)
            }

            fn any_response(response: Self::Response) -> AnyResponse {
                AnyResponse::$name(response)
            }

            fn response(any: AnyResponse) -> Option<Self::Response> {
                match any {
                    AnyResponse::$name(response) => Some(response),
                    _ => None,
                }
            }
        })*
    };
}

// Removing is not among those that are idempotent: the second call leaves the list as it is, but reports that nothing was
// there, so that a call that was made again would fail for having worked.
operations! {
    AddDistributionGroupToImList false,
    AddImContactToGroup true,
    AddImGroup false,
    AddNewImContactToGroup false,
    AddNewTelUriContactToGroup false,
    GetImItemList true,
    GetImItems true,
    RemoveContactFromImList false,
    RemoveDistributionGroupFromImList false,
    RemoveImContactFromGroup false,
    RemoveImGroup false,
    SetImGroup true,
    SetImListMigrationCompleted true,
}
