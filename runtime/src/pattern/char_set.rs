//! Sets of characters.

use super::unicode_tables::Range;

/// The greatest code point.
const LAST: u32 = 0x10_FFFF;

/// A set of characters, as ranges that are in order and apart from each other, with a bitmap for ASCII.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(super) struct CharSet {
    ascii: u128,
    ranges: Vec<Range>,
}

impl CharSet {
    /// The union of ranges, given in any order.
    pub(super) fn new(mut ranges: Vec<Range>) -> Self {
        // Often several ascending tables one after the other: the stable sort is the one that makes use of it.
        ranges.sort();
        let mut joined: Vec<Range> = Vec::with_capacity(ranges.len());
        for (first, last) in ranges {
            match joined.last_mut() {
                Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
                _ => joined.push((first, last)),
            }
        }
        let mut ascii = 0;
        for &(first, last) in joined.iter().take_while(|(first, _)| *first < 128) {
            ascii |= (first..=last.min(127)).fold(0_u128, |bits, code| bits | 1 << code);
        }
        Self { ascii, ranges: joined }
    }

    /// The set of one character.
    pub(super) fn of(c: char) -> Self {
        Self::new(vec![(c.into(), c.into())])
    }

    /// The ranges, in order.
    pub(super) fn ranges(&self) -> &[Range] {
        &self.ranges
    }

    /// Whether a character is in the set.
    pub(super) fn contains(&self, c: char) -> bool {
        let code = u32::from(c);
        if code < 128 {
            return self.ascii >> code & 1 == 1;
        }
        let index = self.ranges.partition_point(|&(_, last)| last < code);
        self.ranges.get(index).is_some_and(|&(first, _)| first <= code)
    }

    /// All characters that are not in the set.
    pub(super) fn complement(&self) -> Self {
        let mut gaps = Vec::with_capacity(self.ranges.len().saturating_add(1));
        let mut next = 0;
        for &(first, last) in &self.ranges {
            if next < first {
                gaps.push((next, first - 1));
            }
            next = last.saturating_add(1);
        }
        if next <= LAST {
            gaps.push((next, LAST));
        }
        Self::new(gaps)
    }

    /// The characters of this set that are not in the other.
    pub(super) fn minus(&self, other: &Self) -> Self {
        // What is in neither the complement of this nor in the other.
        let mut ranges = self.complement().ranges;
        ranges.extend_from_slice(&other.ranges);
        Self::new(ranges).complement()
    }
}
