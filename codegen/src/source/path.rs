//! Paths as documents write them: text with forward slashes, resolved without looking at the disk.

use super::address;

/// The path or address that `location`, written in the document with the path or address `from`, stands for.
pub(crate) fn join(from: &str, location: &str) -> String {
    if is_remote(from) {
        return address::join(from, location).unwrap_or_else(|| location.to_owned());
    }
    if is_remote(location.trim()) {
        return address::without_fragment(location.trim()).to_owned();
    }
    let location = clean(location);
    if is_absolute(&location) {
        return normalize(&location);
    }
    match from.rfind('/') {
        Some(slash) => normalize(&format!("{}/{location}", from.get(..slash).unwrap_or(""))),
        None => normalize(&location),
    }
}

/// The path without `.`, without `..` where a folder stands before it, and with forward slashes.
pub(crate) fn normalize(path: &str) -> String {
    let path = path.replace('\\', "/");
    let rooted = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|it| *it != "..") => {
                parts.pop();
            }
            ".." if rooted => {}
            _ => parts.push(part),
        }
    }
    let joined = parts.join("/");
    if rooted { format!("/{joined}") } else { joined }
}

/// Whether a path stands for itself, wherever it is written.
pub(crate) fn is_absolute(path: &str) -> bool {
    let mut chars = path.chars();
    path.starts_with(['/', '\\'])
        || (chars.next().is_some_and(|it| it.is_ascii_alphabetic())
            && chars.next() == Some(':')
            && matches!(chars.next(), Some('/' | '\\')))
}

/// Whether a location is an address that no file answers, such as `http://…` or `urn:…`.
pub(super) fn is_remote(location: &str) -> bool {
    if is_absolute(location) {
        return false;
    }
    let Some((scheme, _)) = location.split_once(':') else { return false };
    let is_scheme = scheme.len() > 1
        && scheme.starts_with(|it: char| it.is_ascii_alphabetic())
        && scheme.chars().all(|it| it.is_ascii_alphanumeric() || "+-.".contains(it));
    is_scheme && !scheme.eq_ignore_ascii_case("file")
}

/// The last part of a path.
pub(crate) fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// A location as a path: `file:` removed, percent escapes decoded, forward slashes.
fn clean(location: &str) -> String {
    let location = location.trim();
    let path = match location.get(..5) {
        Some(scheme) if scheme.eq_ignore_ascii_case("file:") => {
            let rest = location.get(5..).unwrap_or("");
            let rest = rest.strip_prefix("//localhost").or_else(|| rest.strip_prefix("//")).unwrap_or(rest);
            // In `file:///C:/x` the slash before the drive is none of the path.
            rest.strip_prefix('/').filter(|it| is_absolute(it)).unwrap_or(rest)
        }
        _ => location,
    };
    decode(path).replace('\\', "/")
}

/// The text with percent escapes decoded, unless that leaves no UTF-8.
pub(super) fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let escaped = match tail {
            [high, low, ..] if *first == b'%' => hex(*high).zip(hex(*low)),
            _ => None,
        };
        match escaped {
            Some((high, low)) => {
                bytes.push(high * 16 + low);
                rest = tail.get(2..).unwrap_or(&[]);
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn hex(digit: u8) -> Option<u8> {
    (digit as char).to_digit(16).and_then(|it| u8::try_from(it).ok())
}
