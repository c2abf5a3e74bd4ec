//! Lines and positions as the XML reader of .NET counts them.

/// A place in a document, both parts counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// The line; a line ends with a line feed, a carriage return, or both.
    pub(super) line: usize,
    /// The position in the line, in UTF-16 code units. A byte order mark at the beginning does not count.
    pub(super) position: usize,
}

impl Place {
    /// The place of a byte offset, or of the end if the offset is beyond it or inside a character.
    pub(super) fn of(document: &str, offset: usize) -> Self {
        let before = document.get(..offset).unwrap_or(document);
        let before = before.strip_prefix('\u{FEFF}').unwrap_or(before);
        let mut place = Self { line: 1, position: 1 };
        let mut last = '\0';
        for c in before.chars() {
            match c {
                // The second half of one line end.
                '\n' if last == '\r' => {}
                '\n' | '\r' => place = Self { line: place.line + 1, position: 1 },
                _ => place.position += c.len_utf16(),
            }
            last = c;
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn lines_end_in_three_ways_and_positions_count_utf_16() {
        let place = |document: &str| {
            let Place { line, position } = Place::of(document, document.len());
            (line, position)
        };
        assert_eq!(place(""), (1, 1));
        assert_eq!(place("\u{FEFF}ab"), (1, 3));
        assert_eq!(place("a\nb"), (2, 2));
        assert_eq!(place("a\r\nb"), (2, 2));
        assert_eq!(place("a\rb"), (2, 2));
        assert_eq!(place("a\n\r\n\rb"), (4, 2));
        assert_eq!(place("é€"), (1, 3));
        assert_eq!(place("😀"), (1, 3));
        assert_eq!(Place::of("é", 1), Place { line: 1, position: 2 });
    }
}
