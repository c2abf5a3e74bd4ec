//! A request written by hand for xml_struct, in the way of the crate `ews`, which has no operation on instant messaging.

use quick_xml::Writer;
use xml_struct::XmlSerialize;

pub use xml_struct::Error;

const MESSAGES: &str = "http://schemas.microsoft.com/exchange/services/2006/messages";

/// The request for a new group.
#[derive(Clone, Debug, XmlSerialize)]
#[xml_struct(default_ns = MESSAGES)]
pub struct AddImGroup {
    /// The name to show.
    pub display_name: String,
}

/// Appends the request to a buffer.
///
/// # Errors
/// None that a buffer in memory could give.
pub fn write(value: &AddImGroup, out: &mut Vec<u8>) -> Result<(), Error> {
    value.serialize_as_element(&mut Writer::new(out), "AddImGroup")
}
