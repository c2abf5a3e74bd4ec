//! Addresses of documents, resolved as RFC 3986 says.

use super::path::{decode, is_remote};

/// The address that `reference`, written in the document at the address `base`, stands for (section 5.2). `None` if the
/// base has no levels, as that of a `urn:`.
pub(super) fn join(base: &str, reference: &str) -> Option<String> {
    let reference = without_fragment(reference.trim());
    if is_remote(reference) {
        return Some(reference.to_owned());
    }
    let (scheme, rest) = base.split_once("://")?;
    let start = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, rest) = rest.split_at(start);
    let base_path = rest.split(['?', '#']).next().unwrap_or("");
    if let Some(other) = reference.strip_prefix("//") {
        return Some(format!("{scheme}://{other}"));
    }
    if reference.is_empty() {
        return Some(format!("{scheme}://{authority}{}", without_fragment(rest)));
    }
    let (path, query) = match reference.split_once('?') {
        Some((path, query)) => (path, format!("?{query}")),
        None => (reference, String::new()),
    };
    let path = if path.is_empty() {
        base_path.to_owned()
    } else if path.starts_with('/') {
        without_dots(path)
    } else {
        let folder = base_path.rsplit_once('/').map_or("", |(folder, _)| folder);
        without_dots(&format!("{folder}/{path}"))
    };
    Some(format!("{scheme}://{authority}{path}{query}"))
}

/// The address without what stands behind `#`.
pub(super) fn without_fragment(address: &str) -> &str {
    address.split('#').next().unwrap_or(address)
}

/// The last part of an address's path, escapes decoded.
pub(super) fn file_name(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    decode(path.rsplit('/').next().unwrap_or(path))
}

/// The path without `.` and `..` (section 5.2.4).
fn without_dots(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let mut is_folder = false;
    for part in path.split('/').skip(1) {
        is_folder = matches!(part, "." | "..");
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    let end = if is_folder && !parts.is_empty() { "/" } else { "" };
    format!("/{}{end}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{file_name, join};

    #[test]
    fn references_are_resolved() {
        let base = "http://a.example/b/c/d.xsd?q#f";
        for (reference, expected) in [
            ("g.xsd", "http://a.example/b/c/g.xsd"),
            ("./g.xsd", "http://a.example/b/c/g.xsd"),
            ("../g.xsd", "http://a.example/b/g.xsd"),
            ("../../../g.xsd", "http://a.example/g.xsd"),
            ("/g.xsd#t", "http://a.example/g.xsd"),
            ("//h.example/g.xsd", "http://h.example/g.xsd"),
            ("https://h.example/g.xsd", "https://h.example/g.xsd"),
            ("?wsdl", "http://a.example/b/c/d.xsd?wsdl"),
            ("g?x=../y", "http://a.example/b/c/g?x=../y"),
            ("..", "http://a.example/b/"),
            ("", "http://a.example/b/c/d.xsd?q"),
        ] {
            assert_eq!(join(base, reference).as_deref(), Some(expected), "{reference}");
        }
        assert_eq!(join("http://a.example", "g.xsd").as_deref(), Some("http://a.example/g.xsd"));
        assert_eq!(join("urn:a", "g.xsd"), None);
        assert_eq!(join("urn:a", "urn:b").as_deref(), Some("urn:b"));
    }

    #[test]
    fn the_last_part_is_the_name() {
        assert_eq!(file_name("http://a.example/b/c%20d.xsd?x=/y#z"), "c d.xsd");
        assert_eq!(file_name("http://a.example/"), "");
    }
}
