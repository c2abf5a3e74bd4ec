//! Loading, with extended properties, and what servers warn of.

use ews_im::types::{MapiPropertyType, PathToExtendedField};
use ews_im::{AnyRequest, ImList};

use crate::TestResult;
use crate::answers::{answer, asked, client, id, key, sample, success, told_list};
use crate::support::Server;

#[test]
fn loading_asks_for_extended_properties() -> TestResult {
    let payload = "<m:ImItemList><Groups><ImGroup><DisplayName>Friends</DisplayName><GroupType>G</GroupType>\
        <ExtendedProperties><ExtendedProperty><ExtendedFieldURI PropertyTag='0x3001' PropertyType='String'/>\
        <Value>Friends</Value></ExtendedProperty></ExtendedProperties></ImGroup></Groups></m:ImItemList>";
    let server = Server::new([
        success("GetImItemList", payload),
        success("GetImItemList", payload),
        success("GetImItemList", &told_list(payload)),
        success("RemoveImGroup", ""),
        success("GetImItems", "<m:ImItemList/>"),
    ]);
    let client = client(&server);
    let property = PathToExtendedField {
        property_id: Some(1),
        property_set_id: Some("00062004-0000-0000-c000-000000000046".try_into()?),
        ..PathToExtendedField::new(MapiPropertyType::String)
    };
    let list = ImList::load_with(&client, [property.clone()])?;
    assert_eq!(list.groups()[0].extended_properties().len(), 1);
    assert_eq!(ImList::load(&client)?, list);
    // What is asked for later comes with them too.
    let mut list = ImList::load_with(&client, [property.clone()])?;
    list.remove_group(&client, &id("A"))?;
    let asked: Vec<_> = asked(&server)
        .into_iter()
        .filter_map(|request| match request {
            AnyRequest::GetImItemList(request) => Some(request.extended_properties),
            AnyRequest::GetImItems(request) => Some(request.extended_properties),
            _ => None,
        })
        .map(|properties| properties.map(|list| list.extended_property))
        .collect();
    let wanted = Some(vec![property]);
    assert_eq!(asked, [wanted.clone(), None, wanted.clone(), wanted]);
    Ok(())
}

#[test]
fn warnings_are_kept_until_the_next_edit() -> TestResult {
    let warning = "<m:MessageText>Nearly full.</m:MessageText><m:ResponseCode>ErrorImGroupLimitReached</m:ResponseCode>\
        <m:MessageXml><Value Name='Policy'>64</Value></m:MessageXml>";
    let server = Server::new([
        answer("GetImItemList", "Warning", &format!("{warning}<m:ImItemList/>")),
        answer("AddImContactToGroup", "Warning", warning),
        success("RemoveImContactFromGroup", ""),
        success("SetImGroup", ""),
    ]);
    let client = client(&server);
    let list = ImList::load(&client)?;
    assert_eq!(list.warnings().len(), 1);
    let mut list = sample();
    list.move_contact(&client, &key("Tony"), &id("Friends"), &id("Work"))?;
    let [told] = list.warnings() else { panic!("{:?}", list.warnings()) };
    assert_eq!(told.to_string(), "AddImContactToGroup warns: ErrorImGroupLimitReached: Nearly full.");
    assert_eq!(told.details.policy(), Some("64"));
    list.rename_group(&client, &id("Work"), "Office")?;
    assert!(list.warnings().is_empty());
    Ok(())
}

#[test]
fn each_edit_begins_without_warnings() -> TestResult {
    let warning = "<m:ResponseCode>ErrorServerBusy</m:ResponseCode><m:ImItemList/>";
    let server = Server::new([answer("GetImItemList", "Warning", warning)]);
    let client = client(&server);
    let loaded = ImList::load(&client)?;
    type Edit<'a> = &'a dyn Fn(&mut ImList) -> bool;
    let (contact, group) = (&key("nobody"), &id("none"));
    let edits: [Edit<'_>; 9] = [
        &|list| list.add_group(&client, "").is_err(),
        &|list| list.add_distribution_group(&client, "", "").is_err(),
        &|list| list.rename_group(&client, group, "A").is_err(),
        &|list| list.remove_group(&client, group).is_err(),
        &|list| list.add_contact(&client, group, "a@contoso.com", None).is_err(),
        &|list| list.add_phone_contact(&client, group, "1", "a@contoso.com").is_err(),
        &|list| list.copy_contact(&client, contact, group).is_err(),
        &|list| list.move_contact(&client, contact, group, group).is_err(),
        &|list| list.remove_contact(&client, contact).is_err(),
    ];
    for (place, edit) in edits.into_iter().enumerate() {
        let mut list = loaded.clone();
        assert_eq!(list.warnings().len(), 1);
        assert!(edit(&mut list) && list.warnings().is_empty(), "{place}");
    }
    assert_eq!(server.n_left(), 0);
    Ok(())
}
