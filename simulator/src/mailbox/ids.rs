//! Identifiers and change keys: how they look, and what an identifier tells.

use xsd_runtime::datatypes::Base64Binary;

/// Makes the identifiers of one mailbox. They are laid out like those of Exchange, whose bytes hold the GUID of the mailbox
/// as text, and count what is made, so that they are the same in each run.
#[derive(Debug, Clone)]
pub(crate) struct Ids {
    guid: String,
    bytes: [u8; 16],
    last_number: u64,
    last_change: u64,
}

/// The first bytes of the identifier of an item or folder, and of a persona.
const ITEM: [u8; 4] = [0, 3, 0x24, 0];
const PERSONA: [u8; 4] = [0, 4, 0x24, 0];

/// What stands for an item that is named without the state it is in: the change key in `MemberCorrelationKey`.
pub(crate) const CONTACT_WITHOUT_CHANGE: &str = "EQAAAA==";
/// The change key of folders.
pub(crate) const FOLDER_CHANGE: &str = "AQAAAA==";

/// Why an identifier can be none that a server gave out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BadId {
    /// There is nothing.
    Empty,
    /// It has a character that stands in no identifier, or `=` elsewhere than at the end.
    Malformed,
}

/// Whether an identifier can be one at all.
///
/// Documented identifiers are shortened and do not always decode as base64, so what they decode to says nothing: the
/// characters do.
pub(crate) fn check(id: &str) -> Result<(), BadId> {
    if id.is_empty() {
        return Err(BadId::Empty);
    }
    let content = id.strip_suffix("==").or_else(|| id.strip_suffix('=')).unwrap_or(id);
    let is_sound = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    if content.is_empty() || !content.bytes().all(is_sound) {
        return Err(BadId::Malformed);
    }
    Ok(())
}

/// The GUID of the mailbox that an identifier is of, if it tells.
pub(crate) fn mailbox_guid(id: &str) -> Option<String> {
    let bytes = id.parse::<Base64Binary>().ok()?.into_bytes();
    let guid = bytes.strip_prefix(&ITEM).or_else(|| bytes.strip_prefix(&PERSONA))?.get(..36)?;
    let guid = std::str::from_utf8(guid).ok()?;
    parse_guid(guid).map(|_| guid.to_owned())
}

/// The bytes of a GUID as it is written.
pub(crate) fn parse_guid(text: &str) -> Option<[u8; 16]> {
    let groups: Vec<&str> = text.split('-').collect();
    if !groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12]) {
        return None;
    }
    let digits = groups.concat();
    let mut bytes = [0; 16];
    for (byte, pair) in bytes.iter_mut().zip(digits.as_bytes().chunks(2)) {
        let pair = std::str::from_utf8(pair).ok().filter(|pair| pair.bytes().all(|b| b.is_ascii_hexdigit()))?;
        *byte = u8::from_str_radix(pair, 16).ok()?;
    }
    Some(bytes)
}

impl Ids {
    /// Identifiers of the mailbox with a GUID; `None` if it is none.
    pub(crate) fn new(guid: &str) -> Option<Self> {
        let bytes = parse_guid(guid)?;
        Some(Self { guid: guid.to_ascii_lowercase(), bytes, last_number: 0, last_change: 0 })
    }

    /// The GUID of the mailbox.
    pub(crate) fn guid(&self) -> &str {
        &self.guid
    }

    /// A number that nothing in this mailbox has had.
    pub(crate) fn number(&mut self) -> u64 {
        self.last_number += 1;
        self.last_number
    }

    /// A number for the state that something is in from now on.
    pub(crate) fn change(&mut self) -> u64 {
        self.last_change += 1;
        self.last_change
    }

    /// The identifier of an item or folder.
    pub(crate) fn item(&self, number: u64) -> String {
        let mut bytes = ITEM.to_vec();
        bytes.extend_from_slice(self.guid.as_bytes());
        bytes.extend_from_slice(&[0, 0x46, 0, 0, 0, 0, 0]);
        bytes.extend_from_slice(&self.bytes);
        bytes.extend_from_slice(&[7, 0]);
        bytes.extend_from_slice(&number.to_be_bytes());
        encode(bytes)
    }

    /// The identifier of a persona.
    pub(crate) fn persona(&self, number: u64) -> String {
        let mut bytes = PERSONA.to_vec();
        bytes.extend_from_slice(self.guid.as_bytes());
        bytes.extend_from_slice(&[0, 0x10, 0]);
        let (mailbox, _) = self.bytes.split_at(8);
        bytes.extend_from_slice(mailbox);
        bytes.extend_from_slice(&number.to_be_bytes());
        encode(bytes)
    }

    /// The change key of a contact in a state.
    pub(crate) fn contact_change_key(&self, change: u64) -> String {
        self.change_key(0x11, change)
    }

    /// The change key of a group in a state.
    pub(crate) fn group_change_key(&self, change: u64) -> String {
        self.change_key(0x12, change)
    }

    fn change_key(&self, kind: u8, change: u64) -> String {
        let mut bytes = vec![kind, 0, 0, 0, 0x16, 0, 0, 0];
        bytes.extend_from_slice(&self.bytes);
        bytes.extend(change.to_be_bytes().iter().skip(2));
        encode(bytes)
    }
}

fn encode(bytes: Vec<u8>) -> String {
    Base64Binary::from(bytes).to_string()
}
