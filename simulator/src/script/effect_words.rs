//! Effects in text form.

use std::time::Duration;

use bytes::Bytes;
use http::header::{self, HeaderName};
use http::{HeaderMap, HeaderValue};

use crate::script::parse::number;
use crate::script::substitute::{INTERNAL, INTERNAL_TEXT};
use crate::script::words::Words;
use crate::script::{BusyForm, Change, Effect, FaultLayout, Moment, ScriptError, Substitute};

const NAMES: &str = "a status like 503, busy, error, fault, html, canned, drop, delay, cut, truncate, illegal, no-header, \
    empty-header, bom, body-attributes, unknown-elements, unknown-codes, https, loose-values, warning, status, content-type or header";

/// Reads an effect, all of it.
pub(super) fn effect(words: &mut Words) -> Result<Effect, ScriptError> {
    let Some(name) = words.next() else { return Err(ScriptError::new(format!("expected an effect: {NAMES}"))) };
    let effect = if name == "drop" {
        Effect::Drop(if words.flag("head") {
            Moment::Head
        } else if words.flag("after") {
            Moment::After
        } else {
            Moment::Before
        })
    } else if name == "delay" {
        let is_after = words.flag("after");
        let duration = duration(&words.next().unwrap_or_default())?;
        if is_after { Effect::Hold(duration) } else { Effect::Delay(duration) }
    } else if let Some(change) = change(&name, words)? {
        Effect::Change(change)
    } else {
        let is_carried_out = words.flag("after");
        match substitute(&name, words)? {
            Some(substitute) => Effect::Answer { substitute, is_carried_out },
            None => return Err(ScriptError::new(format!("there is no effect {name:?}: expected {NAMES}"))),
        }
    };
    words.end(&name)?;
    Ok(effect)
}

fn duration(text: &str) -> Result<Duration, ScriptError> {
    let expected = "a time like 200ms or 2s";
    if let Some(milliseconds) = text.strip_suffix("ms") {
        return Ok(Duration::from_millis(number(milliseconds, expected)?));
    }
    let seconds = text.strip_suffix('s').and_then(|seconds| seconds.parse().ok());
    let duration = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    duration.ok_or_else(|| ScriptError::new(format!("expected {expected}, found {text:?}")))
}

fn change(name: &str, words: &mut Words) -> Result<Option<Change>, ScriptError> {
    Ok(Some(match name {
        "cut" => Change::Cut(words.number("at", "a number of bytes")?),
        "truncate" => Change::Truncate(words.number("at", "a number of bytes")?),
        "illegal" => illegal(words)?,
        "no-header" => Change::NoHeader,
        "empty-header" => Change::EmptyHeader,
        "bom" => Change::ByteOrderMark,
        "body-attributes" => Change::BodyAttributes,
        "unknown-elements" => Change::UnknownElements,
        "unknown-codes" => Change::UnknownCodes,
        "https" => Change::HttpsNamespaces,
        "loose-values" => Change::LooseValues,
        "warning" => Change::Warning {
            code: code(words.value("code"), "ErrorBatchProcessingStopped")?,
            text: words.value("text").unwrap_or_else(|| "Only a part was carried out.".to_owned()),
        },
        "status" => Change::Status(status(&words.next().unwrap_or_default())?),
        "content-type" => {
            let text = words.next().unwrap_or_default();
            if HeaderValue::from_str(&text).is_err() || text.is_empty() {
                return Err(ScriptError::new(format!("expected a content type like \"text/html\", found {text:?}")));
            }
            Change::ContentType(text)
        }
        "header" => {
            let (name, value) = header(&words.next().unwrap_or_default())?;
            Change::Header(name, value)
        }
        _ => return Ok(None),
    }))
}

/// The characters by their numbers as in character references.
fn illegal(words: &mut Words) -> Result<Change, ScriptError> {
    let is_raw = words.flag("raw");
    let mut characters = Vec::new();
    while let Some(text) = words.next() {
        let found = text.strip_prefix('x').and_then(|hex| u32::from_str_radix(hex, 16).ok());
        // XML 1.0, section 2.2. What is no character at all can only be referred to.
        let is_illegal = |c: &u32| match c {
            0x9 | 0xA | 0xD | 0x20..=0xD7FF | 0xE000..=0xFFFD | 0x1_0000..=0x10_FFFF => false,
            c => !is_raw || char::from_u32(*c).is_some(),
        };
        match found.filter(is_illegal) {
            Some(c) => characters.push(c),
            None => {
                let problem = format!("expected a character that XML forbids, like x0 or x1F, found {text:?}");
                return Err(ScriptError::new(problem));
            }
        }
    }
    if characters.is_empty() {
        characters = vec![0x0, 0x1, 0x10, 0x1A];
    }
    Ok(Change::Illegal { characters, is_raw })
}

fn substitute(name: &str, words: &mut Words) -> Result<Option<Substitute>, ScriptError> {
    Ok(Some(match name {
        "busy" => Substitute::Busy { form: busy_form(words.value("as"))?, back_off: back_off(words)? },
        "error" => Substitute::Error {
            code: code(words.next(), INTERNAL)?,
            text: words.value("text").unwrap_or_else(|| INTERNAL_TEXT.to_owned()),
        },
        "fault" => fault(words)?,
        "html" => Substitute::Status { status: written_status(words)?.unwrap_or(200), retry_after: None },
        "canned" => canned(words)?,
        _ if name.bytes().all(|byte| byte.is_ascii_digit()) => {
            let retry_after = words.number("retry-after", "whole seconds")?;
            match status(name)? {
                status if status == 302 || 400 <= status => Substitute::Status { status, retry_after },
                status => {
                    let problem = format!("expected 302 or a status from 400 on, found {status}: use html or canned");
                    return Err(ScriptError::new(problem));
                }
            }
        }
        _ => return Ok(None),
    }))
}

fn busy_form(text: Option<String>) -> Result<BusyForm, ScriptError> {
    match text.as_deref() {
        None | Some("fault") => Ok(BusyForm::Fault),
        Some("response") => Ok(BusyForm::Response),
        Some("inner") => Ok(BusyForm::Inner),
        Some(text) => Err(ScriptError::new(format!("expected fault, response or inner for as, found {text:?}"))),
    }
}

fn fault(words: &mut Words) -> Result<Substitute, ScriptError> {
    let name = words.next();
    let layout = match name.as_deref() {
        None | Some("modern") => FaultLayout::Modern,
        Some("2007") => FaultLayout::Exchange2007,
        Some("out-of-office") => FaultLayout::OutOfOffice,
        Some("gromox") => FaultLayout::Gromox,
        Some("soap12") => FaultLayout::Soap12,
        Some(name) => {
            let expected = "modern, 2007, out-of-office, gromox or soap12";
            return Err(ScriptError::new(format!("there is no layout {name:?} of faults: expected {expected}")));
        }
    };
    let (given, back_off) = (words.value("code"), back_off(words)?);
    if matches!(layout, FaultLayout::OutOfOffice | FaultLayout::Gromox) && (given.is_some() || back_off.is_some()) {
        return Err(ScriptError::new("faults of this layout have no place for code and back-off: leave them out"));
    }
    Ok(Substitute::Fault {
        layout,
        code: code(given, INTERNAL)?,
        text: words.value("text").unwrap_or_else(|| INTERNAL_TEXT.to_owned()),
        back_off,
        status: written_status(words)?,
    })
}

fn canned(words: &mut Words) -> Result<Substitute, ScriptError> {
    let mut headers = HeaderMap::new();
    while let Some(text) = words.value("header") {
        let (name, value) = header(&text)?;
        headers.append(name, value);
    }
    Ok(Substitute::Canned {
        status: written_status(words)?.unwrap_or(200),
        headers,
        body: Bytes::from(words.value("body").unwrap_or_default()),
    })
}

/// A header in the form `Name: value`.
fn header(text: &str) -> Result<(HeaderName, HeaderValue), ScriptError> {
    let header = text.split_once(':').and_then(|(name, value)| {
        let name = HeaderName::from_bytes(name.trim().as_bytes()).ok()?;
        // The length and the way of sending follow from the body.
        let is_free = name != header::CONTENT_LENGTH && name != header::TRANSFER_ENCODING;
        HeaderValue::from_str(value.trim()).ok().filter(|_| is_free).map(|value| (name, value))
    });
    let expected = "a header like \"Name: value\", other than Content-Length and Transfer-Encoding";
    header.ok_or_else(|| ScriptError::new(format!("expected {expected}, found {text:?}")))
}

fn back_off(words: &mut Words) -> Result<Option<u32>, ScriptError> {
    words.number("back-off", "whole milliseconds")
}

/// A response code: known or not, but one that could be.
fn code(given: Option<String>, usual: &str) -> Result<String, ScriptError> {
    let Some(code) = given else { return Ok(usual.to_owned()) };
    let is_name = code.starts_with(|c: char| c.is_ascii_alphabetic())
        && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    match is_name {
        true => Ok(code),
        false => Err(ScriptError::new(format!("expected a response code like ErrorServerBusy, found {code:?}"))),
    }
}

/// The status of the key `status`.
fn written_status(words: &mut Words) -> Result<Option<u16>, ScriptError> {
    words.value("status").map(|text| status(&text)).transpose()
}

fn status(text: &str) -> Result<u16, ScriptError> {
    let expected = "a status of HTTP from 200 to 599";
    match number(text, expected)? {
        status @ 200..=599 => Ok(status),
        status => Err(ScriptError::new(format!("expected {expected}, found {status}"))),
    }
}
