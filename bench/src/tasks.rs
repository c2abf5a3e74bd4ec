//! Who reads and who writes a message, as tasks.

use std::hint::black_box;
use std::time::Duration;

use anyhow::{Context, Result};
use peer_xml_struct as xml_struct;

use crate::floors;
use crate::race::{Outcome, Task};
use crate::report::Spread;
use crate::subject::{Buffer, Message, Subject, check_same};

/// How long a task runs in each round, or once if that takes longer.
pub const SLICE: Duration = Duration::from_millis(15);
/// The name of the writer that has but one message.
pub const XML_STRUCT: &str = "xml_struct";

/// The floors of reading and all who read.
pub fn read_tasks<M: Message>(text: &str, is_dropped: bool, with_default: bool) -> Result<Vec<Task<'_>>> {
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
pub fn write_tasks<M: Message>(text: &str, with_default: bool) -> Result<Vec<Task<'static>>> {
    let mut out = <M::Ours as Subject>::Out::default();
    M::Ours::write(&M::Ours::read(text)?, &mut out)?;
    let mut tasks = vec![
        writing::<M::Ours>(text)?,
        floors::copy(out.bytes().to_vec()),
        floors::copy_in_pieces(std::str::from_utf8(out.bytes())?.to_owned()),
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
pub fn write_with_xml_struct(request: &str) -> Result<Task<'static>> {
    let document = roxmltree::Document::parse(request)?;
    let name = document.root_element().first_element_child().and_then(|it| it.text()).unwrap_or_default();
    let value = xml_struct::AddImGroup { display_name: name.to_owned() };
    let mut out = Vec::new();
    xml_struct::write(&value, &mut out)?;
    check_same("xml_struct", &document, std::str::from_utf8(&out)?)?;
    let bytes = out.len();
    Ok(Task::new(XML_STRUCT, bytes, move || {
        out.clear();
        drop(black_box(xml_struct::write(black_box(&value), &mut out)));
        black_box(&out);
    }))
}

/// A speed.
pub fn megabytes(outcome: &Outcome) -> Spread {
    outcome.seconds.under(outcome.bytes as f64 / 1e6)
}
