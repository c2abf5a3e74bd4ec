//! zeep, a SOAP client in Python that no line of this project helped to write: the requests that it writes are answered, it
//! understands the answers, and two validators find them valid by the full schemas.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;

use ews_im_simulator::{ContactSeed, Directory, GroupSeed, MailboxSeed, Simulator};

#[path = "../../tests/support"]
mod judges {
    pub(crate) mod judge;
    pub(crate) mod shared;
}
mod support;

use judges::judge::Judge;
use support::Wire;

/// The identifier that zeep's requests have for everything.
const ID: &str = "AAMkAGEzOTE=";
const CONTACT_ID: &str = "AAMkAGEzOTI=";

/// What the identifier stands for.
#[derive(Clone, Copy)]
enum Known {
    Group,
    DistributionGroup,
    Contact,
}

/// The operations, what the identifier has to be, and the code of the answer. As it cannot be a group and a contact, two
/// operations on both find no contact, and succeed with the identifier of one.
const CASES: [(&str, Known, &str, Option<&str>); 15] = [
    ("AddDistributionGroupToImList", Known::Group, "NoError", None),
    ("AddImContactToGroup", Known::Group, "ErrorInvalidImContactId", None),
    ("AddImContactToGroup", Known::Group, "NoError", Some(CONTACT_ID)),
    ("AddImGroup", Known::Contact, "NoError", None),
    ("AddNewImContactToGroup", Known::Group, "NoError", None),
    ("AddNewTelUriContactToGroup", Known::Group, "NoError", None),
    ("GetImItemList", Known::Group, "NoError", None),
    ("GetImItems", Known::Group, "NoError", None),
    ("RemoveContactFromImList", Known::Contact, "NoError", None),
    ("RemoveDistributionGroupFromImList", Known::DistributionGroup, "NoError", None),
    ("RemoveImContactFromGroup", Known::Group, "ErrorInvalidImContactId", None),
    ("RemoveImContactFromGroup", Known::Group, "NoError", Some(CONTACT_ID)),
    ("RemoveImGroup", Known::Group, "NoError", None),
    ("SetImGroup", Known::Group, "NoError", None),
    ("SetImListMigrationCompleted", Known::Group, "NoError", None),
];

/// A server whose mailbox has what the identifier stands for. The requests are for the user who sends them, by impersonation.
fn simulator(known: Known) -> Simulator {
    let group = match known {
        Known::Group => GroupSeed::new("Team").id(ID),
        Known::DistributionGroup => GroupSeed::distribution("team@contoso.com", "Team").id(ID),
        Known::Contact => GroupSeed::new("Team"),
    };
    let contact = ContactSeed::im("tsmith@contoso.com").display_name("Tony Smith").email_address("tsmith@contoso.com");
    let contact = match known {
        Known::Group => contact.id(CONTACT_ID).in_group("Team"),
        Known::DistributionGroup => contact,
        Known::Contact => contact.id(ID).in_group("Team"),
    };
    let mailbox = MailboxSeed::new("user@contoso.com").may_impersonate("user@contoso.com");
    let directory =
        Directory::new().distribution_list("dl@contoso.com", "Sales").mailbox(mailbox.group(group).contact(contact));
    Simulator::builder().directory(directory).start_blocking().unwrap()
}

#[test]
fn zeep_is_answered_and_understands() {
    let Some(judge) = Judge::new("lxml, xmlschema, zeep", "zeep-http") else { return };
    let requests = judge.folder.join("requests");
    let written = judge.run("zeep_roundtrip.py", &[Path::new("requests"), &requests]);
    assert_eq!(written.lines().filter(|line| line.starts_with("ok ")).count(), 13, "{written}");

    let mut answers = Vec::new();
    for (index, (operation, known, expected, contact)) in CASES.into_iter().enumerate() {
        let mut request = std::fs::read_to_string(requests.join(format!("{operation}.xml"))).unwrap();
        if let Some(id) = contact {
            request = request.replace(&format!("ContactId Id=\"{ID}\""), &format!("ContactId Id=\"{id}\""));
        }
        let action = format!("\"http://schemas.microsoft.com/exchange/services/2006/messages/{operation}\"");
        let answer = Wire::new(&simulator(known)).post(&[("SOAPAction", &action)], &request).unwrap();
        let (response, code) = answer.response();
        assert_eq!((answer.status, response.operation(), code.as_str()), (200, operation, expected));
        answers.push(judge.put(&format!("{index}-{operation}.xml"), &answer.text()));
    }
    judge.validate(&answers);

    let mut arguments = vec![Path::new("parse")];
    arguments.extend(answers.iter().map(|path| path.as_path()));
    let parsed = judge.run("zeep_roundtrip.py", &arguments);
    assert!(!parsed.contains("\"fault\":"), "{parsed}");
    for (operation, ..) in CASES {
        let times = CASES.iter().filter(|case| case.0 == operation).count();
        assert_eq!(parsed.matches(&format!("\"operation\": \"{operation}\"")).count(), times, "{parsed}");
    }
    for text in ["\"DisplayName\": \"Sadie\"", "\"DisplayName\": \"Tony Smith\"", "\"IPM.DistList.MOC.UserGroup\""] {
        assert!(parsed.contains(text), "{text}\n{parsed}");
    }
}

/// A request that zeep would never write: its fault is understood as well.
#[test]
fn zeep_understands_faults() {
    let Some(judge) = Judge::new("lxml, xmlschema, zeep", "zeep-faults") else { return };
    let simulator = simulator(Known::Group);
    let request = support::add_group("Friends").replace("DisplayName", "Name");
    let answer = Wire::new(&simulator).post(&[], &request).unwrap();
    assert_eq!(answer.status, 500);
    let document = judge.put("fault.xml", &answer.text());
    judge.validate(std::slice::from_ref(&document));
    let parsed = judge.run("zeep_roundtrip.py", &[Path::new("parse"), &document]);
    assert!(parsed.contains("\"fault\":") && parsed.contains("ErrorSchemaValidation"), "{parsed}");
}

/// What a script puts in place of answers is valid too, as far as it means to be.
#[test]
fn substitutes_are_valid() {
    let Some(judge) = Judge::new("lxml, xmlschema, zeep", "zeep-substitutes") else { return };
    let simulator = Simulator::start_blocking().unwrap();
    let mut wire = Wire::new(&simulator);
    let mut answers = Vec::new();
    let effects =
        ["busy back-off=1", "busy as=inner back-off=1", "error ErrorAccessDenied", "fault modern", "fault gromox"];
    for (index, effect) in effects.into_iter().enumerate() {
        simulator.clear_script();
        simulator.script(&format!("*: {effect}")).unwrap();
        let text = wire.post(&[], &support::add_group("Friends")).unwrap().text();
        answers.push(judge.put(&format!("{index}.xml"), &text));
    }
    simulator.clear_script();
    simulator.script("*: busy as=response back-off=1").unwrap();
    for (operation, ..) in CASES {
        let text = wire.post(&[], &format!("<E><Body><{operation}/></Body></E>")).unwrap().text();
        answers.push(judge.put(&format!("busy-{operation}.xml"), &text));
    }
    simulator.clear_script();
    simulator.script("*: warning").unwrap();
    answers.push(judge.put("warning.xml", &wire.post(&[], &support::add_group("Friends")).unwrap().text()));
    judge.validate(&answers);
}
