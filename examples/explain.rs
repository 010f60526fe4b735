//! Says why an article gets its topics: which words and paragraphs speak for each.
//!
//! ```sh
//! cargo run --release --example explain -- examples/articles/shop-phishing.txt
//! ```

use std::error::Error;
use tasnif::Tagger;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("give a text file")?;
    let article = std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
    let (title, text) = article.split_once('\n').unwrap_or(("", &article));

    let explanation = Tagger::builtin()?.explain(title, text);
    if explanation.tags().is_none() {
        println!("no topic");
    }
    for topic in explanation.given() {
        println!(
            "{} {:.2}, from {:.2} on",
            topic.topic, topic.probability, topic.threshold
        );
        for word in topic.words.iter().take(8) {
            // A place says where the word stands as it was written.
            let written = word
                .places
                .first()
                .map_or("", |place| place.of(title, text));
            println!(
                "  {:+.2} {written} ({} times)",
                word.log_odds,
                word.places.len()
            );
        }
        // Nothing is approximated: the words add up to the log-odds.
        let words: f64 = topic.words.iter().map(|word| word.log_odds).sum();
        println!(
            "  {:+.2} without words, {words:+.2} by words: {:+.2}",
            topic.offset, topic.log_odds
        );
    }
    Ok(())
}
