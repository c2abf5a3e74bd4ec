//! Running the automaton of a pattern: all states it can be in at once, one character after the other.

use super::char_set::CharSet;
use super::program::{Instruction, Program};

/// The two ways to run a program.
#[derive(Debug, Clone)]
pub(super) enum Matcher {
    /// For programs of few sets: the states are the bits of a word.
    Small(Small),
    /// For all others: the states are lists.
    Large(Program),
}

impl Matcher {
    pub(super) fn new(program: Program) -> Self {
        match Small::new(&program) {
            Some(small) => Self::Small(small),
            None => Self::Large(program),
        }
    }

    pub(super) fn n_states(&self) -> usize {
        match self {
            Self::Small(small) => small.states.len(),
            Self::Large(program) => program.instructions.len(),
        }
    }

    pub(super) fn is_match(&self, text: &str) -> bool {
        match self {
            Self::Small(small) => small.is_match(text),
            Self::Large(program) => run(program, text),
        }
    }
}

/// A program of at most 63 [`Instruction::Set`], without the other instructions: each state waits for a character of
/// its set, and has a word that tells by one bit each which states wait after that character.
#[derive(Debug, Clone)]
pub(super) struct Small {
    start: u64,
    states: Vec<State>,
    sets: Vec<CharSet>,
}

#[derive(Debug, Clone)]
struct State {
    set: usize,
    next: u64,
}

/// The bit of the state in which the pattern has matched.
const MATCHED: u64 = 1 << 63;

impl Small {
    /// The same automaton, if it is small enough.
    pub(super) fn new(program: &Program) -> Option<Self> {
        let mut n_states = 0_u32;
        // The bit of each instruction that waits for something.
        let bits: Vec<u64> = program
            .instructions
            .iter()
            .map(|instruction| match instruction {
                Instruction::Set(_) => {
                    let bit = 1_u64.checked_shl(n_states).filter(|bit| *bit < MATCHED);
                    n_states = n_states.saturating_add(1);
                    bit
                }
                Instruction::Match => Some(MATCHED),
                Instruction::Split(..) | Instruction::Jump(_) => Some(0),
            })
            .collect::<Option<_>>()?;
        let mut threads = Threads::new(program.instructions.len());
        let mut reach = |place| {
            threads.clear();
            threads.add(place, &program.instructions);
            threads.list.iter().filter_map(|&place| bits.get(place)).fold(0, |all, bit| all | bit)
        };
        let start = reach(0);
        let mut states = Vec::new();
        for (place, instruction) in program.instructions.iter().enumerate() {
            if let Instruction::Set(set) = instruction {
                states.push(State { set: *set as usize, next: reach(place.saturating_add(1)) });
            }
        }
        Some(Self { start, states, sets: program.sets.clone() })
    }

    pub(super) fn is_match(&self, text: &str) -> bool {
        let mut current = self.start;
        for c in text.chars() {
            let mut next = 0;
            let mut waiting = current & !MATCHED;
            while waiting != 0 {
                let state = self.states.get(waiting.trailing_zeros() as usize);
                waiting &= waiting - 1;
                next |= state.map_or(0, |state| {
                    let is_in = self.sets.get(state.set).is_some_and(|set| set.contains(c));
                    if is_in { state.next } else { 0 }
                });
            }
            if next == 0 {
                return false;
            }
            current = next;
        }
        current & MATCHED != 0
    }
}

/// The places of a program that wait for the next character.
#[derive(Debug)]
struct Threads {
    list: Vec<usize>,
    /// By place: the round in which the place was last reached.
    seen: Vec<u64>,
    round: u64,
    /// Places still to look at; kept for its memory.
    pending: Vec<usize>,
}

impl Threads {
    fn new(n_instructions: usize) -> Self {
        Self { list: Vec::new(), seen: vec![0; n_instructions], round: 1, pending: Vec::new() }
    }

    fn clear(&mut self) {
        self.list.clear();
        self.round = self.round.saturating_add(1);
    }

    /// Adds a place, or the places that splits and jumps lead to from there.
    fn add(&mut self, place: usize, instructions: &[Instruction]) {
        self.pending.push(place);
        while let Some(place) = self.pending.pop() {
            match self.seen.get_mut(place) {
                Some(seen) if *seen != self.round => *seen = self.round,
                _ => continue,
            }
            match instructions.get(place) {
                Some(&Instruction::Split(first, second)) => {
                    self.pending.extend([second as usize, first as usize]);
                }
                Some(&Instruction::Jump(target)) => self.pending.push(target as usize),
                Some(Instruction::Set(_) | Instruction::Match) => self.list.push(place),
                None => {}
            }
        }
    }
}

/// Runs a program of any size.
pub(super) fn run(program: &Program, text: &str) -> bool {
    let Program { instructions, sets } = program;
    let mut current = Threads::new(instructions.len());
    let mut next = Threads::new(instructions.len());
    current.add(0, instructions);
    for c in text.chars() {
        next.clear();
        for &place in &current.list {
            if let Some(&Instruction::Set(set)) = instructions.get(place)
                && sets.get(set as usize).is_some_and(|set| set.contains(c))
            {
                next.add(place.saturating_add(1), instructions);
            }
        }
        if next.list.is_empty() {
            return false;
        }
        std::mem::swap(&mut current, &mut next);
    }
    current.list.iter().any(|&place| instructions.get(place) == Some(&Instruction::Match))
}
