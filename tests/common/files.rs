//! Articles go in, files in the forms of a corpus come out.

use super::Article;
use serde_json::json;
use std::fs;
use std::path::Path;

/// One JSON object for each article, a line each.
pub fn jsonl(articles: &[Article]) -> String {
    let line = |article: &Article| {
        let Article {
            id,
            title,
            text,
            labels,
        } = article;
        format!(
            "{}\n",
            json!({"id": id, "title": title, "text": text, "labels": labels})
        )
    };
    articles.iter().map(line).collect()
}

/// Writes a JSONL corpus.
pub fn write_jsonl(path: &Path, articles: &[Article]) {
    fs::write(path, jsonl(articles)).unwrap();
}

/// Writes a folder corpus: one sub-folder for each set of labels, one text file for each article.
pub fn write_folders(folder: &Path, articles: &[Article]) {
    for article in articles {
        let name = match &article.labels[..] {
            [] => "none".to_owned(),
            labels => labels.join("+"),
        };
        fs::create_dir_all(folder.join(&name)).unwrap();
        let file = folder.join(name).join(format!("{}.txt", article.id));
        fs::write(file, format!("{}\n{}\n", article.title, article.text)).unwrap();
    }
}
