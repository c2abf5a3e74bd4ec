//! The ratios that decide, in one table for a whole part.

use crate::floors::{CLONE, MEMCPY, PIECES, READER};
use crate::ours;
use crate::peer::{BOXED, DEFAULT, SERDE};
use crate::report::Table;
use crate::tasks::XML_STRUCT;

const XSD_PARSER: Column = Column { head: "xsd-parser's best", rows: &[BOXED, DEFAULT], figure: is_time };
const BY_HAND: Column = Column { head: SERDE, rows: &[SERDE], figure: is_time };
const COPY: Column = Column { head: MEMCPY, rows: &[MEMCPY], figure: is_time };
const COPIES: Column = Column { head: PIECES, rows: &[PIECES], figure: is_time };
const LOOP: Column = Column { head: READER, rows: &[READER], figure: is_time };
const STRICT: Column = Column { head: ours::STRICT, rows: &[ours::STRICT], figure: is_time };
const ALLOCATIONS: Column = Column { head: "ours: allocations", rows: &[ours::NAME], figure: is_allocations };

/// What reading takes.
pub fn of_reading(tables: &[Table]) -> Table {
    let each = Column { head: "ours: allocations each", ..ALLOCATIONS };
    let bytes =
        Column { head: "ours: bytes allocated ÷ clone", rows: &[ours::NAME], figure: |head| head.ends_with(CLONE) };
    let borrowed = Column { head: ours::BORROWED, rows: &[ours::BORROWED], figure: is_time };
    let borrowed_each = Column { head: "ours, borrowed: allocations each", rows: &[ours::BORROWED], ..ALLOCATIONS };
    summary(tables, &[LOOP, BY_HAND, XSD_PARSER, STRICT, borrowed, each, borrowed_each, bytes])
}

/// What writing takes.
pub fn of_writing(tables: &[Table]) -> Table {
    summary(tables, &[COPY, COPIES, BY_HAND, XSD_PARSER, ALLOCATIONS])
}

/// What small messages take, read and written.
pub fn of_small(tables: &[Table]) -> Table {
    let xml_struct = Column { head: XML_STRUCT, rows: &[XML_STRUCT], figure: is_time };
    summary(tables, &[LOOP, COPY, COPIES, BY_HAND, xml_struct, XSD_PARSER, ALLOCATIONS])
}

/// Which figure of the tables goes into a column: the least of some lines.
struct Column {
    head: &'static str,
    rows: &'static [&'static str],
    figure: fn(&str) -> bool,
}

fn is_time(head: &str) -> bool {
    head == "× Reader loop ÷ ours"
}

fn is_allocations(head: &str) -> bool {
    head.starts_with("allocations")
}

fn summary(tables: &[Table], columns: &[Column]) -> Table {
    let heads: Vec<_> = columns.iter().map(|column| column.head).collect();
    let mut summary = Table::new("In short: the time of others divided by the time of ours", &heads);
    for table in tables {
        let figures = columns.iter().map(|column| {
            let figures = column.rows.iter().filter_map(|row| table.figure(row, column.figure));
            figures.min_by(|a, b| a.median.total_cmp(&b.median))
        });
        let (title, _) = table.title.split_once(':').unwrap_or((&table.title, ""));
        summary.row(title, figures.collect());
    }
    summary
}

#[cfg(test)]
mod tests {
    use super::{Column, is_time, summary};
    use crate::report::{Spread, Table};

    #[test]
    fn the_best_of_several_is_taken() {
        let mut table = Table::new("a document: 5 bytes", &["MB/s", "× Reader loop ÷ ours"]);
        for (name, ratio) in [("slow", 9.0), ("fast", 3.0), ("other", 1.0)] {
            table.row(name, vec![None, Some(Spread::exact(ratio))]);
        }
        let columns = [
            Column { head: "best", rows: &["slow", "fast"], figure: is_time },
            Column { head: "absent", rows: &["none"], figure: is_time },
        ];
        let summary = summary(&[table], &columns);
        assert_eq!(summary.rows[0].name, "a document");
        let medians: Vec<_> = summary.rows[0].figures.iter().map(|it| it.map(|it| it.median)).collect();
        assert_eq!(medians, [Some(3.0), None]);
    }
}
