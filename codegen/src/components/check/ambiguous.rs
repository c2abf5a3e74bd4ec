//! Content is matched without looking ahead (Part 1, 3.8.6: Unique Particle Attribution).
//!
//! For each group it is known which particles it may begin with, and which may go on with it where it could end as well.
//! What competes is found from these without writing occurrences out: `a{2,2}` never ends and goes on with the same
//! children, so that `a{2,2}, a` is no fault, but `a{1,2}, a` is one.

use std::collections::HashSet;

use super::Ctx;
use crate::components::model::{Compositor, Content, Particle, Term, TypeKind};
use crate::diag::Diagnostics;
use competitors::Competitors;

mod competitors;

pub(super) fn check(ctx: &Ctx<'_>, diagnostics: &mut Diagnostics) {
    for definition in &ctx.components.types {
        let TypeKind::Complex(complex) = &definition.kind else { continue };
        let (Content::ElementOnly(particle) | Content::Mixed(Some(particle))) = &complex.content else { continue };
        // What stands in no document has been looked at.
        if definition.span.is_some() {
            Analysis { ctx, diagnostics }.particle(particle);
        }
    }
}

struct Analysis<'a, 'c, 'd> {
    ctx: &'c Ctx<'a>,
    diagnostics: &'d mut Diagnostics,
}

/// How a particle begins and ends.
#[derive(Default)]
struct Ends<'a> {
    is_nullable: bool,
    /// A part whose repetitions can be all of the content.
    spread: Option<Spread>,
    /// What it may begin with.
    first: Vec<&'a Particle>,
    /// What may come next within it after content that could be the whole of it.
    follow_last: Vec<&'a Particle>,
}

/// How often a part can be repeated. Where what is around it is repeated too, nobody can tell how often that occurs once
/// some number of repetitions can be shared out in two ways.
#[derive(Debug, Clone, Copy)]
struct Spread {
    min: u64,
    max: u64,
}

impl Spread {
    /// Whether so many occurrences can be as many repetitions as one occurrence less.
    fn is_uncertain(self, times: u64) -> bool {
        2 <= times && self.min.saturating_mul(times) <= self.max.saturating_mul(times - 1)
    }

    /// The one that leaves more ways.
    fn wider(a: Option<Spread>, b: Option<Spread>) -> Option<Spread> {
        let (Some(one), Some(other)) = (a, b) else { return a.or(b) };
        let ratio = |it: Spread, of: Spread| u128::from(it.max) * u128::from(of.min);
        Some(if ratio(one, other) < ratio(other, one) { other } else { one })
    }
}

impl<'a> Analysis<'a, '_, '_> {
    /// Reports what competes within a particle. Recurses as deep as the content model is nested.
    fn particle(&mut self, particle: &'a Particle) -> Ends<'a> {
        let mut ends = match &particle.term {
            Term::Element(_) | Term::Wildcard(_) => Ends { first: vec![particle], ..Ends::default() },
            Term::Group(Compositor::Sequence, particles) => self.sequence(particles),
            Term::Group(Compositor::Choice, particles) => self.choice(particles),
            Term::Group(Compositor::All, particles) => {
                let mut ends = self.choice(particles);
                ends.is_nullable = particles.iter().all(super::is_emptiable);
                ends.follow_last.extend_from_slice(&ends.first);
                ends
            }
        };
        let is_repeated = particle.max.is_none_or(|max| 1 < max);
        if is_repeated && !ends.follow_last.is_empty() {
            let mut first = Competitors::default();
            ends.first.iter().for_each(|it| first.add(self.ctx, it));
            ends.follow_last.iter().for_each(|it| first.check(self.ctx, it, self.diagnostics));
        }
        // It could end and begin again: where the number of times is not given, or where it cannot be told.
        let times = u64::from(particle.min);
        let is_exact = particle.max == Some(particle.min);
        let is_uncertain = ends.is_nullable || ends.spread.is_some_and(|it| it.is_uncertain(times));
        if is_repeated && (!is_exact || is_uncertain) {
            let known: HashSet<*const Particle> = ends.follow_last.iter().map(|it| std::ptr::from_ref(*it)).collect();
            let more = ends.first.iter().filter(|it| !known.contains(&std::ptr::from_ref(**it)));
            ends.follow_last.extend(more);
        }
        if is_repeated {
            let min = if ends.is_nullable { 1 } else { times.max(1) };
            let own = Spread { min, max: particle.max.map_or(u64::MAX, Into::into) };
            ends.spread = Spread::wider(ends.spread, Some(own));
        }
        ends.is_nullable |= particle.min == 0;
        ends
    }

    fn choice(&mut self, particles: &'a [Particle]) -> Ends<'a> {
        let mut ends = Ends::default();
        let mut others = Competitors::default();
        for particle in particles {
            let alternative = self.particle(particle);
            alternative.first.iter().for_each(|it| others.check(self.ctx, it, self.diagnostics));
            alternative.first.iter().for_each(|it| others.add(self.ctx, it));
            ends.is_nullable |= alternative.is_nullable;
            ends.spread = Spread::wider(ends.spread, alternative.spread);
            ends.first.extend(alternative.first);
            ends.follow_last.extend(alternative.follow_last);
        }
        ends
    }

    fn sequence(&mut self, particles: &'a [Particle]) -> Ends<'a> {
        let mut ends = Ends { is_nullable: true, ..Ends::default() };
        // From the end on: what may come next after the current particle.
        let mut next = Competitors::default();
        // How many of those that may come first have been noted as what may come after the end.
        let mut n_noted = 0;
        let mut n_required = 0;
        for particle in particles.iter().rev() {
            let part = self.particle(particle);
            part.follow_last.iter().for_each(|it| next.check(self.ctx, it, self.diagnostics));
            if ends.is_nullable {
                // All that comes after is optional, so that this part may be the last one.
                ends.follow_last.extend(ends.first.iter().skip(n_noted));
                n_noted = ends.first.len();
                ends.follow_last.extend(part.follow_last);
            }
            if part.is_nullable {
                part.first.iter().for_each(|it| next.check(self.ctx, it, self.diagnostics));
                ends.spread = Spread::wider(ends.spread, part.spread.filter(|_| n_required == 0));
            } else {
                next = Competitors::default();
                ends.first.clear();
                ends.is_nullable = false;
                n_required += 1;
                ends.spread = part.spread.filter(|_| n_required == 1);
            }
            part.first.iter().for_each(|it| next.add(self.ctx, it));
            ends.first.extend(part.first);
        }
        ends
    }
}
