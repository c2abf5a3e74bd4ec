//! Patterns with texts that match and texts that do not, and patterns that are none.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test fails by panicking.

use super::matcher::{Small, run};
use super::{LazyPattern, Pattern, parser, program};

/// Checks texts against a pattern in both ways of running it.
fn check(source: &str, matching: &[&str], not_matching: &[&str]) {
    let parser::Parsed { root, sets, .. } = parser::parse(source).unwrap_or_else(|error| panic!("{source}: {error}"));
    let program = program::compile(&root, sets).unwrap_or_else(|error| panic!("{source}: {error}"));
    assert_eq!(root.size() + 1, program.instructions.len() as u64, "the size of {source}");
    let small = Small::new(&program);
    let expected = matching.iter().map(|text| (text, true)).chain(not_matching.iter().map(|text| (text, false)));
    for (text, is_match) in expected {
        assert_eq!(run(&program, text), is_match, "{source} with {text:?}");
        if let Some(small) = &small {
            assert_eq!(small.is_match(text), is_match, "{source} with {text:?}, small");
        }
    }
}

#[test]
fn branches_and_quantifiers() {
    check("", &[""], &["a"]);
    check("abc", &["abc"], &["", "ab", "abcd", "xabc"]);
    check("a|bc|", &["a", "bc", ""], &["ab", "b"]);
    check("(a|b)(c|d)", &["ac", "bd"], &["a", "ab", "abcd"]);
    check("a?b", &["b", "ab"], &["", "aab"]);
    check("a*", &["", "a", "aaaa"], &["b", "ab"]);
    check("a+", &["a", "aaaa"], &["", "ab"]);
    check("a{3}", &["aaa"], &["aa", "aaaa"]);
    check("a{2,}", &["aa", "aaaaa"], &["", "a"]);
    check("a{0,}", &["", "a"], &["b"]);
    check("a{1,3}", &["a", "aa", "aaa"], &["", "aaaa"]);
    check("a{0,1}b{0}", &["", "a"], &["b", "ab"]);
    check("(ab|c){2}d", &["ababd", "abcd", "ccd"], &["abd", "abccd"]);
    check("(a{2}){2,3}", &["aaaa", "aaaaaa"], &["aa", "aaaaa", "aaaaaaaa"]);
    check("()", &[""], &["a"]);
    check("(()(){3}|)*", &[""], &["a"]);
    check("((a?){3})*b", &["b", "aaaaaaab"], &["a"]);
    check("(|a)+", &["", "a", "aa"], &["b"]);
}

#[test]
fn characters() {
    check("^a$", &["^a$"], &["a"]);
    check(r"\.\\\?\*\+\{\}\(\)\[\]\|\-\^", &[r".\?*+{}()[]|-^"], &[]);
    check(r"\n\r\t", &["\n\r\t"], &["nrt"]);
    check(r"a\/b\@c\$", &["a/b@c$"], &[]);
    check(".", &["a", "é", "𐀀", "\t"], &["\n", "\r", "", "ab"]);
    check("é+", &["éé"], &["e"]);
    check("a}", &["a}"], &["a"]);
    check("-#&'/:;<=>@_`~,\"! ", &["-#&'/:;<=>@_`~,\"! "], &[]);
}

#[test]
fn classes() {
    check("[abc]", &["a", "b", "c"], &["", "d", "ab"]);
    check("[a-cx-z]+", &["abcxyz"], &["d", "w"]);
    check("[^a-c]", &["d", "é", "^", "\n"], &["a", "b", "c", ""]);
    check("[a^]", &["a", "^"], &["b"]);
    check("[-a]", &["-", "a"], &["b"]);
    check("[a-]", &["-", "a"], &["b"]);
    check("[^-a]", &["b"], &["-", "a"]);
    check(r"[\-a]", &["-", "a"], &["\\"]);
    check(r"[a\-z]", &["-", "a", "z"], &["b"]);
    check(r"[\w-.]", &["-", ".", "a", "1"], &[",", " "]);
    check("[0-9-_]", &["0", "-", "_"], &["a", ":"]);
    check("[--/]", &["-", "/"], &["."]);
    check("[a--[b]]", &["a", "-"], &["b"]);
    check("[a-z-[aeiou]]", &["b", "z"], &["a", "e", "-", "A"]);
    check("[a-z-[a-y-[b-d]]]", &["b", "c", "d", "z"], &["a", "e", "y"]);
    check("[^0-9-[a-f]]", &["g", "-"], &["0", "a", "f"]);
    check(r"[\p{L}-[\p{Lu}]]", &["a", "é", "ª"], &["A", "É", "1"]);
    check(r"[\n\t ]", &["\n", "\t", " "], &["\r", "n"]);
    check(r"[.?*+(){}|$]+", &[".?*+(){}|$"], &["\\", "a"]);
    check(r"[!-~-[\[\]]]+", &["aZ~!"], &["[", "]", " "]);
    check("[а-я]+", &["привет"], &["привет!", "Я"]);
    check(r"[\d\s]+", &["1 2\t٣"], &["a"]);
    check(r"[^\d]", &["a"], &["1"]);
    check("[\u{10000}-\u{10FFFF}]", &["𐀀", "\u{10FFFF}"], &["\u{FFFF}"]);
}

#[test]
fn multi_character_escapes() {
    check(r"\s", &[" ", "\t", "\n", "\r"], &["\u{a0}", "\u{b}", "a"]);
    check(r"\S", &["\u{a0}", "a"], &[" ", "\t"]);
    check(r"\d", &["0", "9", "٣", "０"], &["a", "²", "Ⅷ"]);
    check(r"\D", &["a", "²"], &["0", "٣"]);
    check(r"\w", &["a", "Z", "0", "é", "$", "+", "²", "\u{301}"], &["_", "-", ".", " ", "\u{200B}", "\u{378}"]);
    check(r"\W", &["_", "-", ".", " "], &["a", "0", "$"]);
    check(r"\i\c*", &["a", "_a", ":a.b-c", "é1"], &["", "1a", "-a", ".a", "a b"]);
    check(r"\I\C", &["1 ", "- "], &["a ", "1a", "--"]);
    check(r"[\i-[:]][\c-[:]]*", &["a1", "_-."], &["a:b", ":a", "1"]);
}

#[test]
fn categories_and_blocks() {
    check(r"\p{L}", &["a", "Z", "ª", "ǅ", "ʰ", "一"], &["1", "_", "\u{301}"]);
    check(r"\P{L}", &["1", "_"], &["a", "一"]);
    check(r"\p{Lu}\p{Ll}\p{Lt}\p{Lm}\p{Lo}", &["Aaǅʰ一"], &["aAǅʰ一"]);
    check(r"\p{Mn}\p{Mc}\p{Me}\p{M}", &["\u{301}\u{903}\u{20DD}\u{301}"], &[]);
    check(r"\p{Nd}\p{Nl}\p{No}\p{N}", &["1Ⅷ²½"], &["²Ⅷ1½"]);
    check(r"\p{Pc}\p{Pd}\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Po}\p{P}", &["_-()«»!?"], &[]);
    check(r"\p{Zs}\p{Zl}\p{Zp}\p{Z}", &["\u{a0}\u{2028}\u{2029} "], &["\n\u{2028}\u{2029} "]);
    check(r"\p{Sm}\p{Sc}\p{Sk}\p{So}\p{S}", &["+€^©="], &[]);
    check(r"\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{C}", &["\n\u{ad}\u{E000}\u{378}\u{FFFF}"], &[]);
    check(r"\p{C}", &["\0", "\u{ad}", "\u{E000}", "\u{378}", "\u{10FFFF}"], &["a", " ", "!", "+"]);
    check(r"\p{IsBasicLatin}+", &["az\u{7F}"], &["é"]);
    check(r"\p{IsLatin-1Supplement}", &["é"], &["e", "ā"]);
    check(r"\P{IsGreek}", &["a"], &["α"]);
    check(r"\p{IsGreekandCoptic}\p{IsCyrillic}", &["αж"], &["жα"]);
    check(r"\p{IsCombiningMarksforSymbols}", &["\u{20DD}"], &["a"]);
    check(r"\p{IsPrivateUse}", &["\u{E000}", "\u{F0000}", "\u{10FFFD}"], &["a"]);
    check(r"\p{IsCJKUnifiedIdeographs}+", &["一二三"], &["あ"]);
}

#[test]
fn patterns_of_schemas() {
    check("(0x|0X)[0-9A-Fa-f]{1,4}", &["0x1", "0XFFff"], &["0x", "0x12345", "x1", "0x1 "]);
    check("[A-Z]{2}\\d{2}[A-Z0-9]{1,30}", &["AT611904300234573201"], &["at61", "AT6"]);
    check(
        "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}",
        &["123e4567-e89b-12d3-a456-426614174000"],
        &["123e4567-e89b-12d3-a456-42661417400", "123e4567e89b12d3a456426614174000"],
    );
    check(
        r"([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d",
        &["2024-02-29T23:59"],
        &["2024-13-01T00:00", "2024-02-29T24:00"],
    );
    check("[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*", &["en", "de-AT", "x-klingon-1"], &["", "abcdefghi", "en-", "e1"]);
    check("[1-9][0-9]*|0", &["0", "10"], &["", "01"]);
    check("[^@]+@[^\\.]+\\..+", &["a@b.c"], &["a@b", "@b.c"]);
}

#[test]
fn long_texts_take_linear_time() {
    let long = "a".repeat(20_000);
    for source in ["(a*)*b", "(a|aa)+b", "(a|a?)+b", "(.*)(.*)(.*)(.*)b", "((a{0,9}){0,9})*b", "(a?){60}a{60}b*c"] {
        assert!(!Pattern::new(source).unwrap().is_match(&long), "{source}");
    }
    let pattern = Pattern::new("(a*)*b").unwrap();
    assert!(pattern.is_match(&(long.clone() + "b")));
    assert!(Pattern::new(".{1,20000}").unwrap().is_match(&long));
    assert!(!Pattern::new(".{1,19999}").unwrap().is_match(&long));
    assert!(!Pattern::new("(a?){1000}(a?){1000}").unwrap().is_match(&"a".repeat(2_001)));
}

#[test]
fn sets_in_sets() {
    check(r"[^\P{L})b-b]c", &["ac", "\u{e9}c"], &["^c", "bc", ")c"]);
    check(r"[!-/\S\d-[^\d]]{2}", &["12", "09"], &["a1", "!!", r"\,"]);
    check(r"[!-/\W\I-[b-b\c -[1]]]{2,}", &["11", "!1", "^^"], &["1", "22", "b1", "1 "]);
    check(r"[^0-10-1A-Z-[^a-c-[^\D\C]]]", &["a", "c", "2", "9"], &["0", "1", "A", "\u{df}", "d"]);
    check(r"[a-c+-[^1b-b]]1*", &["b", "b11"], &["a1", "1", "+"]);
    check(r"[^\D}-[\[]]", &["0", "7"], &["}", "[", "a"]);
}

#[test]
fn beyond_the_grammar() {
    let hyphen = "a hyphen inside a class needs a backslash";
    for (source, position, message) in [
        (r"a\/", 1, r"there is no escape \/; the character stands for itself"),
        (r"[\@\$]", 1, r"there is no escape \@; the character stands for itself"),
        (r"[\w-.]", 3, hyphen),
        ("[0-9-_]", 4, hyphen),
        ("[a-c-1-4x-z-7-9]", 4, hyphen),
        ("[--/]", 2, hyphen),
        ("[+--]", 2, hyphen),
    ] {
        let departure = Pattern::new(source).unwrap().departure().cloned().expect(source);
        assert_eq!((departure.position(), departure.message()), (position, message), "{source}");
    }
    for source in [
        r"[-a]",
        "[a-]",
        "[^-a]",
        "[a-z-]",
        "[a--[b]]",
        r"[a\-z]",
        r"\^\-\.\\\|\{\}",
        "a}",
        "^a$",
        "[-]",
        "[--]",
        "[+-]",
    ] {
        assert_eq!(Pattern::new(source).unwrap().departure(), None, "{source}");
    }
}

#[test]
fn bad_patterns() {
    for (source, position, message) in [
        ("(", 0, "this group is not closed"),
        ("a(b(c)", 1, "this group is not closed"),
        ("é)", 1, "a closing parenthesis without an opening one"),
        ("*a", 0, "a quantifier with nothing before it to repeat"),
        ("a|+", 2, "a quantifier with nothing before it to repeat"),
        ("a**", 2, "a quantifier with nothing before it to repeat"),
        ("a*?", 2, "a quantifier with nothing before it to repeat"),
        ("(?:a)", 1, "a quantifier with nothing before it to repeat"),
        ("a{2}{3}", 4, "a quantifier with nothing before it to repeat"),
        ("{2}", 0, "a quantifier with nothing before it to repeat"),
        ("a{", 2, "a number is missing in this quantifier"),
        ("a{,2}", 2, "a number is missing in this quantifier"),
        ("a{2", 1, "this quantifier is not of the form {n}, {n,} or {n,m}"),
        ("a{2,3", 1, "this quantifier is not of the form {n}, {n,} or {n,m}"),
        ("a{2 }", 1, "this quantifier is not of the form {n}, {n,} or {n,m}"),
        ("a{3,2}", 1, "the second number of this quantifier is below the first"),
        ("a{99999999999}", 2, "this number is too large"),
        ("a{1,1000000}", 0, "needs more than 100000 states"),
        ("(.{1000}){1000}", 0, "needs more than 100000 states"),
        ("((((a{9999}){9999}){9999}){9999}){9999}", 0, "needs more than 100000 states"),
        ("]", 0, "a closing bracket without an opening one"),
        ("[", 0, "this class is not closed"),
        ("x[a", 1, "this class is not closed"),
        ("[a-", 0, "this class is not closed"),
        ("[a-z-[b]", 0, "this class is not closed"),
        ("[]", 1, "this class is empty"),
        ("[^]", 2, "this class is empty"),
        ("[a[b]]", 2, "an opening bracket inside a class needs a backslash"),
        ("[a-[b]c]", 6, "expected ] after the class that is subtracted"),
        ("[z-a]", 1, "the end of this range is before its start"),
        (r"[a-\d]", 1, "a class cannot be the end of a range"),
        ("a\\", 1, "a backslash at the end"),
        (r"\b", 0, r"there is no escape \b"),
        (r"a\1", 1, r"there is no escape \1"),
        (r"[\u0041]", 1, r"there is no escape \u"),
        (r"\pL", 2, r"expected { after \p"),
        (r"\p{L", 3, "this name is not closed by }"),
        (r"\p{Xx}", 3, "Unicode has no category Xx"),
        (r"\p{}", 3, "Unicode has no category "),
        (r"\p{IsKlingon}", 3, "Unicode has no block IsKlingon"),
    ] {
        let error = Pattern::new(source).expect_err(source);
        assert_eq!((error.position(), error.message()), (position, message), "{source}");
    }
}

#[test]
fn nesting_has_a_limit() {
    let nested = |depth| format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
    assert!(Pattern::new(&nested(250)).unwrap().is_match("a"));
    assert_eq!(Pattern::new(&nested(251)).unwrap_err().message(), "nested too deep");
    assert!(Pattern::new(&nested(1_000_000)).is_err());
    assert!(Pattern::new(&"[a-".repeat(1_000_000)).is_err());
    let starred = format!("{}a{}", "(".repeat(250), ")*".repeat(250));
    assert!(Pattern::new(&starred).unwrap().is_match("aaa"));
}

#[test]
fn patterns_can_be_static() {
    static DIGITS: LazyPattern = LazyPattern::new(r"\d+");
    static BAD: LazyPattern = LazyPattern::new("(");
    assert!(std::thread::spawn(|| DIGITS.is_match("123")).join().is_ok_and(|is_match| is_match));
    assert!(!DIGITS.is_match("12a"));
    assert!(BAD.is_match("anything"));
    assert_eq!(DIGITS.as_str(), r"\d+");
    fn is_send_and_sync<T: Send + Sync>() {}
    is_send_and_sync::<Pattern>();
}
