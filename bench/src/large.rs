//! Reading and writing large documents: which there are, and the table that each of them fills.

use anyhow::Result;

use crate::borrowed::{self, Borrowing};
use crate::contenders::{List, Stream};
use crate::document::Document;
use crate::floors::{self, CLONE};
use crate::ours;
use crate::race::{Outcome, race};
use crate::report::{Spread, Table};
use crate::scene::Scene;
use crate::subject::{Message, check_round_trips};
use crate::tasks::{SLICE, megabytes, read_tasks, write_tasks};

/// A large document, and how it is measured.
pub struct Large {
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
pub fn larges(rounds: usize) -> impl Iterator<Item = Large> {
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
    /// Whether the document is indented.
    pub fn is_indented(&self) -> bool {
        self.document.is_indented()
    }

    /// Reads the document with all contenders.
    pub fn read(&self) -> Result<Table> {
        match self.document {
            AnyDocument::List(_) => self.read_message::<List>(),
            AnyDocument::Stream(_) => self.read_message::<Stream>(),
        }
    }

    /// Writes its value with all contenders.
    pub fn write(&self) -> Result<Table> {
        match self.document {
            AnyDocument::List(_) => self.write_message::<List>(),
            AnyDocument::Stream(_) => self.write_message::<Stream>(),
        }
    }

    fn read_message<M: Borrowing>(&self) -> Result<Table> {
        let text = self.document.text();
        check_round_trips::<M>(&text, self.with_default)?;
        let (message, item, n_items) = self.document.content();
        let form = if self.is_indented() { "indented" } else { "compact" };
        let plural = if n_items == 1 { "" } else { "s" };
        let with_drop = if self.is_dropped { ", with drop" } else { "" };
        let title =
            format!("{message}, {}, {form}{with_drop}: {} bytes, {n_items} {item}{plural}", self.size, text.len());
        let unit = Unit::of(&text);
        let [time, allocated, peak] = unit.columns();
        let allocations = format!("allocations a{} {item}", if item == "object" { "n" } else { "" });
        let mut table = Table::new(title, &["× Reader loop", "MB/s", &time, &allocations, &allocated, &peak]);
        let mut tasks = read_tasks::<M>(&text, self.is_dropped, self.with_default)?;
        tasks.insert(2, borrowed::reading::<M>(&text, self.is_dropped)?);
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
        check_round_trips::<M>(&text, self.with_default)?;
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
