//! Articles as a folder: one sub-folder for each set of labels, and in it one text file for each article.

use super::{Document, Losses, NONE, WriteError};
use crate::corpus::forms::text::split;
use crate::file::reason;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The longest name of a file without its ending, in bytes; systems allow 255.
const LONGEST: usize = 120;

/// The longest name of a folder in bytes.
const LONGEST_FOLDER: usize = 240;

pub(super) fn folder(articles: &[Document], path: &Path) -> Result<Losses, WriteError> {
    if fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_some()) {
        let path = path.display().to_string();
        return Err(WriteError::NotEmpty { path });
    }
    let is_unlabelled = |article: &&Document| article.labels.is_none();
    let unlabelled = articles.iter().filter(is_unlabelled).count();
    if unlabelled > 0 && unlabelled < articles.len() {
        return Err(WriteError::SomeUnlabelled { unlabelled });
    }
    let folders = articles
        .iter()
        .map(sub_folder)
        .collect::<Result<Vec<_>, _>>()?;
    check_case(articles, &folders)?;
    // Under another name first, so that a fault leaves no part of a corpus behind.
    let parent = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let unfinished = tempfile::Builder::new()
        .prefix(".tasnif-")
        .tempdir_in(parent);
    let unfinished = unfinished.map_err(|error| failed(path, &error))?;
    let losses = write_all(articles, &folders, &unfinished.path().join("all"))?;
    if path.exists() {
        fs::remove_dir(path).map_err(|error| failed(path, &error))?;
    }
    fs::rename(unfinished.path().join("all"), path).map_err(|error| failed(path, &error))?;
    Ok(losses)
}

fn failed(path: &Path, error: &std::io::Error) -> WriteError {
    WriteError::File {
        path: path.display().to_string(),
        reason: reason(error),
    }
}

fn write_all(articles: &[Document], folders: &[String], path: &Path) -> Result<Losses, WriteError> {
    fs::create_dir_all(path).map_err(|error| failed(path, &error))?;
    let mut losses = Losses::default();
    let mut taken = BTreeSet::new();
    for (article, folder) in articles.iter().zip(folders) {
        let name = file_name(&article.id, folder, &mut taken);
        losses.count(
            "ids as written",
            format!("{folder}/{name}") != article.id && name != article.id,
        );
        losses.count("other fields", !article.fields.is_empty());
        let into = path.join(folder);
        fs::create_dir_all(&into).map_err(|error| failed(&into, &error))?;
        let file = into.join(name);
        losses.count("whether a first line is the title", is_misread(article));
        fs::write(&file, content(article)).map_err(|error| failed(&file, &error))?;
    }
    Ok(losses)
}

/// The error if two folders differ in letter case only: many systems take them for one.
fn check_case(articles: &[Document], folders: &[String]) -> Result<(), WriteError> {
    let mut names: BTreeMap<String, &String> = BTreeMap::new();
    for (article, folder) in articles.iter().zip(folders) {
        let first = names.entry(folder.to_lowercase()).or_insert(folder);
        if *first != folder {
            let why = "another label differs from it in letter case only";
            return Err(label_error(article, folder, why));
        }
    }
    Ok(())
}

fn label_error(article: &Document, label: &str, why: &'static str) -> WriteError {
    WriteError::Label {
        id: article.id.clone(),
        label: label.to_owned(),
        form: "the name of a folder",
        why,
    }
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
        let why = "it holds a sign that separates labels or folders, or that some systems forbid";
        return Err(label_error(article, label, why));
    }
    if let Some(label) = labels.iter().find(|label| is_device(label)) {
        return Err(label_error(
            article,
            label,
            "some systems keep it for a device",
        ));
    }
    let joined = labels.iter().map(|label| label.len() + 1).sum::<usize>();
    if let Some(label) = labels.first().filter(|_| joined > LONGEST_FOLDER) {
        let why = "with the article's other labels it is longer than systems allow";
        return Err(label_error(article, label, why));
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
    // Corpora keep some names for what describes them.
    const RESERVED: [&str; 5] = ["", "readme", "license", "licence", "copying"];
    let first = stem.split('.').next().unwrap_or_default();
    let is_reserved =
        is_device(stem) || RESERVED.iter().any(|name| name.eq_ignore_ascii_case(first));
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

/// Whether some systems keep a name, whatever follows a dot in it, for a device.
fn is_device(name: &str) -> bool {
    const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
    let first = name
        .split('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let is_port = |port: &str| {
        let number = first.strip_prefix(port);
        number
            .is_some_and(|number| number.len() == 1 && number.bytes().all(|it| it.is_ascii_digit()))
    };
    DEVICES.contains(&first.as_str()) || is_port("com") || is_port("lpt")
}
