//! The entries of the SOAP header.

use ews_im_types::{ExchangeImpersonation, ExchangeVersion, MailboxCulture, RequestServerVersion, ServerVersionInfo};
use xsd_runtime::soap::{HeaderSet, read_entries};
use xsd_runtime::{Declared, RawElement, Read, Reader, Result, Root, Write, Writer};

/// The header of a request.
///
/// The default asks for the schema version Exchange2013, which the instant-messaging operations need: to a request
/// without a version the server answers with the fault `ErrorIncorrectSchemaVersion`.
///
/// ```
/// use ews_im::RequestHeaders;
/// use ews_im::types::MailboxCulture;
/// let headers = RequestHeaders { mailbox_culture: Some(MailboxCulture::new("en-US")?), ..RequestHeaders::default() };
/// # Ok::<(), xsd_runtime::ValueError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct RequestHeaders {
    /// The schema version that the request is written for.
    pub request_server_version: Option<RequestServerVersion>,
    /// The language of texts in the response.
    pub mailbox_culture: Option<MailboxCulture>,
    /// The account to act for.
    pub impersonation: Option<ExchangeImpersonation>,
    /// All other entries, such as `t:TimeZoneContext`, kept as they are and written back.
    pub others: Vec<RawElement>,
}

impl Default for RequestHeaders {
    fn default() -> Self {
        let version = RequestServerVersion::new(ExchangeVersion::Exchange2013);
        Self { request_server_version: Some(version), ..Self::empty() }
    }
}

impl RequestHeaders {
    /// No entries at all, not even the schema version.
    pub const fn empty() -> Self {
        Self { request_server_version: None, mailbox_culture: None, impersonation: None, others: Vec::new() }
    }
}

/// The header of a response.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ResponseHeaders {
    /// The version of the server.
    pub server_version_info: Option<ServerVersionInfo>,
    /// All other entries, kept as they are and written back.
    pub others: Vec<RawElement>,
}

/// The namespaces of Exchange Web Services.
const EWS: &[Declared] = &[Declared::all(<ServerVersionInfo as Root>::NAMESPACES)];

impl HeaderSet for RequestHeaders {
    const NAMESPACES: &'static [Declared] = EWS;

    fn none() -> Self {
        Self::empty()
    }

    fn is_empty(&self) -> bool {
        *self == Self::empty()
    }
}

impl HeaderSet for ResponseHeaders {
    const NAMESPACES: &'static [Declared] = EWS;

    fn none() -> Self {
        Self::default()
    }

    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Read for RequestHeaders {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let mut headers = Self::empty();
        read_entries(reader, |cursor, reader| {
            if reader.at_root::<RequestServerVersion>() {
                cursor.set(reader, &mut headers.request_server_version)
            } else if reader.at_root::<MailboxCulture>() {
                cursor.set(reader, &mut headers.mailbox_culture)
            } else if reader.at_root::<ExchangeImpersonation>() {
                cursor.set(reader, &mut headers.impersonation)
            } else {
                cursor.push(reader, &mut headers.others)
            }
        })?;
        Ok(headers)
    }
}

impl Read for ResponseHeaders {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let mut headers = Self::default();
        read_entries(reader, |cursor, reader| {
            if reader.at_root::<ServerVersionInfo>() {
                cursor.set(reader, &mut headers.server_version_info)
            } else {
                cursor.push(reader, &mut headers.others)
            }
        })?;
        Ok(headers)
    }
}

impl Write for RequestHeaders {
    fn write(&self, writer: &mut Writer) {
        entry(writer, &self.request_server_version);
        entry(writer, &self.mailbox_culture);
        entry(writer, &self.impersonation);
        writer.all(&self.others);
    }
}

impl Write for ResponseHeaders {
    fn write(&self, writer: &mut Writer) {
        entry(writer, &self.server_version_info);
        writer.all(&self.others);
    }
}

fn entry<T: Root + Write>(writer: &mut Writer, value: &Option<T>) {
    if let Some(value) = value {
        writer.nested(value);
    }
}
