//! Names of properties, as errors give them.

use std::fmt;

use ews_im_types::{PathToExtendedField, PropertyTag};
use xsd_runtime::{RawElement, Read, ReadOptions, Reader};

/// The name of a property that an error is about: the forms of `t:Path` that `MessageXml` is known to hold.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum PropertyPath {
    /// `FieldURI`: a property of its own, such as `contacts:DisplayName`.
    Field(String),
    /// `IndexedFieldURI`: a member of a dictionary.
    Indexed {
        /// The dictionary, such as `contacts:EmailAddress`.
        field_uri: String,
        /// The member, such as `EmailAddress1`.
        field_index: String,
    },
    /// `ExceptionFieldURI`: a property of an exception in a series.
    Exception(String),
    /// `ExtendedFieldURI`: a property without a name of its own.
    Extended(Box<PathToExtendedField>),
}

impl PropertyPath {
    /// The property that an element names; `None` if it names none. Its namespace does not matter: it has changed over the
    /// years.
    pub(crate) fn of(element: &RawElement) -> Option<Self> {
        let attribute = |name| element.attribute("", name).ok().flatten();
        Some(match element.local_name() {
            "FieldURI" => Self::Field(attribute("FieldURI")?),
            "IndexedFieldURI" => {
                Self::Indexed { field_uri: attribute("FieldURI")?, field_index: attribute("FieldIndex")? }
            }
            "ExceptionFieldURI" => Self::Exception(attribute("FieldURI")?),
            "ExtendedFieldURI" => Self::Extended(Box::new(extended(element).ok()?)),
            _ => return None,
        })
    }
}

fn extended(element: &RawElement) -> xsd_runtime::Result<PathToExtendedField> {
    let mut reader = Reader::new(element.as_xml(), &ReadOptions::lenient())?;
    reader.start_document()?;
    PathToExtendedField::read(&mut reader)
}

/// The parts that there are, such as `PublicStrings:Keywords (StringArray)`.
fn show(path: &PathToExtendedField, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let parts = [
        path.distinguished_property_set_id.as_ref().map(ToString::to_string),
        path.property_set_id.as_ref().map(ToString::to_string),
        path.property_tag.as_ref().map(tag),
        path.property_name.clone(),
        path.property_id.as_ref().map(ToString::to_string),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    write!(f, "{} ({})", parts.join(":"), path.property_type)
}

fn tag(tag: &PropertyTag) -> String {
    match tag {
        PropertyTag::UnsignedShort(number) => number.to_string(),
        PropertyTag::HexPropertyTag(text) => text.to_string(),
    }
}

impl fmt::Display for PropertyPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(uri) | Self::Exception(uri) => f.write_str(uri),
            Self::Indexed { field_uri, field_index } => write!(f, "{field_uri}:{field_index}"),
            Self::Extended(path) => show(path, f),
        }
    }
}
