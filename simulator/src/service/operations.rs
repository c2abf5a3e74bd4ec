//! The thirteen operations: what each takes from its request and puts into its response.

use ews_im::types::{
    AddDistributionGroupToImListResponse, AddImContactToGroupResponse, AddImGroupResponse,
    AddNewImContactToGroupResponse, AddNewTelUriContactToGroupResponse, ArrayOfImGroup, ArrayOfPeople,
    GetImItemListResponse, GetImItemsResponse, ImGroup, ImItemList, NonEmptyArrayOfBaseItemIds,
    NonEmptyArrayOfBaseItemIdsItem, Persona, RemoveContactFromImListResponse,
    RemoveDistributionGroupFromImListResponse, RemoveImContactFromGroupResponse, RemoveImGroupResponse,
    SetImGroupResponse, SetImListMigrationCompletedResponse,
};
use ews_im::{AnyRequest, AnyResponse};

use super::Service;
use super::responses::Outcome;
use crate::mailbox::{Mailbox, Refusal, Requested, persons};

impl Service {
    /// Carries out a request in a mailbox.
    pub(super) fn carry_out(&self, mailbox: &mut Mailbox, request: AnyRequest) -> AnyResponse {
        match request {
            AnyRequest::AddImGroup(request) => {
                let done = mailbox.add_group(request.display_name);
                AnyResponse::AddImGroup(AddImGroupResponse::of(done, |response, group| response.im_group = Some(group)))
            }
            AnyRequest::SetImGroup(request) => {
                let done = mailbox.rename_group(&request.group_id.id, request.new_display_name);
                AnyResponse::SetImGroup(SetImGroupResponse::done(done))
            }
            AnyRequest::RemoveImGroup(request) => {
                let done = mailbox.remove_group(&request.group_id.id);
                AnyResponse::RemoveImGroup(RemoveImGroupResponse::done(done))
            }
            AnyRequest::AddDistributionGroupToImList(request) => {
                let list = self.distribution_lists.get(&persons::normal(&request.smtp_address));
                let done = list
                    .ok_or(Refusal::NoDistributionList)
                    .and_then(|list| mailbox.add_distribution_group(list, &request.smtp_address, request.display_name));
                AnyResponse::AddDistributionGroupToImList(AddDistributionGroupToImListResponse::of(
                    done,
                    |response, group| response.im_group = Some(group),
                ))
            }
            AnyRequest::RemoveDistributionGroupFromImList(request) => {
                let done = mailbox.remove_distribution_group(&request.group_id.id);
                AnyResponse::RemoveDistributionGroupFromImList(RemoveDistributionGroupFromImListResponse::done(done))
            }
            AnyRequest::AddNewImContactToGroup(request) => {
                let person = self.person(&persons::normal(&request.im_address));
                let group = request.group_id.as_ref().map(|id| id.id.as_str());
                let done =
                    mailbox.add_new_im_contact(&request.im_address, request.display_name.as_deref(), group, person);
                AnyResponse::AddNewImContactToGroup(AddNewImContactToGroupResponse::of(done, |response, persona| {
                    response.persona = Some(persona);
                }))
            }
            AnyRequest::AddNewTelUriContactToGroup(request) => {
                let sip_uri = &request.im_contact_sip_uri_address;
                let person = self.person(&persons::normal(sip_uri));
                let group = request.group_id.as_ref().map(|id| id.id.as_str());
                let number = &request.im_telephone_number;
                let done = mailbox.add_new_tel_uri_contact(&request.tel_uri_address, sip_uri, number, group, person);
                AnyResponse::AddNewTelUriContactToGroup(AddNewTelUriContactToGroupResponse::of(
                    done,
                    |response, persona| response.persona = Some(persona),
                ))
            }
            AnyRequest::AddImContactToGroup(request) => {
                let group = request.group_id.as_ref().map(|id| id.id.as_str());
                let done = mailbox.add_contact_to_group(&request.contact_id.id, group);
                AnyResponse::AddImContactToGroup(AddImContactToGroupResponse::done(done))
            }
            AnyRequest::RemoveImContactFromGroup(request) => {
                let done = mailbox.remove_contact_from_group(&request.contact_id.id, &request.group_id.id);
                AnyResponse::RemoveImContactFromGroup(RemoveImContactFromGroupResponse::done(done))
            }
            AnyRequest::RemoveContactFromImList(request) => {
                let done = mailbox.remove_contact(&request.contact_id.id);
                AnyResponse::RemoveContactFromImList(RemoveContactFromImListResponse::done(done))
            }
            AnyRequest::GetImItemList(request) => {
                let done = Requested::new(request.extended_properties)
                    .map(|requested| list(mailbox.all_groups(&requested), mailbox.all_personas(&requested)));
                AnyResponse::GetImItemList(GetImItemListResponse::of(done, |response, list| {
                    response.im_item_list = Some(list);
                }))
            }
            AnyRequest::GetImItems(request) => {
                let (contacts, groups) = (item_ids(&request.contact_ids), item_ids(&request.group_ids));
                let done = Requested::new(request.extended_properties).map(|requested| {
                    list(mailbox.groups_among(&groups, &requested), mailbox.personas_among(&contacts, &requested))
                });
                AnyResponse::GetImItems(GetImItemsResponse::of(done, |response, list| {
                    response.im_item_list = Some(list);
                }))
            }
            AnyRequest::SetImListMigrationCompleted(request) => {
                mailbox.set_migration_completed(request.im_list_migration_completed);
                AnyResponse::SetImListMigrationCompleted(SetImListMigrationCompletedResponse::done(Ok(())))
            }
        }
    }
}

/// The list of a response; a part with nothing in it is left out.
fn list(groups: Vec<ImGroup>, personas: Vec<Persona>) -> ImItemList {
    ImItemList {
        groups: (!groups.is_empty()).then_some(ArrayOfImGroup { im_group: groups }),
        personas: (!personas.is_empty()).then_some(ArrayOfPeople { persona: personas }),
    }
}

/// The identifiers of contacts or groups; those of occurrences of appointments are neither.
fn item_ids(ids: &Option<NonEmptyArrayOfBaseItemIds>) -> Vec<&str> {
    let items = ids.iter().flat_map(|ids| &ids.items);
    items
        .filter_map(|item| match item {
            NonEmptyArrayOfBaseItemIdsItem::ItemId(id) => Some(id.id.as_str()),
            _ => None,
        })
        .collect()
}
