//! The whole of Exchange Web Services, generated from two copies of the public schemas as they are: every operation and
//! every component is there, the code compiles without a warning, and messages of many kinds come back as they went in.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use xsd_codegen::{Builder, Rule, Stages};

#[path = "support"]
mod support {
    #[allow(dead_code)]
    pub(crate) mod judge;
    pub(crate) mod package;
    pub(crate) mod shared;
    #[allow(dead_code)]
    pub(crate) mod tree;
}
use support::judge::Judge;
use support::package::Package;
use support::{shared, tree};

/// The copies: the module that each becomes, and its folder.
const COPIES: [(&str, &str); 2] = [("newer", "schemas-15.2"), ("older", "schemas-php-ews")];

/// What the older copy does not know yet.
const NEWER_ALONE: [&str; 1] = ["FindItem/request_near.xml"];

/// What the items come from; the XML namespace is imported without a document.
const DOCUMENTS: [&str; 3] = ["messages.xsd", "types.xsd", "xml.xsd (built in)"];

/// How many operations both copies of the service have.
const N_OPERATIONS: usize = 122;

const LIBRARY: &str = "\
#![deny(warnings)]

pub mod newer {
    include!(\"newer.rs\");
}

pub mod older {
    include!(\"older.rs\");
}
";

/// The program is told of the messages line by line: copy, root element, file to read, file to write.
const PROGRAM: &str = r#"use xsd_runtime::{Read, ReadOptions, Root, Write, from_str, to_string};

fn again<T: Root + Read + Write + PartialEq>(document: &str) -> Result<String, Box<dyn std::error::Error>> {
    let value: T = ReadOptions::strict().read(document)?;
    if from_str::<T>(document)? != value {
        return Err("lenient reading sees something else than strict reading".into());
    }
    let written = to_string(&value)?;
    if ReadOptions::strict().read::<T>(&written)? != value {
        return Err("what was written is read as something else".into());
    }
    Ok(written)
}

macro_rules! message {
    ($module:ident, $root:expr, $document:expr) => {
        message!(@ $module, $root, $document, NAMES)
    };
    (@ $module:ident, $root:expr, $document:expr, $($name:ident)*) => {
        match $root {
            $(stringify!($name) => again::<exchange::$module::$name>($document),)*
            _ => Err("no such message".into()),
        }
    };
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let list = std::fs::read_to_string(std::env::args().nth(1).ok_or("a file is needed")?)?;
    for line in list.lines() {
        let [copy, root, from, to] = line.split('\t').collect::<Vec<_>>()[..] else { return Err(line.into()) };
        let document = std::fs::read_to_string(from)?;
        let result = match copy {
            "newer" => message!(newer, root, &document),
            _ => message!(older, root, &document),
        };
        match result {
            Ok(written) => std::fs::write(to, written)?,
            Err(error) => println!("{copy}: {from}: {error}"),
        }
    }
    // On a thread of its own, since that has less stack.
    std::thread::spawn(attached_to_each_other).join().map_err(|_| "reading nested messages panicked")?;
    Ok(())
}

/// Messages that are attached to messages: read as deep as the stack allows, and then refused.
fn attached_to_each_other() {
    const MESSAGES: &str = "http://schemas.microsoft.com/exchange/services/2006/messages";
    const TYPES: &str = "http://schemas.microsoft.com/exchange/services/2006/types";
    for depth in [5, 30, 40] {
        let open = "<t:Message><t:Attachments><t:ItemAttachment>".repeat(depth);
        let close = "</t:ItemAttachment></t:Attachments></t:Message>".repeat(depth);
        let document = format!(
            "<GetItemResponse xmlns='{MESSAGES}' xmlns:t='{TYPES}'><ResponseMessages>\
             <GetItemResponseMessage ResponseClass='Success'><ResponseCode>NoError</ResponseCode><Items>{open}{close}\
             </Items></GetItemResponseMessage></ResponseMessages></GetItemResponse>"
        );
        match from_str::<exchange::newer::GetItemResponse>(&document) {
            Ok(_) => {}
            Err(error) if depth > 5 && error.kind() == xsd_runtime::ErrorKind::Limit => {}
            Err(error) => println!("{depth} levels: {error}"),
        }
    }
}
"#;

/// A message of our own making.
struct Message {
    /// Its path in the folder of messages.
    file: String,
    path: PathBuf,
    text: String,
}

impl Message {
    /// The local name of its root element.
    fn root(&self) -> String {
        let document = roxmltree::Document::parse(&self.text).unwrap();
        document.root_element().tag_name().name().to_owned()
    }

    /// What the validators and our own writer call it.
    fn file_of(&self, copy: &str) -> String {
        format!("{copy}-{}", self.file.replace('/', "-"))
    }
}

fn messages() -> Vec<Message> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exchange");
    let mut messages = Vec::new();
    for operation in sorted(&folder) {
        for path in sorted(&operation) {
            let file = path.strip_prefix(&folder).unwrap().to_string_lossy().replace('\\', "/");
            messages.push(Message { file, text: fs::read_to_string(&path).unwrap(), path });
        }
    }
    messages
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// The whole of a copy, without a patch.
fn builder(shared: &Path, folder: &str) -> Builder {
    Builder::new()
        .schema(shared.join("ews").join(folder).join("services.wsdl"))
        .open_enum("*")
        // An item may say by `xsi:type` that it is more than `t:Item` tells.
        .polymorphic("t:ItemType")
        // The older copy names the members of a substitution group beside their head.
        .rule("ambiguous-content", Rule::Warning)
}

/// Each copy, with the text generated from it; made once for all tests.
fn generated(shared: &Path) -> &'static [(&'static str, String)] {
    static GENERATED: OnceLock<Vec<(&str, String)>> = OnceLock::new();
    let generate = |(copy, folder)| {
        let output = builder(shared, folder).generate().unwrap();
        let [file] = <[_; 1]>::try_from(output.files).unwrap();
        (copy, file.text)
    };
    GENERATED.get_or_init(|| COPIES.into_iter().map(generate).collect())
}

#[test]
fn every_operation_and_component_is_there() {
    let Some(shared) = shared::folder() else { return };
    for (copy, folder) in COPIES {
        let Stages { plan, diagnostics, input, .. } = builder(&shared, folder).stages();
        let messages = diagnostics.render(&input.sources);
        assert!(!diagnostics.has_errors(), "{copy}: {messages}");
        let plan = plan.unwrap();

        let service = fs::read_to_string(shared.join("ews").join(folder).join("services.wsdl")).unwrap();
        let expected = port_type_operations(&service);
        assert_eq!(expected.len(), N_OPERATIONS, "{copy}");
        let listed: BTreeSet<String> = plan.list_operations().into_iter().map(|it| it.name).collect();
        let missing: Vec<_> = expected.difference(&listed).collect();
        assert!(missing.is_empty(), "{copy}: {missing:?} are missing");
        assert_eq!(listed.len(), N_OPERATIONS, "{copy}");

        for item in plan.list() {
            let (file, line) = item.place.rsplit_once(':').unwrap();
            let is_known = DOCUMENTS.contains(&file);
            assert!(is_known && line.parse::<usize>().is_ok(), "{copy}: {} has the place {:?}", item.rust, item.place);
            assert!(!item.component.is_empty(), "{copy}: {} has no component", item.rust);
        }
    }
}

/// The operations that a service describes.
fn port_type_operations(service: &str) -> BTreeSet<String> {
    let service = service.trim_start_matches('\u{FEFF}');
    let document = roxmltree::Document::parse(service).unwrap();
    let port_types = document.descendants().filter(|it| it.tag_name().name() == "portType");
    let operations = port_types.flat_map(|it| it.children()).filter(|it| it.tag_name().name() == "operation");
    operations.map(|it| it.attribute("name").unwrap().to_owned()).collect()
}

/// Who looks at a type of a thousand can find out where it comes from.
#[test]
fn every_item_says_where_it_comes_from() {
    let Some(shared) = shared::folder() else { return };
    for (copy, text) in generated(&shared) {
        let mut n_items = 0;
        let mut documentation = Vec::new();
        for line in text.lines().map(str::trim) {
            let is_item = ["pub struct ", "pub enum ", "pub type ", "pub trait "].iter().any(|it| line.starts_with(it));
            match line.strip_prefix("///") {
                Some(line) => documentation.push(line.trim()),
                None if is_item => {
                    n_items += 1;
                    assert!(says_where(&documentation), "{copy}: `{line}` says only {documentation:#?}");
                    documentation.clear();
                }
                None if line.starts_with("#[") => {}
                None => documentation.clear(),
            }
        }
        assert!(n_items > 1000, "{copy}: {n_items} items");
    }
}

/// An item for a component, or for a part of one, names that and its document; one for an operation names the operation.
fn says_where(documentation: &[&str]) -> bool {
    let mut paragraphs = documentation.split(|line| line.is_empty()).map(|lines| lines.join(" "));
    paragraphs.any(|text| {
        let names_document = DOCUMENTS.iter().any(|it| text.ends_with(&format!(" in {it}.")));
        text.contains("chema component") && names_document || text.starts_with("The operation `")
    })
}

#[test]
fn messages_come_back_as_they_went_in() {
    let Some(shared) = shared::folder() else { return };
    let messages = messages();

    let package = Package::new("exchange");
    for (copy, text) in generated(&shared) {
        package.write(&format!("src/{copy}.rs"), text);
    }
    let names: BTreeSet<String> = messages.iter().map(Message::root).collect();
    let names = names.into_iter().collect::<Vec<_>>().join(" ");
    package.write("src/lib.rs", LIBRARY);
    package.write("src/main.rs", &PROGRAM.replace("NAMES", &names));

    let written = Path::new(env!("CARGO_TARGET_TMPDIR")).join("exchange/written");
    let _ = fs::remove_dir_all(&written);
    fs::create_dir_all(&written).unwrap();
    let mut list = String::new();
    let mut pairs = Vec::new();
    for (copy, _) in COPIES {
        for message in messages.iter().filter(|it| copy == "newer" || !NEWER_ALONE.contains(&it.file.as_str())) {
            let to = written.join(message.file_of(copy));
            list.push_str(&format!("{copy}\t{}\t{}\t{}\n", message.root(), message.path.display(), to.display()));
            pairs.push((message, copy, to));
        }
    }
    let list_file = written.join("list.txt");
    fs::write(&list_file, list).unwrap();
    let printed = package.run(&[&list_file]);
    assert_eq!(printed, "");

    for (message, copy, to) in pairs {
        let ours = fs::read_to_string(to).unwrap();
        if let Some(difference) = tree::difference(&tree::lines(&ours), &tree::lines(&message.text)) {
            panic!("{copy}: {}:\n{difference}", message.file);
        }
    }
    written_messages_are_valid(&written);
}

/// The independent validators have the newer copy.
fn written_messages_are_valid(written: &Path) {
    let Some(judge) = Judge::new("lxml, xmlschema", "exchange-judged") else { return };
    let documents = sorted(written).into_iter().filter(|it| it.extension().is_some_and(|it| it == "xml"));
    judge.validate(&documents.collect::<Vec<_>>());
}
