//! How well a number, such as the length, tells two groups of articles apart.

/// The probability that an article of `left` is longer than one of `right`; ties count half. This is the
/// area under the ROC curve, or the Mann-Whitney statistic divided by the number of pairs (Hanley and
/// McNeil 1982). `None` if a group is empty.
pub(super) fn auc(left: &[usize], right: &[usize]) -> Option<f64> {
    let mut sorted = right.to_vec();
    sorted.sort_unstable();
    let pairs = left.len() * right.len();
    let twice: usize = left
        .iter()
        .map(|length| {
            let shorter = sorted.partition_point(|other| other < length);
            let not_longer = sorted.partition_point(|other| other <= length);
            shorter + not_longer
        })
        .sum();
    (pairs > 0).then(|| twice as f64 / (2 * pairs) as f64)
}

/// The median, for an even number the lower of the middle two; 0 for an empty group.
pub(super) fn median(lengths: &[usize]) -> usize {
    let mut sorted = lengths.to_vec();
    sorted.sort_unstable();
    let middle = sorted.len().saturating_sub(1) / 2;
    sorted.get(middle).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas() {
        // Of the four pairs, (2, 1), (3, 1) and (3, 2) are longer and (2, 2) is a tie.
        assert_eq!(auc(&[2, 3], &[1, 2]), Some(3.5 / 4.0));
        assert_eq!(auc(&[5, 5], &[5]), Some(0.5));
        assert_eq!(auc(&[1], &[2, 3]), Some(0.0));
        assert_eq!(auc(&[], &[1]), None);
        assert_eq!(median(&[9, 1, 5, 7]), 5);
        assert_eq!(median(&[]), 0);
    }
}
