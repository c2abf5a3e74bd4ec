//! Edits of groups: what is asked of the server, and what becomes of the list by each answer.

use ews_im::AnyRequest;
use ews_im::im_list::ListError;
use ews_im::types::ResponseCode;

use crate::TestResult;
use crate::answers::{asked, client, failure, id, operations, sample, success};
use crate::lists::shown;
use crate::support::Server;

#[test]
fn a_group_is_added_with_the_identifier_of_the_answer() -> TestResult {
    let group = "<m:ImGroup><DisplayName>Best</DisplayName><GroupType>IPM.DistList.MOC.UserGroup</GroupType>\
        <ExchangeStoreId Id='new' ChangeKey='Eg=='/></m:ImGroup>";
    let server = Server::new([success("AddImGroup", group)]);
    let mut list = sample();
    let added = list.add_group(&client(&server), " Best ")?;
    assert_eq!((added.id(), added.change_key()), ("new", Some("Eg==")));
    assert_eq!(list.group(&added).map(|group| group.name()), Some("Best"));
    let AnyRequest::AddImGroup(request) = &asked(&server)[0] else { panic!() };
    assert_eq!(&*request.display_name, " Best ");
    Ok(())
}

#[test]
fn groups_are_renamed_and_removed_after_the_answer() -> TestResult {
    let server = Server::new([
        success("SetImGroup", ""),
        failure("SetImGroup", "ErrorImGroupDisplayNameAlreadyExists"),
        failure("RemoveImGroup", "ErrorInvalidImGroupId"),
        success("RemoveImGroup", ""),
    ]);
    let (client, mut list) = (client(&server), sample());
    list.rename_group(&client, &id("Work"), "Office")?;
    assert_eq!(list.group(&id("Work")).map(|group| group.name()), Some("Office"));
    let renamed = list.clone();

    let error = list.rename_group(&client, &id("Work"), "Friends").unwrap_err();
    assert_eq!(error.response_code(), Some(ResponseCode::ErrorImGroupDisplayNameAlreadyExists));
    assert!(!error.is_not_found());
    let error = list.remove_group(&client, &id("Work")).unwrap_err();
    assert!(matches!(error, ListError::Call(_)) && error.is_not_found(), "{error:?}");
    assert_eq!(list, renamed);

    // Sadie is in Friends too, so that nobody has to be looked for.
    list.remove_group(&client, &id("Work"))?;
    assert_eq!(shown(&list), "Other Contacts:; Tagged: Tony; Friends: Sadie Tony");
    assert_eq!(operations(&server), ["SetImGroup", "SetImGroup", "RemoveImGroup", "RemoveImGroup"]);
    Ok(())
}

#[test]
fn who_is_left_without_a_group_is_looked_for() -> TestResult {
    let told = "<m:ImItemList><Groups><ImGroup><DisplayName>Other Contacts</DisplayName>\
        <GroupType>IPM.DistList.MOC.OtherContacts</GroupType><ExchangeStoreId Id='G-Other Contacts'/>\
        <MemberCorrelationKey><ItemId Id='K-Tony'/></MemberCorrelationKey></ImGroup></Groups></m:ImItemList>";
    let server = Server::new([
        success("RemoveImGroup", ""),
        success("GetImItems", told),
        success("RemoveImGroup", ""),
        failure("GetImItems", "ErrorServerBusy"),
    ]);
    let (client, mut list) = (client(&server), sample());
    list.remove_group(&client, &id("Friends"))?;
    assert_eq!(shown(&list), "Other Contacts: Tony; Tagged: Tony; Work: Sadie");
    let error = list.remove_group(&client, &id("Work")).unwrap_err();
    assert!(error.is_transient());
    let text = error.to_string();
    let expected = "only half done, the group `Work` is removed, but where its contacts are is not known: \
        GetImItems failed: ErrorServerBusy: No.";
    assert!(text.starts_with(expected), "{text}");
    assert_eq!(shown(&list), "Other Contacts: Tony; Tagged: Tony; none: Sadie");
    assert_eq!(operations(&server), ["RemoveImGroup", "GetImItems", "RemoveImGroup", "GetImItems"]);
    Ok(())
}

#[test]
fn distribution_groups_have_operations_of_their_own() -> TestResult {
    let group = "<m:ImGroup><DisplayName>Sales</DisplayName><GroupType>IPM.DistList.MOC.DG</GroupType>\
        <ExchangeStoreId Id='new'/><SmtpAddress>sales@contoso.com</SmtpAddress></m:ImGroup>";
    let server = Server::new([
        success("AddDistributionGroupToImList", group),
        failure("RemoveDistributionGroupFromImList", "ErrorItemNotFound"),
        success("RemoveDistributionGroupFromImList", ""),
    ]);
    let (client, mut list) = (client(&server), sample());
    let sales = list.add_distribution_group(&client, "sales@contoso.com", "Sales")?;
    assert_eq!(list.group(&sales).and_then(|group| group.smtp_address()), Some("sales@contoso.com"));
    assert!(list.remove_group(&client, &sales).unwrap_err().is_not_found());
    list.remove_group(&client, &sales)?;
    assert_eq!(list, sample());
    assert_eq!(operations(&server)[1..], ["RemoveDistributionGroupFromImList"; 2]);
    Ok(())
}
