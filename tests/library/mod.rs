//! The library as another program uses it: through what stands at its root.

mod counts;
mod examples;
mod faults;
mod threads;
mod train;

use tasnif::Document;

/// A labelled article.
fn article(id: &str, text: &str, labels: &[&str]) -> Document {
    Document {
        id: id.to_owned(),
        text: text.to_owned(),
        labels: Some(labels.iter().map(|&label| label.to_owned()).collect()),
        ..Document::default()
    }
}

/// Made-up articles of the tests of the program, in the library's form.
fn made_up(count: usize, seed: u64) -> Vec<Document> {
    let one = |made: &crate::common::Article| Document {
        title: made.title.clone(),
        ..article(&made.id, &made.text, &made.labels)
    };
    crate::common::made_up(count, seed)
        .iter()
        .map(one)
        .collect()
}
