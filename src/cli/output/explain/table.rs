//! An explanation for reading.

use super::{Explained, Head};
use crate::cli::messages::harmless;
use crate::corpus::Document;
use crate::predict::{ArticlePart, Place, TopicExplanation, WordContribution};

/// The explanation of one article. With highlighting it begins with the article itself: the
/// strongest words for the first topic are green, those against it red.
pub fn table(explained: &Explained<'_>) -> String {
    let mut text = harmless(&format!("{}\n", explained.document.id));
    if let (true, Some(view)) = (explained.highlight, explained.views.first()) {
        text += &highlighted(explained, view);
    }
    for view in &explained.views {
        text += &harmless(&topic(explained, view));
    }
    text + "\n"
}

fn topic(explained: &Explained<'_>, view: &TopicExplanation) -> String {
    let head = explained.head(view);
    let mut text = format!(
        "\n{}  {:.1}%, {}\n  log-odds    {:+.2} = {:+.2} without words {:+.2} by words\n",
        head.id,
        head.probability * 100.0,
        match explained.explanation.sums.has_words() {
            true => verdict(&head, explained.model.metadata.rule.is_exclusive()),
            false => "not given: the article has no word".to_owned(),
        },
        view.log_odds,
        view.offset,
        view.log_odds - view.offset,
    );
    let (in_favour, against) = strongest(explained, view);
    for (name, words) in [("for", in_favour), ("against", against)] {
        let words: Vec<String> = words.iter().map(|word| shown(explained, word)).collect();
        text += &format!("  {name:<10}  {}\n", words.join(" · "));
    }
    let paragraphs = explained.explanation.paragraphs.iter();
    let added = view.paragraphs.iter().zip(view.paragraph_shares());
    for (number, (paragraph, (added, share))) in paragraphs.zip(added).enumerate() {
        let name = if number == 0 { "paragraphs" } else { "" };
        let percent = share * 100.0;
        let start = start_of(explained.written(&paragraph.place));
        text += &format!("  {name:<10}  {added:+6.2} {percent:>4.0}%  {start}\n");
    }
    text
}

fn verdict(head: &Head<'_>, exclusive: bool) -> String {
    let threshold = head.threshold * 100.0;
    match (head.given, exclusive) {
        (true, true) => "given as the most probable".to_owned(),
        (false, true) => "not given: another is more probable".to_owned(),
        (true, false) => format!("given from {threshold:.0}%"),
        (false, false) => format!("not given: that takes {threshold:.0}%"),
    }
}

/// The strongest words for a topic and those against it.
fn strongest(
    explained: &Explained<'_>,
    view: &TopicExplanation,
) -> (Vec<WordContribution>, Vec<WordContribution>) {
    let top = explained.top;
    (view.strongest_for(top), view.strongest_against(top))
}

/// A word, how often it stands in the article if more than once, and what it adds.
fn shown(explained: &Explained<'_>, &(word, added): &WordContribution) -> String {
    let times = match explained.explanation.words[word].places.len() {
        1 => String::new(),
        times => format!(" ×{times}"),
    };
    format!("{}{times} {added:+.2}", explained.word(word))
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

fn highlighted(explained: &Explained<'_>, view: &TopicExplanation) -> String {
    let (in_favour, against) = strongest(explained, view);
    let mut marks: Vec<(&Place, &str)> = Vec::new();
    for (words, colour) in [(in_favour, GREEN), (against, RED)] {
        for (word, _) in words {
            let places = &explained.explanation.words[word].places;
            marks.extend(places.iter().map(|place| (place, colour)));
        }
    }
    marks.sort_by_key(|(place, _)| (place.part, place.bytes.start, place.bytes.end));
    let Document { title, text, .. } = explained.document;
    let title = marked(title, ArticlePart::Title, &marks);
    let text = marked(text, ArticlePart::Text, &marks);
    match title.is_empty() {
        true => format!("{text}\n"),
        false => format!("{title}\n\n{text}\n"),
    }
}

/// The title or the text with colours. Of overlapping marks, the first is shown.
fn marked(part_text: &str, part: ArticlePart, marks: &[(&Place, &str)]) -> String {
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
                part: ArticlePart::Text,
                bytes: start..start + word.len(),
            }
        };
        let (first, second) = (place("ضبط"), place("سلاح"));
        let overlapping = place("ضبط \u{1b}شحنة");
        let marks = [(&first, RED), (&overlapping, RED), (&second, GREEN)];
        assert_eq!(
            marked(text, ArticlePart::Text, &marks),
            format!("{RED}ضبط{PLAIN} \u{fffd}شحنة {GREEN}سلاح{PLAIN}")
        );
        assert_eq!(
            marked(text, ArticlePart::Title, &marks),
            text.replace('\u{1b}', "\u{fffd}")
        );
    }
}
