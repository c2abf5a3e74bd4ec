//! The parts that read and write messages.

use std::hint::black_box;
use std::time::Duration;

use anyhow::{Context, Result};
use quick_xml::events::Event;
use quick_xml::{NsReader, Reader};

use crate::document::{ADD_IM_GROUP, ADD_IM_GROUP_RESPONSE, Document};
use crate::ours::{Ours, OursStrict};
use crate::peer::{PeerBoxed, PeerDefault};
use crate::race::{Outcome, Task, race};
use crate::report::{Section, Spread, Table};
use crate::subject::{Buffer, Subject, check_round_trip};

const SLICE: Duration = Duration::from_millis(15);
const READER: &str = "quick-xml Reader loop";

/// A document, and how many rounds its size allows.
struct Variant {
    title: &'static str,
    document: Document,
    rounds: usize,
}

/// The documents of the parts `read` and `write`.
fn variants(rounds: usize) -> [Variant; 3] {
    let document = Document { personas: 164, indented: true, seed: 1 };
    [
        Variant { title: "1 MB, indented", document, rounds },
        Variant { title: "1 MB, compact", document: Document { indented: false, ..document }, rounds },
        Variant {
            title: "10 MB, indented, with drop",
            document: Document { personas: 1640, ..document },
            rounds: rounds.div_ceil(3),
        },
    ]
}

/// Reading the large documents.
pub fn read(rounds: usize) -> Result<Section> {
    let mut tables = Vec::new();
    for Variant { title, document, rounds } in variants(rounds) {
        let text = document.text();
        check_round_trip::<Ours>(&text)?;
        check_round_trip::<PeerDefault>(&text)?;
        check_round_trip::<PeerBoxed>(&text)?;
        let is_dropped = document.personas > 1000;
        let tasks = vec![
            read_list::<Ours>(&text, is_dropped),
            read_list::<OursStrict>(&text, is_dropped),
            reader_loop(&text),
            ns_reader_loop(&text),
            Task::new("roxmltree, tree only", text.len(), || {
                drop(black_box(roxmltree::Document::parse(black_box(&text))));
            }),
            read_list::<PeerDefault>(&text, is_dropped),
            read_list::<PeerBoxed>(&text, is_dropped),
        ];
        let columns = ["× Reader loop", "MB/s", "allocations a persona"];
        let mut table = Table::new(format!("{title}: {} bytes, {} personas", text.len(), document.personas), &columns);
        for outcome in race(reader_loop(&text), tasks, rounds, SLICE)? {
            let allocations = Spread::exact(outcome.allocations / document.personas as f64);
            let figures = vec![Some(outcome.ratio), Some(megabytes(&outcome)), Some(allocations)];
            table.row(outcome.name, figures);
        }
        table.compare(0, Ours::NAME);
        tables.push(table);
    }
    let note = format!(
        "A `GetImItemListResponse` from text to value; at 10 MB the value is also dropped. CPU time as a multiple of the bare \
         `{READER}` over the same text, run just before and after."
    );
    Ok(Section { note, tables })
}

/// Writing the values of the large documents.
pub fn write(rounds: usize) -> Result<Section> {
    let mut tables = Vec::new();
    for Variant { title, document, rounds } in variants(rounds) {
        // The writers do not indent, so that the compact document would be the same value again.
        if !document.indented {
            continue;
        }
        let text = document.text();
        let compact = Document { indented: false, ..document }.text();
        let tasks = vec![
            write_list::<Ours>(&text)?,
            copy(&compact),
            write_list::<PeerDefault>(&text)?,
            write_list::<PeerBoxed>(&text)?,
        ];
        let title = title.trim_end_matches(", with drop");
        let mut table = Table::new(format!("The value of {title}"), &["× Reader loop", "MB/s", "MB", "allocations"]);
        for outcome in race(reader_loop(&compact), tasks, rounds, SLICE)? {
            let figures = vec![
                Some(outcome.ratio),
                Some(megabytes(&outcome)),
                Some(Spread::exact(outcome.bytes as f64 / 1e6)),
                Some(Spread::exact(outcome.allocations)),
            ];
            table.row(outcome.name, figures);
        }
        table.compare(0, Ours::NAME);
        tables.push(table);
    }
    let note = format!(
        "The same value written into a buffer that is used again, without indentation. CPU time as a multiple of the \
         `{READER}` over the compact document, run just before and after; MB/s counts the subject's own output."
    );
    Ok(Section { note, tables })
}

/// Reading and writing small messages.
pub fn small(rounds: usize) -> Result<Section> {
    let response = ADD_IM_GROUP_RESPONSE;
    let reading = vec![
        read_response::<Ours>(response),
        read_response::<OursStrict>(response),
        reader_loop(response),
        ns_reader_loop(response),
        read_response::<PeerDefault>(response),
        read_response::<PeerBoxed>(response),
    ];
    let writing = vec![
        write_request::<Ours>(ADD_IM_GROUP)?,
        write_request::<PeerDefault>(ADD_IM_GROUP)?,
        write_request::<PeerBoxed>(ADD_IM_GROUP)?,
    ];
    let mut tables = Vec::new();
    for (title, tasks) in [("AddImGroupResponse, read", reading), ("AddImGroup, written", writing)] {
        let mut table = Table::new(title, &["× Reader loop", "ns", "bytes", "allocations"]);
        for outcome in race(reader_loop(response), tasks, rounds, SLICE)? {
            let figures = vec![
                Some(outcome.ratio),
                Some(outcome.seconds.times(1e9)),
                Some(Spread::exact(outcome.bytes as f64)),
                Some(Spread::exact(outcome.allocations)),
            ];
            table.row(outcome.name, figures);
        }
        table.compare(0, Ours::NAME);
        tables.push(table);
    }
    let note = format!(
        "One message at a time; writing uses a buffer again. Both are paired with the `{READER}` over the response \
         ({} bytes).",
        response.len()
    );
    Ok(Section { note, tables })
}

fn megabytes(outcome: &Outcome) -> Spread {
    outcome.seconds.under(outcome.bytes as f64 / 1e6)
}

fn read_list<S: Subject>(text: &str, is_dropped: bool) -> Task<'_> {
    if is_dropped {
        return Task::new(S::NAME, text.len(), || drop(black_box(S::read_list(black_box(text)))));
    }
    Task::making(S::NAME, text.len(), || S::read_list(black_box(text)))
}

fn read_response<S: Subject>(text: &str) -> Task<'_> {
    Task::new(S::NAME, text.len(), || drop(black_box(S::read_response(black_box(text)))))
}

fn write_list<S: Subject>(text: &str) -> Result<Task<'_>> {
    writing::<S, _>(S::read_list(text)?, S::write_list)
}

fn write_request<S: Subject>(text: &str) -> Result<Task<'_>> {
    writing::<S, _>(S::read_request(text)?, S::write_request)
}

fn writing<S: Subject, T: 'static>(value: T, write: fn(&T, &mut S::Out) -> Result<()>) -> Result<Task<'static>> {
    let mut out = S::Out::default();
    write(&value, &mut out).with_context(|| format!("{} cannot write", S::NAME))?;
    let bytes = out.bytes().len();
    Ok(Task::new(S::NAME, bytes, move || {
        out.clear();
        drop(black_box(write(black_box(&value), &mut out)));
        black_box(out.bytes());
    }))
}

fn copy(source: &str) -> Task<'_> {
    let mut target = Vec::with_capacity(source.len());
    Task::new("memcpy", source.len(), move || {
        target.clear();
        target.extend_from_slice(black_box(source.as_bytes()));
        black_box(&target);
    })
}

fn reader_loop(text: &str) -> Task<'_> {
    Task::new(READER, text.len(), || {
        black_box(count_events(black_box(text)));
    })
}

fn ns_reader_loop(text: &str) -> Task<'_> {
    Task::new("quick-xml NsReader loop", text.len(), || {
        black_box(count_resolved_events(black_box(text)));
    })
}

/// The bare event loop: no names resolved, no text unescaped, nothing kept.
#[inline(never)]
fn count_events(text: &str) -> usize {
    let mut reader = Reader::from_str(text);
    let mut events = 0;
    while let Ok(event) = reader.read_event() {
        if matches!(event, Event::Eof) {
            return events;
        }
        events += 1;
    }
    0
}

/// The same with the namespace of every element resolved.
#[inline(never)]
fn count_resolved_events(text: &str) -> usize {
    let mut reader = NsReader::from_str(text);
    let mut events = 0;
    while let Ok((namespace, event)) = reader.read_resolved_event() {
        if matches!(event, Event::Eof) {
            return events;
        }
        black_box(namespace);
        events += 1;
    }
    0
}
