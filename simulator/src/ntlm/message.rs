//! The three messages of NTLM (MS-NLMP, section 2.2).

use std::time::{SystemTime, UNIX_EPOCH};

/// What each message begins with.
pub(super) const SIGNATURE: &[u8] = b"NTLMSSP\0";

/// The flags of MS-NLMP 2.2.2.5 that this server knows.
pub(super) mod flags {
    pub(crate) const UNICODE: u32 = 0x0000_0001;
    pub(crate) const OEM: u32 = 0x0000_0002;
    pub(crate) const REQUEST_TARGET: u32 = 0x0000_0004;
    pub(crate) const SIGN: u32 = 0x0000_0010;
    pub(crate) const SEAL: u32 = 0x0000_0020;
    pub(crate) const NTLM: u32 = 0x0000_0200;
    pub(crate) const ALWAYS_SIGN: u32 = 0x0000_8000;
    pub(crate) const TARGET_TYPE_DOMAIN: u32 = 0x0001_0000;
    pub(crate) const EXTENDED_SESSION_SECURITY: u32 = 0x0008_0000;
    pub(crate) const TARGET_INFO: u32 = 0x0080_0000;
    pub(crate) const VERSION: u32 = 0x0200_0000;
    pub(crate) const KEY_128: u32 = 0x2000_0000;
    pub(crate) const KEY_EXCHANGE: u32 = 0x4000_0000;
    pub(crate) const KEY_56: u32 = 0x8000_0000;
}

/// The flags that are granted where the client asks for them.
const GRANTED: u32 = flags::REQUEST_TARGET
    | flags::SIGN
    | flags::SEAL
    | flags::ALWAYS_SIGN
    | flags::EXTENDED_SESSION_SECURITY
    | flags::VERSION
    | flags::KEY_128
    | flags::KEY_EXCHANGE
    | flags::KEY_56;

/// The names of the server that a challenge tells: of domain and computer, for NetBIOS and for DNS.
const DOMAIN: &str = "CONTOSO";
const COMPUTER: &str = "EXCHANGE";
const DNS_DOMAIN: &str = "contoso.example";
const DNS_COMPUTER: &str = "exchange.contoso.example";

/// The kinds of `AV_PAIR` (MS-NLMP 2.2.2.1).
mod av {
    pub(super) const END: u16 = 0;
    pub(super) const COMPUTER: u16 = 1;
    pub(super) const DOMAIN: u16 = 2;
    pub(super) const DNS_COMPUTER: u16 = 3;
    pub(super) const DNS_DOMAIN: u16 = 4;
    pub(super) const FLAGS: u16 = 6;
    pub(super) const TIMESTAMP: u16 = 7;
    pub(super) const CHANNEL_BINDINGS: u16 = 10;
}

/// What a client sends.
pub(super) enum Message<'a> {
    /// The first message, and what it asks for.
    Negotiate { flags: u32 },
    /// The answer to the challenge.
    Authenticate(Authenticate<'a>),
}

/// An AUTHENTICATE message (MS-NLMP 2.2.1.3).
pub(super) struct Authenticate<'a> {
    /// All of it.
    pub(super) message: &'a [u8],
    pub(super) flags: u32,
    pub(super) user: String,
    pub(super) domain: String,
    /// The session key that the client has chosen, encrypted, if keys are exchanged.
    pub(super) session_key: &'a [u8],
    /// The answer, if it is by the second version of NTLM.
    pub(super) response: Option<Response<'a>>,
}

/// The `NTLMv2_RESPONSE` (MS-NLMP 2.2.2.8).
pub(super) struct Response<'a> {
    pub(super) proof: &'a [u8],
    /// The `NTLMv2_CLIENT_CHALLENGE`, which the proof covers.
    pub(super) blob: &'a [u8],
    av_flags: u32,
    /// The hash of the channel bindings, if there are any.
    pub(super) channel_bindings: Option<&'a [u8]>,
}

impl Response<'_> {
    /// Whether the AUTHENTICATE message has an integrity code.
    pub(super) fn has_mic(&self) -> bool {
        self.av_flags & 2 != 0
    }
}

/// A challenge that has been sent (MS-NLMP 2.2.1.2).
pub(super) struct Challenge {
    pub(super) message: Vec<u8>,
    pub(super) server_challenge: [u8; 8],
}

impl Challenge {
    /// A challenge for a client that asks for these flags. `None` if the system has no random numbers.
    pub(super) fn new(asked: u32) -> Option<Self> {
        let mut server_challenge = [0; 8];
        getrandom::fill(&mut server_challenge).ok()?;
        let unicode = asked & flags::UNICODE != 0;
        let encoding = if unicode { flags::UNICODE } else { flags::OEM };
        let granted =
            asked & GRANTED | encoding | flags::NTLM | flags::TARGET_TYPE_DOMAIN | flags::TARGET_INFO | flags::VERSION;
        let target = if unicode { utf16(DOMAIN) } else { DOMAIN.as_bytes().to_vec() };
        let mut info = Vec::new();
        for (kind, name) in [
            (av::DOMAIN, DOMAIN),
            (av::COMPUTER, COMPUTER),
            (av::DNS_DOMAIN, DNS_DOMAIN),
            (av::DNS_COMPUTER, DNS_COMPUTER),
        ] {
            push_av_pair(&mut info, kind, &utf16(name));
        }
        push_av_pair(&mut info, av::TIMESTAMP, &file_time().to_le_bytes());
        push_av_pair(&mut info, av::END, &[]);

        const PAYLOAD: usize = 56;
        let mut message = [SIGNATURE, &2_u32.to_le_bytes()].concat();
        push_field(&mut message, &target, PAYLOAD);
        message.extend(granted.to_le_bytes());
        message.extend(server_challenge);
        message.extend([0; 8]);
        push_field(&mut message, &info, PAYLOAD + target.len());
        // The version of Windows Server 2022 (MS-NLMP 2.2.2.10).
        message.extend([10, 0, 0x7c, 0x4f, 0, 0, 0, 15]);
        message.extend(target);
        message.extend(info);
        Some(Self { message, server_challenge })
    }
}

/// Reads a message of a client. `None` if it is not understood.
pub(super) fn read(message: &[u8]) -> Option<Message<'_>> {
    if !message.starts_with(SIGNATURE) {
        return None;
    }
    match u32_at(message, 8)? {
        1 => Some(Message::Negotiate { flags: u32_at(message, 12)? }),
        3 => {
            let flags = u32_at(message, 60)?;
            let response = field_at(message, 20)?;
            Some(Message::Authenticate(Authenticate {
                message,
                flags,
                user: text(field_at(message, 36)?, flags)?,
                domain: text(field_at(message, 28)?, flags)?,
                session_key: field_at(message, 52)?,
                // The first version's responses have 24 octets, and nobody's has none.
                response: if response.len() > 24 { Some(read_response(response)?) } else { None },
            }))
        }
        _ => None,
    }
}

fn read_response(response: &[u8]) -> Option<Response<'_>> {
    let (proof, blob) = response.split_at_checked(16)?;
    if !blob.starts_with(&[1, 1]) {
        return None;
    }
    let mut read = Response { proof, blob, av_flags: 0, channel_bindings: None };
    let mut rest = blob.get(28..)?;
    loop {
        let (kind, length) = (u16_at(rest, 0)?, usize::from(u16_at(rest, 2)?));
        let value = rest.get(4..4 + length)?;
        match kind {
            av::END => return Some(read),
            av::FLAGS => read.av_flags = u32_at(value, 0)?,
            // All zeros say that there are none.
            av::CHANNEL_BINDINGS => {
                read.channel_bindings = Some(value).filter(|value| value.iter().any(|octet| *octet != 0))
            }
            _ => {}
        }
        rest = rest.get(4 + length..)?;
    }
}

/// A name, in UTF-16 or in the client's code page, of which ASCII and UTF-8 are understood.
fn text(octets: &[u8], flags: u32) -> Option<String> {
    if flags & flags::UNICODE == 0 {
        return String::from_utf8(octets.to_vec()).ok();
    }
    let (units, rest) = octets.as_chunks();
    let units: Vec<u16> = units.iter().map(|unit| u16::from_le_bytes(*unit)).collect();
    if rest.is_empty() { String::from_utf16(&units).ok() } else { None }
}

pub(super) fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// The payload that a field of length, room and offset tells of.
fn field_at(message: &[u8], at: usize) -> Option<&[u8]> {
    let length = usize::from(u16_at(message, at)?);
    let offset = usize::try_from(u32_at(message, at + 4)?).ok()?;
    if length == 0 {
        return Some(&[]);
    }
    message.get(offset..offset.checked_add(length)?)
}

fn push_field(message: &mut Vec<u8>, payload: &[u8], offset: usize) {
    // The payloads are the short ones of a challenge.
    let (length, offset) = (payload.len() as u16, offset as u32);
    message.extend(length.to_le_bytes());
    message.extend(length.to_le_bytes());
    message.extend(offset.to_le_bytes());
}

fn push_av_pair(info: &mut Vec<u8>, kind: u16, value: &[u8]) {
    info.extend(kind.to_le_bytes());
    info.extend((value.len() as u16).to_le_bytes());
    info.extend(value);
}

/// Now, in tenths of a microsecond since 1601 (`FILETIME`, MS-DTYP 2.3.3).
fn file_time() -> u64 {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    116_444_736_000_000_000 + since_1970.as_nanos() as u64 / 100
}

fn u16_at(octets: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*octets.get(at..)?.first_chunk()?))
}

fn u32_at(octets: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*octets.get(at..)?.first_chunk()?))
}
