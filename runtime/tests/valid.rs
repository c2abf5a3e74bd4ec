//! Members that a lenient reader passes over where their text is no value.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::fmt::Write;

use xsd_runtime::{
    Attribute, Child, ErrorKind, MANY, NO_NAMESPACE, Namespaces, OPTIONAL, Read, ReadOptions, Reader, Result, Table,
    from_str,
};

static NAMESPACES: Namespaces = Namespaces(&[]);

#[derive(Debug, Default, PartialEq)]
struct Values {
    size: Option<i32>,
    single: Option<i32>,
    many: Vec<i32>,
    choice: Option<OneOf>,
    list: Vec<OneOf>,
    by_hand: Option<ByHand>,
    checked: Option<i32>,
}

#[derive(Debug, PartialEq)]
enum OneOf {
    Number(i32),
    Truth(bool),
}

xsd_runtime::root!(Values, &NAMESPACES, NO_NAMESPACE, "values", "<values>");

impl Read for Values {
    fn read(r: &mut Reader<'_>) -> Result<Self> {
        static ATTRIBUTES: &[Attribute] = &[Attribute::optional(NO_NAMESPACE, "size")];
        static CHILDREN: &[Child] = &[
            Child::new(NO_NAMESPACE, "single", 0, OPTIONAL),
            Child::new(NO_NAMESPACE, "many", 1, MANY),
            Child::new(NO_NAMESPACE, "number", 2, OPTIONAL),
            Child::new(NO_NAMESPACE, "truth", 2, OPTIONAL),
            Child::new(NO_NAMESPACE, "numbers", 3, MANY),
            Child::new(NO_NAMESPACE, "truths", 3, MANY),
            Child::new(NO_NAMESPACE, "by-hand", 4, OPTIONAL),
            Child::new(NO_NAMESPACE, "checked", 5, OPTIONAL),
        ];
        static TABLE: Table = Table::new(&NAMESPACES, NO_NAMESPACE, "").attributes(ATTRIBUTES).children(CHILDREN);
        let mut value = Self::default();
        let mut c = r.enter(&TABLE)?;
        while let Some(member) = c.next(r)? {
            match member {
                0 => c.attribute_valid(r, &mut value.size),
                1 => c.set_valid(r, &mut value.single),
                2 => c.push_valid(r, &mut value.many),
                3 => c.choose_valid(r, &mut value.choice, OneOf::Number),
                4 => c.choose_valid(r, &mut value.choice, OneOf::Truth),
                5 => c.append_valid(r, &mut value.list, OneOf::Number),
                6 => c.append_valid(r, &mut value.list, OneOf::Truth),
                7 => c.set_valid(r, &mut value.by_hand),
                _ => c.set(r, &mut value.checked),
            }?;
        }
        Ok(value)
    }
}

/// Gives up in the middle of its content: at the second child.
#[derive(Debug, PartialEq)]
struct ByHand;

impl Read for ByHand {
    fn read(r: &mut Reader<'_>) -> Result<Self> {
        static CHILDREN: &[Child] = &[Child::new(NO_NAMESPACE, "a", 0, MANY)];
        static TABLE: Table = Table::new(&NAMESPACES, NO_NAMESPACE, "").children(CHILDREN);
        let (mut c, mut n) = (r.enter(&TABLE)?, 0);
        let mut texts: Vec<String> = Vec::new();
        while c.next(r)?.is_some() {
            n += 1;
            if n == 2 {
                return Err(r.error(ErrorKind::InvalidValue, "one is enough"));
            }
            c.push(r, &mut texts)?;
        }
        Ok(Self)
    }
}

fn lenient(content: &str) -> Result<Values> {
    from_str(&format!("<values>{content}</values>"))
}

fn error(options: &ReadOptions, content: &str) -> String {
    options.read::<Values>(&format!("<values>{content}</values>")).unwrap_err().to_string()
}

#[test]
fn what_is_no_value_is_not_there() {
    let wrong = "<single>4255550110</single><many>x</many><many/><number>-</number><numbers>1.5</numbers>\
                 <truths>maybe</truths>";
    assert_eq!(lenient(wrong), Ok(Values::default()));
    let right = "<single>1</single><many>2</many><truth>true</truth><numbers>3</numbers><truths>0</truths>\
                 <by-hand><a/></by-hand><checked>4</checked>";
    let expected = Values {
        size: None,
        single: Some(1),
        many: vec![2],
        choice: Some(OneOf::Truth(true)),
        list: vec![OneOf::Number(3), OneOf::Truth(false)],
        by_hand: Some(ByHand),
        checked: Some(4),
    };
    assert_eq!(lenient(&format!("{wrong}{right}")).as_ref(), Ok(&expected));
    let strict: Result<Values> = ReadOptions::strict().read(&format!("<values>{right}</values>"));
    assert_eq!(strict, Ok(expected));
    assert_eq!(from_str::<Values>("<values size='big'/>"), Ok(Values::default()));
    assert_eq!(from_str::<Values>("<values size=' 2 '/>").unwrap().size, Some(2));
}

#[test]
fn strict_reading_refuses_it_with_its_place() {
    let strict = ReadOptions::strict();
    for (content, expected) in [
        ("<single>x</single>", "values > single (line 1, column 17): \"x\" is not a valid xs:int: not a number"),
        ("<many>1</many><many/>", "values > many[2] (line 1, column 23): \"\" is not a valid xs:int: not a number"),
        (
            "<truth>x</truth>",
            "values > truth (line 1, column 16): \"x\" is not a valid xs:boolean: not one of true, false, 1, 0",
        ),
        ("<numbers>x</numbers>", "values > numbers (line 1, column 18): \"x\" is not a valid xs:int: not a number"),
    ] {
        assert_eq!(error(&strict, content), expected);
    }
    let error = strict.read::<Values>("<values size='big'/>").unwrap_err().to_string();
    assert_eq!(error, "values (line 1, column 9): attribute `size`: \"big\" is not a valid xs:int: not a number");
}

/// All of the element is skipped, wherever its reader has stopped, and what it declares is forgotten.
#[test]
fn reading_goes_on_behind_the_element() {
    for wrong in [
        "<single>1<x>2</x>3<single>4</single>a</single>",
        "<single><![CDATA[</single>]]></single>",
        "<single xmlns='urn:other' xmlns:o='urn:other'>a<o:x/></single>",
        "<by-hand><a>1</a><a>2<b/></a><a>3</a></by-hand>",
        "<by-hand xmlns:p='urn:p'><a xmlns:q='urn:q'/><a p:x='1'><q xmlns='urn:q'/></a></by-hand>",
    ] {
        let values = lenient(&format!("{wrong}<many>5</many><checked>6</checked>")).expect(wrong);
        assert_eq!((values.single, values.by_hand, values.checked), (None, None, Some(6)), "{wrong}");
        assert_eq!(values.many, [5], "{wrong}");
    }
}

#[test]
fn everything_else_stays_an_error() {
    let lenient = ReadOptions::lenient();
    for (content, expected) in [
        // A member that is not passed over, with its place, behind one that is.
        (
            "<single>x</single><checked>x</checked>",
            "values > checked (line 1, column 36): \"x\" is not a valid xs:int: not a number",
        ),
        (
            "<single>1</single><single>2</single>",
            "values > single[2] (line 1, column 27): element `single` may occur only once here",
        ),
        (
            "<single>x</many>",
            "values > single (line 1, column 18): end tag `</many>` does not match start tag `<single>`",
        ),
        (
            "<single>x<a b='1' b='2'/></single>",
            "values > single > a (line 1, column 27): attribute `b` occurs twice in one tag",
        ),
        (
            "<by-hand><a/><a/><b></by-hand>",
            "values > by-hand > b (line 1, column 29): end tag `</by-hand>` does not match start tag `<b>`",
        ),
        ("<single>x&y;</single>", "values > single (line 1, column 18): the entity `&y;` is not declared"),
    ] {
        assert_eq!(error(&lenient, content), expected, "{content}");
    }
    let few = ReadOptions::lenient().max_text_bytes(3);
    assert_eq!(few.read::<Values>("<values><single>abcd</single></values>").unwrap_err().kind(), ErrorKind::Limit);
}

/// To look for the place of each would take so long that nobody waits for the end of this test.
#[test]
fn many_are_passed_over_in_no_time() {
    let mut content = String::new();
    for n in 0..200_000 {
        write!(content, "<many>{n}</many><many>x</many>").unwrap();
    }
    assert_eq!(lenient(&content).unwrap().many.len(), 200_000);
}
