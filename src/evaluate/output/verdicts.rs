//! Gates, the baseline check and the comparison of two models as tables and sentences.

use super::tables::{Table, shown, shown_range, table, undo_negative_zero};
use super::{NamedComparison, visible};
use crate::evaluate::ROUNDING;
use crate::evaluate::baseline::{BaselineCheck, DropCheck};
use crate::evaluate::compare::{Comparison, Difference};
use crate::evaluate::gate::{CheckedGate, GateOutcome};
use crate::evaluate::metrics::mcnemar::McNemar;

pub(crate) fn gates(gates: &[CheckedGate]) -> Table {
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

pub(crate) fn baseline(check: &BaselineCheck) -> Table {
    changes(
        "Baseline",
        describe(check),
        ["baseline", "now"],
        &check.comparison,
    )
}

pub(crate) fn comparison(named: NamedComparison<'_>) -> Table {
    let NamedComparison { a, b, comparison } = named;
    let note = format!(
        "A: {}. B: {}. From A to B: {}; {}. {}",
        visible(a),
        visible(b),
        describe_change("macro-f1", comparison.macro_f1, BOOTSTRAP),
        describe_change(exact_match(comparison), comparison.exact_match, MCNEMAR),
        one_sided(comparison, ["by A", "by B"]),
    );
    changes("Comparison", note, ["A", "B"], comparison)
}

const BOOTSTRAP: &str = "paired bootstrap";
const MCNEMAR: &str = "McNemar's exact test";

/// What an exact match is called.
fn exact_match(comparison: &Comparison) -> &'static str {
    match comparison.exclusive {
        true => "accuracy",
        false => "exact-match",
    }
}

/// The metrics of both sides of a comparison.
fn changes(
    title: &'static str,
    note: String,
    [old, new]: [&str; 2],
    comparison: &Comparison,
) -> Table {
    let header = ["metric", old, new, "difference", "95 % interval", "p"];
    let mut table = table(title, note, header);
    let rows = [
        ("macro-f1", comparison.macro_f1),
        ("micro-f1", comparison.micro_f1),
        (exact_match(comparison), comparison.exact_match),
    ];
    for (name, found) in rows {
        let change = found.difference.map_or(shown(None), |change| {
            format!("{:+.4}", undo_negative_zero(change))
        });
        let row = [
            name.to_owned(),
            shown(found.old),
            shown(found.new),
            change,
            shown_range(found.interval),
            found.p_value.map_or(shown(None), shown_p),
        ];
        table.rows.push(row.into());
    }
    table
}

/// Why a gate does not hold.
pub(crate) fn failure(checked: &CheckedGate) -> Option<String> {
    let gate = &checked.gate;
    let metric = visible(&gate.metric);
    match checked.outcome {
        GateOutcome::Pass { .. } => None,
        GateOutcome::Missed { value, minimum } => Some(format!(
            "{metric} is {value:.4}, below its minimum {minimum}"
        )),
        GateOutcome::Undefined => Some(format!(
            "{metric} is undefined, its minimum is {}",
            gate.minimum
        )),
    }
}

/// The baseline check in words.
pub(crate) fn describe(check: &BaselineCheck) -> String {
    let result = if check.passed { "pass" } else { "missed" };
    let changes: Vec<String> = check.drops.iter().map(describe_drop).collect();
    format!(
        "{result}: a drop of {} is tolerated; {}. {}",
        check.max_drop,
        changes.join("; "),
        one_sided(&check.comparison, ["before", "now"]),
    )
}

fn describe_drop(drop: &DropCheck) -> String {
    let test = match drop.metric {
        "accuracy" => MCNEMAR,
        _ => BOOTSTRAP,
    };
    describe_change(drop.metric, drop.difference, test)
}

/// A change and whether chance explains it.
fn describe_change(metric: &str, found: Difference, test: &str) -> String {
    let (Some(difference), Some(p_value)) = (found.difference, found.p_value) else {
        return format!(
            "{metric} changes from {} to {}",
            shown(found.old),
            shown(found.new)
        );
    };
    if difference.abs() <= ROUNDING {
        return format!("{metric} does not change");
    }
    let verb = if difference < 0.0 { "falls" } else { "rises" };
    let size = difference.abs();
    let chance = if found.is_significant() {
        "significant"
    } else {
        "not significant"
    };
    format!(
        "{metric} {verb} by {size:.4}, {chance} at 5 % (p {}, {test})",
        relation(p_value)
    )
}

/// A p-value with 4 digits; none is 0.
fn shown_p(p_value: f64) -> String {
    match p_value < 0.000_05 {
        true => "< 0.0001".to_owned(),
        false => format!("{p_value:.4}"),
    }
}

/// A p-value after "p".
fn relation(p_value: f64) -> String {
    let shown = shown_p(p_value);
    match shown.starts_with('<') {
        true => shown,
        false => format!("= {shown}"),
    }
}

fn one_sided(comparison: &Comparison, [old, new]: [&str; 2]) -> String {
    let right = match comparison.exclusive {
        true => "Right",
        false => "Exactly right",
    };
    let McNemar {
        only_old, only_new, ..
    } = comparison.mcnemar;
    format!("{right} only {old}: {only_old} articles, only {new}: {only_new}.")
}
