//! Minimises a smooth convex function by a truncated Newton method, for functions of so many
//! variables that their Hessian is not written down.
//!
//! Each Newton step solves `H·step = -gradient` roughly by preconditioned conjugate gradients,
//! which need only products of the Hessian with vectors; a backtracking line search then shortens
//! the step (Nocedal and Wright 2006, chapters 3, 5 and 7; for linear classification: Lin, Weng
//! and Keerthi 2008; Hsia, Chiang and Lin 2018; Galli and Lin 2021).
//!
//! Both softmax regressions of [`super::calibration`] are minimised here. The support vector
//! machines share [`Stopping`] only; [`super::svm::newton_cg`] says why they have a loop of their
//! own.

/// When Newton's method stops.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stopping {
    /// Newton steps at most.
    pub newton_steps: usize,
    /// Conjugate gradient iterations for one Newton step at most.
    pub cg_iterations: usize,
    /// The gradient's norm, as a share of the first one, that is small enough.
    pub gradient_share: f64,
}

/// Conjugate gradients stop when the norm of the residual `H·step + gradient` is this share of the
/// gradient's.
const RESIDUAL_SHARE: f64 = 0.1;
/// The line search wants this share of the decrease that the slope promises (Armijo's rule).
const SUFFICIENT_DECREASE: f64 = 1e-4;
/// Step lengths that the line search tries: 1, 1/2, 1/4 and so on.
const STEP_LENGTHS: i32 = 30;

/// A strictly convex function of a vector of weights, with two derivatives.
pub(crate) trait Objective {
    /// What the value and the derivatives at a point have in common.
    type Point;

    /// The point at some weights, and the value there.
    fn evaluate(&self, weights: &[f64]) -> (Self::Point, f64);

    /// The gradient at a point.
    fn gradient(&self, point: &Self::Point, weights: &[f64]) -> Vec<f64>;

    /// The Hessian at a point, times a vector.
    fn hessian_vector_product(&self, point: &Self::Point, vector: &[f64]) -> Vec<f64>;

    /// Multiplies by the inverse of a matrix that is like the Hessian at a point.
    fn preconditioner(&self, point: &Self::Point) -> impl Fn(&[f64]) -> Vec<f64>;
}

/// The weights where the objective is least, to the given tolerance, from `weights` on.
pub(crate) fn minimise(
    objective: &impl Objective,
    mut weights: Vec<f64>,
    stopping: Stopping,
) -> Vec<f64> {
    let (mut point, mut value) = objective.evaluate(&weights);
    let mut first_norm = None;
    for _ in 0..stopping.newton_steps {
        let gradient = objective.gradient(&point, &weights);
        let norm = dot(&gradient, &gradient).sqrt();
        if norm <= stopping.gradient_share * *first_norm.get_or_insert(norm) {
            break;
        }
        let step = conjugate_gradients(objective, &point, &gradient, stopping.cg_iterations);
        let slope = dot(&gradient, &step);
        let found = backtrack(value, slope, |length| {
            let moved = add_scaled(&weights, length, &step);
            let (point, value) = objective.evaluate(&moved);
            ((moved, point), value)
        });
        let Some(found) = found else {
            break;
        };
        ((weights, point), value) = found;
    }
    weights
}

/// Solves `H·step = -gradient` roughly.
fn conjugate_gradients<O: Objective>(
    objective: &O,
    point: &O::Point,
    gradient: &[f64],
    iterations: usize,
) -> Vec<f64> {
    let precondition = objective.preconditioner(point);
    let mut step = vec![0.0; gradient.len()];
    let mut residual: Vec<f64> = gradient.iter().map(|value| -value).collect();
    let mut direction = precondition(&residual);
    let mut product_norm = dot(&residual, &direction);
    let enough = RESIDUAL_SHARE.powi(2) * dot(&residual, &residual);
    for _ in 0..iterations {
        if dot(&residual, &residual) <= enough {
            break;
        }
        let product = objective.hessian_vector_product(point, &direction);
        let curvature = dot(&direction, &product);
        if curvature <= 0.0 {
            break;
        }
        let length = product_norm / curvature;
        step = add_scaled(&step, length, &direction);
        residual = add_scaled(&residual, -length, &product);
        let preconditioned = precondition(&residual);
        let next = dot(&residual, &preconditioned);
        direction = add_scaled(&preconditioned, next / product_norm, &direction);
        product_norm = next;
    }
    step
}

/// Halves a step until the value falls enough for Armijo's rule. `at` gives what lies at a share
/// of the step, and the value there.
fn backtrack<T>(value: f64, slope: f64, mut at: impl FnMut(f64) -> (T, f64)) -> Option<(T, f64)> {
    (0..STEP_LENGTHS).find_map(|halvings| {
        let length = 0.5f64.powi(halvings);
        let (found, next) = at(length);
        (next <= value + SUFFICIENT_DECREASE * length * slope).then_some((found, next))
    })
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// `a + factor·b`.
fn add_scaled(a: &[f64], factor: f64, b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a + factor * b).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `Σ cosh(xᵢ - i) + ½·(Σ xᵢ)²`: convex, not quadratic, with a full Hessian.
    struct Example;

    impl Objective for Example {
        type Point = Vec<f64>;

        fn evaluate(&self, weights: &[f64]) -> (Vec<f64>, f64) {
            let shifted = weights.iter().zip(0..).map(|(w, i)| w - f64::from(i));
            let shifted: Vec<f64> = shifted.collect();
            let sum: f64 = weights.iter().sum();
            let value = shifted.iter().map(|x| x.cosh()).sum::<f64>() + 0.5 * sum * sum;
            (shifted, value)
        }

        fn gradient(&self, point: &Vec<f64>, weights: &[f64]) -> Vec<f64> {
            let sum: f64 = weights.iter().sum();
            point.iter().map(|x| x.sinh() + sum).collect()
        }

        fn hessian_vector_product(&self, point: &Vec<f64>, vector: &[f64]) -> Vec<f64> {
            let sum: f64 = vector.iter().sum();
            let pairs = point.iter().zip(vector);
            pairs.map(|(x, v)| x.cosh() * v + sum).collect()
        }

        fn preconditioner(&self, point: &Vec<f64>) -> impl Fn(&[f64]) -> Vec<f64> {
            move |residual| {
                let pairs = residual.iter().zip(point);
                pairs.map(|(r, x)| r / (x.cosh() + 1.0)).collect()
            }
        }
    }

    #[test]
    fn the_gradient_vanishes_at_the_minimum() {
        let stopping = Stopping {
            newton_steps: 50,
            cg_iterations: 20,
            gradient_share: 1e-9,
        };
        let weights = minimise(&Example, vec![9.0, -4.0, 0.0, 1.0], stopping);
        let (point, _) = Example.evaluate(&weights);
        for slope in Example.gradient(&point, &weights) {
            assert!(slope.abs() < 1e-5, "{weights:?}");
        }
    }

    #[test]
    fn a_step_is_halved_until_it_pays() {
        // From 1 along -4 on x²: the whole step ends at 9, half of it at 1, a quarter at 0.
        let at = |length: f64| (1.0 - 4.0 * length, (1.0 - 4.0 * length).powi(2));
        assert_eq!(backtrack(1.0, -8.0, at), Some((0.0, 0.0)));
        assert_eq!(backtrack(0.0, -1.0, |length| (length, 1.0)), None);
    }
}
