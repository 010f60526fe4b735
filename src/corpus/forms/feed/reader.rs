//! XML → the entries of a feed.

use super::entry::{Entry, Field};
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// Where the XML ends to be readable, and why.
#[derive(Debug)]
pub(super) struct Fault {
    pub line: u64,
    pub cause: String,
}

/// The entries with the lines on which they begin, and the fault at which reading ended, if there is one.
pub(super) fn entries(xml: &str) -> (Vec<(u64, Entry)>, Option<Fault>) {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    let mut state = State::default();
    let mut lines = Lines {
        xml,
        at: 0,
        line: 1,
    };
    loop {
        let before = reader.buffer_position();
        let event = match reader.read_event() {
            Ok(Event::Eof) if state.has_ended => return (state.entries, None),
            Ok(Event::Eof) => {
                let line = lines.line_of(before);
                return state.broken(line, "its end is missing".to_owned());
            }
            Ok(event) => event,
            Err(error) => {
                let line = lines.line_of(reader.error_position());
                return state.broken(line, error.to_string());
            }
        };
        match event {
            Event::Start(start) => state.start(&start, || lines.line_of(before)),
            Event::Empty(start) => {
                state.start(&start, || lines.line_of(before));
                state.end();
            }
            Event::End(end) => {
                state.has_ended |= matches!(local(end.name().as_ref()), b"rss" | b"feed" | b"RDF");
                state.end();
            }
            Event::Text(text) => state.text(&String::from_utf8_lossy(&text)),
            Event::CData(text) => state.text(&String::from_utf8_lossy(&text)),
            Event::GeneralRef(entity) => state.entity(&entity),
            _ => {}
        }
    }
}

/// Counts lines as the reader goes on.
struct Lines<'x> {
    xml: &'x str,
    at: usize,
    line: u64,
}

impl Lines<'_> {
    fn line_of(&mut self, position: u64) -> u64 {
        let position = usize::try_from(position).unwrap_or(usize::MAX);
        if let Some(passed) = self.xml.as_bytes().get(self.at..position) {
            self.line += memchr::memchr_iter(b'\n', passed).count() as u64;
            self.at = position;
        }
        self.line
    }
}

/// The entry being read.
#[derive(Default)]
struct State {
    entries: Vec<(u64, Entry)>,
    is_open: bool,
    /// How many elements are open within the entry.
    depth: usize,
    /// The child of the entry that is open, if it is one that is read.
    field: Option<Field>,
    /// What it holds, as HTML.
    html: String,
    /// Whether the end of the feed was seen.
    has_ended: bool,
}

/// A name without the prefix of its name space.
fn local(name: &[u8]) -> &[u8] {
    let colon = name.iter().position(|&byte| byte == b':');
    colon.and_then(|at| name.get(at + 1..)).unwrap_or(name)
}

impl State {
    /// The entries before a fault. The one that it stands in is not whole.
    fn broken(mut self, line: u64, cause: String) -> (Vec<(u64, Entry)>, Option<Fault>) {
        if self.is_open {
            self.entries.pop();
        }
        (self.entries, Some(Fault { line, cause }))
    }

    fn start(&mut self, start: &BytesStart<'_>, line: impl FnOnce() -> u64) {
        let name = start.name();
        let name = String::from_utf8_lossy(name.as_ref());
        let name = name.strip_prefix("atom:").unwrap_or(&name);
        if !self.is_open {
            if matches!(name, "item" | "entry") {
                self.entries.push((line(), Entry::default()));
                (self.is_open, self.depth) = (true, 0);
            }
            return;
        }
        self.depth += 1;
        match (&self.field, self.entries.last_mut()) {
            (Some(_), _) => {
                // XHTML within the text.
                self.html.push_str(&format!("<{name}>"));
            }
            (None, Some((_, entry))) if self.depth == 1 => {
                let attribute = |key: &str| {
                    let found = start.try_get_attribute(key).ok()??;
                    let value = found.unescape_value().ok()?;
                    Some(value.into_owned())
                };
                self.field = entry.begin(name, attribute);
                self.html.clear();
            }
            _ => {}
        }
    }

    fn end(&mut self) {
        if !self.is_open {
            return;
        }
        if self.depth == 0 {
            self.is_open = false;
            return;
        }
        self.depth -= 1;
        match (&self.field, self.entries.last_mut()) {
            (Some(_), Some((_, entry))) if self.depth == 0 => {
                if let Some(field) = self.field.take() {
                    entry.put(field, &self.html);
                }
            }
            // Which element ends makes no difference to the text.
            (Some(_), _) => self.html.push_str("<br>"),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        match &self.field {
            Some(field) if field.holds_html => self.html.push_str(text),
            Some(_) => self.html.push_str(&quick_xml::escape::partial_escape(text)),
            None => {}
        }
    }

    /// A reference such as `&lt;` or `&nbsp;`. Those that XML does not know are left to the reader of HTML.
    fn entity(&mut self, entity: &BytesRef<'_>) {
        let name = String::from_utf8_lossy(entity);
        let character = entity.resolve_char_ref().ok().flatten();
        let known = match &*name {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => character,
        };
        match known {
            Some(character) => self.text(character.encode_utf8(&mut [0; 4])),
            None if self.field.is_some() => self.html.push_str(&format!("&{name};")),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::entries;
    use serde_json::Value;

    fn read(xml: &str) -> Vec<(u64, Value)> {
        let (entries, fault) = entries(xml);
        assert!(fault.is_none(), "{fault:?}");
        let json = |(line, entry): (u64, super::Entry)| {
            (
                line,
                serde_json::from_str(&entry.into_json(true)).expect("JSON"),
            )
        };
        entries.into_iter().map(json).collect()
    }

    #[test]
    fn text_before_teaser_and_entities() {
        let xml = "<rss><channel><title>وكالة</title>\n<item><title>خبر &amp; خبر&nbsp;ثان</title><description>&lt;p&gt;تمهيد&lt;/p&gt;</description>\
                   <content:encoded><![CDATA[<p>متن</p><p><a href='x'>المزيد</a></p>]]></content:encoded><guid>7</guid>\
                   <category>رياضة</category><category>كرة</category><pubDate>Wed, 01 May 2024 06:00:00 +0300</pubDate>\
                   <media:group><media:title>صورة</media:title></media:group></item>\n<item><title>ثان</title></item></channel></rss>";
        let read = read(xml);
        assert_eq!(read.len(), 2);
        let (line, first) = &read[0];
        assert_eq!((*line, read[1].0), (2, 3));
        assert_eq!(first["title"], "خبر & خبر ثان");
        assert_eq!(
            (&first["text"], &first["summary"]),
            (&"متن".into(), &"تمهيد".into())
        );
        assert_eq!(
            (&first["id"], &first["date"]),
            (&"7".into(), &"2024-05-01".into())
        );
        assert_eq!(first["category"], serde_json::json!(["رياضة", "كرة"]));
        assert_eq!(read[1].1["text"], "");
    }

    #[test]
    fn atom() {
        let xml = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>tag:1</id><title type='html'>&lt;b&gt;خبر&lt;/b&gt;</title>\
                   <updated>2024-05-02T10:00:00Z</updated><published>2024-05-01T10:00:00Z</published><category term='رياضة'/>\
                   <link rel='alternate' href='https://a.example/1'/><summary>أ &lt; ب</summary>\
                   <content type='xhtml'><div><p>سطر</p><p>آخر</p></div></content></entry></feed>";
        let (_, entry) = &read(xml)[0];
        assert_eq!(
            (&entry["title"], &entry["summary"]),
            (&"خبر".into(), &"أ < ب".into())
        );
        assert_eq!(
            (&entry["date"], &entry["url"]),
            (&"2024-05-01".into(), &"https://a.example/1".into())
        );
        let words: Vec<&str> = entry["text"]
            .as_str()
            .expect("text")
            .split_whitespace()
            .collect();
        assert_eq!(words, ["سطر", "آخر"]);
        assert_eq!(entry["category"], serde_json::json!(["رياضة"]));
    }

    #[test]
    fn what_is_cut_off_is_a_fault() {
        let (entries, fault) = entries("<rss>\n<item><title>خبر</title></item>\n<item><title <");
        assert_eq!(entries.len(), 1);
        assert_eq!(fault.expect("a fault").line, 3);
    }
}
