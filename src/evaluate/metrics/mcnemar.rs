//! McNemar's exact test: whether two classifiers differ by more than chance (McNemar 1947).

use serde::Serialize;

/// McNemar's exact test.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct McNemar {
    /// Articles that only the old report has right.
    pub only_old: u64,
    /// Articles that only the new report has right.
    pub only_new: u64,
    /// Probability of counts at least as unequal if both are equally good; two-sided.
    pub p_value: f64,
}

impl McNemar {
    /// The test for two counts.
    pub fn new(only_old: u64, only_new: u64) -> Self {
        Self {
            only_old,
            only_new,
            p_value: mcnemar_p(only_old, only_new),
        }
    }
}

/// Two-sided exact p-value: 2·P(X ≤ min), X binomial with b + c throws of a fair coin; at most 1.
fn mcnemar_p(b: u64, c: u64) -> f64 {
    let (fewer, throws) = (b.min(c), (b + c) as f64);
    // ln of C(throws, fewer)·½^throws; the terms below follow by C(n, k − 1) = C(n, k)·k / (n − k + 1).
    let k = fewer as f64;
    let ln_choose =
        libm::lgamma(throws + 1.0) - libm::lgamma(k + 1.0) - libm::lgamma(throws - k + 1.0);
    let mut term = libm::exp(ln_choose - throws * std::f64::consts::LN_2);
    let mut sum = term;
    for k in (1..=fewer).rev() {
        term *= k as f64 / (throws - k as f64 + 1.0);
        sum += term;
    }
    (2.0 * sum).min(1.0)
}
