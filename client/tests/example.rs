//! The example `envelope`, as a user runs it.

use std::path::PathBuf;
use std::process::{Command, Output};

type TestResult = Result<(), Box<dyn std::error::Error>>;

/// Runs the example, which cargo builds next to the tests.
fn run(arguments: &[&str]) -> Result<Output, Box<dyn std::error::Error>> {
    let test = std::env::current_exe()?;
    let target = test.parent().and_then(|deps| deps.parent()).ok_or("no target folder")?;
    let example = target.join("examples").join("envelope").with_extension(std::env::consts::EXE_EXTENSION);
    Ok(Command::new(example).args(arguments).output()?)
}

fn file(name: &str, content: &[u8]) -> Result<PathBuf, std::io::Error> {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content)?;
    Ok(path)
}

const REQUEST: &str = "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body>\n\
    <AddImGroup xmlns='http://schemas.microsoft.com/exchange/services/2006/messages' newer='1'>\
    <DisplayName>A</DisplayName></AddImGroup></e:Body></e:Envelope>";

#[test]
fn prints_messages_and_reports_problems() -> TestResult {
    let good = file("good.xml", REQUEST.as_bytes())?;
    let bad = file("bad.xml", b"<a>\xE9</a>")?;
    let (good, bad) = (good.to_str().ok_or("path")?, bad.to_str().ok_or("path")?);

    let lenient = run(&[good])?;
    assert_eq!(lenient.status.code(), Some(0));
    let text = String::from_utf8(lenient.stdout)?;
    assert!(
        text.ends_with("<s:Body><m:AddImGroup><m:DisplayName>A</m:DisplayName></m:AddImGroup></s:Body></s:Envelope>\n"),
        "{text}"
    );

    let strict = run(&["--strict", good, bad])?;
    assert_eq!(strict.status.code(), Some(1));
    let expected = format!(
        "{good}:2:82: Envelope > Body > AddImGroup: attribute `newer` is not allowed here; the element has none\n\
         {bad}:1:4: a: the document is not UTF-8: byte 0xE9\n"
    );
    assert_eq!(String::from_utf8(strict.stderr)?, expected);
    assert!(strict.stdout.is_empty());
    Ok(())
}

#[test]
fn wrong_usage() -> TestResult {
    for arguments in [&[][..], &["--strict"], &["--loose", "x.xml"]] {
        let output = run(arguments)?;
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(String::from_utf8(output.stderr)?, "usage: envelope [--strict] FILE…\n");
    }
    Ok(())
}
