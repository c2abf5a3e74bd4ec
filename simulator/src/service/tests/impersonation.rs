//! Acting for other users.

use ews_im::types::{AddImGroup, ConnectingSid, ExchangeImpersonation, NonEmptyString};

use super::*;

const ROBOT: &str = "robot@contoso.com";
const SID: &str = "S-1-5-21-3642464542-282065186-3871681729-1155";

/// One of the four ways to name a user.
type Form = fn(NonEmptyString) -> ConnectingSid;

fn service() -> Service {
    let alisa = MailboxSeed::new(ALISA).smtp_address("al@contoso.com").principal_name("alisa@corp").sid(SID);
    let directory = directory()
        .mailbox(alisa)
        .mailbox(MailboxSeed::new(ROBOT).may_impersonate_everybody())
        .mailbox(MailboxSeed::new("helper@contoso.com").may_impersonate(ALISA).may_impersonate(ROBOT));
    Service::new(directory).unwrap()
}

fn headers(sid: Form, name: &str) -> RequestHeaders {
    let impersonation = ExchangeImpersonation::new(sid(name.try_into().unwrap()));
    RequestHeaders { impersonation: Some(impersonation), ..RequestHeaders::default() }
}

fn fault(account: &str, sid: Form, name: &str) -> (ResponseCode, String, Fault) {
    let xml = ews_im::encode(&AddImGroup::new("a").unwrap(), &headers(sid, name)).unwrap();
    let fault = read_fault(&service().answer(account, xml.as_bytes()));
    (fault.response_code().unwrap(), fault.message(), fault)
}

#[test]
fn all_four_forms() {
    let service = service();
    let forms: [(Form, &str); 6] = [
        (ConnectingSid::PrincipalName, "ALISA@corp"),
        (ConnectingSid::Sid, SID),
        (ConnectingSid::PrimarySmtpAddress, ALISA),
        (ConnectingSid::SmtpAddress, ALISA),
        (ConnectingSid::SmtpAddress, "AL@contoso.com"),
        (ConnectingSid::PrimarySmtpAddress, "Alisa@Contoso.com"),
    ];
    for (index, (sid, name)) in forms.into_iter().enumerate() {
        let request = AddImGroup::new(format!("Group {index}")).unwrap();
        let account = if index % 2 == 0 { ROBOT } else { "helper@contoso.com" };
        assert!(is_success(&call_with(&service, account, &request, &headers(sid, name))));
    }
    assert_eq!(service.groups(ALISA).unwrap().len(), 9);
    assert_eq!(service.groups(ROBOT).unwrap().len(), 3);
    assert_eq!(service.groups("al@contoso.com"), service.groups(ALISA));
    // A user's name without one of its own is the primary address.
    let request = AddImGroup::new("Group").unwrap();
    assert!(is_success(&call_with(
        &service,
        ROBOT,
        &request,
        &headers(ConnectingSid::PrincipalName, "other@contoso.com")
    )));
}

#[test]
fn acting_for_oneself_takes_no_right() {
    let service = service();
    let request = AddImGroup::new("Group").unwrap();
    assert!(is_success(&call_with(&service, ALISA, &request, &headers(ConnectingSid::Sid, SID))));
    assert_eq!(service.groups(ALISA).unwrap().len(), 4);
}

#[test]
fn who_may_not_is_told_nothing_else() {
    let denied = "The account does not have permission to impersonate the requested user.";
    for (account, name) in [
        (ALISA, "other@contoso.com"),
        (ALISA, "nobody@contoso.com"),
        ("helper@contoso.com", "other@contoso.com"),
        ("helper@contoso.com", "nobody@contoso.com"),
        ("stranger@contoso.com", ALISA),
    ] {
        let (code, text, _) = fault(account, ConnectingSid::SmtpAddress, name);
        assert_eq!((code, text.as_str()), (ResponseCode::ErrorImpersonateUserDenied, denied), "{account} for {name}");
    }
}

#[test]
fn who_is_not_there_cannot_be_acted_for() {
    let no_mailbox = "The SMTP address has no mailbox associated with it.";
    for sid in [ConnectingSid::SmtpAddress, ConnectingSid::PrimarySmtpAddress] {
        let (code, text, _) = fault(ROBOT, sid, "nobody@contoso.com");
        assert_eq!((code, text.as_str()), (ResponseCode::ErrorNonExistentMailbox, no_mailbox));
    }
    let (code, text, _) = fault(ROBOT, ConnectingSid::PrincipalName, "nobody@contoso.com");
    let no_name = "The impersonation principal name is invalid.";
    assert_eq!((code, text.as_str()), (ResponseCode::ErrorInvalidUserPrincipalName, no_name));
    let (code, text, _) = fault(ROBOT, ConnectingSid::Sid, "S-1-5-21-1");
    let no_sid = "The user SID is invalid or does not map to a user in the Active Directory.";
    assert_eq!((code, text.as_str()), (ResponseCode::ErrorInvalidUserSid, no_sid));
    let (code, text, fault) = fault(ROBOT, ConnectingSid::PrimarySmtpAddress, "al@contoso.com");
    let not_primary = "The primary SMTP address must be specified when referencing a mailbox.";
    assert_eq!((code, text.as_str()), (ResponseCode::ErrorNonPrimarySmtpAddress, not_primary));
    assert_eq!(fault.details().value("Primary"), Some(ALISA));
}

#[test]
fn an_account_without_a_mailbox_has_nothing_to_work_with() {
    let xml = ews_im::encode(&AddImGroup::new("a").unwrap(), &RequestHeaders::default()).unwrap();
    let fault = read_fault(&service().answer("stranger@contoso.com", xml.as_bytes()));
    assert_eq!(fault.response_code(), Some(ResponseCode::ErrorNonExistentMailbox));
}
