//! curl, a client that no line of this project helped to write.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::Write;
use std::process::{Command, Stdio};

use ews_im::{Message, ReadOptions};
use ews_im_simulator::{Account, Scheme, Simulator};

mod support;
use support::add_group;

const NAME: &str = "sadie@contoso.com";
/// In ASCII: curl takes the bytes of other passwords for characters, as far as NTLM goes.
const PASSWORD: &str = "pass word";

fn simulator(scheme: Scheme) -> Simulator {
    let account = Account::new(NAME, PASSWORD);
    Simulator::builder().account(account).authentication([scheme]).start_blocking().unwrap()
}

/// What curl writes after it has posted a body; `None` if there is no curl.
fn curl(arguments: &[&str], body: &str) -> Option<String> {
    let mut curl = Command::new("curl")
        .args(["--silent", "--show-error", "--max-time", "60", "--data-binary", "@-"])
        .args(["--header", "Content-Type: text/xml; charset=utf-8"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    curl.stdin.take().unwrap().write_all(body.as_bytes()).unwrap();
    let output = curl.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap())
}

fn assert_success(answer: &str) {
    let Message::Response(_, response) = Message::read(answer, &ReadOptions::strict()).unwrap() else {
        panic!("{answer}");
    };
    assert_eq!(response.message().response_code().unwrap().to_string(), "NoError");
}

fn skip(name: &str) {
    println!("skipped {name}: there is no curl");
}

/// With Basic, compressed, in chunks, and with a body that waits for the server's word.
#[test]
fn curl_uploads_in_chunks_and_takes_gzip() {
    let simulator = simulator(Scheme::Basic);
    let credentials = format!("{NAME}:{PASSWORD}");
    let arguments = [
        "--basic",
        "--user",
        &credentials,
        "--compressed",
        "--header",
        "Transfer-Encoding: chunked",
        "--header",
        "Expect: 100-continue",
        simulator.url(),
    ];
    let Some(answer) = curl(&arguments, &add_group("Friends")) else {
        return skip("curl_uploads_in_chunks_and_takes_gzip");
    };
    assert_success(&answer);
    let requests = simulator.requests();
    assert_eq!(requests[0].header("transfer-encoding"), Some("chunked"));
    assert!(requests[0].header("accept-encoding").unwrap().contains("gzip"));
    assert_eq!(simulator.groups(NAME).unwrap().len(), 4);
}

/// A connection that NTLM has authenticated stays so, and others do not.
#[cfg(feature = "ntlm")]
#[test]
fn curl_authenticates_by_ntlm() {
    let simulator = simulator(Scheme::Ntlm);
    let credentials = format!("CONTOSO\\sadie:{PASSWORD}");
    let Some(answer) = curl(&["--ntlm", "--user", &credentials, simulator.url()], &add_group("Friends")) else {
        return skip("curl_authenticates_by_ntlm");
    };
    let requests = simulator.requests();
    let statuses: Vec<_> = requests.iter().map(|request| request.status.unwrap().as_u16()).collect();
    assert_eq!((statuses, simulator.counters().connections), (vec![401, 200], 1), "{requests:?}");
    assert_eq!(requests[1].account.as_deref(), Some(NAME));
    assert_success(&answer);

    let write_status = ["--output", "-", "--write-out", "%{http_code}"];
    let wrong = [&["--ntlm", "--user", "CONTOSO\\sadie:wrong", simulator.url()][..], &write_status].concat();
    let answer = curl(&wrong, &add_group("Family")).unwrap();
    assert!(answer.ends_with("401"), "{answer}");
    assert_eq!(simulator.requests().last().unwrap().refusal.as_deref(), Some("NTLM: WrongPassword"));
    assert_eq!(simulator.counters().calls, 1);
}
