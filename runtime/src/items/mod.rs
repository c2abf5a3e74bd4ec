//! Large documents, one item at a time: the elements that a path leads to are read as they come, and memory holds no more
//! than one of them, the piece of the document that came last, and what stands around the items.
//!
//! [`Items`] is an iterator of values over anything that bytes can be read from. [`ItemFeed`] takes the document in pieces
//! from elsewhere. What is no item is kept and read at the end, like any document: the [`Skeleton`]. [`ItemWriter`] writes
//! such documents.
//!
//! ```
//! use xsd_runtime::ReadOptions;
//! use xsd_runtime::items::{ItemPath, Items};
//!
//! let document = "<n:list xmlns:n='urn:numbers'><n:item>1</n:item><n:item>2</n:item></n:list>";
//! let path = ItemPath::new("urn:numbers", "list").child("urn:numbers", "item");
//! let mut sum = 0;
//! for number in Items::<_, i32>::new(document.as_bytes(), path, &ReadOptions::strict()) {
//!     sum += number?;
//! }
//! assert_eq!(sum, 3);
//! # Ok::<(), xsd_runtime::items::SourceError>(())
//! ```
//!
//! A document must be in UTF-8: one that begins like UTF-16, or says that it is in another encoding, is refused. Elsewhere
//! the feature `encodings` decodes it, which takes a copy of the whole.
//!
//! # What is checked, and when
//!
//! An item is read with all the checks of reading a whole document, and its errors tell the same places. It is handed out
//! as soon as it is complete: when an error turns up, the items before it have been handed out. The tags of the skeleton
//! are checked as they come, its texts and comments when it is read at the end; so an error there may be told after items
//! that stand behind it. Once all items and the skeleton have been read without an error, the document is well-formed.
//!
//! What the schema says of the list itself is not checked: how many items there must or may be, what may stand between
//! them, what must be unique among them. Where a list must not be empty, strict reading would refuse the skeleton without its
//! items: [`ItemFeed::keep_first`] leaves one in it.
//!
//! # Limits
//!
//! Those of [`ReadOptions`](crate::ReadOptions) hold: [`max_input_bytes`](crate::ReadOptions::max_input_bytes) for the
//! whole stream (raise it for more than a gigabyte), [`max_item_bytes`](crate::ReadOptions::max_item_bytes) and
//! [`max_skeleton_bytes`](crate::ReadOptions::max_skeleton_bytes) for what is in memory.

mod feed;
mod input;
mod item;
mod outside;
mod path;
mod position;
mod scanner;
mod sink;
mod skeleton;
mod source;

pub use feed::ItemFeed;
pub use item::Item;
pub use path::ItemPath;
pub use sink::{ItemWriter, SinkError};
pub use skeleton::Skeleton;
pub use source::{Items, ReadItem, SourceError};
