//! The command `ews-im-simulator`: a server that runs until it is interrupted.

use std::fmt::Display;
use std::fs;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use ews_im_simulator::script::{HELP, Rule, Script};
use ews_im_simulator::{
    Account, Builder, ContactSeed, Directory, ExtendedProtection, MailboxSeed, Person, ReceivedRequest, Scheme,
    Simulator,
};

/// A stand-in for the instant-messaging operations of Exchange Web Services, to test clients against.
///
/// Prints its URL and serves until it is interrupted. It keeps everything in memory and forgets it at the end. It is for
/// tests: passwords on the command line can be seen by everybody on the machine.
// What holds secrets is read here and not by clap, which would show it in errors.
#[derive(Parser)]
#[command(version, after_long_help = format!("# Scripts\n\n{HELP}"))]
struct Arguments {
    /// Where to listen; port 0 lets the system choose
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// The name of the host in the URL, where it is not the address
    #[arg(long, value_name = "NAME")]
    host: Option<String>,
    /// An account with a mailbox, such as sadie@contoso.com:secret; may be repeated
    #[arg(long = "user", value_name = "NAME:PASSWORD")]
    users: Vec<String>,
    /// A bearer token for an account, such as abc=sadie@contoso.com; may be repeated
    #[arg(long = "token", value_name = "TOKEN=NAME")]
    tokens: Vec<String>,
    /// The ways of authentication to offer: basic, bearer, ntlm, negotiate, or none; by default basic if there are users,
    /// bearer if there are tokens, none otherwise
    #[arg(long, value_name = "SCHEMES", value_parser = schemes)]
    auth: Option<Schemes>,
    /// Whether ntlm and negotiate have to be bound to the channel of TLS: off, accept or require
    #[arg(long, value_name = "HOW", default_value = "off", value_parser = protection)]
    extended_protection: ExtendedProtection,
    /// The chain of certificates for TLS in PEM, the server's first
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// The private key for TLS in PEM
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// A script that says what goes wrong (see --help)
    #[arg(long, value_name = "FILE")]
    script: Option<PathBuf>,
    /// A rule of a script, such as 'AddImGroup#2: 503 retry-after=1'; may be repeated
    #[arg(long = "rule", value_name = "RULE")]
    rules: Vec<Rule>,
    /// How many contacts each mailbox has at the start, in the groups Friends, Family and Work
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    seed_personas: usize,
    /// How many groups a mailbox may have, besides the three default groups
    #[arg(long, value_name = "NUMBER", default_value_t = 64)]
    groups_limit: usize,
    /// How many contacts a mailbox may have
    #[arg(long, value_name = "NUMBER", default_value_t = 1000)]
    contacts_limit: usize,
    /// Prints a line for each request
    #[arg(long)]
    log: bool,
}

/// The value of `--auth`.
#[derive(Debug, Clone)]
struct Schemes(Vec<Scheme>);

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<(), String> {
    let simulator = builder(arguments)?.start_blocking().map_err(text)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(text)?;
    // Whoever waits for this line may interrupt at once.
    let interrupted = {
        let _entered = runtime.enter();
        interruption().map_err(text)?
    };
    let mut out = io::stdout();
    writeln!(out, "{}", simulator.url()).and_then(|()| out.flush()).map_err(text)?;
    runtime.block_on(async {
        interrupted.await;
        simulator.shutdown().await;
    });
    Ok(())
}

fn builder(arguments: Arguments) -> Result<Builder, String> {
    let read = |path: &PathBuf| fs::read(path).map_err(|error| format!("cannot read {}: {error}", path.display()));
    let mut script = match &arguments.script {
        None => Script::default(),
        Some(path) => {
            let text = String::from_utf8(read(path)?).map_err(|_| format!("{} is not in UTF-8", path.display()))?;
            text.parse().map_err(|error| format!("{}: {error}", path.display()))?
        }
    };
    script.rules.extend(arguments.rules);
    let users = arguments.users.iter().map(|user| account(user)).collect::<Result<Vec<_>, _>>()?;
    let mut mailboxes: Vec<_> = users.iter().map(Account::address).collect();
    if mailboxes.is_empty() {
        mailboxes.push("user@contoso.com");
    }
    let directory = Directory::new().max_groups(arguments.groups_limit).max_contacts(arguments.contacts_limit);
    let mut builder = Simulator::builder()
        .listen(arguments.listen)
        .extended_protection(arguments.extended_protection)
        .directory(seeded(directory, &mailboxes, arguments.seed_personas))
        .script(script);
    if let Some(host) = arguments.host {
        builder = builder.host(host);
    }
    for user in users {
        builder = builder.account(user);
    }
    for (token, account) in arguments.tokens.iter().map(|text| token(text)).collect::<Result<Vec<_>, _>>()? {
        builder = builder.token(token, account);
    }
    if let Some(Schemes(schemes)) = arguments.auth {
        builder = builder.authentication(schemes);
    }
    if let (Some(chain), Some(key)) = (&arguments.tls_cert, &arguments.tls_key) {
        builder = builder.tls(read(chain)?, read(key)?);
    }
    if arguments.log {
        builder = builder.observer(log);
    }
    Ok(builder)
}

/// A directory with mailboxes that have so many contacts each.
fn seeded(mut directory: Directory, mailboxes: &[&str], contacts: usize) -> Directory {
    const GROUPS: [&str; 3] = ["Friends", "Family", "Work"];
    let address = |number: usize| format!("person{number}@contoso.com");
    for number in 1..=contacts {
        directory = directory.person(Person::new(format!("Person {number}"), address(number)));
    }
    for mailbox in mailboxes {
        let mut seed = MailboxSeed::new(*mailbox);
        if contacts != 0 {
            seed = GROUPS.into_iter().fold(seed, MailboxSeed::group);
        }
        for (number, group) in (1..=contacts).zip(GROUPS.into_iter().cycle()) {
            let contact = ContactSeed::im(address(number)).display_name(format!("Person {number}"));
            seed = seed.contact(contact.in_group(group));
        }
        directory = directory.mailbox(seed);
    }
    directory
}

/// Ends at Ctrl-C, and where a service manager or a container asks for the end.
fn interruption() -> io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};

        let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
        Ok(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        })
    }
    #[cfg(not(unix))]
    Ok(async {
        // Without a way to be told, the end comes by force.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}

fn log(request: &ReceivedRequest) {
    let status = request.status.map_or_else(|| "dropped".to_owned(), |status| status.as_u16().to_string());
    let what = request.operation.as_deref().unwrap_or(&request.path);
    let who = request.account.as_deref().or(request.refusal.as_deref()).unwrap_or("-");
    let (method, connection, size) = (&request.method, request.connection, request.body.len());
    // There is nobody to tell if this fails.
    let _ = writeln!(io::stderr(), "{connection} {method} {} {size} bytes {status} ({who})", what.escape_debug());
}

fn account(text: &str) -> Result<Account, String> {
    match text.split_once(':') {
        Some((name, password)) if !name.is_empty() => Ok(Account::new(name, password)),
        _ => Err("expected a name and a password for --user, like sadie@contoso.com:secret".to_owned()),
    }
}

fn token(text: &str) -> Result<(String, String), String> {
    match text.rsplit_once('=') {
        Some((token, name)) if !token.is_empty() => Ok((token.to_owned(), name.to_owned())),
        _ => Err("expected a token and a name for --token, like abc=sadie@contoso.com".to_owned()),
    }
}

fn schemes(text: &str) -> Result<Schemes, String> {
    if text == "none" {
        return Ok(Schemes(Vec::new()));
    }
    text.split(',').map(|name| name.trim().parse()).collect::<Result<_, _>>().map(Schemes)
}

fn protection(text: &str) -> Result<ExtendedProtection, String> {
    match text {
        "off" => Ok(ExtendedProtection::Off),
        "accept" => Ok(ExtendedProtection::Accept),
        "require" => Ok(ExtendedProtection::Require),
        text => Err(format!("expected off, accept or require, found {text:?}")),
    }
}

fn text(error: impl Display) -> String {
    error.to_string()
}
