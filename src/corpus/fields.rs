//! Which key of an object, or column of a table, holds the text, the title, the labels and the id.
//!
//! Names that the caller gives come first, then the names of the project's own form (`text`, `title`, `labels` or `label`,
//! `id`), then a list of names that other programs use. Letter case, outer spaces, and the difference between space, hyphen and
//! underscore do not count in names of the list.

use std::borrow::Cow;
use std::fmt;

/// Names of the fields to read, as the caller gives them. A role without names is found by the list of usual names.
///
/// ```
/// use tasnif::corpus::{FieldNames, ReadOptions};
///
/// let options = ReadOptions {
///     fields: FieldNames {
///         text: vec!["lead".to_owned(), "body".to_owned()],
///         ..FieldNames::default()
///     },
///     ..ReadOptions::default()
/// };
/// assert!(options.fields.labels.is_empty());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldNames {
    /// The text; several are joined by a line break. In JSON, `a.b` is the key `b` in the object `a`.
    pub text: Vec<String>,
    /// The title; several are joined by a line break.
    pub title: Vec<String>,
    /// The labels; those of several are united.
    pub labels: Vec<String>,
    /// The id; several are joined by a slash.
    pub id: Vec<String>,
}

/// What a field is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FieldRole {
    /// The body of an article.
    Text,
    /// Its headline.
    Title,
    /// Its labels.
    Labels,
    /// Its id.
    Id,
}

impl FieldRole {
    pub(crate) const ALL: [Self; 4] = [Self::Text, Self::Title, Self::Labels, Self::Id];
}

impl fmt::Display for FieldRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Text => "text",
            Self::Title => "title",
            Self::Labels => "labels",
            Self::Id => "id",
        })
    }
}

impl FieldNames {
    /// The names given for a role.
    pub fn of(&self, role: FieldRole) -> &[String] {
        match role {
            FieldRole::Text => &self.text,
            FieldRole::Title => &self.title,
            FieldRole::Labels => &self.labels,
            FieldRole::Id => &self.id,
        }
    }
}

/// The place of a name in the order of preference: 0 is the project's own name. Names of one place exclude each other, except
/// for ids.
pub(crate) type Rank = u8;

/// What a field of this name is usually for.
pub(crate) fn usual_role(name: &str) -> Option<(FieldRole, Rank)> {
    use FieldRole::{Id, Labels, Text, Title};
    Some(match &*normal(name) {
        "text" => (Text, 0),
        "content"
        | "body"
        | "article"
        | "full_text"
        | "fulltext"
        | "article_text"
        | "article_body"
        | "articlebody"
        | "article_content"
        | "news_text"
        | "news_content"
        | "content_text"
        | "main_text"
        | "maintext"
        | "story"
        | "news"
        | "data"
        | "raw_text"
        | "النص"
        | "نص"
        | "المحتوى"
        | "محتوى"
        | "المحتوي"
        | "الخبر"
        | "خبر"
        | "المتن"
        | "متن"
        | "المقال"
        | "مقال"
        | "المقالة"
        | "نص_الخبر"
        | "نص_المقال"
        | "النص_الكامل"
        | "التفاصيل" => (Text, 1),
        "document" | "sentence" | "tweet" | "post" | "message" | "review" | "comment"
        | "التغريدة" | "تغريدة" | "الجملة" | "جملة" | "المنشور" | "التعليق" => {
            (Text, 2)
        }
        "title" => (Title, 0),
        "headline"
        | "heading"
        | "article_title"
        | "news_title"
        | "العنوان"
        | "عنوان"
        | "عنوان_الخبر"
        | "عنوان_المقال"
        | "العنوان_الرئيسي" => (Title, 1),
        "labels" | "label" => (Labels, 0),
        "category" | "categories" | "class" | "classes" | "topic" | "topics" | "section"
        | "target" | "targe" | "category_name" | "class_name" | "التصنيف" | "تصنيف"
        | "التصنيفات" | "الفئة" | "فئة" | "الفئات" | "القسم" | "قسم" | "الموضوع" | "موضوع"
        | "المواضيع" | "المجال" | "الباب" => (Labels, 1),
        "tags" | "tag" | "sentiment" | "choice" | "choices" | "الوسوم" | "وسوم" | "الوسم" => {
            (Labels, 2)
        }
        "id" => (Id, 0),
        "_id" => (Id, 1),
        "doc_id" | "docid" | "document_id" => (Id, 2),
        "article_id" | "articleid" | "news_id" => (Id, 3),
        "uuid" | "guid" => (Id, 4),
        "المعرف" | "معرف" | "رقم_الخبر" => (Id, 5),
        _ => return None,
    })
}

/// Whether a field of labels holds several by its name, so that a cell of it is split.
pub(crate) fn is_plural(name: &str) -> bool {
    matches!(
        &*normal(name),
        "labels"
            | "categories"
            | "classes"
            | "topics"
            | "tags"
            | "choices"
            | "التصنيفات"
            | "الفئات"
            | "المواضيع"
            | "الوسوم"
            | "وسوم"
    )
}

/// A name without what does not count in it.
fn normal(name: &str) -> Cow<'_, str> {
    let name = name.trim();
    let counts = |c: char| c.is_uppercase() || c == ' ' || c == '-';
    if !name.contains(counts) {
        return Cow::Borrowed(name);
    }
    let spread = name.replace([' ', '-'], "_");
    Cow::Owned(spread.to_lowercase())
}

/// Several names that could be meant, none of which is preferred.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ambiguous(pub Vec<String>);

/// Chooses among the names found for one role: the one of the lowest rank. Of ids the first is taken.
pub(crate) fn choose<'n>(
    role: FieldRole,
    found: impl IntoIterator<Item = &'n str>,
) -> Result<Option<&'n str>, Ambiguous> {
    let mut best: Option<(Rank, Vec<&str>)> = None;
    for name in found {
        let Some((_, rank)) = usual_role(name).filter(|(usual, _)| *usual == role) else {
            continue;
        };
        match &mut best {
            Some((least, names)) if *least == rank => names.push(name),
            Some((least, _)) if *least < rank => {}
            _ => best = Some((rank, vec![name])),
        }
    }
    match best {
        None => Ok(None),
        Some((_, names)) if names.len() > 1 && role != FieldRole::Id => {
            Err(Ambiguous(names.into_iter().map(str::to_owned).collect()))
        }
        Some((_, names)) => Ok(names.first().copied()),
    }
}

/// Whether the name is one of the project's own, whatever its letter case.
pub(crate) fn is_own(name: &str) -> bool {
    usual_role(name).is_some_and(|(_, rank)| rank == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_names_win_and_equals_exclude_each_other() {
        use FieldRole::{Id, Labels, Text, Title};
        let one = |name| Ok(Some(name));
        let several = |names: &[&str]| {
            let names = names.iter().map(|&name| name.to_owned()).collect();
            Err(Ambiguous(names))
        };
        for (role, found, expected) in [
            (Text, &["url", "content", "text", "body"][..], one("text")),
            (Text, &["Text"], one("Text")),
            (Text, &["url", "Full Text"], one("Full Text")),
            (Text, &["content", "tweet"], one("content")),
            (Text, &["content", "body"], several(&["content", "body"])),
            (Text, &["description", "labels"], Ok(None)),
            (Title, &["العنوان", "النص"], one("العنوان")),
            (Labels, &["tags", "category"], one("category")),
            (Labels, &["label", "labels"], several(&["label", "labels"])),
            (Labels, &[" التصنيف "], one(" التصنيف ")),
            (Id, &["uuid", "doc-id"], one("doc-id")),
            (Id, &["docid", "doc_id"], one("docid")),
        ] {
            assert_eq!(choose(role, found.iter().copied()), expected, "{found:?}");
        }
    }
}
