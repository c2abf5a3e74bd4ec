//! Checks of the constraining facets (Part 2, section 4.3), one function each, for generated code to call.

use std::fmt::Display;

use crate::pattern::LazyPattern;
use crate::value_error::ValueError;

/// Checks `minLength` and `maxLength` of a string or URI, in characters. Two equal limits are the facet `length`.
///
/// # Errors
/// If the text is too short or too long.
pub fn check_length(text: &str, min: Option<usize>, max: Option<usize>) -> Result<(), ValueError> {
    // As many characters as bytes, or fewer but at least a quarter: often no need to count.
    let n_bytes = text.len();
    let is_surely_in = min.is_none_or(|min| min <= n_bytes / 4) && max.is_none_or(|max| n_bytes <= max);
    if is_surely_in { Ok(()) } else { check_count(text.chars().count(), min, max, "character", Some(text)) }
}

/// Checks `minLength` and `maxLength` of `xs:hexBinary` and `xs:base64Binary`, in bytes; see [`check_length`].
///
/// # Errors
/// If the value is too short or too long.
pub fn check_byte_length(value: &[u8], min: Option<usize>, max: Option<usize>) -> Result<(), ValueError> {
    check_count(value.len(), min, max, "byte", None)
}

/// Checks `minLength` and `maxLength` of a list type, in items; see [`check_length`].
///
/// # Errors
/// If the list is too short or too long.
pub fn check_list_length(n_items: usize, min: Option<usize>, max: Option<usize>) -> Result<(), ValueError> {
    check_count(n_items, min, max, "item", None)
}

fn check_count(
    count: usize,
    min: Option<usize>,
    max: Option<usize>,
    unit: &str,
    text: Option<&str>,
) -> Result<(), ValueError> {
    let too_short = min.filter(|&min| count < min).map(|limit| ("minLength", limit));
    let too_long = max.filter(|&max| max < count).map(|limit| ("maxLength", limit));
    let Some((facet, limit)) = too_short.or(too_long) else { return Ok(()) };
    let facet = if min == max { "length" } else { facet };
    let units = |n: usize| if n == 1 { format!("{n} {unit}") } else { format!("{n} {unit}s") };
    Err(match text {
        Some(text) => ValueError::facet(facet, units(limit), text),
        None => ValueError::size(facet, units(limit), units(count)),
    })
}

/// Checks `pattern`: the whole text has to match.
///
/// # Errors
/// If it does not.
pub fn check_pattern(text: &str, pattern: &LazyPattern) -> Result<(), ValueError> {
    if pattern.is_match(text) { Ok(()) } else { Err(ValueError::facet("pattern", pattern.as_str(), text)) }
}

/// Checks `enumeration` of a type whose values are equal where their texts are.
///
/// # Errors
/// If the text is none of the values.
pub fn check_enumeration(text: &str, values: &[&str]) -> Result<(), ValueError> {
    if values.contains(&text) { Ok(()) } else { Err(ValueError::facet("enumeration", values.join(", "), text)) }
}

/// Checks `totalDigits` on the text of a number (section 4.3.11): digits without the zeros that do not count. Digits
/// after the point count from the point on, so `0.05` has two.
///
/// # Errors
/// If the number has more digits.
pub fn check_total_digits(text: &str, limit: usize) -> Result<(), ValueError> {
    let (integer, fraction) = significant_digits(text);
    if integer.saturating_add(fraction) <= limit { Ok(()) } else { Err(ValueError::facet("totalDigits", limit, text)) }
}

/// Checks `fractionDigits` on the text of a number (section 4.3.12); zeros at its end do not count.
///
/// # Errors
/// If the number has more digits after the point.
pub fn check_fraction_digits(text: &str, limit: usize) -> Result<(), ValueError> {
    let (_, fraction) = significant_digits(text);
    if fraction <= limit { Ok(()) } else { Err(ValueError::facet("fractionDigits", limit, text)) }
}

/// How many digits a number has before and after the point, without leading zeros before it and trailing ones after it.
fn significant_digits(text: &str) -> (usize, usize) {
    let text = text.trim_matches(super::is_blank);
    let text = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (integer, fraction) = text.split_once('.').unwrap_or((text, ""));
    (integer.trim_start_matches('0').len(), fraction.trim_end_matches('0').len())
}

macro_rules! bounds {
    ($($(#[$doc:meta])* $check:ident, $facet:literal, $operator:tt;)+) => {$(
        $(#[$doc])*
        ///
        /// # Errors
        /// If the value is outside the bound, or incomparable with it: NaN, or a time without zone offset close to one
        /// with an offset.
        pub fn $check<T: PartialOrd + Display>(value: &T, limit: &T) -> Result<(), ValueError> {
            if value $operator limit { Ok(()) } else { Err(ValueError::facet($facet, limit, &value.to_string())) }
        }
    )+};
}

bounds! {
    /// Checks `minInclusive` (section 4.3.10).
    check_min_inclusive, "minInclusive", >=;
    /// Checks `maxInclusive` (section 4.3.7).
    check_max_inclusive, "maxInclusive", <=;
    /// Checks `minExclusive` (section 4.3.9).
    check_min_exclusive, "minExclusive", >;
    /// Checks `maxExclusive` (section 4.3.8).
    check_max_exclusive, "maxExclusive", <;
}
