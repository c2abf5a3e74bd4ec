//! Schema documentation into rustdoc.

/// How long a line of documentation may become.
const WIDTH: usize = 100;

/// The lines of a documentation text: white space folded, paragraphs kept, wrapped, and with what rustdoc would take
/// for markup written so that it is shown.
pub(crate) fn lines(text: Option<&str>) -> Vec<String> {
    let mut lines = Vec::new();
    let mut paragraph = Vec::new();
    for line in text.unwrap_or_default().lines().map(str::trim).chain([""]) {
        if !line.is_empty() {
            paragraph.extend(line.split_whitespace());
        } else if !paragraph.is_empty() {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            let mut in_code = false;
            let words = paragraph.drain(..).map(|word| escape(word, &mut in_code)).collect();
            wrap(words, protect_start, &mut lines);
        }
    }
    lines
}

/// The lines of a sentence of our own, whose markup is meant.
pub(crate) fn sentence(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    wrap(text.split(' ').map(str::to_owned).collect(), |word| word, &mut lines);
    lines
}

fn wrap(words: Vec<String>, begin: fn(String) -> String, lines: &mut Vec<String>) {
    let mut line = String::new();
    for word in words {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push(std::mem::take(&mut line));
        }
        if line.is_empty() {
            line = begin(word);
        } else {
            line.push(' ');
            line.push_str(&word);
        }
    }
    lines.push(line);
}

/// Escapes what markdown would read as markup, outside code spans; links addresses.
fn escape(word: &str, in_code: &mut bool) -> String {
    let mut escaped = String::new();
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        if !*in_code && (rest.starts_with("http://") || rest.starts_with("https://")) {
            let (address, after) = split_address(rest);
            escaped.push_str(&format!("<{address}>"));
            rest = after;
            continue;
        }
        if c == '`' {
            *in_code = !*in_code;
        } else if !*in_code && matches!(c, '<' | '>' | '[' | ']' | '*' | '_' | '\\' | '~' | '|') {
            escaped.push('\\');
        }
        escaped.push(c);
        rest = &rest[c.len_utf8()..];
    }
    escaped
}

/// The address that a text begins with, and what follows: a quotation mark ends it, and so does the end of a sentence.
fn split_address(text: &str) -> (&str, &str) {
    let end = text.find(['"', '\'', '`', '<', '>']).unwrap_or(text.len());
    text.split_at(text[..end].trim_end_matches(['.', ',', ';', ')']).len())
}

/// A line must not begin like a heading, list or quotation.
fn protect_start(word: String) -> String {
    let is_number = word
        .strip_suffix(['.', ')'])
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit()));
    if is_number {
        let (number, mark) = word.split_at(word.len() - 1);
        return format!("{number}\\{mark}");
    }
    if word.starts_with(['#', '-', '+', '=']) { format!("\\{word}") } else { word }
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn documentation_is_wrapped_and_escaped() {
        let text = "  One <two> [three]\n   `a<b>`   four.\n\n\n  - 2. see http://a.b/c.\n";
        assert_eq!(lines(Some(text)), ["One \\<two\\> \\[three\\] `a<b>` four.", "", "\\- 2. see <http://a.b/c>."]);
        let text = "(see 'https://a.b/c_d'), or \"http://e.f/[g]\"; `http://h.i`: x=<http://j.k>";
        let expected = r#"(see '<https://a.b/c_d>'), or "<http://e.f/[g]>"; `http://h.i`: x=\<<http://j.k>\>"#;
        assert_eq!(lines(Some(text)), [expected]);
        assert!(lines(Some(" \n ")).is_empty());
        assert!(lines(Some(&"word ".repeat(60))).iter().all(|line| line.len() <= 100));
    }
}
