//! What a message says, found twice: by the typed calls, and in the document by a parser that knows nothing of them.

use std::fmt::Write as _;

use ews_im::types::{
    AddDistributionGroupToImList, AddImContactToGroup, AddImGroup, AddNewImContactToGroup, AddNewTelUriContactToGroup,
    GetImItemList, GetImItems, ImGroup, ImItemList, ItemId, Persona, RemoveContactFromImList,
    RemoveDistributionGroupFromImList, RemoveImContactFromGroup, RemoveImGroup, ResponseMessage, SetImGroup,
    SetImListMigrationCompleted,
};
use ews_im::{AnyResponse, CallInfo, CallOptions, Error, Fault, FaultExt, ImOperation, ImRequest, ResponseHeaders};
use roxmltree::{Document, Node};

use crate::clients::AnyClient;

/// Facts, one a line.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts(pub(crate) String);

impl Facts {
    fn add(&mut self, name: &str, value: impl std::fmt::Display) {
        writeln!(self.0, "{name} {value}").unwrap();
    }

    fn add_some(&mut self, name: &str, value: Option<impl std::fmt::Display>) {
        if let Some(value) = value {
            self.add(name, value);
        }
    }
}

/// What a call comes to.
pub(crate) type Told = Result<(ResponseHeaders, AnyResponse, CallInfo), Error>;

/// Calls an operation by its name.
pub(crate) fn call(client: &AnyClient, operation: &str) -> Told {
    fn typed<R: ImRequest>(client: &AnyClient, request: &R) -> Told {
        let response = client.call_with(request, &CallOptions::new())?;
        Ok((response.headers, R::Im::any_response(response.message), response.call))
    }
    let id = || ItemId::new("AAMk");
    match operation {
        "AddDistributionGroupToImList" => typed(client, &AddDistributionGroupToImList::new("a", "b").unwrap()),
        "AddImContactToGroup" => typed(client, &AddImContactToGroup::new(id())),
        "AddImGroup" => typed(client, &AddImGroup::new("a").unwrap()),
        "AddNewImContactToGroup" => typed(client, &AddNewImContactToGroup::new("a").unwrap()),
        "AddNewTelUriContactToGroup" => typed(client, &AddNewTelUriContactToGroup::new("a", "b", "c").unwrap()),
        "GetImItemList" => typed(client, &GetImItemList::default()),
        "GetImItems" => typed(client, &GetImItems::default()),
        "RemoveContactFromImList" => typed(client, &RemoveContactFromImList::new(id())),
        "RemoveDistributionGroupFromImList" => typed(client, &RemoveDistributionGroupFromImList::new(id())),
        "RemoveImContactFromGroup" => typed(client, &RemoveImContactFromGroup::new(id(), id())),
        "RemoveImGroup" => typed(client, &RemoveImGroup::new(id())),
        "SetImGroup" => typed(client, &SetImGroup::new(id(), "a").unwrap()),
        "SetImListMigrationCompleted" => typed(client, &SetImListMigrationCompleted::new(true)),
        other => panic!("there is no operation {other}"),
    }
}

/// The facts as the typed call has them.
pub(crate) fn told(told: &Told) -> Facts {
    let mut facts = Facts::default();
    match told {
        Ok((headers, response, _)) => of_response(&mut facts, headers, response),
        Err(Error::Response(error)) => {
            of_response(&mut facts, &error.headers, &error.response);
            let message = error.response.message();
            assert_eq!((error.code.as_ref(), error.text.as_deref()), (message.response_code(), message.message_text()));
        }
        Err(Error::Fault(error)) => of_fault(&mut facts, &error.headers, &error.fault),
        Err(error) => panic!("{error:?}"),
    }
    facts
}

fn of_headers(facts: &mut Facts, headers: &ResponseHeaders) {
    let Some(info) = &headers.server_version_info else { return };
    let numbers = [info.major_version, info.minor_version, info.major_build_number, info.minor_build_number];
    facts.add("server", format!("{numbers:?} {:?}", info.version));
}

fn of_response(facts: &mut Facts, headers: &ResponseHeaders, response: &AnyResponse) {
    of_headers(facts, headers);
    let message: &dyn ResponseMessage = response.message();
    facts.add("response", format!("{}Response {}", response.operation(), message.response_class().as_str()));
    facts.add_some("code", message.response_code());
    facts.add_some("text", message.message_text());
    for (name, value) in ews_im::ResponseMessageExt::details(message).values {
        facts.add("detail", format!("{name}={value}"));
    }
    match response {
        AnyResponse::AddDistributionGroupToImList(it) => it.im_group.iter().for_each(|it| of_group(facts, it)),
        AnyResponse::AddImGroup(it) => it.im_group.iter().for_each(|it| of_group(facts, it)),
        AnyResponse::AddNewImContactToGroup(it) => it.persona.iter().for_each(|it| of_persona(facts, it)),
        AnyResponse::AddNewTelUriContactToGroup(it) => it.persona.iter().for_each(|it| of_persona(facts, it)),
        AnyResponse::GetImItemList(it) => it.im_item_list.iter().for_each(|it| of_list(facts, it)),
        AnyResponse::GetImItems(it) => it.im_item_list.iter().for_each(|it| of_list(facts, it)),
        _ => {}
    }
}

fn of_list(facts: &mut Facts, list: &ImItemList) {
    list.groups.iter().flat_map(|groups| &groups.im_group).for_each(|group| of_group(facts, group));
    list.personas.iter().flat_map(|personas| &personas.persona).for_each(|persona| of_persona(facts, persona));
}

fn id(id: &ItemId) -> String {
    format!("{} {:?}", id.id, id.change_key)
}

fn of_group(facts: &mut Facts, group: &ImGroup) {
    facts.add("group", format!("{:?} {:?}", &*group.display_name, &*group.group_type));
    facts.add_some("store id", group.exchange_store_id.as_ref().map(id));
    for member in group.member_correlation_key.iter().flat_map(|keys| &keys.item_id) {
        facts.add("member", id(member));
    }
    facts.add_some("address of list", group.smtp_address.as_deref());
}

fn of_persona(facts: &mut Facts, persona: &Persona) {
    facts.add("persona", id(&persona.persona_id));
    facts.add_some("type", persona.persona_type.as_deref());
    facts.add_some("created", persona.creation_time.as_ref());
    facts.add_some("name", persona.display_name.as_deref());
    facts.add_some("given name", persona.given_name.as_deref());
    facts.add_some("surname", persona.surname.as_deref());
    facts.add_some("im", persona.im_address.as_deref());
    for address in persona.email_addresses.iter().flat_map(|addresses| &addresses.address) {
        facts.add("mail", format!("{:?} {:?}", address.name, address.email_address.as_deref()));
    }
    facts.add_some("phone", persona.phone_number.as_ref().map(|phone| format!("{} {}", phone.number, phone.r#type)));
    for it in persona.attributions.iter().flat_map(|attributions| &attributions.attribution) {
        let flags = [it.is_writable, it.is_quick_contact, it.is_hidden];
        facts.add("attribution", format!("{} {} {:?} {flags:?}", it.id, id(&it.source_id), it.display_name));
    }
    for it in persona.display_names.iter().flat_map(|names| &names.string_attributed_value) {
        facts.add("names", format!("{:?} {:?}", it.value, it.attributions.attribution));
    }
    for it in persona.im_addresses.iter().flat_map(|names| &names.string_attributed_value) {
        facts.add("ims", format!("{:?} {:?}", it.value, it.attributions.attribution));
    }
}

fn of_fault(facts: &mut Facts, headers: &ResponseHeaders, fault: &Fault) {
    of_headers(facts, headers);
    facts.add("fault", fault.code.local_name());
    facts.add("reason", fault.reason().trim());
    facts.add_some("actor", fault.role.as_deref());
    facts.add_some("code", fault.response_code());
    facts.add("message", fault.message().trim());
    facts.add_some("line", fault.line());
    facts.add_some("position", fault.position());
    facts.add_some("violation", fault.details().violation);
    for (name, value) in fault.details().values {
        facts.add("detail", format!("{name}={value}"));
    }
    facts.add_some("number", fault.error_code());
}

/// The facts as the document has them, whatever its namespaces.
pub(crate) fn documented(text: &str) -> Facts {
    let text = text.trim_start_matches('\u{FEFF}');
    let document = Document::parse(text).unwrap();
    let mut facts = Facts::default();
    let root = document.root_element();
    if let Some(info) = root.descendants().find(|node| is(node, "ServerVersionInfo")) {
        let number = |name| info.attribute(name).map(|value| value.parse::<i32>().unwrap());
        let names = ["MajorVersion", "MinorVersion", "MajorBuildNumber", "MinorBuildNumber"];
        facts.add("server", format!("{:?} {:?}", names.map(number), info.attribute("Version")));
    }
    let body = root.children().find(|node| is(node, "Body")).unwrap();
    let content = body.children().find(Node::is_element).unwrap();
    if is(&content, "Fault") {
        in_fault(&mut facts, content);
    } else {
        in_response(&mut facts, content);
    }
    facts
}

fn is(node: &Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

fn child<'a, 'd>(node: Node<'a, 'd>, name: &str) -> Option<Node<'a, 'd>> {
    node.children().find(|node| is(node, name))
}

/// The text of a child, all of it.
fn text_of(node: Node<'_, '_>, name: &str) -> Option<String> {
    child(node, name).map(all_text)
}

fn all_text(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect()
}

/// The elements along a path of names.
fn along<'a, 'd>(node: Node<'a, 'd>, path: &[&str]) -> Vec<Node<'a, 'd>> {
    path.iter().fold(vec![node], |nodes, name| {
        nodes.iter().flat_map(|node| node.children()).filter(|node| is(node, name)).collect()
    })
}

fn id_in(node: Node<'_, '_>) -> String {
    format!("{} {:?}", node.attribute("Id").unwrap(), node.attribute("ChangeKey").map(str::to_owned))
}

fn in_response(facts: &mut Facts, response: Node<'_, '_>) {
    let class = response.attribute("ResponseClass").unwrap();
    facts.add("response", format!("{} {class}", response.tag_name().name()));
    facts.add_some("code", text_of(response, "ResponseCode"));
    facts.add_some("text", text_of(response, "MessageText"));
    for value in along(response, &["MessageXml", "Value"]) {
        facts.add("detail", format!("{}={}", value.attribute("Name").unwrap(), all_text(value)));
    }
    for list in [response].into_iter().chain(child(response, "ImItemList")) {
        for group in [along(list, &["ImGroup"]), along(list, &["Groups", "ImGroup"])].concat() {
            in_group(facts, group);
        }
        for persona in [along(list, &["Persona"]), along(list, &["Personas", "Persona"])].concat() {
            in_persona(facts, persona);
        }
    }
}

fn in_group(facts: &mut Facts, group: Node<'_, '_>) {
    let [name, kind] = ["DisplayName", "GroupType"].map(|name| text_of(group, name).unwrap());
    facts.add("group", format!("{name:?} {kind:?}"));
    facts.add_some("store id", child(group, "ExchangeStoreId").map(id_in));
    for member in along(group, &["MemberCorrelationKey", "ItemId"]) {
        facts.add("member", id_in(member));
    }
    facts.add_some("address of list", text_of(group, "SmtpAddress"));
}

fn in_persona(facts: &mut Facts, persona: Node<'_, '_>) {
    facts.add("persona", id_in(child(persona, "PersonaId").unwrap()));
    facts.add_some("type", text_of(persona, "PersonaType"));
    facts.add_some("created", text_of(persona, "CreationTime"));
    facts.add_some("name", text_of(persona, "DisplayName"));
    facts.add_some("given name", text_of(persona, "GivenName"));
    facts.add_some("surname", text_of(persona, "Surname"));
    facts.add_some("im", text_of(persona, "ImAddress"));
    // The documentation calls both the entry and the address in it otherwise than the schema does.
    for address in along(persona, &["EmailAddresses"]).iter().flat_map(|it| it.children()).filter(Node::is_element) {
        let smtp_address = text_of(address, "EmailAddress").or_else(|| text_of(address, "Address"));
        facts.add("mail", format!("{:?} {smtp_address:?}", text_of(address, "Name")));
    }
    let phone = child(persona, "PhoneNumber");
    let phone = phone.map(|it| format!("{} {}", text_of(it, "Number").unwrap(), text_of(it, "Type").unwrap()));
    facts.add_some("phone", phone);
    for it in along(persona, &["Attributions", "Attribution"]) {
        let flag = |name| text_of(it, name).map(|text| matches!(text.trim(), "true" | "1"));
        let flags = ["IsWritable", "IsQuickContact", "IsHidden"].map(flag);
        let source = id_in(child(it, "SourceId").unwrap());
        let [number, name] = ["Id", "DisplayName"].map(|name| text_of(it, name).unwrap());
        facts.add("attribution", format!("{number} {source} {name:?} {flags:?}"));
    }
    for (fact, list) in [("names", "DisplayNames"), ("ims", "ImAddresses")] {
        for it in along(persona, &[list, "StringAttributedValue"]) {
            let of: Vec<_> = along(it, &["Attributions", "Attribution"]).into_iter().map(all_text).collect();
            facts.add(fact, format!("{:?} {of:?}", text_of(it, "Value").unwrap()));
        }
    }
}

fn in_fault(facts: &mut Facts, fault: Node<'_, '_>) {
    let code = text_of(fault, "faultcode").unwrap();
    let code = code.trim().rsplit(':').next().unwrap().to_owned();
    let reason = text_of(fault, "faultstring").unwrap().trim().to_owned();
    facts.add("fault", &code);
    facts.add("reason", &reason);
    facts.add_some("actor", text_of(fault, "faultactor"));
    let in_detail = |name| child(fault, "detail").and_then(|detail| text_of(detail, name));
    let details = along(fault, &["detail", "MessageXml"]).pop();
    let in_xml = |name| details.and_then(|details| text_of(details, name));
    let named = Some(code).filter(|code| code.starts_with("Error"));
    facts.add_some("code", in_detail("ResponseCode").or(named));
    facts.add("message", in_detail("Message").unwrap_or(reason).trim());
    facts.add_some("line", in_xml("LineNumber").or_else(|| in_detail("Line")));
    facts.add_some("position", in_xml("LinePosition").or_else(|| in_detail("Position")));
    facts.add_some("violation", in_xml("Violation"));
    for value in along(fault, &["detail", "MessageXml", "Value"]) {
        facts.add("detail", format!("{}={}", value.attribute("Name").unwrap(), all_text(value)));
    }
    facts.add_some("number", in_detail("ErrorCode"));
}
