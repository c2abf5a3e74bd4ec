//! What a server asks for, in the header `WWW-Authenticate`.

use ews_im::auth::Challenges;
use http::HeaderValue;

fn challenges(values: &[&'static str]) -> Challenges {
    let mut challenges = Challenges::default();
    challenges.values = values.iter().map(|value| HeaderValue::from_static(value)).collect();
    challenges
}

#[test]
fn schemes_come_in_a_header_each_or_together() {
    let apart = challenges(&["Negotiate", "NTLM", r#"Basic realm="a, b", charset="UTF-8""#]);
    let together = challenges(&[r#"Negotiate, NTLM , , Basic realm="a, b", charset="UTF-8""#]);
    let reversed = challenges(&[r#"Basic realm="a, b", charset="UTF-8",NTLM,Negotiate"#]);
    for challenges in [apart, together, reversed] {
        assert_eq!(challenges.schemes().count(), 3);
        assert!(["Basic", "NTLM", "Negotiate"].iter().all(|name| challenges.schemes().any(|scheme| scheme == *name)));
        assert_eq!(challenges.parameters("negotiate"), Some(""));
        assert_eq!(challenges.parameters("NTLM"), Some(""));
        assert_eq!(challenges.parameters("BASIC"), Some(r#"realm="a, b", charset="UTF-8""#));
        for absent in ["Bearer", "realm", "charset", "b", ""] {
            assert_eq!(challenges.parameters(absent), None, "{absent}");
        }
    }
}

#[test]
fn tokens_and_parameters_follow_a_scheme() {
    let challenges = challenges(&[
        "NTLM TlRMTVNTUAAC==",
        "Negotiate\toYGeMIGb/+= , Bearer client_id = \"00000002\" ,\ttrusted_issuers=\"a\\\"NTLM, b@*\",token_types=x",
        "Digest",
        "Custom a=\"not closed, NTLM",
    ]);
    assert_eq!(challenges.parameters("NTLM"), Some("TlRMTVNTUAAC=="));
    assert_eq!(challenges.parameters("Negotiate"), Some("oYGeMIGb/+="));
    assert_eq!(
        challenges.parameters("Bearer"),
        Some("client_id = \"00000002\" ,\ttrusted_issuers=\"a\\\"NTLM, b@*\",token_types=x")
    );
    assert_eq!(challenges.parameters("Digest"), Some(""));
    assert_eq!(challenges.parameters("Custom"), Some("a=\"not closed, NTLM"));
    assert_eq!(challenges.parameters("client_id"), None);
}

#[test]
fn headers_that_are_no_challenges_are_passed_over() {
    for value in ["", " ", ",", ",,", "=", "= x", "a=b, c=d", "\"", "\"a, b\"", "\\"] {
        let challenges = challenges(&[value]);
        assert_eq!(challenges.parameters("NTLM"), None, "{value}");
    }
    let mut challenges = challenges(&["NTLM"]);
    challenges.values.insert(0, HeaderValue::from_bytes(b"NTLM \xff").unwrap());
    assert_eq!(challenges.parameters("NTLM"), Some(""));
}
