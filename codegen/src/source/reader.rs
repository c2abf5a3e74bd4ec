//! Where documents come from.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::letters::{self, Folder};
use super::path;

/// Reads documents by path. Paths have forward slashes; a relative one starts where the reader says.
pub trait Reader {
    /// The bytes of a document, at most `limit` of them.
    fn read(&self, path: &str, limit: usize) -> Result<Vec<u8>, ReadError>;

    /// Whether a document can be read by this path.
    fn is_readable(&self, path: &str) -> bool {
        matches!(self.read(path, 0), Ok(_) | Err(ReadError::TooLarge))
    }

    /// The path with the letter case of the file: where no file has the name as it is written, and one alone differs
    /// from it in nothing but case, that one is meant. The path itself, if there is none.
    fn actual(&self, path: &str) -> String {
        path::normalize(path)
    }

    /// Whether documents at such an address are fetched.
    fn fetches(&self, address: &str) -> bool {
        let _ = address;
        false
    }

    /// The document at an address, such as `http://…`, at most `limit` bytes of it. `None` if this reader fetches
    /// nothing.
    fn fetch(&self, address: &str, limit: usize) -> Option<Result<Fetched, ReadError>> {
        let _ = (address, limit);
        None
    }

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

/// A document that was fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Where it was found, after redirections: what relative locations in it are resolved against.
    pub address: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Reads files. Relative paths start at a folder. The names in a folder are looked up once.
#[derive(Debug, Clone, Default)]
pub struct Disk {
    base: PathBuf,
    folders: RefCell<BTreeMap<PathBuf, Folder>>,
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
        Disk { base: base.into(), folders: RefCell::default() }
    }

    /// How a name is spelled in a folder; as it is written, if the folder cannot be looked into.
    fn spelling(&self, folder: &str, name: &str) -> String {
        let full = self.base.join(folder);
        let full = if full.as_os_str().is_empty() { PathBuf::from(".") } else { full };
        let mut folders = self.folders.borrow_mut();
        let names = folders.entry(full).or_insert_with_key(|full| match full.read_dir() {
            Ok(entries) => Folder::new(entries.filter_map(|it| it.ok()?.file_name().into_string().ok())),
            Err(_) => Folder::default(),
        });
        names.actual(name)
    }
}

impl Reader for Disk {
    fn read(&self, path: &str, limit: usize) -> Result<Vec<u8>, ReadError> {
        if path::is_remote(path) {
            return Err(ReadError::NotFound);
        }
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

    fn actual(&self, path: &str) -> String {
        let path = path::normalize(path);
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
        if path::is_absolute(&path) && self.base.join(&path).exists() {
            // The folders above are none of the project, and there may be no right to look into them.
            return format!("{folder}/{}", self.spelling(&format!("{folder}/"), name));
        }
        letters::actual(&path, |folder, name| self.spelling(folder, name))
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

    fn actual(&self, path: &str) -> String {
        if self.files.contains_key(&path::normalize(path)) {
            return path::normalize(path);
        }
        letters::actual(path, |folder, name| {
            let inside = self.files.keys().filter_map(|it| it.strip_prefix(folder)?.split('/').next());
            Folder::new(inside.map(str::to_owned)).actual(name)
        })
    }
}
