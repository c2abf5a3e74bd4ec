//! Documents that come in pieces: however they are cut, what comes of them is the same, and it is what reading the whole
//! document gives, values, verdict and errors.

use ews_im_types::{GetImItemListResponse, ImGroup, Persona};
use xsd_runtime::items::{Item, ItemFeed, ItemPath, ItemWriter};
use xsd_runtime::{Error, ErrorKind, ReadOptions, Result};

use crate::mutate::Random;

/// Documents to begin with, and to take pieces from.
pub const SAMPLES: [&str; 2] = [include_str!("items/list.xml"), include_str!("items/small.xml")];

const MESSAGES: &str = "http://schemas.microsoft.com/exchange/services/2006/messages";
const TYPES: &str = "http://schemas.microsoft.com/exchange/services/2006/types";

/// Reads a document whole, in pieces of one byte, and in two series of other pieces.
///
/// # Panics
/// If what comes of it is not the same.
pub fn check(document: &[u8]) {
    for options in [ReadOptions::strict(), ReadOptions::lenient()] {
        let outcome = Outcome::of([document], &options);
        assert_eq!(Outcome::of(document.chunks(1), &options), outcome, "cut at each byte");
        // The sizes depend on the document, so that each change of it tries others.
        let seed = document.iter().fold(0u64, |seed, &byte| seed.wrapping_mul(31).wrapping_add(u64::from(byte)));
        for (seed, longest) in [(seed, 16), (!seed, 400)] {
            let pieces = cut(document, &mut Random::new(seed), longest);
            assert_eq!(Outcome::of(pieces.iter().copied(), &options), outcome, "cut into {pieces:?}");
        }
        if let Ok(text) = std::str::from_utf8(document) {
            compare(text, outcome, &options);
        }
    }
}

fn cut<'d>(mut document: &'d [u8], random: &mut Random, longest: usize) -> Vec<&'d [u8]> {
    let mut pieces = Vec::new();
    while !document.is_empty() {
        let (piece, rest) = document.split_at(document.len().min(1 + random.below(longest)));
        pieces.push(piece);
        document = rest;
    }
    pieces
}

#[derive(Debug, Clone, PartialEq)]
enum Entry {
    Group(Box<ImGroup>),
    Persona(Box<Persona>),
}

/// What comes of a document that is read item by item.
#[derive(Debug, PartialEq)]
struct Outcome {
    items: Vec<Entry>,
    /// The first error, of an item or of the feed.
    error: Option<Error>,
    /// The skeleton as a response, as far as it came.
    rest: Result<GetImItemListResponse>,
    skeleton: String,
}

impl Outcome {
    fn of<'d>(pieces: impl IntoIterator<Item = &'d [u8]>, options: &ReadOptions) -> Self {
        let mut feed = ItemFeed::new(paths(), options);
        let (mut items, mut error) = (Vec::new(), None);
        let mut take = |feed: &mut ItemFeed| {
            while let Some(item) = feed.next_item() {
                match item.and_then(|item| read(&item)) {
                    Ok(entry) if error.is_none() => items.extend(entry),
                    Ok(_) => {}
                    Err(problem) => error = error.take().or(Some(problem)),
                }
            }
        };
        for piece in pieces {
            feed.push(piece);
            take(&mut feed);
        }
        feed.end();
        take(&mut feed);
        Self { items, error, rest: feed.skeleton().read(), skeleton: feed.skeleton().text().to_owned() }
    }
}

fn paths() -> [ItemPath; 2] {
    let list = || ItemPath::root::<GetImItemListResponse>().child(MESSAGES, "ImItemList");
    [list().child(TYPES, "Groups").child(TYPES, "ImGroup"), list().child(TYPES, "Personas").child(TYPES, "Persona")]
}

fn read(item: &Item<'_>) -> Result<Option<Entry>> {
    Ok(match item.path_index() {
        0 => item.read()?.map(|group| Entry::Group(Box::new(group))),
        _ => item.read()?.map(|persona| Entry::Persona(Box::new(persona))),
    })
}

/// The whole document gives the same values, or one of the errors.
fn compare(text: &str, outcome: Outcome, options: &ReadOptions) {
    let whole = options.read_slice::<GetImItemListResponse>(text.as_bytes());
    let mut response = match whole {
        Ok(response) => response,
        Err(error) if error.kind() == ErrorKind::Unsupported => {
            // An encoding that the document says it is in: each way refuses it with a message of its own.
            assert!(outcome.error.is_some() || outcome.rest.is_err(), "{error}\n{text}");
            return;
        }
        Err(error) => {
            let errors: Vec<&Error> = outcome.error.iter().chain(outcome.rest.as_ref().err()).collect();
            assert!(errors.contains(&&error), "{error:?}\nexpected one of {errors:#?}\n{text}");
            return;
        }
    };
    let original = response.clone();
    let (mut groups, mut personas) = (Vec::new(), Vec::new());
    if let Some(list) = &mut response.im_item_list {
        groups.extend(list.groups.iter_mut().flat_map(|it| std::mem::take(&mut it.im_group)));
        personas.extend(list.personas.iter_mut().flat_map(|it| std::mem::take(&mut it.persona)));
    }
    assert!(outcome.error.is_none(), "refused item by item: {outcome:#?}\n{text}");
    let (mut own_groups, mut own_personas) = (Vec::new(), Vec::new());
    for item in &outcome.items {
        match item {
            Entry::Group(group) => own_groups.push((**group).clone()),
            Entry::Persona(persona) => own_personas.push((**persona).clone()),
        }
    }
    assert!((own_groups, own_personas) == (groups, personas), "other items: {:#?}\n{text}", outcome.items);
    assert_eq!(outcome.rest.as_ref(), Ok(&response), "another rest:\n{text}");
    write_again(&outcome, &original, options);
}

/// What is left, written with the items in it, is the response again.
fn write_again(outcome: &Outcome, original: &GetImItemListResponse, options: &ReadOptions) {
    let Ok(rest) = &outcome.rest else { return };
    let mut writer = ItemWriter::new(Vec::new(), rest, paths()).unwrap_or_else(|error| panic!("{error}\n{rest:#?}"));
    for item in &outcome.items {
        match item {
            Entry::Group(group) => writer.write(0, &**group),
            Entry::Persona(persona) => writer.write(1, &**persona),
        }
        .unwrap_or_else(|error| panic!("{error}\n{rest:#?}"));
    }
    let written = writer.finish().unwrap_or_else(|error| panic!("{error}\n{rest:#?}"));
    let written = String::from_utf8(written).unwrap_or_else(|error| panic!("{error}"));
    let again: GetImItemListResponse = options.read(&written).unwrap_or_else(|error| panic!("{error}\n{written}"));
    assert!(again == *original, "written item by item:\n{written}\n{again:#?}\n{original:#?}");
}
