//! Deterministic `MetadataStream` documents in the shape a network camera sends, after `schemas/scene.xsd`.

use std::fmt::Write;

use crate::document::Random;

const SCHEMA: &str = "http://www.onvif.org/ver10/schema";
const SPACE: &str = "http://www.onvif.org/ver10/tptz/PanTiltSpaces/PositionGenericSpace";
const COLORS: &str = "http://www.onvif.org/ver10/colorspace/YCbCr";
const CLASSES: &[&str] = &["Human", "Vehicle", "Face", "Animal", "LicensePlate", "Bag &amp; Baggage"];

/// What decides the content and the size of a document.
#[derive(Clone, Copy, Debug)]
pub struct Scene {
    /// How many frames there are; one has four objects and takes about 3.9 kB when indented.
    pub frames: usize,
    /// Whether every element stands on a line of its own, indented by its depth.
    pub indented: bool,
    /// The start of the random numbers that choose places, colours and optional members.
    pub seed: u64,
}

impl Scene {
    /// How many objects a frame shows.
    pub const OBJECTS: usize = 4;

    /// The document as text.
    pub fn text(self) -> String {
        let mut page = Page {
            random: Random(self.seed),
            out: String::with_capacity(self.frames * 4200 + 1000),
            scene: self,
            depth: 0,
        };
        page.stream();
        page.out
    }
}

/// The text written so far and the place in it.
struct Page {
    random: Random,
    out: String,
    scene: Scene,
    depth: usize,
}

impl Page {
    fn line(&mut self) {
        if self.scene.indented {
            if !self.out.is_empty() {
                self.out.push('\n');
            }
            for _ in 0..self.depth {
                self.out.push_str("  ");
            }
        }
    }

    /// Opens an element; `attributes` is empty or starts with a space.
    fn open(&mut self, name: &str, attributes: &str) {
        self.line();
        let _ = write!(self.out, "<tt:{name}{attributes}>");
        self.depth += 1;
    }

    fn close(&mut self, name: &str) {
        self.depth -= 1;
        self.line();
        let _ = write!(self.out, "</tt:{name}>");
    }

    fn empty(&mut self, name: &str, attributes: &str) {
        self.line();
        let _ = write!(self.out, "<tt:{name}{attributes}/>");
    }

    fn leaf(&mut self, name: &str, attributes: &str, text: &str) {
        self.line();
        let _ = write!(self.out, "<tt:{name}{attributes}>{text}</tt:{name}>");
    }

    /// A number from -1 to 1 with four digits, as its shortest text.
    fn place(&mut self) -> f32 {
        (self.random.below(20_001) as f32 - 10_000.0) / 10_000.0
    }

    /// A number from 0 to 1 with two digits.
    fn share(&mut self) -> f32 {
        self.random.below(101) as f32 / 100.0
    }

    /// A place in two dimensions, as attributes.
    fn xy(&mut self) -> String {
        format!(" x=\"{}\" y=\"{}\"", self.place(), self.place())
    }

    /// A time of the frame, without a zero at the end.
    fn time(&mut self, frame: usize) -> String {
        let (second, minute, millis) = (frame / 25 % 60, frame / 1500 % 60, frame % 25 * 40 + 1);
        format!("2026-03-01T12:{minute:02}:{second:02}.{millis:03}Z")
    }

    fn stream(&mut self) {
        self.open("MetadataStream", &format!(" xmlns:tt=\"{SCHEMA}\""));
        self.open("VideoAnalytics", "");
        for frame in 0..self.scene.frames {
            self.frame(frame);
        }
        self.close("VideoAnalytics");
        self.close("MetadataStream");
    }

    fn frame(&mut self, frame: usize) {
        let time = self.time(frame);
        self.open("Frame", &format!(" UtcTime=\"{time}\""));
        if self.random.one_in(2) {
            self.status(&time);
        }
        self.transformation();
        for object in 0..Scene::OBJECTS {
            self.object(frame / 50 * Scene::OBJECTS + object);
        }
        self.close("Frame");
    }

    fn status(&mut self, time: &str) {
        self.open("PTZStatus", "");
        self.open("Position", "");
        let (place, zoom) = (self.xy(), self.share());
        self.empty("PanTilt", &format!("{place} space=\"{SPACE}\""));
        self.empty("Zoom", &format!(" x=\"{zoom}\""));
        self.close("Position");
        self.open("MoveStatus", "");
        let moves = if self.random.one_in(3) { "MOVING" } else { "IDLE" };
        self.leaf("PanTilt", "", moves);
        self.leaf("Zoom", "", "IDLE");
        self.close("MoveStatus");
        self.leaf("UtcTime", "", time);
        self.close("PTZStatus");
    }

    fn transformation(&mut self) {
        self.open("Transformation", "");
        self.empty("Translate", " x=\"-1\" y=\"-1\"");
        self.empty("Scale", " x=\"0.003125\" y=\"0.00416667\"");
        self.close("Transformation");
    }

    fn object(&mut self, id: usize) {
        self.open("Object", &format!(" ObjectId=\"{id}\""));
        self.open("Appearance", "");
        self.shape();
        if self.random.one_in(2) {
            self.color();
        }
        self.open("Class", "");
        for _ in 0..=self.random.below(2) {
            let likelihood = self.share();
            let class = self.random.pick(CLASSES);
            self.leaf("Type", &format!(" Likelihood=\"{likelihood}\""), class);
        }
        self.close("Class");
        if self.random.one_in(2) {
            let (longitude, latitude) = (self.random.below(360_000), self.random.below(180_000));
            let (longitude, latitude) = ((longitude as f64 - 180e3) / 1000.0, (latitude as f64 - 90e3) / 1000.0);
            let elevation = self.share();
            self.empty("GeoLocation", &format!(" lon=\"{longitude}\" lat=\"{latitude}\" elevation=\"{elevation}\""));
        }
        self.close("Appearance");
        let speed = self.share();
        self.open("Behaviour", "");
        self.leaf("Speed", "", &speed.to_string());
        self.close("Behaviour");
        self.close("Object");
    }

    fn shape(&mut self) {
        let [left, top, right, bottom] = std::array::from_fn(|_| self.place());
        let center = self.xy();
        self.open("Shape", "");
        self.empty("BoundingBox", &format!(" left=\"{left}\" top=\"{top}\" right=\"{right}\" bottom=\"{bottom}\""));
        self.empty("CenterOfGravity", &center);
        if self.random.one_in(3) {
            self.open("Polygon", "");
            for _ in 0..4 + self.random.below(5) {
                let point = self.xy();
                self.empty("Point", &point);
            }
            self.close("Polygon");
        }
        self.close("Shape");
    }

    fn color(&mut self) {
        let [x, y, z] = std::array::from_fn(|_| self.random.below(256));
        let [xx, yy, zz] = std::array::from_fn(|_| self.share());
        let weight = self.share();
        self.open("Color", "");
        self.open("ColorCluster", "");
        self.empty("Color", &format!(" X=\"{x}\" Y=\"{y}\" Z=\"{z}\" Colorspace=\"{COLORS}\""));
        self.leaf("Weight", "", &weight.to_string());
        self.empty("Covariance", &format!(" XX=\"{xx}\" YY=\"{yy}\" ZZ=\"{zz}\" Colorspace=\"{COLORS}\""));
        self.close("ColorCluster");
        self.close("Color");
    }
}

#[cfg(test)]
mod tests {
    use super::Scene;

    const SMALL: Scene = Scene { frames: 260, indented: true, seed: 1 };

    #[test]
    fn the_same_parameters_give_the_same_text() {
        assert_eq!(SMALL.text(), SMALL.text());
    }

    #[test]
    fn two_hundred_and_sixty_frames_take_about_a_megabyte() {
        let length = SMALL.text().len();
        assert!((950_000..1_100_000).contains(&length), "{length} bytes");
    }

    #[test]
    fn more_than_half_of_the_compact_text_stands_in_tags_with_attributes() {
        let compact = Scene { indented: false, ..SMALL }.text();
        let stripped: String = SMALL.text().lines().map(str::trim_start).collect();
        assert_eq!(compact, stripped);
        let in_tags: usize = compact
            .split('<')
            .filter_map(|it| it.split_once('>'))
            .filter(|(tag, _)| tag.contains('='))
            .map(|(tag, _)| tag.len())
            .sum();
        assert!(2 * in_tags > compact.len(), "{in_tags} of {} bytes", compact.len());
    }
}
