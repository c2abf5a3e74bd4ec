//! Answers with characters that XML does not admit. Exchange passes on what a mailbox holds, `&#x0;` and the like
//! included, which no XML parser takes.

use std::borrow::Cow;

use xsd_runtime::is_xml_char;

/// How many places are told, since a large answer can have any number of them.
pub(crate) const MAX_REPLACED: usize = 10_000;

/// A character that was replaced because XML does not admit it (XML 1.0, production 2).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Replacement {
    /// The line in what the server sent, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// What stood there: a reference such as `&#x1;`, or the character itself.
    pub found: String,
}

/// Replaces characters and character references that XML does not admit by U+FFFD, and says where they stood. References
/// in comments, CDATA sections and processing instructions are text, and stay. The rest of the text is not looked at. All
/// are replaced, but only of the first ten thousand it is said where they stood.
///
/// This is what a client does once an answer has turned out not to be well-formed; good ones are never searched.
///
/// ```
/// let (text, replaced) = ews_im::repair("<a>\n  x&#x1;y</a>");
/// assert_eq!(text, "<a>\n  x\u{FFFD}y</a>");
/// assert_eq!((replaced[0].line, replaced[0].column, &*replaced[0].found), (2, 4, "&#x1;"));
/// ```
pub fn repair(text: &str) -> (Cow<'_, str>, Vec<Replacement>) {
    let mut repaired = String::new();
    let mut replaced = Vec::new();
    // What has been copied, what has been looked at, and where the markup ends in which references mean nothing.
    let (mut copied, mut pos, mut opaque_end) = (0, 0, 0);
    let (mut line, mut column) = (1, 1);
    while let Some(rest) = text.get(pos..)
        && let Some(c) = rest.chars().next()
    {
        if c == '<' && pos >= opaque_end {
            opaque_end = pos + opaque(rest);
        }
        let illegal = match c {
            '&' if pos >= opaque_end => illegal_reference(rest),
            _ if is_xml_char(c) => None,
            _ => Some(c.len_utf8()),
        };
        let length = illegal.unwrap_or(c.len_utf8());
        if illegal.is_some() {
            repaired.push_str(text.get(copied..pos).unwrap_or_default());
            repaired.push('\u{FFFD}');
            copied = pos + length;
            let found = rest.get(..length).unwrap_or_default().to_owned();
            if replaced.len() < MAX_REPLACED {
                replaced.push(Replacement { line, column, found });
            }
        }
        pos += length;
        // A reference is as many characters as bytes.
        (line, column) = match c {
            '\n' => (line + 1, 1),
            '&' => (line, column + length),
            _ => (line, column + 1),
        };
    }
    if replaced.is_empty() {
        return (Cow::Borrowed(text), replaced);
    }
    repaired.push_str(text.get(copied..).unwrap_or_default());
    (Cow::Owned(repaired), replaced)
}

/// How long the comment, CDATA section or processing instruction is that begins here; 0 if none does.
fn opaque(rest: &str) -> usize {
    let kinds = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];
    let Some((start, end)) = kinds.iter().find(|(start, _)| rest.starts_with(start)) else { return 0 };
    let inside = rest.get(start.len()..).and_then(|inside| inside.find(end));
    inside.map_or(rest.len(), |at| start.len() + at + end.len())
}

/// How long the character reference is that begins here, if it stands for no character that XML admits.
fn illegal_reference(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix("&#")?;
    // Longer ones are cut off below: no reference needs more digits.
    let end = body.bytes().take(64).position(|byte| byte == b';')?;
    let number = body.get(..end)?;
    let (digits, radix) = number.strip_prefix('x').map_or((number, 10), |digits| (digits, 16));
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return None;
    }
    let code = u32::from_str_radix(digits, radix).ok();
    let is_legal = code.and_then(char::from_u32).is_some_and(is_xml_char);
    (!is_legal).then_some("&#".len() + end + 1)
}

#[cfg(test)]
mod tests {
    use super::repair;

    fn places(text: &str) -> Vec<(usize, usize, String)> {
        repair(text).1.into_iter().map(|it| (it.line, it.column, it.found)).collect()
    }

    #[test]
    fn good_text_is_not_copied() {
        for text in ["", "<a>&amp;&#x41;&#10;\u{10FFFF}</a>", "<a>& &#; &#x; &#xG; &#1 </a>", "<![CDATA[&#x0;]]>"] {
            let (repaired, replaced) = repair(text);
            assert!(matches!(repaired, std::borrow::Cow::Borrowed(same) if same == text), "{text}");
            assert_eq!(replaced, []);
        }
    }

    #[test]
    fn all_are_replaced_and_not_all_are_told() {
        let text = "\u{1}".repeat(super::MAX_REPLACED + 5);
        let (repaired, replaced) = repair(&text);
        assert_eq!(repaired, "\u{FFFD}".repeat(super::MAX_REPLACED + 5));
        assert_eq!(replaced.len(), super::MAX_REPLACED);
    }

    #[test]
    fn what_xml_does_not_admit_is_replaced_and_told() {
        let text = "<a b='&#x0;'>é&#1;\n&#xFFFE;&#xD800;&#99999999999;<!-- &#x1; \u{2} -->\u{1}</a>";
        let (repaired, _) = repair(text);
        assert_eq!(repaired, "<a b='\u{FFFD}'>é\u{FFFD}\n\u{FFFD}\u{FFFD}\u{FFFD}<!-- &#x1; \u{FFFD} -->\u{FFFD}</a>");
        let expected = [
            (1, 7, "&#x0;"),
            (1, 15, "&#1;"),
            (2, 1, "&#xFFFE;"),
            (2, 9, "&#xD800;"),
            (2, 17, "&#99999999999;"),
            (2, 42, "\u{2}"),
            (2, 47, "\u{1}"),
        ];
        assert_eq!(places(text), expected.map(|(line, column, found)| (line, column, found.to_owned())));
    }
}
