//! The part that builds a small program on the client, with each set of its features.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::children::{cargo, run};
use crate::folders::Folders;
use crate::package::toml_string;
use crate::report::{Section, Spread, Table};

/// A set of features, with the program that uses them.
struct Set {
    title: &'static str,
    name: &'static str,
    /// What the program depends on: the features of `ews-im`, and other crates.
    features: &'static str,
    others: &'static str,
    source: &'static str,
}

const WITHOUT_CLIENT: &str = r#"
use ews_im::types::{AddImGroup, operations};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let request = ews_im::encode(&AddImGroup::new("Friends")?, &ews_im::RequestHeaders::default())?;
    println!("{request}");
    let answer = std::io::read_to_string(std::io::stdin())?;
    println!("{:?}", ews_im::decode::<operations::AddImGroup>(&answer, &ews_im::ReadOptions::lenient())?.message);
    Ok(())
}
"#;

const BLOCKING: &str = r#"
use ews_im::auth::Basic;
use ews_im::types::GetImItemList;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let [url, user] = [1, 2].map(|at| std::env::args().nth(at).unwrap_or_default());
    let auth = Basic::new(user, std::env::var("PASSWORD")?);
    let client = ews_im::blocking::Client::builder(url).auth(auth).build()?;
    println!("{:?}", client.call(&GetImItemList::default())?.im_item_list);
    Ok(())
}
"#;

const WITH_ASYNC: &str = r#"
use ews_im::auth::Basic;
use ews_im::types::GetImItemList;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let [url, user] = [1, 2].map(|at| std::env::args().nth(at).unwrap_or_default());
    let auth = Basic::new(user, std::env::var("PASSWORD")?);
    let client = ews_im::Client::builder(url).auth(auth).build()?;
    println!("{:?}", client.call(&GetImItemList::default()).await?.im_item_list);
    Ok(())
}
"#;

const WITH_NTLM: &str = r#"
use ews_im::auth::Negotiate;
use ews_im::types::GetImItemList;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let [url, user] = [1, 2].map(|at| std::env::args().nth(at).unwrap_or_default());
    let auth = Negotiate::new(user, std::env::var("PASSWORD")?);
    let client = ews_im::Client::builder(url).auth(auth).build()?;
    println!("{:?}", client.call(&GetImItemList::default()).await?.im_item_list);
    Ok(())
}
"#;

const TOKIO: &str = r#"tokio = { version = "1", features = ["macros", "rt"] }"#;

const SETS: [Set; 6] = [
    Set { title: "none", name: "client-none", features: "", others: "", source: WITHOUT_CLIENT },
    Set { title: "`ureq`", name: "client-ureq", features: r#""ureq""#, others: "", source: BLOCKING },
    Set {
        title: "`ureq`, `gzip`",
        name: "client-ureq-gzip",
        features: r#""ureq", "gzip""#,
        others: "",
        source: BLOCKING,
    },
    Set { title: "`reqwest`", name: "client-reqwest", features: r#""reqwest""#, others: TOKIO, source: WITH_ASYNC },
    Set {
        title: "`reqwest`, `gzip` (default)",
        name: "client-default",
        features: r#""reqwest", "gzip""#,
        others: TOKIO,
        source: WITH_ASYNC,
    },
    Set {
        title: "default, `ntlm`, `tracing`",
        name: "client-ntlm",
        features: r#""reqwest", "gzip", "ntlm", "tracing""#,
        others: TOKIO,
        source: WITH_NTLM,
    },
];

/// Builds each program from nothing, in release.
pub fn client(folders: &Folders, rounds: usize) -> Result<Section> {
    let columns = ["crates", "clean build, s", "clean build, user s", "program, MB"];
    let mut table = Table::new("A program that prints the contact list", &columns);
    for set in &SETS {
        let package = Package::write(folders, set)?;
        let crates = Spread::exact(package.n_crates()? as f64);
        let costs = (0..rounds).map(|_| package.build()).collect::<Result<Vec<_>>>()?;
        let of = |part: fn(&crate::children::Cost) -> f64| Spread::of(&costs.iter().map(part).collect::<Vec<_>>());
        let size = fs::metadata(package.program())?.len() as f64 / 1e6;
        let figures = [crates, of(|it| it.wall), of(|it| it.user), Spread::exact(size)];
        table.row(set.title, figures.map(Some).to_vec());
    }
    let note = "Features of `ews-im`, each with a program that uses it. Crates: all that are compiled for it but itself, \
                those of build scripts and macros included. Builds are `cargo build --release` with all sources there and \
                nothing built; times are those of the clock with all cores, and of the processors. Programs are stripped, \
                and otherwise built with the default profile."
        .to_owned();
    Ok(Section { note, tables: vec![table] })
}

/// A program in a folder of its own.
struct Package {
    folder: PathBuf,
    name: &'static str,
}

impl Package {
    fn write(folders: &Folders, set: &Set) -> Result<Self> {
        let Set { name, features, others, source, .. } = set;
        let folder = folders.work.join(name);
        let client = toml_string(&folders.project.join("client"))?;
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             ews-im = {{ path = {client}, default-features = false, features = [{features}] }}\n{others}\n\n\
             [profile.release]\nstrip = true\n\n[workspace]\n"
        );
        fs::create_dir_all(folder.join("src"))?;
        fs::write(folder.join("Cargo.toml"), manifest)?;
        fs::write(folder.join("src/main.rs"), source.trim_start())?;
        // The versions that the project is tested with.
        fs::copy(folders.project.join("Cargo.lock"), folder.join("Cargo.lock"))?;
        let package = Self { folder, name };
        run(package.cargo(&["fetch", "--quiet"]).arg("--manifest-path").arg(package.folder.join("Cargo.toml")))?;
        Ok(package)
    }

    fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = cargo(arguments);
        command.current_dir(&self.folder);
        command
    }

    fn n_crates(&self) -> Result<usize> {
        let arguments = ["tree", "--edges", "normal,build", "--prefix", "none", "--format", "{p}"];
        let output = self.cargo(&arguments).output().context("cargo tree cannot be started")?;
        ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let name = |line: &str| line.split(" (").next().unwrap_or(line).to_owned();
        let crates: BTreeSet<String> = text.lines().filter(|line| !line.is_empty()).map(name).collect();
        Ok(crates.len() - 1)
    }

    fn build(&self) -> Result<crate::children::Cost> {
        run(&mut self.cargo(&["clean", "--quiet"]))?;
        run(&mut self.cargo(&["build", "--release", "--quiet"]))
    }

    fn program(&self) -> PathBuf {
        self.folder.join("target/release").join(self.name)
    }
}
