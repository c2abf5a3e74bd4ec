//! Addresses for instant messages, which come with and without their scheme.

/// An address without `sip:`, in any letter case.
pub(super) fn without_sip(address: &str) -> &str {
    without_scheme(address, "sip:")
}

/// A telephone number without `tel:`, in any letter case.
pub(super) fn without_tel(number: &str) -> &str {
    without_scheme(number, "tel:")
}

/// Whether an address is a telephone number.
pub(super) fn is_tel(address: &str) -> bool {
    without_tel(address).len() < address.len()
}

/// Whether two addresses are one: with or without `sip:`, in any letter case.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    small_letters(one).eq(small_letters(other))
}

/// An address as it is compared.
pub(super) fn normal(address: &str) -> String {
    small_letters(address).collect()
}

fn small_letters(address: &str) -> impl Iterator<Item = char> {
    without_sip(address).chars().flat_map(char::to_lowercase)
}

fn without_scheme<'a>(address: &'a str, scheme: &str) -> &'a str {
    match address.split_at_checked(scheme.len()) {
        Some((start, rest)) if start.eq_ignore_ascii_case(scheme) => rest,
        _ => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scheme_and_letter_case_do_not_matter() {
        assert!(is_same("sip:Sadie@Contoso.com", "sadie@contoso.com"));
        assert!(is_same("SIP:sadie@contoso.com", "sip:sadie@contoso.com"));
        assert!(is_same("sip:JÜRGEN@contoso.com", "jürgen@contoso.com"));
        assert!(!is_same("sip:sadie@contoso.com", "sadie@contoso.co"));
        assert!(!is_same("tel:5625550100", "sip:5625550100"));
    }

    #[test]
    fn schemes_are_taken_off_where_they_are() {
        assert_eq!(without_sip("Sip:a"), "a");
        assert_eq!(without_sip("si"), "si");
        assert_eq!(without_sip("aé€x:"), "aé€x:");
        assert_eq!(without_tel("tel:1"), "1");
        assert!(is_tel("TEL:1"));
        assert!(!is_tel("1"));
    }
}
