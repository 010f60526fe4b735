//! Tags articles by the built-in model, or by one of your own.
//!
//! ```sh
//! cargo run --release --example tag -- examples/articles/*.txt
//! ```
//!
//! Each file holds one article: the first line is the title, the rest the text.

use std::error::Error;
use tasnif::Tagger;

fn main() -> Result<(), Box<dyn Error>> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let mut articles = Vec::new();
    for path in &paths {
        let article = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
        articles.push(article);
    }

    // `Tagger::open("my.tasnif")?` takes a model that `Trainer` or `tasnif train` wrote.
    let tagger = Tagger::builtin()?;
    // The tags come in the order of the articles, whatever the number of threads.
    let tags = tagger.tag_each(&articles, |article| {
        article.split_once('\n').unwrap_or(("", article))
    })?;

    for (path, tags) in paths.iter().zip(&tags) {
        let given: Vec<String> = tags
            .given()
            .map(|tag| format!("{} {:.2}", tag.topic, tag.probability))
            .collect();
        match tags.is_none() {
            true => println!("{path}: none"),
            false => println!("{path}: {}", given.join(", ")),
        }
    }
    Ok(())
}
