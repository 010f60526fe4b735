//! One entry of a feed.

use crate::corpus::forms::page::date::day;
use crate::corpus::forms::page::plain::plain;
use serde_json::{Map, Value};

/// What was read of an entry.
#[derive(Debug, Default)]
pub(super) struct Entry {
    title: String,
    /// The whole text, where the feed has it.
    content: String,
    /// A teaser, or the whole text.
    summary: String,
    id: String,
    url: String,
    /// When it was published.
    date: Option<String>,
    /// When it was changed.
    updated: Option<String>,
    categories: Vec<String>,
}

/// A child of an entry that is read.
#[derive(Debug)]
pub(super) struct Field {
    role: Role,
    /// Whether its text is HTML that was escaped.
    pub holds_html: bool,
}

#[derive(Debug, Clone, Copy)]
enum Role {
    Title,
    Content,
    Summary,
    Id,
    Url,
    Date,
    Updated,
    Category,
}

impl Entry {
    /// The field of a child with this name, if it is one to be read. What stands in attributes is taken at once.
    pub fn begin(
        &mut self,
        name: &str,
        attribute: impl Fn(&str) -> Option<String>,
    ) -> Option<Field> {
        let role = match name {
            "title" => Role::Title,
            "content:encoded" | "content" => Role::Content,
            "description" | "summary" => Role::Summary,
            "guid" | "id" => Role::Id,
            "link" => Role::Url,
            "pubDate" | "published" | "issued" | "dc:date" => Role::Date,
            "updated" | "modified" => Role::Updated,
            "category" | "dc:subject" => Role::Category,
            _ => return None,
        };
        let is_alternate = || attribute("rel").is_none_or(|rel| rel == "alternate");
        match role {
            Role::Category => self.categories.extend(attribute("term")),
            Role::Url if is_alternate() => self.url = attribute("href").unwrap_or_default(),
            _ => {}
        }
        let is_text = match attribute("type").as_deref() {
            Some("html" | "text/html") => false,
            // RSS names no type and means HTML in all but the title, where it is found, too.
            None => matches!(name, "summary" | "guid" | "id" | "link" | "category"),
            Some(_) => true,
        };
        let holds_html = !is_text;
        Some(Field { role, holds_html })
    }

    /// Takes what a child holds.
    pub fn put(&mut self, field: Field, html: &str) {
        let text = plain(html);
        if text.is_empty() {
            return;
        }
        match field.role {
            Role::Title => self.title = text,
            Role::Content => self.content = text,
            Role::Summary => self.summary = text,
            Role::Id => self.id = text,
            Role::Url => self.url = text,
            Role::Date => self.date = date(&text),
            Role::Updated => self.updated = date(&text),
            Role::Category => self.categories.push(text),
        }
    }

    pub fn has_categories(&self) -> bool {
        !self.categories.is_empty()
    }

    /// The entry as a JSON object. Where the feed has categories, an entry without one has none of them.
    pub fn into_json(self, has_categories: bool) -> String {
        let mut object = Map::new();
        let mut put = |key: &str, value: String| {
            if !value.is_empty() {
                object.insert(key.to_owned(), value.into());
            }
        };
        put("title", self.title);
        match self.content.is_empty() {
            true => put("text", self.summary),
            false => {
                put("text", self.content);
                put("summary", self.summary);
            }
        }
        put("url", self.url.clone());
        put(
            "id",
            if self.id.is_empty() {
                self.url
            } else {
                self.id
            },
        );
        put("date", self.date.or(self.updated).unwrap_or_default());
        // A headline alone is an article, too.
        object.entry("text").or_insert_with(|| "".into());
        if has_categories {
            object.insert("category".to_owned(), self.categories.into());
        }
        Value::Object(object).to_string()
    }
}

/// The day, as `2024-05-31`, of a time as in RSS (`Fri, 31 May 2024 10:00:00 GMT`) or Atom.
fn date(time: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    if let Some(day) = day(time) {
        return Some(day);
    }
    let after_weekday = time.split_once(',').map_or(time, |(_, rest)| rest);
    let mut words = after_weekday.split_whitespace();
    let (date, month, year) = (words.next()?, words.next()?, words.next()?);
    let month = month.get(..3)?.to_ascii_lowercase();
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    day(&format!("{year}-{month:02}-{date:0>2}"))
}
