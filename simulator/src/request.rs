//! What the server asks of a request before it looks at the message: method, path, media type, size, time.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::request::Parts;
use http::{HeaderMap, Method, header};
use http_body_util::BodyExt;
use hyper::body::{Body, Incoming};

use crate::connection::Dropped;
use crate::response::Answer;

/// The path of the service. Letter case does not matter, as in IIS.
pub(crate) const PATH: &str = "/EWS/Exchange.asmx";
/// The page that Exchange redirects to when something is wrong.
pub(crate) const ERROR_PAGE: &str = "/ews/genericerrorpage.htm";
/// The media type of SOAP 1.1, as Exchange asks for it.
pub(crate) const MEDIA_TYPE: &str = "text/xml; charset=utf-8";

/// Of a body that is too long, as many times the limit are read in all.
const DISCARDED: u64 = 8;

/// Says no to a request that is none of the service, as IIS and WCF do.
pub(crate) fn refusal(parts: &Parts) -> Option<Answer> {
    let path = parts.uri.path();
    if path.eq_ignore_ascii_case(ERROR_PAGE) {
        return Some(Answer::page(200, "Something went wrong"));
    }
    if !path.eq_ignore_ascii_case(PATH) {
        return Some(Answer::page(404, "The resource cannot be found"));
    }
    if parts.method != Method::POST {
        return Some(Answer::page(405, "Only POST is allowed here").header(header::ALLOW, "POST"));
    }
    let is_plain = parts.headers.get_all(header::CONTENT_ENCODING).iter().all(|value| value == "identity");
    if !is_plain {
        return Some(Answer::empty(415).reason("The content encoding of the request is not supported"));
    }
    let value = text(&parts.headers, header::CONTENT_TYPE);
    if !is_soap(value) {
        let reason = format!(
            "Cannot process the message because the content type '{value}' was not the expected type '{MEDIA_TYPE}'."
        );
        return Some(Answer::empty(415).reason(&reason));
    }
    None
}

/// Whether a content type is that of SOAP 1.1 in UTF-8. Without a charset it is.
fn is_soap(content_type: &str) -> bool {
    let mut parts = content_type.split(';').map(str::trim);
    if !parts.next().is_some_and(|media| media.eq_ignore_ascii_case("text/xml")) {
        return false;
    }
    parts.filter_map(|parameter| parameter.split_once('=')).all(|(name, value)| {
        !name.trim().eq_ignore_ascii_case("charset") || value.trim().trim_matches('"').eq_ignore_ascii_case("utf-8")
    })
}

/// The text of a header; empty if there is none.
pub(crate) fn text(headers: &HeaderMap, name: header::HeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// Why there is no body.
pub(crate) enum Unread {
    /// It is too long, or too slow in coming: the answer, after which the connection is closed.
    Refused(Answer),
    /// The connection broke.
    Broken(Dropped),
}

/// Reads the body of a request, of at most `max` bytes. `is_asking` says whether the client waits for a word before it sends
/// the body (RFC 9110, section 10.1.1).
pub(crate) async fn read_body(body: Incoming, is_asking: bool, max: usize, timeout: Duration) -> Result<Bytes, Unread> {
    let too_long = || Unread::Refused(Answer::page(413, "The request is too long").close());
    let told = body.size_hint().lower();
    // Who asks first, or has far too much, need not send it.
    if DISCARDED.saturating_mul(max as u64) < told || (is_asking && (max as u64) < told) {
        return Err(too_long());
    }
    match tokio::time::timeout(timeout, collect(body, max)).await {
        Ok(Ok(Some(bytes))) => Ok(bytes),
        Ok(Ok(None)) => Err(too_long()),
        Ok(Err(_)) => Err(Unread::Broken(Dropped)),
        Err(_) => Err(Unread::Refused(Answer::page(408, "The request did not come in time").close())),
    }
}

/// The whole of a body; `None` if it is longer than `max` bytes. What is too much is read all the same, up to a point:
/// a client that is still sending when the connection is closed may never see the answer.
async fn collect(mut body: Incoming, max: usize) -> hyper::Result<Option<Bytes>> {
    let mut bytes = BytesMut::new();
    let mut length = 0_u64;
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame?.into_data() else { continue };
        length += data.len() as u64;
        if length <= max as u64 {
            bytes.extend_from_slice(&data);
        } else if DISCARDED.saturating_mul(max as u64) < length {
            return Ok(None);
        }
    }
    Ok((length <= max as u64).then(|| bytes.freeze()))
}

/// The operation that the header `SOAPAction` names: what follows the last slash.
pub(crate) fn soap_action(headers: &HeaderMap) -> Option<&str> {
    let action = headers.get("SOAPAction")?.to_str().ok()?.trim().trim_matches('"');
    action.rsplit('/').next().filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::is_soap;

    #[test]
    fn content_types_of_soap() {
        for good in ["text/xml", "TEXT/XML; Charset=\"UTF-8\"", "text/xml; charset=utf-8; action=\"x\""] {
            assert!(is_soap(good), "{good}");
        }
        for bad in ["", "text/html", "application/soap+xml; charset=utf-8", "text/xml; charset=utf-16"] {
            assert!(!is_soap(bad), "{bad}");
        }
    }
}
