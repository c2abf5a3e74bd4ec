//! Why a server did not start.

use std::fmt;
use std::io;
use std::net::SocketAddr;

use crate::DirectoryError;

/// Why a server did not start.
#[derive(Debug)]
#[non_exhaustive]
pub enum StartError {
    /// The address cannot be listened on.
    #[non_exhaustive]
    Bind(SocketAddr, io::Error),
    /// The system has no threads left.
    Threads(io::Error),
    /// The directory makes no sense.
    Directory(DirectoryError),
    /// Settings cannot be used, or contradict each other.
    Settings(String),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bind(address, error) => write!(f, "cannot listen on {address}: {error}"),
            Self::Threads(error) => write!(f, "cannot start threads: {error}"),
            Self::Directory(error) => write!(f, "the directory cannot be used: {error}"),
            Self::Settings(problem) => f.write_str(problem),
        }
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Bind(_, error) | Self::Threads(error) => Some(error),
            Self::Directory(error) => Some(error),
            Self::Settings(_) => None,
        }
    }
}

impl From<DirectoryError> for StartError {
    fn from(error: DirectoryError) -> Self {
        Self::Directory(error)
    }
}
