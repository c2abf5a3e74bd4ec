//! What is written is read again as it was: pseudo-random values of all messages, with awkward texts, every choice and
//! raw XML among them. The independent validators find nothing wrong with the documents either.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fmt::Debug;

use ews_im_types as ews;
use xsd_runtime::{Read, ReadOptions, Root, Write, from_str, to_string};

mod support {
    pub(crate) mod judge;
    pub(crate) mod shared;
    pub(crate) mod values;
}
use support::judge::Judge;
use support::values::{Any, Random};

/// Calls a function for each message of the thirteen operations.
macro_rules! for_each_message {
    ($function:ident($($argument:expr),*)) => {
        for_each_message!(@ $function($($argument),*):
            AddDistributionGroupToImList AddDistributionGroupToImListResponse
            AddImContactToGroup AddImContactToGroupResponse
            AddImGroup AddImGroupResponse
            AddNewImContactToGroup AddNewImContactToGroupResponse
            AddNewTelUriContactToGroup AddNewTelUriContactToGroupResponse
            GetImItemList GetImItemListResponse
            GetImItems GetImItemsResponse
            RemoveContactFromImList RemoveContactFromImListResponse
            RemoveDistributionGroupFromImList RemoveDistributionGroupFromImListResponse
            RemoveImContactFromGroup RemoveImContactFromGroupResponse
            RemoveImGroup RemoveImGroupResponse
            SetImGroup SetImGroupResponse
            SetImListMigrationCompleted SetImListMigrationCompletedResponse);
    };
    (@ $function:ident $arguments:tt: $($ty:ident)*) => {
        $(for_each_message!(@@ $function::<ews::$ty> $arguments);)*
    };
    (@@ $function:ident::<$ty:ty>($($argument:expr),*)) => {
        $function::<$ty>($($argument),*)
    };
}

#[test]
fn what_is_written_is_read_again() {
    let mut documents = String::new();
    for_each_message!(check_values(&mut documents));
    for seed in 1..20 {
        documents.push_str(&check(&list(seed)));
    }
    let alternatives =
        ["ItemId", "OccurrenceItemId", "RecurringMasterItemId", "RecurringMasterItemIdRanges", "Value", "Values"];
    for name in alternatives {
        assert!(documents.contains(&format!("</t:{name}>")) || documents.contains(&format!("<t:{name} ")), "no {name}");
    }
}

#[test]
fn written_documents_are_valid() {
    let Some(judge) = Judge::new("lxml, xmlschema", "roundtrip") else { return };
    let mut documents = Vec::new();
    for_each_message!(put_values(&judge, &mut documents));
    for seed in 1..9 {
        documents.push(judge.put(&format!("list-{seed}.xml"), &to_string(&list(seed)).unwrap()));
    }
    judge.validate(&documents);
}

/// Lists that may be empty, and texts that may: an empty element is not a missing one.
#[test]
fn empty_is_not_missing() {
    let mut response = ews::GetImItemListResponse::new(ews::ResponseClass::Success);
    response.message_text = Some(String::new());
    response.message_xml = Some(ews::MessageXml::default());
    let (groups, personas) = (ews::ArrayOfImGroup::default(), ews::ArrayOfPeople::default());
    response.im_item_list = Some(ews::ImItemList { groups: Some(groups), personas: Some(personas) });
    check(&response);
    response.im_item_list = Some(ews::ImItemList::default());
    check(&response);
}

/// A contact list with groups and personas.
fn list(seed: u64) -> ews::GetImItemListResponse {
    let random = &mut Random::new(seed);
    let mut response = ews::GetImItemListResponse::any(random);
    response.im_item_list = Some(ews::ImItemList { groups: Some(Any::any(random)), personas: Some(Any::any(random)) });
    response
}

fn check_values<T: Root + Read + Write + Any + PartialEq + Debug>(documents: &mut String) {
    documents.push_str(&check(&T::any(&mut Random::full(1))));
    for seed in 2..40 {
        documents.push_str(&check(&T::any(&mut Random::new(seed))));
    }
}

/// Checks one value, and gives it back as written.
fn check<T: Root + Read + Write + PartialEq + Debug>(value: &T) -> String {
    let document = to_string(value).unwrap_or_else(|error| panic!("{error}\n{value:#?}"));
    let again: T = ReadOptions::strict().read(&document).unwrap_or_else(|error| panic!("{error}\n{document}"));
    assert!(again == *value, "written as\n{document}\n{value:#?}\nand read as\n{again:#?}");
    assert_eq!(to_string(&again).unwrap(), document);
    assert_eq!(from_str::<T>(&document).unwrap(), again, "lenient reading sees the same");
    document
}

/// For the validators: a value with everything, and one with little.
fn put_values<T: Root + Write + Any>(judge: &Judge, documents: &mut Vec<std::path::PathBuf>) {
    for (kind, mut random) in [("full", Random::full(7)), ("some", Random::new(8))] {
        let document = to_string(&T::any(&mut random)).unwrap();
        documents.push(judge.put(&format!("{}-{kind}.xml", T::NAME), &document));
    }
}
