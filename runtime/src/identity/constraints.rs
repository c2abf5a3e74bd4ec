//! Which elements a constraint is about, what their fields are, and whether those are unique or refer to something
//! (XSD 1.0 Part 1, 3.11.4).

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::rc::Rc;

use super::kind::Value;
use super::path::XPath;
use super::{Constraint, ConstraintKind, Identity};
use crate::namespace::NamespaceId;

/// The values of the fields of an element, in order.
type Key = Box<[Value]>;

/// The elements of a key by their values; `None` for a value that several children have, so that it refers to none.
type Table = HashMap<Key, Option<usize>>;

/// What is wrong, and where.
#[derive(Debug)]
pub(super) struct Broken {
    pub(super) offset: usize,
    pub(super) message: String,
    /// Where the first one is, of what must not come again.
    pub(super) first: Option<usize>,
}

/// The constraints that are being checked.
#[derive(Debug)]
pub(super) struct Constraints {
    identity: &'static Identity,
    /// The paths of each constraint, once they have been asked for.
    paths: Vec<Option<Rc<Paths>>>,
    is_referenced: Vec<bool>,
    /// Innermost last.
    scopes: Vec<Scope>,
    targets: Vec<Target>,
}

#[derive(Debug)]
struct Paths {
    selector: XPath,
    fields: Vec<XPath>,
}

/// An element that has a constraint.
#[derive(Debug)]
struct Scope {
    constraint: usize,
    paths: Rc<Paths>,
    depth: usize,
    own: HashMap<Key, usize>,
    /// Of a keyref: what is referred to, and where.
    references: Vec<(Key, usize)>,
}

/// An element that a constraint is about.
#[derive(Debug)]
struct Target {
    scope: usize,
    depth: usize,
    start: usize,
    fields: Vec<Field>,
}

/// What has been found of a field.
#[derive(Debug, Clone, PartialEq)]
enum Field {
    Missing,
    Awaited,
    Nil,
    Value(Value),
}

/// A field whose value is the text of an element.
#[derive(Debug, Clone, Copy)]
pub(super) struct Awaited {
    target: usize,
    field: usize,
}

/// The keys in an element, by constraint.
#[derive(Debug, Default)]
pub(super) struct Tables(Vec<(usize, Table)>);

/// What a field looks at: the element that is being entered.
pub(super) trait Node {
    /// The values of the attributes whose names pass.
    fn attributes(&self, admits: &dyn Fn(NamespaceId, &str) -> bool) -> Vec<Value>;
}

impl Constraints {
    pub(super) fn new(identity: &'static Identity) -> Self {
        let mut is_referenced = vec![false; identity.constraints.len()];
        for constraint in identity.constraints {
            if let ConstraintKind::KeyRef(refer) = constraint.kind
                && let Some(is_referenced) = is_referenced.get_mut(refer)
            {
                *is_referenced = true;
            }
        }
        let paths = identity.constraints.iter().map(|_| None).collect();
        Self { identity, paths, is_referenced, scopes: Vec::new(), targets: Vec::new() }
    }

    /// Whether nothing is looked for in the elements that follow.
    pub(super) fn is_idle(&self) -> bool {
        self.scopes.is_empty()
    }

    fn definition(&self, scope: &Scope) -> Option<&'static Constraint> {
        self.identity.constraints.get(scope.constraint)
    }

    /// Begins with the constraints of the element at `depth`.
    pub(super) fn open(&mut self, constraints: &'static [usize], depth: usize) {
        for &constraint in constraints {
            let Some(definition) = self.identity.constraints.get(constraint) else { continue };
            let Some(slot) = self.paths.get_mut(constraint) else { continue };
            let parse = |path: &'static str| XPath::parse(path, self.identity.namespaces);
            let paths = slot.get_or_insert_with(|| {
                let fields = definition.fields.iter().map(|field| parse(field)).collect();
                Rc::new(Paths { selector: parse(definition.selector), fields })
            });
            self.scopes.push(Scope {
                constraint,
                paths: Rc::clone(paths),
                depth,
                own: HashMap::new(),
                references: Vec::new(),
            });
        }
    }

    /// Enters the last of the open elements. What it is a field of waits for its text.
    pub(super) fn enter(
        &mut self,
        names: &[(NamespaceId, &str)],
        start: usize,
        node: &dyn Node,
    ) -> Result<Vec<Awaited>, Broken> {
        let depth = names.len().saturating_sub(1);
        for (index, scope) in self.scopes.iter().enumerate() {
            let way = names.get(scope.depth..).unwrap_or_default();
            if scope.paths.selector.0.iter().any(|path| path.leads_to(way)) {
                let fields = vec![Field::Missing; scope.paths.fields.len()];
                self.targets.push(Target { scope: index, depth, start, fields });
            }
        }
        let mut awaited = Vec::new();
        for (index, target) in self.targets.iter_mut().enumerate() {
            let Some(scope) = self.scopes.get(target.scope) else { continue };
            let way = names.get(target.depth..).unwrap_or_default();
            for (number, (field, path)) in target.fields.iter_mut().zip(&scope.paths.fields).enumerate() {
                let mut leading = path.0.iter().filter(|path| path.leads_to(way)).peekable();
                if leading.peek().is_none() {
                    continue;
                }
                let (of_attributes, of_element): (Vec<_>, Vec<_>) = leading.partition(|path| path.attribute.is_some());
                let mut values = Vec::new();
                if !of_attributes.is_empty() {
                    values = node.attributes(&|namespace, local| {
                        let mut tests = of_attributes.iter().filter_map(|path| path.attribute);
                        tests.any(|test| test.admits(namespace, local))
                    });
                }
                let is_element = !of_element.is_empty();
                let n_before = usize::from(*field != Field::Missing);
                if n_before + values.len() + usize::from(is_element) > 1 {
                    let (path, name) = describe_field(self.identity, scope, number);
                    let message = format!("`{path}`, a field of `{name}`, is more than one here");
                    return Err(Broken { offset: start, message, first: None });
                }
                if is_element {
                    *field = Field::Awaited;
                    awaited.push(Awaited { target: index, field: number });
                } else if let Some(value) = values.pop() {
                    *field = Field::Value(value);
                }
            }
        }
        Ok(awaited)
    }

    /// A field has no simple type, so that there is nothing to compare.
    pub(super) fn not_simple(&self, awaited: Awaited, offset: usize) -> Broken {
        let (path, name) = self.describe(awaited);
        let message = format!("this is `{path}`, a field of `{name}`, and must have text of a simple type");
        Broken { offset, message, first: None }
    }

    /// The element of a field is declared nillable: that is an error of a key (3.11.4: 4.2.3).
    pub(super) fn check_nillable(&self, awaited: Awaited, offset: usize) -> Result<(), Broken> {
        let scope = self.targets.get(awaited.target).and_then(|target| self.scopes.get(target.scope));
        let definition = scope.and_then(|scope| self.definition(scope));
        if definition.is_none_or(|it| it.kind != ConstraintKind::Key) {
            return Ok(());
        }
        let (path, name) = self.describe(awaited);
        let message = format!("this is `{path}`, a field of the key `{name}`, and must not be nillable");
        Err(Broken { offset, message, first: None })
    }

    fn describe(&self, awaited: Awaited) -> (&'static str, &'static str) {
        let scope = self.targets.get(awaited.target).and_then(|target| self.scopes.get(target.scope));
        scope.map_or(("", ""), |scope| describe_field(self.identity, scope, awaited.field))
    }

    /// The text of the element of a field has been read; `None` if it is nil.
    pub(super) fn fill(&mut self, awaited: Awaited, value: Option<Value>) {
        let target = self.targets.get_mut(awaited.target);
        if let Some(field) = target.and_then(|target| target.fields.get_mut(awaited.field)) {
            *field = value.map_or(Field::Nil, Field::Value);
        }
    }

    /// Leaves the element at `depth`, which has `tables` in it. What remains of these is for the element around it.
    pub(super) fn leave(&mut self, depth: usize, mut tables: Tables) -> Result<Tables, Broken> {
        while let Some(target) = self.targets.pop_if(|target| target.depth == depth) {
            self.finish(target)?;
        }
        let mut references = Vec::new();
        while let Some(scope) = self.scopes.pop_if(|scope| scope.depth == depth) {
            let Some(definition) = self.definition(&scope) else { continue };
            if let ConstraintKind::KeyRef(refer) = definition.kind {
                references.push((refer, definition.name, scope.references));
            } else if self.is_referenced.get(scope.constraint) == Some(&true) {
                tables.own(scope.constraint, scope.own);
            }
        }
        let mut dangling: Option<Broken> = None;
        for (refer, name, references) in references {
            let table = tables.0.iter().find(|(constraint, _)| *constraint == refer).map(|(_, table)| table);
            let is_there = |key: &Key| table.and_then(|table| table.get(key)).is_some_and(Option::is_some);
            let Some((key, offset)) = references.into_iter().find(|(key, _)| !is_there(key)) else { continue };
            if dangling.as_ref().is_none_or(|earlier| offset < earlier.offset) {
                let key_name = self.identity.constraints.get(refer).map_or("", |it| it.name);
                let message = format!("`{name}` refers to {}, which is no value of `{key_name}`", show(&key));
                dangling = Some(Broken { offset, message, first: None });
            }
        }
        match dangling {
            Some(broken) => Err(broken),
            None => {
                tables.0.retain(|(constraint, _)| self.is_awaited(*constraint));
                tables.forget_conflicts();
                Ok(tables)
            }
        }
    }

    /// Whether an element further out has references to a constraint.
    fn is_awaited(&self, constraint: usize) -> bool {
        let mut kinds = self.scopes.iter().filter_map(|scope| self.definition(scope)).map(|it| it.kind);
        kinds.any(|kind| kind == ConstraintKind::KeyRef(constraint))
    }

    /// An element that a constraint is about has been read.
    fn finish(&mut self, target: Target) -> Result<(), Broken> {
        let identity = self.identity;
        let Some(scope) = self.scopes.get_mut(target.scope) else { return Ok(()) };
        let Some(definition) = identity.constraints.get(scope.constraint) else { return Ok(()) };
        let mut key = Vec::with_capacity(target.fields.len());
        for (number, field) in target.fields.into_iter().enumerate() {
            match field {
                Field::Value(value) => key.push(value),
                Field::Missing | Field::Awaited | Field::Nil if definition.kind == ConstraintKind::Key => {
                    let (path, name) = describe_field(identity, scope, number);
                    let message = format!("`{path}` is missing; it is a field of the key `{name}`");
                    return Err(Broken { offset: target.start, message, first: None });
                }
                Field::Missing | Field::Awaited | Field::Nil => return Ok(()),
            }
        }
        let key = key.into_boxed_slice();
        if let ConstraintKind::KeyRef(_) = definition.kind {
            scope.references.push((key, target.start));
            return Ok(());
        }
        match scope.own.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(target.start);
                Ok(())
            }
            Entry::Occupied(entry) => {
                let message = format!("the value {} of `{}` comes a second time", show(entry.key()), definition.name);
                // Elements are finished inside out, so that the first to be finished may begin later.
                let (first, second) = (target.start.min(*entry.get()), target.start.max(*entry.get()));
                Err(Broken { offset: second, message, first: Some(first) })
            }
        }
    }
}

impl Tables {
    /// Adds the keys of an element itself, which count before those of its children.
    fn own(&mut self, constraint: usize, own: HashMap<Key, usize>) {
        let table = self.table(constraint);
        table.extend(own.into_iter().map(|(key, node)| (key, Some(node))));
    }

    /// Adds the keys of a child. What two of them have refers to neither.
    pub(super) fn add(&mut self, child: Tables) {
        for (constraint, mut other) in child.0 {
            let table = self.table(constraint);
            if table.len() < other.len() {
                std::mem::swap(table, &mut other);
            }
            for (key, node) in other {
                match table.entry(key) {
                    Entry::Vacant(entry) => {
                        entry.insert(node);
                    }
                    Entry::Occupied(mut entry) if *entry.get() != node => *entry.get_mut() = None,
                    Entry::Occupied(_) => {}
                }
            }
        }
    }

    fn table(&mut self, constraint: usize) -> &mut Table {
        let found = self.0.iter().position(|(it, _)| *it == constraint);
        let index = found.unwrap_or_else(|| {
            self.0.push((constraint, Table::new()));
            self.0.len() - 1
        });
        &mut self.0[index].1
    }

    /// Forgets the values that several children have: for an element further out they are not there.
    fn forget_conflicts(&mut self) {
        for (_, table) in &mut self.0 {
            if table.values().any(Option::is_none) {
                table.retain(|_, node| node.is_some());
            }
        }
    }
}

/// A field and its constraint, for messages.
fn describe_field(identity: &'static Identity, scope: &Scope, number: usize) -> (&'static str, &'static str) {
    let Some(definition) = identity.constraints.get(scope.constraint) else { return ("", "") };
    let path = definition.fields.get(number).copied().unwrap_or_default();
    (if path.is_empty() { "." } else { path }, definition.name)
}

/// The values of fields, for messages.
fn show(key: &[Value]) -> String {
    /// How many characters of a value are shown.
    const MAX_CHARS: usize = 60;
    let shown = key.iter().map(|value| {
        let text = value.to_string();
        match text.char_indices().nth(MAX_CHARS) {
            Some((end, _)) => format!("{:?}…", text.get(..end).unwrap_or_default()),
            None => format!("{text:?}"),
        }
    });
    shown.collect::<Vec<_>>().join(", ")
}
