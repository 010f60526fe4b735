//! Articles as fastText lines: labels, then title and text.

use super::delimited::flat;
use super::{Document, Losses, WriteError};

const PREFIX: &str = "__label__";

pub(super) fn fasttext(articles: &[Document]) -> Result<(String, Losses), WriteError> {
    let (mut text, mut losses) = (String::new(), Losses::default());
    for article in articles {
        for label in article.labels.iter().flatten() {
            if label.contains(char::is_whitespace) {
                return Err(WriteError::Label {
                    id: article.id.clone(),
                    label: label.clone(),
                    form: "fastText lines",
                    why: "white space ends a label",
                });
            }
            text += &format!("{PREFIX}{label} ");
        }
        let words: Vec<&str> = [&*article.title, &*article.text]
            .into_iter()
            .filter(|it| !it.is_empty())
            .collect();
        let joined = words.join("\n");
        if let Some(word) = joined
            .split_whitespace()
            .find(|word| word.starts_with(PREFIX))
        {
            return Err(WriteError::Label {
                id: article.id.clone(),
                label: word.to_owned(),
                form: "the text of fastText lines",
                why: "it would be read as a label of the article",
            });
        }
        losses.count("ids", true);
        losses.count("titles as such", !article.title.is_empty());
        losses.count("line breaks", flat(&joined) != joined);
        losses.count("other fields", !article.fields.is_empty());
        losses.count(
            "whether it has no topic or no label",
            article.labels.as_ref().is_none_or(|it| it.is_empty()),
        );
        text += &(flat(&joined) + "\n");
    }
    Ok((text, losses))
}
