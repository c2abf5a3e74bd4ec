//! Requests in, answers out, without HTTP.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod contacts;
mod directory;
mod documented;
mod groups;
mod headers;
mod impersonation;
mod lists;
mod personas;
mod random;

use ews_im::types::{ItemId, ResponseClass, ResponseCode};
use ews_im::{AnyResponse, Fault, FaultExt, ImOperation, Message, ReadOptions, Request, RequestHeaders};
use xsd_runtime::Write;

use super::{Reply, Service};
use crate::directory::{Directory, MailboxSeed, Person};

/// The user of the tests.
const ALISA: &str = "alisa@contoso.com";

/// A service with some people, and a mailbox of Alisa's as it is in the beginning unless it is changed.
fn service(change: impl FnOnce(MailboxSeed) -> MailboxSeed) -> Service {
    Service::new(directory().mailbox(change(MailboxSeed::new(ALISA)))).unwrap()
}

fn directory() -> Directory {
    Directory::new()
        .person(Person::new("Tony Smith", "tsmith@contoso.com"))
        .person(Person::new("Terence Adams", "tadams@contoso.com"))
        .distribution_list("distributionlist1@example.com", "Everybody")
        .mailbox(MailboxSeed::new("other@contoso.com"))
}

/// Reads an answer, which must be a response by the strict rules.
fn read_response(reply: &Reply) -> AnyResponse {
    assert_eq!(reply.status, 200, "{}", reply.body);
    let Message::Response(headers, response) = Message::read(&reply.body, &ReadOptions::strict()).expect(&reply.body)
    else {
        panic!("no response: {}", reply.body)
    };
    assert_eq!(headers.server_version_info.and_then(|info| info.version).as_deref(), Some("V2017_07_11"));
    *response
}

/// Reads an answer, which must be a fault by the strict rules.
fn read_fault(reply: &Reply) -> Fault {
    assert_eq!(reply.status, 500, "{}", reply.body);
    let Message::Fault(_, fault) = Message::read(&reply.body, &ReadOptions::strict()).expect(&reply.body) else {
        panic!("no fault: {}", reply.body)
    };
    *fault
}

/// Sends Alisa's request, which must be answered by a response of its operation.
fn call<O, R>(service: &Service, request: &R) -> O::Response
where
    O: ImOperation<Request = R>,
    R: Request<Operation = O> + Write,
{
    call_with(service, ALISA, request, &RequestHeaders::default())
}

fn call_with<O, R>(service: &Service, account: &str, request: &R, headers: &RequestHeaders) -> O::Response
where
    O: ImOperation<Request = R>,
    R: Request<Operation = O> + Write,
{
    let xml = ews_im::encode(request, headers).unwrap();
    O::response(read_response(&service.answer(account, xml.as_bytes()))).expect("a response of another operation")
}

/// The response code and text of a response that reports an error.
fn error(response: &impl ews_im::types::ResponseMessage) -> (ResponseCode, String) {
    assert_eq!(*response.response_class(), ResponseClass::Error);
    assert_eq!(response.descriptive_link_key(), Some(0));
    (response.response_code().unwrap().clone(), response.message_text().unwrap().to_owned())
}

fn is_success(response: &impl ews_im::types::ResponseMessage) -> bool {
    *response.response_class() == ResponseClass::Success
        && response.response_code() == Some(&ResponseCode::NoError)
        && response.message_text().is_none()
        && response.descriptive_link_key().is_none()
}

/// Asserts that a response reports an error without details.
#[track_caller]
fn check_error(response: &impl ews_im::types::ResponseMessage, code: ResponseCode, text: &str) {
    assert_eq!(error(response), (code, text.to_owned()));
    assert_eq!(response.message_xml(), None);
}

/// The identifier of a group of Alisa's.
fn group_id(service: &Service, display_name: &str) -> ItemId {
    let groups = service.groups(ALISA).unwrap();
    ItemId::new(groups.iter().find(|group| group.display_name == display_name).unwrap().id.clone())
}

/// The identifier of a contact of Alisa's, by its address or number.
fn contact_id(service: &Service, address: &str) -> ItemId {
    let contacts = service.contacts(ALISA).unwrap();
    let is_it = |it: &&crate::ContactState| {
        it.kind != crate::ContactKind::Outlook
            && (it.im_address.as_deref() == Some(address) || it.tel_uri.as_deref() == Some(address))
    };
    ItemId::new(contacts.iter().find(is_it).unwrap().id.clone())
}

/// The addresses of the members of a group of Alisa's.
fn members(service: &Service, display_name: &str) -> Vec<String> {
    let contacts = service.contacts(ALISA).unwrap();
    let groups = service.groups(ALISA).unwrap();
    let group = groups.iter().find(|group| group.display_name == display_name).unwrap();
    let address = |id: &String| contacts.iter().find(|contact| contact.id == *id).unwrap().im_address.clone().unwrap();
    group.members.iter().map(address).collect()
}

/// An identifier that nothing has.
const UNKNOWN: &str = "AAMkAGQ1MjJjMTBkLTc4Y2UtNDA5hQoTbWAAAAAAQRAAA=";
