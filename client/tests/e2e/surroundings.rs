//! Clients in other surroundings: runtimes that come and go, addresses of other kinds, requests of other sizes.

use std::net::{Ipv6Addr, SocketAddr};

use ews_im::types::{AddImGroup, GetImItemList, GetImItems, ItemId};
use ews_im::{CallOptions, Client, Error, RetryPolicy, blocking};

use crate::clients::{Settings, block_on, each};
use crate::scene::{builder, groups, item_ids, n_groups, start};

/// The connections of a client with async live in the runtime that has opened them.
#[test]
fn a_client_outlives_its_runtimes() {
    let simulator = start();
    let client = Client::builder(simulator.url()).build().unwrap();
    for number in 0..4 {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(client.call(&AddImGroup::new(format!("Group {number}")).unwrap())).unwrap();
    }
    assert_eq!((groups(&simulator).len(), simulator.counters().calls), (6 + 4, 4));
}

/// The client without async can be used where there is async; it lets the thread wait.
#[test]
fn the_client_without_async_inside_of_async() {
    let simulator = start();
    let client = blocking::Client::builder(simulator.url()).build().unwrap();
    block_on(async {
        client.call(&AddImGroup::new("New").unwrap()).unwrap();
    });
    assert_eq!(n_groups(&simulator, "New"), 1);
}

/// Clients can be handed to other threads, and called by many of them.
#[test]
fn clients_are_shared() {
    fn shared<T: Clone + Send + Sync + 'static>(_: &T) {}
    each(|kind| shared(&kind.client("http://localhost/")));
    shared(&CallOptions::new());
    let simulator = start();
    let client = blocking::Client::builder(simulator.url()).build().unwrap();
    std::thread::scope(|scope| {
        for number in 0..4 {
            let client = &client;
            scope.spawn(move || client.call(&AddImGroup::new(format!("Group {number}")).unwrap()).unwrap());
        }
    });
    assert_eq!(groups(&simulator).len(), 6 + 4);
}

#[test]
fn addresses_of_other_kinds() {
    each(|kind| {
        let simulator = start();
        // Letter case and a query do not matter to the server, nor a name in place of numbers.
        let port = simulator.address().port();
        for url in [
            format!("http://localhost:{port}/ews/exchange.ASMX"),
            format!("HTTP://127.0.0.1:{port}/EWS/Exchange.asmx?a=b"),
        ] {
            kind.client(&url).call(&GetImItemList::default()).unwrap();
        }
        assert_eq!(simulator.requests()[1].path, "/EWS/Exchange.asmx?a=b");
        // Not every machine has the other version of IP.
        let Ok(simulator) = builder().listen(SocketAddr::from((Ipv6Addr::LOCALHOST, 0))).start_blocking() else {
            return;
        };
        assert!(simulator.url().starts_with("http://[::1]:"));
        kind.client(simulator.url()).call(&GetImItemList::default()).unwrap();
    });
}

#[test]
fn long_requests() {
    each(|kind| {
        let simulator = start();
        let client = kind.client(simulator.url());
        let ids = (0..25_000).map(|number| ItemId::new(format!("AAMkAGQ1MjJjMTBkLTc4Y2U{number:08}")));
        let request = GetImItems { contact_ids: item_ids(ids), ..GetImItems::default() };
        client.call(&request).unwrap();
        assert!(simulator.requests()[0].body.len() > 1_000_000);
        let name = "x".repeat(100_000);
        client.call(&AddImGroup::new(&*name).unwrap()).unwrap();
        assert_eq!(n_groups(&simulator, &name), 1);
    });
}

/// Asking again would not help.
#[test]
fn requests_that_are_too_long() {
    each(|kind| {
        let simulator = builder().max_request(2_000).start_blocking().unwrap();
        let options = CallOptions::new().retry(RetryPolicy::bounded(3).every_operation());
        let client = kind.client_with(simulator.url(), &Settings::with(options));
        let error = client.call(&AddImGroup::new("x".repeat(10_000)).unwrap()).unwrap_err();
        let Error::Http(http) = &error else { panic!("{error:?}") };
        assert_eq!((http.status, error.is_transient(), error.call().attempts), (413, false, 1));
        client.call(&AddImGroup::new("New").unwrap()).unwrap();
    });
}
