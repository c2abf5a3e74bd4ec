//! Lines: time over size, both as logarithms, so that linear growth is a straight line with the slope of the dotted one.

use super::{median, row, section, table};
use crate::growth::{GENERATED, GENERATED_BY_PEER, READ, WRITTEN};
use crate::report::{Report, Table};
use crate::svg::{Anchor, MARGIN, Picture, WIDTH};

const HEIGHT: f64 = 260.0;
/// Left of a plot stand the times.
const LEFT: f64 = 48.0;
const GAP: f64 = 36.0;
const LABELS: f64 = 66.0;

/// One line.
struct Curve {
    label: String,
    class: &'static str,
    /// Size and milliseconds.
    points: Vec<(f64, f64)>,
}

/// A plot and what it is about.
struct Plot {
    title: &'static str,
    below: &'static str,
    /// The sizes and their names.
    ticks: Vec<(f64, String)>,
    curves: Vec<Curve>,
}

/// `growth.svg`: reading and writing over the document, generating over the schema.
pub fn growth(report: &Report) -> Option<String> {
    section(report, "growth")?;
    let documents = table(report, "growth", "size of the document")?;
    let schemas = table(report, "growth", "size of the schema")?;
    let documents = Plot {
        title: "Reading and writing",
        below: "size of the document",
        ticks: ticks(documents, "bytes"),
        curves: vec![
            curve(report, documents, "bytes", READ, "over bytes", "a")?,
            curve(report, documents, "bytes", WRITTEN, "over bytes", "b")?,
        ],
    };
    let schemas = Plot {
        title: "Generating",
        below: "times the schemas of instant messaging",
        ticks: ticks(schemas, "schema, bytes"),
        curves: vec![
            curve(report, schemas, "schema, bytes", GENERATED_BY_PEER, "generating", "c")?,
            curve(report, schemas, "schema, bytes", GENERATED, "generating", "a")?,
        ],
    };
    let mut picture = Picture::new(
        "How time grows with size",
        "CPU time. Both axes are logarithms: linear growth has the slope of the dotted line, and an exponent of 1.",
    );
    picture.y += 30.0;
    let width = (WIDTH - 2.0 * MARGIN - GAP) / 2.0;
    let top = picture.y;
    documents.draw(&mut picture, MARGIN, top, width);
    schemas.draw(&mut picture, MARGIN + width + GAP, top, width);
    picture.y = top + LABELS + HEIGHT + 40.0;
    Some(picture.finish())
}

fn ticks(table: &Table, size: &str) -> Vec<(f64, String)> {
    table.rows.iter().filter_map(|row| Some((median(table, row, size)?, row.name.clone()))).collect()
}

fn curve(
    report: &Report,
    sizes: &Table,
    size: &str,
    name: &str,
    exponent_of: &str,
    class: &'static str,
) -> Option<Curve> {
    let time = format!("{name}, ms");
    let point = |row| Some((median(sizes, row, size)?, median(sizes, row, &time)?));
    let points: Vec<_> = sizes.rows.iter().filter_map(point).collect();
    let exponents = table(report, "growth", "Exponents")?;
    let exponent = median(exponents, row(exponents, &format!("{name}, {exponent_of}"))?, "exponent")?;
    (2 <= points.len()).then(|| Curve { label: format!("{name}: exponent {exponent:.2}"), class, points })
}

impl Plot {
    fn draw(&self, picture: &mut Picture, left: f64, top: f64, width: f64) {
        picture.text(left, top, Anchor::Start, "head", self.title);
        for (index, curve) in self.curves.iter().enumerate() {
            let y = top + 22.0 + 19.0 * index as f64;
            picture.curve(&[(left + 6.0, y - 4.5)], curve.class);
            picture.text(left + 18.0, y, Anchor::Start, "", &curve.label);
        }
        let (top, bottom) = (top + LABELS - 6.0, top + LABELS - 6.0 + HEIGHT);
        let (left, right) = (left + LEFT, left + width);
        let all = || self.curves.iter().flat_map(|curve| &curve.points);
        let sizes = range(all().map(|point| point.0));
        let (low, high) = range(all().map(|point| point.1));
        // Whole powers of ten.
        let times = (low.log10().floor(), high.log10().ceil());
        let x = |size: f64| {
            let part = (size / sizes.0).ln() / (sizes.1 / sizes.0).ln();
            left + 12.0 + part * (right - left - 30.0)
        };
        let y = |time: f64| bottom - (time.log10() - times.0) / (times.1 - times.0) * (bottom - top);
        for power in times.0 as i32..=times.1 as i32 {
            let height = y(10_f64.powi(power));
            picture.line((left, height), (right, height), "axis");
            picture.text(left - 8.0, height + 4.0, Anchor::End, "small muted", &duration(power));
        }
        for (size, name) in &self.ticks {
            picture.text(x(*size), bottom + 19.0, Anchor::Middle, "small muted", name);
        }
        picture.text((left + right) / 2.0, bottom + 38.0, Anchor::Middle, "small muted", self.below);
        // Linear growth, from the start of each line.
        for curve in &self.curves {
            let Some(&(size, time)) = curve.points.first() else { continue };
            let end = (sizes.1 / size * time).min(10_f64.powf(times.1));
            picture.line((x(size), y(time)), (x(end / time * size), y(end)), "guide");
        }
        for curve in &self.curves {
            let points: Vec<_> = curve.points.iter().map(|(size, time)| (x(*size), y(*time))).collect();
            picture.curve(&points, curve.class);
        }
    }
}

fn range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, 0.0), |(low, high), value| (value.min(low), value.max(high)))
}

/// A power of ten of milliseconds.
fn duration(power: i32) -> String {
    let (unit, power) = match power {
        ..-3 => ("ns", power + 6),
        -3..0 => ("µs", power + 3),
        0..3 => ("ms", power),
        3.. => ("s", power - 3),
    };
    format!("{} {unit}", 10_f64.powi(power))
}
