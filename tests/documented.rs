//! The documented messages of Exchange Web Services, as Microsoft's pages print them: all are read, nothing is lost when
//! they are written again, and strict reading refuses exactly those that break the schemas, at the place where they do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};

use ews_im::{FaultExt, Message};
use xsd_runtime::{ErrorKind, ReadOptions};

mod support {
    pub(crate) mod shared;
    pub(crate) mod tree;
}
use support::{shared, tree};

/// A documented message.
struct Documented {
    /// Its path in the folder of messages.
    file: String,
    /// The operation it belongs to; empty for a fault of any.
    operation: String,
    kind: Kind,
    /// The response code that it carries; empty for a request.
    code: String,
    /// Whether the schemas admit it.
    is_valid: bool,
    text: String,
}

#[derive(Debug, PartialEq)]
enum Kind {
    Request,
    Response,
    Fault,
}

/// Why strict reading refuses a message, and where.
struct Refusal {
    file: String,
    kind: ErrorKind,
    /// The element path below the body.
    path: String,
    line: usize,
    /// What begins at the column.
    at: String,
}

/// All that strict reading refuses: the documented mistakes, the https namespaces, and a faultcode in the namespace of
/// the envelope, where SOAP 1.1 has it in none.
fn refusals() -> Vec<Refusal> {
    let refusal = |file: &str, kind, path: &str, line, at: &str| Refusal {
        file: file.to_owned(),
        kind,
        path: format!("Envelope > Body > {path}"),
        line,
        at: at.to_owned(),
    };
    let in_https = |file: &str, line, name: &str| {
        let at = if name.ends_with("Response") { format!("<{name} ") } else { format!("<m:{name}>") };
        refusal(&format!("examples-translated/{file}"), ErrorKind::UnexpectedElement, name, line, &at)
    };
    vec![
        refusal(
            "examples/AddDistributionGroupToImList/request.xml",
            ErrorKind::MissingElement,
            "AddDistributionGroupToImList",
            12,
            "</m:AddDistributionGroupToImList>",
        ),
        refusal(
            "examples/AddNewImContactToGroup/response.xml",
            ErrorKind::UnexpectedElement,
            "AddNewImContactToGroupResponse > Persona > EmailAddress > Address",
            30,
            "<Address>",
        ),
        refusal(
            "examples/GetImItemList/response.xml",
            ErrorKind::UnexpectedElement,
            "GetImItemListResponse > ImItemList > Personas > Persona > EmailAddresses > EmailAddress",
            73,
            "<EmailAddress>",
        ),
        in_https("000_8a25ff1c0db1d4c2/01-request.xml", 10, "RemoveImGroup"),
        in_https("000_8a25ff1c0db1d4c2/02-response.xml", 16, "RemoveImGroupResponse"),
        in_https("000_8a25ff1c0db1d4c2/03-error-ErrorInvalidImGroupId.xml", 15, "RemoveImGroupResponse"),
        in_https("000_8a25ff1c0db1d4c2/04-error-ErrorInvalidIdMalformed.xml", 15, "RemoveImGroupResponse"),
        in_https("001_46d2f69e6ad27afc/01-request.xml", 10, "RemoveImContactFromGroup"),
        in_https("001_46d2f69e6ad27afc/02-response.xml", 16, "RemoveImContactFromGroupResponse"),
        in_https("001_46d2f69e6ad27afc/03-error-ErrorInvalidImContactId.xml", 16, "RemoveImContactFromGroupResponse"),
        in_https("003_b830ba8ab0ef8552/01-request.xml", 10, "AddImGroup"),
        in_https("003_b830ba8ab0ef8552/02-response.xml", 16, "AddImGroupResponse"),
        in_https("004_bc0e5052513e92cb/01-request.xml", 10, "SetImGroup"),
        in_https("004_bc0e5052513e92cb/02-response.xml", 16, "SetImGroupResponse"),
        in_https("004_bc0e5052513e92cb/03-error-ErrorImGroupDisplayNameAlreadyExists.xml", 16, "SetImGroupResponse"),
        refusal(
            "faults/updateitem-contact-2007-line-position.xml",
            ErrorKind::UnexpectedElement,
            "Fault > faultcode",
            8,
            "<soap:faultcode>",
        ),
    ]
}

/// The code of each fault that no index describes. Two of the layouts have none of their own.
const FAULT_CODES: [(&str, &str); 6] = [
    ("addimgroup-entityname.xml", "ErrorSchemaValidation"),
    ("findconversation-schema-enum.xml", "ErrorSchemaValidation"),
    ("getimitemlist-incorrect-schema-version.xml", "ErrorIncorrectSchemaVersion"),
    ("getserviceconfiguration-schema-enum-multiline.xml", "ErrorSchemaValidation"),
    ("getuseroofsettings-soapclient-errorcode.xml", ""),
    ("updateitem-contact-2007-line-position.xml", "ErrorSchemaValidation"),
];

/// The comparison of trees sees what it is meant to see, and nothing else.
#[test]
fn trees_tell_documents_apart() {
    let original =
        r#"<?xml version="1.0"?><s:a xmlns:s="urn:s" xmlns="urn:d" x="1" s:y="2"> <b>t<!-- --> &lt;</b> <c/> </s:a>"#;
    let same = [
        r#"<a xmlns="urn:s" xmlns:p="urn:s" p:y='2' x='1'><d:b xmlns:d="urn:d">t &#60;</d:b><c xmlns="urn:d"></c></a>"#,
        r#"<s:a xmlns:s="urn:s" xmlns="urn:d" x="1" s:y="2" xmlns:unused="urn:u"><b>t <![CDATA[<]]></b><c/></s:a>"#,
    ];
    let other = [
        ("x=\"1\"", "x=\"1 \""),
        ("x=\"1\"", ""),
        ("s:y", "y"),
        ("urn:d", "urn:e"),
        ("t<!", " t<!"),
        ("<c/>", "<c>x</c>"),
    ];
    let other = other.map(|(from, to)| original.replace(from, to));
    let moved = original.replace("<c/>", "").replace("<b>", "<c/><b>");
    let is_same = |it: &str| tree::difference(&tree::lines(it), &tree::lines(original)).is_none();
    assert!(same.iter().all(|it| is_same(it)));
    assert!(!other.iter().chain([&moved]).any(|it| is_same(it)));
}

#[test]
fn nothing_is_lost() {
    let Some(documents) = documents() else { return };
    for document in &documents {
        let (file, message) = (&document.file, document.read(&ReadOptions::lenient()));
        let message = message.unwrap_or_else(|error| panic!("{file}: {error}"));
        document.check_type(&message);

        let written = message.write().unwrap_or_else(|error| panic!("{file}: {error}"));
        let difference = tree::difference(&tree::lines(&written), &tree::corrected_lines(&document.text));
        assert!(difference.is_none(), "{file}:\n{}", difference.unwrap_or_default());

        let again = Message::read(&written, &ReadOptions::lenient()).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert_eq!(again, message, "{file}");
        assert_eq!(again.write().unwrap(), written, "{file}");
    }
}

#[test]
fn strict_reading_accepts_what_the_schemas_admit() {
    let Some(documents) = documents() else { return };
    let refusals = refusals();
    let mut problems = Vec::new();
    for document in &documents {
        let refusal = refusals.iter().find(|it| it.file == document.file);
        assert_eq!(document.is_valid, refusal.is_none(), "{}: the index and the table disagree", document.file);
        let problem = match (document.read(&ReadOptions::strict()), refusal) {
            (Ok(message), None) => {
                document.check_type(&message);
                // The detail of a fault is open to https namespaces; lenient reading alone takes them for http.
                let is_same = document.read(&ReadOptions::lenient()).is_ok_and(|lenient| lenient == message);
                let is_open = matches!(message, Message::Fault(..)) && document.text.contains("\"https:");
                (!is_same && !is_open).then(|| "lenient reading sees something else".to_owned())
            }
            (Err(error), None) => Some(format!("refused: {error}")),
            (Ok(_), Some(_)) => Some("accepted".to_owned()),
            (Err(error), Some(refusal)) => {
                let line = document.text.lines().nth(refusal.line - 1).unwrap();
                let column = line.split_once(&refusal.at).expect("the table names what is there").0.chars().count() + 1;
                let expected = (refusal.kind, refusal.path.as_str(), refusal.line, column);
                let found = (error.kind(), error.path(), error.line(), error.column());
                (found != expected).then(|| format!("expected {expected:?}, found {found:?}: {error}"))
            }
        };
        problems.extend(problem.map(|problem| format!("{}: {problem}", document.file)));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    let known = |refusal: &&Refusal| documents.iter().any(|it| it.file == refusal.file);
    assert_eq!(refusals.iter().filter(known).count(), refusals.len(), "all files of the table are there");
}

/// What is written of a documented message keeps the schemas, but for what it lacks and for the layout of a fault.
#[test]
fn written_again_is_strict() {
    let Some(documents) = documents() else { return };
    let faithful =
        ["examples/AddDistributionGroupToImList/request.xml", "faults/updateitem-contact-2007-line-position.xml"];
    for document in &documents {
        let message = document.read(&ReadOptions::lenient()).unwrap();
        let written = message.write().unwrap();
        match Message::read(&written, &ReadOptions::strict()) {
            Ok(again) => assert_eq!(again, message, "{}", document.file),
            Err(error) => assert!(faithful.contains(&document.file.as_str()), "{}: {error}", document.file),
        }
    }
}

impl Documented {
    fn read(&self, options: &ReadOptions) -> xsd_runtime::Result<Message> {
        Message::read(&self.text, options)
    }

    /// The message is what the index says, with its code as a typed value.
    fn check_type(&self, message: &Message) {
        let file = &self.file;
        match (&self.kind, message) {
            (Kind::Request, Message::Request(_, request)) => assert_eq!(request.operation(), self.operation, "{file}"),
            (Kind::Response, Message::Response(_, response)) => {
                assert_eq!(response.operation(), self.operation, "{file}");
                let code = response.message().response_code().map(|it| it.as_str());
                assert_eq!(code, Some(self.code.as_str()), "{file}");
            }
            (Kind::Fault, Message::Fault(_, fault)) => {
                let code = fault.response_code().map(|it| it.as_str().to_owned());
                assert_eq!(code.unwrap_or_default(), self.code, "{file}");
            }
            (kind, message) => panic!("{file}: {kind:?} read as {message:?}"),
        }
    }
}

/// All documented messages: 52 of the index, and six faults.
fn documents() -> Option<Vec<Documented>> {
    let folder = shared::folder()?.join("ews");
    let refused: Vec<_> = refusals().into_iter().map(|it| it.file).collect();
    let index = text(&folder.join("index.tsv"));
    let mut rows = index.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let header = rows.next().unwrap();
    assert_eq!(header[..4], ["file", "operation", "kind", "response_code"]);
    assert_eq!(header[6], "valid_15.2");
    let indexed = rows.map(|row| {
        let (file, kind, valid) = (row[0].to_owned(), row[2], row[6]);
        let kind = match kind {
            "request" => Kind::Request,
            "fault" => Kind::Fault,
            _ => Kind::Response,
        };
        // Of faults, the schemas of Exchange say nothing; those of SOAP admit them.
        assert!(valid == "yes" || valid.starts_with("no: ") || kind == Kind::Fault, "{file}: {valid}");
        let (is_valid, text) = (valid == "yes" || kind == Kind::Fault, text(&folder.join(&file)));
        Documented { file, operation: row[1].to_owned(), kind, code: row[3].to_owned(), is_valid, text }
    });
    let mut documents: Vec<_> = indexed.collect();
    assert_eq!(documents.len(), 52, "rows of the index");

    let faults = files(&folder.join("faults"));
    assert_eq!(faults.len(), FAULT_CODES.len(), "faults");
    documents.extend(FAULT_CODES.iter().map(|(name, code)| {
        let file = format!("faults/{name}");
        let (is_valid, text) = (!refused.contains(&file), text(&folder.join(&file)));
        Documented { file, operation: String::new(), kind: Kind::Fault, code: (*code).to_owned(), is_valid, text }
    }));
    assert_eq!(documents.len(), 58);
    Some(documents)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
