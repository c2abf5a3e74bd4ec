//! Whether a connection failed because of the server's certificate.

use std::error::Error as StdError;
use std::io;

/// Whether rustls has refused the server's certificate, somewhere behind an error. It is told from other problems of
/// connecting because trying again does not help.
pub(crate) fn is_about_certificate(error: &(dyn StdError + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(rustls::Error::InvalidCertificate(_)) = error.downcast_ref() {
            return true;
        }
        // An error of `io` hides the one that it holds, and tells what is behind that.
        let held = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        next = match held {
            Some(held) => Some(held),
            None => error.source(),
        };
    }
    false
}
