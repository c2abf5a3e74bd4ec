//! What is done with a message. callgrind counts within the functions of this file, which it knows by their names, and
//! nowhere else.

use std::hint::black_box;

use anyhow::Result;
use xsd_runtime::{Read, ReadOptions, Root, Write, from_str, to_string_in};

/// Reads, and drops the value; how many bytes are read each time.
#[inline(never)]
pub fn read<T: Root + Read>(message: &str, n_times: usize) -> Result<usize> {
    for _ in 0..n_times {
        black_box(from_str::<T>(black_box(message))?);
    }
    Ok(message.len())
}

/// The same in strict mode.
#[inline(never)]
pub fn read_strictly<T: Root + Read>(message: &str, n_times: usize) -> Result<usize> {
    let options = ReadOptions::strict();
    for _ in 0..n_times {
        black_box(options.read::<T>(black_box(message))?);
    }
    Ok(message.len())
}

/// Writes into one buffer again and again; how many bytes each time.
#[inline(never)]
pub fn write<T: Root + Read + Write>(message: &str, n_times: usize) -> Result<usize> {
    let value: T = from_str(message)?;
    let mut buffer = String::new();
    for _ in 0..n_times {
        buffer.clear();
        buffer = to_string_in(black_box(&value), buffer)?;
        black_box(&buffer);
    }
    Ok(buffer.len())
}
