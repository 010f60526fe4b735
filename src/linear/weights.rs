//! Real weights go in, 16-bit whole weights come out: small on disk, and exact in every sum, so
//! that each way of adding them up gives the same score.

/// 16-bit weights, feature × column, with one scale for each column.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QuantisedWeights {
    /// Feature-major: the weights of feature `f` are `values[f * columns..][..columns]`.
    pub values: Vec<i16>,
    /// What one unit of each column stands for, in the unit of the score.
    pub scales: Vec<f64>,
}

impl QuantisedWeights {
    /// Number of columns.
    pub fn columns(&self) -> usize {
        self.scales.len()
    }

    /// The weights of one feature, one per column.
    pub fn row(&self, feature: usize) -> &[i16] {
        let columns = self.columns();
        self.values
            .get(feature * columns..(feature + 1) * columns)
            .unwrap_or(&[])
    }
}

/// What one unit of each column stands for, if no weight of it exceeds the given one.
pub(crate) fn steps(largest: &[f64]) -> Vec<f64> {
    let step = |&largest: &f64| match largest > 0.0 {
        true => largest / f64::from(i16::MAX),
        false => 1.0,
    };
    largest.iter().map(step).collect()
}

/// Weights in steps, each rounded to the nearest.
pub(crate) fn quantised(row: &[f64], steps: &[f64]) -> impl Iterator<Item = i16> {
    row.iter()
        .zip(steps)
        .map(|(weight, step)| nearest(weight / step))
}

/// The nearest whole number, halves away from zero. [`f64::round`] is a call into the mathematical
/// library where the processor may be any of its family.
fn nearest(value: f64) -> i16 {
    (value + 0.5f64.copysign(value)) as i16
}
