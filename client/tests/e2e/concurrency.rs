//! Many clients at once: no call is lost, none is carried out twice, and the mailboxes hold what the callers were told.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use ews_im::CallOptions;
use ews_im::types::{AddImGroup, GetImItemList};
use ews_im_simulator::{Account, Directory, GroupKind, MailboxSeed, Scheme, Simulator};

use crate::actor::Actor;
use crate::clients::{AnyClient, Kind, Settings, at_once, block_on, each};
use crate::scene::{n_groups, primary, start_with};

fn address(mailbox: usize) -> String {
    format!("user{mailbox}@contoso.com")
}

/// A server with mailboxes in which the user of the first one may work.
fn start(n_mailboxes: usize) -> Simulator {
    let mut directory = Directory::new();
    for number in 0..n_mailboxes {
        let mailbox = MailboxSeed::new(address(number));
        directory = directory.mailbox(if number == 0 { mailbox.may_impersonate_everybody() } else { mailbox });
    }
    Simulator::builder().directory(directory).start_blocking().unwrap()
}

/// Lets actors work at once, in ten mailboxes, by clients of which each has clones; then the mailboxes must hold what the
/// actors know.
fn work_together(kind: Kind, n_actors: usize, n_calls: u64) {
    let simulator = start(10);
    let clients: Vec<AnyClient> = (0..5).map(|_| kind.client(simulator.url())).collect();
    let actors = (0..n_actors).map(|number| {
        Actor::new(number, clients[number % clients.len()].clone(), &address(number / 2 % 10)).play(n_calls)
    });
    let actors = at_once(kind, actors.collect());

    let n_all: u64 = actors.iter().map(|actor| actor.n_calls).sum();
    assert_eq!(n_all, n_actors as u64 * n_calls);
    let counters = simulator.counters();
    assert_eq!((counters.calls, counters.requests), (n_all, n_all));
    assert!(simulator.most_at_once() > 1);
    let requests = simulator.requests();
    assert!(requests.iter().all(|request| request.status.is_some_and(|status| status == 200)));
    let names: BTreeSet<_> = requests.iter().map(|request| request.header("client-request-id").unwrap()).collect();
    assert_eq!(names.len() as u64, n_all);
    for mailbox in 0..10 {
        let actors: Vec<_> = actors.iter().enumerate().filter(|(number, _)| number / 2 % 10 == mailbox).collect();
        compare(&simulator, mailbox, &actors.iter().map(|(_, actor)| *actor).collect::<Vec<_>>());
    }
}

/// Whether a mailbox is whole, and holds what the actors in it know.
fn compare(simulator: &Simulator, mailbox: usize, actors: &[&Actor]) {
    let groups = simulator.groups(&address(mailbox)).unwrap();
    let contacts = simulator.contacts(&address(mailbox)).unwrap();
    // The groups are those that somebody has been told to have made, each once.
    let held: Vec<_> = groups.iter().filter(|group| group.kind == GroupKind::UserGroup).collect();
    let names: BTreeSet<&str> = held.iter().map(|group| &*group.display_name).collect();
    let own = actors.iter().flat_map(|actor| actor.groups.keys());
    let won = actors.iter().flat_map(|actor| &actor.won);
    assert_eq!(names, own.chain(won).map(String::as_str).collect());
    let n_successes: usize = actors.iter().map(|actor| actor.groups.len() + actor.won.len()).sum();
    assert_eq!((held.len(), names.len()), (n_successes, n_successes));
    for actor in actors {
        for (name, id) in &actor.groups {
            assert!(held.iter().any(|group| group.display_name == *name && group.id == *id), "{name}");
        }
    }
    // So are the contacts, each in its groups.
    let told: BTreeMap<&str, BTreeSet<&str>> = actors
        .iter()
        .flat_map(|actor| &actor.contacts)
        .map(|(id, groups)| (&**id, groups.iter().map(String::as_str).collect()))
        .collect();
    let held: BTreeMap<&str, BTreeSet<&str>> =
        contacts.iter().map(|it| (&*it.id, it.groups.iter().map(String::as_str).collect())).collect();
    assert_eq!(held, told);
    assert_eq!(contacts.len(), held.len());
    // Nobody is a member twice, or without being a contact; nobody is in no group.
    for group in &groups {
        let members: BTreeSet<_> = group.members.iter().collect();
        assert_eq!(members.len(), group.members.len(), "{}", group.display_name);
        assert!(members.iter().all(|member| held.contains_key(&***member)), "{}", group.display_name);
    }
    assert!(held.values().all(|groups| !groups.is_empty()));
    let ids: BTreeSet<_> = groups.iter().map(|group| &group.id).chain(contacts.iter().map(|it| &it.id)).collect();
    assert_eq!(ids.len(), groups.len() + contacts.len());
}

/// A hundred at once, ten thousand calls.
#[test]
fn a_hundred_clients_at_once() {
    work_together(Kind::Reqwest, 100, 100);
}

#[test]
fn twenty_threads() {
    work_together(Kind::Ureq, 20, 250);
}

/// Calls of a client at once, some in each mailbox, all of which take a while.
fn call_at_once(kind: Kind, one_at_a_time: bool) -> Simulator {
    let simulator = start(3);
    simulator.script("*: delay 200ms").unwrap();
    let client = kind.client_with(simulator.url(), &Settings { one_at_a_time, ..Settings::default() });
    let calls = (0..9).map(|number| {
        // Clones, and clients that differ in their options, are one client.
        let options = CallOptions::new().impersonate(primary(&address(number % 3)));
        let client = if number < 5 { client.clone() } else { client.with_options(&options) };
        async move {
            let request = AddImGroup::new(format!("Group {number}")).unwrap();
            client.wait_for(&request, &options).await.unwrap();
        }
    });
    at_once(kind, calls.collect());
    for mailbox in 0..3 {
        assert_eq!(simulator.groups(&address(mailbox)).unwrap().len(), 3 + 3);
    }
    simulator
}

#[test]
fn one_at_a_time_in_each_mailbox() {
    each(|kind| {
        let simulator = call_at_once(kind, true);
        for mailbox in 0..3 {
            assert_eq!(simulator.most_at_once_of(&address(mailbox)), Some(1));
        }
        // Mailboxes do not wait for each other.
        assert!(simulator.most_at_once() > 1);
        // Without it they do come at once, or the test would show nothing.
        let simulator = call_at_once(kind, false);
        assert!((0..3).any(|mailbox| simulator.most_at_once_of(&address(mailbox)) > Some(1)));
    });
}

/// Whoever gives up a call, or fails, does not keep the others waiting.
#[test]
fn turns_come_to_an_end() {
    each(|kind| {
        let simulator = start_with("AddImGroup: delay 300s\nGetImItemList#1: drop\nGetImItemList#2: 503");
        let client = kind.client_with(simulator.url(), &Settings { one_at_a_time: true, ..Settings::default() });
        let short = CallOptions::new().timeout(Duration::from_millis(200));
        // On a busy machine it may arrive only after all is over.
        client.call_with(&AddImGroup::new("Late").unwrap(), &short).unwrap_err();
        client.call(&GetImItemList::default()).unwrap_err();
        client.call(&GetImItemList::default()).unwrap_err();
        simulator.clear_script();
        client.call(&AddImGroup::new("New").unwrap()).unwrap();
        assert_eq!(n_groups(&simulator, "New"), 1);
    });
    // A future may also be dropped in the middle.
    let simulator = start_with("AddImGroup: delay 300s");
    let settings = Settings { one_at_a_time: true, ..Settings::default() };
    let client = Kind::Reqwest.client_with(simulator.url(), &settings);
    block_on(async {
        let (request, options) = (AddImGroup::new("Late").unwrap(), CallOptions::new());
        let call = client.wait_for(&request, &options);
        tokio::time::timeout(Duration::from_millis(200), call).await.unwrap_err();
    });
    simulator.clear_script();
    client.call(&AddImGroup::new("New").unwrap()).unwrap();
}

/// A token that runs out while many use it.
#[test]
fn tokens_that_run_out_under_way() {
    use ews_im::auth::{SecretString, TokenReason};
    use std::sync::{Arc, Mutex};
    each(|kind| {
        let account = Account::new("user0@contoso.com", "secret");
        let simulator = Simulator::builder().account(account).authentication([Scheme::Bearer]).start_blocking();
        let simulator = Arc::new(simulator.unwrap());
        simulator.add_token("0", "user0@contoso.com", None);
        let (issuing, last) = (simulator.clone(), Mutex::new(0));
        let settings = Settings::tokens(move |reason| {
            let mut last = last.lock().unwrap();
            if reason == TokenReason::Refused {
                *last += 1;
                issuing.add_token(last.to_string(), "user0@contoso.com", None);
            }
            Ok(SecretString::from(last.to_string()))
        });
        let client = kind.client_with(simulator.url(), &settings);
        let calls = (0..10).map(|caller| {
            let (client, simulator) = (client.clone(), simulator.clone());
            async move {
                for number in 0..6 {
                    let name = format!("Group {caller} {number}");
                    client.wait_for(&AddImGroup::new(&*name).unwrap(), &CallOptions::new()).await.unwrap();
                    if (caller, number) == (0, 2) {
                        assert!(simulator.revoke_token("0"));
                    }
                }
            }
        });
        at_once(kind, calls.collect());
        assert_eq!(simulator.groups("user0@contoso.com").unwrap().len(), 3 + 60);
        let counters = simulator.counters();
        // Whoever was refused asked again, once.
        assert!(counters.calls == 60 && counters.requests > 60 && counters.requests <= 70, "{counters:?}");
    });
}
