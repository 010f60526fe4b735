//! An explanation goes in, text for reading comes out.

use crate::cli::messages::harmless;
use crate::corpus::Document;
use crate::model::Model;
use crate::predict::{Explanation, Part, Place, TopicView};
use clap::ValueEnum;

/// Words of a view, each with what it adds.
type Contributions<'v> = Vec<&'v (usize, f64)>;

/// Forms of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For reading; on a terminal the article with its words highlighted.
    Table,
    /// One JSON object a line, with all words and their places in bytes.
    Json,
}

/// All that is said of one article.
pub struct Explained<'a> {
    /// Names the topics.
    pub model: &'a Model,
    /// The article.
    pub document: &'a Document,
    /// Its words and paragraphs.
    pub explanation: Explanation,
    /// The topics to explain.
    pub views: Vec<TopicView>,
    /// How many words to show for and against each topic.
    pub top: usize,
}

impl Explained<'_> {
    /// The characters at a place.
    pub fn written(&self, place: &Place) -> &str {
        place.of(&self.document.title, &self.document.text)
    }

    /// A word as it first stands in the article.
    pub fn word(&self, word: usize) -> &str {
        let places = &self.explanation.words[word].places;
        places.first().map_or("", |place| self.written(place))
    }

    /// The words with the largest contributions for a topic and those against it, the strongest first.
    pub fn strongest<'v>(&self, view: &'v TopicView) -> (Contributions<'v>, Contributions<'v>) {
        let words = view.words.iter();
        let in_favour = words.clone().filter(|(_, added)| *added > 0.0);
        let against = words.rev().filter(|(_, added)| *added < 0.0);
        (
            in_favour.take(self.top).collect(),
            against.take(self.top).collect(),
        )
    }

    /// A topic's id, probability, threshold, and whether it is given.
    pub fn head(&self, view: &TopicView) -> (&str, f64, f64, bool) {
        let tags = &self.explanation.tags;
        let metadata = &self.model.metadata;
        (
            &metadata.topics[view.topic].id,
            tags.probabilities[view.topic],
            metadata.rule.thresholds[view.topic],
            tags.topics.contains(&view.topic),
        )
    }
}

/// What a paragraph adds, as a share of what all paragraphs in favour add; negative against the topic, 0 if none is in favour.
pub fn share(added: f64, view: &TopicView) -> f64 {
    let in_favour: f64 = view.paragraphs.iter().filter(|added| **added > 0.0).sum();
    match in_favour > 0.0 {
        true => added / in_favour,
        false => 0.0,
    }
}

/// The explanation for reading; with `highlight`, first the article, its strongest words for the first topic in green, those
/// against it in red.
pub fn table(explained: &Explained<'_>, highlight: bool) -> String {
    let mut text = harmless(&format!("{}\n", explained.document.id));
    if let (true, Some(view)) = (highlight, explained.views.first()) {
        text += &highlighted(explained, view);
    }
    for view in &explained.views {
        text += &harmless(&topic(explained, view));
    }
    text + "\n"
}

fn topic(explained: &Explained<'_>, view: &TopicView) -> String {
    let (id, probability, threshold, given) = explained.head(view);
    let verdict = match (given, explained.model.metadata.rule.is_exclusive()) {
        (true, true) => "given as the most probable".to_owned(),
        (false, true) => "not given: another is more probable".to_owned(),
        (true, false) => format!("given from {:.0}%", threshold * 100.0),
        (false, false) => format!("not given: that takes {:.0}%", threshold * 100.0),
    };
    let words: f64 = view.log_odds - view.offset;
    let mut text = format!(
        "\n{id}  {:.1}%, {verdict}\n  log-odds    {:+.2} = {:+.2} without words {:+.2} by words\n",
        probability * 100.0,
        view.log_odds,
        view.offset,
        words
    );
    let (in_favour, against) = explained.strongest(view);
    for (name, words) in [("for", in_favour), ("against", against)] {
        let shown = |(word, added): &&(usize, f64)| {
            let times = explained.explanation.words[*word].places.len();
            let times = match times {
                1 => String::new(),
                times => format!(" ×{times}"),
            };
            format!("{}{times} {added:+.2}", explained.word(*word))
        };
        let words: Vec<String> = words.iter().map(shown).collect();
        text += &format!("  {name:<10}  {}\n", words.join(" · "));
    }
    let paragraphs = explained
        .explanation
        .paragraphs
        .iter()
        .zip(&view.paragraphs);
    for (number, (paragraph, &added)) in paragraphs.enumerate() {
        let name = match number {
            0 => "paragraphs",
            _ => "",
        };
        let percent = share(added, view) * 100.0;
        let start = start_of(explained.written(&paragraph.place));
        text += &format!("  {name:<10}  {added:+6.2} {percent:>4.0}%  {start}\n");
    }
    text
}

/// The first words of a paragraph.
fn start_of(paragraph: &str) -> String {
    const SHOWN: usize = 60;
    let mut start: String = paragraph.chars().take(SHOWN).collect();
    if start.len() < paragraph.len() {
        start.push('…');
    }
    start
}

const GREEN: &str = "\u{1b}[1;32m";
const RED: &str = "\u{1b}[31m";
const PLAIN: &str = "\u{1b}[0m";

fn highlighted(explained: &Explained<'_>, view: &TopicView) -> String {
    let (in_favour, against) = explained.strongest(view);
    let mut marks: Vec<(&Place, &str)> = Vec::new();
    for (words, colour) in [(in_favour, GREEN), (against, RED)] {
        for (word, _) in words {
            let places = &explained.explanation.words[*word].places;
            marks.extend(places.iter().map(|place| (place, colour)));
        }
    }
    marks.sort_by_key(|(place, _)| (place.part, place.bytes.start, place.bytes.end));
    let Document { title, text, .. } = explained.document;
    let title = marked(title, Part::Title, &marks);
    let text = marked(text, Part::Text, &marks);
    match title.is_empty() {
        true => format!("{text}\n"),
        false => format!("{title}\n\n{text}\n"),
    }
}

/// A part of the article with colours; where marks overlap the first one counts.
fn marked(part_text: &str, part: Part, marks: &[(&Place, &str)]) -> String {
    let mut out = String::new();
    let mut done = 0;
    for (place, colour) in marks.iter().filter(|(place, _)| place.part == part) {
        if let (Some(between), Some(word)) = (
            part_text.get(done..place.bytes.start),
            part_text.get(place.bytes.clone()),
        ) {
            out += &harmless(between);
            out += &format!("{colour}{}{PLAIN}", harmless(word));
            done = place.bytes.end;
        }
    }
    out + &harmless(part_text.get(done..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_surround_words_and_what_acts_on_a_terminal_is_gone() {
        let text = "ضبط \u{1b}شحنة سلاح";
        let place = |word: &str| {
            let start = text.find(word).unwrap();
            Place {
                part: Part::Text,
                bytes: start..start + word.len(),
            }
        };
        let (first, second) = (place("ضبط"), place("سلاح"));
        let overlapping = place("ضبط \u{1b}شحنة");
        let marks = [(&first, RED), (&overlapping, RED), (&second, GREEN)];
        assert_eq!(
            marked(text, Part::Text, &marks),
            format!("{RED}ضبط{PLAIN} \u{fffd}شحنة {GREEN}سلاح{PLAIN}")
        );
        assert_eq!(
            marked(text, Part::Title, &marks),
            text.replace('\u{1b}', "\u{fffd}")
        );
    }
}
