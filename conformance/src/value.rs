//! Whether two texts spell the same value. What type they have is not known here; so all spellings that any type has are
//! tried. The datatypes of the runtime are not asked: they are what is tested.

use roxmltree::Node;

/// Whether two texts at two nodes are the same: by the letter, as lists of the same values, or as names that stand for
/// the same.
pub(crate) fn same(one: (&str, Node<'_, '_>), other: (&str, Node<'_, '_>)) -> bool {
    if same_text(one.0, other.0) {
        return true;
    }
    let (ours, theirs): (Vec<&str>, Vec<&str>) =
        (one.0.split_ascii_whitespace().collect(), other.0.split_ascii_whitespace().collect());
    ours.len() == theirs.len()
        && ours
            .iter()
            .zip(&theirs)
            .all(|(our, their)| same_token(our, their) || same_name((our, one.1), (their, other.1)))
}

/// Whether two texts at two nodes are names that stand for the same.
pub(crate) fn same_name(one: (&str, Node<'_, '_>), other: (&str, Node<'_, '_>)) -> bool {
    let (our, their) = (expanded(one.0.trim(), one.1), expanded(other.0.trim(), other.1));
    our.is_some() && our == their
}

/// Whether two texts are the same without regard to where they stand.
pub(crate) fn same_text(one: &str, other: &str) -> bool {
    if one.trim() == other.trim() {
        return true;
    }
    let (ours, theirs) = (one.split_ascii_whitespace(), other.split_ascii_whitespace());
    let is_list = ours.clone().count() == theirs.clone().count() && ours.zip(theirs).all(|(a, b)| same_token(a, b));
    // White space inside of binary values means nothing.
    let packed = |text: &str| text.split_ascii_whitespace().collect::<String>();
    is_list || (is_base64(&packed(one)) && packed(one) == packed(other))
}

fn is_base64(text: &str) -> bool {
    !text.is_empty()
        && text.len().is_multiple_of(4)
        && text.bytes().all(|it| it.is_ascii_alphanumeric() || b"+/=".contains(&it))
}

fn same_token(one: &str, other: &str) -> bool {
    let is_hex = |text: &str| text.len().is_multiple_of(2) && text.bytes().all(|it| it.is_ascii_hexdigit());
    one == other
        || folded(one) == folded(other)
        || same_float(one, other)
        || (is_hex(one) && one.eq_ignore_ascii_case(other))
        || duration(one).is_some_and(|one| duration(other) == Some(one))
}

/// One spelling for all of a value.
fn folded(token: &str) -> String {
    let number = match token {
        "true" => "1",
        "false" => "0",
        _ => token,
    };
    decimal(number).unwrap_or_else(|| moment(token))
}

/// Whether two texts are the same number in floating point. A number of single precision has nine digits at most.
fn same_float(one: &str, other: &str) -> bool {
    let is_finite = |text: &str| text.bytes().all(|it| it.is_ascii_digit() || b"+-.eE".contains(&it));
    // What is too large for its type is infinite.
    let is_number = |text: &str| is_finite(text) || matches!(text, "INF" | "-INF");
    if !is_number(one) || !is_number(other) {
        return false;
    }
    let n_digits = other.bytes().filter(u8::is_ascii_digit).count();
    let is_single = || n_digits <= 9 && one.parse::<f32>().is_ok_and(|it| other.parse() == Ok(it));
    one.parse::<f64>().is_ok_and(|it| other.parse() == Ok(it)) || is_single()
}

/// The months and the seconds of a duration.
fn duration(token: &str) -> Option<(bool, u128, String)> {
    let (is_negative, text) = match token.strip_prefix('-') {
        Some(text) => (true, text),
        None => (false, token),
    };
    let (mut months, mut seconds, mut fraction) = (0u128, 0u128, "");
    let mut rest = text.strip_prefix('P')?;
    let mut is_time = false;
    while !rest.is_empty() {
        if let Some(behind) = rest.strip_prefix('T') {
            (rest, is_time) = (behind, true);
            continue;
        }
        let (number, behind) = rest.split_at_checked(rest.find(|it: char| it.is_ascii_alphabetic())?)?;
        let unit = behind.chars().next()?;
        rest = behind.get(1..)?;
        let (whole, part) = number.split_once('.').unwrap_or((number, ""));
        let whole: u128 = whole.parse().ok()?;
        let (place, of_one) = match (is_time, unit) {
            (false, 'Y') => (&mut months, 12),
            (false, 'M') => (&mut months, 1),
            (false, 'D') => (&mut seconds, 86_400),
            (true, 'H') => (&mut seconds, 3_600),
            (true, 'M') => (&mut seconds, 60),
            (true, 'S') => (&mut seconds, 1),
            _ => return None,
        };
        *place = place.checked_add(whole.checked_mul(of_one)?)?;
        fraction = part.trim_end_matches('0');
    }
    let is_zero = months == 0 && seconds == 0 && fraction.is_empty();
    Some((is_negative && !is_zero, months, format!("{seconds}.{fraction}")))
}

/// A decimal number without what it need not have.
fn decimal(token: &str) -> Option<String> {
    let (sign, digits) = match token.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", token.strip_prefix('+').unwrap_or(token)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let are_digits = |text: &str| text.bytes().all(|it| it.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !are_digits(whole) || !are_digits(fraction) {
        return None;
    }
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    let is_zero = whole.is_empty() && fraction.is_empty();
    Some(format!("{}{whole}.{fraction}", if is_zero { "" } else { sign }))
}

/// A date or time in which the zone is `Z` where it says the same, and seconds have no zeros at their end.
fn moment(token: &str) -> String {
    let (body, zone) = match token.strip_suffix("+00:00").or(token.strip_suffix("-00:00")).or(token.strip_suffix('Z')) {
        Some(body) => (body, "Z"),
        None => (token, ""),
    };
    let midnight = end_of_day(body);
    let body = midnight.as_deref().unwrap_or(body);
    match body.split_once('.') {
        Some((whole, fraction)) if body.contains(':') && fraction.bytes().all(|it| it.is_ascii_digit()) => {
            let fraction = fraction.trim_end_matches('0');
            let point = if fraction.is_empty() { "" } else { "." };
            format!("{whole}{point}{fraction}{zone}")
        }
        _ => format!("{body}{zone}"),
    }
}

/// The first moment of the next day, if a time or a date with time is the end of a day.
fn end_of_day(body: &str) -> Option<String> {
    let (day, time) = match body.split_once('T') {
        Some((day, time)) => (Some(day), time),
        None => (None, body),
    };
    let rest = time.strip_prefix("24:00:00")?;
    let (fraction, zone) = rest.split_at_checked(rest.find(['+', '-']).unwrap_or(rest.len()))?;
    if !fraction.bytes().all(|it| it == b'.' || it == b'0') {
        return None;
    }
    let Some(day) = day else { return Some(format!("00:00:00{zone}")) };
    let (day, sign) = day.strip_prefix('-').map_or((day, 1), |day| (day, -1));
    let mut parts = day.split('-').map(|it| it.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let year = year.checked_mul(sign)?;
    // There is no year 0.
    let counted = if year < 0 { year + 1 } else { year };
    let is_leap = (counted % 4 == 0 && counted % 100 != 0) || counted % 400 == 0;
    let n_days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let (year, month, day) = match (day < n_days, month < 12) {
        (true, _) => (year, month, day + 1),
        (false, true) => (year, month + 1, 1),
        (false, false) if year == -1 => (1, 1, 1),
        (false, false) => (year.checked_add(1)?, 1, 1),
    };
    let sign = if year < 0 { "-" } else { "" };
    Some(format!("{sign}{:04}-{month:02}-{day:02}T00:00:00{zone}", year.unsigned_abs()))
}

/// The expanded name that a text stands for at a node, if it can be one.
pub(crate) fn expanded(token: &str, node: Node<'_, '_>) -> Option<(String, String)> {
    let (prefix, local) = match token.split_once(':') {
        Some((prefix, local)) => (Some(prefix), local),
        None => (None, token),
    };
    let is_name = |text: &str| text.chars().all(|it| it.is_alphanumeric() || "_-.".contains(it)) && !text.is_empty();
    if !is_name(local) || !prefix.is_none_or(is_name) {
        return None;
    }
    let namespace = node.lookup_namespace_uri(prefix);
    if prefix.is_some() && namespace.is_none() {
        return None;
    }
    Some((namespace.unwrap_or_default().to_owned(), local.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::same_text;

    #[test]
    fn spellings_of_one_value() {
        let same = [
            (" a ", "a"),
            ("true", "1"),
            ("0", "false"),
            ("+012.50", "12.5"),
            ("-0.0", "0"),
            ("1e2", "100"),
            ("1.278656273654", "1.2786562"),
            ("INF NaN", "INF  NaN"),
            ("-1E400", "-INF"),
            ("24:00:00Z", "00:00:00+00:00"),
            ("1999-12-31T24:00:00.0", "2000-01-01T00:00:00"),
            ("2000-02-28T24:00:00-05:00", "2000-02-29T00:00:00-05:00"),
            ("-0001-12-31T24:00:00", "0001-01-01T00:00:00"),
            ("-0005-02-28T24:00:00", "-0005-02-29T00:00:00"),
            ("0fB7", "0FB7"),
            ("YWJj ZGVm", "YWJjZGVm"),
            ("P1Y14M", "P2Y2M"),
            ("PT36H", "P1DT12H"),
            ("-P0D", "PT0S"),
            ("PT1.50S", "PT1.5S"),
            ("12:00:00.500+00:00", "12:00:00.5Z"),
            ("2004-04-12Z", "2004-04-12+00:00"),
        ];
        for (one, other) in same {
            assert!(same_text(one, other), "{one:?} and {other:?}");
        }
        let different = [
            ("a", "b"),
            ("a", ""),
            ("1", "2"),
            ("1", "1 1"),
            ("1.278656273654", "1.2786572"),
            ("123456789012", "123456789013"),
            ("P1M", "PT1M"),
            ("P1M", "-P1M"),
            ("12:00:00", "12:00:00Z"),
            ("true", "false"),
            ("INF", "-INF"),
            ("24:00:00", "00:00:01"),
            ("1999-02-28T24:00:00", "1999-02-29T00:00:00"),
            ("A", "a"),
        ];
        for (one, other) in different {
            assert!(!same_text(one, other), "{one:?} and {other:?}");
        }
    }
}
