//! What `tracing` is told of calls, and what it is not.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex};

use ews_im::auth::{Basic, SecretString};
use ews_im::types::{AddImGroup, AddNewImContactToGroup, ExchangeVersion, GetImItemList, MailboxCulture, SetImGroup};
use ews_im::{CallOptions, RetryPolicy};
use ews_im_simulator::{Account, Scheme};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Dispatch, Event, Level, Metadata, Subscriber};

use crate::clients::{AnyClient, Settings, each};
use crate::scene::{ALISA, builder, group_id, primary, start, start_with, text};

/// The fields of a span or event, as text.
type Fields = BTreeMap<&'static str, String>;

/// What was told, of the target of this crate.
#[derive(Debug, Default)]
struct Told {
    spans: BTreeMap<u64, Fields>,
    /// How many hold a span: it ends with the last of them.
    holders: BTreeMap<u64, usize>,
    events: Vec<(Level, Fields)>,
}

/// Hears what is told.
#[derive(Clone, Default)]
struct Listener {
    told: Arc<Mutex<Told>>,
    last: Arc<AtomicU64>,
}

struct Noting<'a>(&'a mut Fields);

impl Visit for Noting<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let mut text = String::new();
        write!(text, "{value:?}").unwrap();
        self.0.insert(field.name(), text);
    }
}

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "ews_im"
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        assert_eq!((span.metadata().name(), *span.metadata().level()), ("call", Level::INFO));
        let mut fields = Fields::new();
        span.record(&mut Noting(&mut fields));
        let id = self.last.fetch_add(1, Ordering::Relaxed) + 1;
        let mut told = self.told.lock().unwrap();
        told.spans.insert(id, fields);
        told.holders.insert(id, 1);
        Id::from_u64(id)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        values.record(&mut Noting(self.told.lock().unwrap().spans.get_mut(&span.into_u64()).unwrap()));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::new();
        event.record(&mut Noting(&mut fields));
        self.told.lock().unwrap().events.push((*event.metadata().level(), fields));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}

    fn clone_span(&self, id: &Id) -> Id {
        *self.told.lock().unwrap().holders.get_mut(&id.into_u64()).unwrap() += 1;
        id.clone()
    }

    fn try_close(&self, id: Id) -> bool {
        let mut told = self.told.lock().unwrap();
        let holders = told.holders.get_mut(&id.into_u64()).unwrap();
        *holders -= 1;
        *holders == 0
    }
}

/// Two listeners that live as long as the process. While `tracing` knows of one alone, it takes that of the thread which
/// comes to a place first for that of all threads, and other tests call by the same places without any.
static OTHERS: LazyLock<[Dispatch; 2]> = LazyLock::new(|| [(); 2].map(|()| Dispatch::new(Listener::default())));

/// Does something where a subscriber hears of it.
fn heard_by<T>(subscriber: impl Into<Dispatch>, what: impl FnOnce() -> T) -> T {
    assert_eq!(OTHERS.len(), 2);
    tracing::dispatcher::with_default(&subscriber.into(), what)
}

/// What is told while something is done.
fn told(what: impl FnOnce()) -> Told {
    let listener = Listener::default();
    heard_by(listener.clone(), what);
    std::mem::take(&mut *listener.told.lock().unwrap())
}

/// The one span of a call, which has ended.
fn span(told: &Told) -> &Fields {
    let spans: Vec<_> = told.spans.values().collect();
    let [span] = spans[..] else { panic!("{told:?}") };
    assert!(told.holders.values().all(|holders| *holders == 0), "{told:?}");
    assert!(span["duration_ms"].parse::<u64>().is_ok(), "{told:?}");
    span
}

/// The events with a message.
fn events<'t>(told: &'t Told, message: &str) -> Vec<&'t (Level, Fields)> {
    told.events.iter().filter(|(_, fields)| fields["message"] == message).collect()
}

#[test]
fn a_call_is_a_span() {
    each(|kind| {
        let simulator = start();
        let client = kind.client(simulator.url());
        let mut call = None;
        let told = told(|| {
            let response = client.call_with(&AddImGroup::new("New").unwrap(), &CallOptions::new()).unwrap();
            call = Some(response.call);
        });
        let (span, call) = (span(&told), call.unwrap());
        assert_eq!(span["operation"], "AddImGroup");
        assert_eq!(Some(&span["client_request_id"]), call.client_request_id.as_ref());
        assert_eq!(Some(&span["request_id"]), call.request_id.as_ref());
        assert_eq!((&*span["status"], &*span["attempts"]), ("200", "1"));
        assert_eq!(span["request_bytes"], simulator.requests()[0].body.len().to_string());
        // It is the length of the message, not of what has travelled compressed.
        assert!(span["response_bytes"].parse::<usize>().unwrap() > 500, "{span:?}");
        assert!(!span.contains_key("error"), "{span:?}");
        assert_eq!((events(&told, "done").len(), told.events.len()), (1, 1));
    });
}

#[test]
fn all_attempts_are_in_one_span() {
    each(|kind| {
        let simulator = start_with("GetImItemList#1: 503\nGetImItemList#2: drop\nGetImItemList#3: busy as=inner");
        let policy = RetryPolicy::bounded(5).first_wait(std::time::Duration::from_millis(1));
        let client = kind.client_with(simulator.url(), &Settings::with(CallOptions::new().retry(policy)));
        let told = told(|| drop(client.call(&GetImItemList::default()).unwrap()));
        let span = span(&told);
        assert_eq!((&*span["attempts"], &*span["status"]), ("4", "200"));
        let again: Vec<_> =
            events(&told, "trying again").into_iter().map(|(level, it)| (*level, &*it["error"])).collect();
        let reasons = ["HTTP status 503", "the connection broke", "ErrorInternalServerError"];
        assert_eq!(again, reasons.map(|reason| (Level::WARN, reason)));
        assert!(events(&told, "trying again").iter().all(|(_, fields)| fields["wait_ms"].parse::<u64>().is_ok()));
    });
}

#[test]
fn errors_are_told_by_their_names() {
    each(|kind| {
        for (script, name, status) in [
            ("AddImGroup: error ErrorAccessDenied text=\"Tony Smith\"", "ErrorAccessDenied", Some("200")),
            ("AddImGroup: fault modern code=ErrorAccessDenied text=\"Tony Smith\"", "ErrorAccessDenied", Some("500")),
            ("AddImGroup: fault gromox text=\"Tony Smith\"", "fault", Some("200")),
            ("AddImGroup: 404", "HTTP status 404", Some("404")),
            ("AddImGroup: drop", "the connection broke", None),
            ("AddImGroup: canned body=\"<Tony/>\"", "the answer cannot be read", Some("200")),
        ] {
            let simulator = start_with(script);
            let client = kind.client(simulator.url());
            let told = told(|| drop(client.call(&AddImGroup::new("New").unwrap()).unwrap_err()));
            let span = span(&told);
            assert_eq!((&*span["error"], span.get("status").map(String::as_str)), (name, status), "{script}");
            assert_eq!(events(&told, "failed").len(), 1, "{script}");
            assert!(!format!("{told:?}").contains("Tony"), "{script}: {told:?}");
        }
        // Of what was not sent there is nothing more to tell.
        let client = kind.client("http://127.0.0.1:1/EWS/Exchange.asmx");
        let told = told(|| drop(client.call(&AddImGroup::new("\u{1}").unwrap()).unwrap_err()));
        assert_eq!(span(&told)["error"], "the request cannot be written");
        assert!(!span(&told).contains_key("attempts"));
    });
}

#[test]
fn what_the_client_does_by_itself_is_told() {
    each(|kind| {
        let simulator = start_with("GetImItemList: illegal x0");
        let options = CallOptions::new().version(ExchangeVersion::Other("V2018_01_08".into())).version_fallback(true);
        let client = kind.client_with(simulator.url(), &Settings::with(options));
        let told = told(|| drop(client.call(&GetImItemList::default()).unwrap()));
        assert_eq!(span(&told)["attempts"], "2");
        let fallback = events(&told, "the server does not take the version asked for");
        assert_eq!((fallback[0].0, &*fallback[0].1["version"]), (Level::INFO, "V2017_07_11"));
        let replaced = events(&told, "replaced characters that XML does not admit");
        assert!(replaced[0].0 == Level::WARN && replaced[0].1["n"].parse::<usize>().unwrap() > 5, "{told:?}");
    });
}

#[test]
fn a_list_item_by_item_is_one_call() {
    each(|kind| {
        let simulator = start();
        let client = kind.client(simulator.url());
        let mut n_items = 0;
        let told = told(|| n_items = client.items(&GetImItemList::default()).len());
        assert_eq!(n_items, 6 + 3);
        let span = span(&told);
        assert_eq!((&*span["operation"], &*span["status"], &*span["attempts"]), ("GetImItemList", "200", "1"));
        assert!(span["response_bytes"].parse::<usize>().unwrap() > 5_000, "{span:?}");
    });
}

#[test]
fn bodies_are_told_on_request_without_their_texts() {
    each(|kind| {
        let simulator = start();
        let request = AddNewImContactToGroup {
            display_name: Some(text("Sadie Daniels")),
            ..AddNewImContactToGroup::new("sip:sadie@contoso.com").unwrap()
        };
        let quiet = kind.client(simulator.url());
        let told_by_default = told(|| drop(quiet.call(&request).unwrap()));
        assert!(events(&told_by_default, "body").is_empty());
        let settings = Settings { trace_bodies: true, ..Settings::default() };
        let client = kind.client_with(simulator.url(), &settings);
        let told = told(|| drop(client.call(&request).unwrap()));
        let bodies = events(&told, "body");
        let whats: Vec<_> = bodies.iter().map(|(level, fields)| (*level, &*fields["what"])).collect();
        assert_eq!(whats, [(Level::DEBUG, "request"), (Level::DEBUG, "answer")]);
        let (request, answer) = (&bodies[0].1["body"], &bodies[1].1["body"]);
        assert!(request.contains("<m:AddNewImContactToGroup><m:ImAddress>…</m:ImAddress>"), "{request}");
        assert!(answer.contains("<m:ResponseCode>NoError</m:ResponseCode>"), "{answer}");
        assert!(answer.contains("<t:PersonaId Id=\"…\"/>") && answer.contains("ResponseClass=\"Success\""), "{answer}");
        assert!(!format!("{told:?}").to_lowercase().contains("sadie"), "{told:?}");
    });
}

/// Everything that is written, by whomever.
#[derive(Clone, Default)]
struct Paper(Arc<Mutex<Vec<u8>>>);

impl io::Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Plays something where all that is told on its thread is written, down to the last detail, that of other crates too.
fn written(what: impl AsyncFnOnce()) -> String {
    let paper = Paper::default();
    let sheet = paper.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::level_filters::LevelFilter::TRACE)
        .with_span_events(tracing_subscriber::fmt::format::FmtSpan::FULL)
        .with_ansi(false)
        .with_writer(move || sheet.clone())
        .finish();
    // Connections live on the same thread.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    heard_by(subscriber, || runtime.block_on(what()));
    let bytes = paper.0.lock().unwrap().clone();
    String::from_utf8(bytes).unwrap()
}

async fn use_everything(client: &AnyClient, friends: ews_im::types::ItemId) {
    let options = CallOptions::new()
        .impersonate(primary("sadie@contoso.com"))
        .culture(MailboxCulture::new("de-AT").unwrap())
        .header("X-Secret", "hidden header")
        .unwrap();
    let _ = client.wait_for(&GetImItemList::default(), &CallOptions::new()).await;
    let _ = client.wait_for(&GetImItemList::default(), &options).await;
    let _ = client.wait_for(&AddImGroup::new("Secret Friends").unwrap(), &CallOptions::new()).await;
    let _ = client.wait_for(&SetImGroup::new(friends, "Secret Friends").unwrap(), &CallOptions::new()).await;
    let mut contact = AddNewImContactToGroup::new("sip:ronnie@contoso.com").unwrap();
    contact.display_name = Some(text("Ronnie Sturgis"));
    let _ = client.wait_for(&contact, &CallOptions::new()).await;
}

#[test]
fn no_secrets_and_no_names() {
    let secrets = [
        "a very good password",
        "YSB2ZXJ5IGdvb2Q",
        "very-good-token",
        "hidden header",
        "Tony",
        "Ronnie",
        "ronnie@",
        "tsmith",
        "sadie@",
        "Secret Friends",
        "alisa",
    ];
    each(|kind| {
        let basic = Settings::authenticating(Basic::new(ALISA, "a very good password"));
        let wrong = Settings::authenticating(Basic::new(ALISA, "a very good password!"));
        let bearer = Settings::tokens(|_| Ok(SecretString::from("very-good-token")));
        for settings in [basic, wrong, bearer] {
            let simulator = builder()
                .account(Account::new(ALISA, "a very good password"))
                .token("very-good-token", ALISA)
                .authentication([Scheme::Basic, Scheme::Bearer])
                .start_blocking()
                .unwrap();
            simulator.script("*#2: fault modern text=\"Tony\"\n*#4: cut\n*#6: truncate\n*#7: 503").unwrap();
            let settings = Settings { trace_bodies: true, ..settings };
            let client = kind.client_with(simulator.url(), &settings);
            let friends = group_id(&simulator, "Friends");
            let written = written(async || {
                use_everything(&client, friends.clone()).await;
                use_everything(&client, friends).await;
            });
            assert!(written.contains("operation=\"SetImGroup\"") && written.contains("m:GetImItemList"), "{written}");
            for secret in secrets {
                let found = written.lines().find(|line| line.contains(secret));
                assert_eq!(found, None, "{secret}");
            }
        }
    });
}
