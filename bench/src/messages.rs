//! The parts that read and write messages.

use std::hint::black_box;
use std::time::Duration;

use anyhow::{Context, Result};
use peer_xml_struct as xml_struct;

use crate::contenders::{AddGroup, AddGroupResponse, List, Stream};
use crate::document::{ADD_IM_GROUP, ADD_IM_GROUP_RESPONSE, Document};
use crate::floors::{self, CLONE, READER};
use crate::ours;
use crate::race::{Outcome, Task, race};
use crate::report::{Section, Spread, Table};
use crate::scene::Scene;
use crate::subject::{Buffer, Message, Subject, check_round_trips, check_same};

const SLICE: Duration = Duration::from_millis(15);

/// Reading the large documents.
pub fn read(rounds: usize) -> Result<Section> {
    let tables = larges(rounds).map(|large| large.read()).collect::<Result<_>>()?;
    let note = format!(
        "A message from text to value; but at 1 MB, the value is also dropped. CPU time as a multiple of the bare `{READER}` \
         over the same text, run just before and after. Memory is what one run asks of the allocator, and the most that it \
         holds at once."
    );
    Ok(Section { note, tables })
}

/// Writing the values of the large documents.
pub fn write(rounds: usize) -> Result<Section> {
    // The writers do not indent, so that the indented documents would be the same values again.
    let compact = larges(rounds).filter(|large| !large.document.is_indented());
    let tables = compact.map(|large| large.write()).collect::<Result<_>>()?;
    let note = format!(
        "The same value written into a buffer that is used again, without indentation. CPU time as a multiple of the \
         `{READER}` over the compact document, run just before and after; MB/s counts the subject's own output. The copy of \
         memory has the bytes that ours writes."
    );
    Ok(Section { note, tables })
}

/// Reading and writing small messages.
pub fn small(rounds: usize) -> Result<Section> {
    let (request, response) = (ADD_IM_GROUP, ADD_IM_GROUP_RESPONSE);
    let frame = Scene { frames: 1, indented: false, seed: 1 }.text();
    check_round_trips::<AddGroup>(request, true)?;
    check_round_trips::<AddGroupResponse>(response, true)?;
    check_round_trips::<Stream>(&frame, true)?;
    let mut writing = write_tasks::<AddGroup>(request, true)?;
    writing.push(write_with_xml_struct(request)?);
    let tables = vec![
        small_table(
            "AddImGroupResponse, read",
            response,
            read_tasks::<AddGroupResponse>(response, true, true)?,
            rounds,
        )?,
        small_table("AddImGroup, written", response, writing, rounds)?,
        small_table("AddImGroup, read", response, read_tasks::<AddGroup>(request, true, true)?, rounds)?,
        small_table("AddImGroupResponse, written", response, write_tasks::<AddGroupResponse>(response, true)?, rounds)?,
        small_table("MetadataStream of a frame, read", &frame, read_tasks::<Stream>(&frame, true, true)?, rounds)?,
        small_table("MetadataStream of a frame, written", &frame, write_tasks::<Stream>(&frame, true)?, rounds)?,
    ];
    let note = format!(
        "One message at a time: read and dropped, or written into a buffer that is used again. All are paired with the \
         `{READER}`: `AddImGroup` and its response with that over the response ({} bytes), the frame with that over itself.",
        response.len()
    );
    Ok(Section { note, tables })
}

/// A large document, and how it is measured.
struct Large {
    /// Its size as the title tells it.
    size: &'static str,
    document: AnyDocument,
    /// How many rounds its size allows.
    rounds: usize,
    /// Whether dropping the value belongs to reading.
    is_dropped: bool,
    /// Whether the slowest of the contenders takes part.
    with_default: bool,
}

/// A document of either schema.
enum AnyDocument {
    List(Document),
    Stream(Scene),
}

/// The documents of the parts `read` and `write`.
fn larges(rounds: usize) -> impl Iterator<Item = Large> {
    // The values of a slice of time are kept till its end: for small ones these would be thousands, of cold memory each.
    let sizes = [("10 KB", 1, 1, true), ("1 MB", 164, 1, false), ("10 MB", 1640, 3, true), ("100 MB", 16_400, 5, true)];
    let lists = sizes.into_iter().flat_map(move |(size, personas, divisor, is_dropped)| {
        [true, false].map(|indented| Large {
            size,
            document: AnyDocument::List(Document { personas, indented, seed: 1 }),
            rounds: rounds.div_ceil(divisor),
            is_dropped,
            with_default: personas < 10_000,
        })
    });
    let streams = [true, false].map(|indented| Large {
        size: "1 MB",
        document: AnyDocument::Stream(Scene { frames: 260, indented, seed: 1 }),
        rounds,
        is_dropped: false,
        with_default: true,
    });
    lists.chain(streams)
}

impl AnyDocument {
    fn text(&self) -> String {
        match self {
            Self::List(document) => document.text(),
            Self::Stream(scene) => scene.text(),
        }
    }

    fn is_indented(&self) -> bool {
        match self {
            Self::List(document) => document.indented,
            Self::Stream(scene) => scene.indented,
        }
    }

    /// The message, what it has many of, and how many.
    fn content(&self) -> (&'static str, &'static str, usize) {
        match self {
            Self::List(document) => ("GetImItemListResponse", "persona", document.personas),
            Self::Stream(scene) => ("MetadataStream", "object", scene.frames * Scene::OBJECTS),
        }
    }
}

impl Large {
    fn read(&self) -> Result<Table> {
        match self.document {
            AnyDocument::List(_) => self.read_message::<List>(),
            AnyDocument::Stream(_) => self.read_message::<Stream>(),
        }
    }

    fn write(&self) -> Result<Table> {
        match self.document {
            AnyDocument::List(_) => self.write_message::<List>(),
            AnyDocument::Stream(_) => self.write_message::<Stream>(),
        }
    }

    fn read_message<M: Message>(&self) -> Result<Table> {
        let text = self.document.text();
        check_round_trips::<M>(&text, self.with_default)?;
        let (message, item, n_items) = self.document.content();
        let form = if self.document.is_indented() { "indented" } else { "compact" };
        let with_drop = if self.is_dropped { ", with drop" } else { "" };
        let title = format!("{message}, {}, {form}{with_drop}: {} bytes, {n_items} {item}s", self.size, text.len());
        let unit = Unit::of(&text);
        let [time, allocated, peak] = unit.columns();
        let allocations = format!("allocations a{} {item}", if item == "object" { "n" } else { "" });
        let mut table = Table::new(title, &["× Reader loop", "MB/s", &time, &allocations, &allocated, &peak]);
        let tasks = read_tasks::<M>(&text, self.is_dropped, self.with_default)?;
        for outcome in race(floors::reader_loop(&text), tasks, self.rounds, SLICE)? {
            let allocations = Spread::exact(outcome.allocated.count as f64 / n_items as f64);
            let [time, allocated, peak] = unit.figures(&outcome);
            let figures = [outcome.ratio, megabytes(&outcome), time, allocations, allocated, peak];
            table.row(outcome.name, figures.map(Some).into());
        }
        table.compare(0, ours::NAME);
        table.compare(4, CLONE);
        Ok(table)
    }

    fn write_message<M: Message>(&self) -> Result<Table> {
        let text = self.document.text();
        let (message, ..) = self.document.content();
        let unit = Unit::of(&text);
        let [time, allocated, peak] = unit.columns();
        let columns = ["× Reader loop", "MB/s", &time, "MB", "allocations", &allocated, &peak];
        let mut table = Table::new(format!("{message}, the value of {}", self.size), &columns);
        let tasks = write_tasks::<M>(&text, self.with_default)?;
        for outcome in race(floors::reader_loop(&text), tasks, self.rounds, SLICE)? {
            let written = Spread::exact(outcome.bytes as f64 / 1e6);
            let allocations = Spread::exact(outcome.allocated.count as f64);
            let [time, allocated, peak] = unit.figures(&outcome);
            let figures = [outcome.ratio, megabytes(&outcome), time, written, allocations, allocated, peak];
            table.row(outcome.name, figures.map(Some).into());
        }
        table.compare(0, ours::NAME);
        Ok(table)
    }
}

fn small_table(title: &str, control: &str, tasks: Vec<Task<'_>>, rounds: usize) -> Result<Table> {
    let columns = ["× Reader loop", "ns", "MB/s", "bytes", "allocations", "bytes allocated", "peak, bytes"];
    let mut table = Table::new(title, &columns);
    for outcome in race(floors::reader_loop(control), tasks, rounds, SLICE)? {
        let bytes = Spread::exact(outcome.bytes as f64);
        let allocated = outcome.allocated;
        let [count, all, peak] = [allocated.count, allocated.bytes, allocated.peak].map(|it| Spread::exact(it as f64));
        let figures = [outcome.ratio, outcome.seconds.times(1e9), megabytes(&outcome), bytes, count, all, peak];
        table.row(outcome.name, figures.map(Some).into());
    }
    table.compare(0, ours::NAME);
    Ok(table)
}

/// What time and memory are given in: they differ by four powers of ten.
struct Unit {
    time: &'static str,
    a_second: f64,
    memory: &'static str,
    bytes: f64,
}

impl Unit {
    fn of(text: &str) -> Self {
        if text.len() < 100_000 {
            Self { time: "µs", a_second: 1e6, memory: "kB", bytes: 1e3 }
        } else {
            Self { time: "ms", a_second: 1e3, memory: "MB", bytes: 1e6 }
        }
    }

    fn columns(&self) -> [String; 3] {
        [self.time.to_owned(), format!("{} allocated", self.memory), format!("peak, {}", self.memory)]
    }

    fn figures(&self, outcome: &Outcome) -> [Spread; 3] {
        let memory = |bytes: u64| Spread::exact(bytes as f64 / self.bytes);
        let allocated = outcome.allocated;
        [outcome.seconds.times(self.a_second), memory(allocated.bytes), memory(allocated.peak)]
    }
}

fn megabytes(outcome: &Outcome) -> Spread {
    outcome.seconds.under(outcome.bytes as f64 / 1e6)
}

/// The floors of reading and all who read.
fn read_tasks<M: Message>(text: &str, is_dropped: bool, with_default: bool) -> Result<Vec<Task<'_>>> {
    let mut tasks = vec![
        reading::<M::Ours>(text, is_dropped),
        reading::<M::OursStrict>(text, is_dropped),
        floors::copy(text.as_bytes().to_vec()),
        floors::clone_of(M::Ours::read(text)?, text.len(), is_dropped),
        floors::reader_loop(text),
        floors::ns_reader_loop(text),
        floors::tree(text),
        reading::<M::Serde>(text, is_dropped),
        reading::<M::PeerBoxed>(text, is_dropped),
    ];
    if with_default {
        tasks.push(reading::<M::PeerDefault>(text, is_dropped));
    }
    Ok(tasks)
}

/// The floor of writing and all who write the value of a document.
fn write_tasks<M: Message>(text: &str, with_default: bool) -> Result<Vec<Task<'static>>> {
    let mut out = <M::Ours as Subject>::Out::default();
    M::Ours::write(&M::Ours::read(text)?, &mut out)?;
    let mut tasks = vec![
        writing::<M::Ours>(text)?,
        floors::copy(out.bytes().to_vec()),
        writing::<M::Serde>(text)?,
        writing::<M::PeerBoxed>(text)?,
    ];
    if with_default {
        tasks.push(writing::<M::PeerDefault>(text)?);
    }
    Ok(tasks)
}

fn reading<S: Subject>(text: &str, is_dropped: bool) -> Task<'_> {
    if is_dropped {
        return Task::new(S::NAME, text.len(), || drop(black_box(S::read(black_box(text)))));
    }
    Task::making(S::NAME, text.len(), || S::read(black_box(text)))
}

fn writing<S: Subject>(text: &str) -> Result<Task<'static>> {
    let value = S::read(text)?;
    let mut out = S::Out::default();
    S::write(&value, &mut out).with_context(|| format!("{} cannot write", S::NAME))?;
    let bytes = out.bytes().len();
    Ok(Task::new(S::NAME, bytes, move || {
        out.clear();
        drop(black_box(S::write(black_box(&value), &mut out)));
        black_box(out.bytes());
    }))
}

/// The crate `ews` reads with serde and writes with xml_struct; only what it writes is of a kind of its own.
fn write_with_xml_struct(request: &str) -> Result<Task<'static>> {
    let document = roxmltree::Document::parse(request)?;
    let name = document.root_element().first_element_child().and_then(|it| it.text()).unwrap_or_default();
    let value = xml_struct::AddImGroup { display_name: name.to_owned() };
    let mut out = Vec::new();
    xml_struct::write(&value, &mut out)?;
    check_same("xml_struct", &document, std::str::from_utf8(&out)?)?;
    let bytes = out.len();
    Ok(Task::new("xml_struct", bytes, move || {
        out.clear();
        drop(black_box(xml_struct::write(black_box(&value), &mut out)));
        black_box(&out);
    }))
}
