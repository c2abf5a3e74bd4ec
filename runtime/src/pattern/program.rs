//! From the syntax tree of a pattern to a program for its automaton.

use super::PatternError;
use super::ast::Node;
use super::char_set::CharSet;

/// How many instructions a program may have.
const MAX_INSTRUCTIONS: u64 = 100_000;

/// One step of the automaton.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Instruction {
    /// Takes a character of the set of this number and goes on to the next instruction.
    Set(u32),
    /// Goes on at both places.
    Split(u32, u32),
    /// Goes on at another place.
    Jump(u32),
    /// The whole pattern has matched.
    Match,
}

/// Instructions, the last of which is the only [`Instruction::Match`], and the sets they refer to.
#[derive(Debug, Clone)]
pub(super) struct Program {
    pub(super) instructions: Vec<Instruction>,
    pub(super) sets: Vec<CharSet>,
}

/// Compiles a tree.
pub(super) fn compile(root: &Node, sets: Vec<CharSet>) -> Result<Program, PatternError> {
    let size = root.size();
    if MAX_INSTRUCTIONS < size {
        return Err(PatternError::new(0, format!("needs more than {MAX_INSTRUCTIONS} states")));
    }
    let mut instructions = Vec::with_capacity(usize::try_from(size).unwrap_or_default().saturating_add(1));
    emit(root, &mut instructions);
    instructions.push(Instruction::Match);
    Ok(Program { instructions, sets })
}

/// Appends the instructions of a node. The recursion is as deep as groups nest.
fn emit(node: &Node, program: &mut Vec<Instruction>) {
    match node {
        Node::Set(number) => program.push(Instruction::Set(*number)),
        Node::Sequence(parts) => parts.iter().for_each(|part| emit(part, program)),
        Node::Choice(branches) => emit_choice(branches, program),
        Node::Repeat { body, min, max } => {
            (0..*min).for_each(|_| emit(body, program));
            match max {
                Some(max) => emit_optional(body, max.saturating_sub(*min), program),
                None => {
                    let split = place(program);
                    program.push(Instruction::Split(split.saturating_add(1), 0));
                    emit(body, program);
                    program.push(Instruction::Jump(split));
                    set_target(program, split);
                }
            }
        }
    }
}

/// Up to so many times the body; all ways out lead to the end.
fn emit_optional(body: &Node, times: u32, program: &mut Vec<Instruction>) {
    let mut splits = Vec::new();
    for _ in 0..times {
        let split = place(program);
        program.push(Instruction::Split(split.saturating_add(1), 0));
        splits.push(split);
        emit(body, program);
    }
    splits.into_iter().for_each(|split| set_target(program, split));
}

fn emit_choice(branches: &[Node], program: &mut Vec<Instruction>) {
    let Some((last, others)) = branches.split_last() else { return };
    let mut jumps = Vec::new();
    for branch in others {
        let split = place(program);
        program.push(Instruction::Split(split.saturating_add(1), 0));
        emit(branch, program);
        jumps.push(place(program));
        program.push(Instruction::Jump(0));
        set_target(program, split);
    }
    emit(last, program);
    jumps.into_iter().for_each(|jump| set_target(program, jump));
}

/// The number of the next instruction, which [`MAX_INSTRUCTIONS`] keeps small.
fn place(program: &[Instruction]) -> u32 {
    u32::try_from(program.len()).unwrap_or(u32::MAX)
}

/// Lets a jump, or the second way of a split, lead to the next instruction.
fn set_target(program: &mut [Instruction], number: u32) {
    let next = place(program);
    match program.get_mut(number as usize) {
        Some(Instruction::Split(_, second)) => *second = next,
        Some(Instruction::Jump(target)) => *target = next,
        _ => {}
    }
}
