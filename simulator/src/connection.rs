//! A connection: its requests, one after another, and who has signed in on it.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::request::Parts;
use http::{Request, Response, header};
use hyper::body::Incoming;

use crate::Account;
use crate::auth::{Authentication, Verdict};
use crate::body::AnswerBody;
use crate::handshake::Handshake;
use crate::log::Log;
use crate::markup;
use crate::request::{self, Unread};
use crate::response::{Answer, Dress};
use crate::script::{self, Active, Plan};
use crate::service::Service;
use crate::under_way::UnderWay;

/// What all connections share.
pub(crate) struct Shared {
    pub(crate) service: Service,
    pub(crate) authentication: Authentication,
    pub(crate) log: Log,
    pub(crate) under_way: UnderWay,
    pub(crate) script: Mutex<Active>,
    pub(crate) limits: Limits,
    /// Whether answers are compressed for clients that take it.
    pub(crate) is_compressing: bool,
    pub(crate) is_tls: bool,
}

impl Shared {
    pub(crate) fn script(&self) -> MutexGuard<'_, Active> {
        self.script.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a client may ask of the server.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// The longest body, in bytes.
    pub(crate) body: usize,
    /// How long a client may take for a handshake of TLS, for a head and for a body.
    pub(crate) patience: Duration,
}

/// A connection that ends without an answer, or in the middle of one.
#[derive(Debug)]
pub(crate) struct Dropped;

impl fmt::Display for Dropped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connection is dropped")
    }
}

impl std::error::Error for Dropped {}

/// A connection.
pub(crate) struct Connection {
    shared: Arc<Shared>,
    number: u64,
    handshake: Mutex<Handshake>,
}

impl Connection {
    pub(crate) fn new(shared: Arc<Shared>, number: u64) -> Self {
        Self { shared, number, handshake: Mutex::default() }
    }

    /// Answers a request.
    ///
    /// # Errors
    /// If the connection is to be dropped.
    pub(crate) async fn answer(&self, request: Request<Incoming>) -> Result<Response<AnswerBody>, Dropped> {
        let shared = &*self.shared;
        let (parts, body) = request.into_parts();
        let number = shared.log.begin(self.number, &parts);
        let mut operation = None;
        let answer = self.exchange(&parts, body, number, &mut operation).await;
        shared.log.end(number, answer.as_ref().map(|answer| answer.status).ok());
        let answer = answer?;
        let Shared { is_compressing, is_tls, .. } = *shared;
        Ok(answer.dress(&parts.headers, &Dress { is_compressing, is_tls, operation: operation.as_deref() }))
    }

    /// Reads a request and finds the answer. As in IIS, who it is comes first, then whether it can be for the service.
    async fn exchange(
        &self,
        parts: &Parts,
        body: Incoming,
        number: u64,
        operation: &mut Option<String>,
    ) -> Result<Answer, Dropped> {
        let Shared { log, limits, .. } = &*self.shared;
        let verdict = self.authenticate(parts);
        let is_call = matches!(verdict, Verdict::Granted { .. }) && request::refusal(parts).is_none();
        if is_call && self.shared.script().drops_at_head(request::soap_action(&parts.headers)) {
            return Err(Dropped);
        }
        let is_asking = parts.headers.contains_key(header::EXPECT);
        // Refused requests are read as well: the connection stays, and with it the handshake of NTLM.
        let body = match request::read_body(body, is_asking, limits.body, limits.patience).await {
            Ok(body) => body,
            Err(Unread::Refused(answer)) => return Ok(answer),
            Err(Unread::Broken(dropped)) => return Err(dropped),
        };
        *operation = markup::operation(&body).map(str::to_owned);
        log.update(number, |request| {
            request.body = body.clone();
            request.operation.clone_from(operation);
        });
        let (account, token) = match verdict {
            Verdict::Granted { account, token } => (account, token),
            Verdict::Refused { challenges, reason } => {
                log.update(number, |request| request.refusal = Some(reason));
                return Ok(Answer::unauthorized(challenges));
            }
        };
        log.update(number, |request| request.account = Some(account.name().to_owned()));
        let mut answer = match request::refusal(parts) {
            Some(refusal) => refusal,
            None => {
                let mailbox = self.shared.service.addressee(account.address(), &body);
                let _call = self.shared.under_way.begin(mailbox);
                let plan = self.shared.script().plan(operation.as_deref());
                self.call(plan, &account, &body, operation.as_deref()).await?
            }
        };
        if let Some(token) = token {
            answer.headers.append(header::WWW_AUTHENTICATE, token);
        }
        Ok(answer)
    }

    /// Answers a call as the script has it.
    async fn call(
        &self,
        plan: Plan,
        account: &Account,
        body: &[u8],
        operation: Option<&str>,
    ) -> Result<Answer, Dropped> {
        if !plan.delay.is_zero() {
            tokio::time::sleep(plan.delay).await;
        }
        let mut answer = match plan.instead {
            None => self.carry_out(account, body),
            Some(instead) => {
                if instead.is_carried_out {
                    self.carry_out(account, body);
                }
                let challenges = self.shared.authentication.challenges(None);
                script::answer(&instead.substitute.ok_or(Dropped)?, operation, challenges)
            }
        };
        for change in &plan.changes {
            script::apply(change, &mut answer);
        }
        if !plan.hold.is_zero() {
            tokio::time::sleep(plan.hold).await;
        }
        Ok(answer)
    }

    fn authenticate(&self, parts: &Parts) -> Verdict {
        let mut handshake = self.handshake.lock().unwrap_or_else(PoisonError::into_inner);
        self.shared.authentication.check(&parts.headers, &mut handshake)
    }

    fn carry_out(&self, account: &Account, body: &[u8]) -> Answer {
        let reply = self.shared.service.answer(account.address(), body);
        self.shared.log.call();
        Answer::xml(reply.status, reply.body)
    }
}
