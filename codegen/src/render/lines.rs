//! Fewer and longer lines: what prettyplease has broken, and fits into one line, is one line again.
//!
//! Its lines are narrower than those of the project, and it breaks what it cannot measure. Here lines are joined and
//! nothing else is changed: calls, paths in lists, struct literals, match arms, and functions of one expression. Lists
//! of calls stay a column, which is easier to read than a row.

/// The width that lines are joined to.
const WIDTH: usize = 120;

/// Joins the lines of formatted items.
pub(super) fn join(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    if lines.iter().any(|line| may_go_on(line)) {
        return text.to_owned();
    }
    let mut joined = String::with_capacity(text.len());
    let mut rest = lines.as_slice();
    while let [line, behind @ ..] = rest {
        let (line, n_lines) =
            match one_line(line, behind).or_else(|| column(line, behind)).or_else(|| chain(line, behind)) {
                Some((line, n_lines)) => (line, n_lines),
                None => ((*line).to_owned(), 0),
            };
        joined.push_str(&line);
        joined.push('\n');
        rest = behind.get(n_lines..).unwrap_or_default();
    }
    joined
}

/// Whether a string or a comment may go on in the next line, which is no code then: attributes can have such.
fn may_go_on(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("/*") || (!line.starts_with("//") && Depth::of(line).is_none())
}

/// What a line that ends with an opening bracket begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opening {
    /// A call, the parameters of a function, a list.
    Bracket,
    Literal,
    Arm,
    Function,
}

impl Opening {
    fn of(line: &str) -> Option<Self> {
        let trimmed = line.trim_start();
        if trimmed.starts_with("//") {
            return None;
        }
        if line.ends_with('[') {
            return Some(Self::Bracket);
        }
        if let Some(before) = line.strip_suffix('(') {
            // The comma of a tuple of one value must stay.
            return before.ends_with(|c: char| c.is_alphanumeric() || "_>!".contains(c)).then_some(Self::Bracket);
        }
        let before = line.strip_suffix(" {")?;
        if before.ends_with(" =>") {
            return Some(Self::Arm);
        }
        let mut words = trimmed.split([' ', '(']).filter(|it| !matches!(*it, "pub" | "super)" | "crate)" | "const"));
        match words.next()? {
            "fn" => Some(Self::Function),
            "impl" | "struct" | "enum" | "trait" | "union" | "mod" | "static" | "unsafe" | "match" | "if" | "while"
            | "for" | "loop" | "else" => None,
            // The end of parameters that take more than a line.
            word if word.starts_with([')', '}']) => None,
            _ => {
                let path = before.rsplit([' ', '(']).next()?;
                let is_type = path.rsplit("::").next()?.starts_with(char::is_uppercase);
                is_type.then_some(Self::Literal)
            }
        }
    }
}

/// A line with those behind it that belong to it, if all of them fit into one, and how many those are.
fn one_line(line: &str, behind: &[&str]) -> Option<(String, usize)> {
    let opening = Opening::of(line)?;
    let mut depth = Depth::of(line)?.end;
    let mut joined = match opening {
        Opening::Arm => line.strip_suffix(" {")?.to_owned(),
        _ => line.to_owned(),
    };
    let mut lists = List::new(line, depth).into_iter().collect::<Vec<_>>();
    let mut n_lines = 0;
    loop {
        let line = behind.get(n_lines)?.trim_start();
        n_lines += 1;
        let change = Depth::of(line)?;
        let is_end = depth + change.lowest <= 0;
        let is_statement = matches!(opening, Opening::Arm | Opening::Function) || depth + change.end > 0;
        if line.starts_with("//") || (is_statement && line.ends_with(';')) {
            return None;
        }
        if is_end && opening == Opening::Arm {
            joined.push(',');
            break;
        }
        if lists.iter_mut().any(|list| list.is_column_with(line, depth)) {
            return None;
        }
        append(&mut joined, line);
        if joined.chars().count() > WIDTH {
            return None;
        }
        if is_end {
            break;
        }
        if change.end > 0 && !matches!(Opening::of(line)?, Opening::Bracket | Opening::Literal) {
            return None;
        }
        depth += change.end;
        lists.extend(List::new(line, depth));
    }
    if joined.chars().count() > WIDTH {
        return None;
    }
    let calls = calls(behind.get(n_lines..)?);
    if !calls.is_empty() {
        joined = with_calls(&joined, &calls);
        n_lines += calls.len();
    }
    // Behind the parameters of a function stands its body.
    let further = Opening::of(&joined).filter(|it| *it == Opening::Function).is_some() && opening == Opening::Bracket;
    match further.then(|| one_line(&joined, behind.get(n_lines..)?)).flatten() {
        Some((line, n_further)) => Some((line, n_lines + n_further)),
        None => Some((joined, n_lines)),
    }
}

/// A statement of one line with those behind it that call methods of its value.
fn chain(line: &str, behind: &[&str]) -> Option<(String, usize)> {
    let calls = calls(behind);
    let is_whole = !line.trim_start().starts_with("//") && Depth::of(line)? == Depth::NONE;
    (is_whole && !calls.is_empty()).then(|| (with_calls(line, &calls), calls.len()))
}

/// The lines at the beginning of some that call a method.
fn calls<'a>(lines: &[&'a str]) -> Vec<&'a str> {
    let is_call =
        |line: &&str| line.starts_with('.') && !line.starts_with("..") && Depth::of(line) == Some(Depth::NONE);
    lines.iter().map(|line| line.trim_start()).take_while(is_call).collect()
}

/// A statement with the calls that end it: on its line if they fit, else with all of its value on the next, else below.
fn with_calls(statement: &str, calls: &[&str]) -> String {
    let whole = statement.to_owned() + &calls.concat();
    if whole.chars().count() <= WIDTH {
        return whole;
    }
    let indent = " ".repeat(whole.len() - whole.trim_start().len() + 4);
    let is_binding = statement.trim_start().starts_with("static ") || statement.trim_start().starts_with("let ");
    match whole.split_once(" = ").filter(|_| is_binding) {
        Some((start, value)) if indent.len() + value.chars().count() <= WIDTH => format!("{start} =\n{indent}{value}"),
        _ => format!("{statement}\n{indent}{}", calls.join(&format!("\n{indent}"))),
    }
}

/// A list of paths that is too long for one line, in as few as it takes.
fn column(line: &str, behind: &[&str]) -> Option<(String, usize)> {
    if !line.ends_with('[') || line.trim_start().starts_with("//") {
        return None;
    }
    let is_path = |line: &&&str| {
        let path = line.trim_start().strip_suffix(',');
        path.is_some_and(|path| path.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ':')))
    };
    let n_paths = behind.iter().take_while(is_path).count();
    let indent: String = behind.first()?.chars().take_while(|c| *c == ' ').collect();
    let end = behind.get(n_paths).filter(|line| n_paths > 1 && line.trim_start().starts_with(']'))?;
    let mut filled = line.to_owned();
    let mut width = WIDTH;
    for path in behind.iter().take(n_paths).map(|line| line.trim_start()) {
        let n_chars = path.chars().count();
        if width + 1 + n_chars > WIDTH {
            filled.push('\n');
            filled.push_str(&indent);
            width = indent.len() + n_chars;
        } else {
            filled.push(' ');
            width += 1 + n_chars;
        }
        filled.push_str(path);
    }
    filled.push('\n');
    filled.push_str(end);
    Some((filled, n_paths + 1))
}

/// Appends a line to the one before it.
fn append(joined: &mut String, line: &str) {
    if line.starts_with([')', ']', '}']) && joined.ends_with(',') {
        joined.pop();
    }
    let is_tight = line.starts_with([')', ']'])
        || joined.ends_with(['(', '['])
        || (line.starts_with('.') && !line.starts_with(".."));
    if !is_tight {
        joined.push(' ');
    }
    joined.push_str(line);
}

/// A list, and how many of its values are calls or literals.
struct List {
    depth: i32,
    n_calls: usize,
}

impl List {
    /// The list that a line opens, behind which the depth is this.
    fn new(line: &str, depth: i32) -> Option<Self> {
        line.ends_with('[').then_some(Self { depth, n_calls: 0 })
    }

    /// Takes a line at some depth; tells whether the list is one of several calls.
    fn is_column_with(&mut self, line: &str, depth: i32) -> bool {
        self.n_calls += usize::from(depth == self.depth && line.contains(['(', '{']));
        self.n_calls > 1
    }
}

/// How a line changes the number of open brackets: how far down in between, and in the end.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Depth {
    lowest: i32,
    end: i32,
}

impl Depth {
    const NONE: Self = Self { lowest: 0, end: 0 };

    /// `None` for a line that has raw strings, whose ends are not looked for, or that ends inside a string.
    fn of(line: &str) -> Option<Self> {
        let mut depth = Self::NONE;
        let mut chars = line.char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                '(' | '[' | '{' => depth.end += 1,
                ')' | ']' | '}' => depth.end -= 1,
                '"' if line.get(..at).is_some_and(|before| before.ends_with(['r', '#'])) => return None,
                '"' => loop {
                    match chars.next()?.1 {
                        '\\' => drop(chars.next()),
                        '"' => break,
                        _ => {}
                    }
                },
                // A character; a lifetime has no second quote there.
                '\'' => {
                    let mut ahead = chars.clone();
                    let is_escape = ahead.next().is_some_and(|(_, c)| c == '\\');
                    let is_char = is_escape || ahead.next().is_some_and(|(_, c)| c == '\'');
                    if is_escape {
                        chars.next();
                        chars.next();
                    }
                    if is_char {
                        chars.find(|(_, c)| *c == '\'');
                    }
                }
                _ => {}
            }
            depth.lowest = depth.lowest.min(depth.end);
        }
        Some(depth)
    }
}

#[cfg(test)]
mod tests;
