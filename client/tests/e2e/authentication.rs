//! Who asks: authentication over HTTP, and that secrets stay where they belong.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use ews_im::auth::{Authenticate, AuthenticationError, Basic, Challenges, Conversation, SecretString, TokenReason};
use ews_im::http::HttpRequest;
use ews_im::types::{AddImGroup, GetImItemList};
use ews_im::{CallOptions, Error, RetryPolicy};
use ews_im_simulator::{Account, Scheme, Simulator};

use crate::clients::{Settings, each};
use crate::scene::{ALISA, builder, n_groups};

const PASSWORD: &str = "correct hörse: battery";
/// The same, behind the name, as Basic writes it.
const PAIR: &str = "YWxpc2FAY29udG9zby5jb206Y29ycmVjdCBow7Zyc2U6IGJhdHRlcnk=";

fn start(schemes: &[Scheme]) -> Simulator {
    let builder = builder().account(Account::new(ALISA, PASSWORD)).authentication(schemes.iter().copied());
    builder.start_blocking().unwrap()
}

/// The server refuses who asks.
fn unauthorized(error: &Error) {
    let Error::Http(http) = error else { panic!("{error:?}") };
    assert_eq!((http.status, error.call().status), (401, Some(401)));
    assert!(error.is_authentication() && !error.is_transient() && !error.is_not_found());
    assert!(error.call().client_request_id.is_some() && error.call().request_id.is_some());
}

#[test]
fn basic() {
    each(|kind| {
        let simulator = start(&[Scheme::Basic]);
        for user in [ALISA, "CONTOSO\\alisa", "alisa", "ALISA@CONTOSO.COM"] {
            let client = kind.client_with(simulator.url(), &Settings::authenticating(Basic::new(user, PASSWORD)));
            client.call(&AddImGroup::new(user).unwrap()).unwrap();
            assert_eq!(n_groups(&simulator, user), 1);
            let request = simulator.requests().pop().unwrap();
            assert_eq!((request.account.as_deref(), request.header("authorization")), (Some(ALISA), Some("Basic")));
        }
        // One request for each call: the first one is authenticated.
        assert_eq!(simulator.counters().requests, 4);
    });
}

/// Who asks decides whose mailbox it is.
#[test]
fn each_account_has_a_mailbox() {
    each(|kind| {
        let accounts = [("alisa@contoso.com", "one"), ("sadie@contoso.com", "two"), ("ronnie@contoso.com", "three")];
        let mut builder = builder().authentication([Scheme::Basic, Scheme::Bearer]);
        for (name, password) in accounts {
            builder = builder.account(Account::new(name, password));
        }
        let simulator = builder.start_blocking().unwrap();
        for (name, password) in accounts {
            simulator.add_token(format!("token of {name}").replace(' ', "-"), name, None);
            let basic = Settings::authenticating(Basic::new(name, password));
            let token = format!("token of {name}").replace(' ', "-");
            let bearer = Settings::tokens(move |_| Ok(SecretString::from(token.clone())));
            for (settings, group) in [(basic, "By Basic"), (bearer, "By Bearer")] {
                let client = kind.client_with(simulator.url(), &settings);
                client.call(&AddImGroup::new(group).unwrap()).unwrap();
                let groups = simulator.groups(name).unwrap();
                assert!(groups.iter().any(|it| it.display_name == group), "{name}: {groups:?}");
            }
        }
        // The password of one is not that of another.
        let settings = Settings::authenticating(Basic::new("alisa@contoso.com", "two"));
        unauthorized(&kind.client_with(simulator.url(), &settings).call(&GetImItemList::default()).unwrap_err());
    });
}

#[test]
fn whoever_is_not_known_is_refused() {
    each(|kind| {
        let simulator = start(&[Scheme::Basic, Scheme::Bearer]);
        let retry = CallOptions::new().retry(RetryPolicy::bounded(5).first_wait(Duration::from_millis(1)));
        let wrong = Settings::authenticating(Basic::new(ALISA, "correct hörse"));
        let nobody = Settings::authenticating(Basic::new("nobody@contoso.com", PASSWORD));
        for settings in [Settings::default(), wrong, nobody] {
            let before = simulator.counters().requests;
            let client = kind.client_with(simulator.url(), &Settings { options: retry.clone(), ..settings });
            let error = client.call(&GetImItemList::default()).unwrap_err();
            unauthorized(&error);
            // A wrong password must not be tried again: accounts are locked for that.
            assert_eq!((simulator.counters().requests - before, error.call().attempts), (1, 1));
        }
        assert_eq!(simulator.counters().calls, 0);
    });
}

/// Neither errors nor clients tell passwords and tokens, in no form.
#[test]
fn secrets_are_not_told() {
    let token = "a very secret token";
    let is_told = |shown: &str| [PASSWORD, PAIR, token, "battery"].iter().any(|secret| shown.contains(secret));
    each(|kind| {
        let basic = Settings::authenticating(Basic::new(ALISA, PASSWORD));
        let bearer = Settings::tokens(move |_| Ok(SecretString::from(token)));
        for settings in [basic, bearer] {
            let simulator = builder()
                .account(Account::new(ALISA, PASSWORD))
                .token(token, ALISA)
                .authentication([Scheme::Basic, Scheme::Bearer])
                .start_blocking()
                .unwrap();
            let client = kind.client_with(simulator.url(), &settings);
            assert!(!is_told(&format!("{client:?} {:?}", simulator.requests())), "{client:?}");
            let builders = (
                ews_im::Client::builder(simulator.url()).auth(Basic::new(ALISA, PASSWORD)),
                ews_im::blocking::Client::builder(simulator.url()).auth(Basic::new(ALISA, PASSWORD)),
            );
            assert!(!is_told(&format!("{builders:?} {:?}", Basic::new(ALISA, PASSWORD))));
            for effect in ["401", "503", "drop", "cut", "truncate", "fault modern", "html", "error ErrorAccessDenied"] {
                simulator.clear_script();
                simulator.script(&format!("*: {effect}")).unwrap();
                let error = client.call(&GetImItemList::default()).expect_err(effect);
                let mut shown = format!("{error:?} {error:#?} {error}");
                let mut cause = std::error::Error::source(&error);
                while let Some(source) = cause {
                    shown += &format!(" {source:?} {source}");
                    cause = source.source();
                }
                assert!(!is_told(&shown), "{effect}: {shown}");
            }
            assert!(!is_told(&format!("{:?}", simulator.requests())));
        }
    });
}

#[test]
fn a_user_that_basic_cannot_tell() {
    each(|kind| {
        let simulator = start(&[Scheme::Basic]);
        let settings = Settings::authenticating(Basic::new("a:b", PASSWORD));
        let error = kind.client_with(simulator.url(), &settings).call(&GetImItemList::default()).unwrap_err();
        assert!(matches!(error, Error::Authentication(_)) && error.is_authentication(), "{error:?}");
        assert_eq!(simulator.counters().requests, 0);
    });
}

/// Issues tokens one after another, and notes why.
#[derive(Clone, Default)]
struct Issuer {
    tokens: Arc<Mutex<Vec<&'static str>>>,
    reasons: Arc<Mutex<Vec<TokenReason>>>,
}

impl Issuer {
    /// The last one is the one to be given out; it is taken away when it is refused.
    fn new(tokens: &[&'static str]) -> Self {
        Self { tokens: Arc::new(Mutex::new(tokens.to_vec())), reasons: Arc::default() }
    }

    fn settings(&self) -> Settings {
        let this = self.clone();
        Settings::tokens(move |reason| {
            this.reasons.lock().unwrap().push(reason);
            let mut tokens = this.tokens.lock().unwrap();
            if reason == TokenReason::Refused {
                tokens.pop();
            }
            let token = tokens.last().ok_or_else(|| AuthenticationError::new("no token is left"))?;
            Ok(SecretString::from(*token))
        })
    }

    fn reasons(&self) -> Vec<TokenReason> {
        std::mem::take(&mut self.reasons.lock().unwrap())
    }
}

#[test]
fn a_token_that_runs_out_is_replaced() {
    use TokenReason::{Call, Refused};
    each(|kind| {
        let simulator = start(&[Scheme::Bearer]);
        simulator.add_token("one", ALISA, None);
        simulator.add_token("two", ALISA, None);
        let issuer = Issuer::new(&["two", "one"]);
        let client = kind.client_with(simulator.url(), &issuer.settings());
        client.call(&AddImGroup::new("A").unwrap()).unwrap();
        assert_eq!(issuer.reasons(), [Call]);
        // While the client is in use.
        assert!(simulator.revoke_token("one"));
        let response = client.call_with(&AddImGroup::new("B").unwrap(), &CallOptions::new()).unwrap();
        assert_eq!((issuer.reasons(), response.call.attempts), (vec![Call, Refused], 1));
        client.call(&AddImGroup::new("C").unwrap()).unwrap();
        assert_eq!(issuer.reasons(), [Call]);
        let statuses: Vec<_> = simulator.requests().iter().map(|it| it.status.unwrap().as_u16()).collect();
        assert_eq!(statuses, [200, 401, 200, 200]);
        assert_eq!((n_groups(&simulator, "B"), simulator.counters().calls), (1, 3));
    });
}

#[test]
fn a_token_is_not_replaced_for_ever() {
    use TokenReason::{Call, Refused};
    each(|kind| {
        let simulator = start(&[Scheme::Bearer]);
        // Out of date from the start.
        simulator.add_token("one", ALISA, Some(Duration::ZERO));
        let issuer = Issuer::new(&["three", "two", "one"]);
        let settings = Settings {
            options: CallOptions::new().retry(RetryPolicy::bounded(5).first_wait(Duration::from_millis(1))),
            ..issuer.settings()
        };
        let client = kind.client_with(simulator.url(), &settings);
        let error = client.call(&GetImItemList::default()).unwrap_err();
        unauthorized(&error);
        assert_eq!((issuer.reasons(), simulator.counters().requests), (vec![Call, Refused], 2));
        // And then there is none.
        let error = kind.client_with(simulator.url(), &Issuer::new(&[]).settings()).call(&GetImItemList::default());
        let error = error.unwrap_err();
        assert!(matches!(error, Error::Authentication(_)) && error.is_authentication(), "{error:?}");
        assert!(error.to_string().starts_with("not authenticated: no token is left"), "{error}");
        assert_eq!(simulator.counters().requests, 2);
    });
}

#[test]
fn a_token_that_no_header_can_hold() {
    each(|kind| {
        let simulator = start(&[Scheme::Bearer]);
        let settings = Settings::tokens(|_| Ok(SecretString::from("secret\r\nX-Injected: 1")));
        let error = kind.client_with(simulator.url(), &settings).call(&GetImItemList::default()).unwrap_err();
        assert!(matches!(error, Error::Authentication(_)), "{error:?}");
        assert!(!format!("{error:?} {error}").contains("Injected"), "{error:?}");
        assert_eq!(simulator.counters().requests, 0);
    });
}

/// A way of authentication that waits to be asked, as those with a handshake do.
struct WhenAsked {
    token: &'static str,
    heard: Arc<Mutex<Vec<String>>>,
}

struct Waiting {
    token: &'static str,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Authenticate for WhenAsked {
    fn begin(&self) -> Box<dyn Conversation> {
        Box::new(Waiting { token: self.token, heard: self.heard.clone() })
    }
}

impl Conversation for Waiting {
    fn authorize(
        &mut self,
        request: &mut HttpRequest,
        refused: Option<&Challenges>,
    ) -> Result<bool, AuthenticationError> {
        let Some(challenges) = refused else { return Ok(true) };
        let parameters = challenges.parameters("bearer").ok_or_else(|| AuthenticationError::new("not offered"))?;
        self.heard.lock().unwrap().push(parameters.to_owned());
        if parameters.contains("invalid_token") {
            return Ok(false);
        }
        request.headers.insert("authorization", format!("Bearer {}", self.token).parse().unwrap());
        Ok(true)
    }
}

#[test]
fn a_way_of_ones_own() {
    each(|kind| {
        let simulator = start(&[Scheme::Basic, Scheme::Bearer]);
        simulator.add_token("one", ALISA, None);
        let heard = Arc::new(Mutex::new(Vec::new()));
        let way = WhenAsked { token: "one", heard: heard.clone() };
        let client = kind.client_with(simulator.url(), &Settings::authenticating(way));
        let response = client.call_with(&AddImGroup::new("New").unwrap(), &CallOptions::new()).unwrap();
        assert_eq!((response.call.attempts, n_groups(&simulator, "New")), (1, 1));
        assert_eq!(simulator.counters().requests, 2);
        assert_eq!(*heard.lock().unwrap(), ["client_id=\"00000002-0000-0ff1-ce00-000000000000\""]);
        // Refused and asked again, it gives up, and the call ends with the refusal.
        simulator.revoke_token("one");
        unauthorized(&client.call(&GetImItemList::default()).unwrap_err());
        assert_eq!(simulator.counters().requests, 4);
        // It may also find that it cannot go on.
        let simulator = start(&[Scheme::Basic]);
        let way = WhenAsked { token: "one", heard };
        let client = kind.client_with(simulator.url(), &Settings::authenticating(way));
        let error = client.call(&GetImItemList::default()).unwrap_err();
        assert!(matches!(error, Error::Authentication(_)), "{error:?}");
        assert!(error.to_string().starts_with("not authenticated: not offered"), "{error}");
    });
}
