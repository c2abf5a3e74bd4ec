//! The contact list as a stream.

use std::collections::VecDeque;
use std::fmt;

use ews_im_types::{GetImItemList, GetImItemListResponse, operations};
use tokio::sync::OwnedMutexGuard;

use super::exchange::{Incoming, Wire};
use super::{Client, Inner};
use crate::call;
use crate::core::{Course, is_message, reading, within};
use crate::items::into_items;
use crate::{CallOptions, ImItem, ImItemFeed, RequestHeaders, Response, Result};

/// The groups and personas of a contact list, as they come over the wire. See [`Client::im_items`].
pub struct ImItems<'c> {
    course: Course<'c>,
    /// What has been read and not been handed out.
    ready: VecDeque<Result<ImItem>>,
    rest: Rest<'c>,
    n_bytes: usize,
    /// Held until the answer has come to its end.
    turn: Option<OwnedMutexGuard<()>>,
}

/// What has not been read.
enum Rest<'c> {
    /// The answer is on its way; it may have come to its end.
    Feed(Box<ImItemFeed>, Option<Incoming<'c>>),
    /// Nothing: the answer has been read as a whole.
    Nothing(Box<Response<GetImItemListResponse>>),
}

impl Client {
    /// Calls `GetImItemList`, and hands out groups and personas as they come: memory holds one of them, not all. The list of
    /// ten thousand contacts is some sixty megabytes.
    ///
    /// ```no_run
    /// # async fn run(client: ews_im::Client) -> Result<(), ews_im::Error> {
    /// use ews_im::types::GetImItemList;
    /// use ews_im::{CallOptions, ImItem};
    ///
    /// let mut items = client.im_items(&GetImItemList::default(), &CallOptions::new()).await?;
    /// while let Some(item) = items.next().await {
    ///     match item? {
    ///         ImItem::Group(group) => println!("group {}", group.display_name),
    ///         ImItem::Persona(persona) => println!("{:?}", persona.display_name),
    ///     }
    /// }
    /// items.finish().await?; // the list is whole
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// The [time-out](CallOptions::timeout) is for the whole of it, what is done with the items included: a long list may need
    /// a longer one.
    ///
    /// # Errors
    /// As [`call`](Client::call), up to the first item: an error that the server reports comes here, and is retried like
    /// that of any call. What happens later, the stream tells.
    pub async fn im_items(&self, request: &GetImItemList, options: &CallOptions) -> Result<ImItems<'_>> {
        let Inner { core, wire, turns } = &*self.inner;
        let about = call::about::<operations::GetImItemList>();
        let mut course = Course::new(core, about, options.over(&self.options));
        let turn = match core.one_at_a_time {
            true => Some(turns.wait(&course.options().mailbox()).await),
            false => None,
        };
        let write = |headers: &RequestHeaders| call::encode(request, headers);
        loop {
            let span = course.span.clone();
            match within(&span, start(wire, &mut course, &write)).await {
                Ok((ready, rest, n_bytes)) => {
                    course.accept_version();
                    let turn = turn.filter(|_| matches!(rest, Rest::Feed(..)));
                    return Ok(ImItems { course, ready, rest, n_bytes, turn });
                }
                Err(error) => {
                    let wait = course.next_attempt(error)?;
                    wire.transport.sleep(wait).await;
                }
            }
        }
    }
}

/// Sends the request, and reads the answer as far as its first item.
async fn start<'c>(
    wire: &'c Wire,
    course: &mut Course<'c>,
    write: &(dyn Fn(&RequestHeaders) -> Result<String> + Sync),
) -> Result<(VecDeque<Result<ImItem>>, Rest<'c>, usize)> {
    let request = course.request(write)?;
    let mut incoming = wire.send(course, request).await?;
    let mut feed = course.feed();
    // What has come before the first item, in case that there is none: then it is an answer like any other.
    let mut body = Vec::new();
    while is_message(incoming.head.status)
        && let Some(chunk) = incoming.chunk().await?
    {
        course.gather(&mut body, &chunk)?;
        feed.push(&chunk);
        match feed.next_item() {
            None => {}
            Some(Err(error)) if !error.is_unlike_schema() => break,
            Some(item) => {
                return Ok((VecDeque::from([item]), Rest::Feed(Box::new(feed), Some(incoming)), body.len()));
            }
        }
    }
    incoming.read_on(course, &mut body).await?;
    let n_bytes = body.len();
    let decode = |answer: &str| call::decode::<operations::GetImItemList>(answer, &reading());
    let mut response = course.read(incoming.head.map(|()| body), decode)?;
    let items = into_items(&mut response.message).map(Ok).collect();
    Ok((items, Rest::Nothing(Box::new(response)), n_bytes))
}

impl ImItems<'_> {
    /// The next group or persona; `None` at the end of the list.
    ///
    /// # Errors
    /// If the connection breaks, or if the answer cannot be read. After an item that does not fit its type the others come
    /// all the same; after anything else nothing comes.
    pub async fn next(&mut self) -> Option<Result<ImItem>> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Some(item.map_err(|error| self.course.fail(error)));
            }
            let Rest::Feed(feed, incoming) = &mut self.rest else { return None };
            if let Some(item) = feed.next_item() {
                return Some(item.map_err(|error| self.course.fail(error)));
            }
            match incoming.as_mut()?.chunk().await {
                Ok(Some(chunk)) => {
                    self.n_bytes += chunk.len();
                    feed.push(&chunk);
                }
                Ok(None) => {
                    feed.end();
                    *incoming = None;
                    self.turn = None;
                }
                Err(error) => {
                    *incoming = None;
                    self.turn = None;
                    return Some(Err(self.course.fail(error)));
                }
            }
        }
    }

    /// Reads the rest, and gives what stands around the items: header, class, code and text of the response, with empty
    /// lists. Only then it is known that the list is whole.
    ///
    /// # Errors
    /// If the rest cannot be read, if the answer breaks off, or if it reports that the operation failed.
    pub async fn finish(mut self) -> Result<Response<GetImItemListResponse>> {
        while let Some(item) = self.next().await {
            item?;
        }
        let Self { mut course, rest, n_bytes, .. } = self;
        let result = match rest {
            Rest::Feed(feed, _) => feed.finish(),
            Rest::Nothing(response) => Ok(*response),
        };
        course.finished(result, n_bytes)
    }
}

impl fmt::Debug for ImItems<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ImItems").field("n_bytes", &self.n_bytes).finish_non_exhaustive()
    }
}
