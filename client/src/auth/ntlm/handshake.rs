//! The order of the messages on one connection.

use std::sync::Arc;

use der::asn1::AnyRef;
use der::{Decode, Reader, SliceReader, Tag, TagNumber, Tagged};
use http::header::AUTHORIZATION;
use http::{HeaderValue, Uri};
use xsd_runtime::datatypes::Base64Binary;

use super::end_point;
use super::mechanism::{Account, Mechanism, Scheme};
use crate::auth::{AuthenticationError, Challenges, Conversation};
use crate::http::HttpRequest;

/// The longest token that is read, in characters: more than Windows ever makes.
const MAX_TOKEN: usize = 128 * 1024;

/// What has been said on a connection.
pub(super) struct Handshake {
    scheme: Scheme,
    account: Arc<Account>,
    state: State,
}

enum State {
    /// Nothing that counts.
    New,
    /// The request in flight carries the first token.
    Greeted(Mechanism),
    /// The request in flight carries the answer to the challenge.
    Answered,
    /// The server has taken the answer; the request in flight carries nothing.
    Known,
}

impl Handshake {
    pub(super) fn new(scheme: Scheme, account: Arc<Account>) -> Self {
        Self { scheme, account, state: State::New }
    }

    fn greet(&mut self, request: &mut HttpRequest) -> Result<bool, AuthenticationError> {
        let (mechanism, token) = Mechanism::start(self.scheme, &self.account, &service_name(&request.url))?;
        self.state = State::Greeted(mechanism);
        self.attach(request, &token)
    }

    fn attach(&self, request: &mut HttpRequest, token: &[u8]) -> Result<bool, AuthenticationError> {
        let value = format!("{} {}", self.scheme.name(), Base64Binary::from(token));
        let mut value = HeaderValue::try_from(value).map_err(AuthenticationError::new)?;
        value.set_sensitive(true);
        request.headers.insert(AUTHORIZATION, value);
        Ok(true)
    }
}

impl Conversation for Handshake {
    fn authorize(
        &mut self,
        request: &mut HttpRequest,
        refused: Option<&Challenges>,
    ) -> Result<bool, AuthenticationError> {
        request.headers.remove(AUTHORIZATION);
        let state = std::mem::replace(&mut self.state, State::New);
        let Some(challenges) = refused else {
            return match state {
                // What became of a greeting that was not refused is not known: a new one can do no harm.
                State::New | State::Greeted(_) => self.greet(request),
                State::Answered | State::Known => {
                    self.state = State::Known;
                    Ok(true)
                }
            };
        };
        let Some(challenge) = challenges.parameters(self.scheme.name()) else {
            return Ok(false);
        };
        match state {
            // The request carried nothing: the server does not know the connection, or no longer.
            State::New | State::Known => self.greet(request),
            State::Greeted(_) if challenge.is_empty() => Ok(false),
            State::Greeted(mechanism) => {
                let challenge = decode(challenge)?;
                if is_rejection(&challenge) {
                    return Ok(false);
                }
                let bindings = challenges.peer_certificate.as_deref().and_then(end_point::bindings);
                let token = mechanism.answer(&self.account, &challenge, bindings)?;
                self.state = State::Answered;
                self.attach(request, &token)
            }
            // Whatever comes with it, that is a no. The next call may try again on the same connection.
            State::Answered => Ok(false),
        }
    }
}

fn decode(challenge: &str) -> Result<Vec<u8>, AuthenticationError> {
    if challenge.len() > MAX_TOKEN {
        return Err(AuthenticationError::new(format!(
            "the server's challenge is longer than {MAX_TOKEN} characters: is this an NTLM server?"
        )));
    }
    match Base64Binary::parse_lenient(challenge) {
        Ok(challenge) => Ok(challenge.into_bytes()),
        Err(_) => Err(AuthenticationError::new("the server's challenge is not Base64: is this an NTLM server?")),
    }
}

/// Whether a token is the end of a negotiation by SPNEGO: a `NegTokenResp` with the state `reject` (RFC 4178, 4.2.2), as of
/// a server that takes Kerberos alone.
fn is_rejection(token: &[u8]) -> bool {
    negotiation_state(token) == Some(&[2])
}

/// The first field of a `NegTokenResp`.
fn negotiation_state(token: &[u8]) -> Option<&[u8]> {
    let context = |number| Tag::ContextSpecific { constructed: true, number: TagNumber(number) };
    let fields = inside(inside(token, context(1))?, Tag::Sequence)?;
    let first = SliceReader::new(fields).ok()?.tlv_bytes().ok()?;
    inside(inside(first, context(0))?, Tag::Enumerated)
}

/// What is in the one element of DER that `octets` are, if it has this tag.
fn inside(octets: &[u8], tag: Tag) -> Option<&[u8]> {
    AnyRef::from_der(octets).ok().filter(|element| element.tag() == tag).map(|element| element.value())
}

/// The service principal name of what answers at `url` (RFC 4559, section 4).
fn service_name(url: &Uri) -> String {
    format!("HTTP/{}", url.host().unwrap_or_default())
}
