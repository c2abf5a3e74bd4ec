//! Wildcards: their namespaces, and the union and intersection of two (Part 1, 3.10.6).

use std::collections::BTreeSet;

use crate::components::model::{NamespaceConstraint, Wildcard};
use crate::xsd::{self, WildcardNamespace, WildcardNamespaces};

/// The wildcard in a schema of the given target namespace.
pub(super) fn wildcard(node: &xsd::Wildcard, target_namespace: Option<&str>) -> Wildcard {
    let target = || target_namespace.map(str::to_owned);
    let namespaces = match &node.namespaces {
        WildcardNamespaces::Any => NamespaceConstraint::Any,
        WildcardNamespaces::Other => NamespaceConstraint::Not(target()),
        WildcardNamespaces::List(list) => {
            let mut seen = BTreeSet::new();
            let resolve = |it: &WildcardNamespace| match it {
                WildcardNamespace::Target => target(),
                WildcardNamespace::Local => None,
                WildcardNamespace::Name(name) => Some(name.clone()),
            };
            let namespaces = list.iter().map(resolve).filter(|it| seen.insert(it.clone()));
            NamespaceConstraint::List(namespaces.collect())
        }
    };
    Wildcard { namespaces, process: node.process, documentation: node.documentation.clone(), span: node.span.clone() }
}

/// How many namespaces a wildcard lists, each of which is copied with it.
pub(super) fn n_listed(wildcard: &Wildcard) -> usize {
    match &wildcard.namespaces {
        NamespaceConstraint::List(list) => list.len(),
        NamespaceConstraint::Any | NamespaceConstraint::Not(_) => 0,
    }
}

/// What both admit; `None` if no constraint says that.
pub(super) fn intersection(a: &NamespaceConstraint, b: &NamespaceConstraint) -> Option<NamespaceConstraint> {
    use NamespaceConstraint::{Any, List, Not};
    match (a, b) {
        (a, b) if a == b => Some(a.clone()),
        (Any, other) | (other, Any) => Some(other.clone()),
        (List(list), other) | (other, List(list)) => {
            let common = Lookup::new(other);
            Some(List(list.iter().filter(|it| common.admits(it)).cloned().collect()))
        }
        // What excludes a namespace excludes "no namespace" as well, and so is the narrower one.
        (Not(None), Not(some)) | (Not(some), Not(None)) => Some(Not(some.clone())),
        (Not(Some(_)), Not(Some(_))) => None,
    }
}

/// What either admits; `None` if no constraint says that.
pub(super) fn union(a: &NamespaceConstraint, b: &NamespaceConstraint) -> Option<NamespaceConstraint> {
    use NamespaceConstraint::{Any, List, Not};
    match (a, b) {
        (a, b) if a == b => Some(a.clone()),
        (Any, _) | (_, Any) => Some(Any),
        (List(a), List(b)) => {
            let known = Lookup::set(a);
            let more = b.iter().filter(|it| !known.contains(it)).cloned();
            Some(List(a.iter().cloned().chain(more).collect()))
        }
        (Not(_), Not(_)) => Some(Not(None)),
        (Not(None), List(list)) | (List(list), Not(None)) => Some(if list.contains(&None) { Any } else { Not(None) }),
        (Not(Some(not)), List(list)) | (List(list), Not(Some(not))) => {
            let has_not = list.iter().any(|it| it.as_ref() == Some(not));
            match (has_not, list.contains(&None)) {
                (true, true) => Some(Any),
                (true, false) => Some(Not(None)),
                (false, true) => None,
                (false, false) => Some(Not(Some(not.clone()))),
            }
        }
    }
}

/// A constraint made ready for many questions.
enum Lookup<'a> {
    All,
    AllBut(&'a Option<String>),
    These(BTreeSet<&'a Option<String>>),
}

impl<'a> Lookup<'a> {
    fn new(constraint: &'a NamespaceConstraint) -> Lookup<'a> {
        match constraint {
            NamespaceConstraint::Any => Lookup::All,
            NamespaceConstraint::Not(not) => Lookup::AllBut(not),
            NamespaceConstraint::List(list) => Lookup::These(Self::set(list)),
        }
    }

    fn set(list: &'a [Option<String>]) -> BTreeSet<&'a Option<String>> {
        list.iter().collect()
    }

    fn admits(&self, namespace: &Option<String>) -> bool {
        match self {
            Lookup::All => true,
            Lookup::AllBut(not) => namespace.is_some() && namespace != *not,
            Lookup::These(list) => list.contains(namespace),
        }
    }
}
