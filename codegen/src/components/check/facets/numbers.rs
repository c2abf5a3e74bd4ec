//! The facets that are numbers: lengths and digits, and how white space is normalised.

use super::{Ctx, Given};
use crate::components::model::{Facets, WhiteSpace};
use crate::xsd::FacetKind;

impl Ctx<'_, '_> {
    pub(super) fn check_lengths(&mut self) {
        let Facets { length, min_length, max_length, .. } = self.simple.facets;
        let base = self.base;
        self.check_number(FacetKind::Length, length, base.length.as_ref(), |own, base| own != base);
        self.check_number(FacetKind::MinLength, min_length, base.min_length.as_ref(), |own, base| own < base);
        self.check_number(FacetKind::MaxLength, max_length, base.max_length.as_ref(), |own, base| base < own);
        self.check_least_and_greatest(min_length, max_length);
        let (min_before, max_before) = match &base.length {
            Some(_) => base.before_length,
            None => (value_of(base.min_length.as_ref()), value_of(base.max_length.as_ref())),
        };
        let min = (FacetKind::MinLength, min_length, base.min_length.as_ref(), min_before);
        let max = (FacetKind::MaxLength, max_length, base.max_length.as_ref(), max_before);
        for (kind, own, inherited, before) in [min, max] {
            self.check_length_and(kind, own, inherited, before);
        }
    }

    /// `length` goes with `minLength` and `maxLength` of a base type alone, which may be said again, and lies between
    /// them (Part 2, 4.3.1.4).
    fn check_length_and(
        &mut self,
        kind: FacetKind,
        own: Option<u64>,
        inherited: Option<&Given<u64>>,
        before: Option<u64>,
    ) {
        let own_length = self.simple.facets.length;
        let base_length = self.base.length.clone();
        let Some(length) = own_length.or(value_of(base_length.as_ref())) else { return };
        let is_outside = |limit| if kind == FacetKind::MinLength { length < limit } else { limit < length };
        match (own, own_length, inherited) {
            (Some(own), _, _) if before != Some(own) => {
                let message = "`length` excludes `minLength` and `maxLength` (length-minLength-maxLength)";
                match (own_length, base_length) {
                    (None, Some(base)) => self.contradicts_base(kind, &base, message),
                    _ => self.contradiction(FacetKind::Length, kind, message),
                }
            }
            (None, Some(_), Some(limit)) if is_outside(limit.value) => {
                let message = format!(
                    "`length` {length} is outside of `{}` {} of the base type (length-minLength-maxLength)",
                    kind.name(),
                    limit.value
                );
                self.contradicts_base(FacetKind::Length, limit, &message);
            }
            _ => {}
        }
    }

    fn check_least_and_greatest(&mut self, min: Option<u64>, max: Option<u64>) {
        const RULE: &str = "(minLength-less-than-equal-to-maxLength)";
        let base = self.base;
        match (min, max, &base.min_length, &base.max_length) {
            (Some(min), Some(max), _, _) if max < min => {
                let message = format!("`minLength` {min} is greater than `maxLength` {max} {RULE}");
                self.contradiction(FacetKind::MinLength, FacetKind::MaxLength, &message);
            }
            (Some(min), None, _, Some(max)) if max.value < min => {
                let message =
                    format!("`minLength` {min} is greater than `maxLength` {} of the base type {RULE}", max.value);
                self.contradicts_base(FacetKind::MinLength, max, &message);
            }
            (None, Some(max), Some(min), _) if max < min.value => {
                let message =
                    format!("`maxLength` {max} is less than `minLength` {} of the base type {RULE}", min.value);
                self.contradicts_base(FacetKind::MaxLength, min, &message);
            }
            _ => {}
        }
    }

    pub(super) fn check_digits(&mut self) {
        const RULE: &str = "(fractionDigits-totalDigits)";
        let Facets { total_digits, fraction_digits, .. } = self.simple.facets;
        let base = self.base;
        self.check_number(FacetKind::TotalDigits, total_digits, base.total_digits.as_ref(), |own, base| base < own);
        let base_fraction = base.fraction_digits.as_ref();
        self.check_number(FacetKind::FractionDigits, fraction_digits, base_fraction, |own, base| base < own);
        match (total_digits, fraction_digits, &base.total_digits, &base.fraction_digits) {
            (Some(total), Some(fraction), _, _) if total < fraction => {
                let message = format!("`fractionDigits` {fraction} is greater than `totalDigits` {total} {RULE}");
                self.contradiction(FacetKind::FractionDigits, FacetKind::TotalDigits, &message);
            }
            (None, Some(fraction), Some(total), _) if total.value < fraction => {
                let of_base = total.value;
                let message = format!(
                    "`fractionDigits` {fraction} is greater than `totalDigits` {of_base} of the base type {RULE}"
                );
                self.contradicts_base(FacetKind::FractionDigits, total, &message);
            }
            // Fewer digits in all than the base admits after the point only means that no value has so many there.
            _ => {}
        }
    }

    pub(super) fn check_white_space(&mut self) {
        let strength = |it: WhiteSpace| match it {
            WhiteSpace::Preserve => 0,
            WhiteSpace::Replace => 1,
            WhiteSpace::Collapse => 2,
        };
        let base = self.base.white_space.as_ref();
        let Some((own, base)) = self.simple.facets.white_space.zip(base) else { return };
        if strength(own) < strength(base.value) {
            self.wider(FacetKind::WhiteSpace, base, "`whiteSpace` keeps what the base type has normalised already");
        } else {
            self.check_fixed(FacetKind::WhiteSpace, &own, Some(base));
        }
    }

    /// Checks a facet against the same one of the base type.
    fn check_number(
        &mut self,
        kind: FacetKind,
        own: Option<u64>,
        base: Option<&Given<u64>>,
        is_wider: fn(u64, u64) -> bool,
    ) {
        let Some((own, base)) = own.zip(base) else { return };
        if self.check_fixed(kind, &own, Some(base)) && is_wider(own, base.value) {
            let message = format!("`{}` {own} is wider than {} of the base type", kind.name(), base.value);
            self.wider(kind, base, &message);
        }
    }
}

fn value_of(given: Option<&Given<u64>>) -> Option<u64> {
    given.map(|it| it.value)
}
