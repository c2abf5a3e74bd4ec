//! Faults by script: what goes wrong with which calls.
//!
//! A script has a rule a line, `WHICH: EFFECT`; blank lines and lines that begin with `#` say nothing.
//!
//! ```text
//! # The second attempt to add a group is put off.
//! AddImGroup#2: 503 retry-after=1
//! # One call of ten takes half a second, whatever it is.
//! *%10: delay 500ms
//! # After a change has been carried out, the answer is lost.
//! SetImGroup#1: drop after
//! ```
//!
//! # Which calls
//!
//! The name of an operation, as the body of the request has it, or `*` for all requests, or `connection` for connections
//! that are accepted. Behind it:
//!
//! | text | which of them |
//! |---|---|
//! | nothing | each |
//! | `#2` | the second, counted from when the rule was added |
//! | `#2-4`, `#2-` | from the second to the fourth; from the second on |
//! | `%10` | each tenth |
//! | `?0.25` | one of four, by chance; the line `seed 42` makes chance begin elsewhere |
//!
//! A call is a request that has been let in and whose method, path and media type are right. Of the rules that match a call
//! the delays add up, the first effect in place of the answer counts, and all changes are made, in their order.
//!
//! # Effects in place of the answer
//!
//! The operation is not carried out; with the word `after` it is, before.
//!
//! | text | answer |
//! |---|---|
//! | `503 retry-after=1` | an HTML page with a status from 400 on; the seconds may be left out, and stand for any status |
//! | `302` | a redirect to `/ews/genericerrorpage.htm` |
//! | `busy back-off=500 as=fault` | `ErrorServerBusy` with milliseconds to wait: as a `fault` in HTTP 500; as a `response` in HTTP 200, with a payload behind `MessageXml`; as the `inner` error of `ErrorInternalServerError` in HTTP 200 |
//! | `error CODE text="…"` | a response with the class `Error` in HTTP 200 |
//! | `fault LAYOUT code=CODE text="…" back-off=500 status=500` | a fault in a layout: `modern`, `2007`, `out-of-office`, `gromox`, `soap12` |
//! | `html status=200` | an HTML page in place of XML |
//! | `canned status=200 header="Name: value" body="…"` | just this; of headers there may be several |
//! | `drop` | none: the connection is closed; with `drop head` before the body of the request is read (the operation is then told by `SOAPAction`) |
//!
//! # Changes of the answer
//!
//! The operation is carried out.
//!
//! | text | change |
//! |---|---|
//! | `cut at=100` | the connection ends after a number of bytes, while `Content-Length` tells of all; without a number after half of them |
//! | `truncate at=100` | the same for the text alone: for HTTP it is complete |
//! | `illegal x0 x1F` | character references that XML forbids, in texts; without numbers `x0 x1 x10 x1A`; with the word `raw` the characters themselves |
//! | `no-header`, `empty-header` | without SOAP header; with an empty one |
//! | `bom` | a byte order mark at the start |
//! | `body-attributes` | attributes on the SOAP body |
//! | `unknown-elements` | elements that no schema has, in the header, the response, personas and groups |
//! | `unknown-codes` | a response code, a server version, types of mailboxes and of extended properties that no schema has |
//! | `https` | namespaces of EWS that begin with `https` |
//! | `warning code=CODE text="…"` | success becomes a warning with text, code and details |
//! | `status 500` | another HTTP status |
//! | `content-type "text/plain"` | another content type |
//!
//! `delay 200ms` and `delay 2s` make the answer wait, before the operation is carried out.

mod active;
mod change;
mod effect;
mod effect_words;
mod parse;
mod rule;
mod substitute;
mod template;
mod words;

pub use effect::{BusyForm, Change, Effect, FaultLayout, Moment, Substitute};
pub use parse::ScriptError;
pub use rule::{Calls, Rule, Script, Subject};

pub(crate) use active::{Active, Plan};
pub(crate) use change::apply;
pub(crate) use substitute::answer;
