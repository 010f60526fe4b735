//! Scores on a common scale, so that one penalty fits them all, and coefficients for them turned
//! back to coefficients for the scores themselves.

use ndarray::{Array2, ArrayView2, Axis};

/// Scores with mean 0 and standard deviation 1 in each column.
pub(super) struct Standardised {
    /// Document × score.
    pub(super) scores: Array2<f64>,
    means: Vec<f64>,
    /// Standard deviations; 1 for a column of equal scores.
    deviations: Vec<f64>,
}

impl Standardised {
    /// Standardises each column of document × score.
    pub(super) fn new(scores: ArrayView2<f64>) -> Self {
        let mut scores = scores.to_owned();
        let (mut means, mut deviations) = (Vec::new(), Vec::new());
        for mut column in scores.axis_iter_mut(Axis(1)) {
            let mean = column.mean().unwrap_or(0.0);
            column -= mean;
            let squares: f64 = column.iter().map(|x| x * x).sum();
            let deviation = (squares / column.len().max(1) as f64).sqrt();
            let deviation = if deviation > 0.0 { deviation } else { 1.0 };
            column /= deviation;
            means.push(mean);
            deviations.push(deviation);
        }
        Self {
            scores,
            means,
            deviations,
        }
    }

    /// The coefficients and the intercept for the scores themselves that do what `row` and
    /// `intercept` do for standardised ones, rounded.
    pub(super) fn unstandardised(&self, row: &[f64], mut intercept: f64) -> (Vec<f64>, f64) {
        let mut coefficients = Vec::with_capacity(row.len());
        for ((weight, mean), deviation) in row.iter().zip(&self.means).zip(&self.deviations) {
            coefficients.push(rounded(weight / deviation));
            intercept -= weight * mean / deviation;
        }
        (coefficients, rounded(intercept))
    }
}

/// Rounds to six significant digits. The solvers' sums differ in the last bits between
/// processors, and a model must not.
pub(super) fn rounded(value: f64) -> f64 {
    format!("{value:.5e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn coefficients_mean_the_same_on_both_scales() {
        let scores = array![[1.0, 5.0], [2.0, 5.0], [6.0, 5.0]];
        let standardised = Standardised::new(scores.view());
        let (coefficients, intercept) = standardised.unstandardised(&[2.0, -1.0], 0.5);
        for (raw, standard) in scores.outer_iter().zip(standardised.scores.outer_iter()) {
            let expected = 0.5 + 2.0 * standard[0] - standard[1];
            let found = intercept + coefficients[0] * raw[0] + coefficients[1] * raw[1];
            assert!((found - expected).abs() < 1e-4, "{found} and {expected}");
        }
        assert_eq!(standardised.scores.column(1).sum(), 0.0);
    }
}
