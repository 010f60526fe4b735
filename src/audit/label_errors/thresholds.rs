//! The thresholds of confident learning, and the scores that follow from them.

/// The thresholds of the two sides of a topic: the articles that carry it and the others.
pub(super) struct Thresholds {
    /// Mean probability of the topic among the articles that carry it.
    carried: f64,
    /// Mean probability of its absence among the others.
    absent: f64,
}

impl Thresholds {
    pub(super) fn of(carried: &[bool], probability: impl Fn(usize) -> f64) -> Self {
        let mean = |side: bool, value: &dyn Fn(usize) -> f64| {
            let rows: Vec<usize> = (0..carried.len())
                .filter(|&row| carried[row] == side)
                .collect();
            match rows.len() {
                // Without articles on a side, nothing can look like it.
                0 => 1.0,
                count => rows.into_iter().map(value).sum::<f64>() / count as f64,
            }
        };
        Self {
            carried: mean(true, &probability),
            absent: mean(false, &|row| 1.0 - probability(row)),
        }
    }

    /// The doubt of a label, from 0 to 0.5 below the threshold of the other side and from 0.5 to 1
    /// above it. It is linear in the probability on each side of the threshold.
    pub(super) fn score(&self, carried: bool, probability: f64) -> f64 {
        let (opposite, threshold) = match carried {
            true => (1.0 - probability, self.absent),
            false => (probability, self.carried),
        };
        if opposite < threshold {
            0.5 * opposite / threshold
        } else if threshold < 1.0 {
            0.5 + 0.5 * (opposite - threshold) / (1.0 - threshold)
        } else {
            0.5
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_linear_on_both_sides_of_the_threshold() {
        let thresholds = Thresholds::of(&[true, true, false], |row| [0.5, 0.7, 0.2][row]);
        assert!((thresholds.carried - 0.6).abs() < 1e-12);
        assert!((thresholds.absent - 0.8).abs() < 1e-12);
        for (carried, probability, score) in [
            (false, 0.0, 0.0),
            (false, 0.3, 0.25),
            (false, 0.6, 0.5),
            (false, 0.8, 0.75),
            (false, 1.0, 1.0),
            (true, 1.0, 0.0),
            (true, 0.6, 0.25),
            (true, 0.2, 0.5),
            (true, 0.0, 1.0),
        ] {
            let found = thresholds.score(carried, probability);
            assert!(
                (found - score).abs() < 1e-12,
                "{carried} {probability}: {found}"
            );
        }
    }

    #[test]
    fn a_topic_that_all_carry_has_no_other_side() {
        let thresholds = Thresholds::of(&[true, true], |_| 0.9);
        assert!(thresholds.score(true, 0.9) < 0.1);
        assert_eq!(thresholds.score(true, 0.0), 0.5);
    }
}
