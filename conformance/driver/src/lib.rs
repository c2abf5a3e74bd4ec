//! What the crates that the conformance harness builds have in common: a program that reads documents, writes them back
//! and reads them again, as the lines of its standard input say.
//!
//! A line names a module, a document, and the file to write to, with a tab between them; the answer is a line of a
//! status and a message. Whoever asks has to be ready for a program that dies or never answers.

use std::fmt::Debug;
use std::io::{self, BufRead, Write as _};
use std::{fs, panic};

use xsd_runtime::{Document, ReadOptions, WriteDocument, to_string};

/// What came of a document: one of the statuses that the harness knows, and a message.
type Answer = (&'static str, String);

/// Reads the text, writes what was read into the file, and reads that again.
pub type Run = fn(&str, &str) -> Answer;

/// The modules of a crate, each with what reads its documents.
pub type Modules = &'static [(&'static str, Run)];

/// How many attributes an element may have.
const MAX_ATTRIBUTES: usize = 10_000;

/// Reads a document of type `D` strictly, writes it into the file `written`, reads that and compares; then reads it
/// leniently, which must give the same value.
pub fn run<D: Document + WriteDocument + Debug + PartialEq>(text: &str, written: &str) -> Answer {
    // What is valid is asked, not what is too much for one who reads what strangers send.
    let strict = ReadOptions::strict().max_attributes(MAX_ATTRIBUTES);
    let value: D = match strict.read_document(text) {
        Ok(value) => value,
        Err(error) => return ("refused", error.to_string()),
    };
    let again = match to_string(&value) {
        Ok(again) => again,
        Err(error) => return ("unwritable", error.to_string()),
    };
    if let Err(error) = fs::write(written, &again) {
        return ("error", format!("cannot write {written}: {error}"));
    }
    match strict.read_document::<D>(&again) {
        Ok(other) if same(&value, &other) => {}
        Ok(other) => return ("differs", format!("{value:?} came back as {other:?}")),
        Err(error) => return ("unreadable", error.to_string()),
    }
    match ReadOptions::lenient().max_attributes(MAX_ATTRIBUTES).read_document::<D>(text) {
        Ok(other) if same(&value, &other) => ("equal", String::new()),
        Ok(other) => ("lenient-differs", format!("{value:?} is read leniently as {other:?}")),
        Err(error) => ("lenient-refuses", error.to_string()),
    }
}

/// Whether two values are equal; one that is not a number equals itself here.
fn same<D: Debug + PartialEq>(one: &D, other: &D) -> bool {
    one == other || format!("{one:?}") == format!("{other:?}")
}

/// The program: answers each line until there are no more.
pub fn main(modules: Modules) {
    for line in io::stdin().lock().lines().map_while(Result::ok) {
        let (status, message) = answer(modules, &line);
        println!("{status}\t{}", message.replace(['\n', '\r', '\t'], " "));
        // Who cannot answer any more has nobody to tell.
        let _ = io::stdout().flush();
    }
}

fn answer(modules: Modules, line: &str) -> Answer {
    let mut parts = line.split('\t');
    let (Some(module), Some(document), Some(written)) = (parts.next(), parts.next(), parts.next()) else {
        return ("error", "the line has not three parts".to_owned());
    };
    let Some((_, run)) = modules.iter().find(|(name, _)| *name == module) else {
        return ("error", format!("there is no module {module}"));
    };
    let text = match fs::read_to_string(document) {
        Ok(text) => text,
        Err(error) => return ("error", format!("cannot read {document}: {error}")),
    };
    match panic::catch_unwind(|| run(&text, written)) {
        Ok(answer) => answer,
        Err(payload) => {
            let text = payload.downcast_ref::<String>().map(String::as_str);
            let message = text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("no message");
            ("panic", message.to_owned())
        }
    }
}
