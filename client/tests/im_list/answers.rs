//! A server by hand, and what it is asked.

use ews_im::auth::Basic;
use ews_im::im_list::{ContactId, GroupId};
use ews_im::{AnyRequest, ImList, Message, ReadOptions, blocking};

use crate::lists::{contact, group, group_of, list};
use crate::support::{Canned, Server, URL, envelope, ok};

pub(crate) const NAMESPACES: &str = r#"xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages" xmlns="http://schemas.microsoft.com/exchange/services/2006/types""#;

pub(crate) fn success(operation: &str, payload: &str) -> Canned {
    answer(operation, "Success", &format!("<m:ResponseCode>NoError</m:ResponseCode>{payload}"))
}

pub(crate) fn failure(operation: &str, code: &str) -> Canned {
    answer(operation, "Error", &format!("<m:MessageText>No.</m:MessageText><m:ResponseCode>{code}</m:ResponseCode>"))
}

pub(crate) fn answer(operation: &str, class: &str, content: &str) -> Canned {
    let response =
        format!(r#"<m:{operation}Response ResponseClass="{class}" {NAMESPACES}>{content}</m:{operation}Response>"#);
    ok(envelope(&response))
}

/// A persona of `AddNewImContactToGroup`, with keys.
pub(crate) fn persona_told(id: &str, address: &str, keys: &[&str]) -> String {
    let attribution = |(index, key): (usize, &&str)| {
        format!(
            "<Attribution><Id>{index}</Id><SourceId Id='{key}' ChangeKey='C'/><DisplayName>Lync Contacts</DisplayName>\
             <IsQuickContact>true</IsQuickContact><IsHidden>false</IsHidden></Attribution>"
        )
    };
    let attributions: String = keys.iter().enumerate().map(attribution).collect();
    format!(
        "<m:Persona><PersonaId Id='{id}'/><ImAddress>{address}</ImAddress>\
         <Attributions>{attributions}</Attributions></m:Persona>"
    )
}

pub(crate) fn client(server: &Server) -> blocking::Client {
    blocking::Client::builder(URL).auth(Basic::new("sadie", "secret")).transport(server.clone()).build().unwrap()
}

/// What the server was asked.
pub(crate) fn asked(server: &Server) -> Vec<AnyRequest> {
    let read = |body: &[u8]| match Message::read_slice(body, &ReadOptions::strict()) {
        Ok(Message::Request(_, request)) => *request,
        other => panic!("{other:?}"),
    };
    server.requests().iter().map(|request| read(&request.body)).collect()
}

pub(crate) fn operations(server: &Server) -> Vec<&'static str> {
    assert_eq!(server.n_left(), 0);
    asked(server).iter().map(AnyRequest::operation).collect()
}

/// Sadie in Friends and Work, Tony in Friends and Tagged.
pub(crate) fn sample() -> ImList {
    list(
        [contact("Sadie", "sip:sadie@contoso.com"), contact("Tony", "tony@contoso.com")],
        [
            group_of("OtherContacts", "Other Contacts", &[]),
            group_of("Tagged", "Tagged", &["K-Tony"]),
            group("Friends", &["K-Sadie", "K-Tony"]),
            group("Work", &["K-Sadie"]),
        ],
    )
}

pub(crate) fn key(name: &str) -> ContactId {
    ContactId::new(format!("K-{name}"))
}

pub(crate) fn id(name: &str) -> GroupId {
    GroupId::new(format!("G-{name}"))
}

/// A list with Other Contacts, and a group `G-A` with a member.
pub(crate) fn told_list(list: &str) -> String {
    let groups = "<Groups><ImGroup><DisplayName>Other Contacts</DisplayName>\
        <GroupType>IPM.DistList.MOC.OtherContacts</GroupType><ExchangeStoreId Id='other'/></ImGroup>\
        <ImGroup><DisplayName>A</DisplayName><GroupType>IPM.DistList.MOC.UserGroup</GroupType>\
        <ExchangeStoreId Id='G-A'/><MemberCorrelationKey><ItemId Id='K'/></MemberCorrelationKey></ImGroup>";
    list.replace("<Groups>", groups)
}
