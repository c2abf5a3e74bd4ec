//! Envelopes near those of the instant-messaging operations: lenient reading takes all that strict reading takes, and as
//! the same message; what has been read can be written, and is then read as what it was.

use ews_im::{FaultExt, Message, ResponseMessageExt};
use xsd_runtime::{Error, ReadOptions};

use crate::tokenizer::{check_error, is_same};

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

/// Reads an envelope in both modes, and writes what has been read.
///
/// # Panics
/// If one of them does not do what it promises.
pub fn check(document: &[u8]) {
    let Ok(text) = std::str::from_utf8(document) else {
        let _ = Message::read_slice(document, &ReadOptions::lenient());
        return;
    };
    let strict = read(text, &ReadOptions::strict());
    let lenient = read(text, &ReadOptions::lenient());
    match (&strict, &lenient) {
        (Ok(strict), Ok(lenient)) => {
            // The detail of a fault is open to any namespace; lenient reading alone takes `https` ones for what they mean.
            let is_open = matches!(strict, Message::Fault(..)) && text.contains("https:");
            assert!(is_open || strict == lenient, "strict: {strict:#?}\nlenient: {lenient:#?}\n{text}");
        }
        (Ok(_), Err(error)) => panic!("lenient reading alone refuses: {error}\n{text}"),
        (Err(_), _) => {}
    }
    for (message, options) in [(strict, ReadOptions::strict()), (lenient, ReadOptions::lenient())] {
        if let Ok(message) = message {
            ask(&message);
            write(text, &message, &options);
        }
    }
}

fn read(text: &str, options: &ReadOptions) -> Result<Message, Error> {
    let message = Message::read(text, options);
    if let Err(error) = &message {
        check_error(text, error);
    }
    message
}

/// What has been read is the same when it has been written, and then written in the same way.
///
/// Raw XML may get declarations that it does not need, where the envelope that is written declares more prefixes than the
/// one that was read: any name before a colon in it may be one of these. After that it has them all.
fn write(text: &str, message: &Message, options: &ReadOptions) {
    let (written, again) = write_and_read(text, message, options);
    let (rewritten, last) = write_and_read(text, &again, options);
    assert_eq!(last, again, "never the same:\n{text}\n{written}");
    if again != *message {
        assert!(is_same(&written, &rewritten), "read again as another one:\n{text}\n{written}\n{rewritten}");
    } else {
        assert_eq!(rewritten, written, "written again in another way:\n{text}");
    }
}

fn write_and_read(text: &str, message: &Message, options: &ReadOptions) -> (String, Message) {
    let written = message.write().unwrap_or_else(|error| panic!("cannot be written: {error}\n{text}"));
    let again = Message::read(&written, options);
    let again = again.unwrap_or_else(|error| panic!("what is written is refused: {error}\n{text}\n{written}"));
    (written, again)
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
