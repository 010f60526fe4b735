//! Numbers go in, a generated corpus comes out as JSON Lines on standard output:
//!
//!     cargo run --release --example generate -- ARTICLES TOPICS WORDS

mod language;

use language::Language;
use serde_json::json;
use std::io::{BufWriter, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let numbers: Vec<usize> = std::env::args()
        .skip(1)
        .map(|number| number.parse())
        .collect::<Result<_, _>>()?;
    let &[articles, topics, words] = &numbers[..] else {
        return Err("usage: generate ARTICLES TOPICS WORDS".into());
    };
    if topics == 0 {
        return Err("at least one topic is needed".into());
    }
    let mut language = Language::new(topics);
    let mut out = BufWriter::new(std::io::stdout().lock());
    for number in 0..articles {
        let article = language.article(number, words);
        let line = json!({
            "id": article.id,
            "title": article.title,
            "text": article.text,
            "labels": article.labels,
        });
        writeln!(out, "{line}")?;
    }
    Ok(out.flush()?)
}
