//! The charts of the README, from the results as they are kept: which figures they show, and where.

mod bars;
mod growth;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::report::{Report, Row, Section, Table};

/// Draws all charts whose figures there are.
pub fn draw(report: &Report, folder: &Path) -> Result<()> {
    for (name, picture) in pictures(report) {
        fs::write(folder.join(name), picture).context("a chart cannot be written")?;
    }
    Ok(())
}

/// The charts by the names of their files.
fn pictures(report: &Report) -> Vec<(&'static str, String)> {
    let pictures = [
        ("read.svg", bars::read(report)),
        ("compile.svg", bars::compile(report)),
        ("growth.svg", growth::growth(report)),
    ];
    pictures.into_iter().filter_map(|(name, picture)| Some((name, picture?))).collect()
}

/// A part by its name without the letter.
fn section<'a>(report: &'a Report, name: &str) -> Option<&'a Section> {
    report.sections.iter().find(|(key, _)| key.split_once(". ").is_some_and(|(_, part)| part == name)).map(|it| it.1)
}

/// The first table of a part whose title says this.
fn table<'a>(report: &'a Report, part: &str, title: &str) -> Option<&'a Table> {
    section(report, part)?.tables.iter().find(|table| table.title.contains(title))
}

/// The median of a line in the first column whose head starts so.
fn median(table: &Table, row: &Row, column: &str) -> Option<f64> {
    let index = table.columns.iter().position(|head| head.starts_with(column))?;
    Some(row.figures.get(index)?.as_ref()?.median)
}

fn row<'a>(table: &'a Table, name: &str) -> Option<&'a Row> {
    table.rows.iter().find(|row| row.name == name)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{bars, growth, pictures, row};
    use crate::growth::{GENERATED, GENERATED_BY_PEER, READ, WRITTEN};
    use crate::peer::{BOXED, SERDE};
    use crate::report::{Report, Section, Spread, Table};

    /// A title, columns and lines.
    type Content<'a> = (&'a str, &'a [&'a str], &'a [(&'a str, f64)]);

    /// A part with tables; each line has one figure for all columns.
    fn part(tables: &[Content<'_>]) -> Section {
        let table = |(title, columns, rows): &Content<'_>| {
            let mut table = Table::new(*title, columns);
            for (name, figure) in *rows {
                table.row(*name, vec![Some(Spread::exact(*figure)); columns.len()]);
            }
            table
        };
        Section { note: String::new(), tables: tables.iter().map(table).collect() }
    }

    fn report() -> Report {
        let speed: &[&str] = &["× Reader loop", "MB/s"];
        let cost: &[&str] = &["code lines", "check, s", "debug build, s", "release build, s"];
        let times = [READ, WRITTEN].map(|name| format!("{name}, ms"));
        let generating = [GENERATED, GENERATED_BY_PEER].map(|name| format!("{name}, ms"));
        let exponents = [
            (format!("{READ}, over bytes"), 1.01),
            (format!("{WRITTEN}, over bytes"), 1.02),
            (format!("{GENERATED}, generating"), 1.03),
            (format!("{GENERATED_BY_PEER}, generating"), 1.04),
        ];
        let exponents: Vec<_> = exponents.iter().map(|(name, figure)| (name.as_str(), *figure)).collect();
        let growth = part(&[
            ("the size of the document", &["bytes", &times[0], &times[1]], &[("10 KB", 1e4), ("1 GB", 1e9)]),
            ("the size of the schema", &["schema, bytes", &generating[0], &generating[1]], &[("×1", 2e5), ("×2", 4e5)]),
            ("Exponents", &["exponent"], &exponents),
        ]);
        let mut report = Report::default();
        let parts = [
            ("a. read", part(&[("A & B, 1 MB, indented", speed, &[("ours", 0.5), (SERDE, 8.0)])])),
            ("b. write", part(&[("the value of 1 MB", speed, &[("ours", 0.2), (BOXED, 4.0)])])),
            ("d. compile", part(&[("all", cost, &[("ours", 7000.0), (BOXED, 68_000.0)])])),
            ("f. growth", growth),
        ];
        report.sections.extend(parts.map(|(name, section)| (name.to_owned(), section)));
        report
    }

    #[test]
    fn the_charts_show_the_results_that_are_kept() {
        let results = Path::new(env!("CARGO_MANIFEST_DIR")).join("results");
        let pictures = pictures(&Report::load(&results));
        assert!(2 <= pictures.len());
        for (name, picture) in pictures {
            assert!(std::fs::read_to_string(results.join(name)).unwrap() == picture, "draw {name} anew: `bench chart`");
        }
    }

    #[test]
    fn charts_are_the_same_each_time_and_well_formed() {
        for draw in [bars::read, bars::compile, growth::growth] {
            let picture = draw(&report()).unwrap();
            assert_eq!(picture, draw(&report()).unwrap());
            roxmltree::Document::parse(&picture).unwrap();
        }
    }

    #[test]
    fn lines_that_there_are_come_with_their_ratio() {
        let picture = bars::read(&report()).unwrap();
        assert!(picture.contains("with serde, by hand</text>") && picture.contains(">16.0×<"), "{picture}");
        assert!(!picture.contains("roxmltree"), "{picture}");
        assert!(growth::growth(&report()).unwrap().contains("exponent 1.01"));
    }

    #[test]
    fn without_figures_there_is_no_chart() {
        for draw in [bars::read, bars::compile, growth::growth] {
            assert!(draw(&Report::default()).is_none());
        }
        let mut report = report();
        report.sections.get_mut("a. read").unwrap().tables[0].rows.retain(|row| row.name != "ours");
        assert!(bars::read(&report).is_none());
        assert!(row(&report.sections["a. read"].tables[0], SERDE).is_some());
    }
}
