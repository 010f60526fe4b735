//! Examines a labelled corpus for what is doubtful about it, before anything is learned from it.
//!
//! [`audit()`] takes labelled [`Article`]s, and optionally those of another corpus, and reports findings
//! by [`Kind`]:
//!
//! - conflicts: one article with different labels;
//! - near-duplicates: reprints, with equal labels or not;
//! - leaks: reprints across two corpora, such as training and test articles;
//! - label errors: labels that models contradict which have not seen the article (confident learning);
//! - thin topics: topics with too few articles to learn or to measure;
//! - giveaways: topics that an outlet or the length of articles gives away, so that a model may learn
//!   those instead.
//!
//! [`output`] writes a report as a table, JSON or CSV.
//!
//! ```
//! use tasnif::Document;
//! use tasnif::audit::{Article, AuditOptions, audit};
//!
//! let article = |id: &str, label: &str| Article {
//!     source: "archive".to_owned(),
//!     document: Document {
//!         id: id.to_owned(),
//!         text: "ارتفعت أسهم المصارف في ختام التداول".to_owned(),
//!         labels: Some([label.to_owned()].into()),
//!         ..Document::default()
//!     },
//! };
//! let articles = [article("1", "economy"), article("2", "sport")];
//! let report = audit(&articles, &[], &AuditOptions::default());
//! assert_eq!(report.conflicts.len(), 1);
//! ```

pub(crate) mod article;
pub(crate) mod duplicates;
pub(crate) mod giveaways;
pub(crate) mod label_errors;
pub(crate) mod options;
pub mod output;
pub(crate) mod report;
pub(crate) mod thin;

#[cfg(test)]
mod test_data;

pub use crate::features::near_duplicates::{NearDuplicateError, Threshold};
pub use article::{Article, ArticleRef};
pub use duplicates::{Conflict, Leak, Member, NearDuplicates};
pub use giveaways::{FieldGiveaway, Giveaway, LengthGiveaway};
pub(crate) use label_errors::rank_labels;
pub use label_errors::{ContradictingWord, Doubt, LabelError, Suspect};
pub use options::{AuditOptions, DEFAULT_MIN_SCORE};
pub use report::{AuditReport, Kind, TopicSize};
pub use thin::{THIN, TOO_THIN, ThinTopic};

use crate::features::{CorpusCounts, Repeats};
use crate::parallel::threads;
use crate::train::TrainError;
use duplicates::Fingerprint;
use rayon::prelude::*;

/// Examines a corpus. `against` is another corpus, which may be empty, whose articles should not be in
/// this one. The order of the findings depends on the order of the articles, not on the number of
/// threads.
///
/// If nothing can be learned from the corpus, the report says why instead of naming label errors.
pub fn audit(articles: &[Article], against: &[Article], options: &AuditOptions) -> AuditReport {
    threads::run(|| examine(articles, against, options))
}

fn examine(articles: &[Article], against: &[Article], options: &AuditOptions) -> AuditReport {
    let prints: Vec<Fingerprint> = articles.par_iter().map(Fingerprint::of).collect();
    let others: Vec<Fingerprint> = against.par_iter().map(Fingerprint::of).collect();
    let distinct = duplicates::distinct(&prints);
    let first_copies: Vec<&Article> = distinct.iter().map(|&place| &articles[place]).collect();
    let (label_errors, label_errors_skipped) = match label_errors(articles, options) {
        Ok(found) => (found, None),
        Err(error) => (Vec::new(), Some(error.to_string())),
    };
    AuditReport {
        articles: articles.len(),
        distinct: distinct.len(),
        topics: thin::sizes(&first_copies),
        conflicts: duplicates::conflicts(articles, &prints),
        near_duplicates: duplicates::near_duplicates(articles, &prints, options.similarity),
        leaks: duplicates::leaks((articles, &prints), (against, &others), options.similarity),
        label_errors,
        label_errors_skipped,
        thin: thin::thin(&first_copies),
        giveaways: giveaways::find(&first_copies),
    }
}

fn label_errors(
    articles: &[Article],
    options: &AuditOptions,
) -> Result<Vec<LabelError>, TrainError> {
    let mut counts = CorpusCounts::empty(options.counting);
    for article in articles {
        counts.add_or_none(&article.document);
    }
    let corpus = counts.finish_with(Repeats::Unite, options.train.mode);
    let suspects = rank_labels(&corpus, &options.train)?;
    Ok(label_errors::describe(
        articles,
        &corpus,
        suspects
            .into_iter()
            .take_while(|suspect| suspect.score >= options.min_score),
    ))
}
