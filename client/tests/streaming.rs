//! The contact list as it comes over the wire, by both clients.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use ews_im::types::{GetImItemList, ResponseCode};
use ews_im::{CallOptions, Client, Error, ImItem, Replacement, RetryPolicy, blocking};
use support::{Canned, Server, URL, block_on, envelope, fault, ok, with_headers, with_status};

type TestResult = Result<(), Box<dyn std::error::Error>>;

/// What came: the names of the items or their errors, and the end.
#[derive(Debug, PartialEq)]
struct Heard {
    items: Vec<Result<String, String>>,
    end: Result<End, String>,
    n_requests: usize,
}

#[derive(Debug, PartialEq)]
struct End {
    code: Option<ResponseCode>,
    attempts: u32,
    replaced: Vec<Replacement>,
    is_empty: bool,
}

fn name(item: ImItem) -> String {
    match item {
        ImItem::Group(group) => format!("group {}", group.display_name),
        ImItem::Persona(persona) => format!("persona {}", persona.display_name.unwrap_or_default()),
    }
}

/// Hears the list by both clients, which must hear the same.
fn heard(answers: impl IntoIterator<Item = Canned>, options: CallOptions) -> Result<Heard, Error> {
    let options = options.client_request_id("the-call").unwrap();
    let answers: Vec<_> = answers.into_iter().collect();
    let end = |result: Result<ews_im::Response<ews_im::types::GetImItemListResponse>, Error>| {
        result.map_err(|error| error.to_string()).map(|response| End {
            code: response.message.response_code,
            attempts: response.call.attempts,
            replaced: response.replaced,
            is_empty: response.message.im_item_list.is_none_or(|list| {
                list.groups.unwrap_or_default().im_group.is_empty()
                    && list.personas.unwrap_or_default().persona.is_empty()
            }),
        })
    };

    let server = Server::new(answers.clone());
    let client = Client::builder(URL).transport(server.clone()).build().unwrap();
    let by_async = block_on(async {
        let mut items = client.im_items(&GetImItemList::default(), &options).await?;
        let mut heard = Vec::new();
        while let Some(item) = items.next().await {
            heard.push(item.map(name).map_err(|error| error.to_string()));
        }
        Ok(Heard { items: heard, end: end(items.finish().await), n_requests: server.requests().len() })
    });

    let server = Server::new(answers);
    let client = blocking::Client::builder(URL).transport(server.clone()).build().unwrap();
    let by_blocking = client.im_items(&GetImItemList::default(), &options).map(|mut items| {
        let heard = items.by_ref().map(|item| item.map(name).map_err(|error| error.to_string())).collect();
        Heard { items: heard, end: end(items.finish()), n_requests: server.requests().len() }
    });
    assert_eq!(format!("{by_async:?}"), format!("{by_blocking:?}"), "the two clients differ");
    by_async
}

fn list(items: &str) -> String {
    envelope(&format!(
        "<m:GetImItemListResponse ResponseClass='Success' \
         xmlns:m='http://schemas.microsoft.com/exchange/services/2006/messages' \
         xmlns:t='http://schemas.microsoft.com/exchange/services/2006/types'><m:ResponseCode>NoError</m:ResponseCode>\
         <m:ImItemList>{items}</m:ImItemList></m:GetImItemListResponse>"
    ))
}

fn items(personas: &[&str]) -> String {
    let personas: String = personas
        .iter()
        .map(|name| format!("<t:Persona><t:PersonaId Id='1'/><t:DisplayName>{name}</t:DisplayName></t:Persona>\n"))
        .collect();
    format!(
        "<t:Groups><t:ImGroup><t:DisplayName>Friends</t:DisplayName><t:GroupType>G</t:GroupType></t:ImGroup></t:Groups>\
         <t:Personas>{personas}</t:Personas>"
    )
}

fn names(texts: &[&str]) -> Vec<Result<String, String>> {
    texts.iter().map(|text| Ok((*text).to_owned())).collect()
}

#[test]
fn items_come_one_after_another_and_then_the_end() -> TestResult {
    let heard = heard([ok(list(&items(&["Sadie", "Tony"])))], CallOptions::new())?;
    assert_eq!(heard.items, names(&["group Friends", "persona Sadie", "persona Tony"]));
    let end = End { code: Some(ResponseCode::NoError), attempts: 1, replaced: vec![], is_empty: true };
    assert_eq!(heard.end, Ok(end));
    Ok(())
}

#[test]
fn a_list_may_be_empty() -> TestResult {
    for body in [list(""), list("<t:Groups/><t:Personas></t:Personas>")] {
        let heard = heard([ok(body)], CallOptions::new())?;
        assert_eq!(heard.items, []);
        assert!(heard.end.is_ok_and(|end| end.code == Some(ResponseCode::NoError)));
    }
    Ok(())
}

#[test]
fn what_the_server_has_to_say_comes_at_once() {
    let busy = "<m:GetImItemListResponse ResponseClass='Error' \
        xmlns:m='http://schemas.microsoft.com/exchange/services/2006/messages'><m:MessageText>Busy.</m:MessageText>\
        <m:ResponseCode>ErrorServerBusy</m:ResponseCode></m:GetImItemListResponse>";
    let error = heard([ok(envelope(busy))], CallOptions::new()).unwrap_err();
    assert!(matches!(&error, Error::Response(_)) && error.is_transient(), "{error}");
    let error = heard([with_status(500, fault("ErrorAccessDenied", ""))], CallOptions::new()).unwrap_err();
    assert!(matches!(error, Error::Fault(_)), "{error}");
    let error = heard([with_status(401, "")], CallOptions::new()).unwrap_err();
    assert!(error.is_authentication(), "{error}");
    let page = with_headers(200, &[("content-type", "text/html")], "<html><body>Sign in<br></body></html>");
    let error = heard([page], CallOptions::new()).unwrap_err();
    assert!(matches!(error, Error::Http(_)), "{error}");
}

#[test]
fn passing_errors_before_the_first_item_pass() -> TestResult {
    let retry = CallOptions::new().retry(RetryPolicy::bounded(4));
    let good = list(&items(&["Sadie"]));
    let cut = good.get(..200).unwrap();
    let answers = [with_status(503, ""), Canned::Broken(b"<s:Env".to_vec()), ok(cut), ok(good.clone())];
    let heard = heard(answers, retry)?;
    assert_eq!((heard.items.len(), heard.n_requests), (2, 4));
    assert!(heard.end.is_ok_and(|end| end.attempts == 4));
    Ok(())
}

#[test]
fn what_has_been_handed_out_is_not_fetched_again() -> TestResult {
    let retry = CallOptions::new().retry(RetryPolicy::bounded(4));
    let good = list(&items(&["Sadie", "Tony"]));
    let at = good.find("Tony").unwrap();
    for answer in [Canned::Broken(good.get(..at).unwrap().into()), ok(good.get(..at).unwrap())] {
        let heard = heard([answer, ok(good.clone())], retry.clone())?;
        assert_eq!(heard.items.get(..2), Some(&names(&["group Friends", "persona Sadie"])[..]));
        assert_eq!((heard.items.len(), heard.n_requests), (3, 1));
        assert!(heard.items[2].is_err() && heard.end.is_err());
    }
    Ok(())
}

#[test]
fn an_item_that_does_not_fit_is_told_with_its_place_and_the_others_come() -> TestResult {
    for at in [0, 1] {
        let mut personas = ["<t:Persona><t:PersonaId Id='1'/></t:Persona>"; 3].map(str::to_owned);
        personas[at] = "<t:Persona><t:CreationTime>x</t:CreationTime></t:Persona>".to_owned();
        let heard = heard([ok(list(&format!("<t:Personas>{}</t:Personas>", personas.concat())))], CallOptions::new())?;
        assert_eq!(heard.items.len(), 3);
        let error = heard.items[at].as_ref().unwrap_err();
        assert!(error.contains("GetImItemListResponse > ImItemList > Personas > Persona"), "{error}");
        assert!(error.contains("CreationTime"), "{error}");
        assert!(heard.end.is_ok());
    }
    Ok(())
}

#[test]
fn illegal_characters_are_replaced_wherever_they_stand() -> TestResult {
    let heard = heard([ok(list(&items(&["Sa&#x0;die", "To\u{1}ny"])))], CallOptions::new())?;
    let replaced = ["group Friends", "persona Sa\u{FFFD}die", "persona To\u{FFFD}ny"];
    assert_eq!(heard.items, names(&replaced));
    let found: Vec<_> = heard.end?.replaced.into_iter().map(|it| (it.line, it.found)).collect();
    assert_eq!(found, [(1, "&#x0;".to_owned()), (2, "\u{1}".to_owned())]);
    Ok(())
}

#[test]
fn a_list_with_the_status_500_is_a_list() -> TestResult {
    let heard = heard([with_status(500, list(&items(&["Sadie"])))], CallOptions::new())?;
    assert_eq!(heard.items.len(), 2);
    Ok(())
}

#[test]
fn whoever_hears_the_list_has_the_mailbox() -> TestResult {
    let server = Server::new([ok(list(&items(&["Sadie"]))), ok(list(""))]);
    let client = Client::builder(URL).transport(server.clone()).one_at_a_time(true).build()?;
    block_on(async {
        let request = GetImItemList::default();
        let items = client.im_items(&request, &CallOptions::new()).await?;
        let mut other = Box::pin(client.call(&request));
        tokio::select! {
            biased;
            _ = &mut other => panic!("two calls at once"),
            () = tokio::task::yield_now() => {}
        }
        assert_eq!(server.requests().len(), 1);
        drop(items);
        other.await?;
        TestResult::Ok(())
    })
}
