//! A labelled corpus → how many further labels are worth it.
//!
//! Macro-F1 is measured at a quarter, a half and all of the corpus, on articles that the scoring model has not seen. The curve
//! `a − b/√n` through the three points says what the next articles bring.

use crate::evaluate::{Outcome, TrainError, measure, metric};
use crate::features::{CountedCorpus, FeatureSettings};
use crate::learn::{LearnError, Readout, TrainOptions, Training};

/// What further labels bring.
#[derive(Debug, Clone, PartialEq)]
pub struct Worth {
    /// Articles and macro-F1, ascending by articles; the last point is the whole corpus.
    pub curve: Vec<(usize, f64)>,
    /// What the next hundred articles add to macro-F1.
    pub next_hundred: f64,
    /// How many further articles to label until the next hundred add less than was asked for.
    pub further: usize,
    /// The macro-F1 to expect then.
    pub reached: f64,
    /// Whether the curve says more than `further`, but so far from the measured points that it can't be trusted.
    pub at_least: bool,
}

/// The corpus is split into so many parts; a point is the mean over the disjoint shares of its size.
const PARTS: usize = 4;
/// No estimate reaches further than so many times the articles that there are.
const TRUSTED: usize = 4;
/// In articles.
const STEP: f64 = 100.0;

/// Estimates how many more articles to label until a hundred of them add less than `least` to macro-F1. `None` if the corpus is so
/// small that a model can't be learned from part of it, or nothing is calibrated.
///
/// # Errors
/// [`TrainError`] if nothing can be learned from the whole corpus.
pub fn worth(
    corpus: &CountedCorpus,
    settings: &FeatureSettings,
    options: &TrainOptions,
    least: f64,
) -> Result<Option<Worth>, TrainError> {
    let training = Training::prepare(corpus, settings, options.mode)?;
    let rows = training.all_rows();
    let fitted = training.fit(&rows, options)?;
    let options = TrainOptions {
        cost: fitted.cost,
        ..*options
    };
    // Thresholds of the whole corpus throughout: tuned on few articles, they would flatter the small shares.
    let readout = &fitted.readout;
    let mut curve = Vec::new();
    for size in [1, PARTS / 2] {
        let shares = (0..PARTS).step_by(size).map(|first| -> Vec<usize> {
            let within = |row: &&usize| (first..first + size).contains(&(**row % PARTS));
            rows.iter().filter(within).copied().collect()
        });
        let mut scores = Vec::new();
        for share in shares {
            match training.fit(&share, &options) {
                Ok(fitted) => scores.extend(macro_f1(&training, readout, &fitted)?),
                Err(LearnError::NoFeatures { .. } | LearnError::Folds { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        if !scores.is_empty() {
            let mean = scores.iter().sum::<f64>() / scores.len() as f64;
            curve.push((rows.len() * size / PARTS, mean));
        }
    }
    curve.extend(macro_f1(&training, readout, &fitted)?.map(|score| (rows.len(), score)));
    Ok(extrapolated(curve, least))
}

/// Macro-F1 of out-of-fold probabilities with the given thresholds; `None` without calibration.
fn macro_f1(
    training: &Training<'_>,
    readout: &Readout,
    fitted: &crate::learn::Fitted,
) -> Result<Option<f64>, TrainError> {
    if fitted.out_of_fold.is_empty() {
        return Ok(None);
    }
    let topics = &training.membership.topics;
    let scored = fitted.out_of_fold_rows.iter().zip(&fitted.out_of_fold);
    let outcomes: Vec<Outcome> = scored
        .map(|(&row, probabilities)| Outcome {
            id: row.to_string(),
            truth: (0..topics.len())
                .filter(|&topic| topics[topic][row])
                .collect(),
            given: readout.topics(probabilities),
            probabilities: probabilities.clone(),
            group: None,
        })
        .collect();
    let report = measure(&training.topics, training.exclusive, &outcomes)?;
    Ok(metric(&report, "macro-f1")?)
}

/// Fits `a − b/√n` by least squares and follows it.
fn extrapolated(curve: Vec<(usize, f64)>, least: f64) -> Option<Worth> {
    let points: Vec<(f64, f64)> = curve
        .iter()
        .map(|&(articles, score)| (1.0 / (articles as f64).sqrt(), score))
        .collect();
    let &(articles, score) = curve.last().filter(|_| curve.len() > 1)?;
    let mean =
        |value: fn(&(f64, f64)) -> f64| points.iter().map(value).sum::<f64>() / points.len() as f64;
    let (centre_x, centre_y) = (mean(|point| point.0), mean(|point| point.1));
    let spread: f64 = points.iter().map(|(x, _)| (x - centre_x).powi(2)).sum();
    let product: f64 = points
        .iter()
        .map(|(x, y)| (x - centre_x) * (y - centre_y))
        .sum();
    let slope = (-product / spread).max(0.0);
    let now = articles as f64;
    let gain = |from: f64, to: f64| slope * (1.0 / from.sqrt() - 1.0 / to.sqrt());
    // The slope b/2·n^(-3/2) at n, times a hundred, falls to `least` at n = (50·b/least)^(2/3).
    let enough = (STEP / 2.0 * slope / least.max(1e-6)).powf(2.0 / 3.0);
    let trusted = TRUSTED * articles;
    let further = ((enough - now).max(0.0).round() as usize).min(trusted);
    Some(Worth {
        next_hundred: gain(now, now + STEP),
        further,
        reached: score + gain(now, now + further as f64),
        at_least: further == trusted,
        curve,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_of_the_assumed_shape_is_followed_exactly() {
        let score = |n: usize| 0.9 - 4.0 / (n as f64).sqrt();
        let curve = [100, 200, 400].map(|n| (n, score(n))).to_vec();
        let worth = extrapolated(curve, 0.005).unwrap();
        // (50 · 4 / 0.005)^(2/3) = 40000^(2/3) = 1169.6.
        assert_eq!(worth.further, 1170 - 400);
        assert!((worth.reached - score(1170)).abs() < 1e-9);
        assert!((worth.next_hundred - (score(500) - score(400))).abs() < 1e-9);
        assert!(!worth.at_least);
    }

    #[test]
    fn a_flat_curve_is_worth_nothing_and_a_steep_one_is_not_trusted_far() {
        let flat = extrapolated(vec![(100, 0.8), (200, 0.79), (400, 0.8)], 0.005).unwrap();
        assert_eq!((flat.further, flat.at_least), (0, false));
        let steep = extrapolated(vec![(10, 0.1), (20, 0.4), (40, 0.6)], 0.005).unwrap();
        assert_eq!((steep.further, steep.at_least), (160, true));
        assert_eq!(extrapolated(vec![(40, 0.6)], 0.005), None);
    }
}
