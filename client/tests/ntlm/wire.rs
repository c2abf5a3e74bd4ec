//! The two ends, with tokens passed between them by hand.

use std::sync::Arc;

use bytes::Bytes;
use ews_im::auth::{Authenticate, AuthenticationError, Challenges, Conversation, Negotiate, Ntlm};
use ews_im::http::HttpRequest;
use ews_im_simulator::ntlm::{Acceptor, Accounts, Denial, Scheme, Step};
use http::HeaderValue;
use http::header::AUTHORIZATION;
use xsd_runtime::datatypes::Base64Binary;

pub(crate) const PASSWORD: &str = "correct hörse";

pub(crate) fn accounts() -> Accounts {
    Arc::new(|user, domain| match (user, domain) {
        ("anna" | "Jürgen", "CONTOSO" | "") | ("anna@contoso.example", "") => Some(PASSWORD.to_owned()),
        _ => None,
    })
}

pub(crate) fn both(user: &str, password: &str) -> [(Scheme, Box<dyn Authenticate>); 2] {
    [(Scheme::Ntlm, Box::new(Ntlm::new(user, password))), (Scheme::Negotiate, Box::new(Negotiate::new(user, password)))]
}

pub(crate) fn name(scheme: Scheme) -> &'static str {
    match scheme {
        Scheme::Ntlm => "NTLM",
        Scheme::Negotiate => "Negotiate",
    }
}

/// A server's end of a connection.
pub(crate) struct Connection {
    scheme: Scheme,
    pub(crate) acceptor: Acceptor,
    pub(crate) certificate: Option<Bytes>,
    user: Option<String>,
    pub(crate) denial: Option<Denial>,
    /// The tokens that came; an empty one for each request without any.
    pub(crate) tokens: Vec<Vec<u8>>,
}

impl Connection {
    pub(crate) fn new(scheme: Scheme) -> Self {
        let acceptor = Acceptor::new(scheme, accounts());
        Self { scheme, acceptor, certificate: None, user: None, denial: None, tokens: Vec::new() }
    }

    /// Answers a request: the user, or what is asked for with the status 401.
    fn serve(&mut self, request: &HttpRequest) -> Result<String, Challenges> {
        let token = token(self.scheme, request);
        self.tokens.push(token.clone().unwrap_or_default());
        let Some(token) = token else {
            return self.user.clone().ok_or_else(|| self.challenges(None));
        };
        match self.acceptor.step(&token) {
            Step::Continue(token) => Err(self.challenges(Some(&token))),
            Step::Done { user, domain, .. } => {
                let user = if domain.is_empty() { user } else { format!("{domain}\\{user}") };
                self.user = Some(user.clone());
                Ok(user)
            }
            Step::Denied(denial) => {
                self.denial = Some(denial);
                Err(self.challenges(None))
            }
        }
    }

    fn challenges(&self, token: Option<&[u8]>) -> Challenges {
        challenges(name(self.scheme), token, self.certificate.clone())
    }
}

pub(crate) fn challenges(scheme: &str, token: Option<&[u8]>, certificate: Option<Bytes>) -> Challenges {
    let value = match token {
        Some(token) => format!("{scheme} {}", Base64Binary::from(token)),
        None => scheme.to_owned(),
    };
    let mut challenges = Challenges::default();
    challenges.values = vec![HeaderValue::from_static("Basic realm=\"a, b\""), HeaderValue::try_from(value).unwrap()];
    challenges.peer_certificate = certificate;
    challenges
}

/// The token in a request.
pub(crate) fn token(scheme: Scheme, request: &HttpRequest) -> Option<Vec<u8>> {
    let value = request.headers.get(AUTHORIZATION)?;
    assert!(value.is_sensitive());
    let token = value.to_str().unwrap().strip_prefix(name(scheme)).unwrap().strip_prefix(' ').unwrap();
    Some(token.parse::<Base64Binary>().unwrap().into_bytes())
}

pub(crate) fn request() -> HttpRequest {
    HttpRequest::new("https://mail.contoso.example/EWS/Exchange.asmx".parse().unwrap(), "<Envelope/>")
}

/// A call: the user whom the server knows in the end, `None` if the client gives up.
pub(crate) fn call(
    conversation: &mut dyn Conversation,
    connection: &mut Connection,
) -> Result<Option<String>, AuthenticationError> {
    let (mut request, mut refused) = (request(), None);
    for _ in 0..10 {
        if !conversation.authorize(&mut request, refused.as_ref())? {
            return Ok(None);
        }
        match connection.serve(&request) {
            Ok(user) => return Ok(Some(user)),
            Err(challenges) => refused = Some(challenges),
        }
    }
    panic!("client and server go on and on");
}
