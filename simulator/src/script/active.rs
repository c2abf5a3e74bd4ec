//! The rules at work: what they have counted, and what they ask for a call.

use std::time::Duration;

use crate::script::{Calls, Change, Effect, Moment, Rule, Script, Subject, Substitute};

/// The rules of a running server.
#[derive(Debug)]
pub(crate) struct Active {
    rules: Vec<Counted>,
    chance: fastrand::Rng,
}

#[derive(Debug)]
struct Counted {
    rule: Rule,
    /// How many calls of its subject there have been.
    seen: u64,
}

/// What the rules ask for a call.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Plan {
    /// Before the operation.
    pub(crate) delay: Duration,
    /// After it.
    pub(crate) hold: Duration,
    pub(crate) instead: Option<Instead>,
    pub(crate) changes: Vec<Change>,
}

/// What comes in place of the answer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Instead {
    pub(crate) is_carried_out: bool,
    /// The answer; none if the connection is dropped.
    pub(crate) substitute: Option<Substitute>,
}

impl Default for Active {
    fn default() -> Self {
        Self { rules: Vec::new(), chance: fastrand::Rng::with_seed(0) }
    }
}

impl Active {
    pub(crate) fn add(&mut self, rule: Rule) {
        self.rules.push(Counted { rule, seen: 0 });
    }

    pub(crate) fn add_script(&mut self, script: Script) {
        if let Some(seed) = script.seed {
            self.chance.seed(seed);
        }
        script.rules.into_iter().for_each(|rule| self.add(rule));
    }

    pub(crate) fn clear(&mut self) {
        self.rules.clear();
    }

    /// Whether a connection that was just accepted is to be dropped.
    pub(crate) fn drops_connection(&mut self) -> bool {
        self.matching(|rule| rule.subject == Subject::Connection).count() != 0
    }

    /// Whether the connection is to be dropped before the body of a call is read.
    pub(crate) fn drops_at_head(&mut self, operation: Option<&str>) -> bool {
        self.matching(|rule| rule.is_about(operation) && rule.effect == Effect::Drop(Moment::Head)).count() != 0
    }

    /// What is to become of a call.
    pub(crate) fn plan(&mut self, operation: Option<&str>) -> Plan {
        let mut plan = Plan::default();
        let effects = self.matching(|rule| rule.is_about(operation) && rule.effect != Effect::Drop(Moment::Head));
        for effect in effects {
            let instead = match effect {
                Effect::Delay(delay) => {
                    plan.delay = plan.delay.saturating_add(delay);
                    continue;
                }
                Effect::Hold(hold) => {
                    plan.hold = plan.hold.saturating_add(hold);
                    continue;
                }
                Effect::Change(change) => {
                    plan.changes.push(change);
                    continue;
                }
                Effect::Drop(moment) => Instead { is_carried_out: moment == Moment::After, substitute: None },
                Effect::Answer { substitute, is_carried_out } => {
                    Instead { is_carried_out, substitute: Some(substitute) }
                }
            };
            plan.instead.get_or_insert(instead);
        }
        plan
    }

    /// The effects of the rules that are about something, having counted it.
    fn matching(&mut self, is_about: impl Fn(&Rule) -> bool) -> impl Iterator<Item = Effect> {
        let Self { rules, chance } = self;
        let mut effects = Vec::new();
        for counted in rules.iter_mut().filter(|counted| is_about(&counted.rule)) {
            counted.seen += 1;
            let applies = match counted.rule.calls {
                Calls::All => true,
                Calls::Nth { first, last } => (first..=last).contains(&counted.seen),
                Calls::Every(n) => n != 0 && counted.seen.is_multiple_of(n),
                Calls::Probability(probability) => chance.f64() < probability,
            };
            if applies {
                effects.push(counted.rule.effect.clone());
            }
        }
        effects.into_iter()
    }
}

impl Rule {
    /// Whether it is about the calls of an operation.
    fn is_about(&self, operation: Option<&str>) -> bool {
        match self.subject {
            Subject::Any => true,
            Subject::Operation(name) => operation == Some(name),
            Subject::Connection => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// For which of so many calls of AddImGroup a rule has an effect.
    fn hits(rule: &str, calls: usize) -> Vec<usize> {
        let mut active = Active::default();
        active.add_script(rule.parse().unwrap());
        let hit = |n: &usize| {
            // Calls of others are not counted, unless the rule is about all.
            let _ = active.plan(Some("SetImGroup"));
            let _ = n;
            active.plan(Some("AddImGroup")) != Plan::default()
        };
        (1..=calls).filter(hit).collect()
    }

    #[test]
    fn calls_are_counted() {
        assert_eq!(hits("AddImGroup#2: drop", 5), [2]);
        assert_eq!(hits("AddImGroup#2-3: drop", 5), [2, 3]);
        assert_eq!(hits("AddImGroup#4-: drop", 5), [4, 5]);
        assert_eq!(hits("AddImGroup%2: drop", 5), [2, 4]);
        assert_eq!(hits("AddImGroup: drop", 3), [1, 2, 3]);
        assert_eq!(hits("*#4: drop", 5), [2]);
        assert_eq!(hits("SetImGroup: drop\nAddImGroup?0: drop\nconnection: drop", 5), [0; 0]);
        assert_eq!(hits("AddImGroup?1: drop", 3), [1, 2, 3]);
    }

    /// Chance is the same each time, and another with another seed.
    #[test]
    fn chance_has_a_seed() {
        let some = hits("seed 1\nAddImGroup?0.5: drop", 64);
        assert_eq!(some, hits("AddImGroup?0.5: drop\nseed 1", 64));
        assert_ne!(some, hits("seed 2\nAddImGroup?0.5: drop", 64));
        assert!((8..56).contains(&some.len()), "{some:?}");
    }

    #[test]
    fn effects_add_up() {
        let mut active = Active::default();
        let script = "*: delay 1s\n*: delay 3s after\n*: bom\n*: 503\nAddImGroup: drop after\n*: delay 20ms\n*: no-header\n*: drop head";
        active.add_script(script.parse().unwrap());
        let plan = active.plan(Some("AddImGroup"));
        assert_eq!((plan.delay, plan.hold), (Duration::from_millis(1_020), Duration::from_secs(3)));
        let substitute = Some(Substitute::Status { status: 503, retry_after: None });
        assert_eq!(plan.instead, Some(Instead { is_carried_out: false, substitute }));
        assert_eq!(plan.changes, [Change::ByteOrderMark, Change::NoHeader]);
        assert!(active.drops_at_head(None) && !active.drops_connection());
        active.clear();
        assert_eq!(active.plan(Some("AddImGroup")), Plan::default());
    }
}
