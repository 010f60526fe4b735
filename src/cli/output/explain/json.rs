//! An explanation as one line of JSON, its keys in ascending order.

use super::Explained;
use crate::predict::{
    ArticlePart, ParagraphSums, Place, TopicExplanation, WordContribution, WordSums,
};
use serde::Serialize;

/// One line. `sums` hold one whole number for each column of weights and add up over words and over
/// paragraphs; a topic's `log_odds` is its `offset` plus the sum of `factors` times `sums`.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    length: u64,
    paragraphs: Vec<Paragraph<'a>>,
    sums: &'a [i64],
    topics: Vec<Topic<'a>>,
    words: Vec<Word<'a>>,
}

#[derive(Serialize)]
struct Paragraph<'a> {
    end: usize,
    part: &'static str,
    start: usize,
    sums: &'a [i64],
}

#[derive(Serialize)]
struct Word<'a> {
    places: Vec<WordPlace>,
    sums: &'a [i64],
    word: &'a str,
}

#[derive(Serialize)]
struct WordPlace {
    end: usize,
    part: &'static str,
    start: usize,
}

#[derive(Serialize)]
struct Topic<'a> {
    against: Vec<Contribution<'a>>,
    factors: &'a [f64],
    #[serde(rename = "for")]
    in_favour: Vec<Contribution<'a>>,
    given: bool,
    log_odds: f64,
    offset: f64,
    paragraphs: Vec<ParagraphContribution>,
    probability: f64,
    threshold: f64,
    topic: &'a str,
}

#[derive(Serialize)]
struct Contribution<'a> {
    log_odds: f64,
    word: &'a str,
    written: &'a str,
}

#[derive(Serialize)]
struct ParagraphContribution {
    log_odds: f64,
    share: f64,
}

/// The line of one article.
pub fn line(explained: &Explained<'_>) -> anyhow::Result<String> {
    let explanation = &explained.explanation;
    let views = explained.views.iter();
    let line = Line {
        id: &explained.document.id,
        length: explanation.sums.length,
        paragraphs: explanation.paragraphs.iter().map(paragraph).collect(),
        sums: &explanation.sums.columns,
        topics: views.map(|view| topic(explained, view)).collect(),
        words: explanation.words.iter().map(word).collect(),
    };
    Ok(serde_json::to_string(&line)? + "\n")
}

fn part_name(place: &Place) -> &'static str {
    match place.part {
        ArticlePart::Title => "title",
        ArticlePart::Text => "text",
    }
}

fn paragraph(paragraph: &ParagraphSums) -> Paragraph<'_> {
    Paragraph {
        end: paragraph.place.bytes.end,
        part: part_name(&paragraph.place),
        start: paragraph.place.bytes.start,
        sums: &paragraph.columns,
    }
}

fn word(word: &WordSums) -> Word<'_> {
    let place = |place: &Place| WordPlace {
        end: place.bytes.end,
        part: part_name(place),
        start: place.bytes.start,
    };
    Word {
        places: word.places.iter().map(place).collect(),
        sums: &word.columns,
        word: &word.word,
    }
}

fn topic<'a>(explained: &'a Explained<'_>, view: &'a TopicExplanation) -> Topic<'a> {
    let head = explained.head(view);
    let contributions = |words: Vec<WordContribution>| -> Vec<Contribution<'a>> {
        let contribution = |(word, log_odds): WordContribution| Contribution {
            log_odds,
            word: &explained.explanation.words[word].word,
            written: explained.word(word),
        };
        words.into_iter().map(contribution).collect()
    };
    let paragraphs = view.paragraphs.iter().zip(view.paragraph_shares());
    Topic {
        against: contributions(view.strongest_against(explained.top)),
        factors: &view.factors,
        in_favour: contributions(view.strongest_for(explained.top)),
        given: head.given,
        log_odds: view.log_odds,
        offset: view.offset,
        paragraphs: paragraphs
            .map(|(&log_odds, share)| ParagraphContribution { log_odds, share })
            .collect(),
        probability: head.probability,
        threshold: head.threshold,
        topic: head.id,
    }
}
