//! Where documents come from.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::path;

/// Reads documents by path. Paths have forward slashes; a relative one starts where the reader says.
pub trait Reader {
    /// The bytes of a document, at most `limit` of them.
    fn read(&self, path: &str, limit: usize) -> Result<Vec<u8>, ReadError>;

    /// The name that two paths of one document share.
    fn identity(&self, path: &str) -> String {
        path::normalize(path)
    }

    /// The file to watch for changes.
    fn watched(&self, path: &str) -> PathBuf {
        PathBuf::from(path)
    }

    /// The path as messages show it, if this reader knows a shorter form than the whole path.
    fn display(&self, path: &str) -> Option<String> {
        let _ = path;
        None
    }
}

/// Why a document could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// There is no such document.
    NotFound,
    /// It is longer than the limit.
    TooLarge,
    /// Anything else, in words.
    Other(String),
}

/// Reads files. Relative paths start at a folder.
#[derive(Debug, Clone, Default)]
pub struct Disk {
    base: PathBuf,
}

/// Documents in memory, by path.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    files: BTreeMap<String, Vec<u8>>,
}

impl Disk {
    /// Relative paths start at `base`, and messages show what lies beneath it relative to it. An empty path stands for
    /// the working directory.
    pub fn new(base: impl Into<PathBuf>) -> Disk {
        Disk { base: base.into() }
    }
}

impl Reader for Disk {
    fn read(&self, path: &str, limit: usize) -> Result<Vec<u8>, ReadError> {
        let path = self.base.join(path);
        let mut bytes = Vec::new();
        let at_most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        let result = File::open(&path).and_then(|file| file.take(at_most).read_to_end(&mut bytes));
        match result {
            Ok(_) if limit < bytes.len() => Err(ReadError::TooLarge),
            Ok(_) => Ok(bytes),
            Err(error) if error.kind() == ErrorKind::NotFound => Err(ReadError::NotFound),
            // The words of the system differ from machine to machine; those of the kind do not.
            Err(error) => Err(ReadError::Other(error.kind().to_string())),
        }
    }

    fn identity(&self, path: &str) -> String {
        let full = self.base.join(path);
        match full.canonicalize() {
            Ok(canonical) => canonical.to_string_lossy().into_owned(),
            Err(_) => path::normalize(&full.to_string_lossy()),
        }
    }

    fn watched(&self, path: &str) -> PathBuf {
        self.base.join(path)
    }

    fn display(&self, path: &str) -> Option<String> {
        if self.base.as_os_str().is_empty() {
            return None;
        }
        let relative = Path::new(path).strip_prefix(&self.base).ok()?;
        Some(path::normalize(&relative.to_string_lossy()))
    }
}

impl Memory {
    /// No documents yet.
    pub fn new() -> Memory {
        Memory::default()
    }

    /// Adds a document.
    pub fn with(mut self, path: &str, text: impl Into<Vec<u8>>) -> Memory {
        self.files.insert(path::normalize(path), text.into());
        self
    }
}

impl Reader for Memory {
    fn read(&self, path: &str, limit: usize) -> Result<Vec<u8>, ReadError> {
        match self.files.get(&path::normalize(path)) {
            None => Err(ReadError::NotFound),
            Some(bytes) if limit < bytes.len() => Err(ReadError::TooLarge),
            Some(bytes) => Ok(bytes.clone()),
        }
    }
}
