//! Annotations and the text of documentation.

use roxmltree::Node;

use super::context::Ctx;
use super::structure::{self, rules};
use crate::xsd::XSD_NAMESPACE;

/// The documentation of a node: the `xs:documentation` in its annotations.
pub(super) fn documentation(node: Node<'_, '_>) -> Option<String> {
    let is_xsd = |node: &Node<'_, '_>, name| {
        node.tag_name().name() == name && node.tag_name().namespace() == Some(XSD_NAMESPACE)
    };
    let annotations = node.children().filter(|it| is_xsd(it, "annotation"));
    let mut paragraphs = Vec::new();
    for annotation in annotations {
        let documentation = annotation.children().filter(|it| is_xsd(it, "documentation"));
        paragraphs.extend(documentation.filter_map(documentation_text));
    }
    (!paragraphs.is_empty()).then(|| paragraphs.join("\n\n"))
}

/// Reports what does not belong in an annotation.
pub(super) fn check(ctx: &mut Ctx<'_>, node: Node<'_, '_>) {
    for content in structure::check(ctx, node, &rules::ANNOTATION_RULE) {
        structure::check_attributes(ctx, content, &rules::ANNOTATION_CONTENT);
    }
}

/// The text in a node, markup left out: line ends as `\n`, blank lines at both ends and common indentation removed.
/// `None` if nothing is left.
pub(crate) fn documentation_text(node: Node<'_, '_>) -> Option<String> {
    let text: String = node.descendants().filter(Node::is_text).filter_map(|it| it.text()).collect();
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.lines().map(|line| line.trim_end_matches([' ', '\t'])).collect();
    let first = lines.iter().position(|line| !line.is_empty())?;
    let last = lines.iter().rposition(|line| !line.is_empty())?;
    let lines = lines.get(first..=last)?;
    // Text that begins beside the tag has no indentation of its own.
    let n_beside = usize::from(first == 0);
    let rest = || lines.iter().skip(n_beside).filter(|line| !line.is_empty());
    let indent = rest().map(|line| line.len() - line.trim_start_matches([' ', '\t']).len()).min().unwrap_or(0);
    let mut out = String::with_capacity(text.len());
    for (idx, line) in lines.iter().enumerate() {
        if idx != 0 {
            out.push('\n');
        }
        let line = if idx < n_beside { line.trim_start() } else { line.get(indent..).unwrap_or("") };
        out.push_str(line);
    }
    Some(out)
}
