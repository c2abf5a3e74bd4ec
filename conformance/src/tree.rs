//! Whether two documents are the same: canonical XML, but for white space at the edges of texts, for values that the
//! schema fills in, for `xsi:type` that names the declared type, for `xsi:schemaLocation` and `xsi:nil="false"`, and for
//! spellings of the same value.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::{Document, Node, ParsingOptions};
use serde::{Deserialize, Serialize};

use crate::units::{Name, XSI, name_of};
use crate::value;

/// A value that a declaration fills in, or its type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Default {
    /// What it is of.
    pub(crate) of: Of,
    /// The local part of the name.
    pub(crate) local: String,
    /// The value; of a type, its expanded name.
    pub(crate) value: String,
}

/// What a declaration says something of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Of {
    /// The value of an attribute.
    Attribute,
    /// The text of an element.
    Element,
    /// The type of an element: `xsi:type` that names it says nothing new.
    Type,
}

/// All such values of a schema.
pub(crate) type Defaults = BTreeSet<Default>;

/// Where the second document differs from the first. `None` if it does not.
pub(crate) fn difference(original: &str, written: &str, defaults: &Defaults) -> Option<String> {
    let options = || ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let original = match Document::parse_with_options(original, options()) {
        Ok(document) => document,
        Err(error) => return Some(format!("the document was read, but is not well-formed: {error}")),
    };
    let written = match Document::parse_with_options(written, options()) {
        Ok(document) => document,
        Err(error) => return Some(format!("what was written is not well-formed: {error}")),
    };
    // No recursion: how deep documents are is for the reader to limit.
    let mut pairs = vec![(original.root_element(), written.root_element())];
    while let Some((one, other)) = pairs.pop() {
        if let Err(difference) = compare(one, other, defaults) {
            return Some(format!("{}: {difference}", path(one)));
        }
        pairs.extend(elements(one).zip(elements(other)));
    }
    None
}

/// Compares two elements, their children only by their names and order.
fn compare(one: Node<'_, '_>, other: Node<'_, '_>, defaults: &Defaults) -> Result<(), String> {
    if name_of(one) != name_of(other) {
        return Err(format!("became {}", shown(&name_of(other))));
    }
    compare_attributes(one, other, defaults)?;
    let names = |node| elements(node).map(name_of).collect::<Vec<Name>>();
    let (ours, theirs) = (names(one), names(other));
    if ours != theirs {
        let list = |names: &[Name]| names.iter().map(shown).collect::<Vec<_>>().join(" ");
        return Err(format!("the children `{}` became `{}`", list(&ours), list(&theirs)));
    }
    let (ours, theirs) = (texts(one), texts(other));
    for (our, their) in ours.iter().zip(&theirs) {
        let is_default = || our.trim().is_empty() && has_default(defaults, Of::Element, one.tag_name().name(), their);
        if !value::same((our, one), (their, other)) && !is_default() {
            return Err(format!("the text `{our}` became `{their}`"));
        }
    }
    Ok(())
}

fn compare_attributes(one: Node<'_, '_>, other: Node<'_, '_>, defaults: &Defaults) -> Result<(), String> {
    let (ours, theirs) = (attributes(one), attributes(other));
    for (name, value) in &ours {
        match theirs.get(name) {
            Some(theirs) if is_same(name, (value, one), (theirs, other)) => {}
            Some(theirs) => return Err(format!("attribute `{}`: `{value}` became `{theirs}`", shown(name))),
            None if says_nothing_new(name, value, one, defaults) => {}
            None => return Err(format!("attribute `{}` is lost", shown(name))),
        }
    }
    let added = theirs
        .iter()
        .find(|(name, value)| !ours.contains_key(name) && !has_default(defaults, Of::Attribute, &name.local, value));
    added.map_or(Ok(()), |(name, value)| Err(format!("attribute `{}` with value `{value}` was added", shown(name))))
}

/// `xsi:type` is a name: its letters alone say nothing.
fn is_same(name: &Name, one: (&str, Node<'_, '_>), other: (&str, Node<'_, '_>)) -> bool {
    if is_type(name) { value::same_name(one, other) } else { value::same(one, other) }
}

/// Whether an attribute is `xsi:type`, and names the type that the element is declared with.
fn says_nothing_new(name: &Name, value: &str, node: Node<'_, '_>, defaults: &Defaults) -> bool {
    let local = node.tag_name().name();
    let declared = || defaults.iter().filter(|it| it.of == Of::Type && it.local == local);
    let named = || value::expanded(value.trim(), node).map(|(namespace, local)| shown(&Name { namespace, local }));
    is_type(name) && declared().any(|it| Some(&it.value) == named().as_ref())
}

fn is_type(name: &Name) -> bool {
    name.namespace == XSI && name.local == "type"
}

fn has_default(defaults: &Defaults, of: Of, local: &str, value: &str) -> bool {
    let named = defaults.iter().filter(|it| it.of == of && it.local == local);
    named.into_iter().any(|it| value::same_text(&it.value, value))
}

fn elements<'a, 'i>(node: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(Node::is_element)
}

/// The attributes that mean something.
fn attributes(node: Node<'_, '_>) -> BTreeMap<Name, String> {
    let name = |it: &roxmltree::Attribute<'_, '_>| Name {
        namespace: it.namespace().unwrap_or_default().to_owned(),
        local: it.name().to_owned(),
    };
    let is_nothing = |name: &Name, value: &str| {
        let is_false = || matches!(value.trim(), "false" | "0");
        name.namespace == XSI
            && match name.local.as_str() {
                "schemaLocation" | "noNamespaceSchemaLocation" => true,
                "nil" => is_false(),
                _ => false,
            }
    };
    let all = node.attributes().map(|it| (name(&it), it.value().to_owned()));
    all.filter(|(name, value)| !is_nothing(name, value)).collect()
}

/// The texts before, between and behind the children: one more than there are children.
fn texts(node: Node<'_, '_>) -> Vec<String> {
    let mut texts = Vec::new();
    let mut text = String::new();
    for child in node.children() {
        if child.is_element() {
            texts.push(std::mem::take(&mut text));
        } else if child.is_text() {
            text.push_str(child.text().unwrap_or_default());
        }
    }
    texts.push(text);
    texts
}

fn path(node: Node<'_, '_>) -> String {
    let mut names: Vec<&str> = node.ancestors().filter(Node::is_element).map(|it| it.tag_name().name()).collect();
    names.reverse();
    names.join("/")
}

/// A name as it is shown, and by which types are known.
pub(crate) fn shown(name: &Name) -> String {
    if name.namespace.is_empty() { name.local.clone() } else { format!("{{{}}}{}", name.namespace, name.local) }
}

#[cfg(test)]
mod tests {
    use super::{Default, Defaults, Of, difference};

    fn differ(one: &str, other: &str) -> Option<String> {
        let xsi = "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'";
        let root = |content: &str| format!("<r {xsi} xmlns:p='urn:p' xmlns='urn:r'>{content}</r>");
        let default = |of, local: &str, value: &str| Default { of, local: local.to_owned(), value: value.to_owned() };
        let defaults = Defaults::from([
            default(Of::Attribute, "a", "1"),
            default(Of::Element, "d", "7"),
            default(Of::Type, "d", "{urn:p}T"),
        ]);
        difference(&root(one), &root(other), &defaults)
    }

    #[test]
    fn what_is_the_same() {
        let same = [
            ("<p:x b='1' c='2'/>", "<q:x xmlns:q='urn:p' c='2' b='1'></q:x>"),
            ("<x> 1 <!-- one --></x>\n", "<x>1.0</x>"),
            ("<x/>", "<x a='1'/>"),
            ("<d/>", "<d>7</d>"),
            ("<x xsi:nil='false' xsi:schemaLocation='a b'/>", "<x/>"),
            ("<x xsi:type='p:T'/>", "<x xmlns:q='urn:p' xsi:type='q:T'/>"),
            ("<d xsi:type='p:T'>1</d>", "<d>1</d>"),
            ("<x>p:n</x>", "<x xmlns:q='urn:p'>q:n</x>"),
            ("<x>one<y/>two</x>", "<x>one<y/><![CDATA[two]]></x>"),
        ];
        for (one, other) in same {
            assert_eq!(differ(one, other), None, "{one} and {other}");
        }
    }

    #[test]
    fn what_differs() {
        let different = [
            ("<x/>", "<p:x/>", "r: the children `{urn:r}x` became `{urn:p}x`"),
            ("<x><y/><z/></x>", "<x><z/><y/></x>", "r/x: the children `{urn:r}y {urn:r}z` became `{urn:r}z {urn:r}y`"),
            ("<x b='1'/>", "<x/>", "r/x: attribute `b` is lost"),
            ("<x/>", "<x b='1'/>", "r/x: attribute `b` with value `1` was added"),
            ("<x b='1'/>", "<x b='2'/>", "r/x: attribute `b`: `1` became `2`"),
            ("<d/>", "<d>8</d>", "r/d: the text `` became `8`"),
            (
                "<d xsi:type='T'>1</d>",
                "<d>1</d>",
                "r/d: attribute `{http://www.w3.org/2001/XMLSchema-instance}type` is lost",
            ),
            ("<x>one<y/>two</x>", "<x>two<y/>one</x>", "r/x: the text `one` became `two`"),
            (
                "<x xsi:type='p:T'/>",
                "<x xmlns:p='urn:q' xsi:type='p:T'/>",
                "r/x: attribute `{http://www.w3.org/2001/XMLSchema-instance}type`: `p:T` became `p:T`",
            ),
        ];
        for (one, other, message) in different {
            assert_eq!(differ(one, other).as_deref(), Some(message), "{one} and {other}");
        }
        assert!(difference("<x>", "<x/>", &Defaults::new()).is_some());
    }
}
