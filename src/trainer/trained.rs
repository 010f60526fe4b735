//! A trained model, and what is known of it.

use super::BuiltinGain;
use crate::Tagger;
use crate::corpus::{CorpusError, CorpusWarning, DuplicateReport, Notices};
use crate::evaluate::Report;
use crate::model::Model;
use std::sync::Arc;

/// What training gives.
///
/// ```no_run
/// use tasnif::Trainer;
///
/// let trained = Trainer::new().fit_folder("labels")?;
/// println!("{:?}", trained.out_of_fold().and_then(|report| report.macro_average.f1));
/// trained.model().write("my.tasnif")?;
/// let tags = trained.tagger().tag("", "خبر جديد");
/// # Ok::<(), tasnif::Error>(())
/// ```
#[derive(Debug)]
pub struct Trained {
    pub(super) model: Arc<Model>,
    pub(super) out_of_fold: Option<Report>,
    pub(super) missed_targets: Vec<String>,
    pub(super) builtin: Option<BuiltinGain>,
    pub(super) unknown_to_builtin: Vec<String>,
    pub(super) repeats: DuplicateReport,
    pub(super) warnings: Vec<CorpusWarning>,
    pub(crate) near_duplicates: Option<CorpusWarning>,
    pub(super) skipped: Vec<CorpusError>,
    pub(super) notices: Notices,
}

impl Trained {
    /// The model. Its card holds the expected quality.
    pub fn model(&self) -> &Arc<Model> {
        &self.model
    }

    /// A tagger by the model.
    pub fn tagger(&self) -> Tagger {
        Tagger::new(Arc::clone(&self.model))
    }

    /// The expected quality: measured on articles by models that had not seen them. `None` for textbook
    /// naive Bayes, which learns no calibration.
    pub fn out_of_fold(&self) -> Option<&Report> {
        self.out_of_fold.as_ref()
    }

    /// Topics for which no threshold reached the precision or recall that was asked for; the closest one
    /// is in the model.
    pub fn missed_targets(&self) -> &[String] {
        &self.missed_targets
    }

    /// What the built-in articles added; `None` if they were not asked for.
    pub fn builtin(&self) -> Option<&BuiltinGain> {
        self.builtin.as_ref()
    }

    /// Topics for which the built-in articles were not labelled, so that they count as examples of what is
    /// not; nothing if built-in articles were not asked for.
    pub fn unknown_to_builtin(&self) -> &[String] {
        &self.unknown_to_builtin
    }

    /// Which articles were equal.
    pub fn repeats(&self) -> &DuplicateReport {
        &self.repeats
    }

    /// What is odd about the articles, one warning for each kind.
    pub fn warnings(&self) -> Vec<CorpusWarning> {
        let mut warnings = self.notices.warnings();
        warnings.extend(self.warnings.iter().cloned());
        warnings.extend(self.near_duplicates.clone());
        warnings
    }

    /// Articles that could not be read and were left out.
    pub fn skipped(&self) -> &[CorpusError] {
        &self.skipped
    }
}
