//! One call at a time for each mailbox.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard};

/// Whose turn it is, by mailbox.
#[derive(Debug, Default)]
pub(super) struct Turns(Mutex<HashMap<String, Weak<AsyncMutex<()>>>>);

impl Turns {
    /// Waits until no other call is under way for the mailbox. The turn ends when the guard is dropped.
    pub(super) async fn wait(&self, mailbox: &str) -> OwnedMutexGuard<()> {
        self.of(mailbox).lock_owned().await
    }

    fn of(&self, mailbox: &str) -> Arc<AsyncMutex<()>> {
        let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(turn) = turns.get(mailbox).and_then(Weak::upgrade) {
            return turn;
        }
        // Those that nobody waits for need no room.
        turns.retain(|_, turn| turn.strong_count() > 0);
        let turn = Arc::new(AsyncMutex::new(()));
        turns.insert(mailbox.to_owned(), Arc::downgrade(&turn));
        turn
    }
}
