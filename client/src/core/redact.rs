//! Messages without what people have written, for logs.

/// Elements whose texts name no one: they say what happened.
const KEPT_ELEMENTS: &[&str] = &[
    "DescriptiveLinkKey",
    "GroupType",
    "ImListMigrationCompleted",
    "LineNumber",
    "LinePosition",
    "MailboxCulture",
    "ResponseCode",
    "faultcode",
];

/// Attributes of that kind. The element `Name` holds the name of a person, the attribute that of a `Value`.
const KEPT_ATTRIBUTES: &[&str] = &[
    "MajorBuildNumber",
    "MajorVersion",
    "MinorBuildNumber",
    "MinorVersion",
    "Name",
    "PropertyType",
    "ResponseClass",
    "Version",
    "encoding",
    "version",
];

/// What stands in place of a text.
const BLACK: &str = "…";

/// A message with its elements and attributes, but without the texts in them, a few harmless ones aside.
pub(super) fn redacted(xml: &str) -> String {
    let mut out = String::with_capacity(xml.len());
    let mut element = "";
    let mut rest = xml;
    while let Some((text, markup)) = rest.split_once('<') {
        put_text(&mut out, element, text);
        out.push('<');
        // Texts may stand in all markup that is no tag.
        let end = if markup.starts_with(['!', '?']) { Some(0) } else { tag_end(markup) };
        let Some(end) = end else {
            out.push_str(BLACK);
            return out;
        };
        if end == 0 {
            let close = if markup.starts_with("!--") {
                "-->"
            } else if markup.starts_with("![CDATA[") {
                "]]>"
            } else {
                ">"
            };
            out.push_str(BLACK);
            out.push('>');
            rest = markup.split_once(close).map_or("", |(_, rest)| rest);
            continue;
        }
        let (tag, after) = markup.split_at(end);
        element = put_tag(&mut out, tag);
        rest = after;
    }
    put_text(&mut out, element, rest);
    out
}

fn put_text(out: &mut String, element: &str, text: &str) {
    let is_harmless = text.trim().is_empty() || KEPT_ELEMENTS.contains(&element);
    out.push_str(if is_harmless { text } else { BLACK });
}

/// Where a tag ends, behind its `>`; `None` if it does not.
fn tag_end(markup: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in markup.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'') => quote = Some(c),
            None if c == '>' => return Some(at + 1),
            None => {}
        }
    }
    None
}

/// Writes a tag without the values of most attributes; gives the local name of the element that it opens.
fn put_tag<'a>(out: &mut String, tag: &'a str) -> &'a str {
    let mut rest = tag;
    while let Some(at) = rest.find(['"', '\'']) {
        let (before, value) = rest.split_at(at);
        let quote = if value.starts_with('"') { '"' } else { '\'' };
        let name = local(before.trim_end().trim_end_matches('=').trim_end());
        let is_declaration = before.contains("xmlns");
        let (value, after) = value.get(1..).and_then(|value| value.split_once(quote)).unwrap_or((value, ""));
        let value = if is_declaration || KEPT_ATTRIBUTES.contains(&name) { value } else { BLACK };
        out.push_str(before);
        out.push(quote);
        out.push_str(value);
        out.push(quote);
        rest = after;
    }
    out.push_str(rest);
    if tag.starts_with('/') {
        return "";
    }
    local(tag.split([' ', '\t', '\r', '\n', '/', '>']).next().unwrap_or_default())
}

/// The part of a name, or of what ends with one, behind blanks and prefix.
fn local(name: &str) -> &str {
    name.rsplit([' ', '\t', '\r', '\n', ':']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::redacted;

    #[test]
    fn texts_are_blackened() {
        assert_eq!(
            redacted(
                "<?xml version='1.0'?><s:Body xmlns:m=\"urn:m\"><m:R ResponseClass=\"Error\" Id='se>cret'>\n \
                 <m:ResponseCode>ErrorServerBusy</m:ResponseCode><m:Text>Sadie</m:Text>tail<!-- Sadie --></m:R><m:Empty/>"
            ),
            "<…><s:Body xmlns:m=\"urn:m\"><m:R ResponseClass=\"Error\" Id='…'>\n \
             <m:ResponseCode>ErrorServerBusy</m:ResponseCode><m:Text>…</m:Text>…<…></m:R><m:Empty/>"
        );
    }

    #[test]
    fn names_of_persons_are_not_those_of_values() {
        assert_eq!(
            redacted("<t:Name>Sadie</t:Name><t:Value Name='Policy'>EWS</t:Value><a GroupType='Sadie'/>"),
            "<t:Name>…</t:Name><t:Value Name='Policy'>…</t:Value><a GroupType='…'/>"
        );
    }

    #[test]
    fn whatever_is_no_xml_shows_nothing() {
        assert_eq!(redacted("secret"), "…");
        assert_eq!(redacted("<a b='secret"), "<…");
        assert_eq!(redacted("<![CDATA[secret"), "<…>");
        assert_eq!(redacted("<a 'secret"), "<…");
    }
}
