//! One call at a time for each mailbox.

use std::collections::HashSet;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Whose turn it is: the mailboxes for which a call is under way.
#[derive(Debug, Default)]
pub(super) struct Turns {
    busy: Mutex<HashSet<String>>,
    one_ended: Condvar,
}

/// A turn, which ends when it is dropped.
pub(super) struct Turn<'t> {
    turns: &'t Turns,
    mailbox: String,
}

impl Turns {
    /// Waits until no other call is under way for the mailbox.
    pub(super) fn wait(&self, mailbox: String) -> Turn<'_> {
        let is_busy = |busy: &mut HashSet<String>| busy.contains(&mailbox);
        let busy = self.one_ended.wait_while(self.busy(), is_busy);
        busy.unwrap_or_else(PoisonError::into_inner).insert(mailbox.clone());
        Turn { turns: self, mailbox }
    }

    fn busy(&self) -> MutexGuard<'_, HashSet<String>> {
        self.busy.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.turns.busy().remove(&self.mailbox);
        self.turns.one_ended.notify_all();
    }
}
