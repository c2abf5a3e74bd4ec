//! One call at a time for each mailbox.

use std::collections::{HashMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Whose turn it is.
#[derive(Debug, Default)]
pub(super) struct Turns {
    lines: Mutex<Lines>,
    one_ended: Condvar,
}

/// The calls for each mailbox in the order in which they came: the first is under way, the others wait.
#[derive(Debug, Default)]
struct Lines {
    calls: HashMap<String, VecDeque<u64>>,
    next: u64,
}

/// A turn, which ends when it is dropped.
pub(super) struct Turn<'t> {
    turns: &'t Turns,
    mailbox: String,
}

impl Turns {
    /// Waits until no other call is under way for the mailbox, and until those have had their turn that came before.
    pub(super) fn wait(&self, mailbox: String) -> Turn<'_> {
        let mut lines = self.lines();
        let own = lines.next;
        lines.next = own.wrapping_add(1);
        lines.calls.entry(mailbox.clone()).or_default().push_back(own);
        let is_another = |lines: &mut Lines| lines.calls.get(&mailbox).and_then(VecDeque::front) != Some(&own);
        let lines = self.one_ended.wait_while(lines, is_another);
        drop(lines.unwrap_or_else(PoisonError::into_inner));
        Turn { turns: self, mailbox }
    }

    fn lines(&self) -> MutexGuard<'_, Lines> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut lines = self.turns.lines();
        if let Some(calls) = lines.calls.get_mut(&self.mailbox) {
            calls.pop_front();
            if calls.is_empty() {
                lines.calls.remove(&self.mailbox);
            }
        }
        drop(lines);
        self.turns.one_ended.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;
    use std::sync::Mutex;
    use std::thread;

    use super::Turns;

    #[test]
    fn turns_come_in_the_order_of_calls() {
        let (turns, order) = (Turns::default(), Mutex::new(Vec::new()));
        let in_line = || turns.lines().calls.get("sadie").map_or(0, VecDeque::len);
        thread::scope(|scope| {
            let first = turns.wait("sadie".to_owned());
            // Another mailbox has a line of its own.
            drop(turns.wait("tony".to_owned()));
            for at in 0..8 {
                let (turns, order) = (&turns, &order);
                scope.spawn(move || {
                    let _turn = turns.wait("sadie".to_owned());
                    order.lock().map(|mut order| order.push(at)).ok();
                });
                while in_line() < at + 2 {
                    thread::yield_now();
                }
            }
            drop(first);
        });
        assert_eq!(order.into_inner().ok(), Some((0..8).collect()));
        assert!(turns.lines().calls.is_empty());
    }
}
