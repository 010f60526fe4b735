//! What a page says of itself for machines: schema.org's data as JSON-LD.

use dom_query::Document as Dom;
use serde_json::Value;

/// What is taken of the data of an article.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Data {
    pub title: Option<String>,
    pub text: Option<String>,
    pub date: Option<String>,
}

impl Data {
    /// The data of the first article that is described.
    pub fn of(dom: &Dom) -> Self {
        let scripts = dom.select("script[type='application/ld+json']");
        let texts = scripts
            .iter()
            .filter_map(|script| serde_json::from_str(&script.text()).ok());
        let found: Vec<Value> = texts.collect();
        found.iter().find_map(article).unwrap_or_default()
    }
}

/// The article in a value: itself, an item of a list, or of `@graph`.
fn article(value: &Value) -> Option<Data> {
    match value {
        Value::Array(items) => items.iter().find_map(article),
        Value::Object(object) => {
            let types = object.get("@type").map(types).unwrap_or_default();
            match types.iter().any(|kind| is_article(kind)) {
                true => Some(Data {
                    title: text(object.get("headline")),
                    text: text(object.get("articleBody")),
                    date: text(object.get("datePublished")),
                }),
                false => object
                    .get("@graph")
                    .or_else(|| object.get("mainEntity"))
                    .and_then(article),
            }
        }
        _ => None,
    }
}

fn types(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        kind => kind.as_str().into_iter().collect(),
    }
}

/// Article, NewsArticle, OpinionNewsArticle, BlogPosting, LiveBlogPosting, Report and the like.
fn is_article(kind: &str) -> bool {
    kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind == "Report"
}

fn text(value: Option<&Value>) -> Option<String> {
    let text = value?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
