//! XSD 1.1: what belongs to it is named, and what a schema document keeps for one version alone is left out for the
//! others (XSD 1.1 Part 1, 4.2.2, conditional inclusion), so that documents for both versions can be read.

use std::cmp::Ordering;

use roxmltree::Node;

use crate::diag::Diagnostic;
use crate::xsd::ast::FacetKind;
use crate::xsd::{XSD_NAMESPACE, resolve_qname};

/// The namespace of the attributes that say for whom an element is.
const VERSIONING: &str = "http://www.w3.org/2007/XMLSchema-versioning";

/// The version that is understood here.
const OWN_VERSION: &str = "1.0";

/// Elements that XSD 1.1 added.
const ELEMENTS: &[&str] =
    &["alternative", "assert", "assertion", "defaultOpenContent", "explicitTimezone", "openContent", "override"];

/// Attributes that XSD 1.1 added or allowed in more places.
const ATTRIBUTES: &[&str] = &[
    "appliesToEmpty",
    "defaultAttributes",
    "defaultAttributesApply",
    "inheritable",
    "mode",
    "notNamespace",
    "notQName",
    "targetNamespace",
    "xpathDefaultNamespace",
];

/// Types that XSD 1.1 added.
const TYPES: &[&str] = &["anyAtomicType", "dateTimeStamp", "dayTimeDuration", "error", "yearMonthDuration"];

/// Whether XSD 1.1 has an element of this name, and XSD 1.0 has not.
pub(super) fn has_element(name: &str) -> bool {
    ELEMENTS.contains(&name)
}

/// Whether XSD 1.1 allows an attribute where XSD 1.0 does not.
pub(super) fn has_attribute(element: &str, name: &str) -> bool {
    ATTRIBUTES.contains(&name) || (name == "ref" && matches!(element, "unique" | "key" | "keyref"))
}

/// Whether XSD 1.1 allows one element in another where XSD 1.0 does not.
pub(super) fn has_child(parent: &str, child: &str) -> bool {
    parent == "all" && matches!(child, "any" | "group")
}

/// Whether XSD 1.1 has a built-in type of this name, and XSD 1.0 has not.
pub(crate) fn has_type(name: &str) -> bool {
    TYPES.contains(&name)
}

/// That something belongs to XSD 1.1.
pub(crate) fn unsupported(what: &str) -> Diagnostic {
    Diagnostic::error("unsupported-xsd-1.1", format!("{what} belongs to XSD 1.1, which is not supported"))
}

/// Whether an element says that it is not for XSD 1.0.
pub(super) fn is_excluded(node: Node<'_, '_>) -> bool {
    let value = |name| node.attribute((VERSIONING, name)).map(str::trim);
    let is_before = |version: &str, than: &str| compare(version, than) == Some(Ordering::Less);
    if value("minVersion").is_some_and(|it| is_before(OWN_VERSION, it)) {
        return true;
    }
    if value("maxVersion").is_some_and(|it| compare(OWN_VERSION, it).is_some_and(|it| it != Ordering::Less)) {
        return true;
    }
    let all = |name, is_known: fn(&str) -> bool| {
        let names = value(name).map(|it| it.split_ascii_whitespace());
        names.map(|mut it| it.all(|name| is_built_in(node, name, is_known)))
    };
    all("typeAvailable", is_type) == Some(false)
        || all("facetAvailable", is_facet) == Some(false)
        || all("typeUnavailable", is_type) == Some(true)
        || all("facetUnavailable", is_facet) == Some(true)
}

/// Whether a name is that of something built in.
fn is_built_in(node: Node<'_, '_>, name: &str, is_known: fn(&str) -> bool) -> bool {
    let name = resolve_qname(node, name).ok();
    name.is_some_and(|it| it.namespace.as_deref() == Some(XSD_NAMESPACE) && is_known(&it.local))
}

fn is_type(name: &str) -> bool {
    crate::components::is_built_in_type(name)
}

fn is_facet(name: &str) -> bool {
    FacetKind::from_name(name).is_some()
}

/// Compares two decimal numbers without sign; `None` if one is none.
fn compare(a: &str, b: &str) -> Option<Ordering> {
    fn parts(text: &str) -> Option<(&str, &str)> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let is_number = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
        let is_decimal = is_number(whole) && is_number(fraction) && !(whole.is_empty() && fraction.is_empty());
        is_decimal.then(|| (whole.trim_start_matches('0'), fraction.trim_end_matches('0')))
    }
    let ((a, a_fraction), (b, b_fraction)) = (parts(a)?, parts(b)?);
    Some((a.len(), a, a_fraction).cmp(&(b.len(), b, b_fraction)))
}
