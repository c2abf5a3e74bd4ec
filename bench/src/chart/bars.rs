//! Bars: reading and writing, and what generated code costs to compile.

use super::{median, row, section, table};
use crate::floors::{READER, TREE};
use crate::ours::{BORROWED, NAME as OURS, STRICT};
use crate::peer::{BOXED, DEFAULT, SERDE};
use crate::report::{Report, Row, Table};
use crate::svg::{Anchor, MARGIN, Picture, WIDTH, number};

/// Where bars start: left of it are their names.
const LEFT: f64 = 232.0;
/// The room for the value after the longest bar.
const VALUE: f64 = 190.0;
const HEIGHT: f64 = 20.0;
const STEP: f64 = 27.0;

/// Who is shown, by the line in the tables and by the name in the charts.
const CONTENDERS: [(&str, &str); 8] = [
    (OURS, "ours"),
    (STRICT, "ours, strict"),
    (BORROWED, "ours, borrowed strings"),
    (READER, "quick-xml, events alone"),
    (TREE, "roxmltree, tree alone"),
    (SERDE, "quick-xml with serde, by hand"),
    (BOXED, "xsd-parser, fastest preset"),
    (DEFAULT, "xsd-parser, default"),
];

/// One bar.
struct Bar {
    name: &'static str,
    length: f64,
    value: String,
    /// How many times ours it is; empty for ours.
    ratio: String,
    class: &'static str,
}

/// `read.svg`: how fast 1 MB is read and written.
pub fn read(report: &Report) -> Option<String> {
    let mut picture = Picture::new(
        "Reading and writing a contact list of 1 MB",
        "GetImItemListResponse of Exchange Web Services. Longer is faster; × is the time beside ours in the same run.",
    );
    let panels = [
        ("Reading, from text to value", table(report, "read", "1 MB, indented")?),
        ("Writing the same value into a buffer used again", table(report, "write", "value of 1 MB")?),
    ];
    for (title, table) in panels {
        let ours = median(table, row(table, OURS)?, "× Reader loop")?;
        let speed = |(line, name): (&str, &'static str)| {
            let row = row(table, line)?;
            let times = median(table, row, "× Reader loop")? / ours;
            let value = format!("{} MB/s", number(median(table, row, "MB/s")?));
            Some(Bar { name, length: 1.0 / times, value, ratio: ratio(line, times), class: class(line) })
        };
        panel(&mut picture, title, &CONTENDERS.into_iter().filter_map(speed).collect::<Vec<_>>());
    }
    Some(picture.finish())
}

/// `compile.svg`: what the generated crate costs.
pub fn compile(report: &Report) -> Option<String> {
    let is_whole = |table: &&Table| row(table, OURS).is_some_and(|row| median(table, row, "check, s").is_some());
    let table = section(report, "compile")?.tables.iter().find(is_whole)?;
    let mut picture = Picture::new(
        "What the generated code costs",
        "The crate of the thirteen instant-messaging operations alone. Shorter is cheaper; × is the cost beside ours.",
    );
    // In one layout for all where it is counted, since longer lines are no smaller code.
    let one_layout = "by prettyplease";
    let lines = if table.columns.iter().any(|head| head == one_layout) { one_layout } else { "code lines" };
    let shown = [
        ("Lines of code", lines, ""),
        ("cargo check, user time", "check, s", " s"),
        ("cargo build, user time", "debug build, s", " s"),
        ("cargo build --release, user time", "release build, s", " s"),
    ];
    for (title, column, unit) in shown {
        let ours = median(table, row(table, OURS)?, column)?;
        let cost = |(line, name): (&str, &'static str)| cost_bar(table, row(table, line)?, column, unit, ours, name);
        panel(&mut picture, title, &CONTENDERS.into_iter().filter_map(cost).collect::<Vec<_>>());
    }
    Some(picture.finish())
}

fn cost_bar(table: &Table, row: &Row, column: &str, unit: &str, ours: f64, name: &'static str) -> Option<Bar> {
    let cost = median(table, row, column)?;
    let value = format!("{}{unit}", number(cost));
    Some(Bar { name, length: cost, value, ratio: ratio(&row.name, cost / ours), class: class(&row.name) })
}

fn ratio(line: &str, times: f64) -> String {
    if line == OURS { String::new() } else { format!("{}×", number(times)) }
}

fn class(line: &str) -> &'static str {
    match line {
        _ if line.starts_with(OURS) => "a",
        // What gives no values is no rival.
        _ if line == READER || line == TREE => "c",
        _ => "b",
    }
}

/// A heading with bars below, the longest as long as there is room.
fn panel(picture: &mut Picture, title: &str, bars: &[Bar]) {
    picture.y += 32.0;
    picture.text(MARGIN, picture.y, Anchor::Start, "head", title);
    picture.y += 12.0;
    let longest = bars.iter().map(|bar| bar.length).fold(0.0, f64::max);
    let top = picture.y;
    for bar in bars {
        let width = bar.length / longest * (WIDTH - MARGIN - VALUE - LEFT);
        let (y, weight) = (picture.y + HEIGHT - 5.5, if bar.name == OURS { "strong" } else { "" });
        picture.text(LEFT - 12.0, y, Anchor::End, weight, bar.name);
        picture.bar(LEFT, picture.y, width, HEIGHT, bar.class);
        picture.figure(LEFT + width.max(1.5) + 8.0, y, weight, &bar.value, &bar.ratio);
        picture.y += STEP;
    }
    picture.line((LEFT - 0.5, top - 3.0), (LEFT - 0.5, picture.y - STEP + HEIGHT + 3.0), "axis");
    picture.y -= STEP - HEIGHT;
}
