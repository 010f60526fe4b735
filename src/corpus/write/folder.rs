//! Articles as a folder: one sub-folder for each set of labels, and in it one text file for each article.

use super::{Document, Losses, NONE, WriteError};
use crate::corpus::forms::text::split;
use crate::file::reason;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The longest name of a file without its ending, in bytes; systems allow 255.
const LONGEST: usize = 120;

pub(super) fn folder(articles: &[Document], path: &Path) -> Result<Losses, WriteError> {
    let failed = |path: &Path, error: &std::io::Error| WriteError::File {
        path: path.display().to_string(),
        reason: reason(error),
    };
    if fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_some()) {
        let path = path.display().to_string();
        return Err(WriteError::NotEmpty { path });
    }
    let folders = articles
        .iter()
        .map(sub_folder)
        .collect::<Result<Vec<_>, _>>()?;
    let mut losses = Losses::default();
    let mut taken = BTreeSet::new();
    for (article, folder) in articles.iter().zip(folders) {
        let name = file_name(&article.id, &folder, &mut taken);
        losses.count(
            "ids as written",
            format!("{folder}/{name}") != article.id && name != article.id,
        );
        losses.count("other fields", !article.fields.is_empty());
        let into = path.join(&folder);
        fs::create_dir_all(&into).map_err(|error| failed(&into, &error))?;
        let file = into.join(name);
        losses.count("whether a first line is the title", is_misread(article));
        fs::write(&file, content(article)).map_err(|error| failed(&file, &error))?;
    }
    Ok(losses)
}

/// The title on the first line, then the text.
fn content(article: &Document) -> String {
    let title = article.title.replace(['\r', '\n'], " ");
    let parts = [title.trim(), article.text.trim()];
    let filled: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    filled.join("\n") + "\n"
}

/// Whether a reader takes another line for the title than the article has: a first line of several is one, a lone line is none.
fn is_misread(article: &Document) -> bool {
    let (title, text) = split(&content(article));
    title != article.title || text != article.text
}

/// The sub-folder of an article's labels; the folder itself for one that nobody has labelled.
fn sub_folder(article: &Document) -> Result<String, WriteError> {
    let Some(labels) = &article.labels else {
        return Ok(String::new());
    };
    let wrong = |label: &&String| {
        label.contains(['+', '/', '\\', ':', '*', '?', '"', '<', '>', '|'])
            || label.starts_with('.')
            || label.ends_with('.')
    };
    if let Some(label) = labels.iter().find(wrong) {
        return Err(WriteError::Label {
            id: article.id.clone(),
            label: label.clone(),
            form: "the name of a folder",
            why: "it holds a sign that separates labels or folders, or that some systems forbid",
        });
    }
    let names: Vec<&str> = labels.iter().map(String::as_str).collect();
    Ok(match names.as_slice() {
        [] => NONE.to_owned(),
        names => names.join("+"),
    })
}

/// A name for the file of an article that no other in the folder has, whatever the letter case.
fn file_name(id: &str, folder: &str, taken: &mut BTreeSet<String>) -> String {
    // An id that is a path within a folder has the labels of that folder before it.
    let last = id.rsplit('/').next().unwrap_or(id);
    let stem = last.strip_suffix(".txt").unwrap_or(last);
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ' | '.' | '#' | '،');
    let mut stem: String = stem
        .chars()
        .map(|c| if allowed(c) { c } else { '-' })
        .collect();
    while stem.len() > LONGEST {
        stem.pop();
    }
    let stem = stem.trim_matches(['.', ' ']);
    // Systems keep some names for devices, and corpora some for what describes them.
    const RESERVED: [&str; 9] = [
        "", "con", "prn", "aux", "nul", "readme", "license", "licence", "copying",
    ];
    let is_reserved = RESERVED.iter().any(|name| {
        stem.split('.')
            .next()
            .is_some_and(|it| it.eq_ignore_ascii_case(name))
    }) || ["com", "lpt"]
        .iter()
        .any(|device| stem.to_lowercase().starts_with(device) && stem.len() == 4);
    let stem = if is_reserved {
        format!("article-{stem}")
    } else {
        stem.to_owned()
    };
    let mut name = format!("{stem}.txt");
    let mut number = 2;
    while !taken.insert(format!("{folder}/{}", name.to_lowercase())) {
        name = format!("{stem}-{number}.txt");
        number += 1;
    }
    name
}
