//! What a script does to calls, as it is seen on the wire.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::Write;
use std::time::{Duration, Instant};

use ews_im::types::{GetImItemList, ResponseCode, operations};
use ews_im::{
    AnyResponse, FaultExt, Message, ReadOptions, RequestHeaders, ResponseMessageExt, SoapVersion, decode, decode_slice,
};
use ews_im_simulator::script::{Calls, Effect, Moment, Rule, Script, Subject, Substitute};
use ews_im_simulator::{Account, ContactSeed, Directory, MailboxSeed, Scheme, Simulator};

/// A request that has no name in its answer.
const MIGRATION_COMPLETED: &str = r#"<SetImListMigrationCompleted
    xmlns="http://schemas.microsoft.com/exchange/services/2006/messages">
    <ImListMigrationCompleted>true</ImListMigrationCompleted></SetImListMigrationCompleted>"#;

mod support;
use support::{Answer, Wire, add_group};

/// The answer to adding a group, under a script, and whether the group was added.
fn add_under(script: &str) -> (Option<Answer>, bool) {
    let simulator = Simulator::start_blocking().unwrap();
    simulator.script(script).unwrap();
    let answer = Wire::new(&simulator).post(&[], &add_group("Friends"));
    let groups = simulator.groups("user@contoso.com").unwrap();
    assert_eq!(simulator.counters().calls, u64::from(groups.iter().any(|group| group.display_name == "Friends")));
    (answer, simulator.counters().calls == 1)
}

/// The answer of an effect that does without the operation.
fn instead(effect: &str) -> Answer {
    let (answer, is_added) = add_under(&format!("AddImGroup: {effect}"));
    assert!(!is_added, "{effect}");
    // All of them can come after the operation too.
    let (after, is_added) = add_under(&format!("AddImGroup: {effect} after"));
    let (answer, after) = (answer.unwrap(), after.unwrap());
    assert!(is_added && answer.status == after.status && answer.body == after.body, "{effect}");
    answer
}

/// The answer of an effect that changes the one of the operation.
fn changed(effect: &str) -> Answer {
    let (answer, is_added) = add_under(&format!("AddImGroup: {effect}"));
    assert!(is_added, "{effect}");
    answer.unwrap()
}

fn fault(answer: &Answer) -> Box<ews_im::Fault> {
    match Message::read_slice(&answer.body, &ReadOptions::lenient()).unwrap() {
        Message::Fault(_, fault) => fault,
        other => panic!("no fault: {other:?}"),
    }
}

#[test]
fn statuses_come_with_a_page() {
    for status in [400, 401, 403, 413, 429, 456, 500, 502, 503, 599] {
        let answer = instead(&status.to_string());
        assert_eq!((answer.status, answer.header("content-type")), (status, Some("text/html; charset=utf-8")));
        assert!(answer.text().contains("</html>"));
        assert_eq!(answer.header("retry-after"), None);
    }
    // A status without a usual phrase.
    assert_eq!(instead("456").reason, "The account is locked");
    assert_eq!(instead("503 retry-after=3").header("retry-after"), Some("3"));
    assert_eq!(instead("429 retry-after=0").header("retry-after"), Some("0"));
    let redirect = instead("302");
    let location = "/ews/genericerrorpage.htm?aspxerrorpath=/EWS/Exchange.asmx";
    assert_eq!((redirect.status, redirect.header("location")), (302, Some(location)));
}

/// The offered schemes are listed, although the request was let in.
#[test]
fn a_refusal_by_script_is_like_a_real_one() {
    let simulator = Simulator::builder()
        .authentication([Scheme::Basic])
        .account(Account::new("sadie@contoso.com", "secret"))
        .script("*: 401".parse().unwrap())
        .start_blocking()
        .unwrap();
    let headers = [("Authorization", "Basic c2FkaWVAY29udG9zby5jb206c2VjcmV0")];
    let answer = Wire::new(&simulator).post(&headers, &add_group("Friends")).unwrap();
    assert_eq!((answer.status, answer.header("www-authenticate")), (401, Some(r#"Basic realm="Exchange""#)));
    assert_eq!(simulator.requests()[0].account.as_deref(), Some("sadie@contoso.com"));
}

#[test]
fn busy_servers_say_so_in_three_ways() {
    let answer = instead("busy back-off=500");
    assert_eq!(answer.status, 500);
    let fault = fault(&answer);
    assert_eq!(
        (fault.response_code(), fault.back_off_milliseconds()),
        (Some(ResponseCode::ErrorServerBusy), Some(500))
    );
    assert_eq!(self::fault(&instead("busy")).back_off_milliseconds(), None);

    let answer = instead("busy as=response back-off=29500");
    let (response, code) = answer.response();
    assert_eq!((answer.status, code.as_str()), (200, "ErrorServerBusy"));
    assert_eq!(response.message().details().back_off_milliseconds(), Some(29_500));
    let AnyResponse::AddImGroup(response) = response else { panic!("{response:?}") };
    assert!(response.is_error() && response.im_group.is_some());

    let answer = instead("busy as=inner");
    let (response, code) = answer.response();
    assert_eq!((answer.status, code.as_str()), (200, "ErrorInternalServerError"));
    assert_eq!(response.message().details().inner_response_code(), Some(ResponseCode::ErrorServerBusy));
}

/// The responses of all operations are what the schema has.
#[test]
fn every_operation_can_be_busy() {
    let simulator = Simulator::start_blocking().unwrap();
    simulator.script("*: busy as=response back-off=1").unwrap();
    let mut wire = Wire::new(&simulator);
    let names = [
        "AddDistributionGroupToImList",
        "AddImContactToGroup",
        "AddImGroup",
        "AddNewImContactToGroup",
        "AddNewTelUriContactToGroup",
        "GetImItemList",
        "GetImItems",
        "RemoveContactFromImList",
        "RemoveDistributionGroupFromImList",
        "RemoveImContactFromGroup",
        "RemoveImGroup",
        "SetImGroup",
        "SetImListMigrationCompleted",
    ];
    for name in names {
        let (response, code) = wire.post(&[], &format!("<E><Body><{name}/></Body></E>")).unwrap().response();
        assert_eq!((response.operation(), code.as_str()), (name, "ErrorServerBusy"));
    }
    // What is no operation has no response.
    let answer = wire.post(&[], "<E><Body><GetFolder/></Body></E>").unwrap();
    assert_eq!((answer.status, fault(&answer).response_code()), (500, Some(ResponseCode::ErrorServerBusy)));
}

#[test]
fn responses_report_errors() {
    let answer = instead(r#"error ErrorImGroupLimitReached text="Enough < of \"them\"""#);
    let (response, code) = answer.response();
    assert_eq!((answer.status, code.as_str()), (200, "ErrorImGroupLimitReached"));
    assert_eq!(response.message().message_text(), Some("Enough < of \"them\""));
    assert_eq!(instead("error").response().1, "ErrorInternalServerError");
}

#[test]
fn faults_come_in_all_layouts() {
    let answer = instead("fault modern code=ErrorAccessDenied text=No back-off=7");
    let modern = fault(&answer);
    assert_eq!((answer.status, modern.response_code()), (500, Some(ResponseCode::ErrorAccessDenied)));
    assert_eq!((modern.message().as_str(), modern.back_off_milliseconds()), ("No", Some(7)));
    assert_eq!(modern.code.local_name(), "ErrorAccessDenied");

    let answer = instead("fault 2007 code=ErrorSchemaValidation");
    let old = fault(&answer);
    assert_eq!((answer.status, old.response_code()), (500, Some(ResponseCode::ErrorSchemaValidation)));
    assert_eq!((old.line(), old.position(), old.code.local_name()), (Some(1), Some(2), "Client"));
    assert!(answer.text().contains("<soap:faultcode>") && answer.text().contains("<soap:Header>"));

    let away = fault(&instead("fault out-of-office text=Away"));
    assert_eq!(
        (away.error_code(), away.message().as_str(), away.response_code()),
        (Some(-2_146_233_088), "Away", None)
    );

    let answer = instead("fault gromox");
    let gromox = fault(&answer);
    assert_eq!((answer.status, gromox.code.local_name(), gromox.detail.is_none()), (200, "Server", true));
    assert!(answer.text().contains("<SOAP:Header/>"));

    let answer = instead("fault soap12 code=ErrorServerBusy back-off=1");
    assert_eq!(answer.header("content-type"), Some("application/soap+xml; charset=utf-8"));
    let newer = fault(&answer);
    assert_eq!((newer.version, newer.back_off_milliseconds()), (SoapVersion::Soap12, Some(1)));
    assert_eq!(newer.response_code(), Some(ResponseCode::ErrorServerBusy));

    // With a status of its own, and one of the service's own faults with another.
    assert_eq!(instead("fault modern status=200").status, 200);
    let simulator = Simulator::start_blocking().unwrap();
    simulator.script("*: status 200").unwrap();
    let unnamed = r#"<AddImGroup xmlns="http://schemas.microsoft.com/exchange/services/2006/messages"/>"#;
    let answer = Wire::new(&simulator).post(&[], &envelope(unnamed)).unwrap();
    assert_eq!((answer.status, fault(&answer).response_code()), (200, Some(ResponseCode::ErrorSchemaValidation)));
}

#[test]
fn html_comes_in_place_of_xml() {
    for status in [200, 500] {
        let answer = instead(&format!("html status={status}"));
        assert_eq!((answer.status, answer.header("content-type")), (status, Some("text/html; charset=utf-8")));
        assert!(answer.text().starts_with("<!DOCTYPE html>"));
    }
}

#[test]
fn canned_answers_are_just_what_they_are() {
    let effect = r#"canned status=299 header="Content-Type: text/plain" header="X-A: \"b\"" body="one\r\n=two""#;
    let answer = instead(effect);
    assert_eq!((answer.status, answer.text().as_str()), (299, "one\r\n=two"));
    assert_eq!((answer.header("content-type"), answer.header("x-a")), (Some("text/plain"), Some("\"b\"")));
    assert_eq!(answer.header("x-feserver"), None);
}

#[test]
fn connections_are_dropped() {
    for (script, is_added) in [("*: drop", false), ("*: drop after", true), ("connection: drop", false)] {
        let (answer, added) = add_under(script);
        assert!(answer.is_none() && added == is_added, "{script}");
    }
    let simulator = Simulator::start_blocking().unwrap();
    simulator.script("connection#1: drop\nAddImGroup: drop head").unwrap();
    assert!(Wire::new(&simulator).post(&[], &add_group("Friends")).is_none());
    assert!(simulator.requests().is_empty());
    let action = ("SOAPAction", "\"http://schemas.microsoft.com/exchange/services/2006/messages/AddImGroup\"");
    assert!(Wire::new(&simulator).post(&[action], &add_group("Friends")).is_none());
    // The head came, the body was not read.
    assert_eq!((simulator.requests().len(), simulator.requests()[0].body.len()), (1, 0));
    assert_eq!(simulator.requests()[0].status, None);
    assert_eq!(Wire::new(&simulator).post(&[], &add_group("Friends")).unwrap().status, 200);
}

#[test]
fn answers_are_cut() {
    let whole = changed("delay 1ms").body.len();
    let answer = changed("cut at=100");
    assert!(answer.is_cut);
    assert_eq!(answer.body.len(), 100);
    assert_eq!(answer.header("content-length"), Some(whole.to_string().as_str()));
    let answer = changed("cut");
    assert_eq!((answer.is_cut, answer.body.len()), (true, whole / 2));
    assert_eq!(changed("cut at=1000000").body.len(), whole - 1);
    let head = changed("cut at=0");
    assert!(head.is_cut && head.body.is_empty());

    for (effect, length) in [("truncate", whole / 2), ("truncate at=7", 7), ("truncate at=1000000", whole)] {
        let answer = changed(effect);
        assert_eq!((answer.is_cut, answer.body.len()), (false, length), "{effect}");
    }
}

#[test]
fn illegal_characters_stand_in_texts() {
    assert!(changed("illegal").text().contains("<t:DisplayName>Friends&#x0;&#x1;&#x10;&#x1A;</t:DisplayName>"));
    assert!(changed("illegal xD800").text().contains("Friends&#xD800;<"));
    assert!(changed("illegal raw x0 xFFFE x1F").text().contains("Friends\u{0}\u{FFFE}\u{1F}<"));
    // Of a response without texts.
    let simulator = Simulator::start_blocking().unwrap();
    simulator.script("*: illegal x1").unwrap();
    let answer = Wire::new(&simulator).post(&[], &envelope(MIGRATION_COMPLETED)).unwrap();
    assert!(answer.text().contains("<m:MessageText>Done&#x1;</m:MessageText><m:ResponseCode>"), "{}", answer.text());
    assert_eq!(simulator.is_migration_completed("user@contoso.com"), Some(true));
    // Of a fault.
    let answer = Wire::new(&simulator).post(&[], "<a/>").unwrap();
    assert!(answer.text().contains("&#x1;</faultstring>"), "{}", answer.text());
}

fn envelope(body: &str) -> String {
    let version = r#"<t:RequestServerVersion xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"
        Version="Exchange2013"/>"#;
    format!(
        r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>{version}</s:Header><s:Body>{body}</s:Body></s:Envelope>"#
    )
}

#[test]
fn headers_and_their_like_change() {
    let plain = changed("delay 1ms").text();
    let (start, end) = (plain.find("<s:Header>").unwrap(), plain.find("</s:Header>").unwrap() + 11);
    assert_eq!(changed("no-header").text(), format!("{}{}", &plain[..start], &plain[end..]));
    assert_eq!(changed("empty-header").text(), format!("{}<s:Header/>{}", &plain[..start], &plain[end..]));
    assert_eq!(changed("bom").text(), format!("\u{feff}{plain}"));
    let text = changed("body-attributes").text();
    assert!(text.contains("<s:Body xmlns:wsu=") && text.contains(r#" wsu:Id="_1""#), "{text}");
    let text = changed("https").text();
    assert!(text.contains(r#"xmlns:m="https://schemas.microsoft.com/exchange/services/2006/messages""#), "{text}");
    assert!(!text.contains("http://schemas.microsoft.com/") && text.contains("http://schemas.xmlsoap.org/"), "{text}");
    // Lenient reading takes all of it.
    for effect in ["no-header", "empty-header", "bom", "body-attributes", "https"] {
        let response = decode_slice::<operations::AddImGroup>(&changed(effect).body, &ReadOptions::lenient()).unwrap();
        assert_eq!(response.message.im_group.unwrap().display_name.to_string(), "Friends", "{effect}");
    }
}

#[test]
fn what_no_schema_has_is_added() {
    let contact = ContactSeed::im("tsmith@contoso.com").email_address("tsmith@contoso.com").in_group("Friends");
    let mailbox = MailboxSeed::new("alisa@contoso.com").group("Friends").contact(contact);
    let simulator = Simulator::builder()
        .directory(Directory::new().mailbox(mailbox))
        .script("*: unknown-elements\n*: unknown-codes".parse().unwrap())
        .start_blocking()
        .unwrap();
    let request = ews_im::encode(&GetImItemList::default(), &RequestHeaders::default()).unwrap();
    let text = Wire::new(&simulator).post(&[], &request).unwrap().text();
    // In the header, the response, the list, a persona and four groups.
    assert_eq!(text.matches("<x:AddedLater ").count(), 8, "{text}");
    assert!(text.contains("<m:ResponseCode>ErrorAddedLater</m:ResponseCode>"), "{text}");
    assert!(text.contains("Version=\"V2099_01_01\"") && !text.contains("V2017"), "{text}");
    assert!(text.contains("MailboxType>AddedLater</"), "{text}");

    assert!(decode::<operations::GetImItemList>(&text, &ReadOptions::strict()).is_err());
    let response = decode::<operations::GetImItemList>(&text, &ReadOptions::lenient()).unwrap();
    let list = response.message.im_item_list.unwrap();
    assert_eq!((list.groups.unwrap().im_group.len(), list.personas.unwrap().persona.len()), (4, 1));
    assert_eq!(response.message.response_code.unwrap().to_string(), "ErrorAddedLater");
}

#[test]
fn values_have_other_forms() {
    let mailbox = MailboxSeed::new("alisa@contoso.com").contact(ContactSeed::im("tsmith@contoso.com"));
    let simulator = Simulator::builder()
        .directory(Directory::new().mailbox(mailbox).created("2026-01-02T03:04:05Z".parse().unwrap()))
        .script("*: loose-values".parse().unwrap())
        .start_blocking()
        .unwrap();
    let request = ews_im::encode(&GetImItemList::default(), &RequestHeaders::default()).unwrap();
    let answer = Wire::new(&simulator).post(&[], &request).unwrap();
    let text = answer.text();
    for form in ["<t:IsHidden>0</", "<t:IsQuickContact>1</", "<t:CreationTime>2026-01-02T03:04:05.1234567</"] {
        assert!(text.contains(form), "{form} {text}");
    }
    // They are as valid as the usual ones.
    let (AnyResponse::GetImItemList(response), _) = answer.response() else { panic!("{text}") };
    let personas = response.im_item_list.unwrap().personas.unwrap().persona;
    assert_eq!(personas[0].creation_time.unwrap().to_string(), "2026-01-02T03:04:05.1234567");
    let attributions = personas[0].attributions.clone().unwrap().attribution;
    assert_eq!((attributions[0].is_hidden, attributions[0].is_quick_contact), (Some(false), Some(true)));
}

#[test]
fn success_becomes_a_warning() {
    let answer = changed(r#"warning code=ErrorImContactLimitReached text="Nearly & full""#);
    let (response, code) = answer.response();
    assert_eq!((answer.status, code.as_str()), (200, "ErrorImContactLimitReached"));
    assert_eq!(response.message().message_text(), Some("Nearly & full"));
    assert_eq!(response.message().details().value("ErrorMessage"), Some("Nearly & full"));
    let AnyResponse::AddImGroup(response) = response else { panic!("{response:?}") };
    assert!(response.is_warning() && response.im_group.is_some());

    // What is no success stays what it is.
    let simulator = Simulator::start_blocking().unwrap();
    simulator.script("*: warning").unwrap();
    let mut wire = Wire::new(&simulator);
    assert_eq!(wire.post(&[], &add_group("Friends")).unwrap().response().1, "ErrorBatchProcessingStopped");
    let (response, code) = wire.post(&[], &add_group("Friends")).unwrap().response();
    assert_eq!((response.message().is_error(), code.as_str()), (true, "ErrorImGroupDisplayNameAlreadyExists"));
}

#[test]
fn status_and_type_of_good_answers_change() {
    let answer = changed("status 500");
    assert_eq!((answer.status, answer.response().1.as_str()), (500, "NoError"));
    let answer = changed(r#"content-type "text/plain; charset=utf-8""#);
    assert_eq!(
        (answer.header("content-type"), answer.response().1.as_str()),
        (Some("text/plain; charset=utf-8"), "NoError")
    );
}

#[test]
fn headers_are_set() {
    let script =
        "AddImGroup: 503 retry-after=1\n*: header \"X-CasErrorCode: ServerNotFound\"\n*: header \"Retry-After: 2\"";
    let answer = add_under(script).0.unwrap();
    assert_eq!((answer.header("x-caserrorcode"), answer.all("retry-after")), (Some("ServerNotFound"), vec!["2"]));
}

/// What the documentation of scripts shows is understood, as far as it goes and where it breaks off.
#[test]
fn documented_scripts_are_understood() {
    let (mut effects, mut rules) = (0, 0);
    for line in ews_im_simulator::script::HELP.lines() {
        if line.contains(": ") && !line.starts_with('|') && !line.contains('`') && !line.ends_with('.') {
            rules += line.parse::<Script>().unwrap_or_else(|error| panic!("{line}: {error}")).rules.len();
        }
        let Some(cell) = line.strip_prefix("| `").and_then(|line| line.split('|').next()) else { continue };
        for span in format!("`{cell}").split('`').skip(1).step_by(2) {
            let (rule, is_effect) = match span.starts_with(['#', '%', '?']) {
                true => (format!("*{span}: drop"), false),
                false => (format!("*: {}", span.replace("CODE", "ErrorAccessDenied").replace("LAYOUT", "2007")), true),
            };
            rule.parse::<Rule>().unwrap_or_else(|error| panic!("{rule}: {error}"));
            effects += usize::from(is_effect);
            for (end, _) in rule.char_indices() {
                // Whatever it comes to.
                let _ = rule[..end].parse::<Rule>();
            }
        }
    }
    assert!(20 <= effects && rules == 3, "{effects} {rules}");
}

#[test]
fn delays_come_before_the_operation() {
    let start = Instant::now();
    changed("delay 0.2s");
    assert!(Duration::from_millis(200) <= start.elapsed());
    let start = Instant::now();
    changed("delay 200ms after");
    assert!(Duration::from_millis(200) <= start.elapsed());
    // The operation has been carried out when the answer waits.
    let simulator = Simulator::start_blocking().unwrap();
    simulator.script("*: delay 600s after").unwrap();
    let mut slow = Wire::new(&simulator);
    slow.stream.write_all(&support::post(&[], &add_group("Friends"))).unwrap();
    while simulator.counters().calls == 0 {
        std::thread::yield_now();
    }
    assert_eq!(simulator.groups("user@contoso.com").unwrap().len(), 4);
    // Other calls do not wait for it.
    let simulator = Simulator::start_blocking().unwrap();
    simulator.script("SetImListMigrationCompleted: delay 600s").unwrap();
    let mut slow = Wire::new(&simulator);
    slow.stream.write_all(&support::post(&[], &envelope(MIGRATION_COMPLETED))).unwrap();
    while simulator.requests().first().is_none_or(|request| request.operation.is_none()) {
        std::thread::yield_now();
    }
    assert_eq!(Wire::new(&simulator).post(&[], &add_group("Quick")).unwrap().status, 200);
    assert_eq!(simulator.counters().calls, 1);
    assert_eq!(simulator.is_migration_completed("user@contoso.com"), Some(false));
}

/// Rules in Rust, added while the server runs.
#[test]
fn rules_come_and_go() {
    let simulator = Simulator::start_blocking().unwrap();
    let mut wire = Wire::new(&simulator);
    let mut add = |name| wire.post(&[], &add_group(name)).map(|answer| answer.status);
    assert_eq!(add("a"), Some(200));
    let busy = Substitute::Status { status: 503, retry_after: Some(1) };
    let second = Calls::Nth { first: 2, last: 2 };
    simulator.inject(Rule::new(Subject::operation("AddImGroup").unwrap(), second, Effect::instead(busy)));
    assert_eq!((add("b"), add("c"), add("d")), (Some(200), Some(503), Some(200)));
    simulator.inject(Rule::new(Subject::Any, Calls::All, Effect::Drop(Moment::Before)));
    simulator.clear_script();
    assert_eq!(add("e"), Some(200));
    let error = simulator.script("*: drop\n*: nonsense").unwrap_err();
    assert_eq!(error.line(), Some(2));
    assert_eq!(add("f"), Some(200));
    let script: Script = "# none\n\n".parse().unwrap();
    assert!(script.rules.is_empty());
}

#[test]
fn mistakes_in_scripts_are_explained() {
    let names = "a status like 503, busy, error, fault, html, canned, drop, delay, cut, truncate, illegal, no-header, \
                 empty-header, bom, body-attributes, unknown-elements, unknown-codes, https, loose-values, warning, status, content-type or header";
    let operations = "expected one of the thirteen, such as AddImGroup, or \"*\" or \"connection\"";
    for (text, problem) in [
        ("AddImGroup 503", "expected a rule like \"AddImGroup#2: 503\", found \"AddImGroup 503\"".to_owned()),
        ("addimgroup: 503", "there is no operation \"addimgroup\": did you mean AddImGroup?".to_owned()),
        ("GetFolder: 503", format!("there is no operation \"GetFolder\": {operations}")),
        (": 503", format!("there is no operation \"\": {operations}")),
        (
            "*#0: 503",
            "expected the number of a call like #2, or some like #2-4 or #2-, counted from 1, found \"#0\"".into(),
        ),
        (
            "*#3-2: 503",
            "expected the number of a call like #2, or some like #2-4 or #2-, counted from 1, found \"#3-2\"".into(),
        ),
        ("*#x: 503", "expected the number of a call like #2, or some like #2-4 or #2-, found \"x\"".to_owned()),
        ("*%0: 503", "expected how many calls apart, from 1 on, found 0".to_owned()),
        ("*?2: 503", "expected a probability from 0 to 1 like ?0.25, found \"?2\"".to_owned()),
        ("*:", format!("expected an effect: {names}")),
        ("*: explode", format!("there is no effect \"explode\": expected {names}")),
        ("*: 200", "expected 302 or a status from 400 on, found 200: use html or canned".to_owned()),
        ("*: 999", "expected a status of HTTP from 200 to 599, found 999".to_owned()),
        ("*: 503 retry-after=soon", "expected whole seconds for retry-after, found \"soon\"".to_owned()),
        ("*: 503 back-off=1", "the effect \"503\" does not take \"back-off=1\"".to_owned()),
        ("*: bom after", "the effect \"bom\" does not take \"after\"".to_owned()),
        ("*: busy as=usual", "expected fault, response or inner for as, found \"usual\"".to_owned()),
        (
            "*: fault 2010",
            "there is no layout \"2010\" of faults: expected modern, 2007, out-of-office, gromox or soap12".into(),
        ),
        (
            "*: fault gromox code=A",
            "faults of this layout have no place for code and back-off: leave them out".to_owned(),
        ),
        ("*: error <b>", "expected a response code like ErrorServerBusy, found \"<b>\"".to_owned()),
        ("*: delay soon", "expected a time like 200ms or 2s, found \"soon\"".to_owned()),
        ("*: delay -1s", "expected a time like 200ms or 2s, found \"-1s\"".to_owned()),
        ("*: illegal x41", "expected a character that XML forbids, like x0 or x1F, found \"x41\"".to_owned()),
        ("*: illegal raw xD800", "expected a character that XML forbids, like x0 or x1F, found \"xD800\"".to_owned()),
        ("*: canned body=\"a", "expected a quote at the end of \"a\"".to_owned()),
        ("*: canned body=\"a\"b", "expected a blank behind the quoted text \"a\", found 'b'".to_owned()),
        ("*: canned body=\"\\x\"", "expected \\n, \\r, \\t, \\\" or \\\\ in a quoted text".to_owned()),
        (
            "*: canned header=\"Content-Length: 3\"",
            "expected a header like \"Name: value\", other than Content-Length and Transfer-Encoding, found \
             \"Content-Length: 3\""
                .to_owned(),
        ),
        ("*: content-type", "expected a content type like \"text/html\", found \"\"".to_owned()),
        ("connection: 503", "a connection can be dropped and nothing else: expected \"drop\"".to_owned()),
        ("seed x", "expected a seed like 42, found \"x\"".to_owned()),
    ] {
        let error = format!("# a script\n{text}").parse::<Script>().unwrap_err();
        assert_eq!(error.to_string(), format!("line 2: {problem}"), "{text}");
    }
    assert_eq!("*".parse::<Rule>().unwrap_err().line(), None);
    assert!(Subject::operation("*").is_err());
}

/// Nothing of a script makes requests that are no calls succeed or count.
#[test]
fn only_calls_are_counted() {
    let simulator = Simulator::start_blocking().unwrap();
    simulator.script("*#1: 503").unwrap();
    let mut wire = Wire::new(&simulator);
    let get = b"GET /EWS/Exchange.asmx HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n";
    assert_eq!(wire.send(get).unwrap().status, 405);
    assert_eq!(wire.post(&[("Content-Type", "text/html")], "").unwrap().status, 415);
    assert_eq!(wire.post(&[], &add_group("Friends")).unwrap().status, 503);
}
