//! A labelled corpus → what is doubtful about it, before anything is learned from it.
//!
//! In: labelled [`Article`]s, and optionally those of another corpus. Out: an [`AuditReport`] of findings by [`Kind`]:
//!
//! - conflicts: one article with different labels;
//! - near-duplicates: reprints, with equal labels or not;
//! - leaks: reprints across two corpora, such as training and test articles;
//! - label errors: labels that models contradict which had not seen the article ([`rank_labels`]);
//! - thin topics: too few articles to learn or to measure;
//! - giveaways: topics that an outlet or the length of articles gives away, so that a model may learn those instead.
//!
//! [`output`] writes a report as a table, JSON or CSV.

pub(crate) mod article;
pub(crate) mod duplicates;
pub(crate) mod giveaways;
pub(crate) mod held_out;
pub(crate) mod label_errors;
pub(crate) mod length;
pub(crate) mod options;
pub mod output;
pub(crate) mod report;
pub(crate) mod thin;

#[cfg(test)]
mod test_data;

pub use article::{Article, ArticleRef};
pub use duplicates::{Conflict, Leak, Member, NearDuplicates};
pub use giveaways::{FieldGiveaway, Giveaway, LengthGiveaway};
pub use label_errors::{Doubt, LabelError, SpeakingWord, Suspect, rank_labels};
pub use options::{AuditOptions, DEFAULT_MIN_SCORE};
pub use report::{AuditReport, Kind, TopicSize};
pub use thin::{THIN, TOO_THIN, ThinTopic};

use crate::features::CorpusCounts;
use crate::train::LearnError;
use duplicates::Fingerprint;
use rayon::prelude::*;

/// Examines a corpus. `against` is another corpus whose articles should not be in it; may be empty. The order of the findings
/// depends on the order of the articles, not on the number of threads.
///
/// Label errors can't be looked for in a corpus that nothing can be learned from; the report then says why.
pub fn audit(articles: &[Article], against: &[Article], options: &AuditOptions) -> AuditReport {
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
) -> Result<Vec<LabelError>, LearnError> {
    let mut counts = CorpusCounts::new(options.features);
    for article in articles {
        counts.add(&article.document);
    }
    let corpus = counts.finish();
    let suspects = rank_labels(&corpus, &options.features, &options.train)?;
    Ok(label_errors::describe(
        articles,
        &corpus,
        suspects
            .into_iter()
            .take_while(|suspect| suspect.score >= options.min_score),
    ))
}
