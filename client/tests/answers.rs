//! What becomes of the answers that servers give: every status, every layout of a fault, everything that is no message.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::time::Duration;

use ews_im::http::TransportErrorKind;
use ews_im::types::{AddImGroup, ResponseClass, ResponseCode};
use ews_im::{CallOptions, Error, FaultExt, IllegalCharacters, Response};
use support::{Canned, call, envelope, fault, ok, response, success, with_headers, with_status};

type Answer = Result<Response<ews_im::types::AddImGroupResponse>, Error>;

fn answered(canned: Canned) -> Answer {
    answered_with(canned, CallOptions::new())
}

fn answered_with(canned: Canned, options: CallOptions) -> Answer {
    call(&AddImGroup::new("Friends").unwrap(), [canned], options).result
}

const XML: (&str, &str) = ("content-type", "text/xml; charset=utf-8");

#[test]
fn success_comes_with_what_is_known_of_the_call() {
    let headers = [
        XML,
        ("request-id", "of-the-server"),
        ("x-feserver", "FE1"),
        ("x-beserver", "BE1"),
        ("x-diaginfo", "DIAG1"),
        ("x-caserrorcode", "none"),
    ];
    let body = response("Success", "<m:ResponseCode>NoError</m:ResponseCode>");
    let response = answered(with_headers(200, &headers, body)).unwrap();
    assert_eq!(response.message.response_class, ResponseClass::Success);
    let call = &response.call;
    assert_eq!(call.client_request_id.as_deref(), Some("the-call"));
    assert_eq!(call.request_id.as_deref(), Some("of-the-server"));
    assert_eq!(call.fe_server.as_deref(), Some("FE1"));
    assert_eq!(call.be_server.as_deref(), Some("BE1"));
    assert_eq!(call.diag_info.as_deref(), Some("DIAG1"));
    assert_eq!(call.cas_error_code.as_deref(), Some("none"));
    assert_eq!((call.status, call.attempts), (Some(200), 1));
}

#[test]
fn a_warning_is_a_response_of_which_nothing_is_lost() {
    let content = "<m:MessageText>Half done.</m:MessageText><m:ResponseCode>ErrorBatchProcessingStopped</m:ResponseCode>\
        <m:DescriptiveLinkKey>0</m:DescriptiveLinkKey><m:MessageXml><t:Value Name='Policy'>P</t:Value></m:MessageXml>\
        <m:ImGroup><t:DisplayName>Friends</t:DisplayName><t:GroupType>IPM.DistList.MOC.UserGroup</t:GroupType></m:ImGroup>";
    let response = answered(ok(response("Warning", content))).unwrap();
    assert!(response.is_warning());
    assert_eq!(response.details().policy(), Some("P"));
    let message = response.message;
    assert_eq!(message.message_text.as_deref(), Some("Half done."));
    assert_eq!(message.response_code, Some(ResponseCode::ErrorBatchProcessingStopped));
    assert_eq!(message.descriptive_link_key, Some(0));
    assert_eq!(message.im_group.map(|group| group.display_name.to_string()).as_deref(), Some("Friends"));
}

#[test]
fn statuses_say_what_is_the_matter() {
    struct Row(u16, &'static str, Option<&'static str>, bool, bool, &'static str);
    let rows = [
        Row(
            302,
            "",
            Some("/ews/genericerrorpage.htm?x"),
            true,
            false,
            "redirected to the page for errors; try again later",
        ),
        Row(
            302,
            "",
            Some("https://other"),
            false,
            false,
            "redirected, which is not followed; use the address where it leads",
        ),
        Row(401, "<html>no</html>", None, false, true, "not authenticated"),
        Row(403, "", None, false, false, "not allowed"),
        Row(404, "<html>no</html>", None, false, false, "there is no such address on the server"),
        Row(429, "", None, true, false, "too many requests"),
        Row(456, "", None, false, true, "the account is locked"),
        Row(503, "The service is unavailable.", None, true, false, "the server has too much to do"),
        Row(502, "<html>gateway</html>", None, true, false, ""),
        Row(500, "", None, false, false, ""),
        Row(500, "<html>Runtime Error</html>", None, false, false, ""),
    ];
    for Row(status, body, location, is_transient, is_authentication, meaning) in rows {
        let mut headers = vec![("content-type", "text/html")];
        headers.extend(location.map(|location| ("location", location)));
        let error = answered(with_headers(status, &headers, body)).unwrap_err();
        assert_eq!(error.is_transient(), is_transient, "{error}");
        assert_eq!(error.is_authentication(), is_authentication, "{error}");
        assert!(!error.is_not_found(), "{error}");
        assert!(error.to_string().starts_with(&format!("HTTP status {status}")), "{error}");
        assert!(error.to_string().contains(meaning), "{error}");
        assert!(error.to_string().ends_with(" [client-request-id the-call]"), "{error}");
        let Error::Http(error) = error else { panic!("{error}") };
        assert_eq!((error.status, error.excerpt.as_str()), (status, body));
        assert_eq!(error.location.as_deref(), location);
        assert_eq!(error.call.status, Some(status));
    }
}

#[test]
fn servers_say_how_long_to_wait() {
    let error = answered(with_headers(503, &[("retry-after", "120")], "")).unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(120)));
    let back_off = "<t:Value Name='BackOffMilliseconds'>29500</t:Value>";
    let error = answered(with_status(500, fault("ErrorServerBusy", back_off))).unwrap_err();
    assert_eq!((error.is_transient(), error.retry_after()), (true, Some(Duration::from_millis(29500))));
    // Where both are given, the longer one counts.
    let busy = with_headers(503, &[XML, ("retry-after", "60")], fault("ErrorServerBusy", back_off));
    let error = answered(busy).unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(60)));
    assert_eq!(error.response_code(), Some(ResponseCode::ErrorServerBusy));
    let content = "<m:MessageText>Busy.</m:MessageText><m:ResponseCode>ErrorServerBusy</m:ResponseCode>\
        <m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>\
        <m:MessageXml><t:Value Name='BackOffMilliseconds'>1000</t:Value></m:MessageXml>\
        <m:ImGroup><t:DisplayName>Friends</t:DisplayName><t:GroupType>G</t:GroupType></m:ImGroup>";
    let error = answered(ok(response("Error", content))).unwrap_err();
    assert_eq!((error.is_transient(), error.retry_after()), (true, Some(Duration::from_secs(1))));
    assert_eq!(answered(with_status(503, "")).unwrap_err().retry_after(), None);
}

#[test]
fn an_inner_error_may_be_passing_too() {
    let content = "<m:MessageText>Internal.</m:MessageText><m:ResponseCode>ErrorInternalServerError</m:ResponseCode>\
        <m:DescriptiveLinkKey>0</m:DescriptiveLinkKey><m:MessageXml>\
        <t:Value Name='InnerErrorMessageText'>Busy.</t:Value><t:Value Name='InnerErrorResponseCode'>ErrorServerBusy</t:Value>\
        <t:Value Name='BackOffMilliseconds'>500</t:Value></m:MessageXml>";
    let error = answered(ok(response("Error", content))).unwrap_err();
    assert!(error.is_transient());
    assert_eq!(error.retry_after(), Some(Duration::from_millis(500)));
    assert_eq!(error.details().inner_message_text(), Some("Busy."));
    let Error::Response(error) = error else { panic!("{error}") };
    assert_eq!(error.code, Some(ResponseCode::ErrorInternalServerError));
    let plain = "<m:MessageText>Internal.</m:MessageText><m:ResponseCode>ErrorInternalServerError</m:ResponseCode>";
    assert!(!answered(ok(response("Error", plain))).unwrap_err().is_transient());
}

#[test]
fn what_is_not_there_is_told_apart() {
    for (code, is_not_found) in
        [("ErrorInvalidImGroupId", true), ("ErrorItemNotFound", true), ("ErrorImGroupLimitReached", false)]
    {
        let content = format!("<m:MessageText>No.</m:MessageText><m:ResponseCode>{code}</m:ResponseCode>");
        let error = answered(ok(response("Error", &content))).unwrap_err();
        assert_eq!(error.is_not_found(), is_not_found, "{error}");
        assert_eq!(error.to_string(), format!("AddImGroup failed: {code}: No. [client-request-id the-call]"));
    }
}

#[test]
fn faults_are_found_whatever_the_status_says() {
    for status in [200, 400, 500] {
        let error = answered(with_status(status, fault("ErrorAccessDenied", ""))).unwrap_err();
        assert_eq!(error.response_code(), Some(ResponseCode::ErrorAccessDenied));
        let Error::Fault(error) = error else { panic!("{error}") };
        assert_eq!((error.fault.message().as_str(), error.call.status), ("What happened.", Some(status)));
    }
    let gromox = "<s:Fault><faultcode>SOAP:Server</faultcode><faultstring>no</faultstring></s:Fault>";
    assert!(matches!(answered(ok(envelope(gromox))), Err(Error::Fault(_))));
}

#[test]
fn a_response_with_the_status_500_is_a_response() {
    let body = response("Success", "<m:ResponseCode>NoError</m:ResponseCode>");
    let response = answered(with_status(500, body)).unwrap();
    assert_eq!((response.message.response_code, response.call.status), (Some(ResponseCode::NoError), Some(500)));
}

#[test]
fn pages_are_no_messages() {
    for (kind, body) in [
        ("text/html", "<html><body>Sign in</body></html>"),
        ("text/plain", "Sign in"),
        ("text/xml", "\u{FEFF}<!DOCTYPE html><p>"),
    ] {
        let error = answered(with_headers(200, &[("content-type", kind)], body)).unwrap_err();
        assert!(error.to_string().starts_with("HTTP status 200: the answer is not XML"), "{error}");
        let Error::Http(error) = error else { panic!("{error}") };
        assert_eq!((error.excerpt.as_str(), error.content_type.as_deref()), (body, Some(kind)));
    }
    // The type that the server tells does not matter, where the body is a message.
    let body = response("Success", "<m:ResponseCode>NoError</m:ResponseCode>");
    assert!(answered(with_headers(200, &[("content-type", "text/html")], body)).is_ok());
}

#[test]
fn excerpts_are_short_and_whole_characters() {
    let error = answered(with_status(503, "é".repeat(5000))).unwrap_err();
    let Error::Http(error) = error else { panic!("{error}") };
    assert_eq!(error.excerpt, "é".repeat(1024));
    let error = answered(with_status(503, format!("x{}", "é".repeat(5000)))).unwrap_err();
    let Error::Http(error) = error else { panic!("{error}") };
    assert_eq!(error.excerpt, format!("x{}", "é".repeat(1023)));
}

#[test]
fn answers_that_are_cut_off_are_passing_errors() {
    let whole = response("Success", "<m:ResponseCode>NoError</m:ResponseCode>");
    for end in [1, 50, whole.len() / 2, whole.len() - 1] {
        let cut = whole.get(..end).unwrap();
        let error = answered(ok(cut)).unwrap_err();
        assert!(error.is_transient(), "{end}: {error}");
        let Error::Decode(error) = error else { panic!("{end}: {error}") };
        assert!(error.is_truncated());
        assert_eq!(error.body, cut);
    }
    let error = answered(Canned::Broken(whole.as_bytes()[..100].to_vec())).unwrap_err();
    let Error::Transport(broken) = &error else { panic!("{error}") };
    assert_eq!(broken.error.kind(), TransportErrorKind::Broken);
    assert!(error.is_transient());
    assert_eq!(error.call().status, Some(200));
}

#[test]
fn what_cannot_be_read_is_told_with_its_place() {
    let body =
        response("Success", "<m:ResponseCode>NoError</m:ResponseCode>\n<m:DescriptiveLinkKey>x</m:DescriptiveLinkKey>");
    let error = answered(ok(body.clone())).unwrap_err();
    assert!(!error.is_transient());
    let Error::Decode(error) = error else { panic!("{error}") };
    assert_eq!(error.path(), "Envelope > Body > AddImGroupResponse > DescriptiveLinkKey");
    assert_eq!(error.line(), 2);
    assert_eq!(error.body, body);
    assert!(matches!(answered(ok("")), Err(Error::Decode(_))));
}

#[test]
fn nothing_on_the_way() {
    for (kind, is_transient) in [
        (TransportErrorKind::Connect, true),
        (TransportErrorKind::Timeout, true),
        (TransportErrorKind::Broken, true),
        (TransportErrorKind::Other, false),
    ] {
        let error = answered(Canned::Failure(kind)).unwrap_err();
        assert_eq!(error.is_transient(), is_transient, "{error}");
        assert_eq!(error.call().client_request_id.as_deref(), Some("the-call"));
        let source = std::error::Error::source(&error).and_then(|error| error.source()).map(ToString::to_string);
        assert_eq!(source.as_deref(), Some("as the test has it"));
    }
}

#[test]
fn characters_that_xml_does_not_admit_are_replaced_or_refused() {
    let body = |text: &str| {
        response(
            "Success",
            &format!(
                "<m:ResponseCode>NoError</m:ResponseCode>\n<m:ImGroup><t:DisplayName>{text}</t:DisplayName>\
                 <t:GroupType>G</t:GroupType></m:ImGroup>"
            ),
        )
    };
    for found in ["&#x0;", "&#x1;", "&#x10;", "&#x1A;", "\u{1}", "&#xFFFF;"] {
        let answer = answered(ok(body(&format!("a{found}b")))).unwrap();
        assert_eq!(answer.message.im_group.unwrap().display_name.to_string(), "a\u{FFFD}b");
        assert_eq!(answer.replaced.len(), 1);
        let place = &answer.replaced[0];
        assert_eq!((place.line, place.column, place.found.as_str()), (2, 28, found));
        let refuse = CallOptions::new().illegal_characters(IllegalCharacters::Refuse);
        let error = answered_with(ok(body(&format!("a{found}b"))), refuse).unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{error}");
    }
    assert_eq!(answered(ok(body("ab"))).unwrap().replaced, []);
    // What is wrong besides stays wrong, and is told.
    assert!(matches!(answered(ok(body("&#x1;</t:Display>"))), Err(Error::Decode(_))));
}

#[test]
fn messages_in_other_clothes() {
    let good = "<m:ResponseCode>NoError</m:ResponseCode>";
    let bom = format!("\u{FEFF}{}", response("Success", good));
    let attributes = response("Success", good).replace("<s:Body>", "<s:Body xmlns:x='urn:x' x:id='1'>");
    let https = response("Success", good).replace("http://schemas.microsoft", "https://schemas.microsoft");
    let newer = response(
        "Success",
        "<m:ResponseCode>ErrorOfTomorrow</m:ResponseCode><m:Newer xmlns:n='urn:n' n:a='1'><n:x/></m:Newer>",
    );
    for body in [bom, attributes, https, newer] {
        answered(ok(body.clone())).unwrap_or_else(|error| panic!("{error}: {body}"));
    }
    answered(success()).unwrap();
}
