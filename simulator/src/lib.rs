//! A stand-in for the instant-messaging operations of Exchange Web Services over HTTP, to test clients against.

#![forbid(unsafe_code)]

mod service;
