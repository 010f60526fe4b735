//! Gates and the baseline check → tables and a sentence.

use super::super::compare::Difference;
use super::super::{BaselineCheck, CheckedGate, GateOutcome};
use super::tables::{Table, shown, shown_range, table, undo_negative_zero};
use super::visible;

pub(super) fn gates(gates: &[CheckedGate]) -> Table {
    let mut table = table(
        "Gates",
        String::new(),
        ["metric", "minimum", "value", "result"],
    );
    for CheckedGate { gate, outcome } in gates {
        let value = match *outcome {
            GateOutcome::Pass { value } | GateOutcome::Missed { value, .. } => Some(value),
            GateOutcome::Undefined => None,
        };
        let result = if outcome.passed() { "pass" } else { "missed" };
        let (metric, minimum) = (visible(&gate.metric), gate.minimum.to_string());
        table
            .rows
            .push(vec![metric, minimum, shown(value), result.to_owned()]);
    }
    table
}

pub(super) fn baseline(check: &BaselineCheck) -> Table {
    let comparison = &check.comparison;
    let header = [
        "metric",
        "baseline",
        "now",
        "difference",
        "95 % interval",
        "p",
    ];
    let mut table = table("Baseline", describe(check), header);
    let differences = [
        ("macro-f1", comparison.macro_f1),
        ("micro-f1", comparison.micro_f1),
    ];
    for (
        name,
        Difference {
            old,
            new,
            difference,
            interval,
            p_value,
        },
    ) in differences
    {
        let change = difference.map_or(shown(None), |change| {
            format!("{:+.4}", undo_negative_zero(change))
        });
        let row = [
            name.to_owned(),
            shown(old),
            shown(new),
            change,
            shown_range(interval),
            shown(p_value),
        ];
        table.rows.push(row.into());
    }
    table
}

/// The baseline check in words.
pub(super) fn describe(check: &BaselineCheck) -> String {
    let result = if check.passed { "pass" } else { "missed" };
    let chance = if check.significant {
        "significant"
    } else {
        "not significant"
    };
    let test = check.comparison.exact_match;
    format!(
        "{result}: macro-f1 may drop by {}; the difference is {chance} at 5 %. Exactly right only before: {} articles, \
         only now: {} (McNemar's exact test, p = {:.4}).",
        check.max_drop, test.only_old, test.only_new, test.p_value
    )
}
