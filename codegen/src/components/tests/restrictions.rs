//! Which content models restrict which (Part 1, 3.9.6), and which are ambiguous (3.8.6).

use super::problems;

const ELEMENTS: &str = r#"
  <xs:element name="head" type="xs:int"/>
  <xs:element name="m1" type="xs:int" substitutionGroup="t:head"/>
  <xs:element name="m2" type="xs:int" substitutionGroup="t:head"/>
  <xs:element name="m3" type="xs:int" substitutionGroup="t:m2"/>
  <xs:element name="closed" type="xs:int" block="substitution"/>
  <xs:element name="barred" type="xs:int" substitutionGroup="t:closed"/>
  <xs:group name="ab"><xs:sequence><xs:element name="a"/><xs:element name="b"/></xs:sequence></xs:group>
"#;

/// A content model in short: `s(...)`, `c(...)` and `l(...)` are sequence, choice and all, a name with `^` refers to a
/// global element, `*` is a wildcard, `{2,3}` says how often.
fn model(text: &str) -> String {
    let mut xml = String::new();
    let mut open = Vec::new();
    // A term is written once it is known how often it occurs.
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let n_name = rest.find(|it: char| !it.is_ascii_alphanumeric() && it != '^' && it != '*').unwrap_or(rest.len());
        let (name, after) = rest.split_at(n_name);
        match first {
            ')' => {
                let (start, tag): (usize, &str) = open.pop().unwrap();
                let (occurs, after) = occurrence(&rest[1..]);
                xml.insert_str(start, &format!("<xs:{tag}{occurs}>"));
                xml.push_str(&format!("</xs:{tag}>"));
                rest = after;
            }
            ',' | ' ' => rest = &rest[1..],
            _ if after.starts_with('(') => {
                let tag = match name {
                    "s" => "sequence",
                    "c" => "choice",
                    "l" => "all",
                    _ => panic!("{text}"),
                };
                open.push((xml.len(), tag));
                rest = &after[1..];
            }
            _ => {
                let (occurs, after) = occurrence(after);
                xml.push_str(&match name {
                    "*" => format!("<xs:any{occurs}/>"),
                    "*other" => format!(r###"<xs:any namespace="##other"{occurs}/>"###),
                    "*lax" => format!(r#"<xs:any processContents="lax"{occurs}/>"#),
                    "*local" => format!(r###"<xs:any namespace="##local"{occurs}/>"###),
                    "ab" => format!(r#"<xs:group ref="t:ab"{occurs}/>"#),
                    _ => match name.strip_prefix('^') {
                        Some(global) => format!(r#"<xs:element ref="t:{global}"{occurs}/>"#),
                        None => format!(r#"<xs:element name="{name}"{occurs}/>"#),
                    },
                });
                rest = after;
            }
        }
    }
    xml
}

/// `{2,3}` as attributes, and what comes after it.
fn occurrence(text: &str) -> (String, &str) {
    let Some((inside, after)) = text.strip_prefix('{').and_then(|it| it.split_once('}')) else {
        return (String::new(), text);
    };
    let (min, max) = inside.split_once(',').unwrap();
    let max = if max == "n" { "unbounded" } else { max };
    (format!(r#" minOccurs="{min}" maxOccurs="{max}""#), after)
}

/// The rules that a schema breaks, as its messages name them.
fn broken(content: &str) -> Vec<String> {
    let text = problems(&format!("{ELEMENTS}{content}"));
    let errors = text.lines().filter(|it| it.starts_with("error["));
    errors.map(|it| it.rsplit_once('(').map_or(it, |(_, rule)| rule.trim_end_matches(')')).to_owned()).collect()
}

#[test]
fn restrictions() {
    // Derived model, base model, the rule that is broken.
    let cases = [
        ("s(a,b)", "s(a,b)", ""),
        ("s(a)", "s(a,b{0,1})", ""),
        ("s(a)", "s(a,b)", "rcase-Recurse"),
        ("s(b,a)", "s(a,b)", "rcase-NameAndTypeOK"),
        ("s(a{2,3})", "s(a{1,4})", ""),
        ("s(a{0,3})", "s(a{1,4})", "rcase-NameAndTypeOK"),
        // Pointless groups.
        ("s(s(a,b),c)", "s(a,b,c)", ""),
        ("s(a,b,c)", "s(a,c(s(b)),s(c))", ""),
        ("c(a,b)", "c(a,c(b,c))", ""),
        ("s(s(a){2,2})", "s(a{2,2})", "cos-particle-restrict"),
        ("s(ab)", "s(ab)", ""),
        ("s(a,b)", "s(ab)", ""),
        // Choices keep their order.
        ("c(a,c)", "c(a,b,c)", ""),
        ("c(c,a)", "c(a,b,c)", "rcase-RecurseLax"),
        ("c(a,b){1,2}", "c(a,b)", "rcase-RecurseLax"),
        ("s(a)", "c(a,b)", ""),
        ("s(a)", "c(a,b){2,2}", "rcase-RecurseLax"),
        // A sequence of alternatives.
        ("s(b,a)", "c(a,b){2,2}", ""),
        ("s(b,a)", "c(a,b){0,1}", "rcase-MapAndSum"),
        ("s(a,b){1,2}", "c(a,b){0,4}", ""),
        ("s(a,c)", "c(a,b){0,n}", "rcase-MapAndSum"),
        // A choice of one is what it holds, so that both its elements count.
        ("c(ab)", "c(ab,c)", "rcase-MapAndSum"),
        // xs:all
        ("l(a,c)", "l(a,b{0,1},c)", ""),
        ("s(c,a)", "l(a,b{0,1},c)", ""),
        ("s(c)", "l(a,b{0,1},c)", "rcase-NameAndTypeOK"),
        ("s(c,b)", "l(a,b{0,1},c)", "rcase-RecurseUnordered"),
        ("s(a,c){1,2}", "l(a,b{0,1},c)", "rcase-RecurseUnordered"),
        ("c(a,c)", "l(a{0,1},c{0,1})", "cos-particle-restrict"),
        // Wildcards.
        ("s(*local)", "s(*)", ""),
        ("s(*)", "s(*local)", "rcase-NSSubset"),
        ("s(*lax)", "s(*)", "rcase-NSSubset"),
        ("s(*)", "s(*lax)", ""),
        ("s(a)", "s(*local)", ""),
        ("s(a)", "s(*other)", "rcase-NSCompat"),
        ("s(^head)", "s(*local)", "rcase-NSRecurseCheckCardinality"),
        ("s(a{0,1},b)", "s(*local{1,2})", ""),
        ("s(a{0,1},b{0,1})", "s(*local{1,2})", "rcase-NSRecurseCheckCardinality"),
        ("c(a,b){0,3}", "s(*local{0,3})", ""),
        ("s(*)", "s(a)", "cos-particle-restrict"),
        // Substitution groups.
        ("s(^m1)", "s(^head)", ""),
        ("s(^m2)", "s(^head)", ""),
        ("c(^m3,^m1)", "c(^head)", ""),
        ("s(^head{2,3})", "s(^head{1,3})", ""),
        ("s(^m1{1,2})", "s(^head{1,2})", "rcase-NameAndTypeOK"),
        ("s(^head)", "s(^m2)", "rcase-RecurseLax"),
        ("s(^m2)", "c(^m3,^m1)", "rcase-RecurseLax"),
        ("s(^barred)", "s(^closed)", "rcase-NameAndTypeOK"),
    ];
    for (derived, base, rule) in cases {
        let content = format!(
            r#"<xs:complexType name="B">{}</xs:complexType><xs:complexType name="D"><xs:complexContent><xs:restriction base="t:B">{}</xs:restriction></xs:complexContent></xs:complexType>"#,
            model(base),
            model(derived)
        );
        let expected: Vec<&str> = [rule].into_iter().filter(|it| !it.is_empty()).collect();
        assert_eq!(broken(&content), expected, "{derived} of {base}");
    }
}

#[test]
fn ambiguity() {
    let cases = [
        ("s(a{2,2},a)", true),
        ("s(a{1,2},a)", false),
        ("s(a{2,2}){1,2}", true),
        ("s(s(a{2,2}){1,2},a)", false),
        ("s(s(b{0,1},a,b{0,1}){2,2})", false),
        ("s(s(a,b{0,1}){2,2},c)", true),
        ("s(s(a,b{0,1}){2,2},b)", false),
        // As often as one can tell: aa is one occurrence or two.
        ("s(s(b{0,1},a{1,2}){2,2},b)", false),
        ("s(s(b{0,1},a{2,3}){2,2},b)", true),
        ("s(s(b{0,1},a{2,3}){3,3},b)", false),
        ("c(a,s(a,b))", false),
        ("c(ab,ab)", false),
        ("c(a,*local)", false),
        ("c(a,*other)", true),
        ("s(a{0,1},*)", false),
        ("s(a,*)", true),
        ("c(*local,*other)", true),
        ("c(*,*other)", false),
        ("c(^head,^m3)", false),
        ("c(^m1,^m2)", true),
        ("c(^closed,^barred)", true),
        ("l(a,^head)", true),
        ("l(^m1{0,1},^head)", false),
    ];
    for (text, is_right) in cases {
        let found = broken(&format!(r#"<xs:complexType name="T">{}</xs:complexType>"#, model(text)));
        assert_eq!(found.is_empty(), is_right, "{text}: {found:?}");
        assert!(found.iter().all(|it| it == "cos-nonambig"), "{text}: {found:?}");
    }
}
