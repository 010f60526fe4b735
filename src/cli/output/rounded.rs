//! How exact the numbers of the output are.

/// A value with four digits after the point: more than a calibration can promise.
pub fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}
