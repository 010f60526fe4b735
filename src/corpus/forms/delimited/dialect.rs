//! [`Dialect`]: how the cells of a row are separated and quoted; and the cells of one row.

use crate::corpus::fields::{FieldRole, usual_role};
use crate::corpus::record_error::RecordError;

/// What may separate cells in a CSV file.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The cells of a line, as if none held a separator.
fn names(line: &str, delimiter: u8) -> impl Iterator<Item = &str> {
    line.split(char::from(delimiter)).map(str::trim)
}

fn unquoted(cell: &str) -> &str {
    let inside = cell
        .strip_prefix('"')
        .and_then(|cell| cell.strip_suffix('"'));
    inside.unwrap_or(cell).trim()
}

/// The separator that a line `sep=;` names, which some programs write first, for Excel.
pub(super) fn separator_line(line: &str) -> Option<u8> {
    let line = unquoted(line.trim_end_matches(['\r', '\n']));
    match line.strip_prefix("sep=")?.as_bytes() {
        [delimiter] if delimiter.is_ascii_punctuation() || *delimiter == b'\t' => Some(*delimiter),
        _ => None,
    }
}

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dialect {
    /// What separates cells.
    pub delimiter: u8,
    /// Whether a double quote at the beginning of a cell quotes the cell, as in RFC 4180; otherwise it is a letter.
    pub quotes: bool,
}

impl Dialect {
    /// Comma-separated values.
    pub const CSV: Self = Self {
        delimiter: b',',
        quotes: true,
    };

    /// Tab-separated values. Most programs that write them write cells as they are.
    pub const TSV: Self = Self {
        delimiter: b'\t',
        quotes: false,
    };

    /// What separates cells, in words.
    pub fn separator(self) -> &'static str {
        match self.delimiter {
            b'\t' => "tabs",
            b';' => "semicolons",
            b'|' => "bars",
            _ => "commas",
        }
    }

    /// The dialect of a table whose first line is this. `self` is what the name of the form says: in TSV tabs separate, in CSV
    /// whatever makes most of the cells names that are known. Of UTF-16, which spreadsheets write, and of tables whose header is
    /// quoted, cells are quoted in any case.
    pub fn told(self, line: &str, is_known: &dyn Fn(&str) -> bool, is_from_utf16: bool) -> Self {
        if let Some(delimiter) = separator_line(line) {
            return Self { delimiter, ..self };
        }
        if !self.quotes {
            let is_quoted =
                |cell: &str| cell.len() > 1 && cell.starts_with('"') && cell.ends_with('"');
            let quotes = is_from_utf16 || names(line, self.delimiter).all(is_quoted);
            return Self { quotes, ..self };
        }
        let known = |delimiter: u8| {
            let known = names(line, delimiter).filter(|name| is_known(unquoted(name)));
            (known.count(), names(line, delimiter).count())
        };
        // Of equals the last one is the largest; a comma wins.
        let delimiter = DELIMITERS
            .into_iter()
            .rev()
            .max_by_key(|&delimiter| known(delimiter));
        Self {
            delimiter: delimiter.unwrap_or(self.delimiter),
            ..self
        }
    }

    /// The dialect of a table without a header whose first line is this: what gives so many cells separates them.
    pub fn told_by_count(self, line: &str, columns: usize) -> Self {
        let with = |delimiter: u8| Self { delimiter, ..self };
        let fits = |dialect: &Self| {
            dialect
                .cells(line)
                .is_ok_and(|cells| cells.len() == columns)
        };
        let all = DELIMITERS.into_iter().map(with);
        all.filter(|_| self.quotes).find(fits).unwrap_or(self)
    }

    /// Whether a text begins with the header of such a table: names that are known for a text and something else, short ones beside
    /// them, and nothing more.
    pub fn begins(self, head: &str) -> bool {
        let mut lines = head.lines();
        let first = lines.next().unwrap_or_default();
        let told = self.told(first, &|name| usual_role(name).is_some(), false);
        match separator_line(first) {
            Some(_) => self.quotes && told.is_header(lines.next().unwrap_or_default()),
            // Tabs make a text TSV, other separators CSV.
            None => (told.delimiter == b'\t') != self.quotes && told.is_header(first),
        }
    }

    fn is_header(self, line: &str) -> bool {
        /// Names of columns are short, sentences are not.
        const LONGEST: usize = 40;
        let names: Vec<&str> = names(line, self.delimiter).map(unquoted).collect();
        let roles: Vec<FieldRole> = names
            .iter()
            .filter_map(|name| Some(usual_role(name)?.0))
            .collect();
        names.iter().all(|name| name.chars().count() <= LONGEST)
            && roles.contains(&FieldRole::Text)
            && roles.iter().any(|role| *role != FieldRole::Text)
    }

    /// What to do with a separator or a line break that belongs to a cell.
    pub fn remedy(self) -> &'static str {
        match self.quotes {
            true => "put cells that hold the separator or a line break into double quotes",
            false => {
                "a tab or a line break cannot stand in a cell, and quotes are letters: write spaces, or write CSV"
            }
        }
    }

    /// The cells of one row, unquoted.
    pub fn cells(self, row: &str) -> Result<csv::StringRecord, RecordError> {
        if !self.quotes {
            return Ok(row.split(char::from(self.delimiter)).collect());
        }
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .delimiter(self.delimiter)
            .terminator(csv::Terminator::Any(b'\n'))
            .buffer_capacity(row.len().clamp(1, 64 * 1024))
            .from_reader(row.as_bytes());
        let mut cells = csv::StringRecord::new();
        let read = reader.read_record(&mut cells);
        read.map_err(|error| RecordError::Row {
            cause: error.to_string(),
        })?;
        Ok(cells)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(declared: Dialect, line: &str) -> (char, bool) {
        let known = |name: &str| usual_role(name).is_some() || name == "mine";
        let told = declared.told(line, &known, false);
        (char::from(told.delimiter), told.quotes)
    }

    #[test]
    fn separators_are_told_by_the_names_they_give() {
        for (line, delimiter) in [
            ("text,label", ','),
            ("title;text;label", ';'),
            ("text\tlabel", '\t'),
            ("\"text\"|\"label\"", '|'),
            ("النص;التصنيف", ';'),
            ("mine;url, outlet, year", ';'),
            // Of names that are not known, the most.
            ("a;b,c,d", ','),
            ("a;b;c,d", ';'),
            ("text", ','),
            ("", ','),
            ("sep=;", ';'),
            ("\"sep=|\"", '|'),
        ] {
            assert_eq!(told(Dialect::CSV, line), (delimiter, true), "{line}");
        }
        assert_eq!(told(Dialect::TSV, "text;label"), ('\t', false));
        assert_eq!(told(Dialect::TSV, "\"text\"\t\"label\""), ('\t', true));
        assert_eq!(told(Dialect::TSV, "\"text\"\tlabel"), ('\t', false));
        assert!(Dialect::TSV.told("text\tlabel", &|_| false, true).quotes);
    }
}
