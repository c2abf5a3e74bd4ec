//! How much room lists are given.

use super::Reader;

/// From how many items on what follows is guessed from what has come.
const ENOUGH: usize = 4;
/// Up to which size room for a second item costs less than giving it later.
const SMALL: usize = 32;
/// How large an item must be for guessing: smaller ones are copied quickly where the room is doubled.
const LARGE: usize = 512;

impl Reader<'_> {
    /// For how many more items to make room in a list that is full, when one more has been read. The element that holds it
    /// begins at an offset.
    ///
    /// Lists double. If large items have come, the rest of the document may be as full of them as what has been read of the
    /// list: then room is made for all at once, and none of them is copied. All that is guessed in a document takes no more
    /// memory than its text.
    #[inline(never)]
    pub(crate) fn room(&mut self, list: usize, n_items: usize, item_size: usize) -> usize {
        // Most lists have one item, and what is not used of a larger one is lost.
        let first = if item_size <= SMALL { 2 } else { 1 };
        let double = n_items.max(first);
        if n_items < ENOUGH || item_size < LARGE {
            return double;
        }
        let item_length = (self.pos.saturating_sub(list) / (n_items + 1)).max(1);
        let n_more = self.text.len().saturating_sub(self.pos) / item_length;
        // A little more than that, and enough for lists to grow by a factor whatever is guessed.
        let n_more = (n_more + n_more / 16 + 1).max(n_items / 4);
        let n_bytes = n_more.saturating_mul(item_size);
        if n_bytes > self.text.len().saturating_sub(self.n_guessed_bytes) {
            return double;
        }
        self.n_guessed_bytes += n_bytes;
        n_more
    }
}

#[cfg(test)]
mod tests {
    use crate::{ReadOptions, Reader, Result};

    /// The room that a list is given, item by item, in a text of which each item takes so much.
    fn rooms(text: &str, item_length: usize, n_items: usize, item_size: usize) -> Result<Vec<usize>> {
        let mut reader = Reader::new(text, &ReadOptions::lenient())?;
        let (mut capacity, mut rooms) = (0, Vec::new());
        for item in 0..n_items {
            reader.pos = (item + 1) * item_length;
            if item == capacity {
                capacity += reader.room(0, item, item_size);
                rooms.push(capacity);
            }
        }
        Ok(rooms)
    }

    #[test]
    fn lists_double() -> Result<()> {
        assert_eq!(rooms(&" ".repeat(10_000), 100, 100, 100)?, [1, 2, 4, 8, 16, 32, 64, 128]);
        assert_eq!(rooms(&" ".repeat(10_000), 100, 100, 24)?, [2, 4, 8, 16, 32, 64, 128]);
        Ok(())
    }

    #[test]
    fn what_is_left_is_guessed_for_large_items() -> Result<()> {
        assert_eq!(rooms(&" ".repeat(100_000), 1000, 100, 900)?, [1, 2, 4, 105]);
        Ok(())
    }

    #[test]
    fn guessing_takes_no_more_than_the_text() -> Result<()> {
        // Items that are larger than their text, and those that all come at the beginning.
        assert_eq!(rooms(&" ".repeat(100_000), 10, 10_000, 5000)?.last(), Some(&16_384));
        let text = " ".repeat(1_000_000);
        let mut reader = Reader::new(&text, &ReadOptions::lenient())?;
        let mut n_guessed = 0;
        for _ in 0..100 {
            reader.pos = 50;
            let room = reader.room(0, 4, 512);
            n_guessed += if room > 4 { room } else { 0 };
            reader.pos = 500_000;
            let room = reader.room(0, 4, 512);
            n_guessed += if room > 4 { room } else { 0 };
        }
        assert!(n_guessed * 512 <= text.len(), "{n_guessed}");
        Ok(())
    }
}
