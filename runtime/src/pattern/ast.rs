//! The syntax tree of a pattern.

/// A regular expression or a part of one.
#[derive(Debug, Clone)]
pub(super) enum Node {
    /// One character of the set of this number.
    Set(u32),
    /// Each part in turn; matches the empty text if there is none.
    Sequence(Vec<Node>),
    /// One of the branches.
    Choice(Vec<Node>),
    /// The same again; never of nothing and never zero times.
    Repeat {
        /// What is repeated.
        body: Box<Node>,
        /// How often at least.
        min: u32,
        /// How often at most; no limit if none.
        max: Option<u32>,
    },
}

impl Node {
    /// Matches the empty text alone.
    pub(super) const EMPTY: Self = Self::Sequence(Vec::new());

    /// Whether this is [`EMPTY`](Self::EMPTY).
    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Self::Sequence(parts) if parts.is_empty())
    }

    /// How many instructions it compiles to.
    pub(super) fn size(&self) -> u64 {
        match self {
            Self::Set(_) => 1,
            Self::Sequence(parts) => parts.iter().fold(0, |sum, part| part.size().saturating_add(sum)),
            Self::Choice(branches) => {
                // A split and a jump for each branch but the last.
                let n_extra = u64::try_from(branches.len()).unwrap_or(u64::MAX).saturating_sub(1).saturating_mul(2);
                branches.iter().fold(n_extra, |sum, branch| branch.size().saturating_add(sum))
            }
            Self::Repeat { body, min, max: None } => {
                body.size().saturating_mul(u64::from(*min).saturating_add(1)).saturating_add(2)
            }
            Self::Repeat { body, min, max: Some(max) } => {
                // A split for each copy that may be left out.
                let n_splits = u64::from(max.saturating_sub(*min));
                body.size().saturating_mul(u64::from(*max)).saturating_add(n_splits)
            }
        }
    }
}
