//! The tables of a page, which text, Markdown and HTML show.

use super::curve::learning_curve;
use super::verdicts::{baseline, comparison, gates};
use super::{Page, visible};
use crate::evaluate::metrics::bootstrap::Interval;
use crate::evaluate::metrics::by_name::REPORT_METRICS;
use crate::evaluate::metrics::by_name::metric;
use crate::evaluate::metrics::calibration::Bin;
use crate::evaluate::metrics::scores::Scores;
use crate::evaluate::report::{Confusion, Report};

/// A table of text cells. The first column names the row, the others hold numbers.
pub(crate) struct Table {
    pub(crate) title: &'static str,
    pub(crate) note: String,
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// All tables of a page that have something to show.
pub(crate) fn tables(page: &Page<'_>) -> Vec<Table> {
    let report = page.report;
    let all = [
        Some(summary(report)),
        Some(topics(report)),
        report
            .confusion
            .as_ref()
            .map(|confusion| confusion_table(&report.topics, confusion)),
        (!report.groups.is_empty()).then(|| groups(report)),
        Some(reliability(report)),
        page.learning_curve.map(learning_curve),
        page.comparison.map(comparison),
        (!page.gates.is_empty()).then(|| gates(page.gates)),
        page.baseline.map(baseline),
    ];
    all.into_iter().flatten().collect()
}

pub(crate) fn table<const N: usize>(title: &'static str, note: String, header: [&str; N]) -> Table {
    Table {
        title,
        note,
        header: header.map(str::to_owned).into(),
        rows: Vec::new(),
    }
}

/// A value with 4 digits, or "undefined".
pub(crate) fn shown(value: Option<f64>) -> String {
    value.map_or("undefined".to_owned(), |value| format!("{value:.4}"))
}

/// An interval, "undefined", or nothing if no intervals were computed for the metric.
fn shown_interval(intervals: &[Interval], name: &str) -> String {
    match intervals.iter().find(|interval| interval.metric == name) {
        None => String::new(),
        Some(found) => shown_range(found.low.zip(found.high)),
    }
}

/// Both ends of an interval, or "undefined".
pub(crate) fn shown_range(range: Option<(f64, f64)>) -> String {
    range.map_or("undefined".to_owned(), |(low, high)| {
        format!(
            "{:.4} to {:.4}",
            undo_negative_zero(low),
            undo_negative_zero(high)
        )
    })
}

/// `value` rounded to the 4 digits that are shown, without the sign of a zero.
pub(crate) fn undo_negative_zero(value: f64) -> f64 {
    (value * 1e4).round() / 1e4 + 0.0
}

fn summary(report: &Report) -> Table {
    let kind = if report.exclusive {
        "one topic each"
    } else {
        "any number of topics each"
    };
    let notes = report
        .notes
        .iter()
        .map(|note| format!("{}.", visible(note)));
    let first = format!("{} articles, {kind}.", report.articles);
    let note = std::iter::once(first)
        .chain(notes)
        .collect::<Vec<_>>()
        .join("\n");
    let mut table = table("Summary", note, ["metric", "value", "95 % interval"]);
    for name in REPORT_METRICS {
        // Every listed metric exists; were one missing, it would be shown as undefined.
        let value = metric(report, name).ok().flatten();
        if name != "accuracy" || report.exclusive {
            table.rows.push(vec![
                name.to_owned(),
                shown(value),
                shown_interval(&report.intervals, name),
            ]);
        }
    }
    table
}

fn topics(report: &Report) -> Table {
    let note = "Averages are over the topics where the score is defined.".to_owned();
    let header = [
        "topic",
        "precision",
        "recall",
        "F1",
        "95 % interval",
        "support",
        "given",
        "ECE",
        "Brier",
    ];
    let mut table = table("Topics", note, header);
    for (topic, calibration) in report.per_topic.iter().zip(&report.calibration.per_topic) {
        let mut row = score_row(visible(&topic.topic), topic.scores);
        row.push(shown_interval(
            &report.intervals,
            &format!("f1@{}", topic.topic),
        ));
        row.extend([topic.support.to_string(), topic.given.to_string()]);
        row.extend([shown(calibration.ece), shown(calibration.brier)]);
        table.rows.push(row);
    }
    for (name, scores) in [
        ("macro average", report.macro_average),
        ("micro average", report.micro),
    ] {
        let mut row = score_row(name.to_owned(), scores);
        row.resize(table.header.len(), String::new());
        table.rows.push(row);
    }
    table
}

fn score_row(name: String, scores: Scores) -> Vec<String> {
    vec![
        name,
        shown(scores.precision),
        shown(scores.recall),
        shown(scores.f1),
    ]
}

/// The row and column "no topic" only if they count anything.
fn confusion_table(topics: &[String], confusion: &Confusion) -> Table {
    let counts = &confusion.counts;
    let none = topics.len();
    let used =
        counts.iter().any(|row| row[none] > 0) || counts[none].iter().any(|&count| count > 0);
    let size = if used { none + 1 } else { none };
    let name = |index: usize| {
        topics
            .get(index)
            .map_or("no topic".to_owned(), |name| visible(name))
    };
    let note = "Rows are true topics, columns given ones.".to_owned();
    let mut table = table("Confusion matrix", note, ["true"]);
    table.header.extend((0..size).map(name));
    for (index, row) in counts.iter().enumerate().take(size) {
        let counts = row.iter().take(size).map(u64::to_string);
        table
            .rows
            .push(std::iter::once(name(index)).chain(counts).collect());
    }
    table
}

fn groups(report: &Report) -> Table {
    let header = ["group", "articles", "exact-match", "macro-f1", "micro-f1"];
    let mut table = table("Groups", String::new(), header);
    for group in &report.groups {
        let mut row = vec![visible(&group.group), group.articles.to_string()];
        row.extend([group.exact_match, group.macro_f1, group.micro_f1].map(shown));
        table.rows.push(row);
    }
    table
}

fn reliability(report: &Report) -> Table {
    let note = match report.exclusive {
        true => {
            "Probability of each article's most probable topic, and how often it is the true one."
        }
        false => "Probability of every topic of every article, and how often it is a true one.",
    };
    let header = ["probability", "count", "mean predicted", "observed share"];
    let mut table = table("Reliability", note.to_owned(), header);
    let row = |bin: &Bin| {
        let range = format!("{:.1} to {:.1}", bin.from, bin.to);
        vec![
            range,
            bin.count.to_string(),
            shown(bin.mean_predicted),
            shown(bin.observed),
        ]
    };
    table.rows = report.calibration.bins.iter().map(row).collect();
    table
}
