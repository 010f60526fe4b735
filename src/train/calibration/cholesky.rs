//! Solves linear systems with a small positive definite matrix. ndarray has no solver without LAPACK.

use ndarray::{Array2, ArrayViewMut1};

/// A matrix as the product `L·Lᵀ`.
pub(super) struct Cholesky {
    /// `L` in the lower triangle; the rest is not used.
    factor: Array2<f64>,
}

impl Cholesky {
    /// Factors a symmetric matrix. Where rounding leaves no positive number on the diagonal of `L`, a
    /// tiny one takes its place.
    pub(super) fn new(mut matrix: Array2<f64>) -> Self {
        let size = matrix.nrows();
        for column in 0..size {
            for row in column..size {
                let mut sum = matrix[(row, column)];
                for k in 0..column {
                    sum -= matrix[(row, k)] * matrix[(column, k)];
                }
                matrix[(row, column)] = if row == column {
                    sum.max(f64::MIN_POSITIVE.sqrt()).sqrt()
                } else {
                    sum / matrix[(column, column)]
                };
            }
        }
        Self { factor: matrix }
    }

    /// Replaces a vector `b` by the solution of `matrix·x = b`.
    pub(super) fn solve_in_place(&self, mut values: ArrayViewMut1<f64>) {
        let size = values.len();
        for row in 0..size {
            let known: f64 = (0..row).map(|k| self.factor[(row, k)] * values[k]).sum();
            values[row] = (values[row] - known) / self.factor[(row, row)];
        }
        for row in (0..size).rev() {
            let known: f64 = (row + 1..size)
                .map(|k| self.factor[(k, row)] * values[k])
                .sum();
            values[row] = (values[row] - known) / self.factor[(row, row)];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::{Array1, array};

    #[test]
    fn a_product_comes_back() {
        let matrix = array![[4.0, 2.0, 0.4], [2.0, 5.0, 1.0], [0.4, 1.0, 3.0]];
        let expected = array![1.0, 0.5, -2.0];
        let mut solved = matrix.dot(&expected);
        Cholesky::new(matrix).solve_in_place(solved.view_mut());
        for (value, expected) in solved.iter().zip(&expected) {
            assert!((value - expected).abs() < 1e-12, "{solved}");
        }
    }

    #[test]
    fn a_matrix_without_full_rank_gives_finite_numbers() {
        let mut solved = Array1::ones(2);
        Cholesky::new(array![[1.0, 1.0], [1.0, 1.0]]).solve_in_place(solved.view_mut());
        assert!(solved.iter().all(|value| value.is_finite()));
    }
}
