//! Pictures as SVG text: a card with texts, bars and lines, legible on light and on dark pages.

use std::fmt::Write;

/// How wide every picture is.
pub const WIDTH: f64 = 840.0;
/// The distance of everything from the edge.
pub const MARGIN: f64 = 28.0;

/// Colours by class, first those of light pages. A picture follows the browser where it can be told, and has its own
/// background in any case.
const STYLE: &str = "\
text{font:13px system-ui,-apple-system,'Segoe UI',Helvetica,Arial,sans-serif;fill:#1f2328}\
.title{font-size:18px;font-weight:600}.head{font-size:14px;font-weight:600}.small{font-size:12px}\
.strong{font-weight:600}.muted{fill:#59636e}\
.card{fill:#ffffff;stroke:#d1d9e0}.axis{stroke:#d1d9e0}.guide{stroke:#818b98;stroke-dasharray:2 4}\
.a{fill:#0969da}.b{fill:#8fa3b8}.c{fill:#c8d1da}\
.line{fill:none;stroke-width:2.5;stroke-linejoin:round}.line.a{stroke:#0969da}.line.b{stroke:#1a7f37}.line.c{stroke:#9a6700}\
.dot.a{fill:#0969da}.dot.b{fill:#1a7f37}.dot.c{fill:#9a6700}\
@media (prefers-color-scheme:dark){\
text{fill:#f0f6fc}.muted{fill:#9198a1}\
.card{fill:#0d1117;stroke:#3d444d}.axis{stroke:#3d444d}.guide{stroke:#818b98}\
.a{fill:#4493f8}.b{fill:#66788c}.c{fill:#444f5c}\
.line{fill:none}.line.a{stroke:#4493f8}.line.b{stroke:#3fb950}.line.c{stroke:#d29922}\
.dot.a{fill:#4493f8}.dot.b{fill:#3fb950}.dot.c{fill:#d29922}}";

/// Where a text stands beside its place.
#[derive(Clone, Copy, Debug)]
pub enum Anchor {
    /// It starts there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// A picture being drawn, from the top.
#[derive(Debug)]
pub struct Picture {
    body: String,
    title: String,
    /// How far down it is drawn.
    pub y: f64,
}

impl Picture {
    /// A picture with a title and a line below that says what is shown.
    pub fn new(title: &str, subtitle: &str) -> Self {
        let mut picture = Self { body: String::new(), title: title.to_owned(), y: 44.0 };
        picture.text(MARGIN, picture.y, Anchor::Start, "title", title);
        picture.y += 22.0;
        picture.text(MARGIN, picture.y, Anchor::Start, "muted", subtitle);
        picture.y += 12.0;
        picture
    }

    /// A text at a place, on its base line.
    pub fn text(&mut self, x: f64, y: f64, anchor: Anchor, class: &str, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        let _ = writeln!(self.body, "<text x=\"{x:.1}\" y=\"{y:.1}\"{anchor}{class}>{}</text>", escape(text));
    }

    /// A figure at a place, and beside it another that explains it.
    pub fn figure(&mut self, x: f64, y: f64, class: &str, figure: &str, aside: &str) {
        let (figure, aside) = (escape(figure), escape(aside));
        let _ = writeln!(
            self.body,
            "<text x=\"{x:.1}\" y=\"{y:.1}\"><tspan class=\"{class}\">{figure}</tspan>\
             <tspan dx=\"10\" class=\"muted\">{aside}</tspan></text>"
        );
    }

    /// A bar from the left; one that would not be seen is a line.
    pub fn bar(&mut self, x: f64, y: f64, width: f64, height: f64, class: &str) {
        let width = width.max(1.5);
        let _ = writeln!(
            self.body,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"{:.1}\" class=\"{class}\"/>",
            (width / 2.0).min(3.0)
        );
    }

    /// A straight line.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), class: &str) {
        let ((x1, y1), (x2, y2)) = (from, to);
        let _ = writeln!(
            self.body,
            "<line x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" class=\"{class}\"/>"
        );
    }

    /// A line through points, each of them a dot.
    pub fn curve(&mut self, points: &[(f64, f64)], class: &str) {
        let path: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        let _ = writeln!(self.body, "<polyline points=\"{}\" class=\"line {class}\"/>", path.join(" "));
        for (x, y) in points {
            let _ = writeln!(self.body, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\" class=\"dot {class}\"/>");
        }
    }

    /// The whole text; it ends a little below what was drawn last.
    pub fn finish(self) -> String {
        let height = self.y + MARGIN;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH:.0}\" height=\"{height:.0}\" \
             viewBox=\"0 0 {WIDTH:.0} {height:.0}\" role=\"img\">\n<title>{}</title>\n<style>{STYLE}</style>\n\
             <rect x=\"0.5\" y=\"0.5\" width=\"{:.0}\" height=\"{:.0}\" rx=\"8\" class=\"card\"/>\n{}</svg>\n",
            escape(&self.title),
            WIDTH - 1.0,
            height - 1.0,
            self.body
        )
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// A number with two or three digits that count, and thousands apart.
pub fn number(value: f64) -> String {
    match value {
        _ if value >= 1000.0 => {
            let digits = format!("{value:.0}");
            let (before, after) = digits.split_at(digits.len() % 3);
            let mut groups: Vec<&str> = if before.is_empty() { Vec::new() } else { vec![before] };
            groups.extend((0..after.len()).step_by(3).map(|start| &after[start..start + 3]));
            groups.join(",")
        }
        _ if value >= 20.0 => format!("{value:.0}"),
        _ if value >= 2.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_short() {
        let numbers = [0.669, 1.5, 9.63, 86.8, 853.2, 6914.0, 68_041.0, 1_655_497.0].map(number);
        assert_eq!(numbers, ["0.67", "1.50", "9.6", "87", "853", "6,914", "68,041", "1,655,497"]);
    }
}
