//! A report as CSV, one row for each article of a finding.

use super::OutputError;
use crate::audit::article::ArticleRef;
use crate::audit::duplicates::{Conflict, Leak, NearDuplicates};
use crate::audit::giveaways::Giveaway;
use crate::audit::label_errors::{Doubt, LabelError};
use crate::audit::report::{AuditReport, Kind};
use crate::audit::thin::ThinTopic;
use crate::corpus::NONE;
use serde::Serialize;

/// One row of the output; the fields are the columns.
#[derive(Default, Serialize)]
struct Row {
    kind: &'static str,
    /// The findings of a kind, counted from 1: rows with the same number belong together.
    number: usize,
    /// A similarity, the doubt of a label, a number of articles, a purity or an area under the curve.
    score: String,
    topic: String,
    id: String,
    source: String,
    labels: String,
    detail: String,
}

const COLUMNS: [&str; 8] = [
    "kind", "number", "score", "topic", "id", "source", "labels", "detail",
];

/// The findings of all kinds, in the order of the report.
///
/// # Errors
/// [`OutputError::Csv`] or [`OutputError::NotText`].
pub fn csv(report: &AuditReport) -> Result<String, OutputError> {
    // A report without findings has a header, too.
    let mut writer = ::csv::WriterBuilder::new()
        .has_headers(false)
        .from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    let findings = [
        rows(Kind::Conflicts, &report.conflicts, conflict),
        rows(
            Kind::NearDuplicates,
            &report.near_duplicates,
            near_duplicates,
        ),
        rows(Kind::Leaks, &report.leaks, leak),
        rows(Kind::LabelErrors, &report.label_errors, label_error),
        rows(Kind::Thin, &report.thin, thin),
        rows(Kind::Giveaways, &report.giveaways, giveaway),
    ];
    for row in findings.into_iter().flatten() {
        writer.serialize(row)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| ::csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8(bytes)?)
}

fn rows<T>(kind: Kind, findings: &[T], rows_of: fn(&T) -> Vec<Row>) -> Vec<Row> {
    let numbered = findings.iter().zip(1..);
    numbered
        .flat_map(|(finding, number)| {
            rows_of(finding).into_iter().map(move |row| Row {
                kind: kind.name(),
                number,
                ..row
            })
        })
        .collect()
}

impl Row {
    fn of(article: &ArticleRef, score: f64, detail: &str) -> Self {
        Self {
            score: rounded(score),
            id: article.id.clone(),
            source: article.source.clone(),
            labels: match &*article.labels {
                [] => NONE.to_owned(),
                labels => labels.join("+"),
            },
            detail: detail.to_owned(),
            ..Self::default()
        }
    }
}

fn rounded(value: f64) -> String {
    format!("{value:.4}")
}

fn conflict(finding: &Conflict) -> Vec<Row> {
    let copies = finding.copies.iter();
    copies.map(|copy| Row::of(copy, 1.0, &copy.title)).collect()
}

fn near_duplicates(finding: &NearDuplicates) -> Vec<Row> {
    let detail = match finding.labels_differ {
        true => "labels differ",
        false => "same labels",
    };
    let members = finding.members.iter();
    members
        .map(|member| Row::of(&member.article, member.similarity, detail))
        .collect()
}

fn leak(finding: &Leak) -> Vec<Row> {
    let articles = [&finding.article, &finding.other].into_iter();
    articles
        .map(|article| Row::of(article, finding.similarity, &article.title))
        .collect()
}

fn label_error(finding: &LabelError) -> Vec<Row> {
    let doubt = match finding.doubt {
        Doubt::TopicMissing => "topic missing",
        Doubt::TopicWrong => "topic wrong",
    };
    let words: Vec<&str> = finding.words.iter().map(|word| &*word.word).collect();
    let probability = rounded(finding.probability);
    let detail = format!("{doubt}, probability {probability}: {}", words.join(" "));
    vec![Row {
        topic: finding.topic.clone(),
        ..Row::of(&finding.article, finding.score, &detail)
    }]
}

fn thin(finding: &ThinTopic) -> Vec<Row> {
    vec![Row {
        score: finding.articles.to_string(),
        topic: finding.topic.clone(),
        detail: format!("{} articles", finding.articles),
        ..Row::default()
    }]
}

fn giveaway(finding: &Giveaway) -> Vec<Row> {
    let (score, topic, detail) = match finding {
        Giveaway::Field(found) => (
            found.purity,
            &found.topic,
            format!(
                "{} = {}: {} articles, coverage {:.4}",
                found.field, found.value, found.articles, found.coverage
            ),
        ),
        Giveaway::Length(found) => (
            found.auc,
            &found.topic,
            format!(
                "median of {} words, of {} in the rest",
                found.median, found.median_of_rest
            ),
        ),
    };
    vec![Row {
        score: rounded(score),
        topic: topic.clone(),
        detail,
        ..Row::default()
    }]
}
