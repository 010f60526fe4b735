//! What the two softmax regressions share: the loss of some documents, and how far to go along a
//! step of Newton's method.

use ndarray::Array2;

/// Makes probabilities of a combination of scores, document × class. The negative log-likelihood of
/// the classes; finite for every finite input.
pub(crate) fn softmax(values: &mut Array2<f64>, classes: &[usize]) -> f64 {
    let mut loss = 0.0;
    for (mut row, &class) in values.outer_iter_mut().zip(classes) {
        let largest = row.fold(f64::NEG_INFINITY, |largest, &value| largest.max(value));
        let own = row[class];
        row.mapv_inplace(|value| libm::exp(value - largest));
        let sum = row.sum();
        row /= sum;
        loss += largest + libm::log(sum) - own;
    }
    loss
}

/// Subtracts 1 from the probability of each document's class: the slope of the loss.
pub(crate) fn wrong(probabilities: &Array2<f64>, classes: &[usize]) -> Array2<f64> {
    let mut wrong = probabilities.clone();
    for (mut row, &class) in wrong.outer_iter_mut().zip(classes) {
        row[class] -= 1.0;
    }
    wrong
}

/// Goes along a step, half as far each time, until the loss is lower by a ten-thousandth of what
/// its slope promises (Armijo's rule). `at` gives where a share of the step ends, and the loss there.
pub(crate) fn lower<T>(
    loss: f64,
    slope: f64,
    mut at: impl FnMut(f64) -> (T, f64),
) -> Option<(T, f64)> {
    (0..30).find_map(|halvings| {
        let size = 0.5f64.powi(halvings);
        let (place, next) = at(size);
        (next <= loss + 1e-4 * size * slope).then_some((place, next))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn the_loss_is_finite_where_probabilities_are_not_numbers_any_more() {
        let mut values = array![[1500.0, 2300.0], [0.0, 0.0]];
        let loss = softmax(&mut values, &[0, 1]);
        assert!((loss - (800.0 + 2f64.ln())).abs() < 1e-9, "{loss}");
        assert_eq!(values, array![[0.0, 1.0], [0.5, 0.5]]);
        assert_eq!(wrong(&values, &[0, 1]), array![[-1.0, 1.0], [0.5, -0.5]]);
    }

    #[test]
    fn a_step_is_halved_until_it_pays() {
        // From 1 along -4 on x²: the whole step ends at 9, half of it at 1, a quarter at 0.
        let at = |size: f64| (1.0 - 4.0 * size, (1.0 - 4.0 * size).powi(2));
        assert_eq!(lower(1.0, -8.0, at), Some((0.0, 0.0)));
        assert_eq!(lower(0.0, -1.0, |size| (size, 1.0)), None);
    }
}
