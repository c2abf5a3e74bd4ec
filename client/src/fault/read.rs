//! Reading faults.

use xsd_runtime::{
    AnyNamespace, Attribute, Child, ErrorKind, MANY, NO_NAMESPACE, ONE, OPTIONAL, Read, Reader, Result, SOME, Table,
};

use super::{Detail, Fault, FaultCode, Part, Reason, Spelling};
use crate::envelope;
use crate::soap::{self, NAMESPACES, S, SoapVersion, XML};

/// The four parts in their three spellings each, in the order of [`Spelling`]; those that SOAP 1.1 does not have are
/// aliases, and thus refused in strict mode.
static FAULT: Table = Table::new(&NAMESPACES, S, "Fault").children(&[
    Child::new(NO_NAMESPACE, "faultcode", 0, ONE),
    Child::alias(S, "faultcode", 0, ONE),
    Child::alias(S, "Code", 0, ONE),
    Child::new(NO_NAMESPACE, "faultstring", 1, ONE),
    Child::alias(S, "faultstring", 1, ONE),
    Child::alias(S, "Reason", 1, ONE),
    Child::new(NO_NAMESPACE, "faultactor", 2, OPTIONAL),
    Child::alias(S, "faultactor", 2, OPTIONAL),
    Child::alias(S, "Role", 2, OPTIONAL),
    Child::new(NO_NAMESPACE, "detail", 3, OPTIONAL),
    Child::alias(S, "detail", 3, OPTIONAL),
    Child::alias(S, "Detail", 3, OPTIONAL),
    Child::alias(S, "Node", 4, OPTIONAL),
    Child::any(AnyNamespace::Any, 5, MANY),
]);

impl Fault {
    /// Reads the content of the fault whose start tag was read last.
    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let mut fault = Self { version: SoapVersion::of(reader), ..Self::new(FaultCode::default(), "") };
        fault.reasons.clear();
        let (mut code, mut reason) = (None, None);
        let mut cursor = reader.enter(&FAULT)?;
        while let Some(member) = cursor.next(reader)? {
            let spelling = [Spelling::Plain, Spelling::Qualified, Spelling::Soap12][member as usize % 3];
            match member {
                0 | 1 => cursor.set(reader, &mut code)?,
                2 => {
                    let mut codes = None;
                    cursor.set(reader, &mut codes)?;
                    let mut codes = codes.map(|Codes(codes)| codes).unwrap_or_default().into_iter();
                    code = codes.next();
                    fault.subcodes = codes.collect();
                }
                3 | 4 => cursor.set(reader, &mut reason)?,
                5 => {
                    let mut reasons = None;
                    cursor.set(reader, &mut reasons)?;
                    fault.reasons = reasons.map(|Reasons(reasons)| reasons).unwrap_or_default();
                }
                6..=8 => cursor.set(reader, &mut fault.actor)?,
                9..=11 => cursor.set(reader, &mut fault.detail)?,
                12 => cursor.set(reader, &mut fault.node)?,
                _ if reader.is_strict() => {
                    let message = format!(
                        "element {} is not allowed here; \
                         a fault holds `faultcode`, `faultstring`, `faultactor`, `detail`",
                        envelope::name(reader)
                    );
                    return Err(reader.error(ErrorKind::UnexpectedElement, message));
                }
                _ => cursor.push(reader, &mut fault.others)?,
            }
            let part = [Part::Code, Part::Reason, Part::Actor, Part::Detail].get(member as usize / 3);
            if let Some(&part) = part {
                fault.spelling[part as usize] = spelling;
            }
        }
        fault.code = code.unwrap_or_default();
        fault.reasons.extend(reason);
        Ok(fault)
    }
}

impl Read for Reason {
    /// SOAP 1.1 has no place for `xml:lang`, but the Basic Profile 1.1 (R1016) has.
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        static TABLE: Table =
            Table::new(&NAMESPACES, NO_NAMESPACE, "").attributes(&[Attribute::optional(XML, "lang")]).text();
        let (mut lang, mut text) = (None, None);
        let mut cursor = reader.enter(&TABLE)?;
        while let Some(member) = cursor.next(reader)? {
            match member {
                0 => cursor.attribute(reader, &mut lang)?,
                _ => cursor.set(reader, &mut text)?,
            }
        }
        Ok(Self { text: text.unwrap_or_default(), lang })
    }
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
        let mut cursor = reader.enter(&soap::DETAIL)?;
        while let Some(member) = cursor.next(reader)? {
            match member {
                0 => cursor.any_attribute(reader, &mut detail.attributes)?,
                _ => cursor.push(reader, &mut detail.entries)?,
            }
        }
        Ok(detail)
    }
}

/// `Code` and `Subcode` of SOAP 1.2: the value, then those of the codes inside.
struct Codes(Vec<FaultCode>);

impl Read for Codes {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        static TABLE: Table = Table::new(&NAMESPACES, NO_NAMESPACE, "")
            .children(&[Child::new(S, "Value", 0, ONE), Child::new(S, "Subcode", 1, OPTIONAL)]);
        let (mut codes, mut inner) = (Vec::new(), None);
        let mut cursor = reader.enter(&TABLE)?;
        while let Some(member) = cursor.next(reader)? {
            match member {
                0 => cursor.push(reader, &mut codes)?,
                _ => cursor.set(reader, &mut inner)?,
            }
        }
        codes.extend(inner.into_iter().flat_map(|Self(inner)| inner));
        Ok(Self(codes))
    }
}

/// `Reason` of SOAP 1.2.
struct Reasons(Vec<Reason>);

impl Read for Reasons {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        static TABLE: Table = Table::new(&NAMESPACES, NO_NAMESPACE, "").children(&[Child::new(S, "Text", 0, SOME)]);
        let mut reasons = Vec::new();
        let mut cursor = reader.enter(&TABLE)?;
        while cursor.next(reader)?.is_some() {
            cursor.push(reader, &mut reasons)?;
        }
        Ok(Self(reasons))
    }
}
