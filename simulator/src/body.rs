//! The body of an answer, which may be cut.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};

use crate::connection::Dropped;

/// A body in one piece.
#[derive(Debug)]
pub(crate) struct AnswerBody {
    bytes: Option<Bytes>,
    end: End,
}

/// How a body ends.
#[derive(Debug, PartialEq)]
enum End {
    Complete,
    /// The connection breaks, once what there is has been sent.
    Cut,
    /// The same, now that it has been sent.
    Sent,
}

impl AnswerBody {
    pub(crate) fn new(bytes: Bytes) -> Self {
        Self { bytes: Some(bytes).filter(|bytes| !bytes.is_empty()), end: End::Complete }
    }

    /// A body after which the connection breaks. The header `Content-Length` has to say more.
    pub(crate) fn cut(bytes: Bytes) -> Self {
        Self { end: End::Cut, ..Self::new(bytes) }
    }
}

impl Body for AnswerBody {
    type Data = Bytes;
    type Error = Dropped;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Dropped>>> {
        if let Some(bytes) = self.bytes.take() {
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        match self.end {
            End::Complete => Poll::Ready(None),
            End::Cut => {
                // An error at once would discard what is still in hyper's buffer: it is flushed while a body is pending.
                self.end = End::Sent;
                context.waker().wake_by_ref();
                Poll::Pending
            }
            End::Sent => Poll::Ready(Some(Err(Dropped))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.bytes.is_none() && self.end == End::Complete
    }

    fn size_hint(&self) -> SizeHint {
        match self.end {
            End::Complete => SizeHint::with_exact(self.bytes.as_ref().map_or(0, |bytes| bytes.len() as u64)),
            End::Cut | End::Sent => SizeHint::default(),
        }
    }
}
