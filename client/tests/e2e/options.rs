//! What clients and calls can ask for besides their messages, as the server sees it.

use ews_im::types::{AddImGroup, ConnectingSid, ExchangeVersion, GetImItemList, MailboxCulture, ResponseCode};
use ews_im::{CallOptions, Error};
use ews_im_simulator::{MailboxSeed, ReceivedRequest, Simulator};

use crate::clients::{Settings, each};
use crate::scene::{builder, directory, mailbox, n_groups, primary, start, start_with, text};

const SADIE: &str = "sadie@contoso.com";
const SID: &str = "S-1-5-21-3642464542-282065186-3871681729-1155";

/// A server where Alisa may act for Sadie, and nobody for Ronnie.
fn with_others() -> Simulator {
    let sadie = MailboxSeed::new(SADIE).smtp_address("sales-lead@contoso.com").principal_name("sd@corp.contoso.com");
    let directory = ews_im_simulator::Directory::new()
        .mailbox(mailbox().may_impersonate(SADIE))
        .mailbox(sadie.sid(SID))
        .mailbox(MailboxSeed::new("ronnie@contoso.com").may_impersonate_everybody());
    Simulator::builder().directory(directory).start_blocking().unwrap()
}

/// The request that came last.
fn last(simulator: &Simulator) -> ReceivedRequest {
    simulator.requests().pop().expect("a request")
}

fn holds(simulator: &Simulator, mailbox: &str, group: &str) -> bool {
    simulator.groups(mailbox).unwrap().iter().any(|it| it.display_name == group)
}

#[test]
fn each_form_of_impersonation_leads_to_the_mailbox() {
    each(|kind| {
        let simulator = with_others();
        let client = kind.client(simulator.url());
        // The account, and the mailbox by which the server is found.
        let forms = [
            (ConnectingSid::PrincipalName(text("sd@corp.contoso.com")), None),
            (ConnectingSid::Sid(text(SID)), None),
            (primary(SADIE), Some(SADIE)),
            (ConnectingSid::SmtpAddress(text("sales-lead@contoso.com")), Some("sales-lead@contoso.com")),
        ];
        for (number, (account, anchor)) in forms.into_iter().enumerate() {
            let name = format!("Group {number}");
            let options = CallOptions::new().impersonate(account);
            client.call_with(&AddImGroup::new(&*name).unwrap(), &options).unwrap();
            assert!(holds(&simulator, SADIE, &name) && n_groups(&simulator, &name) == 0, "{name}");
            assert_eq!(last(&simulator).header("x-anchormailbox"), anchor);
            // The same for all calls of a client.
            let name = format!("Another {number}");
            client.with_options(&options).call(&AddImGroup::new(&*name).unwrap()).unwrap();
            assert!(holds(&simulator, SADIE, &name), "{name}");
        }
        // Without it, the mailbox is the caller's own.
        client.call(&AddImGroup::new("Mine").unwrap()).unwrap();
        assert_eq!(n_groups(&simulator, "Mine"), 1);
        assert_eq!(last(&simulator).header("x-anchormailbox"), None);
    });
}

#[test]
fn impersonation_may_be_refused() {
    each(|kind| {
        let simulator = with_others();
        let client = kind.client(simulator.url());
        // Whoever may act for some is not told who else is there.
        for account in [primary("ronnie@contoso.com"), primary("nobody@contoso.com"), ConnectingSid::Sid(text("S-1-5"))]
        {
            let error = client.with_options(&CallOptions::new().impersonate(account.clone()));
            let error = error.call(&AddImGroup::new("New").unwrap()).unwrap_err();
            assert_eq!(error.response_code(), Some(ResponseCode::ErrorImpersonateUserDenied), "{account:?}");
            assert!(matches!(error, Error::Fault(_)) && error.call().status == Some(500));
            assert!(!error.is_transient() && !error.is_not_found());
        }
        let error = client.with_options(&CallOptions::new().impersonate(primary("sales-lead@contoso.com")));
        let error = error.call(&AddImGroup::new("New").unwrap()).unwrap_err();
        assert!(error.response_code().is_some_and(|code| code.as_str().starts_with("Error")), "{error:?}");
        for mailbox in [crate::scene::ALISA, SADIE, "ronnie@contoso.com"] {
            assert!(!holds(&simulator, mailbox, "New"));
        }
    });
}

/// Who may act for everybody is told what is wrong.
#[test]
fn impersonation_of_nobody() {
    each(|kind| {
        let sadie = MailboxSeed::new(SADIE).smtp_address("sales-lead@contoso.com");
        let directory =
            ews_im_simulator::Directory::new().mailbox(mailbox().may_impersonate_everybody()).mailbox(sadie);
        let simulator = Simulator::builder().directory(directory).start_blocking().unwrap();
        let client = kind.client(simulator.url());
        let cases = [
            (primary("nobody@contoso.com"), "ErrorNonExistentMailbox", true),
            (ConnectingSid::SmtpAddress(text("nobody@contoso.com")), "ErrorNonExistentMailbox", true),
            (primary("sales-lead@contoso.com"), "ErrorNonPrimarySmtpAddress", false),
        ];
        for (account, code, is_not_found) in cases {
            let options = CallOptions::new().impersonate(account);
            let error = client.call_with(&GetImItemList::default(), &options).unwrap_err();
            assert_eq!(error.response_code().as_ref().map(ResponseCode::as_str), Some(code));
            assert_eq!(error.is_not_found(), is_not_found, "{code}");
            if code == "ErrorNonPrimarySmtpAddress" {
                assert_eq!(error.details().value("Primary"), Some(SADIE));
            }
        }
    });
}

#[test]
fn culture_time_zone_and_version_travel() {
    each(|kind| {
        let simulator = start();
        let options = CallOptions::new()
            .culture(MailboxCulture::new("de-AT").unwrap())
            .time_zone("GMT Standard \"Time\"")
            .unwrap()
            .version(ExchangeVersion::Exchange2016);
        let client = kind.client_with(simulator.url(), &Settings::with(options));
        client.call(&GetImItemList::default()).unwrap();
        let sent = last(&simulator).text();
        assert!(sent.contains("<t:RequestServerVersion Version=\"Exchange2016\"/>"), "{sent}");
        assert!(sent.contains("<t:MailboxCulture>de-AT</t:MailboxCulture>"), "{sent}");
        assert!(
            sent.contains("<t:TimeZoneDefinition Id=\"GMT Standard &quot;Time&quot;\"/></t:TimeZoneContext>"),
            "{sent}"
        );
        // What a call asks for goes before; what it leaves open stays.
        let own = CallOptions::new().culture(MailboxCulture::new("en-US").unwrap());
        client.call_with(&GetImItemList::default(), &own).unwrap();
        let sent = last(&simulator).text();
        assert!(sent.contains(">en-US</t:MailboxCulture>") && !sent.contains("de-AT"), "{sent}");
        assert!(sent.contains("Exchange2016") && sent.contains("TimeZoneContext"), "{sent}");
        let options = CallOptions::new().culture(MailboxCulture::new("english").unwrap());
        let error = client.call_with(&GetImItemList::default(), &options).unwrap_err();
        assert_eq!(error.response_code(), Some(ResponseCode::ErrorUnsupportedCulture));
        // Unless told, there is nothing but the version.
        kind.client(simulator.url()).call(&GetImItemList::default()).unwrap();
        let sent = last(&simulator).text();
        assert!(sent.contains("<s:Header><t:RequestServerVersion Version=\"Exchange2013\"/></s:Header>"), "{sent}");
    });
}

/// The versions that the requests to a server were written for.
fn versions(simulator: &Simulator) -> Vec<String> {
    let version = |request: ReceivedRequest| {
        let text = request.text();
        let (_, rest) = text.split_once("RequestServerVersion Version=\"").expect("a version");
        rest.split('"').next().unwrap().to_owned()
    };
    simulator.requests().into_iter().map(version).collect()
}

/// The stand-in takes no version newer than its schema.
#[test]
fn a_version_that_is_too_new() {
    each(|kind| {
        let simulator = start();
        let client = kind.client(simulator.url());
        let new = CallOptions::new().version(ExchangeVersion::Other("V2018_01_08".into()));
        let error = client.call_with(&GetImItemList::default(), &new).unwrap_err();
        assert_eq!(error.response_code(), Some(ResponseCode::ErrorInvalidServerVersion));
        assert_eq!(versions(&simulator), ["V2018_01_08"]);
        let falling = new.version_fallback(true);
        simulator.clear_requests();
        // An operation that must not be done twice as well: the server has refused the request as a whole.
        let response = client.call_with(&AddImGroup::new("New").unwrap(), &falling).unwrap();
        assert_eq!((response.call.attempts, n_groups(&simulator, "New")), (2, 1));
        assert_eq!(versions(&simulator), ["V2018_01_08", "V2017_07_11"]);
        // The client, and each clone of it, remembers what was taken.
        client.clone().call_with(&GetImItemList::default(), &falling).unwrap();
        assert_eq!(versions(&simulator).last().map(String::as_str), Some("V2017_07_11"));
        assert_eq!(simulator.requests().len(), 3);
    });
}

#[test]
fn a_server_of_an_older_version() {
    each(|kind| {
        let refuse = "fault modern code=ErrorIncorrectSchemaVersion";
        let simulator = start_with(&format!("*#1-3: {refuse}"));
        let options = CallOptions::new().version(ExchangeVersion::Exchange2016).version_fallback(true);
        let client = kind.client_with(simulator.url(), &Settings::with(options.clone()));
        client.call(&GetImItemList::default()).unwrap();
        assert_eq!(versions(&simulator), ["Exchange2016", "Exchange2015", "Exchange2013_SP1", "Exchange2013"]);
        // Below the first version with the operations there is nothing to fall back to.
        let simulator = start_with(&format!("*: {refuse}"));
        let client = kind.client_with(simulator.url(), &Settings::with(options.clone()));
        let error = client.call(&GetImItemList::default()).unwrap_err();
        assert_eq!(error.response_code(), Some(ResponseCode::ErrorIncorrectSchemaVersion));
        assert_eq!((error.call().attempts, versions(&simulator).len()), (4, 4));
        // Nobody falls back who has not been told to.
        let error = client.call_with(&GetImItemList::default(), &options.version_fallback(false)).unwrap_err();
        assert_eq!(error.call().attempts, 1);
    });
}

#[test]
fn headers_of_http() {
    each(|kind| {
        let simulator = start();
        let settings = Settings {
            user_agent: Some("Contact Tool/7"),
            ..Settings::with(
                CallOptions::new()
                    .header("X-PreferServerAffinity", "true")
                    .unwrap()
                    .header("Cookie", "X-BackEndOverrideCookie=EX02")
                    .unwrap()
                    .anchor_mailbox("anchor@contoso.com")
                    .unwrap(),
            )
        };
        let client = kind.client_with(simulator.url(), &settings);
        client.call(&GetImItemList::default()).unwrap();
        let request = last(&simulator);
        assert_eq!(request.header("user-agent"), Some("Contact Tool/7"));
        assert_eq!(request.header("x-preferserveraffinity"), Some("true"));
        assert_eq!(request.header("cookie"), Some("X-BackEndOverrideCookie=EX02"));
        assert_eq!(request.header("x-anchormailbox"), Some("anchor@contoso.com"));
        assert_eq!(request.header("return-client-request-id"), Some("true"));
        assert_eq!(request.header("authorization"), None);
        // Those of a call go before those of the client, and those of the caller before what the client sets by itself.
        let own = CallOptions::new().header("Cookie", "none").unwrap().header("User-Agent", "Mine").unwrap();
        let own = own.impersonate(primary(crate::scene::ALISA)).header("Accept", "*/*").unwrap();
        // Alisa has no right to impersonate, not even herself.
        let _ = client.call_with(&GetImItemList::default(), &own);
        let request = last(&simulator);
        assert_eq!((request.header("cookie"), request.header("user-agent")), (Some("none"), Some("Mine")));
        assert_eq!((request.header("accept"), request.header("x-preferserveraffinity")), (Some("*/*"), Some("true")));
        assert_eq!(request.header("x-anchormailbox"), Some("anchor@contoso.com"));
        // Each once.
        for name in ["cookie", "user-agent", "accept", "content-type", "soapaction", "host", "client-request-id"] {
            assert_eq!(request.headers.get_all(name).iter().count(), 1, "{name}");
        }
        // Unless told.
        kind.client(simulator.url()).call(&GetImItemList::default()).unwrap();
        let agent = concat!("ews-im/", env!("CARGO_PKG_VERSION"));
        assert_eq!(last(&simulator).header("user-agent"), Some(agent));
        // What stands in headers may be secret.
        assert!(!format!("{client:?}").contains("EX02"), "{client:?}");
    });
}

#[test]
fn each_call_has_a_name() {
    each(|kind| {
        let simulator = start();
        let client = kind.client(simulator.url());
        let mut ids = Vec::new();
        for _ in 0..3 {
            let response = client.call_with(&GetImItemList::default(), &CallOptions::new()).unwrap();
            let id = response.call.client_request_id.unwrap();
            assert_eq!(last(&simulator).header("client-request-id"), Some(&*id));
            assert!(response.call.request_id.is_some_and(|of_server| of_server != id));
            ids.push(id);
        }
        ids.dedup();
        assert_eq!(ids.len(), 3);
        let named = CallOptions::new().client_request_id("the call").unwrap();
        let response = client.call_with(&GetImItemList::default(), &named).unwrap();
        assert_eq!(response.call.client_request_id.as_deref(), Some("the call"));
        assert_eq!(last(&simulator).header("client-request-id"), Some("the call"));
        simulator.script("GetImItemList: 503").unwrap();
        let error = client.call_with(&GetImItemList::default(), &named).unwrap_err();
        assert!(error.to_string().ends_with("[client-request-id the call]"), "{error}");
    });
}

/// Connections are used again, also by clones and by clients with other options.
#[test]
fn connections_are_shared() {
    each(|kind| {
        let simulator = start();
        let client = kind.client(simulator.url());
        for _ in 0..5 {
            client.call(&GetImItemList::default()).unwrap();
            client.clone().call(&GetImItemList::default()).unwrap();
            let options = CallOptions::new().header("X-Other", "1").unwrap();
            client.with_options(&options).call(&GetImItemList::default()).unwrap();
            // Whatever a call comes to.
            client.call(&AddImGroup::new("Friends").unwrap()).unwrap_err();
        }
        let counters = simulator.counters();
        // A connection may not be free again yet when the next call begins.
        assert!(counters.requests == 20 && counters.connections < 10, "{counters:?}");
    });
}

#[test]
fn compressed_answers() {
    each(|kind| {
        for is_compressing in [true, false] {
            let simulator = builder().directory(directory()).compression(is_compressing).start_blocking().unwrap();
            let client = kind.client(simulator.url());
            client.call(&GetImItemList::default()).unwrap();
            let request = last(&simulator);
            let accepted = request.header("accept-encoding").unwrap_or_default();
            assert!(accepted.contains("gzip"), "{accepted}");
        }
    });
}
