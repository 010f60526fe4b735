//! Estimates from a learning curve how many more labels are worth their cost.

use crate::evaluate::learning_curve::{CurvePoint, LearningCurve, learning_curve};
use crate::evaluate::outcome::number;
use crate::evaluate::splits::by_folds;
use crate::evaluate::{EvaluateError, Experiment, PowerLaw};
use crate::features::CountedCorpus;
use crate::parallel::StopFlag;
use crate::train::{TrainOptions, TrainingSet};

/// What more labels add to quality.
#[derive(Debug, Clone, PartialEq)]
pub struct Worth {
    /// Macro-F1 by number of training articles, on articles that were not trained on.
    pub curve: Vec<CurvePoint>,
    /// What the next hundred articles add to macro-F1.
    pub next_hundred: f64,
    /// How many more articles to label until the next hundred add less than the least gain.
    pub further: u64,
    /// The macro-F1 to expect with them.
    pub reached: f64,
    /// Whether more than `further` labels may be worth it, but the curve cannot be trusted so far from
    /// what was measured.
    pub at_least: bool,
}

/// Estimates stop at this multiple of the articles that there are.
const TRUSTED: u64 = 3;
/// Gains are for this many articles.
const STEP: u64 = 100;

/// Estimates how many more articles to label until the next hundred add less than `least` to macro-F1.
/// `None` if the corpus is too small: the curve needs four points.
///
/// # Errors
/// [`EvaluateError::Learn`] if nothing can be learned from the whole corpus.
pub fn worth(
    corpus: &CountedCorpus,
    options: &TrainOptions,
    least: f64,
) -> Result<Option<Worth>, EvaluateError> {
    let training = TrainingSet::prepare(corpus, options, &StopFlag::new())?;
    let splits = by_folds(&training, options.folds)?;
    let experiment = Experiment {
        training: &training,
        options,
        thresholds: &[],
        group_field: None,
    };
    let mut outcomes = experiment.outcomes(&splits)?;
    number(&mut outcomes);
    let whole = experiment.measure(&outcomes)?;
    let curve = learning_curve(&experiment, &splits, &whole)?;
    Ok(continued(curve, corpus.documents.len() as u64, least))
}

/// Extrapolates a curve from `articles` on.
fn continued(curve: LearningCurve, articles: u64, least: f64) -> Option<Worth> {
    let PowerLaw { a, b, c } = curve.macro_f1?.law;
    let error = |articles: u64| PowerLaw { a, b, c }.error(articles as f64);
    let gain = |further: u64| error(articles + further) - error(articles + further + STEP);
    let trusted = TRUSTED * articles;
    // Gains fall with the number of articles, so binary search finds the first that is too small.
    let (mut worth, mut too_many) = (0, trusted);
    while worth < too_many {
        let middle = worth + (too_many - worth) / 2;
        match gain(middle) >= least {
            true => worth = middle + 1,
            false => too_many = middle,
        }
    }
    Some(Worth {
        next_hundred: gain(0),
        further: worth,
        reached: 1.0 - error(articles + worth),
        at_least: worth == trusted,
        curve: curve.points,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::learning_curve::Forecast;

    fn curve(b: f64) -> LearningCurve {
        let law = PowerLaw { a: 0.1, b, c: 0.5 };
        let forecast = Forecast {
            law,
            articles: 800,
            expected: 0.0,
            gain: 0.0,
        };
        LearningCurve {
            points: Vec::new(),
            macro_f1: Some(forecast),
            accuracy: None,
        }
    }

    #[test]
    fn labels_are_worth_it_until_a_hundred_add_less_than_asked_for() {
        let found = continued(curve(4.0), 400, 0.005).unwrap();
        // python3: next(m for m in range(2000) if 4/(400+m)**.5 - 4/(500+m)**.5 < 0.005)
        assert_eq!((found.further, found.at_least), (721, false));
        // 4/√400 − 4/√500 = 0.2 − 0.178885.
        assert!((found.next_hundred - 0.021_115).abs() < 1e-6, "{found:?}");
        // 1 − 0.1 − 4/√1121.
        assert!((found.reached - 0.780_530).abs() < 1e-6, "{found:?}");
    }

    #[test]
    fn a_flat_curve_is_worth_nothing_and_a_steep_one_is_not_trusted_far() {
        let flat = continued(curve(0.0), 400, 0.005).unwrap();
        assert_eq!((flat.further, flat.at_least), (0, false));
        let steep = continued(curve(9.0), 40, 0.005).unwrap();
        assert_eq!((steep.further, steep.at_least), (120, true));
        let unknown = LearningCurve {
            macro_f1: None,
            ..curve(1.0)
        };
        assert_eq!(continued(unknown, 400, 0.005), None);
    }
}
