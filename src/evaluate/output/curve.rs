//! A learning curve as a table, with the forecast for twice the articles.

use super::tables::{Table, shown, table};
use crate::evaluate::learning_curve::{CurvePoint, Forecast, LearningCurve};

/// A column of the curve: a metric and what is fitted to it.
type Metric<'a> = (
    &'static str,
    fn(&CurvePoint) -> Option<f64>,
    Option<&'a Forecast>,
);

pub(crate) fn learning_curve(curve: &LearningCurve) -> Table {
    let mut metrics: Vec<Metric<'_>> =
        vec![("macro-f1", |point| point.macro_f1, curve.macro_f1.as_ref())];
    if curve.points.iter().any(|point| point.accuracy.is_some()) {
        metrics.push(("accuracy", |point| point.accuracy, curve.accuracy.as_ref()));
    }
    let mut table = table(
        "Learning curve",
        note(&metrics),
        ["share", "training articles"],
    );
    for (name, ..) in &metrics {
        table
            .header
            .extend([(*name).to_owned(), format!("{name}, fitted")]);
    }
    for point in &curve.points {
        let mut row = vec![shown_share(point.share), point.articles.to_string()];
        for (_, value, forecast) in &metrics {
            let fitted = forecast.map(|forecast| 1.0 - forecast.law.error(point.articles as f64));
            row.extend([shown(value(point)), shown(fitted)]);
        }
        table.rows.push(row);
    }
    if let Some(articles) = metrics.iter().find_map(|metric| Some(metric.2?.articles)) {
        let mut row = vec!["2 (a guess)".to_owned(), articles.to_string()];
        for (.., forecast) in &metrics {
            row.extend([
                String::new(),
                shown(forecast.map(|forecast| forecast.expected)),
            ]);
        }
        table.rows.push(row);
    }
    table
}

fn note(metrics: &[Metric<'_>]) -> String {
    let mut note =
        "Trained on nested shares of the training articles, tested on the same articles."
            .to_owned();
    let guesses: Vec<String> = metrics
        .iter()
        .filter_map(|(name, _, forecast)| {
            let Forecast { expected, gain, .. } = forecast.as_ref()?;
            Some(format!(
                "{name} {expected:.4} ({gain:+.4} on the fitted curve)"
            ))
        })
        .collect();
    note += &match metrics.iter().find_map(|metric| metric.2) {
        None => " Too few points are defined to guess what more labels would give.".to_owned(),
        Some(Forecast { articles, .. }) => format!(
            " With twice the labels, {articles} training articles, expect {}: a guess, by the \
             inverse power law error = a + b·n^−c (Cortes et al. 1994) fitted to these points.",
            guesses.join(" and ")
        ),
    };
    note
}

/// Eighths as a fraction, others in percent.
fn shown_share(share: f64) -> String {
    let eighths = share * 8.0;
    match eighths as u32 {
        _ if eighths.fract() != 0.0 => format!("{:.1} %", share * 100.0),
        8 => "1".to_owned(),
        4 => "1/2".to_owned(),
        2 => "1/4".to_owned(),
        6 => "3/4".to_owned(),
        eighths => format!("{eighths}/8"),
    }
}
