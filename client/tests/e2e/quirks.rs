//! The quirks that clients have met on the wire, one by one.

use ews_im::types::{AddImGroup, GetImItemList, GetImItemListResponse, ResponseCode, SetImGroup};
use ews_im::{CallOptions, Error, IllegalCharacters, ImItem, Response, ResponseMessageExt};

use crate::by_hand::{ByHand, Page, Way};
use crate::clients::{Kind, each};
use crate::scene::{builder, group_id, n_groups, start, start_with};

type List = Response<GetImItemListResponse>;

/// The list of a server that does what a script says, or the error.
fn list(kind: Kind, script: &str, options: &CallOptions) -> Result<List, Error> {
    kind.client(start_with(script).url()).call_with(&GetImItemList::default(), options)
}

fn names(list: &List) -> Vec<&str> {
    let groups = list.message.im_item_list.iter().flat_map(|list| &list.groups).flat_map(|groups| &groups.im_group);
    groups.map(|group| &*group.display_name).collect()
}

const NAMES: [&str; 6] = ["Other Contacts", "Tagged", "Favorites", "Friends", "Work", "Sales"];

#[test]
fn illegal_characters_are_replaced_and_told() {
    each(|kind| {
        for (effect, found) in [
            ("illegal", vec!["&#x0;", "&#x1;", "&#x10;", "&#x1A;"]),
            ("illegal x1F", vec!["&#x1F;"]),
            ("illegal xFFFE xD800", vec!["&#xFFFE;", "&#xD800;"]),
            ("illegal raw x1 x1A", vec!["\u{1}", "\u{1A}"]),
        ] {
            let list = list(kind, &format!("GetImItemList: {effect}"), &CallOptions::new()).expect(effect);
            let expected: Vec<_> =
                NAMES.iter().map(|name| name.to_string() + &"\u{FFFD}".repeat(found.len())).collect();
            assert_eq!(names(&list), expected, "{effect}");
            // Each place is told, the one behind the other.
            let told: Vec<_> = list.replaced.iter().map(|it| it.found.as_str()).collect();
            assert_eq!(told[..found.len()], found, "{effect}");
            assert!(told.len() >= found.len() * NAMES.len() && told.len() % found.len() == 0, "{effect}: {told:?}");
            assert!(list.replaced.is_sorted_by_key(|it| (it.line, it.column)), "{effect}");
        }
    });
}

#[test]
fn illegal_characters_are_refused_on_request() {
    each(|kind| {
        let refusing = CallOptions::new().illegal_characters(IllegalCharacters::Refuse);
        let error = list(kind, "GetImItemList: illegal", &refusing).unwrap_err();
        assert!(!error.is_transient() && error.call().status == Some(200), "{error:?}");
        let Error::Decode(error) = error else { panic!("{error:?}") };
        let line = error.body.lines().nth(error.line() - 1).unwrap();
        let there: String = line.chars().skip(error.column() - 1).collect();
        assert!(there.starts_with("&#x0;"), "{error}");
        assert!(error.path().starts_with("Envelope > Body > GetImItemListResponse"), "{error}");
        assert!(!error.is_truncated());
        // A good answer is as good as ever.
        assert_eq!(names(&list(kind, "", &refusing).unwrap()), NAMES);
    });
}

/// In errors too.
#[test]
fn illegal_characters_in_what_goes_wrong() {
    each(|kind| {
        let simulator = start_with("SetImGroup: illegal x1\nAddImGroup: fault modern text=Bad\nAddImGroup: illegal x1");
        let client = kind.client(simulator.url());
        let error = client.call(&SetImGroup::new(group_id(&simulator, "Friends"), "Work").unwrap()).unwrap_err();
        assert_eq!(error.response_code(), Some(ResponseCode::ErrorImGroupDisplayNameAlreadyExists));
        let Error::Response(error) = error else { panic!("{error:?}") };
        assert_eq!(error.text.as_deref().map(|text| text.ends_with(".\u{FFFD}")), Some(true), "{error:?}");
        let error = client.call(&AddImGroup::new("New").unwrap()).unwrap_err();
        let Error::Fault(error) = error else { panic!("{error:?}") };
        assert_eq!(error.fault.reason(), "Bad\u{FFFD}");
    });
}

/// Whatever the dress of the answer, what is in it stays the same.
#[test]
fn answers_in_other_clothes() {
    each(|kind| {
        let plain = list(kind, "", &CallOptions::new()).unwrap();
        assert_eq!(names(&plain), NAMES);
        for change in [
            "bom",
            "no-header",
            "empty-header",
            "body-attributes",
            "unknown-elements",
            "https",
            "status 500",
            "content-type \"text/xml\"",
        ] {
            let dressed = list(kind, &format!("GetImItemList: {change}"), &CallOptions::new()).expect(change);
            assert_eq!(names(&dressed), NAMES, "{change}");
            assert!(dressed.replaced.is_empty() && !dressed.is_warning(), "{change}");
            let has_version = !change.ends_with("-header");
            assert_eq!(dressed.headers.server_version_info.is_some(), has_version, "{change}");
            // One element that nobody knows is kept among the headers; those inside of types are passed over.
            assert_eq!(dressed.headers.others.len(), usize::from(change == "unknown-elements"), "{change}");
        }
        // All at once.
        let all = "GetImItemList: bom\nGetImItemList: body-attributes\nGetImItemList: unknown-elements\n\
            GetImItemList: https\nGetImItemList: loose-values\nGetImItemList: illegal x0";
        let dressed = list(kind, all, &CallOptions::new()).unwrap();
        assert_eq!(names(&dressed), NAMES.map(|name| name.to_owned() + "\u{FFFD}"));
    });
}

#[test]
fn booleans_and_times_in_other_forms() {
    each(|kind| {
        let simulator = start_with("GetImItemList#2: loose-values");
        let client = kind.client(simulator.url());
        let [plain, loose] = [(); 2].map(|()| client.call(&GetImItemList::default()).unwrap().message);
        let personas = |list: &GetImItemListResponse| list.im_item_list.clone().unwrap().personas.unwrap().persona;
        assert_eq!(personas(&plain).len(), personas(&loose).len());
        for (plain, loose) in personas(&plain).into_iter().zip(personas(&loose)) {
            // The same flags, from other words.
            assert_eq!(plain.attributions, loose.attributions);
            assert!(plain.creation_time.is_some() && loose.creation_time.is_some());
            assert_ne!(plain.creation_time, loose.creation_time);
        }
    });
}

/// A code newer than the schema is a code, with a name.
#[test]
fn codes_of_tomorrow() {
    each(|kind| {
        let simulator = start_with("*: unknown-codes");
        let client = kind.client(simulator.url());
        let list = client.call(&GetImItemList::default()).unwrap();
        assert_eq!(list.message.response_code, Some(ResponseCode::Other("ErrorAddedLater".into())));
        let version = list.headers.server_version_info.unwrap().version;
        assert_eq!(version.as_deref(), Some("V2099_01_01"));
        let error = client.call(&AddImGroup::new("Friends").unwrap()).unwrap_err();
        assert_eq!(error.response_code(), Some(ResponseCode::Other("ErrorAddedLater".into())));
        assert!(!error.is_transient() && !error.is_not_found() && error.to_string().contains("ErrorAddedLater: An IM"));
    });
}

#[test]
fn a_warning_is_a_response_of_which_nothing_is_lost() {
    each(|kind| {
        let script = "AddImGroup: warning code=ErrorBatchProcessingStopped text=\"Only <a> part.\"";
        let simulator = start_with(script);
        let request = AddImGroup::new("New").unwrap();
        let response = kind.client(simulator.url()).call_with(&request, &CallOptions::new()).unwrap();
        assert!(response.is_warning() && !response.message.is_error());
        assert_eq!(response.message.response_code, Some(ResponseCode::ErrorBatchProcessingStopped));
        assert_eq!(response.message.message_text.as_deref(), Some("Only <a> part."));
        assert_eq!(response.message.descriptive_link_key, Some(0));
        assert_eq!(response.details().error_message(), Some("Only <a> part."));
        assert_eq!(response.message.im_group.map(|group| group.display_name.into_string()).as_deref(), Some("New"));
        assert_eq!(n_groups(&simulator, "New"), 1);
    });
}

/// What comes out compressed is what went in, however long it is.
#[test]
fn long_answers_by_gzip() {
    each(|kind| {
        let mut mailbox = ews_im_simulator::MailboxSeed::new(crate::scene::ALISA);
        for number in 0..300 {
            let address = format!("contact{number}@contoso.com");
            mailbox = mailbox.contact(ews_im_simulator::ContactSeed::im(address));
        }
        let directory = ews_im_simulator::Directory::new().mailbox(mailbox);
        let simulator = builder().directory(directory).start_blocking().unwrap();
        let client = kind.client(simulator.url());
        let list = client.call(&GetImItemList::default()).unwrap().message.im_item_list.unwrap();
        let told: Vec<_> = list.personas.unwrap().persona.into_iter().map(|it| it.im_address.unwrap()).collect();
        let held: Vec<_> = (0..300).map(|number| format!("contact{number}@contoso.com")).collect();
        assert_eq!(told, held);
    });
}

fn by_hand(kind: Kind, body: &str) -> Result<List, Error> {
    let server = ByHand::start([Way::Length.page(200, body.as_bytes())]);
    kind.client(&server.url).call_with(&GetImItemList::default(), &CallOptions::new())
}

fn envelope(list: &str) -> String {
    format!(
        "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><GetImItemListResponse \
         ResponseClass='Success' xmlns='http://schemas.microsoft.com/exchange/services/2006/messages' \
         xmlns:t='http://schemas.microsoft.com/exchange/services/2006/types'><ResponseCode>NoError</ResponseCode>\
         <ImItemList>{list}</ImItemList></GetImItemListResponse></s:Body></s:Envelope>"
    )
}

/// One value that is out of order does not make a list of hundreds unreadable.
#[test]
fn one_value_does_not_spoil_the_list() {
    let group = "<t:Groups><t:ImGroup><t:DisplayName>Friends</t:DisplayName><t:GroupType>G</t:GroupType></t:ImGroup></t:Groups>";
    each(|kind| {
        for persona in [
            // Elements that the documentation calls otherwise.
            "<t:PersonaId Id='AAQk'/><t:DisplayName>Tony</t:DisplayName><t:EmailAddresses><t:EmailAddress><t:Address>\
             tony@contoso.com</t:Address></t:EmailAddress></t:EmailAddresses>",
            // Elements in another order.
            "<t:DisplayName>Tony</t:DisplayName><t:PersonaId Id='AAQk'/><t:CreationTime>2013-05-17T08:30:00Z</t:CreationTime>",
            // An enumeration with blanks, and a value of which nobody knows.
            "<t:PersonaId Id='AAQk'/><t:DisplayName>Tony</t:DisplayName><t:EmailAddresses><t:Address><t:MailboxType> \
             Mailbox </t:MailboxType></t:Address><t:Address><t:MailboxType>AddedLater</t:MailboxType></t:Address>\
             </t:EmailAddresses>",
        ] {
            let list = envelope(&format!("{group}<t:Personas><t:Persona>{persona}</t:Persona></t:Personas>"));
            let list = by_hand(kind, &list).expect(persona);
            assert_eq!(names(&list), ["Friends"], "{persona}");
            let personas = list.message.im_item_list.unwrap().personas.unwrap().persona;
            assert_eq!(personas[0].display_name.as_deref(), Some("Tony"), "{persona}");
        }
    });
}

fn personas(personas: &[(&str, &str)]) -> String {
    let personas: String = personas
        .iter()
        .map(|(name, member)| {
            format!("<t:Persona><t:PersonaId Id='AAQk'/>{member}<t:DisplayName>{name}</t:DisplayName></t:Persona>")
        })
        .collect();
    envelope(&format!("<t:Personas>{personas}</t:Personas>"))
}

/// The names in a list that comes item by item, and whether what is none is a value that cannot be read.
fn item_names(kind: Kind, body: &str) -> Vec<String> {
    let server = ByHand::start([Way::Chunks.page(200, body.as_bytes())]);
    let items = kind.client(&server.url).items(&GetImItemList::default());
    let name = |item| match item {
        Ok(ImItem::Persona(persona)) => persona.display_name.unwrap(),
        Ok(other) => panic!("{other:?}"),
        Err(error) => format!("{}", matches!(error, Error::Decode(_))),
    };
    items.into_iter().map(name).collect()
}

/// A relevance score that is no number of 32 bits, as servers have sent it, costs nothing but itself.
#[test]
fn a_score_out_of_range_is_passed_over() {
    let score = |score: &str| format!("<t:RelevanceScore>{score}</t:RelevanceScore>");
    let [first, second, third] = ["1", "4255550110", "2"].map(score);
    let body = personas(&[("Tony", &first), ("Ronnie", &second), ("Sadie", &third)]);
    each(|kind| {
        let list = by_hand(kind, &body).unwrap();
        let personas = list.message.im_item_list.unwrap().personas.unwrap().persona;
        let told: Vec<_> = personas.iter().map(|it| (it.display_name.as_deref(), it.relevance_score)).collect();
        assert_eq!(told, [(Some("Tony"), Some(1)), (Some("Ronnie"), None), (Some("Sadie"), Some(2))]);
        assert_eq!(item_names(kind, &body), ["Tony", "Ronnie", "Sadie"]);
    });
}

/// For any other value that is none, nothing could stand. The error says where it is, and whoever takes the list item by
/// item has all the others.
#[test]
fn a_value_that_is_none_is_told_with_its_place() {
    let time = |time: &str| format!("<t:CreationTime>{time}</t:CreationTime>");
    let [right, wrong] = ["2013-05-17T08:30:00Z", "yesterday"].map(time);
    let body = personas(&[("Tony", &right), ("Ronnie", &wrong), ("Sadie", &right)]);
    each(|kind| {
        let error = by_hand(kind, &body).unwrap_err();
        let Error::Decode(decode) = &error else { panic!("{error:?}") };
        assert!(decode.path().ends_with("ImItemList > Personas > Persona[2] > CreationTime"), "{error}");
        assert_eq!(decode.column(), body.find("yesterday").unwrap() + 1);
        assert!(!error.is_transient());
        assert_eq!(item_names(kind, &body), ["Tony", "true", "Sadie"]);
    });
}

/// No server is to make a client read files or fill its memory.
#[test]
fn document_types_are_refused() {
    each(|kind| {
        for doctype in [
            "<!DOCTYPE s:Envelope [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>",
            "<!DOCTYPE s:Envelope SYSTEM \"file:///etc/passwd\">",
        ] {
            let error = by_hand(kind, &format!("{doctype}{}", envelope(""))).unwrap_err();
            let Error::Decode(decode) = &error else { panic!("{error:?}") };
            assert!(decode.error.message().contains("document type declaration"), "{error}");
            assert!(!error.is_transient());
        }
    });
}

/// What is too deep or too wide is refused; what is long is read over.
#[test]
fn answers_that_ask_for_too_much() {
    let group = "<t:Groups><t:ImGroup><t:DisplayName>Friends</t:DisplayName><t:GroupType>G</t:GroupType></t:ImGroup></t:Groups>";
    let deep = format!("{}{}", "<x>".repeat(200_000), "</x>".repeat(200_000));
    let attributes: String = (0..20_000).map(|number| format!(" a{number}=''")).collect();
    let namespaces: String = (0..20_000).map(|number| format!(" xmlns:n{number}='urn:{number}'")).collect();
    let many = "<x/>".repeat(200_000);
    let long = format!("<x>{}</x>", "&lt;".repeat(500_000));
    each(|kind| {
        for (what, unknown, is_read) in [
            ("deep", deep.clone(), false),
            ("never closed", "<x>".repeat(200_000), false),
            ("attributes", format!("<x{attributes}/>"), false),
            ("namespaces", format!("<x{namespaces}/>"), false),
            ("many", many.clone(), true),
            ("long", long.clone(), true),
        ] {
            let outcome = by_hand(kind, &envelope(&format!("{group}{unknown}")));
            match outcome {
                Ok(list) => assert!(is_read && names(&list) == ["Friends"], "{what}"),
                Err(error) => assert!(!is_read && matches!(error, Error::Decode(_)), "{what}: {error}"),
            }
        }
    });
}

/// A server may end a connection that nobody uses; the next call notices.
#[test]
fn connections_that_have_ended_are_not_used() {
    each(|kind| {
        let done = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><m:AddImGroupResponse \
            ResponseClass='Success' xmlns:m='http://schemas.microsoft.com/exchange/services/2006/messages'/></s:Body>\
            </s:Envelope>";
        // The head does not say that the connection ends.
        let page = || Page { closes: true, ..Way::Length.page(200, done.as_bytes()) };
        let server = ByHand::start([page(), page(), page()]);
        let client = kind.client(&server.url);
        for number in 1..=3 {
            client.call(&AddImGroup::new(format!("Group {number}")).unwrap()).unwrap();
            server.wait_for_closed(number);
            // Until the end of the connection has come to the client.
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        let seen = server.seen();
        assert_eq!((seen.len(), server.n_left()), (3, 0));
        assert!(seen[2].body.contains("Group 3") && seen[2].head.starts_with("POST /EWS/Exchange.asmx HTTP/1.1\r\n"));
    });
}

/// Texts with markup in them arrive as texts.
#[test]
fn texts_are_escaped() {
    each(|kind| {
        let simulator = start();
        let evil = "</m:DisplayName><m:Evil a=\"1\"/>&lt;&#x0; ]]> <!-- -->";
        kind.client(simulator.url()).call(&AddImGroup::new(evil).unwrap()).unwrap();
        assert_eq!(n_groups(&simulator, evil), 1);
    });
}
