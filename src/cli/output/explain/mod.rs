//! The forms of `explain`'s explanations.

mod json;
mod table;

use super::form::{Form, JSON, TABLE};
use crate::corpus::Document;
use crate::model::Model;
use crate::predict::{Explanation, Place, TopicExplanation};

/// All that is said of one article.
pub struct Explained<'a> {
    /// Names the topics.
    pub model: &'a Model,
    /// The article.
    pub document: &'a Document,
    /// Its words and paragraphs.
    pub explanation: Explanation,
    /// The topics to explain.
    pub views: Vec<TopicExplanation>,
    /// How many words to show for and against each topic.
    pub top: usize,
    /// Whether a table shows the article with its strongest words in colour.
    pub highlight: bool,
}

/// Renders one explanation, its line feed included.
pub type Render = fn(&Explained<'_>) -> anyhow::Result<String>;

pub const FORMS: &[Form<Render>] = &[
    Form {
        name: TABLE,
        help: "For reading; on a terminal the article with its words highlighted",
        write: |explained| Ok(table::table(explained)),
    },
    Form {
        name: JSON,
        help: "One JSON object a line, with all words and their places in bytes",
        write: json::line,
    },
];

/// What stands above a topic's words.
struct Head<'a> {
    /// The topic.
    id: &'a str,
    probability: f64,
    threshold: f64,
    given: bool,
}

impl Explained<'_> {
    /// The characters at a place.
    fn written(&self, place: &Place) -> &str {
        place.of(&self.document.title, &self.document.text)
    }

    /// A word as it first stands in the article.
    fn word(&self, word: usize) -> &str {
        let places = &self.explanation.words[word].places;
        places.first().map_or("", |place| self.written(place))
    }

    fn head(&self, view: &TopicExplanation) -> Head<'_> {
        let tags = &self.explanation.tags;
        let metadata = &self.model.metadata;
        Head {
            id: &metadata.topics[view.topic].id,
            probability: tags.probabilities[view.topic],
            threshold: metadata.rule.thresholds[view.topic],
            given: tags.topics.contains(&view.topic),
        }
    }
}
