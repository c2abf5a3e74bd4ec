//! Tables of values: `values.txt` of a case has a member of the root element in each line, a text, and what the strict
//! reader makes of it.

use std::fmt::Debug;
use std::fs;

use xsd_runtime::{Read, ReadOptions, Root, Write};

use super::cases::Case;
use super::expect::compare;

/// Reads the text of each line as the member that it names: an element, or an attribute behind `@`. The third column is
/// `ok` for a value that is written as it was read, `ok: TEXT` for one that is written so, or the message.
pub fn check<T: Root + Read + Write + PartialEq + Debug>(case: &Case) -> Option<String> {
    let path = case.path("values.txt");
    let table = fs::read_to_string(&path).expect("a table of values");
    let start = table.lines().next().expect("the start tag of the root element").to_owned();
    let mut found = format!("{start}\n");
    for line in table.lines().skip(1) {
        let mut columns = line.split('\t');
        let (Some(member), Some(text)) = (columns.next(), columns.next()) else {
            found.push_str(&format!("{line}\n"));
            continue;
        };
        found.push_str(&format!("{member}\t{text}\t{}\n", outcome::<T>(&start, member, text)));
    }
    compare(&path, &found)
}

fn outcome<T: Root + Read + Write + PartialEq + Debug>(start: &str, member: &str, text: &str) -> String {
    let document = match member.strip_prefix('@') {
        Some(attribute) => format!("{} {attribute}=\"{text}\"/>", start.trim_end_matches('>')),
        None => format!("{start}<{member}>{text}</{member}></root>"),
    };
    let strict = ReadOptions::strict();
    let value: T = match strict.read(&document) {
        Ok(value) => value,
        Err(error) => {
            let message = error.to_string();
            return message.split_once("): ").map_or(message.clone(), |(_, message)| message.to_owned());
        }
    };
    let written = xsd_runtime::to_string(&value).expect("a document");
    let again: T = strict.read(&written).unwrap_or_else(|error| panic!("{document}\n{written}\n{error}"));
    let (shown, shown_again) = (format!("{value:?}"), format!("{again:?}"));
    assert_eq!(shown, shown_again, "{document}\n{written}");
    let written = written_text(&written, member);
    if written == text { "ok".to_owned() } else { format!("ok: {written}") }
}

/// The text of a member in a document that has no other.
fn written_text<'d>(document: &'d str, member: &str) -> &'d str {
    let (from, to) = match member.strip_prefix('@') {
        Some(attribute) => (document.rfind(&format!(" {attribute}=\"")).map(|at| at + attribute.len() + 3), "\""),
        None => {
            let tag = document.match_indices(member).map(|(at, _)| at).find(|&at| {
                document[..at].ends_with([':', '<']) && document[at + member.len()..].starts_with(['>', ' ', '/'])
            });
            let end = tag.and_then(|tag| document[tag..].find('>').map(|end| tag + end + 1));
            (end.filter(|&end| !document[..end].ends_with("/>")), "<")
        }
    };
    let rest = from.map_or("", |from| &document[from..]);
    rest.split(to).next().unwrap_or_default()
}
