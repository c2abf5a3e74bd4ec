//! NTLM and Negotiate, from the client to the stand-in's acceptor and back, without HTTP between them.
#![allow(clippy::unwrap_used, clippy::panic)]

mod bindings;
mod handshakes;
mod secrets;
mod tokens;
mod wire;
