//! Of `xs:NOTATION`, only types that list notations are used (Part 2, 3.2.19: enumeration required for NOTATION).

use super::Known;
use crate::components::check::values::Values;
use crate::components::model::Variety;
use crate::components::resolve::Resolved;
use crate::diag::{Diagnostic, Diagnostics};

pub(super) fn check(
    resolved: &Resolved,
    known: &mut Known<'_>,
    values: &mut Values<'_>,
    diagnostics: &mut Diagnostics,
) {
    for place in &resolved.typed {
        let is_notation = known.simple(place.ty).is_some_and(|it| it.variety == Variety::Atomic("NOTATION"));
        if is_notation && !known.of(place.ty, values).has_enumeration {
            let message = "`xs:NOTATION` is used without an enumeration (enumeration-required-notation)";
            let diagnostic = Diagnostic::error("notation-without-enumeration", message).at(&place.span);
            diagnostics.push(diagnostic.help("derive a type that lists the notations which may be named here"));
        }
    }
}
