//! Documents that are fetched from the network, which the option `network` allows.

use std::time::Duration;

use ureq::ResponseExt;

use super::address::without_fragment;
use super::reader::{Fetched, ReadError};

/// How long fetching one document may take.
const TIMEOUT: Duration = Duration::from_secs(30);

/// How many redirections are followed.
const MAX_REDIRECTS: u32 = 5;

/// Fetches a document of at most `limit` bytes by HTTP. An address that leads nowhere, or to anything but a success, is
/// an error.
pub(crate) fn fetch(address: &str, limit: usize) -> Result<Fetched, ReadError> {
    let config = ureq::Agent::config_builder()
        .timeout_global(Some(TIMEOUT))
        .max_redirects(MAX_REDIRECTS)
        .user_agent(concat!("xsd-codegen/", env!("CARGO_PKG_VERSION")));
    let agent = ureq::Agent::new_with_config(config.build());
    let mut response = agent.get(without_fragment(address)).call().map_err(|error| reason(&error))?;
    let address = response.get_uri().to_string();
    // One byte more tells a document that is too long.
    let at_most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let bytes = response.body_mut().with_config().limit(at_most).read_to_vec().map_err(|error| reason(&error))?;
    if limit < bytes.len() { Err(ReadError::TooLarge) } else { Ok(Fetched { address, bytes }) }
}

fn reason(error: &ureq::Error) -> ReadError {
    match error {
        ureq::Error::StatusCode(404 | 410) => ReadError::NotFound,
        ureq::Error::StatusCode(status) => ReadError::Other(format!("the server answers with status {status}")),
        ureq::Error::BodyExceedsLimit(_) => ReadError::TooLarge,
        ureq::Error::Timeout(_) => ReadError::Other(format!("it takes longer than {} seconds", TIMEOUT.as_secs())),
        ureq::Error::TooManyRedirects => ReadError::Other(format!("more than {MAX_REDIRECTS} redirections")),
        // The words of the system differ from machine to machine; those of the kind do not.
        ureq::Error::Io(error) => ReadError::Other(error.kind().to_string()),
        other => ReadError::Other(other.to_string()),
    }
}
