//! The title and the main text of a page.

use super::data::Data;
use super::plain::plain;
use crate::corpus::record_error::RecordError;
use crate::text::action::has_word;
use dom_query::Document as Dom;
use dom_smoothie::{Config, Readability, TextMode};

/// What is never part of an article, by the meaning of its element.
const NO_TEXT: &str = "nav, aside, footer, form, button, dialog, iframe, [role=navigation], [role=complementary], \
                       [role=contentinfo], [role=search], [role=dialog]";

/// From how many letters on a text is taken for the article without a second look for a longer one. News flashes are short.
const SHORT: usize = 140;

/// Title and text.
///
/// # Errors
/// [`RecordError::NoMainText`] where none is found.
pub(super) fn of(dom: Dom, data: &Data) -> Result<(String, String), RecordError> {
    dom.select(NO_TEXT).remove();
    let heading = heading(&dom);
    let config = Config {
        text_mode: TextMode::Formatted,
        char_threshold: SHORT,
        ..Config::default()
    };
    let found = Readability::with_document(dom, None, Some(config))
        .and_then(|mut page| page.parse())
        .ok();
    let (title, text) = found.map_or_else(Default::default, |article| {
        (article.title, article.text_content.trim().to_owned())
    });
    let text = longer(data.text.as_deref(), text);
    if !has_word(&text) {
        return Err(RecordError::NoMainText);
    }
    Ok((title_of(title, heading, data), text))
}

/// The text that the page gives for machines, unless it is a mere teaser of the one that it shows.
fn longer(given: Option<&str>, shown: String) -> String {
    let Some(given) = given.map(|given| match given.contains("</") {
        true => plain(given),
        false => given.to_owned(),
    }) else {
        return shown;
    };
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    match letters(&given) * 2 >= letters(&shown) {
        true => given,
        false => shown,
    }
}

/// The only heading of the first level, if there is one.
fn heading(dom: &Dom) -> Option<String> {
    let headings = dom.select("h1");
    let [heading] = headings.nodes() else {
        return None;
    };
    let text = heading.text();
    let words: Vec<&str> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// The page's title often has the name of the site or the author behind it; the heading and the data do not.
fn title_of(title: String, heading: Option<String>, data: &Data) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let part = |it: &String| title.is_empty() || title.starts_with(it.as_str());
    let shorter = heading
        .filter(part)
        .or_else(|| data.title.clone().filter(part));
    shorter.unwrap_or(title)
}
