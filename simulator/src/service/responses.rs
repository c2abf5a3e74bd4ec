//! What all responses have in common: class, code, text, details.

use ews_im::types::{self, ResponseClass, ResponseCode};

use crate::mailbox::{Refusal, Result};

/// A response that tells how an operation ended.
pub(super) trait Outcome: Sized {
    /// The response of success, without content.
    fn success() -> Self;

    /// The response of failure.
    fn failure(refusal: &Refusal) -> Self;

    /// A response with content.
    fn of<T>(done: Result<T>, put: impl FnOnce(&mut Self, T)) -> Self {
        match done {
            Ok(content) => {
                let mut response = Self::success();
                put(&mut response, content);
                response
            }
            Err(refusal) => Self::failure(&refusal),
        }
    }

    /// A response without content.
    fn done(done: Result<()>) -> Self {
        Self::of(done, |_, ()| {})
    }
}

macro_rules! outcomes {
    ($($response:ident)*) => {$(
        impl Outcome for types::$response {
            fn success() -> Self {
                Self { response_code: Some(ResponseCode::NoError), ..Self::new(ResponseClass::Success) }
            }

            fn failure(refusal: &Refusal) -> Self {
                Self {
                    message_text: Some(refusal.text().to_owned()),
                    response_code: Some(refusal.code()),
                    descriptive_link_key: Some(0),
                    message_xml: refusal.details(),
                    ..Self::new(ResponseClass::Error)
                }
            }
        }
    )*};
}

outcomes! {
    AddDistributionGroupToImListResponse
    AddImContactToGroupResponse
    AddImGroupResponse
    AddNewImContactToGroupResponse
    AddNewTelUriContactToGroupResponse
    GetImItemListResponse
    GetImItemsResponse
    RemoveContactFromImListResponse
    RemoveDistributionGroupFromImListResponse
    RemoveImContactFromGroupResponse
    RemoveImGroupResponse
    SetImGroupResponse
    SetImListMigrationCompletedResponse
}
