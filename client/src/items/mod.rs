//! The answer to `GetImItemList` in pieces: personas and groups one at a time, so that memory holds no more than one of
//! them, however long the contact list is.

use ews_im_types::{GetImItemListResponse, ImGroup, Persona, operations};
use xsd_runtime::items::{Item, ItemFeed, ItemPath, Skeleton};
use xsd_runtime::soap::Version;
use xsd_runtime::{ErrorKind, Read, ReadOptions};

use crate::repair::MAX_REPLACED;
use crate::{DecodeError, Error, Replacement, Response, Result, decode, repair};

/// A persona or a group of the contact list. Exchange sends the groups first.
#[derive(Debug, Clone, PartialEq)]
pub enum ImItem {
    /// A group, with the keys of its members.
    Group(Box<ImGroup>),
    /// A persona: what is known of one person.
    Persona(Box<Persona>),
}

/// Takes the answer to `GetImItemList` in pieces, as they come over the wire, and hands out its personas and groups, each
/// as soon as it is complete. It sends and waits for nothing itself.
///
/// Memory holds one item, the piece that came last, and what stands around the items: no more than
/// [`ReadOptions::max_item_bytes`] and [`ReadOptions::max_skeleton_bytes`] allow.
///
/// ```
/// use ews_im::{ImItem, ImItemFeed, ReadOptions};
///
/// let answer = r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
///     <GetImItemListResponse ResponseClass="Success" xmlns="http://schemas.microsoft.com/exchange/services/2006/messages">
///       <ResponseCode>NoError</ResponseCode>
///       <ImItemList>
///         <Groups xmlns="http://schemas.microsoft.com/exchange/services/2006/types">
///           <ImGroup><DisplayName>Friends</DisplayName><GroupType>IPM.DistList.MOC.UserGroup</GroupType></ImGroup>
///         </Groups>
///         <Personas xmlns="http://schemas.microsoft.com/exchange/services/2006/types">
///           <Persona><PersonaId Id="AAQkAGQ1"/><DisplayName>Sadie Daniels</DisplayName></Persona>
///         </Personas>
///       </ImItemList>
///     </GetImItemListResponse>
///   </s:Body></s:Envelope>"#;
/// let mut feed = ImItemFeed::new(&ReadOptions::lenient());
/// let mut names = Vec::new();
/// for piece in answer.as_bytes().chunks(100) {
///     feed.push(piece);
///     while let Some(item) = feed.next_item() {
///         names.push(match item? {
///             ImItem::Group(group) => group.display_name.to_string(),
///             ImItem::Persona(persona) => persona.display_name.unwrap_or_default(),
///         });
///     }
/// }
/// assert_eq!(names, ["Friends", "Sadie Daniels"]);
/// let response = feed.finish()?;
/// assert!(!response.is_warning());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct ImItemFeed {
    feed: ItemFeed,
    options: ReadOptions,
    replaces: bool,
    replaced: Vec<Replacement>,
    /// Why the answer cannot be read on: where its items end is not known any more.
    failed: Option<Box<DecodeError>>,
    /// Whether the answer ends within an item.
    is_truncated: bool,
}

impl ImItemFeed {
    /// A feed that reads with these options; [`ReadOptions::max_input_bytes`] is for the whole answer.
    pub fn new(options: &ReadOptions) -> Self {
        let feed = ItemFeed::new([path("Groups", "ImGroup"), path("Personas", "Persona")], options);
        Self {
            feed,
            options: options.clone(),
            replaces: false,
            replaced: Vec::new(),
            failed: None,
            is_truncated: false,
        }
    }

    /// Whether characters that XML does not admit, such as `&#x0;`, are [replaced](crate::repair()) in what could not be read
    /// otherwise; no unless told. In the tags around the items they are errors all the same.
    pub fn replace_illegal_characters(mut self, replaces: bool) -> Self {
        self.replaces = replaces;
        self
    }

    /// Takes the next piece of the answer, in UTF-8, cut anywhere. Take all items before you push the next one.
    pub fn push(&mut self, piece: &[u8]) {
        self.feed.push(piece);
    }

    /// Says that the answer ends here.
    pub fn end(&mut self) {
        self.feed.end();
    }

    /// The next item that is complete. `None`: there is none before the next [`push`](Self::push), or, behind
    /// [`end`](Self::end), none at all. A fault and a response that reports an error have none.
    ///
    /// # Errors
    /// [`Error::Decode`], if the item does not fit its type, or if the answer is not well-formed, not in UTF-8 or breaks a
    /// limit. After an item that does not fit the others come all the same; after anything else nothing comes. The places are
    /// those in the whole answer; the body of the error is the item.
    pub fn next_item(&mut self) -> Option<Result<ImItem>> {
        while self.failed.is_none() {
            let result = match self.feed.next_item()? {
                Ok(item) => {
                    self.is_truncated = item.is_cut_off();
                    read(&item, self.replaces, &mut self.replaced)
                }
                Err(error) => Err(Error::decode_part(error, "", false)),
            };
            if let Err(Error::Decode(error)) = &result
                && !error.error.is_schema_violation()
            {
                self.failed = Some(error.clone());
            }
            if let Some(result) = result.transpose() {
                return Some(result);
            }
        }
        None
    }

    /// The characters that have been replaced since this was asked for last, with their places in the whole answer. The
    /// response has those that nobody has asked for, the first ten thousand.
    pub fn take_replaced(&mut self) -> Vec<Replacement> {
        std::mem::take(&mut self.replaced)
    }

    /// Ends the answer, and reads what stands around the items: the header, the class, the code and the text of the response.
    /// Its lists are empty, as their items have been handed out; items that nobody has taken are read and dropped.
    ///
    /// Only now it is known that the answer as a whole could be read.
    ///
    /// # Errors
    /// As [`decode`]: if the answer cannot be read, if it is a fault, and if it reports that the operation failed. An item
    /// that could not be read is not told again, unless the answer is not well-formed there.
    pub fn finish(mut self) -> Result<Response<GetImItemListResponse>> {
        self.end();
        while let Some(item) = self.next_item() {
            item?;
        }
        let Self { feed, options, replaces, mut replaced, failed, is_truncated } = self;
        // An item that does not fit its type can be the one that the answer breaks off in.
        let broken =
            failed.map(Error::Decode).or_else(|| Some(Error::decode_part(feed.error()?.clone(), "", is_truncated)));
        if let Some(broken) = broken {
            // The first error counts: it may be in what stands around the items.
            return match read_skeleton(feed.skeleton(), &options, replaces, &mut replaced) {
                Err(Error::Decode(error)) if !ends_there(&error) => Err(in_answer(error, feed.skeleton())),
                _ => Err(broken),
            };
        }
        let skeleton = feed.finish().map_err(|error| Error::decode_part(error, "", false))?;
        match read_skeleton(&skeleton, &options, replaces, &mut replaced) {
            Ok(response) => Ok(Response { replaced, ..response }),
            Err(Error::Decode(error)) => Err(in_answer(error, &skeleton)),
            Err(error) => Err(error),
        }
    }
}

/// Whether the error is that the text ends.
fn ends_there(error: &DecodeError) -> bool {
    error.error.kind() == ErrorKind::NotWellFormed && error.error.offset() >= error.body.len()
}

/// An error of the skeleton with its place in the whole answer.
fn in_answer(mut error: Box<DecodeError>, skeleton: &Skeleton) -> Error {
    error.is_truncated = Some(error.is_truncated());
    error.error = skeleton.correct(error.error);
    Error::Decode(error)
}

/// Reads what stands around the items. The places of errors are those in its text.
fn read_skeleton(
    skeleton: &Skeleton,
    options: &ReadOptions,
    replaces: bool,
    replaced: &mut Vec<Replacement>,
) -> Result<Response<GetImItemListResponse>> {
    let mut result = decode::<operations::GetImItemList>(skeleton.text(), options);
    if let Err(Error::Decode(error)) = &result
        && replaces
        && error.error.kind() == ErrorKind::NotWellFormed
    {
        let (repaired, found) = repair(skeleton.text());
        if !found.is_empty() {
            note(replaced, found, |line, column| skeleton.original_place(line, column));
            result = decode::<operations::GetImItemList>(&repaired, options);
        }
    }
    result
}

/// The items of an answer that was read as a whole; its lists are empty then.
#[cfg(feature = "client")]
pub(crate) fn into_items(response: &mut GetImItemListResponse) -> impl Iterator<Item = ImItem> + use<> {
    let list = response.im_item_list.as_mut();
    let (groups, personas) = list.map(|list| (list.groups.as_mut(), list.personas.as_mut())).unwrap_or_default();
    let groups = groups.map(|groups| std::mem::take(&mut groups.im_group)).unwrap_or_default();
    let personas = personas.map(|personas| std::mem::take(&mut personas.persona)).unwrap_or_default();
    let groups = groups.into_iter().map(|group| ImItem::Group(Box::new(group)));
    groups.chain(personas.into_iter().map(|persona| ImItem::Persona(Box::new(persona))))
}

/// Reads an item; `None` if it says that it is nil, which means nothing and is passed over.
fn read(item: &Item<'_>, replaces: bool, replaced: &mut Vec<Replacement>) -> Result<Option<ImItem>> {
    let mut result = read_text(item, item.text());
    if let Err(error) = &result
        && replaces
        && error.kind() == ErrorKind::NotWellFormed
    {
        let (repaired, found) = repair(item.text());
        if !found.is_empty() {
            note(replaced, found, |line, column| item.original_place(line, column));
            result = read_text(item, &repaired);
        }
    }
    result.map_err(|error| {
        let is_truncated = item.is_cut_off() && error.kind() == ErrorKind::NotWellFormed;
        Error::decode_part(error, item.text(), is_truncated)
    })
}

fn read_text(item: &Item<'_>, text: &str) -> xsd_runtime::Result<Option<ImItem>> {
    fn boxed<T: Read>(item: &Item<'_>, text: &str) -> xsd_runtime::Result<Option<Box<T>>> {
        item.read_instead(text)
    }
    Ok(match item.path_index() {
        0 => boxed(item, text)?.map(ImItem::Group),
        _ => boxed(item, text)?.map(ImItem::Persona),
    })
}

/// Keeps replacements with their places in the whole answer.
fn note(replaced: &mut Vec<Replacement>, found: Vec<Replacement>, original: impl Fn(usize, usize) -> (usize, usize)) {
    let room = MAX_REPLACED.saturating_sub(replaced.len());
    replaced.extend(found.into_iter().take(room).map(|mut replacement| {
        (replacement.line, replacement.column) = original(replacement.line, replacement.column);
        replacement
    }));
}

const MESSAGES: &str = "http://schemas.microsoft.com/exchange/services/2006/messages";
const TYPES: &str = "http://schemas.microsoft.com/exchange/services/2006/types";

/// The way to the items of a list. Lenient reading takes the other names of these namespaces too.
fn path(list: &'static str, item: &'static str) -> ItemPath {
    let lists = ItemPath::in_body(Version::Soap11).element::<GetImItemListResponse>().child(MESSAGES, "ImItemList");
    lists.child(TYPES, list).child(TYPES, item)
}
