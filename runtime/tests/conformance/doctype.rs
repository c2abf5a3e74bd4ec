//! Document type declarations (XML 1.0, production 28), found by another way than the reader's.

/// Whether a document has one, in an encoding of one or two bytes.
pub fn is_in(document: &[u8]) -> bool {
    // Characters of ASCII in UTF-16 have one byte that is zero.
    let ascii: Vec<u8> = document.iter().copied().filter(|&byte| byte != 0).collect();
    find(&String::from_utf8_lossy(&ascii)).is_some()
}

/// The document without it; `None` if there is none, or if it does not end.
pub fn cut_out(text: &str) -> Option<String> {
    let start = find(text)?;
    let mut depth = 0;
    let mut rest = &text[start..];
    while let Some(c) = rest.chars().next() {
        let skip = |opening: &str, closing: &str| {
            Some(opening.len() + rest.strip_prefix(opening)?.find(closing)? + closing.len())
        };
        let skipped = match c {
            '"' => skip("\"", "\""),
            '\'' => skip("'", "'"),
            '<' => skip("<!--", "-->").or_else(|| skip("<?", "?>")),
            _ => None,
        };
        rest = &rest[skipped.unwrap_or(c.len_utf8())..];
        match c {
            '[' => depth += 1,
            ']' => depth -= 1,
            '>' if depth == 0 => return Some(format!("{}{rest}", &text[..start])),
            _ => {}
        }
    }
    None
}

/// Where it begins. Nothing but a mark, blanks, comments and processing instructions stand before.
fn find(text: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        at += text[at..].find('<')?;
        let rest = &text[at..];
        let end = match rest {
            _ if rest.starts_with("<!DOCTYPE") => return Some(at),
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<?") => "?>",
            _ => return None,
        };
        at += rest.find(end)? + end.len();
    }
}
