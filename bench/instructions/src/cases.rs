//! What is counted: one message at a time, read or written.

use anyhow::{Context, Result};
use ews_im_types::{AddImGroup, AddImGroupResponse, GetImItemListResponse};

use crate::actions::{read, read_strictly, write};
use crate::document::{ADD_IM_GROUP, ADD_IM_GROUP_RESPONSE, Document};

/// A message and what is done with it.
pub struct Case {
    /// The name in the baseline and in messages.
    pub name: &'static str,
    message: fn() -> String,
    action: fn(&str, usize) -> Result<usize>,
}

impl Case {
    /// Does it some times; how many bytes are read or written each time.
    pub fn repeat(&self, n_times: usize) -> Result<usize> {
        (self.action)(&(self.message)(), n_times).with_context(|| format!("{} fails", self.name))
    }
}

/// All cases.
pub const CASES: [Case; 13] = [
    Case { name: "AddImGroup, read", message: request, action: read::<AddImGroup> },
    Case { name: "AddImGroup, written", message: request, action: write::<AddImGroup> },
    Case { name: "AddImGroupResponse, read", message: response, action: read::<AddImGroupResponse> },
    Case { name: "AddImGroupResponse, read strictly", message: response, action: read_strictly::<AddImGroupResponse> },
    Case { name: "AddImGroupResponse, written", message: response, action: write::<AddImGroupResponse> },
    Case { name: "GetImItemListResponse of 10 KB, read", message: list_10, action: read::<GetImItemListResponse> },
    Case {
        name: "GetImItemListResponse of 10 KB, read strictly",
        message: list_10,
        action: read_strictly::<GetImItemListResponse>,
    },
    Case { name: "GetImItemListResponse of 10 KB, written", message: list_10, action: write::<GetImItemListResponse> },
    Case { name: "GetImItemListResponse of 100 KB, read", message: list_100, action: read::<GetImItemListResponse> },
    Case {
        name: "GetImItemListResponse of 100 KB, read strictly",
        message: list_100,
        action: read_strictly::<GetImItemListResponse>,
    },
    Case {
        name: "GetImItemListResponse of 100 KB, written",
        message: list_100,
        action: write::<GetImItemListResponse>,
    },
    Case {
        name: "GetImItemListResponse of 100 KB, compact, read",
        message: compact_list_100,
        action: read::<GetImItemListResponse>,
    },
    Case {
        name: "GetImItemListResponse of 100 KB, compact, read strictly",
        message: compact_list_100,
        action: read_strictly::<GetImItemListResponse>,
    },
];

/// The case of a name.
pub fn find(name: &str) -> Result<&'static Case> {
    CASES.iter().find(|case| case.name == name).with_context(|| format!("there is no case `{name}`"))
}

fn request() -> String {
    ADD_IM_GROUP.to_owned()
}

fn response() -> String {
    ADD_IM_GROUP_RESPONSE.to_owned()
}

const LIST: Document = Document { personas: 15, indented: true, seed: 1 };

fn list_10() -> String {
    Document { personas: 1, ..LIST }.text()
}

fn list_100() -> String {
    LIST.text()
}

fn compact_list_100() -> String {
    Document { personas: 22, indented: false, ..LIST }.text()
}
