//! What clients send: the headers of HTTP and of the envelope, for a client and for a single call.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::time::Duration;

use ews_im::types::{AddImGroup, ConnectingSid, ExchangeVersion, GetImItemList, MailboxCulture, ResponseCode};
use ews_im::{CallOptions, Client, Error, Message, RawElement, RawRequest, ReadOptions};
use support::{Server, URL, block_on, call, envelope, fault, ok, response, success, with_status};

type TestResult = Result<(), Box<dyn std::error::Error>>;

fn client(server: &Server) -> ews_im::ClientBuilder {
    Client::builder(URL).transport(server.clone())
}

fn header(request: &ews_im::http::HttpRequest, name: &str) -> Option<String> {
    request.headers.get(name).map(|value| value.to_str().unwrap().to_owned())
}

fn body(request: &ews_im::http::HttpRequest) -> String {
    String::from_utf8(request.body.to_vec()).unwrap()
}

#[test]
fn a_request_has_the_headers_that_exchange_wants() -> TestResult {
    let server = Server::new([success(), success()]);
    let client = client(&server).build()?;
    block_on(async {
        client.call(&AddImGroup::new("Friends")?).await?;
        client.call(&AddImGroup::new("Friends")?).await?;
        TestResult::Ok(())
    })?;
    let requests = server.requests();
    let request = &requests[0];
    assert_eq!(request.url, URL);
    assert_eq!(request.timeout, Some(Duration::from_secs(100)));
    let expected = [
        ("content-type", "text/xml; charset=utf-8"),
        ("accept", "text/xml"),
        ("soapaction", "\"http://schemas.microsoft.com/exchange/services/2006/messages/AddImGroup\""),
        ("user-agent", concat!("ews-im/", env!("CARGO_PKG_VERSION"))),
        ("return-client-request-id", "true"),
    ];
    for (name, value) in expected {
        assert_eq!(header(request, name).as_deref(), Some(value), "{name}");
    }
    assert_eq!(header(request, "x-anchormailbox"), None);
    assert_ne!(header(request, "client-request-id"), header(&requests[1], "client-request-id"));
    assert!(body(request).contains(
        "<s:Header><t:RequestServerVersion Version=\"Exchange2013\"/></s:Header>\
         <s:Body><m:AddImGroup><m:DisplayName>Friends</m:DisplayName></m:AddImGroup></s:Body>"
    ));
    Ok(())
}

#[test]
fn options_of_a_call_go_before_those_of_the_client() -> TestResult {
    let server = Server::new([success(), success(), success()]);
    let all = CallOptions::new()
        .culture(MailboxCulture::new("en-US")?)
        .impersonate(ConnectingSid::PrimarySmtpAddress("sadie@contoso.com".try_into()?))
        .time_zone("UTC")?
        .timeout(Duration::from_secs(5))
        .header("X-All", "1")?
        .header("X-Both", "all")?;
    let client = client(&server).options(all).user_agent("messenger/7").build()?;
    let own = CallOptions::new()
        .culture(MailboxCulture::new("de-DE")?)
        .version(ExchangeVersion::Exchange2016)
        .anchor_mailbox("anchor@contoso.com")?
        .client_request_id("mine")?
        .header("X-Both", "own")?
        .header("accept", "text/xml, */*")?;
    let request = AddImGroup::new("Friends")?;
    block_on(client.call_with(&request, &own))?;
    block_on(client.call(&request))?;
    block_on(client.with_options(&own).call(&request))?;
    let requests = server.requests();
    let (first, second) = (&requests[0], &requests[1]);
    for (name, own, all) in [
        ("x-all", Some("1"), Some("1")),
        ("x-both", Some("own"), Some("all")),
        ("accept", Some("text/xml, */*"), Some("text/xml")),
        ("user-agent", Some("messenger/7"), Some("messenger/7")),
        // Who is named by an address is also found by it.
        ("x-anchormailbox", Some("anchor@contoso.com"), Some("sadie@contoso.com")),
    ] {
        assert_eq!(header(first, name).as_deref(), own, "{name}");
        assert_eq!(header(second, name).as_deref(), all, "{name}");
    }
    assert_eq!(header(first, "client-request-id").as_deref(), Some("mine"));
    assert_eq!(first.timeout, Some(Duration::from_secs(5)));
    let envelope = body(first);
    for part in [
        "<t:RequestServerVersion Version=\"Exchange2016\"/>",
        "<t:MailboxCulture>de-DE</t:MailboxCulture>",
        "<t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>sadie@contoso.com</t:PrimarySmtpAddress>",
        "<t:TimeZoneDefinition Id=\"UTC\"/>",
    ] {
        assert!(envelope.contains(part), "{part} is not in {envelope}");
    }
    assert!(body(second).contains("<t:MailboxCulture>en-US</t:MailboxCulture>"));
    assert_eq!((body(&requests[2]), &requests[2].headers), (envelope, &first.headers));
    Ok(())
}

#[test]
fn accounts_are_named_in_four_ways() -> TestResult {
    let text = "sadie@contoso.com";
    for (account, tag, is_anchor) in [
        (ConnectingSid::PrincipalName(text.try_into()?), "PrincipalName", false),
        (ConnectingSid::Sid(text.try_into()?), "SID", false),
        (ConnectingSid::PrimarySmtpAddress(text.try_into()?), "PrimarySmtpAddress", true),
        (ConnectingSid::SmtpAddress(text.try_into()?), "SmtpAddress", true),
    ] {
        let outcome = call(&AddImGroup::new("Friends")?, [success()], CallOptions::new().impersonate(account));
        let request = &outcome.server.requests()[0];
        assert!(body(request).contains(&format!("<t:ConnectingSID><t:{tag}>{text}</t:{tag}></t:ConnectingSID>")));
        assert_eq!(header(request, "x-anchormailbox").is_some(), is_anchor, "{tag}");
    }
    Ok(())
}

#[test]
fn a_time_zone_may_hold_any_character() -> TestResult {
    let outcome = call(&AddImGroup::new("Friends")?, [success()], CallOptions::new().time_zone("a\"<&")?);
    assert!(body(&outcome.server.requests()[0]).contains("Id=\"a&quot;&lt;&amp;\""));
    let blanks = call(&AddImGroup::new("Friends")?, [success()], CallOptions::new().time_zone("a\tb\nc\rd")?);
    let Message::Request(headers, _) = Message::read(&body(&blanks.server.requests()[0]), &ReadOptions::strict())?
    else {
        panic!("no request")
    };
    assert_eq!(headers.others[0].children()?[0].attribute("", "Id")?.as_deref(), Some("a\tb\nc\rd"));
    assert!(CallOptions::new().time_zone("\u{7}").is_err());
    Ok(())
}

#[test]
fn what_cannot_be_written_is_not_sent() -> TestResult {
    let outcome = call(&AddImGroup::new("bell \u{7}")?, [], CallOptions::new());
    let Err(Error::Encode(error)) = outcome.result else { panic!("it was sent") };
    assert_eq!(error.path(), "Envelope > Body > AddImGroup > DisplayName");
    assert_eq!((outcome.server.requests().len(), error.call.attempts), (0, 0));
    Ok(())
}

#[test]
fn headers_that_http_does_not_admit_are_refused() {
    let options = || CallOptions::new();
    assert!(options().header("X A", "1").is_err());
    assert!(options().anchor_mailbox("a\r\nX-Evil: 1").is_err());
    let error = options().header("X-A", "a\nb").unwrap_err();
    let expected = "the HTTP header `X-A` has a name or a value with characters that HTTP does not admit";
    assert_eq!(error.to_string(), expected);
}

#[test]
fn addresses_that_are_none_are_refused() {
    let message = |url: &str| Client::builder(url).transport(Server::default()).build().unwrap_err().to_string();
    assert!(message("").starts_with("`` is no address"));
    assert!(message("mail.contoso.com").contains("it begins with https://"));
    assert!(message("ftp://mail.contoso.com/").contains("it begins with https://"));
    assert_eq!(
        message("https://sadie:secret@mail.contoso.com/"),
        "the address holds a user; give the user by the authentication"
    );
    let agent = Client::builder(URL).transport(Server::default()).user_agent("a\nb").build().unwrap_err();
    assert!(agent.to_string().starts_with("the user agent holds characters"));
}

#[test]
fn versions_fall_back_if_asked() -> TestResult {
    let refusal = || with_status(500, fault("ErrorIncorrectSchemaVersion", ""));
    let versions = |server: &Server| -> Vec<String> {
        let requests = server.requests();
        let version = |request| body(request).split_once("Version=\"").unwrap().1.split('"').next().unwrap().to_owned();
        requests.iter().map(version).collect()
    };
    let newer = CallOptions::new().version(ExchangeVersion::Exchange2016);
    let request = AddImGroup::new("Friends")?;

    let outcome = call(&request, [refusal(), success()], newer.clone());
    assert_eq!(outcome.result.unwrap_err().response_code(), Some(ResponseCode::ErrorIncorrectSchemaVersion));
    assert_eq!(versions(&outcome.server), ["Exchange2016"]);

    let falling = newer.version_fallback(true);
    let outcome = call(&request, [refusal(), refusal(), success()], falling.clone());
    let expected = ["Exchange2016", "Exchange2015", "Exchange2013_SP1"];
    assert_eq!(versions(&outcome.server), expected);
    assert_eq!(outcome.result?.call.attempts, 3);

    // There is an end to it.
    let outcome = call(&request, vec![refusal(); 4], falling.clone());
    assert!(outcome.result.is_err());
    assert_eq!(versions(&outcome.server).last().map(String::as_str), Some("Exchange2013"));

    // What the server has taken is asked for from then on.
    let server = Server::new([refusal(), success(), success(), success()]);
    let client = client(&server).options(falling).build()?;
    block_on(client.call(&request))?;
    block_on(client.call(&request))?;
    block_on(client.call_with(&request, &CallOptions::new().version(ExchangeVersion::V2017_07_11)))?;
    assert_eq!(versions(&server), ["Exchange2016", "Exchange2015", "Exchange2015", "V2017_07_11"]);
    Ok(())
}

#[test]
fn other_bodies_are_sent_as_they_are() -> TestResult {
    const M: &str = "http://schemas.microsoft.com/exchange/services/2006/messages";
    let body_of = |name: &str| RawElement::parse(&format!("<m:{name} xmlns:m=\"{M}\"><m:X/></m:{name}>"));
    let server = Server::new([
        ok(envelope(&format!("<GetFolderResponse xmlns=\"{M}\"><a>1</a></GetFolderResponse>"))),
        with_status(500, fault("ErrorAccessDenied", "")),
        success(),
    ]);
    let client = client(&server).build()?;
    let answer = block_on(client.send_raw(&RawRequest::new(body_of("GetFolder")?), &CallOptions::new()))?;
    assert_eq!((answer.message.local_name(), answer.message.text()?.as_str()), ("GetFolderResponse", ""));
    assert_eq!(answer.message.children()?[0].text()?, "1");
    let request = RawRequest::new(body_of("GetStreamingEvents")?).soap_action(format!("{M}/GetEvents"));
    let error = block_on(client.send_raw(&request, &CallOptions::new())).unwrap_err();
    assert_eq!(error.response_code(), Some(ResponseCode::ErrorAccessDenied));
    block_on(client.send_raw(&RawRequest::of(&GetImItemList::default())?, &CallOptions::new()))?;
    let requests = server.requests();
    let action = |at: usize| header(&requests[at], "soapaction").unwrap();
    assert_eq!(action(0), format!("\"{M}/GetFolder\""));
    assert_eq!(action(1), format!("\"{M}/GetEvents\""));
    assert_eq!(action(2), format!("\"{M}/GetImItemList\""));
    assert!(body(&requests[0]).contains("<t:RequestServerVersion Version=\"Exchange2013\"/>"));
    Ok(())
}

#[test]
fn answers_have_a_limit() -> TestResult {
    let answer = response("Success", "<m:ResponseCode>NoError</m:ResponseCode>");
    let server = Server::new([ok(answer.clone()), ok(answer.clone())]);
    let request = AddImGroup::new("Friends")?;
    let fits = client(&server).max_answer_bytes(answer.len()).build()?;
    block_on(fits.call(&request))?;
    let error = block_on(client(&server).max_answer_bytes(answer.len() - 1).build()?.call(&request)).unwrap_err();
    let Error::Transport(error) = error else { panic!("{error}") };
    assert_eq!(error.error.kind(), ews_im::http::TransportErrorKind::TooLong);
    Ok(())
}
