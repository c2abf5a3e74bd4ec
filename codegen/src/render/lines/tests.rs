use super::join;

/// Formats items as the generator does.
fn formatted(code: &str) -> String {
    join(&prettyplease::unparse(&syn::parse_file(code).unwrap()))
}

/// Whether two texts are the same code: the same tokens, commas before closing brackets aside.
fn is_same_code(one: &str, other: &str) -> bool {
    let plain = |text: &str| prettyplease::unparse(&syn::parse_file(text).unwrap());
    plain(one) == plain(other)
}

fn check(code: &str, expected: &str) {
    let text = formatted(code);
    assert_eq!(text.trim_end(), expected.trim_matches('\n'));
    assert!(is_same_code(&text, code), "{text}");
}

#[test]
fn calls_and_chains_take_one_line() {
    check(
        r#"
fn write(&self, w: &mut Writer) {
    w.optional("<t:DisplayNameFirstLastSortKey>", &self.display_name_first_last_sort_key);
    static TABLE: rt::Table = rt::Table::new(&NAMESPACES, NS_T, "NonEmptyArrayOfBaseItemIdsType").children(CHILDREN);
}"#,
        r#"
fn write(&self, w: &mut Writer) {
    w.optional("<t:DisplayNameFirstLastSortKey>", &self.display_name_first_last_sort_key);
    static TABLE: rt::Table = rt::Table::new(&NAMESPACES, NS_T, "NonEmptyArrayOfBaseItemIdsType").children(CHILDREN);
}
"#,
    );
}

#[test]
fn a_chain_that_is_too_long_stands_on_its_own_line() {
    check(
        r#"static TABLE: rt::Table = rt::Table::new(&NAMESPACES, NS_T, "NonEmptyArrayOfBaseItemIdsType").attributes(ATTRIBUTES).children(CHILDREN);"#,
        r#"
static TABLE: rt::Table =
    rt::Table::new(&NAMESPACES, NS_T, "NonEmptyArrayOfBaseItemIdsType").attributes(ATTRIBUTES).children(CHILDREN);
"#,
    );
}

#[test]
fn a_chain_behind_one_line_is_joined() {
    check(
        r#"static TABLE: rt::Table = rt::Table::new(&NAMESPACES, rt::NO_NAMESPACE, "Letter").attributes(ATTRIBUTES);"#,
        r#"static TABLE: rt::Table = rt::Table::new(&NAMESPACES, rt::NO_NAMESPACE, "Letter").attributes(ATTRIBUTES);"#,
    );
}

#[test]
fn arms_lose_their_braces() {
    check(
        r#"
fn read() {
    match member {
        0 => { c.append(r, &mut value.items, NonEmptyArrayOfBaseItemIdsItem::RecurringMasterItemIdRanges) }
        1 => "a text with ) and ( and => { and \" in it, long enough to be broken by whoever formats it",
        _ => { first(); second() }
    }
}"#,
        r#"
fn read() {
    match member {
        0 => c.append(r, &mut value.items, NonEmptyArrayOfBaseItemIdsItem::RecurringMasterItemIdRanges),
        1 => "a text with ) and ( and => { and \" in it, long enough to be broken by whoever formats it",
        _ => {
            first();
            second()
        }
    }
}
"#,
    );
}

#[test]
fn a_function_of_one_expression_takes_one_line() {
    check(
        "impl T {
    fn name(&self) -> Option<&str> { self.name.as_deref() }
    pub fn new(name: impl Into<String>, ids: ArrayOfPersonaAttributions, number: u32) -> Self { Self { number, ids } }
    fn none(&self) { let a = 1; a }
    fn branch(&self) -> u8 { match self { Self::A => 1, Self::B => 2 } }
}",
        "
impl T {
    fn name(&self) -> Option<&str> { self.name.as_deref() }
    pub fn new(name: impl Into<String>, ids: ArrayOfPersonaAttributions, number: u32) -> Self { Self { number, ids } }
    fn none(&self) {
        let a = 1;
        a
    }
    fn branch(&self) -> u8 {
        match self {
            Self::A => 1,
            Self::B => 2,
        }
    }
}
",
    );
}

#[test]
fn definitions_and_lists_of_calls_stay_columns() {
    let column = "
struct S {
    a: u8,
}
static CHILDREN: &[rt::Child] = &[
    rt::Child::new(NS_T, \"ItemId\", 0, rt::SOME),
    rt::Child::new(NS_T, \"OccurrenceItemId\", 0, rt::SOME),
];
";
    check(column, column);
}

#[test]
fn a_list_of_one_call_takes_one_line() {
    check(
        r#"static CHILDREN: &[rt::Child] = &[rt::Child::new(NS_T, "OccurrenceItemIdOfAll", 0, rt::SOME)];"#,
        r#"static CHILDREN: &[rt::Child] = &[rt::Child::new(NS_T, "OccurrenceItemIdOfAll", 0, rt::SOME)];"#,
    );
}

#[test]
fn a_long_list_of_paths_is_filled() {
    let paths: Vec<String> = (0..20).map(|number| format!("Self::Value{number}")).collect();
    let text = formatted(&format!("const VALUES: &[Self] = &[{}];", paths.join(", ")));
    assert_eq!(text.lines().count(), 5, "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 120), "{text}");
}

#[test]
fn a_tuple_of_one_value_keeps_its_comma() {
    let code = "fn f() { let x = (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa(bbbbbbbbbbbbbbbbbbbbbbbbb, cccccccccccccccc),); }";
    assert!(is_same_code(&formatted(code), code));
}

#[test]
fn comments_and_statements_are_left_alone() {
    let code = "
/// Calls (
fn f() {
    call(|| {
        one();
    });
    let c = ['(', '\\'', '\"'];
    let s = \"a \\\" (\";
}
";
    assert!(is_same_code(&formatted(code), code));
    assert!(formatted(code).starts_with("/// Calls (\nfn f() {\n"));
}

#[test]
fn what_goes_on_over_lines_stays_as_it_is() {
    for attribute in [
        "#[doc = \"call(\\n    x,\\n)\"]",
        "#[deprecated(note = \"call(\n    x,\n)\")]",
        "#[deprecated(note = r#\"call(\n    x,\n)\"#)]",
    ] {
        let code = format!("{attribute}\npub struct S;");
        let plain = prettyplease::unparse(&syn::parse_file(&code).unwrap());
        assert!(plain.lines().count() > 3, "{plain}");
        assert_eq!(join(&plain), plain);
    }
}
