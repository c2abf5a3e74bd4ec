//! The parts that read and write messages.

use anyhow::Result;

use crate::borrowed;
use crate::contenders::{AddGroup, AddGroupResponse, Stream};
use crate::document::{ADD_IM_GROUP, ADD_IM_GROUP_RESPONSE};
use crate::floors::{self, READER};
use crate::large::larges;
use crate::ours;
use crate::race::{Task, race};
use crate::report::{Section, Spread, Table};
use crate::scene::Scene;
use crate::subject::check_round_trips;
use crate::summary;
use crate::tasks::{SLICE, megabytes, read_tasks, write_tasks, write_with_xml_struct};

/// Reading the large documents.
pub fn read(rounds: usize) -> Result<Section> {
    let mut tables = larges(rounds).map(|large| large.read()).collect::<Result<Vec<_>>>()?;
    tables.insert(0, summary::of_reading(&tables));
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
    let compact = larges(rounds).filter(|large| !large.is_indented());
    let mut tables = compact.map(|large| large.write()).collect::<Result<Vec<_>>>()?;
    tables.insert(0, summary::of_writing(&tables));
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
    let mut answering = read_tasks::<AddGroupResponse>(response, true, true)?;
    answering.insert(2, borrowed::reading::<AddGroupResponse>(response, true)?);
    let mut watching = read_tasks::<Stream>(&frame, true, true)?;
    watching.insert(2, borrowed::reading::<Stream>(&frame, true)?);
    let mut tables = vec![
        small_table("AddImGroupResponse, read", response, answering, rounds)?,
        small_table("AddImGroup, written", response, writing, rounds)?,
        small_table("AddImGroup, read", response, read_tasks::<AddGroup>(request, true, true)?, rounds)?,
        small_table("AddImGroupResponse, written", response, write_tasks::<AddGroupResponse>(response, true)?, rounds)?,
        small_table("MetadataStream of a frame, read", &frame, watching, rounds)?,
        small_table("MetadataStream of a frame, written", &frame, write_tasks::<Stream>(&frame, true)?, rounds)?,
    ];
    tables.insert(0, summary::of_small(&tables));
    let note = format!(
        "One message at a time: read and dropped, or written into a buffer that is used again. All are paired with the \
         `{READER}`: `AddImGroup` and its response with that over the response ({} bytes), the frame with that over itself.",
        response.len()
    );
    Ok(Section { note, tables })
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
