//! Fits an inverse power law to errors at some numbers of training articles.
//!
//! Cortes, Jackel, Solla, Vapnik and Denker, "Learning curves: asymptotic values and rate of
//! convergence" (NIPS 6, 1994): the error falls as `a + b·n^−c`. Points are weighted by their
//! number of articles, since the curve is extrapolated to larger numbers (Figueroa et al.,
//! "Predicting sample size required for classification performance", 2012).

use serde::{Deserialize, Serialize};

/// `error(n) = a + b·n^−c` for n training articles.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PowerLaw {
    /// The error in the limit of many articles, in [0, 1].
    pub a: f64,
    /// The factor of the error that articles reduce, at least 0.
    pub b: f64,
    /// How fast they reduce it, in [0.05, 2].
    pub c: f64,
}

/// A law with three parameters goes through any three points.
const MIN_POINTS: usize = 4;
const SLOWEST: f64 = 0.05;
const STEP: f64 = 0.01;
const STEPS: u32 = 195;

impl PowerLaw {
    /// The weighted least-squares fit to points (articles, error in [0, 1]); `None` for fewer
    /// than four points. Exponents are tried in steps of 0.01, and for each the best `a` and `b`
    /// have a closed form.
    pub fn fit(points: &[(f64, f64)]) -> Option<Self> {
        if points.len() < MIN_POINTS {
            return None;
        }
        let exponents = (0..=STEPS).map(|step| SLOWEST + STEP * f64::from(step));
        let fits = exponents.map(|c| fit_line(points, c));
        let best = fits.reduce(|best, fit| if fit.1 < best.1 { fit } else { best });
        best.map(|(law, _)| law)
    }

    /// The error expected with `articles` training articles.
    pub fn error(&self, articles: f64) -> f64 {
        self.a + self.b * libm::pow(articles, -self.c)
    }
}

/// The best `a` in [0, 1] and `b` ≥ 0 for an exponent, and the weighted sum of squared residuals.
fn fit_line(points: &[(f64, f64)], c: f64) -> (PowerLaw, f64) {
    // (weight, x, y) of the line y = a + b·x
    let line: Vec<(f64, f64, f64)> = points
        .iter()
        .map(|&(articles, error)| (articles, libm::pow(articles, -c), error))
        .collect();
    let mean = |value: fn(&(f64, f64, f64)) -> f64| {
        let weights: f64 = line.iter().map(|point| point.0).sum();
        line.iter().map(|point| point.0 * value(point)).sum::<f64>() / weights
    };
    let (x, y) = (mean(|p| p.1), mean(|p| p.2));
    let (xx, xy) = (mean(|p| p.1 * p.1), mean(|p| p.1 * p.2));
    let variance = xx - x * x;
    let slope = if variance > 0.0 {
        (xy - x * y) / variance
    } else {
        0.0
    };
    let (a, b) = match (y - slope * x, slope) {
        (_, slope) if slope <= 0.0 => (y, 0.0),
        (a, _) if a < 0.0 => (0.0, xy / xx),
        both => both,
    };
    let law = PowerLaw { a, b, c };
    let squares = line
        .iter()
        .map(|(weight, x, y)| weight * (a + b * x - y) * (a + b * x - y))
        .sum();
    (law, squares)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Points of a law, moved by the given residuals.
    fn points(law: PowerLaw, residuals: [f64; 5]) -> Vec<(f64, f64)> {
        [100.0, 200.0, 400.0, 600.0, 800.0]
            .into_iter()
            .zip(residuals)
            .map(|(n, residual)| (n, law.error(n) + residual))
            .collect()
    }

    #[test]
    fn a_law_is_found_again() {
        for (a, b, c) in [(0.1, 2.0, 0.5), (0.0, 1.5, 0.25), (0.2, 9.0, 1.0)] {
            let law = PowerLaw { a, b, c };
            let found = PowerLaw::fit(&points(law, [0.0; 5])).unwrap();
            assert!(
                (found.error(1600.0) - law.error(1600.0)).abs() < 1e-6,
                "{found:?}"
            );
            assert!((found.c - c).abs() < 1e-9, "{found:?}");
        }
    }

    #[test]
    fn points_off_any_law_are_fitted_as_by_scipy() {
        // scipy 1.17.1: curve_fit with sigma = 1 / sqrt(n), see tests/oracles/metrics.py
        let cases = [
            ([0.42, 0.36, 0.29, 0.27, 0.25], 0.31753868364, 0.21337559830),
            (
                [0.30, 0.22, 0.21, 0.18, 0.185],
                1.12627758497,
                0.17677354319,
            ),
        ];
        for (errors, c, error) in cases {
            let flat = PowerLaw {
                a: 0.0,
                b: 0.0,
                c: 1.0,
            };
            let found = PowerLaw::fit(&points(flat, errors)).unwrap();
            // Exponents come in steps of 0.01.
            assert!((found.c - c).abs() < 0.0051, "{found:?}");
            assert!((found.error(1600.0) - error).abs() < 2e-4, "{found:?}");
        }
    }

    #[test]
    fn a_curve_that_does_not_fall_is_taken_as_flat() {
        let flat = PowerLaw::fit(&[(1.0, 0.3), (2.0, 0.3), (4.0, 0.3), (8.0, 0.3)]).unwrap();
        assert!((flat.error(16.0) - 0.3).abs() < 1e-12 && flat.b < 1e-9);
        let rising = PowerLaw::fit(&[(1.0, 0.1), (2.0, 0.2), (4.0, 0.3), (8.0, 0.4)]).unwrap();
        // Mean of the errors weighted by articles: (0.1 + 0.4 + 1.2 + 3.2) / 15.
        assert!(
            (rising.error(16.0) - 4.9 / 15.0).abs() < 1e-12,
            "{rising:?}"
        );
    }

    #[test]
    fn three_points_are_too_few() {
        assert_eq!(PowerLaw::fit(&[(1.0, 0.5), (2.0, 0.4), (4.0, 0.3)]), None);
    }
}
