//! A process that answers lines, and may die or stay silent.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::Result;

/// The memory that a process may ask for, in KiB.
const MEMORY: u64 = 6 << 20;
/// The bytes of its standard error that are kept.
const KEPT: usize = 4000;

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Silence {
    /// The process ended; what it said last.
    Died(String),
    /// The time is over; the process was ended.
    TimedOut,
}

/// How a process is started.
#[derive(Debug, Clone)]
pub(crate) struct Program {
    path: String,
    arguments: Vec<String>,
}

/// A process that runs.
#[derive(Debug)]
struct Running {
    child: Child,
    input: ChildStdin,
    lines: Receiver<String>,
    said: Arc<Mutex<Vec<u8>>>,
}

/// A process that is started when there is something to ask, and again when it has died.
#[derive(Debug)]
pub(crate) struct Oracle {
    program: Program,
    limit: Duration,
    running: Option<Running>,
}

impl Program {
    pub(crate) fn new(path: &std::path::Path, arguments: &[&str]) -> Program {
        let arguments = arguments.iter().map(|&it| it.to_owned()).collect();
        Program { path: path.to_string_lossy().into_owned(), arguments }
    }

    fn command(&self) -> Command {
        if !cfg!(unix) {
            let mut command = Command::new(&self.path);
            command.args(&self.arguments);
            return command;
        }
        // What eats memory without bound must not take the machine with it.
        let mut command = Command::new("sh");
        let limited = format!("ulimit -v {MEMORY}; ulimit -c 0; exec \"$0\" \"$@\"");
        command.arg("-c").arg(limited).arg(&self.path).args(&self.arguments);
        command
    }

    fn start(&self) -> Result<Running> {
        let mut command = self.command();
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| format!("cannot run {}: {error}", self.path))?;
        let (Some(input), Some(output), Some(errors)) = (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return Err("a process has no pipes".into());
        };
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(|line| line.ok()) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        let said = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&said);
        thread::spawn(move || keep_last(errors, &heard));
        Ok(Running { child, input, lines, said })
    }
}

fn keep_last(mut errors: impl Read, heard: &Mutex<Vec<u8>>) {
    let mut buffer = [0; 1024];
    while let Ok(count @ 1..) = errors.read(&mut buffer) {
        let Ok(mut kept) = heard.lock() else { return };
        kept.extend(buffer.iter().take(count));
        let excess = kept.len().saturating_sub(KEPT);
        kept.drain(..excess);
    }
}

impl Oracle {
    pub(crate) fn new(program: Program, limit: Duration) -> Oracle {
        Oracle { program, limit, running: None }
    }

    /// Asks a line, and waits for one.
    pub(crate) fn ask(&mut self, line: &str) -> Result<std::result::Result<String, Silence>> {
        let mut running = match self.running.take() {
            Some(running) => running,
            None => self.program.start()?,
        };
        // That the process has gone shows when its answer does not come.
        let _ = running.input.write_all(format!("{line}\n").as_bytes()).and_then(|()| running.input.flush());
        match running.lines.recv_timeout(self.limit) {
            Ok(answer) => {
                self.running = Some(running);
                Ok(Ok(answer))
            }
            Err(RecvTimeoutError::Timeout) => {
                running.end();
                Ok(Err(Silence::TimedOut))
            }
            Err(RecvTimeoutError::Disconnected) => Ok(Err(Silence::Died(running.end()))),
        }
    }
}

impl Drop for Oracle {
    fn drop(&mut self) {
        if let Some(running) = self.running.take() {
            running.end();
        }
    }
}

impl Running {
    /// Ends it; how it ended, and what it said last.
    fn end(mut self) -> String {
        // A process that has ended by itself keeps its own status.
        thread::sleep(Duration::from_millis(2));
        if !matches!(self.child.try_wait(), Ok(Some(_))) {
            drop(self.input);
            let _ = self.child.kill();
        }
        let status = self.child.wait().map_or_else(|error| error.to_string(), |status| status.to_string());
        let said = self.said.lock().map(|said| String::from_utf8_lossy(&said).trim().to_owned());
        format!("{status}: {}", said.unwrap_or_default())
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::path::Path;
    use std::time::Duration;

    use super::{Oracle, Program, Silence};

    fn oracle(script: &str) -> Oracle {
        Oracle::new(Program::new(Path::new("sh"), &["-c", script]), Duration::from_secs(2))
    }

    #[test]
    fn who_dies_is_started_again() {
        let mut oracle =
            oracle("while read line; do case $line in die) echo done for >&2; exit 3;; esac; echo \"<$line>\"; done");
        assert_eq!(oracle.ask("one").expect("a process"), Ok("<one>".to_owned()));
        let answer = oracle.ask("die").expect("a process");
        assert!(
            matches!(&answer, Err(Silence::Died(said)) if said.contains("3") && said.contains("done for")),
            "{answer:?}"
        );
        assert_eq!(oracle.ask("two").expect("a process"), Ok("<two>".to_owned()));
    }

    #[test]
    fn who_is_silent_is_ended() {
        let mut oracle = oracle("read line; exec sleep 1000");
        assert_eq!(oracle.ask("one").expect("a process"), Err(Silence::TimedOut));
    }
}
