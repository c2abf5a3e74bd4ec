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

/// The candidates, those that are like `name` first, then those that hold it or are held by it, then the others by text.
pub(crate) fn by_likeness<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let letters: Vec<char> = name.chars().collect();
    let limit = (letters.len() / 3).clamp(1, 5);
    let folded = name.to_lowercase();
    let rank = |candidate: &str| match distance(&letters, candidate, limit) {
        Some(distance) => distance,
        None => {
            let candidate = candidate.to_lowercase();
            let is_part = !folded.is_empty() && (candidate.contains(&folded) || folded.contains(&candidate));
            limit + if is_part { 1 } else { 2 }
        }
    };
    let mut ranked: Vec<(usize, &str)> = candidates.map(|candidate| (rank(candidate), candidate)).collect();
    ranked.sort_unstable();
    ranked.dedup();
    ranked.into_iter().map(|(_, candidate)| candidate).collect()
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

#[cfg(test)]
mod tests {
    use super::by_likeness;

    #[test]
    fn what_is_like_a_name_goes_first() {
        let names = ["t:Attachment", "t:Item", "m:GetItem", "t:ItemIdType", "t:ItemId", "t:Body"];
        assert_eq!(
            by_likeness("t:ItmId", names.into_iter()),
            ["t:ItemId", "m:GetItem", "t:Attachment", "t:Body", "t:Item", "t:ItemIdType"]
        );
        assert_eq!(by_likeness("item", names.into_iter()).first(), Some(&"m:GetItem"));
        assert_eq!(by_likeness("", ["b", "a", "b"].into_iter()), ["a", "b"]);
    }
}
