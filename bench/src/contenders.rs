//! The messages that are read and written, and each contender's type for them.

use crate::ours::{Ours, OursStrict};
use crate::peer::{Named, PeerBoxed, PeerDefault, Serde};
use crate::subject::Message;

/// The response with the whole contact list.
pub struct List;

/// The request for a new group.
pub struct AddGroup;

/// The response to it.
pub struct AddGroupResponse;

/// What a camera tells of the scene before it.
pub struct Stream;

/// A message's types have the same path in each crate; xsd-parser's writer is told the element with its prefix, serde's
/// without.
macro_rules! messages {
    ($($message:ident: $ours:ident [$($path:ident)::+], $prefixed:literal, $local:literal;)*) => {$(
        impl Message for $message {
            type Ours = Ours<$ours::$($path)::+>;
            type OursStrict = OursStrict<$ours::$($path)::+>;
            type Serde = Serde<peer_serde::$($path)::+>;
            type PeerDefault = PeerDefault<peer_types::$($path)::+>;
            type PeerBoxed = PeerBoxed<peer_types_boxed::$($path)::+>;
        }

        impl Named for peer_types::$($path)::+ {
            const ELEMENT: &'static str = $prefixed;
        }

        impl Named for peer_types_boxed::$($path)::+ {
            const ELEMENT: &'static str = $prefixed;
        }

        impl Named for peer_serde::$($path)::+ {
            const ELEMENT: &'static str = $local;
        }
    )*};
}

messages! {
    List: ews_im_types [GetImItemListResponse], "m:GetImItemListResponse", "GetImItemListResponse";
    AddGroup: ews_im_types [AddImGroup], "m:AddImGroup", "AddImGroup";
    AddGroupResponse: ews_im_types [AddImGroupResponse], "m:AddImGroupResponse", "AddImGroupResponse";
    Stream: scene_types [scene::MetadataStream], "tt:MetadataStream", "MetadataStream";
}
