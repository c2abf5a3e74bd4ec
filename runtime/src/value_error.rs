//! The error of a text that is no value of a simple type.

use std::convert::Infallible;
use std::fmt;

/// How many characters of a faulty text an error keeps.
const QUOTED_CHARS: usize = 60;

/// Why a text is no value of a simple type: it is outside the lexical space, outside the range, or breaks a facet.
///
/// ```
/// # use xsd_runtime::{ValueError, datatypes::parse_integer};
/// let error: ValueError = parse_integer::<i32>("abc").unwrap_err();
/// assert_eq!(error.to_string(), r#""abc" is not a valid xs:int: not a number"#);
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ValueError(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    text: String,
    reason: Reason,
}

#[derive(Clone, PartialEq, Eq)]
enum Reason {
    Lexical {
        type_name: &'static str,
        why: &'static str,
    },
    Facet {
        name: &'static str,
        limit: String,
    },
    /// The text tells the size of the value, not the value.
    Size {
        name: &'static str,
        limit: String,
    },
    Unlisted {
        type_name: &'static str,
        expected: String,
    },
}

impl ValueError {
    /// The text is not in the lexical space of a type: `"abc" is not a valid xs:int: not a number`.
    #[cold]
    pub fn lexical(type_name: &'static str, text: &str, why: &'static str) -> Self {
        Self::new(text, Reason::Lexical { type_name, why })
    }

    /// The text is a number, a year and so on, but beyond what the type holds:
    /// `"300" is not a valid xs:byte: out of range`.
    #[cold]
    pub fn out_of_range(type_name: &'static str, text: &str) -> Self {
        Self::lexical(type_name, text, "out of range")
    }

    /// The text is a value of the base type but breaks a constraining facet (Part 2, section 4.3), called by its name
    /// in XSD. The limits of the three length facets name their unit: `"1 character"`. The limit of `enumeration` may
    /// be empty; otherwise it is added as the list of values.
    #[cold]
    pub fn facet(facet: &'static str, limit: impl fmt::Display, text: &str) -> Self {
        Self::new(text, Reason::Facet { name: facet, limit: limit.to_string() })
    }

    /// The same for a value of which the size alone is told: `a value of 2 items is shorter than 3 items (minLength)`.
    #[cold]
    pub(crate) fn size(facet: &'static str, limit: String, size: String) -> Self {
        Self::new(&size, Reason::Size { name: facet, limit })
    }

    /// The text is none of the values that an enumeration lists; the values that are most like it are named, or the
    /// first few.
    #[cold]
    pub fn enumeration(type_name: &'static str, text: &str, values: &mut dyn Iterator<Item = &str>) -> Self {
        let values: Vec<&str> = values.collect();
        let folded = text.trim().to_lowercase();
        let alike = values.iter().find(|value| value.to_lowercase() == folded);
        let expected = match alike {
            Some(value) => format!("did you mean `{value}`?"),
            None if values.len() <= 8 => format!("expected {}", values.join(", ")),
            None => format!("expected {} or one of {} more", values[..6].join(", "), values.len() - 6),
        };
        Self::new(text, Reason::Unlisted { type_name, expected })
    }

    /// The text is another value than the one that the declaration fixes.
    #[cold]
    pub(crate) fn fixed(fixed: &str, text: &str) -> Self {
        Self::new(text, Reason::Facet { name: "fixed", limit: format!("{fixed:?}") })
    }

    /// The text is no value of any member of a union.
    #[cold]
    pub fn no_member(type_name: &'static str, text: &str) -> Self {
        Self::lexical(type_name, text, "no member of the union takes it")
    }

    fn new(text: &str, reason: Reason) -> Self {
        let text = match text.char_indices().nth(QUOTED_CHARS) {
            Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
            None => text.to_owned(),
        };
        Self(Box::new(Inner { text, reason }))
    }

    /// The name of the facet that the text breaks, such as `maxLength`; none if it is no value of the base type.
    pub fn facet_name(&self) -> Option<&'static str> {
        match self.0.reason {
            Reason::Facet { name: "fixed", .. } | Reason::Lexical { .. } => None,
            Reason::Facet { name, .. } | Reason::Size { name, .. } => Some(name),
            Reason::Unlisted { .. } => Some("enumeration"),
        }
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { text, reason } = &*self.0;
        match reason {
            Reason::Size { .. } => write!(f, "a value of {text} ")?,
            _ => write!(f, "{text:?} ")?,
        }
        let (name, limit) = match reason {
            Reason::Lexical { type_name, why } => return write!(f, "is not a valid {type_name}: {why}"),
            Reason::Unlisted { type_name, expected } => {
                return write!(f, "is none of the values of {type_name}; {expected}");
            }
            Reason::Facet { name, limit } | Reason::Size { name, limit } => (*name, limit),
        };
        match name {
            "pattern" => write!(f, "does not match the pattern {limit}"),
            "enumeration" if limit.is_empty() => f.write_str("is none of the enumeration values"),
            "enumeration" => write!(f, "is none of the enumeration values {limit}"),
            "length" => write!(f, "is not {limit} long (length)"),
            "minLength" => write!(f, "is shorter than {limit} (minLength)"),
            "maxLength" => write!(f, "is longer than {limit} (maxLength)"),
            "minInclusive" => write!(f, "is not at least {limit} (minInclusive)"),
            "maxInclusive" => write!(f, "is not at most {limit} (maxInclusive)"),
            "minExclusive" => write!(f, "is not above {limit} (minExclusive)"),
            "maxExclusive" => write!(f, "is not below {limit} (maxExclusive)"),
            "totalDigits" => write!(f, "has more than {limit} digits (totalDigits)"),
            "fractionDigits" => write!(f, "has more than {limit} fraction digits (fractionDigits)"),
            "fixed" => write!(f, "is not the fixed value {limit}"),
            _ => write!(f, "does not satisfy {name} = {limit}"),
        }
    }
}

impl fmt::Debug for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ValueError({self})")
    }
}

impl std::error::Error for ValueError {}

impl From<Infallible> for ValueError {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}
