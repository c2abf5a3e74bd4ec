//! What a URI reference is made of.

/// Whether a text is a URI reference once the characters that no URI has are escaped (Part 2, section 3.2.17; RFC 2396
/// with RFC 2732): each `%` starts an escape, at most one `#` starts a fragment, and a colon before the first slash
/// ends a scheme.
///
/// [`AnyUri`](super::AnyUri) takes any text all the same; strict reading does not.
pub fn is_uri_reference(text: &str) -> bool {
    let has_escapes = text.split('%').skip(1).all(|after| {
        let digits = after.as_bytes().get(..2);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    });
    let hierarchy = text.split(['/', '?', '#']).next().unwrap_or_default();
    let has_scheme = hierarchy.split_once(':').is_none_or(|(scheme, _)| is_scheme(scheme));
    has_escapes && has_scheme && text.bytes().filter(|&byte| byte == b'#').count() < 2
}

/// A letter, then letters, digits, `+`, `-` and `.`.
fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}
