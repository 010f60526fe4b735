//! Weights as 16-bit whole numbers. They are small on disk, and their sums are exact, so that every
//! order of adding them up gives the same score.

/// 16-bit weights, feature × column, with one scale for each column.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QuantisedWeights {
    /// Feature-major: the weights of feature `f` are `values[f * columns..][..columns]`.
    pub values: Vec<i16>,
    /// What one unit of each column's weights stands for, in the unit of the score.
    pub scales: Vec<f64>,
}

impl QuantisedWeights {
    /// Number of columns.
    pub fn columns(&self) -> usize {
        self.scales.len()
    }

    /// The weights of one feature, one per column; none for a feature that does not exist.
    pub fn row(&self, feature: usize) -> &[i16] {
        let columns = self.columns();
        self.values
            .get(feature * columns..(feature + 1) * columns)
            .unwrap_or(&[])
    }
}

/// The scale of each column if its largest weight, without sign, is the given one.
pub(crate) fn steps(largest: &[f64]) -> Vec<f64> {
    let step = |&largest: &f64| match largest > 0.0 {
        true => largest / f64::from(i16::MAX),
        false => 1.0,
    };
    largest.iter().map(step).collect()
}

/// The weights of a feature in units of the scales, each rounded to the nearest whole number.
pub(crate) fn quantised(row: &[f64], steps: &[f64]) -> impl Iterator<Item = i16> {
    row.iter()
        .zip(steps)
        .map(|(weight, step)| nearest(weight / step))
}

/// The nearest whole number, halves away from zero. [`f64::round`] would be a call into the
/// mathematical library, since the program is built for processors without an instruction for it.
fn nearest(value: f64) -> i16 {
    (value + 0.5f64.copysign(value)) as i16
}
