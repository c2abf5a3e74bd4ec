//! Reading faults.

use super::{Detail, Fault, FaultCode, Part, Reason, Spelling};
use crate::error::Result;
use crate::reader::{Tag, describe};
use crate::soap::{ReadBody, Version, tables};
use crate::{ErrorKind, Read, Reader, Table};

/// The codes that SOAP 1.2 admits as the value of `Code` (Part 1, section 5.4.6).
const CODES_12: [&str; 5] = ["DataEncodingUnknown", "MustUnderstand", "Receiver", "Sender", "VersionMismatch"];

impl ReadBody for Fault {
    fn expected() -> String {
        "a fault".to_owned()
    }

    fn read_body(reader: &mut Reader<'_>, version: Version) -> Result<Option<Self>> {
        if version.is_at(reader, "Fault") { Self::read(reader, version).map(Some) } else { Ok(None) }
    }
}

impl Fault {
    /// Reads the content of the fault whose start tag was read last.
    fn read(reader: &mut Reader<'_>, version: Version) -> Result<Self> {
        let mut fault = Self::blank(version);
        let (mut codes, mut reasons) = (None, None);
        let tables = version.tables();
        let mut cursor = reader.enter(if reader.is_strict() { &tables.fault } else { &tables.open_fault })?;
        while let Some(member) = cursor.next(reader)? {
            let part = match member {
                0..=2 => {
                    cursor.set(reader, &mut codes)?;
                    Part::Code
                }
                3..=5 => {
                    cursor.set(reader, &mut reasons)?;
                    Part::Reason
                }
                6 => {
                    cursor.set(reader, &mut fault.node)?;
                    continue;
                }
                7..=9 => {
                    cursor.set(reader, &mut fault.role)?;
                    Part::Role
                }
                10..=12 => {
                    cursor.set(reader, &mut fault.detail)?;
                    Part::Detail
                }
                _ => {
                    check_other(reader, &tables.open_fault)?;
                    cursor.push(reader, &mut fault.others)?;
                    continue;
                }
            };
            // Every part has three members, one a spelling; behind the first two parts stands `Node`.
            let place = if member < 6 { member } else { member - 1 };
            fault.spelling[part as usize] =
                [Spelling::Plain, Spelling::Qualified, Spelling::Soap12][place as usize % 3];
        }
        let mut codes = codes.map(|Codes(codes)| codes).unwrap_or_default().into_iter();
        fault.code = codes.next().unwrap_or_default();
        fault.subcodes = codes.collect();
        fault.reasons = reasons.map(|Reasons(reasons)| reasons).unwrap_or_default();
        Ok(fault)
    }
}

/// What the wildcard takes must not be a part that has come before: which of two is right nobody knows.
fn check_other(reader: &Reader<'_>, table: &Table) -> Result<()> {
    let Tag { local, namespace, .. } = reader.tag;
    if !table.children.iter().any(|part| part.name == local && part.namespace == namespace) {
        return Ok(());
    }
    let message = format!("element `{local}` may occur only once here");
    Err(reader.error(ErrorKind::UnexpectedElement, message))
}

/// `faultcode`, or `Code` of SOAP 1.2: its value, then those of the subcodes.
struct Codes(Vec<FaultCode>);

impl Read for Codes {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        match reader.local_name() {
            "Code" => read_code(reader, &tables::CODE, true).map(Self),
            _ => FaultCode::read(reader).map(|code| Self(vec![code])),
        }
    }
}

/// `Subcode` of SOAP 1.2: its value, then those of the subcodes inside.
struct Subcode(Vec<FaultCode>);

impl Read for Subcode {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        read_code(reader, &tables::SUBCODE, false).map(Self)
    }
}

fn read_code(reader: &mut Reader<'_>, table: &'static Table, is_standard: bool) -> Result<Vec<FaultCode>> {
    let (mut value, mut inner) = (None, None);
    let mut cursor = reader.enter(table)?;
    while let Some(member) = cursor.next(reader)? {
        match member {
            0 => {
                cursor.set(reader, &mut value)?;
                if is_standard && reader.is_strict() {
                    check_standard(reader, value.as_ref())?;
                }
            }
            _ => cursor.set(reader, &mut inner)?,
        }
    }
    let inner = inner.map(|Subcode(inner)| inner).unwrap_or_default();
    Ok(value.into_iter().chain(inner).collect())
}

fn check_standard(reader: &Reader<'_>, code: Option<&FaultCode>) -> Result<()> {
    let is_known =
        |code: &FaultCode| code.namespace == Version::Soap12.namespace() && CODES_12.contains(&code.local.as_str());
    let Some(code) = code.filter(|code| !is_known(code)) else { return Ok(()) };
    let found = describe(&code.local, &code.namespace);
    let list = CODES_12.map(|code| format!("`s:{code}`")).join(", ");
    let message = format!("{found} is no fault code of SOAP 1.2; expected {list}");
    Err(reader.error(ErrorKind::InvalidValue, message))
}

/// `faultstring`, or the texts of `Reason` of SOAP 1.2.
struct Reasons(Vec<Reason>);

impl Read for Reasons {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        if reader.local_name() != "Reason" {
            return Ok(Self(vec![read_reason(reader, &tables::FAULTSTRING)?]));
        }
        let mut reasons = Vec::new();
        let mut cursor = reader.enter(&tables::REASON)?;
        while cursor.next(reader)?.is_some() {
            cursor.push(reader, &mut reasons)?;
        }
        Ok(Self(reasons.into_iter().map(|Text(reason)| reason).collect()))
    }
}

/// `Text` of SOAP 1.2.
struct Text(Reason);

impl Read for Text {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        read_reason(reader, &tables::TEXT).map(Self)
    }
}

fn read_reason(reader: &mut Reader<'_>, table: &'static Table) -> Result<Reason> {
    let (mut lang, mut text) = (None, None);
    let mut cursor = reader.enter(table)?;
    while let Some(member) = cursor.next(reader)? {
        match member {
            0 => cursor.attribute(reader, &mut lang)?,
            _ => cursor.set(reader, &mut text)?,
        }
    }
    Ok(Reason { text: text.unwrap_or_default(), lang })
}

impl Read for Detail {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        if !reader.is_strict() {
            // Text is not lost either: some servers write nothing else.
            let raw = reader.raw()?;
            let text = raw.text()?.trim().to_owned();
            return Ok(Self { attributes: raw.attributes()?, text, entries: raw.children()? });
        }
        let mut detail = Self::default();
        // `detail` of SOAP 1.1 is in no namespace.
        let mut cursor = reader.enter(&Version::at(reader).tables().detail)?;
        while let Some(member) = cursor.next(reader)? {
            match member {
                0 => cursor.any_attribute(reader, &mut detail.attributes)?,
                _ => cursor.push(reader, &mut detail.entries)?,
            }
        }
        Ok(detail)
    }
}
