//! The header of a table: what each column means.

use super::dialect::Dialect;
use crate::corpus::document::Origin;
use crate::corpus::fields::{Ambiguous, FieldNames, FieldRole, choose, is_own, is_plural};
use crate::corpus::labels::LabelsWanted;
use crate::corpus::notices::{Notice, Notices};
use crate::corpus::record_error::{RecordError, quote};
use std::sync::Arc;

/// The columns of a CSV or TSV file.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) columns: Vec<Column>,
    pub(super) dialect: Dialect,
    /// Whether each row is an annotation, so that one without a label has no topic, as Label Studio writes them.
    pub(super) chosen: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Column {
    /// Which of the columns that make the text it is, from 0; likewise for title and id.
    Text(usize),
    Title(usize),
    Id(usize),
    /// Several labels in a cell.
    Labels,
    /// One label in a cell.
    Label,
    /// A label that the article has if the cell is 1.
    OneHot(String),
    Field(String),
}

/// What is known beside the header.
pub(super) struct Wanted {
    pub labels: LabelsWanted,
    pub fields: Arc<FieldNames>,
    pub notices: Notices,
}

impl Header {
    /// Reads the header and checks that the columns needed are there, once.
    pub fn parse(
        row: &str,
        dialect: Dialect,
        wanted: &Wanted,
        origin: &Origin,
    ) -> Result<Self, RecordError> {
        let cells = dialect.cells(row)?;
        let names: Vec<&str> = cells.iter().collect();
        Self::of(&names, dialect, wanted, origin)
    }

    /// The header of these names.
    pub fn of(
        cells: &[&str],
        dialect: Dialect,
        wanted: &Wanted,
        origin: &Origin,
    ) -> Result<Self, RecordError> {
        let names: Vec<&str> = cells.iter().map(|name| name.trim()).collect();
        let mut columns: Vec<Column> = names
            .iter()
            .map(|&name| Column::Field(name.to_owned()))
            .collect();
        let missing = |missing: String| RecordError::MissingColumn {
            missing,
            delimiter: dialect.separator(),
            found: cells.iter().map(|&name| name.to_owned()).collect(),
        };
        let mut unusual = Vec::new();
        for name in &wanted.fields.one_hot {
            let place = place(name, &names)?.ok_or_else(|| missing(quote(name)))?;
            columns[place] = Column::OneHot(name.clone());
        }
        for role in FieldRole::ALL {
            // Columns of labels are what the caller says they are.
            if role == FieldRole::Labels && !wanted.fields.one_hot.is_empty() {
                continue;
            }
            let places = match wanted.fields.of(role) {
                [] => Vec::from_iter(usual(role, &names, wanted.labels)?),
                given => given
                    .iter()
                    .map(|name| place(name, &names)?.ok_or_else(|| missing(quote(name))))
                    .collect::<Result<Vec<usize>, RecordError>>()?,
            };
            match role {
                _ if !places.is_empty() => {}
                FieldRole::Text => return Err(missing("\"text\"".to_owned())),
                FieldRole::Labels if wanted.labels == LabelsWanted::Required => {
                    return Err(missing("\"labels\" or \"label\"".to_owned()));
                }
                _ => {}
            }
            for (nth, place) in places.into_iter().enumerate() {
                let Some(&name) = names.get(place) else {
                    continue;
                };
                if wanted.fields.of(role).is_empty() && !is_own(name) {
                    unusual.push((role, name.to_owned()));
                }
                columns[place] = match role {
                    FieldRole::Text => Column::Text(nth),
                    FieldRole::Title => Column::Title(nth),
                    FieldRole::Id => Column::Id(nth),
                    FieldRole::Labels if is_plural(name) => Column::Labels,
                    FieldRole::Labels => Column::Label,
                };
            }
        }
        if !unusual.is_empty() {
            let file = Origin::of_file(origin.file());
            wanted.notices.note(Notice::FieldNames(unusual), &file);
        }
        Ok(Self {
            columns,
            dialect,
            chosen: names.contains(&"annotation_id"),
        })
    }

    /// Where the labels stand, if there are any.
    pub fn label_column(&self) -> Option<usize> {
        let is_label = |column: &Column| matches!(column, Column::Label | Column::Labels);
        self.columns.iter().position(is_label)
    }
}

/// The column of a usual name.
fn usual(
    role: FieldRole,
    names: &[&str],
    labels: LabelsWanted,
) -> Result<Option<usize>, RecordError> {
    match choose(role, names.iter().copied()) {
        Ok(None) => Ok(None),
        Ok(Some(name)) => place(name, names),
        Err(Ambiguous(candidates)) => {
            let lower = |name: &String| name.to_lowercase();
            let first = candidates.first().map(lower);
            if candidates
                .iter()
                .map(lower)
                .all(|name| Some(&name) == first.as_ref())
            {
                let column = candidates.into_iter().next().unwrap_or_default();
                return Err(RecordError::RepeatedColumn { column });
            }
            match role {
                FieldRole::Labels if candidates.iter().all(|name| is_own(name)) => {
                    Err(RecordError::TwoLabelFields)
                }
                FieldRole::Labels if labels == LabelsWanted::Optional => Ok(None),
                role => Err(RecordError::AmbiguousField { role, candidates }),
            }
        }
    }
}

/// The only column of a name, without regard to letter case unless one is written the same way.
fn place(name: &str, names: &[&str]) -> Result<Option<usize>, RecordError> {
    let alike = |same: &dyn Fn(&str) -> bool| -> Vec<usize> {
        let places = names.iter().enumerate().filter(|(_, other)| same(other));
        places.map(|(place, _)| place).collect()
    };
    let mut places = alike(&|other| other == name.trim());
    if places.is_empty() {
        places = alike(&|other| other.to_lowercase() == name.trim().to_lowercase());
    }
    match places.as_slice() {
        [] => Ok(None),
        [place] => Ok(Some(*place)),
        _ => Err(RecordError::RepeatedColumn {
            column: name.trim().to_owned(),
        }),
    }
}
