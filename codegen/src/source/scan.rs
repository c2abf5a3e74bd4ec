//! A look at a document before it is parsed: documents whose structure alone could exhaust stack or time are refused.

/// How deep elements may be nested. Later stages recurse no deeper than this.
pub(super) const MAX_DEPTH: usize = 128;

/// How many attributes a start tag may have, namespace declarations included.
const MAX_ATTRIBUTES: usize = 1_000;

/// What the namespace declarations of a document may cost: the XML parser compares those of each start tag with all in
/// scope.
const MAX_NAMESPACE_COST: usize = 100_000_000;

/// A limit that a document breaks, and where.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excess {
    /// What there is too much of.
    pub(super) what: String,
    /// The offset of the tag that has it.
    pub(super) offset: usize,
}

/// Checks the limits. Text that is not well-formed may pass: the parser will say so.
pub(super) fn check(text: &str) -> Result<(), Excess> {
    let bytes = text.as_bytes();
    // The number of namespace declarations in scope, for each open element.
    let mut open: Vec<usize> = Vec::new();
    let mut namespace_cost = 0usize;
    let mut pos = 0;
    while let Some(found) = find(bytes, pos, b"<") {
        let rest = bytes.get(found..).unwrap_or(&[]);
        if rest.starts_with(b"<!--") {
            pos = after(bytes, found + 4, b"-->");
        } else if rest.starts_with(b"<![CDATA[") {
            pos = after(bytes, found + 9, b"]]>");
        } else if rest.starts_with(b"<?") {
            pos = after(bytes, found + 2, b"?>");
        } else if rest.starts_with(b"<!") {
            pos = after(bytes, found + 2, b">");
        } else if rest.starts_with(b"</") {
            open.pop();
            pos = after(bytes, found + 2, b">");
        } else {
            let tag = start_tag(bytes, found + 1);
            if MAX_ATTRIBUTES < tag.n_attributes {
                let what = format!("more than {MAX_ATTRIBUTES} attributes in one start tag");
                return Err(Excess { what, offset: found });
            }
            let in_scope = open.last().copied().unwrap_or(0) + tag.n_namespaces;
            if tag.n_namespaces != 0 {
                namespace_cost = namespace_cost.saturating_add(in_scope.saturating_mul(in_scope));
            }
            if MAX_NAMESPACE_COST < namespace_cost {
                return Err(Excess { what: "too many namespace declarations".to_owned(), offset: found });
            }
            if !tag.is_empty {
                open.push(in_scope);
            }
            if MAX_DEPTH < open.len() {
                return Err(Excess { what: format!("elements nested more than {MAX_DEPTH} deep"), offset: found });
            }
            pos = tag.end;
        }
    }
    Ok(())
}

/// What counts in a start tag.
struct StartTag {
    n_attributes: usize,
    n_namespaces: usize,
    is_empty: bool,
    end: usize,
}

fn start_tag(bytes: &[u8], start: usize) -> StartTag {
    let mut tag = StartTag { n_attributes: 0, n_namespaces: 0, is_empty: false, end: bytes.len() };
    let mut pos = start;
    let mut word = start;
    while let Some(byte) = bytes.get(pos) {
        match byte {
            b'>' => {
                tag.is_empty = pos != start && bytes.get(pos - 1) == Some(&b'/');
                tag.end = pos + 1;
                return tag;
            }
            b'"' | b'\'' => {
                tag.n_attributes += 1;
                if bytes.get(word..).is_some_and(|it| it.starts_with(b"xmlns")) {
                    tag.n_namespaces += 1;
                }
                pos = after(bytes, pos + 1, std::slice::from_ref(byte));
                word = pos;
                continue;
            }
            b' ' | b'\t' | b'\r' | b'\n' if bytes.get(pos + 1).is_some_and(|it| *it == b'x') => word = pos + 1,
            _ => {}
        }
        pos += 1;
    }
    tag
}

/// The offset behind the next occurrence of `pattern`, or the end.
pub(super) fn after(bytes: &[u8], pos: usize, pattern: &[u8]) -> usize {
    find(bytes, pos, pattern).map_or(bytes.len(), |found| found + pattern.len())
}

fn find(bytes: &[u8], pos: usize, pattern: &[u8]) -> Option<usize> {
    let first = *pattern.first()?;
    let mut pos = pos;
    loop {
        pos += bytes.get(pos..)?.iter().position(|it| *it == first)?;
        if bytes.get(pos..)?.starts_with(pattern) {
            return Some(pos);
        }
        pos += 1;
    }
}
