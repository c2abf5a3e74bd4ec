//! What others tell `tracing` during a call is told as part of the call, with async and without.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::io;
use std::sync::{Arc, Mutex};

use ews_im::auth::{AuthenticationError, SecretString, TokenReason};
use ews_im::types::{AddImGroup, GetImItemList};
use ews_im::{CallOptions, Client, blocking};
use support::{Server, URL, block_on, envelope, ok, success};

type TestResult = Result<(), Box<dyn std::error::Error>>;

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What is told while a function runs, a line an event.
fn told(run: impl FnOnce() -> TestResult) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let lines = Lines::default();
    let writer = lines.clone();
    let subscriber = tracing_subscriber::fmt().with_ansi(false).with_writer(move || writer.clone()).finish();
    tracing::subscriber::with_default(subscriber, run)?;
    let text = String::from_utf8(lines.0.lock().unwrap().clone())?;
    Ok(text.lines().filter(|line| line.contains("asked for a token")).map(str::to_owned).collect())
}

fn token(_: TokenReason) -> Result<SecretString, AuthenticationError> {
    tracing::info!("asked for a token");
    Ok("token".into())
}

fn server() -> Server {
    let list = r#"<m:GetImItemListResponse ResponseClass="Success" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"><m:ResponseCode>NoError</m:ResponseCode></m:GetImItemListResponse>"#;
    Server::new([success(), ok(envelope(list))])
}

#[test]
fn what_happens_in_a_call_is_told_as_part_of_it() -> TestResult {
    let with_async = told(|| {
        let provider = |reason| std::future::ready(token(reason));
        let client = Client::builder(URL).transport(server()).token_provider(provider).build()?;
        block_on(async {
            client.call(&AddImGroup::new("Friends")?).await?;
            client.im_items(&GetImItemList::default(), &CallOptions::new()).await?.finish().await?;
            Ok(())
        })
    })?;
    let without = told(|| {
        let client = blocking::Client::builder(URL).transport(server()).token_provider(token).build()?;
        client.call(&AddImGroup::new("Friends")?)?;
        client.im_items(&GetImItemList::default(), &CallOptions::new())?.finish()?;
        Ok(())
    })?;
    for lines in [with_async, without] {
        assert_eq!(lines.len(), 2);
        assert!(lines[0].contains("call{operation=\"AddImGroup\""), "{lines:?}");
        assert!(lines[1].contains("call{operation=\"GetImItemList\""), "{lines:?}");
    }
    Ok(())
}
