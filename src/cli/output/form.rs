//! The forms of output that `--format` names. Each command lists its own forms beside the code that
//! writes them; here are the names, which are the same everywhere, and the parser of the flag.

use anyhow::{Context, bail};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::ffi::OsStr;
use std::path::Path;

pub const TABLE: &str = "table";
pub const JSON: &str = "json";
pub const JSONL: &str = "jsonl";
pub const CSV: &str = "csv";
pub const TSV: &str = "tsv";

/// A form in which a command can write its results. `W` is the function that writes it.
#[derive(Debug, Clone, Copy)]
pub struct Form<W> {
    /// The name that `--format` takes.
    pub name: &'static str,
    /// What the help says of it.
    pub help: &'static str,
    /// Writes it.
    pub write: W,
}

/// The form to write in: the one given, or else that of the output's ending, or else the first, the table.
///
/// # Errors
/// The ending is that of a form that the command does not have.
pub fn chosen<W: Copy>(
    given: Option<Form<W>>,
    output: Option<&Path>,
    forms: &'static [Form<W>],
) -> anyhow::Result<Form<W>> {
    let named = |name: &str| forms.iter().find(|form| form.name == name).copied();
    let ending = output.and_then(Path::extension).and_then(OsStr::to_str);
    let ending = ending.unwrap_or_default().to_ascii_lowercase();
    // A form called JSON whose objects stand one on each line is both.
    let lines = || (ending == JSONL).then(|| named(JSON)).flatten();
    if let Some(form) = given.or_else(|| named(&ending)).or_else(lines) {
        return Ok(form);
    }
    let names: Vec<&str> = forms.iter().map(|form| form.name).collect();
    if [JSON, JSONL, CSV, TSV].contains(&ending.as_str()) {
        bail!(
            "the output ends in .{ending}, a form that this command does not have: name one by --format: {}",
            names.join(", ")
        );
    }
    named(TABLE).context("a command without a form for reading needs --format")
}

/// Parses `--format`: the name of one of a command's forms.
pub fn parser<W>(forms: &'static [Form<W>]) -> impl TypedValueParser<Value = Form<W>>
where
    W: Copy + Send + Sync + 'static,
{
    let values = forms
        .iter()
        .map(|form| PossibleValue::new(form.name).help(form.help));
    PossibleValuesParser::new(values).try_map(move |name| {
        let form = forms.iter().find(|form| form.name == name);
        form.copied().ok_or("this form does not exist")
    })
}
