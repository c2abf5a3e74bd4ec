//! Directories that make no sense.

use super::*;
use crate::{ContactSeed, DirectoryError, GroupSeed};

#[track_caller]
fn check(directory: Directory, expected: DirectoryError, text: &str) {
    let error = Service::new(directory).unwrap_err();
    assert_eq!(error, expected);
    assert_eq!(error.to_string(), text);
}

fn alisa(change: impl FnOnce(MailboxSeed) -> MailboxSeed) -> Directory {
    Directory::new().mailbox(change(MailboxSeed::new(ALISA)))
}

#[test]
fn names_of_mailboxes_are_their_own() {
    let shared = |name: &str| DirectoryError::SharedName(name.into());
    let other = || MailboxSeed::new("other@contoso.com");
    let text = |name: &str| format!("two mailboxes are called {name:?}; give each names of its own");
    check(
        alisa(|it| it).mailbox(MailboxSeed::new("ALISA@contoso.com")),
        shared("ALISA@contoso.com"),
        &text("ALISA@contoso.com"),
    );
    check(alisa(|it| it).mailbox(other().smtp_address(ALISA)), shared(ALISA), &text(ALISA));
    check(alisa(|it| it.principal_name("a")).mailbox(other().principal_name("A")), shared("A"), &text("A"));
    check(alisa(|it| it.sid("S-1")).mailbox(other().sid("S-1")), shared("S-1"), &text("S-1"));
    let guid = "d522c10d-78ce-4097-8f59-b71634cdfdda";
    let same = other().guid(guid.to_ascii_uppercase());
    check(alisa(|it| it.guid(guid)).mailbox(same), shared(guid), &text(guid));
}

#[test]
fn guids_are_guids() {
    for guid in [
        "",
        "d522c10d78ce40978f59b71634cdfdda",
        "d522c10d-78ce-4097-8f59-b71634cdfdd",
        "+522c10d-78ce-4097-8f59-b71634cdfdda",
    ] {
        let text = format!("{guid:?} is no guid; write one as 8-4-4-4-12 hexadecimal digits");
        check(alisa(|it| it.guid(guid)), DirectoryError::Guid(guid.into()), &text);
    }
}

#[test]
fn groups_of_a_mailbox_differ() {
    let expected = DirectoryError::SharedGroup { mailbox: ALISA.into(), display_name: "Friends".into() };
    check(
        alisa(|it| it.group("Friends").group("Friends")),
        expected,
        "mailbox alisa@contoso.com has two groups called \"Friends\"; leave one out",
    );
    let expected = DirectoryError::SharedGroup { mailbox: ALISA.into(), display_name: "Tagged".into() };
    let list = GroupSeed::distribution("all@contoso.com", "Tagged");
    check(
        alisa(|it| it.group(list)),
        expected,
        "mailbox alisa@contoso.com has two groups called \"Tagged\"; leave one out",
    );
}

#[test]
fn contacts_are_in_groups_that_there_are() {
    let expected = || DirectoryError::UnknownGroup { mailbox: ALISA.into(), display_name: "Friends".into() };
    let text = "mailbox alisa@contoso.com has no group \"Friends\" for a contact; add the group too";
    let contact = || ContactSeed::im("a@contoso.com").in_group("Friends");
    check(alisa(|it| it.contact(contact())), expected(), text);
    let list = GroupSeed::distribution("all@contoso.com", "Friends");
    check(alisa(|it| it.group(list).contact(contact())), expected(), text);
}

#[test]
fn identifiers_are_identifiers_and_differ() {
    let text =
        |id: &str| format!("identifier {id:?} in mailbox {ALISA} is used twice or has characters of no identifier");
    for id in ["", "a b"] {
        let expected = DirectoryError::Id { mailbox: ALISA.into(), id: id.into() };
        check(alisa(|it| it.contact(ContactSeed::im("a@contoso.com").id(id))), expected, &text(id));
    }
    let expected = DirectoryError::Id { mailbox: ALISA.into(), id: "AAMk".into() };
    let twice =
        alisa(|it| it.group(GroupSeed::new("a").id("AAMk")).contact(ContactSeed::im("a@contoso.com").id("AAMk")));
    check(twice, expected.clone(), &text("AAMk"));
    let twice = alisa(|it| {
        it.contact(ContactSeed::im("a@contoso.com").id("AAMk")).contact(ContactSeed::im("b@contoso.com").id("AAMk"))
    });
    check(twice, expected, &text("AAMk"));
}

#[test]
fn texts_can_be_written() {
    let expected = |of: &str, text: &str| DirectoryError::Text { of: of.into(), text: text.into() };
    let message =
        |of: &str, text: &str| format!("text {text:?} of {of} is empty or has a character that xml cannot represent");
    check(alisa(|it| it.group("a\u{1}")), expected(ALISA, "a\u{1}"), &message(ALISA, "a\u{1}"));
    check(alisa(|it| it.contact(ContactSeed::im(""))), expected(ALISA, ""), &message(ALISA, ""));
    let person = Directory::new().person(Person::new("Tony", "\u{FFFF}"));
    check(person, expected("Tony", "\u{FFFF}"), &message("Tony", "\u{FFFF}"));
    check(Directory::new().mailbox(MailboxSeed::new("")), expected("a mailbox", ""), &message("a mailbox", ""));
}
