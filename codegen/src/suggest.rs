//! The nearest name to one that does not exist.

/// The candidate that is most like `name`, if one is so alike that it may have been meant; of equally good ones the
/// first.
pub(crate) fn nearest<'a, T>(name: &str, candidates: impl Iterator<Item = (&'a str, T)>) -> Option<T> {
    let name: Vec<char> = name.chars().collect();
    let limit = (name.len() / 3).clamp(1, 5);
    let mut best: Option<(usize, T)> = None;
    for (candidate, value) in candidates {
        let limit = best.as_ref().map_or(limit, |(distance, _)| distance.saturating_sub(1));
        if let Some(distance) = distance(&name, candidate, limit) {
            best = Some((distance, value));
        }
    }
    best.map(|(_, value)| value)
}

/// The number of letters to insert, drop or change, a mere change of case counting as none; `None` if beyond the limit.
fn distance(name: &[char], candidate: &str, limit: usize) -> Option<usize> {
    let candidate: Vec<char> = candidate.chars().collect();
    if limit < name.len().abs_diff(candidate.len()) {
        return None;
    }
    // One row of the usual table, and the value left above of the current one.
    let mut row: Vec<usize> = (0..=candidate.len()).collect();
    for (idx, a) in name.iter().enumerate() {
        let mut left = idx + 1;
        let mut diagonal = idx;
        for (b, cell) in candidate.iter().zip(row.iter_mut().skip(1)) {
            let substitution = diagonal + usize::from(!a.eq_ignore_ascii_case(b));
            diagonal = *cell;
            left = substitution.min(diagonal + 1).min(left + 1);
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = idx + 1;
        }
        if row.iter().all(|it| limit < *it) {
            return None;
        }
    }
    row.last().copied().filter(|it| *it <= limit)
}
