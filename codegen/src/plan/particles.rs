//! Content models as trees of particles, as short as they can be told: for readers that follow them as they are written,
//! where slots would not do.

use super::content::{self, Leaf};
use super::{ModelTerm, Particle};
use crate::components::model::{Components, Compositor, ElementId, Particle as Source, Term};

/// A particle with all that is inside it.
#[derive(Debug)]
pub(super) struct Tree {
    min: u32,
    max: Option<u32>,
    node: Node,
}

#[derive(Debug)]
enum Node {
    /// An element or a wildcard; an element may stand in the place of the head of its substitution group.
    Leaf(Leaf, Option<ElementId>),
    Group(Compositor, Vec<Tree>),
}

/// What is left of a particle.
enum Left {
    /// It occurs never.
    Nothing,
    /// It admits no children.
    Empty,
    Tree(Tree),
}

/// The tree of a content model; `None` if it admits no children.
pub(super) fn tree(components: &Components, particle: &Source) -> Option<Tree> {
    match tidy(components, particle) {
        Left::Nothing | Left::Empty => None,
        Left::Tree(tree) => Some(tree),
    }
}

/// Whether the children of some group can be parted into its occurrences in more than one way: of `(a{1,2}, b?){2}`, two
/// `a` are one occurrence or two. Which it is shows when all has come, so that no reader of groups can tell.
pub(super) fn is_divisible(components: &Components, particle: &Source) -> bool {
    has_least_count(particle) && tree(components, particle).is_some_and(|tree| tree.is_divisible())
}

/// Whether anything must come twice or more. There is no need to look closer at other content models.
fn has_least_count(particle: &Source) -> bool {
    let of_parts = || match &particle.term {
        Term::Group(_, parts) => parts.iter().any(has_least_count),
        Term::Element(_) | Term::Wildcard(_) => false,
    };
    particle.min > 1 || of_parts()
}

/// Recurses as deep as a content model is nested, which is limited when it is built.
fn tidy(components: &Components, particle: &Source) -> Left {
    let (min, max) = (particle.min, particle.max);
    if max == Some(0) {
        return Left::Nothing;
    }
    let leaf = |leaf, head| Tree { min: 1, max: Some(1), node: Node::Leaf(leaf, head) };
    match &particle.term {
        Term::Element(element) => {
            // What can stand in the place of the head of a substitution group is a choice.
            let slot = content::element_slot(components, particle, element);
            let leaves = slot.leaves.into_iter().map(|it| leaf(it, slot.head)).collect();
            Left::Tree(group(Compositor::Choice, leaves, min, max))
        }
        Term::Wildcard(wildcard) => Left::Tree(Tree { min, max, ..leaf(Leaf::Any(wildcard.clone()), None) }),
        Term::Group(compositor, parts) => {
            let mut trees = Vec::new();
            let mut has_empty = false;
            for part in parts {
                match tidy(components, part) {
                    Left::Nothing => {}
                    Left::Empty => has_empty = true,
                    Left::Tree(tree) => trees.push(tree),
                }
            }
            // A choice without alternatives admits nothing, not even no children (Part 1, 3.8.6).
            let is_empty = trees.is_empty() && (has_empty || min == 0 || *compositor != Compositor::Choice);
            if is_empty {
                return Left::Empty;
            }
            let min = if has_empty && *compositor == Compositor::Choice { 0 } else { min };
            Left::Tree(group(*compositor, trees, min, max))
        }
    }
}

/// A group without groups inside that say nothing of their own. One that admits no children need not occur.
fn group(compositor: Compositor, parts: Vec<Tree>, min: u32, max: Option<u32>) -> Tree {
    let mut flat = Vec::new();
    for part in parts {
        match part {
            Tree { min: 1, max: Some(1), node: Node::Group(inner, parts) }
                if inner == compositor && compositor != Compositor::All =>
            {
                flat.extend(parts);
            }
            part => flat.push(part),
        }
    }
    let may_be_empty = match compositor {
        Compositor::Choice => flat.iter().any(|part| part.min == 0),
        Compositor::Sequence | Compositor::All => flat.iter().all(|part| part.min == 0),
    };
    let min = if may_be_empty { 0 } else { min };
    if let [one] = flat.as_slice()
        && let Some((min, max)) = product((one.min, one.max), (min, max))
        && let Some(one) = flat.pop()
    {
        return Tree { min, max, ..one };
    }
    Tree { min, max, node: Node::Group(compositor, flat) }
}

/// How often something occurs that occurs so often in each of so many groups, if that is a range without gaps.
fn product(inner: (u32, Option<u32>), outer: (u32, Option<u32>)) -> Option<(u32, Option<u32>)> {
    let min = inner.0.checked_mul(outer.0)?;
    let max = match (inner.1, outer.1) {
        (Some(inner), Some(outer)) => Some(inner.checked_mul(outer)?),
        _ => None,
    };
    // The widest gap is the first: between the most of some groups and the least of one group more.
    let least = outer.0.max(1);
    let behind_first = match inner.1 {
        None => true,
        Some(most) => {
            let most = u64::from(most) * u64::from(least);
            u64::from(inner.0) * (u64::from(least) + 1) <= most + 1
        }
    };
    let behind_none = outer.0 > 0 || inner.0 <= 1;
    let is_whole = Some(outer.0) == outer.1 || (behind_none && (Some(least) == outer.1 || behind_first));
    is_whole.then_some((min, max))
}

impl Tree {
    /// Its elements and wildcards, in their order, each with the head that it may stand for.
    pub(super) fn leaves(&self) -> Vec<(&Leaf, Option<ElementId>)> {
        let mut leaves = Vec::new();
        let mut stack = vec![self];
        while let Some(tree) = stack.pop() {
            match &tree.node {
                Node::Leaf(leaf, head) => leaves.push((leaf, *head)),
                Node::Group(_, parts) => stack.extend(parts.iter().rev()),
            }
        }
        leaves
    }

    fn is_divisible(&self) -> bool {
        let Node::Group(_, parts) = &self.node else { return false };
        (self.max != Some(1) && self.whole_parts().into_iter().any(|part| self.is_divided_by(part)))
            || parts.iter().any(Tree::is_divisible)
    }

    /// Whether occurrences of a part that makes up a whole occurrence of this group can be of one such or of several, and
    /// it matters: there is a least number of them, or the most of one cannot be followed by less than the least of the
    /// next.
    fn is_divided_by(&self, part: &Tree) -> bool {
        Some(part.min) != part.max && (self.min > 1 || (part.min > 1 && part.max.is_some()))
    }

    /// The particles inside that make up an occurrence of this group by themselves.
    fn whole_parts(&self) -> Vec<&Tree> {
        let mut found = Vec::new();
        let mut stack = vec![self];
        while let Some(tree) = stack.pop() {
            let Node::Group(compositor, parts) = &tree.node else { continue };
            let mut n_required = parts.iter().filter(|part| part.min > 0);
            let required = n_required.next();
            let is_only = n_required.next().is_none();
            for part in parts {
                let is_whole = match compositor {
                    Compositor::Choice => true,
                    Compositor::Sequence | Compositor::All => {
                        is_only && required.is_none_or(|it| std::ptr::eq(it, part))
                    }
                };
                if is_whole {
                    found.push(part);
                    stack.push(part);
                }
            }
        }
        found
    }

    /// Whether it admits any number of all of its elements, in any order.
    fn is_free(&self) -> bool {
        (self.min, self.max) == (0, None)
            && match &self.node {
                Node::Leaf(..) => true,
                Node::Group(Compositor::Choice, parts) => {
                    parts.iter().all(|part| part.min <= 1 && matches!(part.node, Node::Leaf(..)))
                }
                Node::Group(Compositor::Sequence | Compositor::All, _) => false,
            }
    }

    /// The list of particles for readers, with the line of the table for each leaf; empty if all may come in any order
    /// and number.
    pub(super) fn list(&self, line: &dyn Fn(&Leaf) -> usize) -> Vec<Particle> {
        let mut list = Vec::new();
        if !self.is_free() {
            self.add_to(&mut list, line);
        }
        list
    }

    fn add_to(&self, list: &mut Vec<Particle>, line: &dyn Fn(&Leaf) -> usize) {
        let at = list.len();
        let (min, max) = (self.min, self.max);
        match &self.node {
            Node::Leaf(leaf, _) => list.push(Particle { min, max, term: ModelTerm::Child(line(leaf)) }),
            Node::Group(compositor, parts) => {
                list.push(Particle { min, max, term: ModelTerm::Group(*compositor, 0) });
                parts.iter().for_each(|part| part.add_to(list, line));
                let inside = list.len() - at - 1;
                if let Some(Particle { term: ModelTerm::Group(_, n), .. }) = list.get_mut(at) {
                    *n = inside;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::product;

    /// Each product against the counts that it stands for.
    #[test]
    fn products_have_no_gaps() {
        let range = |min: u32, n: u32| (0..n).map(move |more| (min, Some(min + more))).collect::<Vec<_>>();
        let ranges: Vec<_> = (0..4).flat_map(|min| range(min, 4)).filter(|&(_, max)| max != Some(0)).collect();
        for &inner in &ranges {
            for &outer in &ranges {
                let mut counts = std::collections::BTreeSet::from([0]);
                let mut all = std::collections::BTreeSet::new();
                for n in 0..=outer.1.unwrap_or(0) {
                    if n > 0 {
                        let more = inner.0..=inner.1.unwrap_or(0);
                        counts = counts.iter().flat_map(|count| more.clone().map(move |more| count + more)).collect();
                    }
                    if n >= outer.0 {
                        all.extend(counts.iter().copied());
                    }
                }
                let (min, max) = (inner.0 * outer.0, inner.1.unwrap_or(0) * outer.1.unwrap_or(0));
                let is_whole = all.iter().copied().eq(min..=max);
                assert_eq!(product(inner, outer), is_whole.then_some((min, Some(max))), "{inner:?} in {outer:?}");
            }
        }
        assert_eq!(product((2, None), (0, None)), None);
        assert_eq!(product((2, None), (1, None)), Some((2, None)));
        assert_eq!(product((1, Some(1)), (0, None)), Some((0, None)));
        assert_eq!(product((1, Some(u32::MAX)), (1, Some(2))), None);
    }
}
