//! Which problems the option `rules` can take otherwise than they are taken by themselves.
//!
//! A rule can be relaxed if what is made of a schema that breaks it is whole all the same: each name has a meaning, and
//! the later stages find all that they rely on. What would leave holes stays an error, and so does what no stage knows
//! how to go on with.

use super::Severity::{self, Error, Warning};
use Class::{
    Advice, BothCount, FirstCounts, LeftOut, NotPossible, OneCounts, OperationLeftOut, Options, Stands, TooLarge,
    Unreadable, Unresolved, Unsupported,
};

/// What is broken, and what then becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// What was made out of the schema is right, but somebody should know.
    Advice,
    /// What breaks the rule means nothing and is passed over.
    LeftOut,
    /// Of two that exclude each other, the one that says more counts.
    OneCounts,
    /// Of two of the same kind, the first counts.
    FirstCounts,
    /// All of those that contradict each other are checked.
    BothCount,
    /// The component is as it is written.
    Stands,
    /// The operation is not generated.
    OperationLeftOut,
    /// The document cannot be read, so that there is nothing to go on with.
    Unreadable,
    /// A name means nothing, so that a component would have a hole.
    Unresolved,
    /// What is written makes no component.
    NotPossible,
    /// It is more than the stages are made for.
    TooLarge,
    /// It is right, but not known how to generate.
    Unsupported,
    /// The options or the system are at fault, not the schema.
    Options,
}

/// A code, how it is taken by itself, and what kind of problem it is.
pub type Code = (&'static str, Severity, Class);

/// All codes, by name.
pub const CODES: &[Code] = &[
    ("absent-document", Warning, Advice),
    ("ambiguous-content", Error, Stands),
    ("ambiguous-operation", Error, NotPossible),
    ("bad-annotation", Error, LeftOut),
    ("bad-attribute", Error, Options),
    ("bad-catalog", Error, LeftOut),
    ("bad-default", Error, Stands),
    ("bad-encoding", Error, Unreadable),
    ("bad-enumeration", Error, Stands),
    ("bad-facet", Error, FirstCounts),
    ("bad-file", Error, Options),
    ("bad-import", Error, Stands),
    ("bad-keyref", Error, LeftOut),
    ("bad-location", Error, Options),
    ("bad-member", Error, Options),
    ("bad-name", Error, Options),
    ("bad-occurrence", Error, NotPossible),
    ("bad-path", Error, Options),
    ("bad-pattern", Error, LeftOut),
    ("bad-redefinition", Error, NotPossible),
    ("bad-substitution", Error, Stands),
    ("bad-toml", Error, Options),
    ("bad-uri", Error, Stands),
    ("bad-value", Error, NotPossible),
    ("bad-xpath", Error, LeftOut),
    ("base-is-complex", Error, NotPossible),
    ("base-is-simple", Error, NotPossible),
    ("circular-definition", Error, NotPossible),
    ("conflicting-attributes", Error, OneCounts),
    ("content-mismatch", Error, NotPossible),
    ("content-too-deep", Error, TooLarge),
    ("content-too-large", Error, TooLarge),
    ("contradictory-facets", Error, BothCount),
    ("differing-binding", Warning, Advice),
    ("document-limit", Error, TooLarge),
    ("duplicate-attribute", Error, FirstCounts),
    ("duplicate-id", Error, LeftOut),
    ("duplicate-name", Error, NotPossible),
    ("duplicate-value", Warning, Advice),
    ("element-order", Error, Stands),
    ("excluded-document", Warning, Advice),
    ("extern-cycle", Error, Options),
    ("extern-depth", Error, Options),
    ("extern-emit", Error, Options),
    ("facet-not-applicable", Error, LeftOut),
    ("fault-name", Warning, Advice),
    ("final-type", Error, Stands),
    ("fixed-facet", Error, BothCount),
    ("fixed-rule", Error, Options),
    ("inconsistent-elements", Error, NotPossible),
    ("inexact-pattern", Error, Stands),
    ("inexpressible-wildcard", Error, FirstCounts),
    ("invalid-restriction", Error, Stands),
    ("io", Error, Options),
    ("list-of-lists", Error, NotPossible),
    ("misplaced-all", Error, Stands),
    ("misplaced-element", Error, NotPossible),
    ("missing-attribute", Error, NotPossible),
    ("missing-body-namespace", Warning, Advice),
    ("missing-catalog", Error, LeftOut),
    ("missing-document", Error, Unresolved),
    ("missing-element", Error, NotPossible),
    ("missing-import", Error, Stands),
    ("missing-wsdl", Error, OperationLeftOut),
    ("missing-wsdl-import", Warning, Advice),
    ("mixed-mismatch", Error, Stands),
    ("no-config", Error, Options),
    ("no-network", Error, Options),
    ("no-out-dir", Error, Options),
    ("no-schema", Error, Options),
    ("not-a-catalog", Error, Unreadable),
    ("not-a-schema", Error, Unreadable),
    ("not-a-simple-type", Error, NotPossible),
    ("not-well-formed", Error, Unreadable),
    ("notation-without-enumeration", Error, Stands),
    ("nothing-selected", Error, Options),
    ("offered-twice", Warning, Advice),
    ("opaque-message", Error, Options),
    ("opaque-value", Warning, Advice),
    ("operation-without-item", Warning, Advice),
    ("part-mismatch", Error, NotPossible),
    ("prefix-conflict", Error, Options),
    ("several-ids", Error, Stands),
    ("too-many-documents", Error, TooLarge),
    ("unbound-operation", Warning, Advice),
    ("unchecked-facet", Warning, Advice),
    ("undeclared-prefix", Error, Unresolved),
    ("unexpected-attribute", Error, LeftOut),
    ("unexpected-element", Error, LeftOut),
    ("unexpected-text", Error, LeftOut),
    ("unknown-component", Warning, Advice),
    ("unknown-element", Error, NotPossible),
    ("unknown-fault", Error, LeftOut),
    ("unknown-key", Error, Options),
    ("unknown-operation", Error, LeftOut),
    ("unknown-output", Error, LeftOut),
    ("unknown-prefix", Warning, Advice),
    ("unknown-rule", Error, Options),
    ("unresolved-attribute", Error, Unresolved),
    ("unresolved-attribute-group", Error, Unresolved),
    ("unresolved-binding", Error, LeftOut),
    ("unresolved-element", Error, Unresolved),
    ("unresolved-group", Error, Unresolved),
    ("unresolved-key", Error, LeftOut),
    ("unresolved-message", Error, Unresolved),
    ("unresolved-notation", Error, Unresolved),
    ("unresolved-part", Error, Unresolved),
    ("unresolved-port-type", Error, Unresolved),
    ("unresolved-type", Error, Unresolved),
    ("unsupported-binding", Error, OperationLeftOut),
    ("unsupported-dtd", Error, Unreadable),
    ("unsupported-xsd-1.1", Error, Unsupported),
    ("unused-location", Warning, Advice),
    ("unused-option", Warning, Advice),
    ("values-too-large", Error, TooLarge),
    ("wider-facet", Error, BothCount),
    ("wrong-namespace", Error, Unresolved),
];

impl Class {
    /// Whether the option `rules` may take such a problem otherwise.
    pub fn is_relaxable(self) -> bool {
        self == Advice || self.outcome().is_some()
    }

    /// What becomes of a schema that breaks the rule, if it is an error that can be relaxed.
    pub(super) fn outcome(self) -> Option<&'static str> {
        Some(match self {
            LeftOut => "what breaks the rule is then left out",
            OneCounts => "one of the two then counts",
            FirstCounts => "the first of the two then counts",
            BothCount => "all of them are then checked",
            Stands => "what is written then stands",
            OperationLeftOut => "operations that it concerns are then left out",
            Advice | Unreadable | Unresolved | NotPossible | TooLarge | Unsupported | Options => return None,
        })
    }

    /// Why such a problem cannot be taken otherwise; only where it cannot.
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Unreadable => "the document cannot be read",
            Unresolved => "something would be missing in what is generated",
            NotPossible => "what is written makes no component",
            TooLarge => "it keeps memory and time within bounds",
            Unsupported => "what is written is right, but not supported",
            _ => "the options are at fault, not a schema",
        }
    }
}

/// The class of a code.
pub(crate) fn class(code: &str) -> Option<Class> {
    CODES.iter().find(|it| it.0 == code).map(|it| it.2)
}
