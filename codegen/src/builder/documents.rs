//! Documents from memory, and from disk where memory has none of that name.

use std::path::{Path, PathBuf};

#[cfg(feature = "network")]
use crate::source::fetch;
use crate::source::{Disk, Fetched, Memory, ReadError, Reader};

pub(super) struct Documents<'a> {
    memory: &'a Memory,
    disk: Disk,
    /// Whether documents with an address may be fetched.
    network: bool,
}

impl<'a> Documents<'a> {
    /// Relative paths start at `base`.
    pub(super) fn new(memory: &'a Memory, base: &Path, network: bool) -> Documents<'a> {
        Documents { memory, disk: Disk::new(base), network }
    }

    fn is_in_memory(&self, path: &str) -> bool {
        self.memory.read(path, 0) != Err(ReadError::NotFound)
    }
}

impl Reader for Documents<'_> {
    fn read(&self, path: &str, limit: usize) -> Result<Vec<u8>, ReadError> {
        match self.memory.read(path, limit) {
            Err(ReadError::NotFound) => self.disk.read(path, limit),
            result => result,
        }
    }

    fn actual(&self, path: &str) -> String {
        if self.is_in_memory(path) {
            return self.memory.actual(path);
        }
        // A file that is spelled as written comes before a document in memory that is not.
        let on_disk = self.disk.actual(path);
        if on_disk == path && self.disk.is_readable(path) {
            return on_disk;
        }
        let in_memory = self.memory.actual(path);
        if self.is_in_memory(&in_memory) { in_memory } else { on_disk }
    }

    fn fetches(&self, address: &str) -> bool {
        let scheme = address.split(':').next().unwrap_or("");
        self.network && ["http", "https"].iter().any(|it| scheme.eq_ignore_ascii_case(it))
    }

    #[cfg(feature = "network")]
    fn fetch(&self, address: &str, limit: usize) -> Option<Result<Fetched, ReadError>> {
        self.network.then(|| fetch(address, limit))
    }

    /// The options have been refused already if they ask for what this build cannot do.
    #[cfg(not(feature = "network"))]
    fn fetch(&self, _: &str, _: usize) -> Option<Result<Fetched, ReadError>> {
        let unsupported = "this program was built without the feature `network`";
        self.network.then(|| Err(ReadError::Other(unsupported.to_owned())))
    }

    fn identity(&self, path: &str) -> String {
        if self.is_in_memory(path) { self.memory.identity(path) } else { self.disk.identity(path) }
    }

    /// Empty for a document in memory: there is nothing to watch.
    fn watched(&self, path: &str) -> PathBuf {
        if self.is_in_memory(path) { PathBuf::new() } else { self.disk.watched(path) }
    }

    fn display(&self, path: &str) -> Option<String> {
        if self.is_in_memory(path) { self.memory.display(path) } else { self.disk.display(path) }
    }
}
