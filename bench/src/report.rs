//! The results: as tables on the terminal, as JSON and as Markdown.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

/// A figure measured several times.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Spread {
    /// The middle value.
    pub median: f64,
    /// The lowest value.
    pub low: f64,
    /// The highest value.
    pub high: f64,
}

impl Spread {
    /// The spread of some values; all zero if there are none.
    pub fn of(values: &[f64]) -> Self {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let (Some(&low), Some(&high)) = (sorted.first(), sorted.last()) else {
            return Self::exact(0.0);
        };
        let middle = sorted.len() / 2;
        let median =
            if sorted.len().is_multiple_of(2) { (sorted[middle - 1] + sorted[middle]) / 2.0 } else { sorted[middle] };
        Self { median, low, high }
    }

    /// A figure that does not vary.
    pub fn exact(value: f64) -> Self {
        Self { median: value, low: value, high: value }
    }

    /// Each value divided into `amount`, so that the lowest becomes the highest.
    pub fn under(self, amount: f64) -> Self {
        Self { median: amount / self.median, low: amount / self.high, high: amount / self.low }
    }

    /// Each value multiplied.
    pub fn times(self, factor: f64) -> Self {
        Self { median: self.median * factor, low: self.low * factor, high: self.high * factor }
    }

    fn show(self) -> String {
        if self.low == self.high {
            show_number(self.median)
        } else {
            format!("{} ({}–{})", show_number(self.median), show_number(self.low), show_number(self.high))
        }
    }
}

/// A number with about three significant digits.
fn show_number(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 || value.fract() == 0.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        size if size >= 0.1 => format!("{value:.2}"),
        _ => format!("{value:.4}"),
    }
}

/// One line of a table.
#[derive(Debug, Serialize, Deserialize)]
pub struct Row {
    /// What was measured.
    pub name: String,
    /// A figure for each column; none where it makes no sense.
    pub figures: Vec<Option<Spread>>,
}

/// Figures of the same kind for several subjects.
#[derive(Debug, Serialize, Deserialize)]
pub struct Table {
    /// What the table is about.
    pub title: String,
    /// The heads of the columns after the first.
    pub columns: Vec<String>,
    /// The lines.
    pub rows: Vec<Row>,
}

impl Table {
    /// A table without lines.
    pub fn new(title: impl Into<String>, columns: &[&str]) -> Self {
        let columns = columns.iter().map(ToString::to_string).collect();
        Self { title: title.into(), columns, rows: Vec::new() }
    }

    /// Adds a line.
    pub fn row(&mut self, name: impl Into<String>, figures: Vec<Option<Spread>>) {
        self.rows.push(Row { name: name.into(), figures });
    }

    /// The figure of a line, in the first column whose head is wanted.
    pub fn figure(&self, row: &str, is_wanted: impl Fn(&str) -> bool) -> Option<Spread> {
        let column = self.columns.iter().position(|head| is_wanted(head))?;
        *self.rows.iter().find(|it| it.name == row)?.figures.get(column)?
    }

    /// Adds a column: the figures of another column divided by the median of the line called `reference`.
    pub fn compare(&mut self, column: usize, reference: &str) {
        let line = self.rows.iter().find(|row| row.name == reference);
        let Some(base) = line.and_then(|row| *row.figures.get(column)?) else { return };
        let head = self.columns.get(column).map_or("", String::as_str);
        self.columns.push(format!("{head} ÷ {reference}"));
        for row in &mut self.rows {
            let figure = row.figures.get(column).copied().flatten();
            row.figures.push(figure.map(|figure| figure.times(1.0 / base.median)));
        }
    }

    fn markdown(&self) -> String {
        let mut lines = vec![std::iter::once(String::new()).chain(self.columns.iter().cloned()).collect::<Vec<_>>()];
        for row in &self.rows {
            let figures = row.figures.iter().map(|figure| figure.map_or_else(String::new, Spread::show));
            lines.push(std::iter::once(row.name.clone()).chain(figures).collect());
        }
        let mut widths = vec![0; self.columns.len() + 1];
        for line in &lines {
            for (width, cell) in widths.iter_mut().zip(line) {
                *width = (*width).max(cell.chars().count());
            }
        }
        let mut out = format!("### {}\n\n", self.title);
        for (index, line) in lines.iter().enumerate() {
            for (cell, width) in line.iter().zip(&widths) {
                let _ = write!(out, "| {cell:width$} ");
            }
            out.push_str("|\n");
            if index == 0 {
                for width in &widths {
                    let _ = write!(out, "|{}", "-".repeat(width + 2));
                }
                out.push_str("|\n");
            }
        }
        out
    }
}

/// The results of one part of the bench.
#[derive(Debug, Serialize, Deserialize)]
pub struct Section {
    /// What the figures mean.
    pub note: String,
    /// The figures.
    pub tables: Vec<Table>,
}

/// All results, by the name of the part; a run of one part keeps those of the others.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Report {
    /// The parts in the order of their letters in the README.
    pub sections: BTreeMap<String, Section>,
    /// The machine and the compiler each part was measured with.
    pub measured_with: BTreeMap<String, String>,
}

impl Report {
    /// The results of earlier runs, or none.
    pub fn load(folder: &Path) -> Self {
        let text = fs::read_to_string(folder.join("latest.json")).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Prints a part, puts it into the report and writes the report.
    pub fn add(&mut self, folder: &Path, name: &str, section: Section, measured_with: String) -> Result<()> {
        println!("{}", section_markdown(name, &section, &measured_with));
        self.sections.insert(name.to_owned(), section);
        self.measured_with.insert(name.to_owned(), measured_with);
        fs::create_dir_all(folder).context("the folder of the results cannot be made")?;
        let json = serde_json::to_string_pretty(self)?;
        fs::write(folder.join("latest.json"), json + "\n").context("the results cannot be written")?;
        let mut text = String::from("# Results of the bench\n\nMedian (lowest–highest); see the README beside.\n\n");
        for (name, section) in &self.sections {
            let measured_with = self.measured_with.get(name).map_or("", String::as_str);
            text.push_str(&section_markdown(name, section, measured_with));
        }
        fs::write(folder.join("latest.md"), text.trim_end().to_owned() + "\n").context("the results cannot be written")
    }
}

/// Prints a part that is no part of the report, and writes it into a file of its own.
pub fn write_alone(folder: &Path, name: &str, section: &Section, measured_with: &str) -> Result<()> {
    let text = section_markdown(name, section, measured_with);
    println!("{text}");
    fs::create_dir_all(folder).context("the folder of the results cannot be made")?;
    let text =
        format!("# Results of the bench\n\nMedian (lowest–highest); see the README beside.\n\n{}\n", text.trim_end());
    fs::write(folder.join(name).with_extension("md"), text).context("the results cannot be written")
}

fn section_markdown(name: &str, section: &Section, measured_with: &str) -> String {
    let mut out = format!("## {name}\n\n{}\n\nMeasured with {measured_with}.\n\n", section.note);
    for table in &section.tables {
        out.push_str(&table.markdown());
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Spread, Table};

    #[test]
    fn the_median_of_an_even_number_lies_between_the_middle_two() {
        let spread = Spread::of(&[4.0, 1.0, 3.0, 2.0]);
        assert_eq!((spread.median, spread.low, spread.high), (2.5, 1.0, 4.0));
    }

    #[test]
    fn a_comparison_divides_by_the_reference() {
        let mut table = Table::new("times", &["ns"]);
        table.row("ours", vec![Some(Spread::exact(4.0))]);
        table.row("other", vec![Some(Spread::exact(8.0))]);
        table.compare(0, "ours");
        assert_eq!(table.rows[1].figures[1].map(|figure| figure.median), Some(2.0));
    }
}
