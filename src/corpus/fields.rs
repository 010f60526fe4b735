//! Which key of an object, or column of a table, holds the text, the title, the labels and the id.
//!
//! Names that the caller gives come first, then the names of the project's own form (`text`, `title`, `labels` or `label`,
//! `id`), then a list of names that other programs use. Letter case, outer spaces, and the difference between space, hyphen and
//! underscore do not count in names of the list.

use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

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
    /// The names of all columns, in order, of tables without a header. Empty: the first row of a table has them.
    pub columns: Vec<String>,
    /// Columns of tables each of which is a label, with 1 in the rows of the articles that have it and 0 in the others.
    pub one_hot: Vec<String>,
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

    /// The project's own name for such a field.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Title => "title",
            Self::Labels => "labels",
            Self::Id => "id",
        }
    }
}

impl fmt::Display for FieldRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
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

    /// What a field of this name is for: by the names given, or else by the usual ones. `None`: it is none of these fields.
    pub fn role_of(&self, name: &str) -> Option<FieldRole> {
        let given = |role: &FieldRole| self.of(*role).iter().any(|given| given == name);
        let found = FieldRole::ALL.into_iter().find(given);
        found.or_else(|| usual_role(name).map(|(role, _)| role))
    }
}

/// The place of a name in the order of preference: 0 is the project's own name. Names of one place exclude each other, except
/// for ids.
pub(crate) type Rank = u8;

/// The usual names by role and place.
#[rustfmt::skip]
const USUAL: &[(FieldRole, Rank, &[&str])] = &[
    (FieldRole::Text, 0, &["text"]),
    (FieldRole::Text, 1, &[
        "content", "body", "article", "full_text", "fulltext", "article_text", "article_body", "articlebody",
        "article_content", "news_text", "news_content", "content_text", "main_text", "maintext", "story", "news", "data",
        "raw_text", "النص", "نص", "المحتوى", "محتوى", "المحتوي", "الخبر", "خبر", "المتن", "متن", "المقال", "مقال", "المقالة",
        "نص_الخبر", "نص_المقال", "النص_الكامل", "التفاصيل",
    ]),
    (FieldRole::Text, 2, &[
        "document", "sentence", "tweet", "post", "message", "review", "comment", "التغريدة", "تغريدة", "الجملة", "جملة",
        "المنشور", "التعليق",
    ]),
    (FieldRole::Title, 0, &["title"]),
    (FieldRole::Title, 1, &[
        "headline", "heading", "article_title", "news_title", "العنوان", "عنوان", "عنوان_الخبر", "عنوان_المقال",
        "العنوان_الرئيسي",
    ]),
    (FieldRole::Labels, 0, &["labels", "label"]),
    // `targe` is the header of a well-known collection of Arabic news.
    (FieldRole::Labels, 1, &[
        "category", "categories", "class", "classes", "topic", "topics", "section", "target", "targe", "category_name",
        "class_name", "التصنيف", "تصنيف", "التصنيفات", "الفئة", "فئة", "الفئات", "القسم", "قسم", "الموضوع", "موضوع",
        "المواضيع", "المجال", "الباب",
    ]),
    (FieldRole::Labels, 2, &[
        "tags", "tag", "sentiment", "choice", "choices", "الوسوم", "وسوم", "الوسم",
    ]),
    (FieldRole::Id, 0, &["id"]),
    (FieldRole::Id, 1, &["_id"]),
    (FieldRole::Id, 2, &["doc_id", "docid", "document_id"]),
    (FieldRole::Id, 3, &["article_id", "articleid", "news_id"]),
    (FieldRole::Id, 4, &["uuid", "guid"]),
    (FieldRole::Id, 5, &["المعرف", "معرف", "رقم_الخبر"]),
];

/// What a field of this name is usually for. Asked of every key of every object.
pub(crate) fn usual_role(name: &str) -> Option<(FieldRole, Rank)> {
    // Only looked up: its order does not reach any output.
    static ROLES: LazyLock<FxHashMap<&str, (FieldRole, Rank)>> = LazyLock::new(|| {
        let entries = USUAL.iter().flat_map(|(role, rank, names)| {
            let entry = move |name: &&'static str| (*name, (*role, *rank));
            names.iter().map(entry)
        });
        entries.collect()
    });
    ROLES.get(&*normal(name)).copied()
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
    // No letter case elsewhere matters for a name of the list.
    let counts = |byte: u8| byte.is_ascii_uppercase() || byte == b' ' || byte == b'-';
    if !name.bytes().any(counts) {
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
