//! The project's own generated types.

use anyhow::Result;
use ews_im_types::{AddImGroup, AddImGroupResponse, GetImItemListResponse};
use xsd_runtime::{ReadOptions, Root, Write, from_str, to_string_in};

use crate::subject::Subject;

/// The types of `ews-im-types`, read leniently.
pub struct Ours;

/// The same types, read strictly.
pub struct OursStrict;

fn write<T: Root + Write>(value: &T, out: &mut String) -> Result<()> {
    *out = to_string_in(value, std::mem::take(out))?;
    Ok(())
}

impl Subject for Ours {
    const NAME: &'static str = "ours";
    type List = GetImItemListResponse;
    type Response = AddImGroupResponse;
    type Request = AddImGroup;
    type Out = String;

    fn read_list(text: &str) -> Result<Self::List> {
        Ok(from_str(text)?)
    }

    fn write_list(value: &Self::List, out: &mut String) -> Result<()> {
        write(value, out)
    }

    fn read_response(text: &str) -> Result<Self::Response> {
        Ok(from_str(text)?)
    }

    fn read_request(text: &str) -> Result<Self::Request> {
        Ok(from_str(text)?)
    }

    fn write_request(value: &Self::Request, out: &mut String) -> Result<()> {
        write(value, out)
    }
}

impl Subject for OursStrict {
    const NAME: &'static str = "ours, strict";
    type List = GetImItemListResponse;
    type Response = AddImGroupResponse;
    type Request = AddImGroup;
    type Out = String;

    fn read_list(text: &str) -> Result<Self::List> {
        Ok(ReadOptions::strict().read(text)?)
    }

    fn write_list(value: &Self::List, out: &mut String) -> Result<()> {
        write(value, out)
    }

    fn read_response(text: &str) -> Result<Self::Response> {
        Ok(ReadOptions::strict().read(text)?)
    }

    fn read_request(text: &str) -> Result<Self::Request> {
        Ok(ReadOptions::strict().read(text)?)
    }

    fn write_request(value: &Self::Request, out: &mut String) -> Result<()> {
        write(value, out)
    }
}
