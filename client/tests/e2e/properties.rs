//! Extended properties: asked for by name, and told of groups and personas that have them.

use ews_im::types::{
    ExtendedProperty, ExtendedPropertyValue, GetImItemList, GetImItems, Guid, MapiPropertyType,
    NonEmptyArrayOfExtendedFieldUris, NonEmptyArrayOfPropertyValues, PathToExtendedField, PropertyTag, ResponseCode,
};
use ews_im::{Error, ImRequest};
use ews_im_simulator::{ContactSeed, Directory, GroupSeed, MailboxSeed, Simulator};

use crate::clients::{AnyClient, each};
use crate::scene::{ALISA, contact_id, group_id, item_ids};

/// A property with a name of a set of one's own.
fn named(name: &str, kind: MapiPropertyType) -> PathToExtendedField {
    PathToExtendedField {
        property_set_id: Some(Guid::new("24040483-cda4-4521-bb5f-a83fac4d19a4").unwrap()),
        property_name: Some(name.to_owned()),
        ..PathToExtendedField::new(kind)
    }
}

fn by_tag(tag: u16, kind: MapiPropertyType) -> PathToExtendedField {
    PathToExtendedField { property_tag: Some(PropertyTag::UnsignedShort(tag)), ..PathToExtendedField::new(kind) }
}

fn uris(paths: &[PathToExtendedField]) -> Option<NonEmptyArrayOfExtendedFieldUris> {
    Some(NonEmptyArrayOfExtendedFieldUris { extended_property: paths.to_vec() })
}

fn value(text: &str) -> ExtendedPropertyValue {
    ExtendedPropertyValue::Value(text.to_owned())
}

fn start() -> Simulator {
    let color = ExtendedProperty::new(named("Color & more", MapiPropertyType::String), value("<blue>"));
    let several = ["one", "", "three"].map(str::to_owned).to_vec();
    let several = ExtendedPropertyValue::Values(NonEmptyArrayOfPropertyValues { value: several });
    let several = ExtendedProperty::new(named("Several", MapiPropertyType::StringArray), several);
    let mailbox = MailboxSeed::new(ALISA)
        .group(GroupSeed::new("Friends").extended_property(color.clone()))
        .group("Work")
        .contact(ContactSeed::im("tony@contoso.com").in_group("Friends").extended_property(several))
        .contact(ContactSeed::im("sadie@contoso.com").in_group("Friends").extended_property(color));
    Simulator::builder().directory(Directory::new().mailbox(mailbox)).start_blocking().unwrap()
}

#[test]
fn those_that_are_there_are_told_and_the_others_left_out() {
    each(|kind| {
        let simulator = start();
        let client = kind.client(simulator.url());
        let color = named("Color & more", MapiPropertyType::String);
        let several = named("Several", MapiPropertyType::StringArray);
        let missing = named("Missing", MapiPropertyType::Integer);
        let asked = uris(&[missing, color.clone(), several.clone()]);
        let list = client.call(&GetImItemList { extended_properties: asked.clone() }).unwrap().message;
        let again = GetImItems {
            contact_ids: item_ids(["tony@contoso.com", "sadie@contoso.com"].map(|it| contact_id(&simulator, it))),
            group_ids: item_ids(["Friends", "Work"].map(|name| group_id(&simulator, name))),
            extended_properties: asked,
        };
        let again = client.call(&again).unwrap().message.im_item_list;
        for list in [list.im_item_list.unwrap(), again.unwrap()] {
            for group in list.groups.unwrap().im_group {
                let told = group.extended_properties.map(|properties| properties.extended_property);
                let expected = vec![ExtendedProperty::new(color.clone(), value("<blue>"))];
                assert_eq!(told, (&*group.display_name == "Friends").then_some(expected), "{}", &*group.display_name);
            }
            for persona in list.personas.unwrap().persona {
                let told = persona.extended_properties.unwrap().extended_property_attributed_value;
                let [told] = &told[..] else { panic!("{told:?}") };
                assert_eq!(told.attributions.attribution, ["0"]);
                let (path, value) = (&told.value.extended_field_uri, &told.value.value);
                match (persona.im_address.as_deref(), value) {
                    (Some("tony@contoso.com"), ExtendedPropertyValue::Values(values)) => {
                        assert_eq!((path, &values.value[..]), (&several, &["one", "", "three"].map(str::to_owned)[..]));
                    }
                    (Some("sadie@contoso.com"), ExtendedPropertyValue::Value(text)) => {
                        assert_eq!((path, &**text), (&color, "<blue>"));
                    }
                    other => panic!("{other:?}"),
                }
            }
        }
        // Unless asked for, there are none.
        let list = client.call(&GetImItemList::default()).unwrap().message.im_item_list.unwrap();
        assert!(list.groups.unwrap().im_group.iter().all(|group| group.extended_properties.is_none()));
        assert!(list.personas.unwrap().persona.iter().all(|persona| persona.extended_properties.is_none()));
    });
}

#[test]
fn names_that_are_none_are_refused() {
    fn refused<R: ImRequest>(client: &AnyClient, request: &R, code: &ResponseCode) {
        let error = client.call(request).unwrap_err();
        assert_eq!(error.response_code().as_ref(), Some(code), "{error:?}");
        assert!(matches!(error, Error::Response(_)) && !error.is_transient() && !error.is_not_found(), "{error:?}");
    }
    each(|kind| {
        let simulator = start();
        let client = kind.client(simulator.url());
        let both = PathToExtendedField {
            property_tag: Some(PropertyTag::UnsignedShort(0x3001)),
            ..named("Color", MapiPropertyType::String)
        };
        for (path, code) in [
            (both, ResponseCode::ErrorInvalidExtendedProperty),
            (PathToExtendedField::new(MapiPropertyType::String), ResponseCode::ErrorInvalidExtendedProperty),
            (by_tag(0x8001, MapiPropertyType::String), ResponseCode::ErrorNoPropertyTagForCustomProperties),
            (by_tag(0x3001, MapiPropertyType::Object), ResponseCode::ErrorUnsupportedMapiPropertyType),
        ] {
            refused(&client, &GetImItemList { extended_properties: uris(std::slice::from_ref(&path)) }, &code);
            let request = GetImItems {
                contact_ids: item_ids([contact_id(&simulator, "tony@contoso.com")]),
                extended_properties: uris(&[path]),
                ..GetImItems::default()
            };
            refused(&client, &request, &code);
        }
        client.call(&GetImItemList { extended_properties: uris(&[by_tag(0x3001, MapiPropertyType::String)]) }).unwrap();
    });
}
