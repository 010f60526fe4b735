//! An explanation goes in, one line of JSON comes out.

use super::explain::{Explained, share};
use crate::predict::{Part, Place, TopicView};
use serde_json::{Value, json};

fn place_value(place: &Place) -> Value {
    let part = match place.part {
        Part::Title => "title",
        Part::Text => "text",
    };
    json!({"part": part, "start": place.bytes.start, "end": place.bytes.end})
}

/// One line. `sums` hold one whole number for each column of weights and add up over words and over paragraphs; a topic's
/// `log_odds` is its `offset` plus the sum of `factors` times `sums`.
pub fn line(explained: &Explained<'_>) -> anyhow::Result<String> {
    let explanation = &explained.explanation;
    let words: Vec<Value> = explanation
        .words
        .iter()
        .map(|word| {
            let places: Vec<Value> = word.places.iter().map(place_value).collect();
            json!({"word": word.word, "sums": word.columns, "places": places})
        })
        .collect();
    let paragraphs: Vec<Value> = explanation
        .paragraphs
        .iter()
        .map(|paragraph| {
            let mut object = place_value(&paragraph.place);
            object["sums"] = json!(paragraph.columns);
            object
        })
        .collect();
    let topics: Vec<Value> = explained
        .views
        .iter()
        .map(|view| topic_value(explained, view))
        .collect();
    let line = json!({
        "id": explained.document.id,
        "topics": topics,
        "sums": explanation.sums.columns,
        "length": explanation.sums.length,
        "words": words,
        "paragraphs": paragraphs,
    });
    Ok(serde_json::to_string(&line)? + "\n")
}

fn topic_value(explained: &Explained<'_>, view: &TopicView) -> Value {
    let (id, probability, threshold, given) = explained.head(view);
    let words = |words: Vec<&(usize, f64)>| -> Vec<Value> {
        let shown = |(word, added): &(usize, f64)| {
            let folded = &explained.explanation.words[*word].word;
            json!({"word": folded, "written": explained.word(*word), "log_odds": added})
        };
        words.into_iter().map(shown).collect()
    };
    let (in_favour, against) = explained.strongest(view);
    let paragraphs: Vec<Value> = view
        .paragraphs
        .iter()
        .map(|&added| json!({"log_odds": added, "share": share(added, view)}))
        .collect();
    json!({
        "topic": id,
        "probability": probability,
        "threshold": threshold,
        "given": given,
        "offset": view.offset,
        "log_odds": view.log_odds,
        "factors": view.factors,
        "for": words(in_favour),
        "against": words(against),
        "paragraphs": paragraphs,
    })
}
