//! The command.
#![cfg(feature = "command")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{BufRead, BufReader, Read};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use ews_im::AnyResponse;
use ews_im::RequestHeaders;
use ews_im::types::GetImItemList;

mod support;
use support::{Answer, Wire, add_group};

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ews-im-simulator"));
    command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A running command, which ends with the test.
struct Running {
    child: Child,
    url: String,
}

impl Running {
    fn new(arguments: &[&str]) -> Self {
        let mut child = command(arguments).spawn().unwrap();
        let mut url = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut url).unwrap();
        if url.is_empty() {
            let mut errors = String::new();
            child.stderr.as_mut().unwrap().read_to_string(&mut errors).unwrap();
            panic!("{errors}");
        }
        Self { child, url: url.trim_end().to_owned() }
    }

    fn post(&self, headers: &[(&str, &str)], body: &str) -> Option<Answer> {
        let address = self.url.strip_prefix("http://").unwrap().split_once('/').unwrap().0;
        Wire::over(TcpStream::connect(address).unwrap()).post(headers, body)
    }

    /// Interrupts it: the exit code, and what it has written to the standard error output.
    #[cfg(unix)]
    fn interrupt(mut self) -> (Option<i32>, String) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
        let status = self.child.wait().unwrap();
        let mut errors = String::new();
        self.child.stderr.as_mut().unwrap().read_to_string(&mut errors).unwrap();
        (status.code(), errors)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn run(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

/// Runs it with arguments that are wrong: what it says.
fn complaint(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(!output.status.success());
    String::from_utf8(output.stderr).unwrap()
}

fn file(name: &str, text: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn list() -> String {
    ews_im::encode(&GetImItemList::default(), &RequestHeaders::default()).unwrap()
}

#[test]
fn it_serves_until_it_is_interrupted() {
    let running = Running::new(&["--log"]);
    assert!(running.url.starts_with("http://127.0.0.1:") && running.url.ends_with("/EWS/Exchange.asmx"));
    assert_eq!(running.post(&[], &add_group("Friends")).unwrap().response().1, "NoError");
    #[cfg(unix)]
    {
        let (code, errors) = running.interrupt();
        assert_eq!(code, Some(0));
        assert!(
            errors.starts_with("1 POST AddImGroup ") && errors.ends_with(" bytes 200 (user@contoso.com)\n"),
            "{errors}"
        );
    }
}

#[test]
fn users_scripts_and_limits_are_set() {
    let script = file("simulator.script", "# The first is put off.\nAddImGroup#1: 503 retry-after=7\n");
    let arguments = [
        "--user",
        "sadie@contoso.com:sec:ret",
        "--token",
        "abc==sadie@contoso.com",
        "--auth",
        "basic,bearer",
        "--script",
        script.to_str().unwrap(),
        "--rule",
        "GetImItemList#2: drop",
        "--seed-personas",
        "5",
        "--groups-limit",
        "4",
        "--contacts-limit",
        "5",
    ];
    let running = Running::new(&arguments);
    assert_eq!(running.post(&[], &list()).unwrap().all("www-authenticate").len(), 2);
    let basic = ("Authorization", "Basic c2FkaWVAY29udG9zby5jb206c2VjOnJldA==");
    let answer = running.post(&[basic], &add_group("a")).unwrap();
    assert_eq!((answer.status, answer.header("retry-after")), (503, Some("7")));
    let bearer = ("Authorization", "Bearer abc=");
    assert_eq!(running.post(&[bearer], &add_group("a")).unwrap().response().1, "NoError");
    assert_eq!(running.post(&[bearer], &add_group("b")).unwrap().response().1, "ErrorImGroupLimitReached");
    let (response, _) = running.post(&[bearer], &list()).unwrap().response();
    let AnyResponse::GetImItemList(response) = response else { panic!("{response:?}") };
    let list_of_five = response.im_item_list.unwrap();
    assert_eq!(list_of_five.personas.unwrap().persona.len(), 5);
    assert_eq!(list_of_five.groups.unwrap().im_group.len(), 3 + 3 + 1);
    assert!(running.post(&[bearer], &list()).is_none());
}

#[test]
fn help_tells_of_scripts() {
    let output = run(&["--help"]);
    let help = String::from_utf8(output.stdout).unwrap();
    assert!(
        output.status.success() && help.contains("--seed-personas") && help.contains("AddImGroup#2: 503 retry-after=1")
    );
}

#[test]
fn mistakes_are_explained() {
    let complains = |arguments: &[&str], text: &str| {
        let complaint = complaint(arguments);
        assert!(complaint.contains(text), "{complaint}");
        assert!(!complaint.contains("panicked"), "{complaint}");
    };
    complains(&["--user", "sadie"], "error: expected a name and a password for --user, like sadie@contoso.com:secret");
    complains(&["--token", "abc"], "error: expected a token and a name for --token, like abc=sadie@contoso.com");
    assert!(!complaint(&["--user", ":hidden", "--token", "hidden"]).contains("hidden"));
    complains(&["--auth", "kerberos"], "expected basic, bearer, ntlm or negotiate, found \"kerberos\"");
    complains(&["--extended-protection", "yes"], "expected off, accept or require, found \"yes\"");
    complains(&["--rule", "*: explode"], "there is no effect \"explode\"");
    complains(&["--token", "abc=nobody"], "a token is for the account \"nobody\", which does not exist");
    complains(&["--tls-cert", "x"], "--tls-key");
    complains(&["--script", "not-there"], "error: cannot read not-there: ");
    let script = file("wrong.script", "\n*: explode\n");
    complains(&["--script", script.to_str().unwrap()], "wrong.script: line 2: there is no effect \"explode\"");
    let pem = file("no.pem", "no certificate");
    let pem = pem.to_str().unwrap();
    complains(&["--tls-cert", pem, "--tls-key", pem], "error: expected at least one certificate in PEM, found none");
}
