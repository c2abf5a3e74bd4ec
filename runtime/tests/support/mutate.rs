//! Documents spoiled at random, always in the same way.

/// Where pseudo-random numbers come from (xorshift64).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % limit.max(1)
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

/// What is put in: markup and its pieces, names, characters that are special or forbidden.
#[rustfmt::skip]
const PIECES: [&str; 66] = [
    "<", ">", "&", "'", "\"", "/", "=", ":", "!", "?", "-", "[", "]", ";", "#", "x", " ", "\n", "\r", "\t", "a", "0",
    ".", "<!--", "-->", "--", "<![CDATA[", "]]>", "<?", "?>", "<?xml ", "<!DOCTYPE a>", "&amp;", "&lt;", "&#0;",
    "&#x41;", "&nbsp;", "<a>", "</a>", "<a/>", "<a b='c'/>", "</", "/>", "xmlns=''", " xmlns='u'", " xmlns:p='u'",
    " xmlns:p=''", " xmlns:xml='u'", " xmlns:xmlns='u'", " p:a='b'", " a='1' a='2'", "xml:", "xmlns:", "p:", ":p",
    "\u{0}", "\u{1}", "\u{7F}", "\u{85}", "\u{B7}", "\u{D7}", "\u{FEFF}", "\u{FFFE}", "\u{1F600}", "é", "::",
];

/// A document with one to four changes: a piece put in, taken out, doubled, moved or replaced.
pub fn mutate(document: &str, random: &mut Random) -> String {
    let mut text: Vec<char> = document.chars().collect();
    for _ in 0..=random.below(4) {
        let (a, b) = (random.below(text.len() + 1), random.below(text.len() + 1));
        // Most changes are short, so that most of the document stays as it is.
        let (from, to) =
            if random.below(4) == 0 { (a.min(b), a.max(b)) } else { (a, (a + random.below(6)).min(text.len())) };
        let piece: Vec<char> = random.pick(&PIECES).chars().collect();
        match random.below(6) {
            0 => text.splice(from..from, piece).for_each(drop),
            1 => text.splice(from..to, piece).for_each(drop),
            2 => text.drain(from..to).for_each(drop),
            3 => {
                let copy = text[from..to].to_vec();
                text.splice(from..from, copy).for_each(drop);
            }
            4 => {
                let moved: Vec<char> = text.drain(from..to).collect();
                let at = random.below(text.len() + 1);
                text.splice(at..at, moved).for_each(drop);
            }
            _ => text.truncate(to),
        }
    }
    text.into_iter().collect()
}
