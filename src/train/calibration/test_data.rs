//! Made-up scores for the tests of calibration.

use ndarray::{Array2, array};

/// The scores of two models for three topics, document × score, and the topic of each document. By
/// the first model nearly every document's own score is the largest; those of the second are by chance.
pub(super) fn two_models() -> (Array2<f64>, Vec<usize>) {
    let scores = array![
        [2.0, 0.1, 0.0, 0.3, 0.1, 0.5],
        [1.0, 0.2, 0.9, 0.1, 0.4, 0.2],
        [0.1, 1.5, 0.3, 0.2, 0.2, 0.3],
        [0.9, 1.1, 0.2, 0.5, 0.1, 0.4],
        [0.2, 0.0, 1.2, 0.1, 0.3, 0.2],
        [0.8, 0.7, 0.9, 0.3, 0.2, 0.1]
    ];
    (scores, vec![0, 0, 1, 1, 2, 0])
}
