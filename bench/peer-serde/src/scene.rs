//! What a camera tells of the scene before it, without the wildcards of the schema.

use serde::{Deserialize, Serialize};

use crate::namespaces::Scene;

/// Frames of a camera and where it looked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MetadataStream {
    #[serde(rename = "@xmlns", skip_deserializing)]
    pub xmlns: Scene,
    #[serde(rename = "$value", default)]
    pub items: Vec<MetadataStreamItem>,
}

/// One part of the stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum MetadataStreamItem {
    VideoAnalytics(VideoAnalyticsStream),
    #[serde(rename = "PTZ")]
    Ptz(PtzStream),
}

/// Frames with what was seen in them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VideoAnalyticsStream {
    #[serde(rename = "Frame", default)]
    pub frame: Vec<Frame>,
}

/// Where the camera looked, time after time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PtzStream {
    #[serde(rename = "PTZStatus", default)]
    pub ptz_status: Vec<PtzStatus>,
}

/// What was seen in one frame.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    #[serde(rename = "@UtcTime")]
    pub utc_time: String,
    #[serde(rename = "PTZStatus", skip_serializing_if = "Option::is_none")]
    pub ptz_status: Option<PtzStatus>,
    #[serde(rename = "Transformation", skip_serializing_if = "Option::is_none")]
    pub transformation: Option<Transformation>,
    #[serde(rename = "Object", default)]
    pub object: Vec<Object>,
}

/// Where the camera looks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct PtzStatus {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<PtzVector>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub move_status: Option<PtzMoveStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    pub utc_time: String,
}

/// A direction and a magnification.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct PtzVector {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pan_tilt: Option<Vector2D>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zoom: Option<Vector1D>,
}

/// A direction, in a space of directions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Vector2D {
    #[serde(rename = "@x")]
    pub x: f32,
    #[serde(rename = "@y")]
    pub y: f32,
    #[serde(rename = "@space", skip_serializing_if = "Option::is_none")]
    pub space: Option<String>,
}

/// A magnification, in a space of magnifications.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Vector1D {
    #[serde(rename = "@x")]
    pub x: f32,
    #[serde(rename = "@space", skip_serializing_if = "Option::is_none")]
    pub space: Option<String>,
}

/// What of the camera moves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct PtzMoveStatus {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pan_tilt: Option<MoveStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zoom: Option<MoveStatus>,
}

/// Whether something moves.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum MoveStatus {
    Idle,
    Moving,
    Unknown,
}

/// How coordinates become those of the frame.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Transformation {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub translate: Option<Vector>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<Vector>,
}

/// A place in the frame.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Vector {
    #[serde(rename = "@x", skip_serializing_if = "Option::is_none")]
    pub x: Option<f32>,
    #[serde(rename = "@y", skip_serializing_if = "Option::is_none")]
    pub y: Option<f32>,
}

/// Something seen in the frame.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Object {
    #[serde(rename = "@ObjectId", skip_serializing_if = "Option::is_none")]
    pub object_id: Option<i64>,
    #[serde(rename = "Appearance", skip_serializing_if = "Option::is_none")]
    pub appearance: Option<Appearance>,
    #[serde(rename = "Behaviour", skip_serializing_if = "Option::is_none")]
    pub behaviour: Option<Behaviour>,
}

/// What an object does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Behaviour {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speed: Option<f32>,
}

/// What an object looks like.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Appearance {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transformation: Option<Transformation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shape: Option<Shape>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<ColorDescriptor>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<Class>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geo_location: Option<GeoLocation>,
}

/// The room that an object takes in the frame.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Shape {
    pub bounding_box: Rectangle,
    pub center_of_gravity: Vector,
    #[serde(default)]
    pub polygon: Vec<Polygon>,
}

/// A rectangle of the frame.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rectangle {
    #[serde(rename = "@bottom", skip_serializing_if = "Option::is_none")]
    pub bottom: Option<f32>,
    #[serde(rename = "@top", skip_serializing_if = "Option::is_none")]
    pub top: Option<f32>,
    #[serde(rename = "@right", skip_serializing_if = "Option::is_none")]
    pub right: Option<f32>,
    #[serde(rename = "@left", skip_serializing_if = "Option::is_none")]
    pub left: Option<f32>,
}

/// An outline in the frame.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Polygon {
    #[serde(default)]
    pub point: Vec<Vector>,
}

/// The colours of an object.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ColorDescriptor {
    #[serde(default)]
    pub color_cluster: Vec<ColorCluster>,
}

/// A colour and how much of the object has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ColorCluster {
    pub color: Color,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub covariance: Option<Covariance>,
}

/// A colour.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Color {
    #[serde(rename = "@X")]
    pub x: f32,
    #[serde(rename = "@Y")]
    pub y: f32,
    #[serde(rename = "@Z")]
    pub z: f32,
    #[serde(rename = "@Colorspace", skip_serializing_if = "Option::is_none")]
    pub colorspace: Option<String>,
}

/// How far a colour varies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Covariance {
    #[serde(rename = "@XX")]
    pub xx: f32,
    #[serde(rename = "@YY")]
    pub yy: f32,
    #[serde(rename = "@ZZ")]
    pub zz: f32,
    #[serde(rename = "@XY", skip_serializing_if = "Option::is_none")]
    pub xy: Option<f32>,
    #[serde(rename = "@XZ", skip_serializing_if = "Option::is_none")]
    pub xz: Option<f32>,
    #[serde(rename = "@YZ", skip_serializing_if = "Option::is_none")]
    pub yz: Option<f32>,
    #[serde(rename = "@Colorspace", skip_serializing_if = "Option::is_none")]
    pub colorspace: Option<String>,
}

/// What an object may be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Class {
    #[serde(default)]
    pub r#type: Vec<Likely>,
}

/// A kind of object and how likely it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Likely {
    #[serde(rename = "@Likelihood", skip_serializing_if = "Option::is_none")]
    pub likelihood: Option<f32>,
    #[serde(rename = "$text", default)]
    pub text: String,
}

/// A place on earth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GeoLocation {
    #[serde(rename = "@lon", skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    #[serde(rename = "@lat", skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    #[serde(rename = "@elevation", skip_serializing_if = "Option::is_none")]
    pub elevation: Option<f32>,
}
