//! Content models as trees of particles (XSD 1.0 Part 1, 3.8 and 3.9): what strict reading follows where children are
//! not members of their own, so that a table of slots does not tell how often they may come and in which order.

use crate::table::Occurs;

/// A particle of a content model, which is a static list of them: each group stands before the particles inside it.
///
/// A group whose content may be empty must have a `minOccurs` of 0: that is how a model says that it need not come.
#[derive(Debug)]
pub struct Particle {
    occurs: Occurs,
    term: Term,
}

/// What occurs; of a group how many particles of the list are inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Term {
    /// The child of the table with this number.
    Child(usize),
    Sequence(usize),
    Choice(usize),
    All(usize),
}

impl Particle {
    /// An element or a wildcard: the child of the type's table with this number.
    pub const fn child(number: usize, occurs: Occurs) -> Self {
        Self { occurs, term: Term::Child(number) }
    }

    /// A sequence; the next `inside` particles of the list are its content.
    pub const fn sequence(inside: usize, occurs: Occurs) -> Self {
        Self { occurs, term: Term::Sequence(inside) }
    }

    /// A choice.
    pub const fn choice(inside: usize, occurs: Occurs) -> Self {
        Self { occurs, term: Term::Choice(inside) }
    }

    /// `xs:all`.
    pub const fn all(inside: usize, occurs: Occurs) -> Self {
        Self { occurs, term: Term::All(inside) }
    }

    /// How many particles of the list are inside it.
    fn inside(&self) -> usize {
        match self.term {
            Term::Child(_) => 0,
            Term::Sequence(inside) | Term::Choice(inside) | Term::All(inside) => inside,
        }
    }
}

/// How far the children of one element have got in a content model.
///
/// An unambiguous model (Part 1, 3.8.6) tells which particle a child belongs to, but not always which occurrence of the
/// groups around it: of `(a{1,2}){2}`, two `a` are one group or two. So there may be several ways, all of which go on.
#[derive(Debug)]
pub(crate) struct Progress {
    model: &'static [Particle],
    ways: Vec<Way>,
}

/// One way through the model: the particles from the whole model down to the last child, each with the number of its
/// occurrences. Empty before the first child.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Way {
    path: Vec<(usize, u32)>,
    /// Which particles of the innermost `xs:all` have come, a bit each.
    came: Vec<u64>,
}

/// More ways than this are not followed, the first ones being those with the fewest groups. Only groups with limits that
/// are counted inside groups with limits have more than a few.
const MAX_WAYS: usize = 128;

impl Progress {
    pub(crate) fn new(model: &'static [Particle]) -> Self {
        Self { model, ways: vec![Way::default()] }
    }

    /// Goes on to the next child; `fits` tells whether it is the child with a number. Gives the number of the child that
    /// it is, or `None` if it may not come now; then nothing has changed.
    pub(crate) fn step(&mut self, fits: &mut dyn FnMut(usize) -> bool) -> Option<usize> {
        let mut walk = Walk { model: self.model, fits, found: Vec::new() };
        for way in &self.ways {
            walk.advance(way.clone());
        }
        let &(last, _) = walk.found.first()?.path.last()?;
        self.ways = walk.found;
        match self.model.get(last)?.term {
            Term::Child(number) => Some(number),
            Term::Sequence(_) | Term::Choice(_) | Term::All(_) => None,
        }
    }

    /// The numbers of the children that may come next.
    pub(crate) fn expected(&self) -> Vec<usize> {
        let mut numbers = Vec::new();
        let mut note = |number| {
            if !numbers.contains(&number) {
                numbers.push(number);
            }
            false
        };
        let mut walk = Walk { model: self.model, fits: &mut note, found: Vec::new() };
        for way in &self.ways {
            walk.advance(way.clone());
        }
        numbers
    }

    /// Whether the content may end here.
    pub(crate) fn may_end(&self) -> bool {
        let mut walk = Walk { model: self.model, fits: &mut |_| false, found: Vec::new() };
        self.ways.iter().any(|way| walk.advance(way.clone()))
    }
}

/// Finds the places that the next child can have.
struct Walk<'a> {
    model: &'static [Particle],
    fits: &'a mut dyn FnMut(usize) -> bool,
    found: Vec<Way>,
}

impl Walk<'_> {
    /// Goes on from the last child: with another occurrence of it, with what follows it in the group around, and so on
    /// outward as long as nothing is missing. Says whether the content may end here.
    fn advance(&mut self, mut way: Way) -> bool {
        if way.path.is_empty() {
            self.enter(0, &mut way);
            return self.model.first().is_none_or(|whole| whole.occurs.min == 0);
        }
        while let Some((at, count)) = way.path.pop() {
            let Some(particle) = self.model.get(at) else { return false };
            let Occurs { min, max } = particle.occurs;
            if count < max {
                // Of what may come without end, only counts below the least one differ.
                let next = if max == u32::MAX { (count + 1).min(min.max(1)) } else { count + 1 };
                way.path.push((at, next));
                self.begin(at, &mut way);
                way.path.pop();
            }
            if count < min {
                return false;
            }
            let Some(&(around, _)) = way.path.last() else { return true };
            if !self.follow(around, at, &mut way) {
                return false;
            }
        }
        true
    }

    /// What follows the particle `at` in the group around it. Says whether nothing needs to.
    fn follow(&mut self, around: usize, at: usize, way: &mut Way) -> bool {
        let Some(group) = self.model.get(around) else { return false };
        let end = around + 1 + group.inside();
        match group.term {
            Term::Child(_) | Term::Choice(_) => true,
            Term::Sequence(_) => self.enter_in_order(self.next(at), end, way),
            Term::All(_) => {
                let is_complete = self.enter_missing(around, way);
                way.came.clear();
                is_complete
            }
        }
    }

    /// The particle behind one and all that is inside it.
    fn next(&self, at: usize) -> usize {
        at + 1 + self.model.get(at).map_or(0, Particle::inside)
    }

    /// Begins a particle.
    fn enter(&mut self, at: usize, way: &mut Way) {
        way.path.push((at, 1));
        self.begin(at, way);
        way.path.pop();
    }

    /// Begins an occurrence of a particle. Recurses as deep as the model is nested, which the generator limits.
    fn begin(&mut self, at: usize, way: &mut Way) {
        let Some(particle) = self.model.get(at) else { return };
        let end = at + 1 + particle.inside();
        match particle.term {
            Term::Child(number) => {
                if (self.fits)(number) {
                    self.put(way);
                }
            }
            Term::Sequence(_) => _ = self.enter_in_order(at + 1, end, way),
            Term::Choice(_) => {
                let mut part = at + 1;
                while part < end {
                    self.enter(part, way);
                    part = self.next(part);
                }
            }
            Term::All(_) => {
                let outer = std::mem::take(&mut way.came);
                self.enter_missing(at, way);
                way.came = outer;
            }
        }
    }

    /// Begins each particle before the first that must come. Says whether there is none.
    fn enter_in_order(&mut self, from: usize, end: usize, way: &mut Way) -> bool {
        let mut part = from;
        while part < end {
            self.enter(part, way);
            if self.model.get(part).is_some_and(|part| part.occurs.min > 0) {
                return false;
            }
            part = self.next(part);
        }
        true
    }

    /// Begins each particle of an `xs:all` that has not come. Says whether none of those must come.
    fn enter_missing(&mut self, all: usize, way: &mut Way) -> bool {
        let inside = self.model.get(all).map_or(0, Particle::inside);
        way.came.resize(inside.div_ceil(64), 0);
        let mut is_complete = true;
        let mut part = all + 1;
        while part <= all + inside {
            let (word, bit) = ((part - all - 1) / 64, 1 << ((part - all - 1) % 64));
            if way.came.get(word).is_some_and(|came| came & bit == 0) {
                way.came.iter_mut().skip(word).take(1).for_each(|came| *came |= bit);
                self.enter(part, way);
                way.came.iter_mut().skip(word).take(1).for_each(|came| *came &= !bit);
                is_complete &= self.model.get(part).is_some_and(|part| part.occurs.min == 0);
            }
            part = self.next(part);
        }
        is_complete
    }

    /// Notes a way, unless one that is known leads wherever it leads.
    fn put(&mut self, way: &Way) {
        let model = self.model;
        if self.found.len() == MAX_WAYS || self.found.iter().any(|known| covers(model, known, way)) {
            return;
        }
        self.found.retain(|known| !covers(model, way, known));
        self.found.push(way.clone());
    }
}

/// Whether whatever may follow `other` may also follow `one`: they are the same but for counts that are high enough in
/// both, and leave more to come in `one`.
fn covers(model: &[Particle], one: &Way, other: &Way) -> bool {
    let is_covered = |(&(at, count), &(other_at, other_count)): (&(usize, u32), &(usize, u32))| {
        let min = model.get(at).map_or(0, |particle| particle.occurs.min);
        at == other_at && (count == other_count || (min <= count && count < other_count))
    };
    one.came == other.came && one.path.len() == other.path.len() && one.path.iter().zip(&other.path).all(is_covered)
}

#[cfg(test)]
mod tests {
    use super::{Particle, Progress};
    use crate::table::{MANY, ONE, OPTIONAL, Occurs, SOME};

    /// Which of all words of some letters a model takes: `accepted` says what it should.
    fn check(model: &'static [Particle], letters: usize, n: u32, accepted: &dyn Fn(&str) -> bool) {
        for length in 0..=n {
            for number in 0..letters.pow(length) {
                let digits = (0..length).map(|place| number / letters.pow(place) % letters);
                let word: String = digits.clone().map(|digit| char::from(b'a' + digit as u8)).collect();
                let mut progress = Progress::new(model);
                let taken = digits.clone().all(|digit| progress.step(&mut |child| child == digit) == Some(digit));
                assert_eq!(taken && progress.may_end(), accepted(&word), "{word:?}");
            }
        }
    }

    #[test]
    fn groups_counted_in_groups() {
        static PAIRS: &[Particle] = &[
            Particle::sequence(2, Occurs::new(2, 3)),
            Particle::child(1, OPTIONAL),
            Particle::child(0, Occurs::new(1, 2)),
        ];
        // The ways to part a word into groups, tried out.
        fn parts(word: &str, n: u32) -> bool {
            let groups = ["a", "aa", "ba", "baa"];
            (word.is_empty() && (2..=3).contains(&n))
                || (n < 3 && groups.iter().filter_map(|it| word.strip_prefix(it)).any(|rest| parts(rest, n + 1)))
        }
        check(PAIRS, 2, 9, &|word| parts(word, 0));
    }

    #[test]
    fn gaps_between_counts() {
        static THREES: &[Particle] = &[Particle::sequence(1, Occurs::new(0, 3)), Particle::child(0, Occurs::new(3, 4))];
        check(THREES, 1, 20, &|word| matches!(word.len(), 0 | 3 | 4 | 6..=12));
        static TWOS: &[Particle] = &[Particle::sequence(1, SOME), Particle::child(0, Occurs::new(2, 2))];
        check(TWOS, 1, 9, &|word| !word.is_empty() && word.len() % 2 == 0);
    }

    #[test]
    fn choices_and_all() {
        static MODEL: &[Particle] = &[
            Particle::choice(5, MANY),
            Particle::sequence(2, ONE),
            Particle::child(0, ONE),
            Particle::child(1, SOME),
            Particle::sequence(1, ONE),
            Particle::child(2, Occurs::new(2, 2)),
        ];
        fn is_valid(word: &str) -> bool {
            let after_b =
                |word: &str| is_valid(word) || (1..9).any(|n| word.strip_prefix(&"b".repeat(n)).is_some_and(is_valid));
            word.is_empty()
                || word.strip_prefix("ab").is_some_and(after_b)
                || word.strip_prefix("cc").is_some_and(is_valid)
        }
        check(MODEL, 3, 7, &is_valid);

        static ALL: &[Particle] = &[
            Particle::all(3, OPTIONAL),
            Particle::child(0, ONE),
            Particle::child(1, OPTIONAL),
            Particle::child(2, ONE),
        ];
        let valid = ["", "ac", "ca", "abc", "acb", "bac", "bca", "cab", "cba"];
        check(ALL, 3, 5, &|word| valid.contains(&word));
    }

    /// Counts need no room of their own, and where they could be told apart in very many ways, reading does not.
    #[test]
    fn large_counts() {
        static MODEL: &[Particle] = &[
            Particle::sequence(1, Occurs::new(0, 100_000)),
            Particle::sequence(1, Occurs::new(2, 100_000)),
            Particle::child(0, Occurs::new(2, 100_000)),
        ];
        let mut progress = Progress::new(MODEL);
        for n in 1..=5_000 {
            assert_eq!(progress.step(&mut |_| true), Some(0));
            assert_eq!(progress.may_end(), n > 3, "{n}");
        }
        assert!(progress.ways.len() <= super::MAX_WAYS);
        assert_eq!(progress.step(&mut |_| false), None);
    }

    #[test]
    fn a_choice_of_nothing_admits_nothing() {
        static NOTHING: &[Particle] = &[Particle::choice(0, ONE)];
        check(NOTHING, 1, 2, &|_| false);
    }
}
