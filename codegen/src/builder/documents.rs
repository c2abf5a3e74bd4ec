//! Documents from memory, and from disk where memory has none of that name.

use std::path::{Path, PathBuf};

use crate::source::{Disk, Memory, ReadError, Reader};

pub(super) struct Documents<'a> {
    memory: &'a Memory,
    disk: Disk,
}

impl<'a> Documents<'a> {
    /// Relative paths start at `base`.
    pub(super) fn new(memory: &'a Memory, base: &Path) -> Documents<'a> {
        Documents { memory, disk: Disk::new(base) }
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
