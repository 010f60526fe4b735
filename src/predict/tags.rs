//! What can be asked of the tags of one article.

use super::Tags;

impl Tags {
    /// The topics given, the most probable first; equally probable ones in the model's order.
    pub fn most_probable_first(&self) -> Vec<usize> {
        let mut topics = self.topics.clone();
        topics.sort_by(|&a, &b| self.probabilities[b].total_cmp(&self.probabilities[a]));
        topics
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_probabilities_keep_the_order_of_the_model() {
        let tags = Tags {
            probabilities: vec![0.5, 0.9, 0.1, 0.5],
            topics: vec![0, 1, 3],
        };
        assert_eq!(tags.most_probable_first(), [1, 0, 3]);
    }
}
