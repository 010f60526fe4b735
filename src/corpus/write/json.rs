//! Articles as JSON, in the keys of several programs. Nothing is lost.

use super::Document;
use serde_json::{Map, Value, json};

/// The keys of an article, its fields first, so that none of them hides the text or the labels.
fn object(article: &Document) -> Map<String, Value> {
    let fields = article.fields.iter();
    let mut object: Map<String, Value> = fields
        .map(|(name, value)| (name.clone(), value.as_str().into()))
        .collect();
    object.insert("id".to_owned(), article.id.as_str().into());
    object.insert("title".to_owned(), article.title.as_str().into());
    object.insert("text".to_owned(), article.text.as_str().into());
    object
}

fn labels(article: &Document) -> Value {
    let labels = article.labels.as_ref();
    labels.map_or(Value::Null, |labels| {
        labels.iter().map(String::as_str).collect()
    })
}

fn lines(objects: impl Iterator<Item = Value>) -> String {
    objects.map(|object| format!("{object}\n")).collect()
}

/// The project's own form.
pub(super) fn jsonl(articles: &[Document]) -> String {
    lines(articles.iter().map(|article| {
        let mut object = object(article);
        object.insert("labels".to_owned(), labels(article));
        object.into()
    }))
}

/// doccano: `label` is a list; an article that nobody has labelled has none.
pub(super) fn doccano(articles: &[Document]) -> String {
    lines(articles.iter().map(|article| {
        let mut object = object(article);
        if article.labels.is_some() {
            object.insert("label".to_owned(), labels(article));
        }
        object.into()
    }))
}

/// Label Studio: tasks with the article as `data`, and its labels as an annotation.
pub(super) fn label_studio(articles: &[Document]) -> String {
    let task = |article: &Document| {
        let mut task = json!({ "annotations": [], "data": object(article) });
        if article.labels.is_some() {
            let choice = json!({
                "from_name": "topic",
                "to_name": "text",
                "type": "choices",
                "value": { "choices": labels(article) },
            });
            task["annotations"] = json!([{ "result": [choice] }]);
        }
        task
    };
    let tasks: Vec<String> = articles
        .iter()
        .map(|article| task(article).to_string())
        .collect();
    format!("[{}]\n", tasks.join(",\n"))
}

/// Prodigy: the labels are accepted options.
pub(super) fn prodigy(articles: &[Document]) -> String {
    lines(articles.iter().map(|article| {
        let mut object = object(article);
        if article.labels.is_some() {
            let options = article.labels.iter().flatten();
            let options: Vec<Value> = options
                .map(|label| json!({ "id": label, "text": label }))
                .collect();
            object.insert("options".to_owned(), options.into());
            object.insert("accept".to_owned(), labels(article));
            object.insert("answer".to_owned(), "accept".into());
        }
        object.into()
    }))
}
