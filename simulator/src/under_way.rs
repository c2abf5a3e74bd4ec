//! How many calls are under way at once, of each mailbox and of all.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The calls that are under way, and the most there have been.
#[derive(Debug, Default)]
pub(crate) struct UnderWay(Mutex<Loads>);

#[derive(Debug, Default)]
struct Loads {
    of_all: Load,
    of_mailboxes: HashMap<String, Load>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Load {
    now: u64,
    most: u64,
}

/// A call that is under way until this is dropped.
#[derive(Debug)]
pub(crate) struct Call<'u> {
    under_way: &'u UnderWay,
    mailbox: Option<String>,
}

impl UnderWay {
    /// Begins a call of the mailbox with a primary SMTP address, if it is known whose it is.
    pub(crate) fn begin(&self, mailbox: Option<&str>) -> Call<'_> {
        let mut loads = self.loads();
        loads.of_all.begin();
        if let Some(mailbox) = mailbox {
            loads.of_mailboxes.entry(mailbox.to_owned()).or_default().begin();
        }
        Call { under_way: self, mailbox: mailbox.map(str::to_owned) }
    }

    /// The most there have been at once, of all mailboxes together.
    pub(crate) fn most(&self) -> u64 {
        self.loads().of_all.most
    }

    /// The most there have been at once of a mailbox.
    pub(crate) fn most_of(&self, mailbox: &str) -> u64 {
        self.loads().of_mailboxes.get(mailbox).map_or(0, |load| load.most)
    }

    fn loads(&self) -> MutexGuard<'_, Loads> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Load {
    fn begin(&mut self) {
        self.now += 1;
        self.most = self.most.max(self.now);
    }
}

impl Drop for Call<'_> {
    fn drop(&mut self) {
        let mut loads = self.under_way.loads();
        loads.of_all.now -= 1;
        if let Some(load) = self.mailbox.as_ref().and_then(|mailbox| loads.of_mailboxes.get_mut(mailbox)) {
            load.now -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::UnderWay;

    #[test]
    fn the_most_is_remembered() {
        let under_way = UnderWay::default();
        assert_eq!((under_way.most(), under_way.most_of("a")), (0, 0));
        let one = under_way.begin(Some("a"));
        let two = under_way.begin(Some("b"));
        drop(one);
        let three = under_way.begin(Some("a"));
        let four = under_way.begin(None);
        assert_eq!((under_way.most(), under_way.most_of("a"), under_way.most_of("b")), (3, 1, 1));
        drop((two, three, four));
        let again = [under_way.begin(Some("a")), under_way.begin(Some("a"))];
        assert_eq!((under_way.most(), under_way.most_of("a")), (3, 2));
        drop(again);
    }
}
