//! The schema version of a request.

use ews_im::RequestHeaders;
use ews_im::types::{ExchangeVersion, ResponseCode};

use super::faults::Fault;
use super::refuse;

const TOO_OLD: &str = "The request is valid but does not specify the correct server version in the \
                       RequestServerVersion SOAP header.  Ensure that the RequestServerVersion SOAP header is set with \
                       the correct RequestServerVersionValue.";

/// Whether the operations are there in the version that a request is written for. Without the header it is written for
/// Exchange 2007.
pub(super) fn check(headers: &RequestHeaders) -> Result<(), Fault> {
    use ExchangeVersion::{
        Exchange2007, Exchange2007Sp1, Exchange2009, Exchange2010, Exchange2010Sp1, Exchange2010Sp2, Exchange2012,
    };
    match headers.request_server_version.as_ref().map(|header| &header.version) {
        None
        | Some(
            Exchange2007 | Exchange2007Sp1 | Exchange2009 | Exchange2010 | Exchange2010Sp1 | Exchange2010Sp2
            | Exchange2012,
        ) => Err(refuse(ResponseCode::ErrorIncorrectSchemaVersion, TOO_OLD)),
        Some(_) => Ok(()),
    }
}

/// The fault for a request whose version is none that the schema knows. Exchange looks at it before it holds the request to
/// the schema.
pub(super) fn unknown(error: &xsd_runtime::Error) -> Option<Fault> {
    let is_version = error.kind() == xsd_runtime::ErrorKind::InvalidValue
        && error.path() == "Envelope > Header > RequestServerVersion";
    is_version.then(|| refuse(ResponseCode::ErrorInvalidServerVersion, "The specified server version is invalid."))
}
