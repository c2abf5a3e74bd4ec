//! The `codegen` command: the library's builder, with a file or flags for its options.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
