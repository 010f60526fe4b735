//! A feed, RSS 0.9 to 2.0 or Atom: one article for each entry.
//!
//! An entry becomes a JSON object with the keys `title`, `text`, `id`, `category`, `date`, `url` and, where it has a teaser beside
//! the text, `summary`. So all that holds for JSON holds for entries: categories are the labels, and `--text-field summary` reads
//! teasers.

mod entry;
mod reader;

use super::Form;
use super::json;
use crate::corpus::error::CorpusError;
use crate::corpus::read::foreign::{Markup, markup};
use crate::corpus::read::record::Items;
use crate::corpus::read::stream::Stream;
use crate::corpus::record_error::RecordError;

/// The form.
pub(crate) struct Feed;

impl Form for Feed {
    fn endings(&self) -> &'static [&'static str] {
        &["rss", "atom", "rdf"]
    }

    fn begins(&self, head: &[u8]) -> bool {
        markup(head) == Some(Markup::Feed)
    }

    fn hides_in_text_files(&self) -> bool {
        true
    }

    fn records(&self, stream: Stream) -> Items {
        let parser = json::object_parser(&stream);
        let (raw, records) = match stream.into_whole() {
            Ok(whole) => whole,
            Err(error) => return Box::new(std::iter::once(Err(error))),
        };
        let text = match records.decode_raw(raw) {
            Ok(text) => text,
            Err(error) => return Box::new(std::iter::once(Err(error))),
        };
        let (entries, fault) = reader::entries(&text);
        let has_categories = entries.iter().any(|(_, entry)| entry.has_categories());
        // Feeds are often written on one line.
        let mut last = (0, 0);
        let made = |(line, entry): (u64, entry::Entry)| {
            last = (line, if last.0 == line { last.1 + 1 } else { 1 });
            Ok(records.made(last, entry.into_json(has_categories), &parser))
        };
        let found: Vec<_> = entries.into_iter().map(made).collect();
        let fault = fault.map(|fault| {
            let origin = records.base().0.at_line(fault.line);
            let cause = fault.cause;
            Err(CorpusError::record(&origin, RecordError::Xml { cause }))
        });
        Box::new(found.into_iter().chain(fault))
    }
}
