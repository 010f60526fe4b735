//! Why an article gets its tags, in the terms of the article.

use super::Tags;
use crate::predict::{self, Place};

/// What each word and each paragraph of an article adds to the log-odds of the topics.
///
/// Nothing is approximated: the log-odds of a topic are [`offset`](TopicExplanation::offset) plus the
/// sum over all words, up to the rounding of floating-point numbers.
///
/// ```
/// use tasnif::Tagger;
///
/// let (title, text) = ("اختراق حسابات مصرفية", "سرق القراصنة بيانات العملاء وابتزوا المصرف.");
/// let explanation = Tagger::builtin()?.explain(title, text);
/// let why = explanation.topic("cybercrime").ok_or("no such topic")?;
/// for word in why.words.iter().take(3) {
///     let place = &word.places[0];
///     println!("{} ({:?}) {:+.2}", place.of(title, text), place.bytes, word.log_odds);
/// }
/// let sum: f64 = why.words.iter().map(|word| word.log_odds).sum();
/// assert!((why.offset + sum - why.log_odds).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Explanation {
    tags: Tags,
    found: predict::Explanation,
}

/// What speaks for and against one topic, in nats of its log-odds.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct TopicExplanation {
    /// The topic's id.
    pub topic: String,
    /// Its probability, in [0, 1].
    pub probability: f64,
    /// The probability from which it is given.
    pub threshold: f64,
    /// Whether the article gets it.
    pub is_given: bool,
    /// The log-odds that the probability is read from; in a model of exclusive topics those against the
    /// average topic.
    pub log_odds: f64,
    /// The log-odds before any word is read.
    pub offset: f64,
    /// What each word adds, the most in favour first.
    pub words: Vec<WordEvidence>,
    /// What each paragraph adds, in the order of the article: the title, if there is one, and the lines
    /// of the text that hold something.
    pub paragraphs: Vec<ParagraphEvidence>,
}

/// What one word adds.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct WordEvidence {
    /// The word, folded; or a pair of words, for a model that counts pairs.
    pub word: String,
    /// What all its places add together, in nats.
    pub log_odds: f64,
    /// Where it stands, in the order of the article; never empty.
    pub places: Vec<Place>,
}

/// What one paragraph adds.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ParagraphEvidence {
    /// What its words add, in nats.
    pub log_odds: f64,
    /// Where it stands, without the white space at its ends.
    pub place: Place,
}

impl Explanation {
    pub(super) fn new(tags: Tags, found: predict::Explanation) -> Self {
        Self { tags, found }
    }

    /// The tags that are explained.
    pub fn tags(&self) -> &Tags {
        &self.tags
    }

    /// What speaks for and against a topic; `None` if the model does not have it.
    pub fn topic(&self, topic: &str) -> Option<TopicExplanation> {
        let mut topics = self.tags.topics().iter();
        let place = topics.position(|known| known.id == topic)?;
        Some(self.at(place))
    }

    /// What speaks for and against each topic that the article gets, the most probable first.
    pub fn given(&self) -> impl ExactSizeIterator<Item = TopicExplanation> {
        self.tags.given_places().iter().map(|&place| self.at(place))
    }

    fn at(&self, place: usize) -> TopicExplanation {
        let rule = &self.tags.scorer().model().metadata.rule;
        let found = self.found.topic(rule, place);
        let tag = self.tags.tag(place);
        let word = |&(word, log_odds): &(usize, f64)| WordEvidence {
            word: self.found.words[word].word.clone(),
            log_odds,
            places: self.found.words[word].places.clone(),
        };
        let paragraphs = self.found.paragraphs.iter().zip(&found.paragraphs);
        TopicExplanation {
            topic: tag.topic.to_owned(),
            probability: tag.probability,
            threshold: tag.threshold,
            is_given: tag.is_given,
            log_odds: found.log_odds,
            offset: found.offset,
            words: found.words.iter().map(word).collect(),
            paragraphs: paragraphs
                .map(|(paragraph, &log_odds)| ParagraphEvidence {
                    log_odds,
                    place: paragraph.place.clone(),
                })
                .collect(),
        }
    }
}
