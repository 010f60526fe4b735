//! What a tagger says of one article.

use crate::model::Topic;
use crate::predict::{self, Scorer};
use std::fmt;
use std::sync::Arc;

/// The probability of each topic for one article, and which topics are given to it.
///
/// ```
/// use tasnif::Tagger;
///
/// let tags = Tagger::builtin()?.tag("", "تعادل الفريقان في مباراة الديربي");
/// assert!(tags.is_none());
/// assert_eq!(tags.all().len(), tags.probabilities().len());
/// let Some(tag) = tags.get("cybercrime") else { panic!("the built-in model has this topic") };
/// assert!(!tag.is_given && tag.probability < tag.threshold);
/// # Ok::<(), tasnif::Error>(())
/// ```
#[derive(Clone)]
pub struct Tags {
    scorer: Arc<Scorer>,
    /// By topic, in the model's order.
    probabilities: Vec<f64>,
    /// The given topics, the most probable first.
    given: Vec<usize>,
}

/// One topic of an article.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Tag<'a> {
    /// The topic's id, such as `border-security`.
    pub topic: &'a str,
    /// Its English name; the id where none is known.
    pub english: &'a str,
    /// Its Arabic name; the id where none is known.
    pub arabic: &'a str,
    /// How probable it is that the article carries the topic, in [0, 1].
    pub probability: f64,
    /// The probability from which the topic is given. In a model of exclusive topics the most probable
    /// one is given from this on; 0 unless a threshold was put in place of the model's.
    pub threshold: f64,
    /// Whether the article gets the topic.
    pub is_given: bool,
}

impl Tags {
    pub(super) fn new(scorer: &Arc<Scorer>, found: predict::Tags) -> Self {
        let predict::Tags {
            probabilities,
            topics: mut given,
        } = found;
        by_probability(&mut given, &probabilities);
        Self {
            scorer: Arc::clone(scorer),
            probabilities,
            given,
        }
    }

    /// The topics that the article gets, the most probable first; nothing for none.
    pub fn given(&self) -> impl ExactSizeIterator<Item = Tag<'_>> {
        self.given.iter().map(|&topic| self.tag(topic))
    }

    /// All topics of the model, the most probable first.
    pub fn all(&self) -> impl ExactSizeIterator<Item = Tag<'_>> {
        let mut topics: Vec<usize> = (0..self.probabilities.len()).collect();
        by_probability(&mut topics, &self.probabilities);
        topics.into_iter().map(|topic| self.tag(topic))
    }

    /// Whether the article gets no topic. One without a word gets none from any model.
    pub fn is_none(&self) -> bool {
        self.given.is_empty()
    }

    /// One topic by its id; `None` if the model does not have it.
    pub fn get(&self, topic: &str) -> Option<Tag<'_>> {
        let place = self.topics().iter().position(|known| known.id == topic)?;
        Some(self.tag(place))
    }

    /// The probability of each topic, in the order of [`Tagger::topics`](crate::Tagger::topics).
    pub fn probabilities(&self) -> &[f64] {
        &self.probabilities
    }

    pub(super) fn topics(&self) -> &[Topic] {
        self.scorer.model().topics()
    }

    pub(super) fn tag(&self, place: usize) -> Tag<'_> {
        let topic = &self.topics()[place];
        Tag {
            topic: &topic.id,
            english: &topic.english,
            arabic: &topic.arabic,
            probability: self.probabilities[place],
            threshold: self.scorer.decider().thresholds()[place],
            is_given: self.given.contains(&place),
        }
    }

    /// Topics whose probability is at most `band` above or below the threshold, by the model's order. Where
    /// topics are exclusive, those that a change of at most `band` in their probability would give or take
    /// away.
    pub(crate) fn doubtful(&self, band: f64) -> Vec<usize> {
        self.scorer.decider().doubtful(&self.probabilities, band)
    }

    /// Places of the given topics, in the model's order.
    pub(crate) fn given_in_order(&self) -> Vec<usize> {
        let mut places = self.given.clone();
        places.sort_unstable();
        places
    }

    pub(super) fn scorer(&self) -> &Scorer {
        &self.scorer
    }

    /// Places of the given topics, the most probable first.
    pub(crate) fn given_places(&self) -> &[usize] {
        &self.given
    }
}

/// Of equally probable topics the model's order decides.
fn by_probability(topics: &mut [usize], probabilities: &[f64]) {
    topics.sort_by(|&a, &b| {
        probabilities[b]
            .total_cmp(&probabilities[a])
            .then(a.cmp(&b))
    });
}

impl PartialEq for Tags {
    /// Whether ids, probabilities and given topics are equal, by whatever model.
    fn eq(&self, other: &Self) -> bool {
        self.all().eq(other.all())
    }
}

impl fmt::Debug for Tags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.all()).finish()
    }
}
