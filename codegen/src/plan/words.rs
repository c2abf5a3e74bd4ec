//! XML names into Rust names: words first, then a case.

/// The words of an XML name: `FieldURI` is `Field`, `URI`; `ErrorADOperation` is `Error`, `AD`, `Operation`.
///
/// A word ends before an upper-case letter that follows a lower-case letter or digit, and before the last letter of a
/// run of upper-case letters that a lower-case letter follows, unless that letter is the plural `s` of an acronym
/// (`URIs`). Whatever is neither letter nor digit separates words.
pub(crate) fn words(name: &str) -> Vec<String> {
    let chars: Vec<char> = name.chars().collect();
    let mut words = Vec::new();
    let mut word = String::new();
    for (index, &c) in chars.iter().enumerate() {
        if !is_word_part(c) {
            let between_digits = index > 0
                && chars.get(index - 1).is_some_and(char::is_ascii_digit)
                && chars.get(index + 1).is_some_and(char::is_ascii_digit);
            finish(&mut word, &mut words);
            if between_digits {
                words.push("_".to_owned());
            }
            continue;
        }
        if let Some(&before) = index.checked_sub(1).and_then(|before| chars.get(before))
            && is_word_part(before)
            && begins_word(before, &chars[index..])
        {
            finish(&mut word, &mut words);
        }
        word.push(c);
    }
    finish(&mut word, &mut words);
    words
}

fn finish(word: &mut String, words: &mut Vec<String>) {
    if !word.is_empty() {
        words.push(std::mem::take(word));
    }
}

/// Whether a word begins at the first of `chars`, which follows `before`.
fn begins_word(before: char, chars: &[char]) -> bool {
    let Some(c) = chars.first().filter(|c| c.is_uppercase()) else { return false };
    if !before.is_uppercase() {
        return true;
    }
    let plural = chars.get(1) == Some(&'s') && chars.get(2).is_none_or(|after| !after.is_lowercase());
    c.is_uppercase() && chars.get(1).is_some_and(|after| after.is_lowercase()) && !plural
}

/// `UpperCamelCase`, acronyms as words: `ErrorAdOperation`.
pub(crate) fn camel(name: &str) -> String {
    let mut camel = String::new();
    for word in words(name) {
        let mut chars = word.chars();
        camel.extend(chars.next().into_iter().flat_map(char::to_uppercase));
        camel.extend(chars.flat_map(char::to_lowercase));
    }
    if camel.is_empty() {
        return "Empty".to_owned();
    }
    if camel.starts_with(|c: char| !is_ident_start(c)) {
        camel.insert_str(0, "Value");
    }
    if camel == "Self" { "Self_".to_owned() } else { camel }
}

/// [`camel`] without a `Type` at the end.
pub(crate) fn short(name: &str) -> String {
    let camel = camel(name);
    camel.strip_suffix("Type").filter(|short| !short.is_empty()).map(str::to_owned).unwrap_or(camel)
}

/// `snake_case`, keywords made raw or, where Rust does not allow that, given a trailing underscore.
pub(crate) fn snake(name: &str) -> String {
    let mut snake = String::new();
    for word in words(name) {
        if word == "_" {
            continue;
        }
        if !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(word.chars().flat_map(char::to_lowercase));
    }
    if snake.is_empty() {
        return "empty".to_owned();
    }
    if snake.starts_with(|c: char| !is_ident_start(c)) {
        snake.insert_str(0, "value_");
    }
    match snake.as_str() {
        "self" | "super" | "crate" | "_" => snake + "_",
        word if KEYWORDS.contains(&word) => format!("r#{word}"),
        _ => snake,
    }
}

/// Whether a name can be made of a text as it is, without anything put before it.
pub(crate) fn is_name(name: &str) -> bool {
    words(name).first().is_some_and(|word| word.starts_with(is_ident_start))
}

fn is_ident_start(c: char) -> bool {
    unicode_ident::is_xid_start(c) || c == '_'
}

/// Letters and digits that Rust takes in names; `²` is none.
fn is_word_part(c: char) -> bool {
    c.is_alphanumeric() && unicode_ident::is_xid_continue(c)
}

/// Keywords of Rust 2024, strict and reserved, that may be written raw.
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_as_people_read() {
        let cases = [
            ("FieldURI", "field_uri", "FieldUri"),
            ("ErrorADOperation", "error_ad_operation", "ErrorAdOperation"),
            (
                "NonEmptyArrayOfExtendedFieldURIs",
                "non_empty_array_of_extended_field_uris",
                "NonEmptyArrayOfExtendedFieldUris",
            ),
            ("TTYTDDPhoneNumbers", "ttytdd_phone_numbers", "TtytddPhoneNumbers"),
            ("BusinessPhoneNumbers2", "business_phone_numbers2", "BusinessPhoneNumbers2"),
            ("ConnectingSID", "connecting_sid", "ConnectingSid"),
            ("SIDType", "sid_type", "SidType"),
            ("IsWritable", "is_writable", "IsWritable"),
            ("Exchange2007_SP1", "exchange2007_sp1", "Exchange2007Sp1"),
            ("V2016_01_06", "v2016_01_06", "V2016_01_06"),
            ("folder:FolderId", "folder_folder_id", "FolderFolderId"),
            ("12-hour", "value_12_hour", "Value12Hour"),
            ("type", "r#type", "Type"),
            ("Self", "self_", "Self_"),
            ("dateTime", "date_time", "DateTime"),
            ("---", "empty", "Empty"),
            ("été", "été", "Été"),
            ("m²", "m", "M"),
            ("½", "empty", "Empty"),
        ];
        for (name, expected_snake, expected_camel) in cases {
            assert_eq!((snake(name).as_str(), camel(name).as_str()), (expected_snake, expected_camel), "{name}");
        }
    }
}
