//! The answer over HTTP, with the headers that Exchange adds.

use std::io::Write as _;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::header::{self, HeaderName};
use http::{HeaderMap, HeaderValue, Response, StatusCode};
use hyper::ext::ReasonPhrase;

use crate::body::AnswerBody;
use crate::request::MEDIA_TYPE;

/// The name that the server gives itself in headers.
const SERVER: &str = "EX01";

/// An answer before it is dressed for the wire.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    reason: Option<ReasonPhrase>,
    /// Where the connection ends in the middle of the body.
    pub(crate) cut: Option<Cut>,
    /// Whether the answer goes out as it is, without the headers of Exchange and without compression.
    is_raw: bool,
}

/// Where a body is cut, in bytes as they travel.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Cut {
    At(usize),
    Half,
}

impl Answer {
    /// Without a body.
    pub(crate) fn empty(status: u16) -> Self {
        Self {
            status: StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            headers: HeaderMap::new(),
            body: Bytes::new(),
            reason: None,
            cut: None,
            is_raw: false,
        }
    }

    /// A SOAP envelope.
    pub(crate) fn xml(status: u16, envelope: impl Into<Bytes>) -> Self {
        Self { body: envelope.into(), ..Self::empty(status) }.header(header::CONTENT_TYPE, MEDIA_TYPE)
    }

    /// An HTML page with a title, as IIS shows it.
    pub(crate) fn page(status: u16, title: &str) -> Self {
        let empty = Self::empty(status);
        let page = format!(
            "<!DOCTYPE html>\r\n<html><head><title>{title}</title><meta charset=\"utf-8\"></head>\r\n\
             <body><h2>{title}</h2><hr><p>HTTP status {status}.<br>Please try again later.</body></html>\r\n"
        );
        let page = Self { body: page.into(), ..empty }.header(header::CONTENT_TYPE, "text/html; charset=utf-8");
        if page.status.canonical_reason().is_some() { page } else { page.reason(title) }
    }

    /// The refusal of a request that nobody is known to have sent, with the values of `WWW-Authenticate`.
    pub(crate) fn unauthorized(challenges: Vec<HeaderValue>) -> Self {
        let mut answer = Self::page(401, "Unauthorized: access is denied due to invalid credentials");
        for challenge in challenges {
            answer.headers.append(header::WWW_AUTHENTICATE, challenge);
        }
        answer
    }

    /// Of which nothing is changed any more.
    pub(crate) fn raw(status: u16, headers: HeaderMap, body: Bytes) -> Self {
        Self { headers, body, is_raw: true, ..Self::empty(status) }
    }

    pub(crate) fn header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.append(name, value);
        }
        self
    }

    /// Another reason phrase, in place of the usual one. What it must not hold is replaced.
    pub(crate) fn reason(mut self, phrase: &str) -> Self {
        let is_fit = |c: char| c.is_ascii_graphic() || c == ' ';
        let phrase: String = phrase.chars().map(|c| if is_fit(c) { c } else { '?' }).collect();
        self.reason = ReasonPhrase::try_from(phrase.into_bytes()).ok();
        self
    }

    /// The connection is closed behind the answer.
    pub(crate) fn close(self) -> Self {
        self.header(header::CONNECTION, "close")
    }

    /// Puts the answer into the form in which it travels. `request` are the headers of the request.
    pub(crate) fn dress(mut self, request: &HeaderMap, dress: &Dress<'_>) -> Response<AnswerBody> {
        if !self.is_raw {
            self.add_headers(request, dress);
            if dress.is_compressing && accepts_gzip(request) && !self.body.is_empty() {
                self.compress();
            }
        }
        let length = self.body.len();
        let body = match self.cut {
            None => AnswerBody::new(self.body),
            Some(cut) => {
                let at = match cut {
                    Cut::At(at) => at,
                    Cut::Half => length / 2,
                };
                self.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
                // One byte at least is missing: the body of an empty answer cannot be cut.
                AnswerBody::cut(self.body.slice(..at.min(length.saturating_sub(1))))
            }
        };
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        if let Some(reason) = self.reason {
            response.extensions_mut().insert(reason);
        }
        response
    }

    /// What Exchange and IIS say of themselves and of the request.
    fn add_headers(&mut self, request: &HeaderMap, dress: &Dress<'_>) {
        let headers = &mut self.headers;
        let mut add = |name: &'static str, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.append(HeaderName::from_static(name), value);
            }
        };
        add("server", "Microsoft-IIS/10.0");
        add("cache-control", "private");
        add("request-id", &guid());
        add("x-calculatedbetarget", SERVER);
        add("x-feserver", SERVER);
        add("x-beserver", SERVER);
        add("x-diaginfo", SERVER);
        add("x-aspnet-version", "4.0.30319");
        add("x-powered-by", "ASP.NET");
        if let Some(operation) = dress.operation {
            add("x-ewshandler", operation);
        }
        let secure = if dress.is_tls { "; secure" } else { "" };
        add("set-cookie", &format!("X-BackEndCookie={SERVER}; path=/EWS{secure}; HttpOnly"));
        let wants_id = request
            .get("return-client-request-id")
            .is_some_and(|value| value.to_str().is_ok_and(|value| value.trim().eq_ignore_ascii_case("true")));
        if let Some(id) = request.get("client-request-id").filter(|_| wants_id) {
            headers.insert("client-request-id", id.clone());
        }
    }

    fn compress(&mut self) {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        // Writing to memory does not fail; if it did, the body would travel as it is.
        let Ok(compressed) = encoder.write_all(&self.body).and_then(|()| encoder.finish()) else { return };
        self.body = compressed.into();
        self.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        self.headers.append(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    }
}

/// What the answer has to know of the server and of the request.
#[derive(Debug)]
pub(crate) struct Dress<'a> {
    pub(crate) is_compressing: bool,
    pub(crate) is_tls: bool,
    pub(crate) operation: Option<&'a str>,
}

/// Whether a client takes compressed bodies (RFC 9110, section 12.5.3).
fn accepts_gzip(request: &HeaderMap) -> bool {
    let values = request.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, "q=1"));
        let weight = weight.trim().trim_start_matches(['q', 'Q', '=', ' ']);
        name.trim().eq_ignore_ascii_case("gzip") && weight.parse::<f32>().is_ok_and(|weight| 0.0 < weight)
    })
}

/// An identifier in the form of a GUID, version 4.
fn guid() -> String {
    let bits = fastrand::u128(..) & !(0xf << 76) & !(0x3 << 62) | (4 << 76) | (2 << 62);
    let hex = format!("{bits:032x}");
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_for_those_who_take_it() {
        let accepts = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(value));
            accepts_gzip(&headers)
        };
        assert!(accepts("deflate, GZIP;q=0.5"));
        assert!(!accepts("gzip;q=0, identity"));
        assert!(!accepts("br"));
        assert!(!accepts_gzip(&HeaderMap::new()));
    }

    #[test]
    fn guids_are_of_version_4() {
        let guid = guid();
        assert_eq!((guid.len(), &guid[14..15]), (36, "4"), "{guid}");
        assert!("89ab".contains(&guid[19..20]), "{guid}");
    }
}
