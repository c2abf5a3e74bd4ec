//! Documents that are nearly well-formed: changes that know where elements, attributes and texts are, so that what comes
//! of them is not refused at the first byte.
//!
//! libFuzzer calls [`mutate`] for each new input. Part of the changes are left to it, because it knows which bytes the
//! code compares with.

mod grammar;
mod pieces;
mod random;

pub use random::Random;

use pieces::{Pieces, elements};

/// Changes the document in the first `size` bytes of `data`, and returns its new length, which is at most `max_size`.
/// `samples` are documents to begin with and to take elements and names from; `bytes` changes without regard to what
/// the bytes are.
pub fn mutate(
    data: &mut [u8],
    size: usize,
    max_size: usize,
    seed: u32,
    samples: &[&str],
    bytes: fn(&mut [u8], usize, usize) -> usize,
) -> usize {
    let mut random = Random::new(u64::from(seed));
    let document = data.get(..size).and_then(|data| std::str::from_utf8(data).ok()).map(str::to_owned);
    let Some(mut document) = document.filter(|_| random.below(4) > 0) else {
        return bytes(data, size, max_size);
    };
    let sample = random.pick(samples);
    if document.len() < 4 || random.below(500) == 0 {
        (*sample).clone_into(&mut document);
    }
    for _ in 0..=random.below(3) {
        document = change(&document, sample, &mut random);
    }
    let mut length = document.len().min(max_size);
    while !document.is_char_boundary(length) {
        length -= 1;
    }
    data[..length].copy_from_slice(&document.as_bytes()[..length]);
    length
}

/// One change.
fn change(document: &str, sample: &str, random: &mut Random) -> String {
    let mut pieces = Pieces::of(document);
    if pieces.len() == 0 {
        return grammar::element(document, sample, random, 3);
    }
    let at = random.below(pieces.len());
    match random.below(16) {
        0 => pieces.remove(at..at + 1),
        1 => pieces.insert(at, pieces.text(at..at + 1)),
        2 => pieces.swap(at, random.below(pieces.len())),
        // Whole elements: taken out, doubled, moved, or those of another document put in.
        3..=5 => {
            if let Some(range) = pieces.element(random) {
                let copy = pieces.text(range.clone());
                let to = if random.below(2) == 0 { range.end } else { at };
                match random.below(3) {
                    0 => pieces.remove(range),
                    1 if to <= range.start => {
                        pieces.remove(range);
                        pieces.insert(to, copy);
                    }
                    _ => pieces.insert(to, copy),
                }
            }
        }
        6 | 7 => {
            let others = elements(sample);
            if !others.is_empty() {
                pieces.insert(at, sample[random.pick(&others).clone()].to_owned());
            }
        }
        8 => pieces.insert(at, grammar::element(document, sample, random, 2)),
        9 => {
            if let Some(range) = pieces.element(random) {
                let (start, end) = grammar::tags(document, sample, random);
                pieces.insert(range.end, end);
                pieces.insert(range.start, start);
            }
        }
        10 => pieces.insert(at, grammar::content(random)),
        // What is in a tag.
        11 | 12 => {
            let attribute = grammar::attribute(document, sample, random);
            pieces.add_attribute(random, &attribute);
        }
        13 => return pieces::replace_name(document, &grammar::name(document, sample, random), random),
        14 => return pieces::replace_value(document, sample, random),
        // Anything anywhere.
        _ => return spoil(document, random),
    }
    pieces.into_document()
}

/// A piece of markup in the wrong place, or some characters missing.
fn spoil(document: &str, random: &mut Random) -> String {
    let mut at = random.below(document.len() + 1);
    while !document.is_char_boundary(at) {
        at -= 1;
    }
    let (before, after) = document.split_at(at);
    match random.below(3) {
        0 => format!("{before}{}", after.chars().skip(1 + random.below(3)).collect::<String>()),
        1 if random.below(8) == 0 => before.to_owned(),
        _ => format!("{before}{}{after}", random.pick(&grammar::MARKUP)),
    }
}
