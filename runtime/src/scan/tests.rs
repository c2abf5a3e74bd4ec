//! Words against looking at each byte.

/// A search by words, and what it searches for.
type Search = (&'static str, fn(&[u8], usize) -> usize, fn(u8) -> bool);

const SEARCHES: [Search; 12] = [
    (
        "no_letters",
        |bytes, at| super::find(bytes, at, super::no_letters),
        |byte| byte < 0x80 && !byte.is_ascii_alphabetic(),
    ),
    ("text", super::text, |byte| matches!(byte, b'<' | b'&')),
    ("markup", super::markup, |byte| byte == b'<'),
    ("tag", super::tag, |byte| matches!(byte, b'>' | b'"' | b'\'' | b'<')),
    ("letters", super::letters, |byte| byte < b'A'),
    ("quoted", |bytes, at| super::quoted(bytes, at, b'\''), |byte| matches!(byte, b'\'' | b'<')),
    ("byte", |bytes, at| super::byte(bytes, at, 0xEF), |byte| byte == 0xEF),
    (
        "attribute",
        |bytes, at| super::attribute(bytes, at, b'"'),
        |byte| matches!(byte, b'"' | b'<' | b'&') || byte < 0x20,
    ),
    ("escape_text", super::escape_text, |byte| matches!(byte, b'<' | b'&' | b'>' | 0xEF) || byte < 0x20),
    ("escape_attribute", super::escape_attribute, |byte| matches!(byte, b'<' | b'&' | b'"' | 0xEF) || byte < 0x20),
    ("blanks", super::blanks, |byte| !matches!(byte, b' ' | b'\n' | b'\t' | b'\r')),
    ("name", super::name, |byte| {
        !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':' | b'-' | b'.') || byte >= 0x80)
    }),
];

/// The SplitMix64 sequence.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) as usize % limit
    }
}

/// Texts of which little is of interest: each byte at each place of a word, before and behind others like it; and texts of
/// all lengths.
fn texts() -> Vec<Vec<u8>> {
    let mut texts: Vec<Vec<u8>> = Vec::new();
    for byte in 0..=u8::MAX {
        for place in 0..10 {
            for filling in [b'x', b' '] {
                let mut text = vec![filling; 21];
                text[place] = byte;
                texts.push(text.clone());
                text[place + 1] = byte.wrapping_add(1);
                text[place + 8] = byte ^ 1;
                texts.push(text);
            }
        }
    }
    let mut random = Random(7);
    for _ in 0..1000 {
        let length = random.below(40);
        texts.push((0..length).map(|_| random.below(256) as u8).collect());
        texts.push((0..length).map(|_| b"  \n\t\r<a:"[random.below(8)]).collect());
    }
    texts
}

#[test]
fn words_find_what_bytes_find() {
    for text in texts() {
        for (name, search, is_it) in SEARCHES {
            for at in 0..=text.len() {
                let expected = (at..text.len()).find(|&at| is_it(text[at])).unwrap_or(text.len());
                assert_eq!(search(&text, at), expected, "{name} from {at} in {text:02x?}");
            }
        }
    }
}

#[test]
fn a_name_ends_where_no_name_goes_on() {
    for (text, end, colon, has_two_colons) in [
        ("a>", 1, 1, false),
        ("", 0, 0, false),
        (">", 0, 0, false),
        ("prefix:LocalName1.2-3_4 >", 23, 6, false),
        ("a:b:c=", 5, 1, true),
        (":a/", 2, 0, false),
        ("a:>", 2, 1, false),
        ("größe:länge\t", 14, 7, false),
        ("a[b]>", 1, 1, false),
        ("StringAttributedValue", 21, 21, false),
    ] {
        let name = super::qname(text.as_bytes(), 0);
        assert_eq!((name.end, name.colon, name.has_two_colons), (end, colon, has_two_colons), "{text}");
    }
}

#[test]
fn a_census_finds_what_is_there() {
    for byte in 0..=u8::MAX {
        for place in [0, 15, 16, 63, 64, 99] {
            let mut text = vec![b'x'; 100];
            text[place] = byte;
            let census = super::Census::of(&text);
            let is_control = byte < 0x20 && !matches!(byte, b'\t' | b'\n');
            assert_eq!(census.has_unusual_characters(), is_control, "{byte:#x}");
            assert_eq!(census.is_plain(), !is_control, "{byte:#x}");
        }
    }
    for (text, is_plain, has_unusual_characters) in [
        ("]]", true, false),
        ("]]>", false, false),
        ("]] >", true, false),
        ("，！", true, false),
        ("\u{FFFD}", true, false),
        ("\u{FFFE}", false, true),
        ("\u{FFFF}", false, true),
    ] {
        let census = super::Census::of(text.as_bytes());
        assert_eq!((census.is_plain(), census.has_unusual_characters()), (is_plain, has_unusual_characters), "{text}");
    }
}

#[test]
fn a_short_rest_is_filled_up_with_zeros() {
    for length in 0..8 {
        let mut bytes = [0; 8];
        (1..).zip(&mut bytes[..length]).for_each(|(value, byte)| *byte = value);
        assert_eq!(super::padded(&bytes[..length]).to_le_bytes(), bytes, "{length}");
    }
}

#[test]
fn names_are_the_same_if_all_bytes_are() {
    for length in 0..70 {
        let name = vec![b'n'; length];
        assert!(super::same(&name, &name.clone()));
        for place in 0..length {
            let mut other = name.clone();
            other[place] = b'o';
            assert!(!super::same(&name, &other), "{place} of {length}");
        }
        assert!(!super::same(&name, &vec![b'n'; length + 1]));
    }
}
