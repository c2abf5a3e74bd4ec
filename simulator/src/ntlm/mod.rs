//! The server's side of NTLM and Negotiate (MS-NLMP, MS-SPNG, RFC 4559), to check what clients send.
//!
//! It is written for its own sake and shares nothing with the client, so that each proves the other. It takes NTLMv2 alone
//! and says why it refuses, which a real server never does: it is for tests, not for guarding anything.

mod channel;
mod keys;
mod message;
mod spnego;

use std::fmt;
use std::sync::Arc;

use self::keys::{ResponseKey, SessionKeys};
use self::message::{Authenticate, Challenge, Message, flags};
use self::spnego::Offer;

/// The longest token that is read, in octets.
const MAX_TOKEN: usize = 64 * 1024;

/// Says the password of the account with this name and domain, both as the client wrote them: `name` and `DOMAIN`, or
/// `name@domain` and nothing.
pub type Accounts = Arc<dyn Fn(&str, &str) -> Option<String> + Send + Sync>;

/// What a server does about the tokens of one connection.
///
/// Each token that a client sends in `Authorization` is for [`step`](Self::step), which says what to answer with. A client
/// may begin again at any time.
pub struct Acceptor {
    scheme: Scheme,
    accounts: Accounts,
    protection: Protection,
    state: State,
}

/// The schemes of HTTP that NTLM comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// `NTLM`: the messages as they are.
    Ntlm,
    /// `Negotiate`: the messages inside SPNEGO (RFC 4178), or as they are.
    Negotiate,
}

/// What a server answers on a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// 401, with this token in `WWW-Authenticate`.
    Continue(Vec<u8>),
    /// The client is who it says. The answer to its request may carry a token in `WWW-Authenticate`.
    Done {
        /// The name, as the client wrote it.
        user: String,
        /// The domain, as the client wrote it, mostly empty if the name is `name@domain`.
        domain: String,
        /// The last token, which proves the server in turn.
        token: Option<Vec<u8>>,
    },
    /// 401, without a token.
    Denied(Denial),
}

/// Why a client is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Denial {
    /// The token is no message that is understood.
    Malformed,
    /// The message does not belong here: an AUTHENTICATE message without a challenge before it.
    OutOfOrder,
    /// SPNEGO without NTLM among the mechanisms.
    NoCommonMechanism,
    /// An answer by NTLM before its second version, or by nobody.
    NotNtlmV2,
    /// No such account.
    UnknownUser,
    /// The answer does not fit password, challenge and what else it covers.
    WrongPassword,
    /// The message integrity code does not fit the three messages.
    WrongMic,
    /// The code over the list of mechanisms is missing or does not fit.
    WrongMechanismListMic,
    /// No channel bindings, where they are required.
    NoChannelBindings,
    /// The channel bindings are those of another certificate.
    WrongChannelBindings,
    /// The system has no random numbers for a challenge.
    NoRandomNumbers,
}

/// Extended Protection, as IIS calls it.
enum Protection {
    Off,
    Accept(Option<[u8; 16]>),
    Require(Option<[u8; 16]>),
}

enum State {
    New,
    /// The client's best mechanism is another: it has been told to take NTLM.
    Asked(Offer),
    /// The challenge is out.
    Challenged {
        negotiate: Vec<u8>,
        challenge: Challenge,
        offer: Option<Offer>,
    },
}

impl Acceptor {
    /// A connection on which nothing has been said, for clients that use `scheme` and have one of these accounts.
    pub fn new(scheme: Scheme, accounts: Accounts) -> Self {
        Self { scheme, accounts, protection: Protection::Off, state: State::New }
    }

    /// Checks channel bindings (`tls-server-end-point`, RFC 5929) if the client sends any, where `certificate` is the
    /// server's, in DER.
    #[must_use]
    pub fn accept_channel_bindings(self, certificate: &[u8]) -> Self {
        Self { protection: Protection::Accept(channel::bindings_hash(certificate)), ..self }
    }

    /// Demands the channel bindings, as Exchange Server does from 2019 CU14 on. No client can have them if the certificate's
    /// signature has no hash function of its own, as with Ed25519.
    #[must_use]
    pub fn require_channel_bindings(self, certificate: &[u8]) -> Self {
        Self { protection: Protection::Require(channel::bindings_hash(certificate)), ..self }
    }

    /// Takes what the client has sent.
    pub fn step(&mut self, token: &[u8]) -> Step {
        let state = std::mem::replace(&mut self.state, State::New);
        self.advance(state, token).unwrap_or_else(Step::Denied)
    }

    fn advance(&mut self, state: State, token: &[u8]) -> Result<Step, Denial> {
        if token.len() > MAX_TOKEN {
            return Err(Denial::Malformed);
        }
        if token.starts_with(message::SIGNATURE) {
            let state = match state {
                State::Challenged { offer: Some(_), .. } | State::Asked(_) => State::New,
                state => state,
            };
            return self.advance_ntlm(state, token, None, None);
        }
        if self.scheme == Scheme::Ntlm {
            return Err(Denial::Malformed);
        }
        if let Some((offer, mechanism_token)) = spnego::read_offer(token) {
            let ntlm = offer.place_of_ntlm().ok_or(Denial::NoCommonMechanism)?;
            return match mechanism_token.filter(|_| ntlm == 0) {
                Some(message) => self.advance_ntlm(State::New, message, Some(offer), None),
                None => {
                    self.state = State::Asked(offer);
                    Ok(Step::Continue(spnego::write_answer(spnego::Answer::Incomplete, None, None)))
                }
            };
        }
        let answer = spnego::read_answer(token).ok_or(Denial::Malformed)?;
        let message = answer.token.ok_or(Denial::Malformed)?;
        match state {
            State::New | State::Challenged { offer: None, .. } => Err(Denial::OutOfOrder),
            State::Asked(offer) => self.advance_ntlm(State::New, message, Some(offer), None),
            state @ State::Challenged { .. } => self.advance_ntlm(state, message, None, answer.mic),
        }
    }

    /// Takes an NTLM message, which came inside SPNEGO if there is an offer here or in the state.
    fn advance_ntlm(
        &mut self,
        state: State,
        token: &[u8],
        offer: Option<Offer>,
        mechanism_list_mic: Option<&[u8]>,
    ) -> Result<Step, Denial> {
        match (message::read(token).ok_or(Denial::Malformed)?, state) {
            (Message::Negotiate { flags }, _) => {
                let challenge = Challenge::new(flags).ok_or(Denial::NoRandomNumbers)?;
                let message = challenge.message.clone();
                let answer = match offer {
                    Some(_) => spnego::write_answer(spnego::Answer::Incomplete, Some(&message), None),
                    None => message,
                };
                self.state = State::Challenged { negotiate: token.to_owned(), challenge, offer };
                Ok(Step::Continue(answer))
            }
            (Message::Authenticate(authenticate), State::Challenged { negotiate, challenge, offer }) => {
                let keys = self.check(&authenticate, &negotiate, &challenge)?;
                let token = match offer {
                    Some(offer) => Some(finish(&offer, &authenticate, &keys, mechanism_list_mic)?),
                    None => None,
                };
                Ok(Step::Done { user: authenticate.user, domain: authenticate.domain, token })
            }
            (Message::Authenticate(_), _) => Err(Denial::OutOfOrder),
        }
    }

    /// Checks an AUTHENTICATE message (MS-NLMP, section 3.2.5.1.2).
    fn check(
        &self,
        authenticate: &Authenticate<'_>,
        negotiate: &[u8],
        challenge: &Challenge,
    ) -> Result<SessionKeys, Denial> {
        let response = authenticate.response.as_ref().ok_or(Denial::NotNtlmV2)?;
        let password = (self.accounts)(&authenticate.user, &authenticate.domain).ok_or(Denial::UnknownUser)?;
        let key = ResponseKey::new(&password, &authenticate.user, &authenticate.domain);
        if !key.proves(&challenge.server_challenge, response.proof, response.blob) {
            return Err(Denial::WrongPassword);
        }
        // What follows is inside the blob, so the proof covers it.
        let keys = SessionKeys::new(&key, response.proof, authenticate).ok_or(Denial::Malformed)?;
        if response.has_mic() && !keys.fits_mic(negotiate, &challenge.message, authenticate.message) {
            return Err(Denial::WrongMic);
        }
        let (expected, required) = match &self.protection {
            Protection::Off => return Ok(keys),
            Protection::Accept(hash) => (hash, false),
            Protection::Require(hash) => (hash, true),
        };
        match response.channel_bindings {
            None if required => Err(Denial::NoChannelBindings),
            Some(bindings) if expected.as_ref().map(|hash| &hash[..]) != Some(bindings) => {
                Err(Denial::WrongChannelBindings)
            }
            _ => Ok(keys),
        }
    }
}

/// Checks the code over the list of mechanisms, and makes the last token. The code is a must where NTLM was not the client's
/// first choice, or its AUTHENTICATE message has an integrity code (MS-SPNG, section 3.1.5.1).
fn finish(
    offer: &Offer,
    authenticate: &Authenticate<'_>,
    keys: &SessionKeys,
    mic: Option<&[u8]>,
) -> Result<Vec<u8>, Denial> {
    let has_mic = authenticate.response.as_ref().is_some_and(message::Response::has_mic);
    match mic {
        None if has_mic || offer.place_of_ntlm() != Some(0) => return Err(Denial::WrongMechanismListMic),
        None => return Ok(spnego::write_answer(spnego::Answer::Completed, None, None)),
        Some(_) if authenticate.flags & flags::EXTENDED_SESSION_SECURITY == 0 => {
            return Err(Denial::WrongMechanismListMic);
        }
        Some(mic) if mic != keys.client_signature(&offer.mechanisms) => return Err(Denial::WrongMechanismListMic),
        Some(_) => {}
    }
    let signature = keys.server_signature(&offer.mechanisms);
    Ok(spnego::write_answer(spnego::Answer::Completed, None, Some(&signature)))
}

impl fmt::Debug for Acceptor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Acceptor").field("scheme", &self.scheme).finish_non_exhaustive()
    }
}
