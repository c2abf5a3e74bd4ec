//! XML documents as namespace-resolved trees, to tell whether two of them say the same.
//!
//! A tree is a list of lines, so that a difference can be shown. What is not in it cannot make a difference: prefixes and
//! namespace declarations, the order of attributes, comments, and blanks between elements. Everything else is in it.

use roxmltree::{Document, Node};

const TYPES: &str = "http://schemas.microsoft.com/exchange/services/2006/types";
const EXCHANGE: &str = "://schemas.microsoft.com/exchange/services/2006/";

/// A document as this project writes it. It is taken as it is, but for the detail of a fault: that is raw XML, kept in
/// the namespaces that it came in.
pub(crate) fn lines(document: &str) -> Vec<String> {
    tree(document, |(namespace, local), node| {
        let is_raw = node.ancestors().skip(1).any(|it| it.tag_name().name() == "detail");
        (if is_raw { http(namespace) } else { namespace }, local)
    })
}

/// A documented message as it ought to be: https namespaces taken for http, and the wrong names of e-mail addresses put
/// right. (The third documented mistake, a missing DisplayName, leaves nothing to put right.)
pub(crate) fn corrected_lines(document: &str) -> Vec<String> {
    tree(document, |(namespace, local), node| {
        let namespace = http(namespace);
        let parent = node.parent_element().map_or("", |it| it.tag_name().name());
        let local = match (parent, local.as_str()) {
            ("EmailAddresses", "EmailAddress") if namespace == TYPES => "Address".to_owned(),
            ("EmailAddress" | "Value", "Address") if namespace == TYPES => "EmailAddress".to_owned(),
            _ => local,
        };
        (namespace, local)
    })
}

fn http(namespace: String) -> String {
    match namespace.strip_prefix("https") {
        Some(rest) if rest.starts_with(EXCHANGE) => format!("http{rest}"),
        _ => namespace,
    }
}

/// Where two trees part, for a person to read; `None` if they are the same.
pub(crate) fn difference(ours: &[String], theirs: &[String]) -> Option<String> {
    let at = (0..ours.len().max(theirs.len())).find(|&idx| ours.get(idx) != theirs.get(idx))?;
    let from = at.saturating_sub(4);
    let side =
        |lines: &[String]| lines.iter().take(at + 4).skip(from).map(|it| format!("    {it}\n")).collect::<String>();
    Some(format!("  written:\n{}  original:\n{}", side(ours), side(theirs)))
}

/// Expanded name: namespace and local part.
type Name = (String, String);

fn tree(document: &str, rename: impl Fn(Name, Node<'_, '_>) -> Name) -> Vec<String> {
    let document = Document::parse(document).expect("a well-formed document");
    let mut lines = Vec::new();
    element(document.root_element(), 0, &rename, &mut lines);
    lines
}

fn element(node: Node<'_, '_>, depth: usize, rename: &impl Fn(Name, Node<'_, '_>) -> Name, lines: &mut Vec<String>) {
    let indent = "  ".repeat(depth);
    let tag = node.tag_name();
    lines.push(format!("{indent}{}", shown(&rename(name(tag.namespace(), tag.name()), node))));

    let mut attributes: Vec<_> = node
        .attributes()
        .map(|it| format!("{indent}  @{} = {:?}", shown(&name(it.namespace(), it.name())), it.value()))
        .collect();
    attributes.sort();
    lines.append(&mut attributes);

    let has_children = node.children().any(|it| it.is_element());
    let mut text = String::new();
    for child in node.children() {
        if child.is_element() {
            push_text(&mut text, has_children, &indent, lines);
            element(child, depth + 1, rename, lines);
        } else if child.is_text() {
            text.push_str(child.text().unwrap_or(""));
        }
    }
    if tag.name() == "faultcode" {
        text = expanded(&text, node, rename);
    }
    push_text(&mut text, has_children, &indent, lines);
}

/// Text runs on over comments. Blanks between elements are layout.
fn push_text(text: &mut String, has_children: bool, indent: &str, lines: &mut Vec<String>) {
    let layout = has_children && text.trim_matches([' ', '\t', '\r', '\n']).is_empty();
    if !text.is_empty() && !layout {
        lines.push(format!("{indent}  {text:?}"));
    }
    text.clear();
}

/// The content of a faultcode is a qualified name: its prefix does not matter, what it stands for does.
fn expanded(text: &str, node: Node<'_, '_>, rename: &impl Fn(Name, Node<'_, '_>) -> Name) -> String {
    let (prefix, local) = match text.trim().split_once(':') {
        Some((prefix, local)) => (Some(prefix), local),
        None => (None, text.trim()),
    };
    let namespace = node.lookup_namespace_uri(prefix);
    assert!(prefix.is_none() || namespace.is_some(), "prefix of {text:?} is not declared");
    shown(&rename(name(namespace, local), node))
}

fn name(namespace: Option<&str>, local: &str) -> Name {
    (namespace.unwrap_or("").to_owned(), local.to_owned())
}

fn shown((namespace, local): &Name) -> String {
    format!("{{{namespace}}}{local}")
}
