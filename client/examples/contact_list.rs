//! What a messenger does with a contact list: load it, create groups, add a contact, move it, rename, delete; the list is
//! printed after each step.
//!
//! ```text
//! cargo run -q -p ews-im --example contact_list
//! ```
//!
//! starts the stand-in server inside itself. With an address and a user, the same is done on a real server; the password
//! comes from the environment, where other users of the machine do not see it, and a shell keeps it in no history:
//!
//! ```text
//! read -rs EWS_PASSWORD && export EWS_PASSWORD
//! cargo run -q -p ews-im --example contact_list -- \
//!     --url https://mail.contoso.com/EWS/Exchange.asmx --user 'CONTOSO\sadie' --auth ntlm
//! ```
//!
//! The mailbox is left as it was, even if a step fails: the groups have names of their own, and an address that is on the
//! list already is not touched.

use std::error::Error;
use std::fmt::Display;
use std::process::ExitCode;
use std::time::{Duration, UNIX_EPOCH};

use clap::{Parser, ValueEnum};
use ews_im::auth::{Basic, Negotiate, Ntlm};
use ews_im::im_list::{Contact, Group, GroupId, ListError};
use ews_im::{CallOptions, Client, ImList, RetryPolicy};
use ews_im_simulator::{Account, ContactSeed, Directory, MailboxSeed, Simulator};

/// Loads a contact list, changes it step by step, and leaves it as it was. Without a URL, a stand-in server is started.
#[derive(Parser)]
struct Arguments {
    /// The address of the service, such as https://mail.contoso.com/EWS/Exchange.asmx
    #[arg(long, requires = "user")]
    url: Option<String>,
    /// The user, such as CONTOSO\sadie or sadie@contoso.com; the password is that in the environment variable EWS_PASSWORD
    #[arg(long, requires = "url")]
    user: Option<String>,
    /// How to authenticate
    #[arg(long, value_enum, default_value_t = Scheme::Basic)]
    auth: Scheme,
    /// The address of the contact to add, which must not be on the list
    #[arg(long, value_name = "ADDRESS", default_value = "sip:sadie@example.com")]
    contact: String,
}

#[derive(Clone, Copy, ValueEnum)]
enum Scheme {
    Basic,
    Ntlm,
    Negotiate,
}

/// What is put on the list, and taken off again.
struct Plan {
    friends: String,
    work: String,
    office: String,
    address: String,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let (url, user, password, suffix, simulator) = match (arguments.url, arguments.user) {
        (Some(url), Some(user)) => {
            let password = std::env::var("EWS_PASSWORD");
            let password = password.map_err(|_| "put the password into the environment variable EWS_PASSWORD")?;
            // Names that no group has, so that what this program has made is known by them.
            (url, user, password, format!(" (test {})", UNIX_EPOCH.elapsed()?.as_secs()), None)
        }
        _ => {
            let (user, password) = ("alisa@contoso.com", "a secret");
            let simulator = stand_in(user, password).await?;
            (simulator.url().to_owned(), user.to_owned(), password.to_owned(), String::new(), Some(simulator))
        }
    };
    let builder = Client::builder(url)
        // One request at a time, as messengers do, and patience with a server that has too much to do.
        .one_at_a_time(true)
        .options(CallOptions::new().timeout(Duration::from_secs(60)).retry(RetryPolicy::bounded(3)));
    let client = match arguments.auth {
        Scheme::Basic => builder.auth(Basic::new(user, password)),
        Scheme::Ntlm => builder.auth(Ntlm::new(user, password)),
        Scheme::Negotiate => builder.auth(Negotiate::new(user, password)),
    }
    .build()?;

    let plan = Plan {
        friends: format!("Friends{suffix}"),
        work: format!("Work{suffix}"),
        office: format!("Office{suffix}"),
        address: arguments.contact,
    };
    let before = ImList::load(&client).await?;
    print("loaded", &before);
    plan.check(&before)?;
    if let Err(error) = steps(&client, before.clone(), &plan).await {
        eprintln!("cleaning up, as a step has failed");
        clean_up(&client, &plan).await.map_err(|problem| format!("{error}; and cleaning up failed: {problem}"))?;
        return Err(error.into());
    }

    let after = ImList::load(&client).await?;
    print("loaded again", &after);
    match before.diff(&after).as_slice() {
        [] => println!("The list is as it was."),
        changes => changes.iter().for_each(|change| println!("not as it was: {change}")),
    }
    if let Some(simulator) = simulator {
        simulator.shutdown().await;
    }
    Ok(())
}

/// The workflow: each method calls the server, and then the list is what the server has.
async fn steps(client: &Client, mut list: ImList, plan: &Plan) -> Result<(), ListError> {
    let friends = list.add_group(client, &plan.friends).await?;
    print(format!("group {} created", plan.friends), &list);
    let work = list.add_group(client, &plan.work).await?;
    print(format!("group {} created", plan.work), &list);

    let sadie = list.add_contact(client, &friends, &plan.address, "Sadie Daniels").await?;
    print(format!("contact {} added to {}", plan.address, plan.friends), &list);

    list.move_contact(client, &sadie, &friends, &work).await?;
    print(format!("contact moved to {}", plan.work), &list);

    list.rename_group(client, &work, &plan.office).await?;
    print(format!("group {} renamed to {}", plan.work, plan.office), &list);

    list.remove_contact(client, &sadie).await?;
    print("contact deleted", &list);

    list.remove_group(client, &friends).await?;
    list.remove_group(client, &work).await?;
    print("groups deleted", &list);
    Ok(())
}

impl Plan {
    /// Whether everything that will be removed at the end will have been made here.
    fn check(&self, list: &ImList) -> Result<(), String> {
        let is_own = |group: &&Group| self.names(group);
        if let Some(group) = list.groups().iter().find(is_own) {
            return Err(format!("the list has a group {} already: try again", group.name()));
        }
        match list.contact_at(&self.address) {
            Some(_) => Err(format!("{} is on the list already: choose another address by --contact", self.address)),
            None => Ok(()),
        }
    }

    fn names(&self, group: &Group) -> bool {
        [&self.friends, &self.work, &self.office].iter().any(|name| *name == group.name())
    }
}

/// Takes off the list what the steps have left on it: on the server, whatever the list of the failed step knew.
async fn clean_up(client: &Client, plan: &Plan) -> Result<(), ListError> {
    let mut list = ImList::load(client).await?;
    let mut result = Ok(());
    if let Some(contact) = list.contact_at(&plan.address).and_then(Contact::id).cloned() {
        result = list.remove_contact(client, &contact).await;
    }
    let groups: Vec<GroupId> =
        list.groups().iter().filter(|group| plan.names(group)).filter_map(Group::id).cloned().collect();
    for group in groups {
        result = result.and(list.remove_group(client, &group).await);
    }
    result
}

fn print(what: impl Display, list: &ImList) {
    println!("== {what}");
    for group in list.groups() {
        println!("{}", group.name());
        for contact in list.members(group) {
            println!("    {} <{}>", contact.label(), contact.im_address().unwrap_or_default());
        }
    }
    for warning in list.warnings() {
        println!("{warning}");
    }
    println!();
}

/// A server with one mailbox, and somebody on its contact list.
async fn stand_in(user: &str, password: &str) -> Result<Simulator, Box<dyn Error>> {
    let tony = ContactSeed::im("tsmith@contoso.com").display_name("Tony Smith").in_group("Family");
    let mailbox = MailboxSeed::new(user).group("Family").contact(tony);
    let simulator = Simulator::builder()
        .directory(Directory::new().mailbox(mailbox))
        .account(Account::new(user, password))
        .start()
        .await?;
    Ok(simulator)
}
