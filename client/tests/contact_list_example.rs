//! The example `contact_list`, as a user runs it: with the stand-in server inside it, and against one from outside.

use std::process::{Command, Output};

use ews_im_simulator::{Account, ContactSeed, Directory, MailboxSeed, Scheme, Simulator};

type TestResult = Result<(), Box<dyn std::error::Error>>;

const USER: &str = "alisa@contoso.com";

/// Runs the example, which cargo builds next to the tests.
fn run(arguments: &[&str], password: Option<&str>) -> Result<Output, Box<dyn std::error::Error>> {
    let test = std::env::current_exe()?;
    let target = test.parent().and_then(|deps| deps.parent()).ok_or("no target folder")?;
    let example = target.join("examples").join("contact_list").with_extension(std::env::consts::EXE_EXTENSION);
    let mut command = Command::new(example);
    command.args(arguments).env_remove("EWS_PASSWORD");
    if let Some(password) = password {
        command.env("EWS_PASSWORD", password);
    }
    Ok(command.output()?)
}

fn simulator(contact: ContactSeed) -> Result<Simulator, Box<dyn std::error::Error>> {
    let mailbox = MailboxSeed::new(USER).group("Family").contact(contact.in_group("Family"));
    Ok(Simulator::builder()
        .directory(Directory::new().mailbox(mailbox))
        .account(Account::new(USER, "a secret"))
        .authentication([Scheme::Basic, Scheme::Ntlm])
        .start_blocking()?)
}

/// The names of the groups with their members, by address.
fn state(simulator: &Simulator) -> Vec<String> {
    let contacts = simulator.contacts(USER).unwrap_or_default();
    let address = |id: &String| contacts.iter().find(|contact| contact.id == *id)?.im_address.clone();
    let groups = simulator.groups(USER).unwrap_or_default();
    let told = groups.iter().map(|group| {
        let members: Vec<String> = group.members.iter().filter_map(address).collect();
        format!("{}: {}", group.display_name, members.join(" "))
    });
    told.collect()
}

const ALL: &str = "\
== loaded
Other Contacts
Tagged
Favorites
Family
    Tony Smith <tsmith@contoso.com>

== group Friends created
Other Contacts
Tagged
Favorites
Family
    Tony Smith <tsmith@contoso.com>
Friends

== group Work created
Other Contacts
Tagged
Favorites
Family
    Tony Smith <tsmith@contoso.com>
Friends
Work

== contact sip:sadie@example.com added to Friends
Other Contacts
Tagged
Favorites
Family
    Tony Smith <tsmith@contoso.com>
Friends
    Sadie Daniels <sadie@example.com>
Work

== contact moved to Work
Other Contacts
Tagged
Favorites
Family
    Tony Smith <tsmith@contoso.com>
Friends
Work
    Sadie Daniels <sadie@example.com>

== group Work renamed to Office
Other Contacts
Tagged
Favorites
Family
    Tony Smith <tsmith@contoso.com>
Friends
Office
    Sadie Daniels <sadie@example.com>

== contact deleted
Other Contacts
Tagged
Favorites
Family
    Tony Smith <tsmith@contoso.com>
Friends
Office

== groups deleted
Other Contacts
Tagged
Favorites
Family
    Tony Smith <tsmith@contoso.com>

== loaded again
Other Contacts
Tagged
Favorites
Family
    Tony Smith <tsmith@contoso.com>

The list is as it was.
";

#[test]
fn runs_the_workflow_against_a_server_inside_itself() -> TestResult {
    let output = run(&[], None)?;
    assert_eq!(String::from_utf8(output.stderr)?, "");
    assert_eq!(String::from_utf8(output.stdout)?, ALL);
    assert_eq!(output.status.code(), Some(0));
    Ok(())
}

#[test]
fn runs_the_same_against_another_server() -> TestResult {
    for scheme in ["basic", "ntlm"] {
        let simulator = simulator(ContactSeed::im("tsmith@contoso.com").display_name("Tony Smith"))?;
        let before = state(&simulator);
        let arguments = ["--url", simulator.url(), "--user", USER, "--auth", scheme, "--contact", "ann@contoso.com"];
        let output = run(&arguments, Some("a secret"))?;
        let text = String::from_utf8(output.stdout)?;
        assert_eq!(output.status.code(), Some(0), "{text}{}", String::from_utf8_lossy(&output.stderr));
        let titles: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("== ")).collect();
        assert_eq!(titles.len(), 9, "{text}");
        // The names of the groups are those of this run.
        assert!(titles[1].starts_with("group Friends (test "), "{text}");
        assert!(titles[3].starts_with("contact ann@contoso.com added to Friends (test "), "{text}");
        assert!(text.ends_with("\n\nThe list is as it was.\n"), "{text}");
        assert_eq!(state(&simulator), before);
    }
    Ok(())
}

#[test]
fn cleans_up_whichever_step_fails() -> TestResult {
    // The second group is made, but its answer is lost.
    for rule in [
        "AddImGroup#2: drop after",
        "AddNewImContactToGroup#1: drop after",
        "AddImContactToGroup#1: error ErrorInternalServerError",
        "RemoveImContactFromGroup#1: error ErrorInternalServerError",
        "SetImGroup#1: error ErrorInternalServerError",
        "RemoveImContactFromGroup#2: error ErrorInternalServerError",
        "RemoveImGroup#2: error ErrorInternalServerError",
    ] {
        let simulator = simulator(ContactSeed::im("tsmith@contoso.com").display_name("Tony Smith"))?;
        let before = state(&simulator);
        simulator.script(rule)?;
        let output = run(&["--url", simulator.url(), "--user", USER], Some("a secret"))?;
        let text = String::from_utf8(output.stderr)?;
        assert_eq!(output.status.code(), Some(1), "{rule}: {text}");
        assert!(text.starts_with("cleaning up, as a step has failed\nerror: "), "{rule}: {text}");
        assert!(!text.contains("cleaning up failed"), "{rule}: {text}");
        assert_eq!(state(&simulator), before, "{rule}: {text}");
    }
    Ok(())
}

#[test]
fn leaves_alone_what_is_on_the_list() -> TestResult {
    let simulator = simulator(ContactSeed::im("sadie@example.com"))?;
    let before = state(&simulator);
    let output = run(&["--url", simulator.url(), "--user", USER], Some("a secret"))?;
    assert_eq!(output.status.code(), Some(1));
    let expected = "error: sip:sadie@example.com is on the list already: choose another address by --contact\n";
    assert_eq!(String::from_utf8(output.stderr)?, expected);
    assert_eq!(state(&simulator), before);
    Ok(())
}

#[test]
fn says_what_is_missing() -> TestResult {
    let simulator = simulator(ContactSeed::im("tsmith@contoso.com"))?;
    let output = run(&["--url", simulator.url(), "--user", USER], None)?;
    assert_eq!(output.status.code(), Some(1));
    let expected = "error: put the password into the environment variable EWS_PASSWORD\n";
    assert_eq!(String::from_utf8(output.stderr)?, expected);

    let output = run(&["--url", simulator.url(), "--user", USER], Some("another secret"))?;
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stderr)?;
    assert!(text.starts_with("error: HTTP status 401: not authenticated"), "{text}");
    assert!(!text.contains("another secret"), "{text}");

    let output = run(&["--user", USER], Some("a secret"))?;
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr)?.contains("--url <URL>"));
    Ok(())
}
