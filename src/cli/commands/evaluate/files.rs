//! The files of `evaluate`: the baseline that is read and the reports that are written.

use super::Args;
use crate::cli::messages;
use crate::cli::same_file::is_same;
use crate::evaluate::output::{Page, ReportFormat, format_for_extension};
use crate::evaluate::{BaselineCheck, EvaluateError, Report, check_max_drop};
use anyhow::{Context, bail};
use std::io::Write;
use std::path::{Path, PathBuf};

pub fn parse_max_drop(text: &str) -> Result<f64, String> {
    let value = text
        .parse()
        .map_err(|_| format!("'{text}' is not a number: give a drop such as 0.01"))?;
    check_max_drop(value).map_err(|error| error.to_string())
}

/// The format of each report. Called before anything is measured, so that errors show early.
///
/// # Errors
/// An unknown ending, a file that cannot be written, or a report that would replace the baseline: the
/// next run would accept a drop that failed in this one.
pub fn formats(args: &Args) -> anyhow::Result<Vec<&'static dyn ReportFormat>> {
    let baseline = args.baseline.as_deref();
    let is_baseline = |path: &&PathBuf| baseline.is_some_and(|baseline| is_same(path, baseline));
    if let Some(path) = args.report.iter().find(is_baseline) {
        bail!(
            "{}: --report would replace the baseline, whether or not it holds: write elsewhere and copy it when you accept it",
            path.display()
        );
    }
    for path in &args.report {
        if extension(path) == "xml" && args.min.is_empty() && args.baseline.is_none() {
            messages::warning(format_args!(
                "{} has no test case: JUnit shows gates, add --min or --baseline",
                path.display()
            ));
        }
    }
    let writable = |path: &PathBuf| -> anyhow::Result<_> {
        let format = format(path)?;
        crate::file::OutputFile::check(path)?;
        Ok(format)
    };
    args.report.iter().map(writable).collect()
}

fn extension(path: &Path) -> &str {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.unwrap_or("")
}

fn format(path: &Path) -> anyhow::Result<&'static dyn ReportFormat> {
    let extension = extension(path);
    format_for_extension(extension).with_context(|| {
        format!(
            "{}: no report has the ending '{extension}': use .json, .md, .html, .xml or .txt",
            path.display()
        )
    })
}

/// The report that `--baseline` names.
pub fn baseline(args: &Args) -> anyhow::Result<Option<Report>> {
    let Some(path) = &args.baseline else {
        return Ok(None);
    };
    let name = || format!("the baseline {}", path.display());
    let text = std::fs::read_to_string(path).with_context(name)?;
    Report::from_json(&text).map(Some).with_context(name)
}

/// Adds the name of the baseline to an error of its check.
pub fn about_baseline(
    args: &Args,
    check: Result<BaselineCheck, EvaluateError>,
) -> anyhow::Result<BaselineCheck> {
    let name = args.baseline.as_deref().unwrap_or(Path::new(""));
    check.with_context(|| format!("the baseline {}", name.display()))
}

/// Writes the page to every report's file.
pub fn write(
    args: &Args,
    formats: &[&'static dyn ReportFormat],
    page: &Page<'_>,
) -> anyhow::Result<()> {
    for (path, format) in args.report.iter().zip(formats) {
        let mut file = crate::file::OutputFile::create(path)?;
        file.write_all(format.render(page)?.as_bytes())?;
        file.commit()?;
    }
    Ok(())
}
