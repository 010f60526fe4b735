//! The forms of output that `--format` names. Each command lists its own forms beside the code that
//! writes them; here are the names, which are the same everywhere, and the parser of the flag.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

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
