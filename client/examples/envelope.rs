//! Reads SOAP envelopes of the instant-messaging operations (requests, responses, faults) and prints them as this
//! project writes them. What cannot be read is reported as `FILE:LINE:COLUMN: path: message`.
//!
//! ```text
//! cargo run -q -p ews-im --example envelope -- [--strict] FILE…
//! ```

use std::process::ExitCode;

use ews_im::{Message, ReadOptions};

fn main() -> ExitCode {
    let (options, files): (Vec<_>, Vec<_>) = std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    if files.is_empty() || options.iter().any(|option| option != "--strict") {
        eprintln!("usage: envelope [--strict] FILE…");
        return ExitCode::from(2);
    }
    let mode = if options.is_empty() { ReadOptions::lenient() } else { ReadOptions::strict() };
    let mut status = ExitCode::SUCCESS;
    for file in files {
        match print(&file, &mode) {
            Ok(xml) => println!("{xml}"),
            Err(problem) => {
                eprintln!("{problem}");
                status = ExitCode::FAILURE;
            }
        }
    }
    status
}

fn print(file: &str, mode: &ReadOptions) -> Result<String, String> {
    let bytes = std::fs::read(file).map_err(|error| format!("{file}: {error}"))?;
    // One call reads whatever the envelope holds; `ews_im::decode` is for those who know which answer they expect.
    let message = Message::read_slice(&bytes, mode);
    message.and_then(|message| message.write()).map_err(|error| {
        let (line, column, path) = (error.line(), error.column(), error.path());
        let separator = if path.is_empty() { "" } else { ": " };
        format!("{file}:{line}:{column}: {path}{separator}{}", error.message())
    })
}
