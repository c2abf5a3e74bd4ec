//! Reading with texts that are borrowed from the document.

use std::hint::black_box;

use anyhow::Result;
use xsd_runtime::{ReadBorrowed, Root, Write, from_str_borrowed, to_string};

use crate::contenders::{AddGroupResponse, List, Stream};
use crate::ours;
use crate::race::Task;
use crate::subject::{Message, check_same};

/// A message with texts that the project's type can borrow.
pub trait Borrowing: Message {
    /// That type.
    type Borrowed<'a>: Root + ReadBorrowed<'a> + Write + 'a;
}

macro_rules! borrowing {
    ($($message:ident: $type:ty;)*) => {$(
        impl Borrowing for $message {
            type Borrowed<'a> = $type;
        }
    )*};
}

borrowing! {
    List: borrowed_types::GetImItemListResponse<'a>;
    AddGroupResponse: borrowed_types::AddImGroupResponse<'a>;
    Stream: borrowed_types::scene::MetadataStream<'a>;
}

/// Reads the message leniently; checks first that nothing is lost of it.
pub fn reading<M: Borrowing>(text: &str, is_dropped: bool) -> Result<Task<'_>> {
    let value: M::Borrowed<'_> = from_str_borrowed(text)?;
    check_same(ours::BORROWED, &roxmltree::Document::parse(text)?, &to_string(&value)?)?;
    if is_dropped {
        return Ok(Task::new(ours::BORROWED, text.len(), || {
            drop(black_box(from_str_borrowed::<M::Borrowed<'_>>(black_box(text))));
        }));
    }
    // The race keeps values beyond the call; a copy of the document stays for them.
    let text: &'static str = text.to_owned().leak();
    Ok(Task::making(ours::BORROWED, text.len(), || from_str_borrowed::<M::Borrowed<'static>>(black_box(text))))
}
