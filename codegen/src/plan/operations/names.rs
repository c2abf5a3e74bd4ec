//! What operations, their faults and the ports are called. Everything that the documents declare is named, chosen or not,
//! so that choosing one more does not rename others.

use std::collections::BTreeSet;

use crate::components::model::{Components, Operation};
use crate::plan::{naming, words};

/// The Rust names, by index in the components.
pub(super) struct Names {
    /// The module of each port type; `None` where there is one alone.
    pub(super) modules: Vec<Option<String>>,
    pub(super) operations: Vec<String>,
    pub(super) faults: Vec<String>,
    pub(super) ports: Vec<String>,
}

impl Names {
    pub(super) fn new(components: &Components) -> Names {
        let n_port_types = components.port_types.len();
        let mut modules = BTreeSet::new();
        let mut module = |name: &str| (n_port_types > 1).then(|| naming::member(&mut modules, words::snake(name)));
        let modules = components.port_types.iter().map(|it| module(&it.name.local)).collect();
        // What stands together in the module of a port type: types of all kinds, and constants.
        let mut taken = vec![BTreeSet::new(); n_port_types];
        let mut claim = |port_type: usize, candidates: Vec<String>| match taken.get_mut(port_type) {
            Some(taken) => match candidates.iter().find(|it| !taken.contains(*it)) {
                Some(name) => naming::member(taken, name.clone()),
                None => naming::member(taken, candidates.last().cloned().unwrap_or_default()),
            },
            None => String::new(),
        };
        let operations: Vec<String> =
            components.operations.iter().map(|it| claim(it.port_type, vec![operation(it)])).collect();
        let mut faults = Vec::new();
        for (operation, name) in components.operations.iter().zip(&operations) {
            faults.push(match operation.faults.is_empty() {
                true => String::new(),
                false => claim(operation.port_type, vec![format!("{name}Fault")]),
            });
        }
        let ports = components.ports.iter().map(|it| {
            let qualified = format!("{}_{}", it.service, it.name);
            claim(it.port_type, vec![constant(&it.name), constant(&qualified)])
        });
        let ports = ports.collect();
        Names { modules, operations, faults, ports }
    }
}

/// The name of an operation; an overloaded one is told from its like by the name of its input.
fn operation(operation: &Operation) -> String {
    let name = &operation.name;
    match &operation.overload {
        None => words::camel(name),
        Some(distinction) if distinction.len() > name.len() && distinction.starts_with(name) => {
            words::camel(distinction)
        }
        Some(distinction) => words::camel(&format!("{name}_{distinction}")),
    }
}

fn constant(name: &str) -> String {
    words::snake(name).trim_start_matches("r#").to_uppercase()
}
