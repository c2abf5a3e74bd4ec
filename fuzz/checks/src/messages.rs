//! Envelopes near those of the instant-messaging operations: lenient reading takes all that strict reading takes, and as
//! the same message; what has been read can be written, and is then read as what it was.

use ews_im::{FaultExt, Message, ResponseMessageExt};
use xsd_runtime::ReadOptions;

use crate::both_modes::Way;

/// Messages to begin with, and to take pieces from.
pub const SAMPLES: [&str; 7] = [
    include_str!("../../../client/tests/e2e/answers/list.xml"),
    include_str!("../../../client/tests/e2e/answers/group-https.xml"),
    include_str!("../../../client/tests/e2e/answers/warning.xml"),
    include_str!("../../../client/tests/e2e/answers/fault-2007.xml"),
    include_str!("../../../client/tests/e2e/answers/fault-modern.xml"),
    include_str!("messages/request.xml"),
    include_str!("messages/personas.xml"),
];

const MESSAGES: Way<Message> = Way { read: Message::read, write: Message::write };

/// Reads an envelope in both modes, and writes what has been read.
///
/// # Panics
/// If one of them does not do what it promises.
pub fn check(document: &[u8]) {
    let Ok(text) = std::str::from_utf8(document) else {
        let _ = Message::read_slice(document, &ReadOptions::lenient());
        return;
    };
    // The detail of a fault is open to any namespace; lenient reading alone takes `https` ones for what they mean.
    let is_open = |message: &Message| matches!(message, Message::Fault(..)) && text.contains("https:");
    if let Some(message) = MESSAGES.check(text, is_open) {
        ask(&message);
    }
}

/// What a message is asked for has an answer.
fn ask(message: &Message) {
    match message {
        Message::Request(_, request) => assert!(!request.operation().is_empty()),
        Message::Response(_, response) => {
            let details = response.message().details();
            let _ = (details.back_off_milliseconds(), details.inner_response_code(), details.mailbox_guid());
        }
        Message::Fault(_, fault) => {
            let _ = (fault.response_code(), fault.summary(), fault.details(), fault.line(), fault.position());
            let _ = (fault.back_off_milliseconds(), fault.error_code());
        }
        _ => {}
    }
}
