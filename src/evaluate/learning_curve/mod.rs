//! Measures quality by number of training articles, and extrapolates it to twice as many.

pub(crate) mod power_law;

use super::error::EvaluateError;
use super::experiment::Experiment;
use super::outcome::number;
use super::report::Report;
use super::splits::Split;
use crate::features::CountedCorpus;
use power_law::PowerLaw;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Shares of the training articles that are trained on.
pub const SHARES: [f64; 5] = [0.125, 0.25, 0.5, 0.75, 1.0];

/// Quality by number of training articles, always on the same test articles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LearningCurve {
    /// By ascending share.
    pub points: Vec<CurvePoint>,
    /// Macro-F1 with twice the articles; `None` with fewer than four defined points.
    pub macro_f1: Option<Forecast>,
    /// Accuracy with twice the articles; `None` also where topics are not exclusive.
    pub accuracy: Option<Forecast>,
}

/// Quality with a share of the training articles.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CurvePoint {
    /// Share of the training articles, in (0, 1].
    pub share: f64,
    /// Articles trained on: the mean over the splits, rounded.
    pub articles: u64,
    /// Macro-averaged F1; undefined also where the articles are too few to train on.
    pub macro_f1: Option<f64>,
    /// Exclusive topics: share of articles with the right one.
    pub accuracy: Option<f64>,
}

/// A metric extrapolated to twice the articles: a guess, not a measurement.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    /// Fitted to 1 − the metric.
    pub law: PowerLaw,
    /// Twice the training articles of the last point.
    pub articles: u64,
    /// The expected value of the metric with them, in [0, 1].
    pub expected: f64,
    /// How much more that is than the value of the law at the last point; at least 0.
    pub gain: f64,
}

/// Trains on [`SHARES`] of each split's training articles, each share within the next larger one, and
/// tests on the split's test articles. `whole` is the report with all training articles.
///
/// # Errors
/// A measurement that fails. A share with too few articles to train on gives an undefined point.
pub fn learning_curve(
    experiment: &Experiment<'_>,
    splits: &[Split],
    whole: &Report,
) -> Result<LearningCurve, EvaluateError> {
    let corpus = experiment.training.corpus;
    let orders: Vec<Vec<usize>> = splits
        .iter()
        .map(|split| nested_order(corpus, &split.train))
        .collect();
    let mut points = Vec::with_capacity(SHARES.len());
    for share in SHARES {
        let parts: Vec<Split> = splits
            .iter()
            .zip(&orders)
            .map(|(split, order)| part(split, order, share))
            .collect();
        let trained: usize = parts.iter().map(|part| part.train.len()).sum();
        let mut point = CurvePoint {
            share,
            articles: (trained as f64 / splits.len().max(1) as f64).round() as u64,
            macro_f1: whole.macro_average.f1,
            accuracy: whole.accuracy,
        };
        if share < 1.0 {
            (point.macro_f1, point.accuracy) = quality(experiment, &parts)?;
        }
        points.push(point);
    }
    Ok(LearningCurve {
        macro_f1: forecast(&points, |point| point.macro_f1),
        accuracy: forecast(&points, |point| point.accuracy),
        points,
    })
}

/// Macro-F1 and accuracy, undefined where the articles are too few to learn from.
fn quality(
    experiment: &Experiment<'_>,
    parts: &[Split],
) -> Result<(Option<f64>, Option<f64>), EvaluateError> {
    let mut outcomes = match experiment.outcomes(parts) {
        // The settings have worked with all training articles, so these are too few.
        Err(EvaluateError::Learn(_)) => return Ok((None, None)),
        outcomes => outcomes?,
    };
    number(&mut outcomes);
    let report = experiment.measure(&outcomes)?;
    Ok((report.macro_average.f1, report.accuracy))
}

fn part(split: &Split, order: &[usize], share: f64) -> Split {
    let count = (share * order.len() as f64).round() as usize;
    let mut train: Vec<usize> = order.iter().copied().take(count).collect();
    train.sort_unstable();
    Split {
        train,
        test: split.test.clone(),
    }
}

/// Orders rows so that any first part has close to its share of each label set. The order depends on
/// the articles alone: the rows of a corpus are sorted by digest, which is as good as shuffled.
fn nested_order(corpus: &CountedCorpus, rows: &[usize]) -> Vec<usize> {
    let mut strata: BTreeMap<Vec<&str>, Vec<usize>> = BTreeMap::new();
    for &row in rows {
        let labels = corpus.documents[row].labels.iter().map(String::as_str);
        strata.entry(labels.collect()).or_default().push(row);
    }
    let mut placed: Vec<(f64, usize)> = Vec::with_capacity(rows.len());
    for rows in strata.values() {
        // The articles of a label set are placed at even distances. The digest of the first decides
        // where they start, so that label sets of one article do not all come at the same share.
        let start = rows.first().map_or(0.0, |&row| {
            corpus.documents[row].digest as u32 as f64 / (f64::from(u32::MAX) + 1.0)
        });
        let position = |place: usize| (place as f64 + start) / rows.len() as f64;
        placed.extend(rows.iter().enumerate().map(|(i, &row)| (position(i), row)));
    }
    placed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    placed.into_iter().map(|(_, row)| row).collect()
}

fn forecast(points: &[CurvePoint], metric: fn(&CurvePoint) -> Option<f64>) -> Option<Forecast> {
    let errors: Vec<(f64, f64)> = points
        .iter()
        .filter(|point| point.articles > 0)
        .filter_map(|point| Some((point.articles as f64, 1.0 - metric(point)?)))
        .collect();
    let law = PowerLaw::fit(&errors)?;
    let now = points.last()?.articles;
    let expected = 1.0 - law.error(2.0 * now as f64);
    Some(Forecast {
        law,
        articles: 2 * now,
        expected,
        gain: law.error(now as f64) - law.error(2.0 * now as f64),
    })
}

#[cfg(test)]
mod tests;
