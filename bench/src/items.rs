//! A contact list read one persona at a time: how much memory that takes, and how fast it is beside reading the whole.

use std::hint::black_box;
use std::io::{self, Read};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use ews_im_types::{GetImItemListResponse, Persona};
use xsd_runtime::items::{ItemPath, Items};
use xsd_runtime::{ReadOptions, from_str};

use crate::allocations;
use crate::document::Document;
use crate::race::{Task, race};
use crate::report::{Section, Spread, Table};

const TYPES: &str = "http://schemas.microsoft.com/exchange/services/2006/types";
const MESSAGES: &str = "http://schemas.microsoft.com/exchange/services/2006/messages";
const MEGABYTE: f64 = 1e6;
/// What reading item by item may take beside its source.
const MAX_PEAK: u64 = 16 << 20;

/// Ten thousand personas both ways, and with `gigabyte` a document of that size item by item.
pub fn items(rounds: usize, gigabyte: bool) -> Result<Section> {
    let list = List::new(Document { personas: 1000, indented: true, seed: 1 })?;
    check(&list)?;
    let columns = ["÷ whole document", "MB/s", "peak memory, MB"];
    let (text, n_personas) = (list.text(10), 10_000);
    let mut table = Table::new(format!("{n_personas} personas: {} bytes", text.len()), &columns);
    let read_whole = || drop(black_box(from_str::<GetImItemListResponse>(black_box(&text))));
    let whole = || Task::new("whole document: text to value, and drop", text.len(), read_whole);
    let read_items = || drop(black_box(list.read(10)));
    let cut_items = || drop(black_box(list.cut(10)));
    let tasks = vec![
        whole(),
        Task::new("item by item: each to a value, and drop", text.len(), read_items),
        Task::new("item by item: found, and not read", text.len(), cut_items),
    ];
    let value_peak = allocations::peak_during(read_whole);
    let peaks =
        [text.len() as u64 + value_peak, allocations::peak_during(read_items), allocations::peak_during(cut_items)];
    ensure!(peaks[1] <= MAX_PEAK, "reading item by item takes {} bytes", peaks[1]);
    for (outcome, peak) in race(whole(), tasks, rounds, Duration::from_millis(15))?.into_iter().zip(peaks) {
        let speed = outcome.seconds.under(outcome.bytes as f64 / MEGABYTE);
        table.row(outcome.name, vec![Some(outcome.ratio), Some(speed), Some(Spread::exact(peak as f64 / MEGABYTE))]);
    }
    let mut tables = vec![table];
    if gigabyte {
        tables.push(a_gigabyte(&list)?);
    }
    let note = "A `GetImItemListResponse` from a source that gives 64 KiB at a time, and the same as a text in memory. Peak \
                memory is what the program has allocated at once beside the source; the whole document includes its text.";
    Ok(Section { note: note.to_owned(), tables })
}

fn a_gigabyte(list: &List) -> Result<Table> {
    let n_times = 1_000_000_000_usize.div_ceil(list.personas.len());
    let mut n_personas = Ok(0);
    let start = Instant::now();
    let peak = allocations::peak_during(|| n_personas = list.read(n_times));
    let seconds = start.elapsed().as_secs_f64();
    let n_bytes = list.length(n_times);
    ensure!(n_personas? == list.n_personas * n_times, "personas are missing");
    ensure!(peak <= MAX_PEAK, "reading item by item takes {peak} bytes");
    let title = format!("{} personas: {n_bytes} bytes, once", list.n_personas * n_times);
    let mut table = Table::new(title, &["MB/s", "peak memory, MB"]);
    let figures = [n_bytes as f64 / MEGABYTE / seconds, peak as f64 / MEGABYTE];
    table.row("item by item: each to a value, and drop", figures.map(|it| Some(Spread::exact(it))).into());
    Ok(table)
}

/// Both ways give the same personas.
fn check(list: &List) -> Result<()> {
    let whole: GetImItemListResponse = from_str(&list.text(2))?;
    let personas = whole.im_item_list.and_then(|list| list.personas).context("there are no personas")?.persona;
    let items = list.items(2, |item| item.read::<Persona>()).collect::<Result<Vec<_>, _>>()?;
    ensure!(items.len() == 2 * list.n_personas && items == personas, "the personas are not the same");
    Ok(())
}

/// A document whose personas can come again and again.
struct List {
    before: String,
    personas: String,
    n_personas: usize,
    after: String,
}

impl List {
    fn new(document: Document) -> Result<Self> {
        let text = document.text();
        let start = text.find("<Persona>").context("there are no personas")?;
        let end = text.rfind("</Personas>").context("the personas have no end")?;
        Ok(Self {
            before: text[..start].to_owned(),
            personas: text[start..end].to_owned(),
            n_personas: document.personas,
            after: text[end..].to_owned(),
        })
    }

    fn length(&self, n_times: usize) -> usize {
        self.before.len() + self.personas.len() * n_times + self.after.len()
    }

    fn text(&self, n_times: usize) -> String {
        [&*self.before, &self.personas.repeat(n_times), &self.after].concat()
    }

    fn items<V>(&self, n_times: usize, read: xsd_runtime::items::ReadItem<V>) -> Items<Source<'_>, V> {
        let path = ItemPath::root::<GetImItemListResponse>().child(MESSAGES, "ImItemList");
        let path = path.child(TYPES, "Personas").child(TYPES, "Persona");
        let options = ReadOptions::lenient().max_input_bytes(usize::MAX);
        let source = Source { list: self, rest: self.before.as_bytes(), n_left: n_times, is_ending: false };
        Items::with(source, [path], &options, read)
    }

    /// Reads all personas, one after another; how many there are.
    fn read(&self, n_times: usize) -> Result<usize> {
        let mut n_personas = 0;
        for persona in self.items(n_times, |item| item.read::<Persona>()) {
            drop(black_box(persona?));
            n_personas += 1;
        }
        Ok(n_personas)
    }

    /// Finds all personas; how many bytes they have.
    fn cut(&self, n_times: usize) -> Result<usize> {
        let mut n_bytes = 0;
        for length in self.items(n_times, |item| Ok(Some(item.text().len()))) {
            n_bytes += length?;
        }
        Ok(n_bytes)
    }
}

/// The document as a source of bytes, without ever being whole.
struct Source<'a> {
    list: &'a List,
    rest: &'a [u8],
    n_left: usize,
    is_ending: bool,
}

impl Read for Source<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.rest.is_empty() {
            match self.n_left.checked_sub(1) {
                Some(n_left) => (self.n_left, self.rest) = (n_left, self.list.personas.as_bytes()),
                None if !self.is_ending => (self.is_ending, self.rest) = (true, self.list.after.as_bytes()),
                None => {}
            }
        }
        self.rest.read(buffer)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::{Document, List, check};

    #[test]
    fn the_source_gives_the_text() {
        let list = List::new(Document { personas: 3, indented: true, seed: 1 }).unwrap();
        check(&list).unwrap();
        let mut items = String::new();
        let mut source = super::Source { list: &list, rest: list.before.as_bytes(), n_left: 4, is_ending: false };
        source.read_to_string(&mut items).unwrap();
        assert_eq!(items, list.text(4));
        assert_eq!((items.len(), list.read(4).unwrap()), (list.length(4), 12));
    }
}
