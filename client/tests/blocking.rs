//! The client without async over reqwest, wherever it is called.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::time::Duration;

use ews_im::http::TransportErrorKind;
use ews_im::types::{AddImGroup, GetImItemList};
use ews_im::{CallOptions, Error, blocking};
use ews_im_simulator::Simulator;

#[tokio::test]
async fn it_may_be_called_and_dropped_on_a_thread_of_a_runtime() {
    let simulator = Simulator::start().await.unwrap();
    let transport = blocking::Reqwest::new(&[]).unwrap();
    let client = blocking::Client::builder(simulator.url()).transport(transport).build().unwrap();
    client.call(&AddImGroup::new("Friends").unwrap()).unwrap();
    let items = client.im_items(&GetImItemList::default(), &CallOptions::new()).unwrap();
    assert_eq!(items.count(), 4);
    drop(client);
}

#[test]
fn its_errors_are_told_apart() {
    let simulator = Simulator::start_blocking().unwrap();
    let transport = blocking::Reqwest::new(&[]).unwrap();
    let client = blocking::Client::builder(simulator.url()).transport(transport).build().unwrap();
    let kind = |options: CallOptions| match client.call_with(&GetImItemList::default(), &options).unwrap_err() {
        Error::Transport(error) => error.error.kind(),
        error => panic!("{error}"),
    };
    simulator.script("GetImItemList#1: cut at=200\nGetImItemList#2: drop\nGetImItemList#3: delay 5s").unwrap();
    assert_eq!(kind(CallOptions::new()), TransportErrorKind::Broken);
    assert_eq!(kind(CallOptions::new()), TransportErrorKind::Broken);
    assert_eq!(kind(CallOptions::new().timeout(Duration::from_millis(200))), TransportErrorKind::Timeout);
    drop(simulator);
    assert_eq!(kind(CallOptions::new()), TransportErrorKind::Connect);
}

#[test]
fn certificates_that_are_none_are_refused() {
    let message = |pem: &str| blocking::Reqwest::new(pem.as_bytes()).unwrap_err().to_string();
    assert_eq!(message("no certificate"), "there is no certificate among the certificates; they must be in PEM");
    let broken = "-----BEGIN CERTIFICATE-----\n????\n-----END CERTIFICATE-----\n";
    assert!(message(broken).starts_with("the certificates cannot be read"), "{}", message(broken));
}
