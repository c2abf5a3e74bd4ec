//! Extended properties: which are asked for, and which an object has.

use ews_im::types::{
    ArrayOfExtendedPropertyAttributedValue, ExtendedProperty, ExtendedPropertyAttributedValue, ExtendedPropertyValue,
    MapiPropertyType, NonEmptyArrayOfExtendedFieldUris, NonEmptyArrayOfExtendedProperty, PathToExtendedField,
    PropertyTag,
};

use super::{Contact, Group, Refusal, Result, persona};

/// The extended properties that a request asks for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Requested(Vec<PathToExtendedField>);

/// `PidTagDisplayName`, `PidTagGivenName` and `PidTagSurname`, which contacts have from their elements.
const DISPLAY_NAME: u16 = 0x3001;
const GIVEN_NAME: u16 = 0x3A06;
const SURNAME: u16 = 0x3A11;

/// The first of the tags that stand for other properties in each mailbox.
const FIRST_CUSTOM_TAG: u16 = 0x8000;

impl Requested {
    /// What the element of a request says.
    ///
    /// # Errors
    /// If a property is named by attributes that do not go together (it is a tag alone, or a property set with either a
    /// name or a number), by a tag of the range in which a mailbox numbers properties itself, or is of a type that has no
    /// values.
    pub(crate) fn new(uris: Option<NonEmptyArrayOfExtendedFieldUris>) -> Result<Self> {
        let paths = uris.map(|uris| uris.extended_property).unwrap_or_default();
        paths.iter().try_for_each(check)?;
        Ok(Self(paths))
    }

    /// Those of a group.
    pub(super) fn of_group(&self, group: &Group) -> Option<NonEmptyArrayOfExtendedProperty> {
        let name = [(DISPLAY_NAME, &*group.display_name)];
        let found: Vec<_> = self.0.iter().filter_map(|path| find(path, &group.extended_properties, &name)).collect();
        (!found.is_empty()).then_some(NonEmptyArrayOfExtendedProperty { extended_property: found })
    }

    /// Those of the contacts of a persona, equal ones once with all the contacts that have them.
    pub(super) fn of_contacts(&self, contacts: &[&Contact]) -> Option<ArrayOfExtendedPropertyAttributedValue> {
        let found = self.0.iter().flat_map(|path| {
            persona::attributed(contacts, |contact| {
                let names = [
                    (DISPLAY_NAME, contact.display_name.as_str()),
                    (GIVEN_NAME, contact.given_name.as_deref().unwrap_or_default()),
                    (SURNAME, contact.surname.as_deref().unwrap_or_default()),
                ];
                find(path, &contact.extended_properties, &names)
            })
        });
        let found: Vec<_> =
            found.map(|(value, attributions)| ExtendedPropertyAttributedValue { value, attributions }).collect();
        (!found.is_empty())
            .then_some(ArrayOfExtendedPropertyAttributedValue { extended_property_attributed_value: found })
    }
}

/// The property that a path names, with the path as it was asked for: one of those given, or one of the names by its tag.
fn find(path: &PathToExtendedField, given: &[ExtendedProperty], names: &[(u16, &str)]) -> Option<ExtendedProperty> {
    let wanted = key(path);
    let value = match given.iter().find(|property| key(&property.extended_field_uri) == wanted) {
        Some(property) => property.value.clone(),
        None => {
            let is_text = path.property_type == MapiPropertyType::String;
            let tag = wanted.tag.filter(|_| is_text)?;
            let (_, text) = names.iter().find(|(known, text)| *known == tag && !text.is_empty())?;
            ExtendedPropertyValue::Value((*text).to_owned())
        }
    };
    Some(ExtendedProperty::new(path.clone(), value))
}

/// What a path names, whichever way it is spelled.
#[derive(PartialEq)]
struct Key<'a> {
    tag: Option<u16>,
    set: Option<String>,
    name: Option<&'a str>,
    id: Option<i32>,
    kind: &'a MapiPropertyType,
}

fn key(path: &PathToExtendedField) -> Key<'_> {
    let distinguished = path.distinguished_property_set_id.as_ref().map(|set| set.as_str().to_owned());
    Key {
        tag: path.property_tag.as_ref().and_then(number),
        set: distinguished.or_else(|| path.property_set_id.as_ref().map(|guid| guid.to_ascii_lowercase())),
        name: path.property_name.as_deref(),
        id: path.property_id,
        kind: &path.property_type,
    }
}

/// The number of a property tag, in decimal or hexadecimal notation.
fn number(tag: &PropertyTag) -> Option<u16> {
    match tag {
        PropertyTag::UnsignedShort(number) => Some(*number),
        PropertyTag::HexPropertyTag(text) => u16::from_str_radix(text.get(2..)?, 16).ok(),
    }
}

fn check(path: &PathToExtendedField) -> Result<()> {
    use MapiPropertyType::{Error, Null, Object, ObjectArray};
    let sets = usize::from(path.distinguished_property_set_id.is_some()) + usize::from(path.property_set_id.is_some());
    let names = usize::from(path.property_name.is_some()) + usize::from(path.property_id.is_some());
    let tags = usize::from(path.property_tag.is_some());
    if !matches!((tags, sets, names), (1, 0, 0) | (0, 1, 1)) {
        return Err(Refusal::ExtendedProperty);
    }
    if path.property_tag.as_ref().and_then(number).is_some_and(|tag| tag >= FIRST_CUSTOM_TAG) {
        return Err(Refusal::CustomPropertyTag);
    }
    if matches!(path.property_type, Object | ObjectArray | Error | Null) {
        return Err(Refusal::PropertyType);
    }
    Ok(())
}
