//! An HTML page: one article with its title, main text, date and address.
//!
//! The main text is found by the rules of Mozilla's Readability (crate `dom_smoothie`), or stands in the page's own data as
//! schema.org's `articleBody`. Menus, boxes and comments are no text.

mod data;
pub(super) mod date;
mod main_text;
mod nesting;
pub(super) mod plain;

use super::Form;
use super::text::one_article;
use crate::corpus::document::Document;
use crate::corpus::read::foreign::{Markup, markup};
use crate::corpus::read::record::{Context, Items, RecordParser};
use crate::corpus::read::stream::Stream;
use crate::corpus::record_error::RecordError;
use dom_query::Document as Dom;

/// The form.
pub(crate) struct Page;

impl Form for Page {
    fn endings(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml", "xht", "shtml"]
    }

    fn begins(&self, head: &[u8]) -> bool {
        markup(head) == Some(Markup::Html)
    }

    fn hides_in_text_files(&self) -> bool {
        true
    }

    fn article(&self) -> Option<&'static dyn RecordParser> {
        Some(&PageParser)
    }

    fn records(&self, stream: Stream) -> Items {
        one_article(stream, PageParser)
    }
}

/// Parses a page. It has no labels but those that its folder gives.
#[derive(Debug)]
pub(crate) struct PageParser;

impl RecordParser for PageParser {
    fn parse(&self, html: &str, context: &Context<'_>) -> Result<Document, RecordError> {
        nesting::check(html)?;
        let dom = Dom::from(html);
        nesting::check_tree(&dom)?;
        let data = data::Data::of(&dom);
        let mut fields = std::collections::BTreeMap::new();
        let date = date::of(&dom, &data);
        fields.extend(date.map(|date| ("date".to_owned(), date)));
        fields.extend(address(&dom).map(|url| ("url".to_owned(), url)));
        let (title, text) = main_text::of(dom, &data)?;
        Ok(Document {
            id: context.id(),
            title,
            text,
            labels: None,
            fields,
        })
    }
}

/// The address that the page gives itself.
fn address(dom: &Dom) -> Option<String> {
    let canonical = dom.select_single("link[rel=canonical]").attr("href");
    let meta = || dom.select_single("meta[property='og:url']").attr("content");
    let address = canonical.or_else(meta)?.trim().to_owned();
    address.starts_with("http").then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::document::Origin;
    use crate::corpus::read::record::RecordParser;
    use proptest::prelude::*;

    const PAGE: &str = "<!doctype html><html lang=ar><head><title>عنوان الخبر - الموقع</title><script type=application/ld+json>\
        {\"@type\":\"NewsArticle\",\"headline\":\"عنوان الخبر\",\"datePublished\":\"2024-05-01\"}</script></head><body><nav><a href=/>الرئيسية</a></nav>\
        <article><h1>عنوان الخبر</h1><p>أعلنت البلدية أن السوق يفتح غدا، وأن الدخول مجاني للجميع.</p><p>وقال مديرها إن العمل تم في موعده.</p>\
        <table><tr><td>خلية</table></article><aside>إعلان</aside></body></html>";

    proptest! {
        /// Pages with pieces cut out, doubled or put elsewhere give an article or an error.
        #[test]
        fn broken_pages(cuts in prop::collection::vec((0..900_usize, 0..300_usize, 0..900_usize), 0..12)) {
            let mut page: Vec<char> = PAGE.chars().collect();
            for (from, length, to) in cuts {
                let from = from.min(page.len());
                let piece: Vec<char> = page.drain(from..(from + length).min(page.len())).collect();
                let to = to.min(page.len());
                if length % 3 > 0 {
                    page.splice(to..to, piece.iter().copied());
                }
                if length % 3 > 1 {
                    page.splice(to..to, piece);
                }
            }
            let html: String = page.into_iter().collect();
            let options = crate::corpus::ReadOptions::default();
            let origin = Origin::of_file("page");
            let context = Context::new("page", &origin, &options);
            if let Ok(document) = PageParser.parse(&html, &context) {
                prop_assert!(!document.text.trim().is_empty());
            }
        }
    }

    #[test]
    fn a_page_without_debris() {
        let options = crate::corpus::ReadOptions::default();
        let origin = Origin::of_file("page");
        let document = PageParser.parse(PAGE, &Context::new("page", &origin, &options));
        let document = document.expect("an article");
        assert_eq!(document.title, "عنوان الخبر");
        assert!(
            document.text.starts_with("أعلنت البلدية"),
            "{}",
            document.text
        );
        assert!(!document.text.contains("إعلان") && !document.text.contains("الرئيسية"));
        assert_eq!(document.fields["date"], "2024-05-01");
    }
}
