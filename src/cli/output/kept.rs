//! Fields of the input in the output: as keys of a JSON object, or as columns after a table's own.

use crate::cli::args::keep::{Keep, KeptField};
use anyhow::bail;
use serde_json::Value;
use std::collections::BTreeSet;

/// The mark at the beginning of a table by which Excel knows UTF-8.
pub const BOM: &str = "\u{FEFF}";

/// The error if a form for reading is asked for what it has no place for.
pub fn refuse_in_table(keep: &Keep, bom: bool) -> anyhow::Result<()> {
    if !keep.is_empty() {
        bail!("the table has no place for the fields of --keep: add --format jsonl or csv");
    }
    refuse_bom(bom)
}

/// The error if a form that is no table of cells is asked for the mark.
pub fn refuse_bom(bom: bool) -> anyhow::Result<()> {
    if bom {
        bail!("--bom is for tables that Excel opens: add --format csv");
    }
    Ok(())
}

/// Puts the fields into an object.
pub fn insert(object: &mut Value, own: &[&str], kept: &[KeptField]) {
    for (name, value) in kept {
        object[output_name(name, own)] = value.as_str().into();
    }
}

/// The name of a field in the output: one that is called as what stands there already gets `input_` before it.
pub fn output_name(name: &str, own: &[&str]) -> String {
    match own.contains(&name) {
        true => format!("input_{name}"),
        false => name.to_owned(),
    }
}

/// The columns that some rows need: those that the user names, then the others by name.
pub fn columns<'k>(keep: &Keep, rows: impl Iterator<Item = &'k [KeptField]>) -> Vec<String> {
    let mut columns = keep.names().to_vec();
    let names: BTreeSet<&String> = rows.flatten().map(|(name, _)| name).collect();
    let others = names
        .into_iter()
        .filter(|name| !keep.names().contains(name));
    columns.extend(others.cloned());
    columns
}

/// The cells of a row for these columns.
pub fn cells(columns: &[String], kept: &[KeptField]) -> Vec<String> {
    let value = |column: &String| {
        let field = kept.iter().find(|(name, _)| name == column);
        field.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    columns.iter().map(value).collect()
}
