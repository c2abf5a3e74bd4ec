//! SOAP envelopes of both versions, with types as they are generated.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, unreachable_pub, missing_docs)]

use xsd_runtime::soap::{NoFault, Version};
use xsd_runtime::{
    Child, NO_NAMESPACE, Name, Namespace, NamespaceId, Namespaces, ONE, Operation, RawElement, Read, ReadOptions,
    Reader, Result, Table, Write, Writer, soap,
};

mod envelopes;
mod faults;
mod headers;
mod operations;
mod spoiled;

#[path = "../support/mutate.rs"]
mod mutate;

const SOAP_11: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const SOAP_12: &str = "http://www.w3.org/2003/05/soap-envelope";
const BOTH: [Version; 2] = [Version::Soap11, Version::Soap12];

fn modes() -> [ReadOptions; 2] {
    [ReadOptions::strict(), ReadOptions::lenient()]
}

/// An envelope with the prefix `s`, as the writer makes it.
fn envelope(version: Version, content: &str) -> String {
    format!("<s:Envelope xmlns:s=\"{}\">{content}</s:Envelope>", version.namespace())
}

static NAMESPACES: Namespaces = Namespaces(&[
    Namespace { prefix: "n", uri: "urn:notes", aliases: &["urn:notes:old"] },
    Namespace { prefix: "u", uri: "urn:unused", aliases: &[] },
]);
const N: NamespaceId = 1;

/// Elements of text: the type's name, its module's namespaces, the number of its own, its name, its tags.
macro_rules! text_elements {
    ($($name:ident $namespaces:ident $namespace:ident $local:literal $tag:literal $child:literal;)*) => {$(
        #[derive(Debug, Clone, PartialEq)]
        struct $name(String);

        impl $name {
            fn new(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        xsd_runtime::root!($name, &$namespaces, $namespace, $local, $tag);

        impl Read for $name {
            fn read(reader: &mut Reader<'_>) -> Result<Self> {
                static TABLE: Table =
                    Table::new(&$namespaces, $namespace, $local).children(&[Child::new($namespace, "Text", 0, ONE)]);
                let mut text = None;
                let mut cursor = reader.enter(&TABLE)?;
                while cursor.next(reader)?.is_some() {
                    cursor.set(reader, &mut text)?;
                }
                cursor.required(reader, text, 0).map(Self)
            }
        }

        impl Write for $name {
            fn write(&self, writer: &mut Writer) {
                writer.element($child, &self.0);
            }
        }
    )*};
}

/// A schema that binds the prefix of the envelope to a namespace of its own.
static CLASHING: Namespaces = Namespaces(&[
    Namespace { prefix: "s", uri: "urn:steps", aliases: &[] },
    Namespace { prefix: "n", uri: "urn:numbers", aliases: &[] },
    Namespace { prefix: "t", uri: "urn:times", aliases: &[] },
]);
const STEPS: NamespaceId = 1;

static NONE: Namespaces = Namespaces(&[]);

text_elements! {
    Note NAMESPACES N "Note" "<n:Note>" "<n:Text>";
    Noted NAMESPACES N "Noted" "<n:Noted>" "<n:Text>";
    Stamp NAMESPACES N "Stamp" "<n:Stamp>" "<n:Text>";
    Step CLASHING STEPS "Step" "<s:Step>" "<s:Text>";
    Plain NONE NO_NAMESPACE "plain" "<plain>" "<Text>";
}

/// An operation with a fault, in SOAP 1.1 and, at another port, in SOAP 1.2.
struct Add;

/// What its faults hold.
#[derive(Debug, PartialEq)]
enum AddFault {
    Note(Note),
    Plain(Plain),
}

impl soap::TypedFault for AddFault {
    fn read_entry(entry: &RawElement, options: &ReadOptions) -> Option<Result<Self>> {
        if entry.is::<Note>(options) {
            Some(entry.read(options).map(Self::Note))
        } else if entry.is::<Plain>(options) {
            Some(entry.read(options).map(Self::Plain))
        } else {
            None
        }
    }
}

impl Operation for Add {
    type Request = Note;
    type Response = Noted;
    type Fault = AddFault;
    const NAME: &'static str = "Add";
    const SOAP_ACTION: &'static str = "urn:notes/Add";
    const OTHER_BINDINGS: &'static [(Version, &'static str)] =
        &[(Version::Soap12, "urn:notes/Add12"), (Version::Soap12, "urn:notes/Again")];
    const REQUEST_HEADERS: &'static [Name] = &[Name::of::<Stamp>()];
    const RESPONSE_HEADERS: &'static [Name] = &[];
}

/// An operation in SOAP 1.2 alone, without anything in its messages.
struct Ping;

impl Operation for Ping {
    type Request = soap::Empty;
    type Response = soap::Empty;
    type Fault = NoFault;
    const NAME: &'static str = "Ping";
    const SOAP_VERSION: Version = Version::Soap12;
    const SOAP_ACTION: &'static str = "";
    const REQUEST_HEADERS: &'static [Name] = &[];
    const RESPONSE_HEADERS: &'static [Name] = &[];
}

/// A one-way operation.
struct Forget;

impl Operation for Forget {
    type Request = Note;
    type Response = soap::NoReply;
    type Fault = NoFault;
    const NAME: &'static str = "Forget";
    const SOAP_ACTION: &'static str = "urn:notes/Forget";
    const REQUEST_HEADERS: &'static [Name] = &[];
    const RESPONSE_HEADERS: &'static [Name] = &[];
}
