//! Which operation of a port type a binding means, where several have one name (WSDL 1.1, 2.4.5 and 2.5).

use std::collections::{BTreeMap, BTreeSet};

use crate::components::resolve::context::Ctx;
use crate::diag::Diagnostic;
use crate::wsdl::{BindingOperation, PortType, PortTypeOperation};
use crate::xsd::Text;

/// The operations of a port type by name, by index.
pub(super) struct Overloads<'a> {
    by_name: BTreeMap<&'a str, Vec<usize>>,
    /// The names of input and output that each is known by.
    messages: Vec<[Option<String>; 2]>,
    /// The operations by what a binding may say of them: the name, and the names of input and output, or of one of them.
    by_messages: BTreeMap<(&'a str, [Option<String>; 2]), Vec<usize>>,
    /// Operations that nothing tells from an earlier one.
    ambiguous: BTreeSet<usize>,
}

/// Collects the operations. Two that nothing tells apart are reported; the first counts.
pub(super) fn collect<'a>(ctx: &mut Ctx<'_>, port_type: &'a PortType) -> Overloads<'a> {
    let mut overloads = Overloads {
        by_name: BTreeMap::new(),
        messages: Vec::new(),
        by_messages: BTreeMap::new(),
        ambiguous: BTreeSet::new(),
    };
    let mut seen = BTreeMap::new();
    for (idx, node) in port_type.operations.iter().enumerate() {
        let name = node.name.value.as_str();
        let messages = message_names(node);
        if let Some(first) = seen.insert((name, messages.clone()), &node.name.span) {
            let message =
                format!("operation `{name}` is declared twice, and its inputs and outputs have the same names");
            let diagnostic = Diagnostic::error("ambiguous-operation", message).at(&node.name.span);
            ctx.report(
                diagnostic
                    .note_at("it is first declared here", first)
                    .help("give each `wsdl:input` a name of its own, in the port type and in the bindings"),
            );
            overloads.ambiguous.insert(idx);
        } else {
            overloads.by_name.entry(name).or_default().push(idx);
            let [input, output] = messages.clone();
            let keys = BTreeSet::from([[input.clone(), output.clone()], [input, None], [None, output]]);
            for key in keys {
                overloads.by_messages.entry((name, key)).or_default().push(idx);
            }
        }
        overloads.messages.push(messages);
    }
    overloads
}

/// The names of input and output, or what stands for them where they are left out.
fn message_names(node: &PortTypeOperation) -> [Option<String>; 2] {
    let said = [&node.input, &node.output].map(|it| it.as_ref().map(|it| it.name.as_ref()));
    names_or_defaults(&node.name.value, said)
}

/// The name of each message that is there.
fn names_or_defaults(name: &str, said: [Option<Option<&Text>>; 2]) -> [Option<String>; 2] {
    let defaults = match said {
        [Some(_), Some(_)] => ["Request", "Response"],
        _ => ["", ""],
    };
    let [input, output] = said;
    let one = |said: Option<Option<&Text>>, default: &str| {
        said.map(|it| it.map_or_else(|| format!("{name}{default}"), |it| it.value.clone()))
    };
    [one(input, defaults[0]), one(output, defaults[1])]
}

impl Overloads<'_> {
    /// The operation that a binding means; reports one that is not there or not told apart.
    pub(super) fn find(&self, ctx: &mut Ctx<'_>, port_type: &PortType, bound: &BindingOperation) -> Option<usize> {
        let name = &bound.name.value;
        let candidates = self.by_name.get(name.as_str()).map(Vec::as_slice).unwrap_or_default();
        // Where there is but one, nobody asks for the names.
        if let [] | [_] = candidates {
            if candidates.is_empty() {
                let message = format!("operation `{name}` is not in port type `{}`", port_type.name.value);
                let diagnostic = Diagnostic::error("unknown-operation", message).at(&bound.name.span);
                ctx.report(diagnostic.note_at("the port type is declared here", &port_type.name.span));
            }
            return candidates.first().copied();
        }
        let of_names = |names| self.by_messages.get(&(name.as_str(), names)).map(Vec::as_slice).unwrap_or_default();
        // Names that are left out have defaults; where those lead nowhere, what is said may be enough.
        let messages = [&bound.input, &bound.output].map(|it| it.as_ref().map(|it| it.name.as_ref()));
        if let [one] = of_names(names_or_defaults(name, messages)) {
            return Some(*one);
        }
        let fitting = match messages.map(|it| it.flatten().map(|it| it.value.clone())) {
            [None, None] => candidates,
            said => of_names(said),
        };
        if let [one] = fitting {
            return Some(*one);
        }
        let mut diagnostic = if fitting.is_empty() {
            let message =
                format!("no operation `{name}` in port type `{}` has these names of messages", port_type.name.value);
            Diagnostic::error("unknown-operation", message).at(&bound.name.span)
        } else {
            let message = format!("port type `{}` has several operations `{name}`", port_type.name.value);
            let help = "say which is meant by the `name` of `wsdl:input` and `wsdl:output`, as the port type does";
            Diagnostic::error("ambiguous-operation", message).at(&bound.name.span).help(help)
        };
        let nodes = candidates.iter().filter_map(|idx| port_type.operations.get(*idx));
        for node in nodes.take(4) {
            diagnostic = diagnostic.note_at("one is declared here", &node.name.span);
        }
        ctx.report(diagnostic);
        None
    }

    /// Whether nothing tells an operation from an earlier one, which has been reported.
    pub(super) fn is_ambiguous(&self, idx: usize) -> bool {
        self.ambiguous.contains(&idx)
    }

    /// What tells an operation from others of its name: the name of its input, or of its output where the inputs have
    /// one name.
    pub(super) fn distinction(&self, name: &str, idx: usize) -> Option<String> {
        self.by_name.get(name).filter(|it| it.len() > 1)?;
        let [input, output] = self.messages.get(idx)?;
        let is_unique = self.by_messages.get(&(name, [input.clone(), None])).is_some_and(|it| it.len() == 1);
        if is_unique { input.clone() } else { output.clone() }
    }
}
