//! One attempt of a call: the requests that it takes until the server knows the caller, and the answer.

use std::io::{self, Read};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::header::AUTHORIZATION;

use super::{TokenProvider, Transport};
use crate::Result;
use crate::auth::{Authenticate, Conversation, TokenReason, bearer_header};
use crate::core::{BuildError, Course, MAX_IDLE, MAX_ROUNDS, no_answer, not_authenticated};
use crate::http::{HttpRequest, HttpResponse, TransportError, TransportErrorKind};

/// Who sends.
pub(super) enum Credentials {
    None,
    Hook(Arc<dyn Authenticate>),
    Token(Arc<dyn TokenProvider>),
}

/// How a client reaches its server.
pub(super) struct Wire {
    pub(super) transport: Arc<dyn Transport>,
    credentials: Credentials,
    /// Connections on which a conversation has been held, and which nobody uses at the moment.
    idle: Mutex<Vec<Connection>>,
}

/// A connection with what has been said on it.
struct Connection {
    transport: Arc<dyn Transport>,
    conversation: Box<dyn Conversation>,
}

/// An answer of which the body is on its way.
pub(super) struct Incoming<'w> {
    pub(super) head: HttpResponse<()>,
    body: Box<dyn Read + Send>,
    wire: &'w Wire,
    /// The connection to give back once the body has been read to its end: it cannot be used before.
    connection: Option<Connection>,
}

impl Wire {
    pub(super) fn new(transport: Arc<dyn Transport>, credentials: Credentials) -> Result<Self, BuildError> {
        let is_bound = matches!(&credentials, Credentials::Hook(hook) if hook.is_connection_bound());
        if is_bound && transport.dedicated().is_none() {
            let problem = "the way of authentication is bound to connections, of which the transport has none to give";
            return Err(BuildError::new(problem));
        }
        Ok(Self { transport, credentials, idle: Mutex::default() })
    }

    /// Sends a request, and whatever it takes to be authenticated.
    pub(super) fn send(&self, course: &mut Course<'_>, request: HttpRequest) -> Result<Incoming<'_>> {
        match &self.credentials {
            Credentials::None => {
                let answer = send(&*self.transport, course, request)?;
                Ok(self.incoming(answer, None))
            }
            Credentials::Token(provider) => self.send_with_token(&**provider, course, request),
            Credentials::Hook(hook) => self.converse(&**hook, course, request),
        }
    }

    fn send_with_token(
        &self,
        provider: &dyn TokenProvider,
        course: &mut Course<'_>,
        mut request: HttpRequest,
    ) -> Result<Incoming<'_>> {
        let mut reason = TokenReason::Call;
        loop {
            let token = provider.token(reason).map_err(not_authenticated)?;
            request.headers.insert(AUTHORIZATION, bearer_header(&token).map_err(not_authenticated)?);
            let answer = send(&*self.transport, course, request.clone())?;
            if reason == TokenReason::Refused || Course::challenges(&answer).is_none() {
                return Ok(self.incoming(answer, None));
            }
            reason = TokenReason::Refused;
            let mut answer = self.incoming(answer, None);
            answer.read_to_end(course)?;
        }
    }

    fn converse(&self, hook: &dyn Authenticate, course: &mut Course<'_>, request: HttpRequest) -> Result<Incoming<'_>> {
        let mut connection = self.connection(hook)?;
        let mut refusal: Option<(HttpResponse<()>, Vec<u8>)> = None;
        let mut begins = true;
        for _ in 0..MAX_ROUNDS {
            let refused = refusal.as_ref().filter(|_| !begins);
            let challenges = refused.and_then(|(head, _)| Course::challenges(head));
            let mut request = request.clone();
            let goes_on = connection.conversation.authorize(&mut request, challenges.as_ref());
            if !goes_on.map_err(not_authenticated)? {
                break;
            }
            let answer = send(&*connection.transport, course, request)?;
            let is_refusal = Course::challenges(&answer).is_some();
            let mut answer = self.incoming(answer, None);
            if !is_refusal {
                answer.connection = hook.is_connection_bound().then_some(connection);
                return Ok(answer);
            }
            // The connection can be used again when the answer has been read.
            let body = answer.read_to_end(course)?;
            // What had been said was said on another connection, which the server has closed.
            begins = answer.head.is_new_connection && !begins;
            if begins {
                connection.conversation = hook.begin();
            }
            refusal = Some((answer.head, body));
        }
        match refusal {
            Some((head, body)) => {
                Ok(self.incoming(head.map(|()| Box::new(io::Cursor::new(body)) as Box<dyn Read + Send>), None))
            }
            None => {
                Err(not_authenticated(crate::auth::AuthenticationError::new("there is nothing to authenticate by")))
            }
        }
    }

    /// A connection that nobody uses, or a new one.
    fn connection(&self, hook: &dyn Authenticate) -> Result<Connection> {
        if !hook.is_connection_bound() {
            return Ok(Connection { transport: self.transport.clone(), conversation: hook.begin() });
        }
        if let Some(connection) = self.idle().pop() {
            return Ok(connection);
        }
        let problem = || not_authenticated(crate::auth::AuthenticationError::new("the transport has no connection"));
        let transport = self.transport.dedicated().ok_or_else(problem)?;
        Ok(Connection { transport, conversation: hook.begin() })
    }

    /// Keeps a connection for the next call. The one that has been idle for the longest gives way.
    fn give_back(&self, connection: Connection) {
        let mut idle = self.idle();
        let oldest = (idle.len() >= MAX_IDLE).then(|| idle.remove(0));
        idle.push(connection);
        drop(idle);
        drop(oldest);
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn incoming(&self, answer: HttpResponse<Box<dyn Read + Send>>, connection: Option<Connection>) -> Incoming<'_> {
        let HttpResponse { status, headers, peer_certificate, is_new_connection, body } = answer;
        let head = HttpResponse { status, headers, peer_certificate, is_new_connection, body: () };
        Incoming { head, body, wire: self, connection }
    }
}

impl Incoming<'_> {
    /// The next part of the body; empty at the end.
    pub(super) fn chunk<'b>(&mut self, buffer: &'b mut [u8]) -> Result<&'b [u8]> {
        let n_bytes = loop {
            match self.body.read(buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                result => break result.map_err(|error| no_answer(broken(error)))?,
            }
        };
        if n_bytes == 0
            && let Some(connection) = self.connection.take()
        {
            self.wire.give_back(connection);
        }
        Ok(buffer.get(..n_bytes).unwrap_or_default())
    }

    /// The rest of the body, within the limit.
    pub(super) fn read_to_end(&mut self, course: &Course<'_>) -> Result<Vec<u8>> {
        let mut body = Vec::new();
        self.read_on(course, &mut body)?;
        Ok(body)
    }

    /// Adds the rest of the body to what has been read of it, within the limit.
    pub(super) fn read_on(&mut self, course: &Course<'_>, body: &mut Vec<u8>) -> Result<()> {
        let mut buffer = [0; 16 << 10];
        loop {
            let chunk = self.chunk(&mut buffer)?;
            if chunk.is_empty() {
                return Ok(());
            }
            course.gather(body, chunk)?;
        }
    }
}

/// The error of reading a body.
fn broken(error: io::Error) -> TransportError {
    match error.downcast() {
        Ok(error) => error,
        // Sockets whose time is over say one or the other.
        Err(error) if matches!(error.kind(), io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock) => {
            TransportError::new(TransportErrorKind::Timeout, error)
        }
        Err(error) => TransportError::new(TransportErrorKind::Broken, error),
    }
}

fn send(
    transport: &dyn Transport,
    course: &mut Course<'_>,
    mut request: HttpRequest,
) -> Result<HttpResponse<Box<dyn Read + Send>>> {
    course.keep_time(&mut request)?;
    let answer = transport.send(request).map_err(no_answer)?;
    course.note(&answer);
    Ok(answer)
}
