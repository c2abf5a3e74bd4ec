//! Changes of answers.

use std::ops::Range;

use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};

use crate::markup::{Kind, Tag, tags};
use crate::response::{Answer, Cut};
use crate::script::Change;
use crate::script::template::escaped;

const TYPES: &str = "http://schemas.microsoft.com/exchange/services/2006/types";

/// Changes an answer.
pub(crate) fn apply(change: &Change, answer: &mut Answer) {
    match change {
        Change::Cut(at) => answer.cut = Some(at.map_or(Cut::Half, Cut::At)),
        Change::Truncate(at) => {
            let length = answer.body.len();
            answer.body.truncate(at.unwrap_or(length / 2));
        }
        Change::ByteOrderMark => answer.body = Bytes::from([b"\xEF\xBB\xBF", &answer.body[..]].concat()),
        Change::Status(status) => {
            if let Ok(status) = StatusCode::from_u16(*status) {
                answer.status = status;
            }
        }
        Change::ContentType(text) => {
            if let Ok(value) = HeaderValue::from_str(text) {
                answer.headers.insert(header::CONTENT_TYPE, value);
            }
        }
        Change::Header(name, value) => {
            answer.headers.insert(name.clone(), value.clone());
        }
        _ => {
            if let Ok(text) = std::str::from_utf8(&answer.body) {
                answer.body = rewrite(change, text).into();
            }
        }
    }
}

/// The envelope with a change of its markup.
fn rewrite(change: &Change, text: &str) -> String {
    let mut edits = Edits { text, made: Vec::new() };
    match change {
        Change::Illegal { characters, is_raw } => edits.insert_illegal(characters, *is_raw),
        Change::NoHeader => edits.replace_header(""),
        Change::EmptyHeader => {
            let header = tags(text).find(|tag| tag.depth == 1 && tag.is_start() && tag.local() == "Header");
            let empty = header.map(|tag| format!("<{}/>", tag.name)).unwrap_or_default();
            edits.replace_header(&empty);
        }
        Change::BodyAttributes => edits.add_body_attributes(),
        Change::UnknownElements => edits.add_unknown_elements(),
        Change::UnknownCodes => edits.replace_codes(),
        Change::HttpsNamespaces => {
            return text.replace("=\"http://schemas.microsoft.com/", "=\"https://schemas.microsoft.com/");
        }
        Change::LooseValues => edits.loosen_values(),
        Change::Warning { code, text } => edits.warn(code, text),
        // The others are no matter of markup.
        _ => {}
    }
    edits.finish()
}

/// Replacements in a text.
struct Edits<'a> {
    text: &'a str,
    made: Vec<(Range<usize>, String)>,
}

impl<'a> Edits<'a> {
    fn finish(mut self) -> String {
        self.made.sort_by_key(|(range, _)| range.start);
        let mut changed = String::with_capacity(self.text.len() + 256);
        let mut end = 0;
        for (range, replacement) in &self.made {
            // In canned answers, elements can stand where no answer of the service has them.
            if range.start < end {
                continue;
            }
            changed.push_str(&self.text[end..range.start]);
            changed.push_str(replacement);
            end = range.end;
        }
        changed + &self.text[end..]
    }

    fn replace(&mut self, range: Range<usize>, replacement: impl Into<String>) {
        self.made.push((range, replacement.into()));
    }

    fn insert(&mut self, at: usize, inserted: impl Into<String>) {
        self.replace(at..at, inserted);
    }

    /// The first tag below the body: that of the response or fault.
    fn payload(&self) -> Option<Tag<'a>> {
        let mut below = tags(self.text).skip_while(|tag| !(tag.depth == 1 && tag.local() == "Body"));
        below.find(|tag| tag.depth == 2)
    }

    /// The element `ResponseCode` of a response: start tag and end tag.
    fn response_code(&self) -> Option<(Tag<'a>, Tag<'a>)> {
        let mut found = tags(self.text).filter(|tag| tag.depth == 3 && tag.local() == "ResponseCode");
        Some((found.next()?, found.next()?))
    }

    fn replace_header(&mut self, replacement: &str) {
        let mut found = tags(self.text).filter(|tag| tag.depth == 1 && tag.local() == "Header");
        let Some(start) = found.next() else { return };
        let end = if start.kind == Kind::Empty { start.range.end } else { found.next().map_or(0, |tag| tag.range.end) };
        if start.range.end <= end {
            self.replace(start.range.start..end, replacement);
        }
    }

    fn add_body_attributes(&mut self) {
        let Some(body) = tags(self.text).find(|tag| tag.depth == 1 && tag.local() == "Body") else { return };
        let at = body.range.start + 1 + body.name.len();
        self.insert(
            at,
            " xmlns:wsu=\"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd\" \
             wsu:Id=\"_1\"",
        );
    }

    /// In the header, in the response or fault, and in each persona and group, behind what is there.
    fn add_unknown_elements(&mut self) {
        let unknown = format!(
            "<x:AddedLater xmlns:x=\"{TYPES}\" Kind=\"New\"><x:Value>1</x:Value><x:Value>2</x:Value></x:AddedLater>"
        );
        for tag in tags(self.text).filter(|tag| tag.kind == Kind::End) {
            let is_place = match tag.depth {
                0 => false,
                1 => tag.local() == "Header",
                2 => tag.local().ends_with("Response"),
                _ => matches!(tag.local(), "Persona" | "ImGroup" | "ImItemList"),
            };
            if is_place {
                self.insert(tag.range.start, unknown.clone());
            }
        }
    }

    /// Of the response, of the server, of mailboxes and of extended properties.
    fn replace_codes(&mut self) {
        if let Some((start, end)) = self.response_code() {
            self.replace(start.range.end..end.range.start, "ErrorAddedLater");
        }
        if let Some(version) = tags(self.text).find(|tag| tag.is_start() && tag.local() == "ServerVersionInfo") {
            match self.attribute(&version, "Version") {
                Some(value) => self.replace(value, "V2099_01_01"),
                None => self.insert(version.range.start + 1 + version.name.len(), " Version=\"V2099_01_01\""),
            }
        }
        let mut tags = tags(self.text).peekable();
        while let Some(tag) = tags.next() {
            match (tag.local(), tag.kind) {
                ("ExtendedFieldURI", Kind::Start | Kind::Empty) => {
                    let value = self.attribute(&tag, "PropertyType");
                    self.made.extend(value.map(|range| (range, "AddedLater".to_owned())));
                }
                ("MailboxType", Kind::Start) => {
                    if let Some(end) = tags.next() {
                        self.replace(tag.range.end..end.range.start, "AddedLater");
                    }
                }
                // Where the service says nothing of the mailbox of an address.
                ("RoutingType", Kind::End) if tags.peek().is_some_and(|next| next.local() != "MailboxType") => {
                    let p = tag.prefix();
                    self.insert(tag.range.end, format!("<{p}MailboxType>AddedLater</{p}MailboxType>"));
                }
                _ => {}
            }
        }
    }

    /// Where the value of an attribute stands. The service writes them in double quotes.
    fn attribute(&self, tag: &Tag<'_>, name: &str) -> Option<Range<usize>> {
        let inside = &self.text[tag.range.clone()];
        let opening = format!(" {name}=\"");
        let start = inside.find(&opening)? + opening.len();
        let end = start + inside[start..].find('"')?;
        Some(tag.range.start + start..tag.range.start + end)
    }

    /// Of elements that are booleans and times, as their names tell.
    fn loosen_values(&mut self) {
        let mut tags = tags(self.text).peekable();
        while let Some(tag) = tags.next() {
            let Some(end) = tags.peek().filter(|next| tag.kind == Kind::Start && next.kind == Kind::End) else {
                continue;
            };
            let range = tag.range.end..end.range.start;
            let value = &self.text[range.clone()];
            let loose = match value {
                "true" if tag.local().starts_with("Is") => "1".to_owned(),
                "false" if tag.local().starts_with("Is") => "0".to_owned(),
                _ if tag.local().ends_with("Time") => match value.strip_suffix('Z') {
                    Some(time) if !time.contains('.') => format!("{time}.1234567"),
                    _ => continue,
                },
                _ => continue,
            };
            self.replace(range, loose);
        }
    }

    fn warn(&mut self, code: &str, text: &str) {
        let Some(payload) = self.payload() else { return };
        let Some(class) = self.attribute(&payload, "ResponseClass") else { return };
        let Some((start, end)) = self.response_code() else { return };
        if &self.text[class.clone()] != "Success" {
            return;
        }
        let p = start.prefix();
        self.replace(class, "Warning");
        self.insert(start.range.start, format!("<{p}MessageText>{}</{p}MessageText>", escaped(text)));
        self.replace(start.range.end..end.range.start, code);
        self.insert(
            end.range.end,
            format!(
                "<{p}DescriptiveLinkKey>0</{p}DescriptiveLinkKey><{p}MessageXml><x:Value xmlns:x=\"{TYPES}\" \
                 Name=\"ErrorMessage\">{}</x:Value></{p}MessageXml>",
                escaped(text)
            ),
        );
    }

    /// At the end of texts for people; if there are none, into a new one.
    fn insert_illegal(&mut self, characters: &[u32], is_raw: bool) {
        let written = |c: &u32| match char::from_u32(*c) {
            Some(c) if is_raw => c.to_string(),
            _ => format!("&#x{c:X};"),
        };
        let inserted: String = characters.iter().map(written).collect();
        let mut previous: Option<Tag<'_>> = None;
        for tag in tags(self.text) {
            let is_text = previous.as_ref().is_some_and(|start| start.kind == Kind::Start && start.name == tag.name);
            if is_text && matches!(tag.local(), "DisplayName" | "MessageText" | "faultstring") {
                self.insert(tag.range.start, inserted.clone());
            }
            previous = Some(tag);
        }
        if let (true, Some((start, _))) = (self.made.is_empty(), self.response_code()) {
            let p = start.prefix();
            self.insert(start.range.start, format!("<{p}MessageText>Done{inserted}</{p}MessageText>"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Random;

    /// Canned answers can be anything.
    #[test]
    fn changes_take_any_body() {
        let document = r#"<s:Envelope><s:Header><t:ServerVersionInfo Version="x"/></s:Header><s:Body><m:AddImGroupResponse
            ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:ImGroup><t:DisplayName>ä</t:DisplayName>
            <t:RoutingType>SMTP</t:RoutingType><t:MailboxType>Mailbox</t:MailboxType><t:IsHidden>true</t:IsHidden>
            <t:CreationTime>2026-01-02T03:04:05Z</t:CreationTime><t:ExtendedFieldURI PropertyType="String"/></m:ImGroup>
            </m:AddImGroupResponse></s:Body></s:Envelope>"#;
        let all = [
            "cut at=3",
            "truncate",
            "illegal",
            "no-header",
            "empty-header",
            "bom",
            "body-attributes",
            "unknown-elements",
            "unknown-codes",
            "https",
            "loose-values",
            "warning",
            "status 500",
            "content-type a",
            "header a:b",
        ];
        let all: Vec<Change> = all
            .into_iter()
            .map(|text| match format!("*: {text}").parse::<crate::script::Rule>().unwrap().effect {
                crate::script::Effect::Change(change) => change,
                other => panic!("{other:?}"),
            })
            .collect();
        // What is to be replaced lies inside of what is to be replaced.
        let nested = "<E><Body><R><ResponseCode/><a><MailboxType>b</MailboxType></a><ResponseCode/></R></Body></E>";
        let mut answer = Answer::xml(200, nested);
        apply(&Change::UnknownCodes, &mut answer);
        let expected = "<E><Body><R><ResponseCode/>ErrorAddedLater<ResponseCode/></R></Body></E>";
        assert_eq!(answer.body, expected);

        let ranges = |text: &str| tags(text).map(|tag| tag.range).collect::<Vec<_>>();
        let mut random = Random::new(5);
        for _ in 0..1_000 {
            let mut body = document.to_owned();
            for _ in 0..random.below(6) {
                // A tag less, or another in front of it.
                let (all, others) = (ranges(&body), ranges(document));
                let place = all[random.below(all.len())].clone();
                if random.below(2) == 0 {
                    body.replace_range(place, "");
                } else {
                    body.insert_str(place.start, &document[others[random.below(others.len())].clone()]);
                }
            }
            let answer = Answer::xml(200, body);
            all.iter().for_each(|change| apply(change, &mut answer.clone()));
        }
    }
}
