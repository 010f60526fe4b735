//! Learning from labelled articles: the reading, counting, fitting and measuring behind one builder.

mod builtin_gain;
mod fit;
mod read;
mod trained;

pub(crate) use builtin_gain::unknown_topics;
pub use builtin_gain::{BuiltinGain, TrialQuality};
pub use trained::Trained;

use crate::corpus::{Document, Notices, ReadOptions};
use crate::features::{CorpusCounts, CountSettings, Mode, NgramRange, Repeats};
use crate::linear::Method;
use crate::train::{ExtraWeight, TrainOptions, Tune};
use crate::{Error, StopFlag, Threads};
use std::path::{Path, PathBuf};

/// Learns a model from labelled articles.
///
/// | setting | default | purpose | range |
/// | :--- | :--- | :--- | :--- |
/// | [`method`](Self::method) | naive Bayes | how weights are learned | |
/// | [`mode`](Self::mode) | auto | whether an article carries one topic or any number | |
/// | [`ngrams`](Self::ngrams) | 2..5 | lengths of character n-grams within a word | 1..=6 |
/// | [`counting`](Self::counting) | title 5, lead 3 of 400 characters | how often a word counts | see [`CountSettings`] |
/// | [`tune`](Self::tune) | F1 | what thresholds are chosen for | |
/// | [`folds`](Self::folds) | 5 | folds for out-of-fold scores | 2..=100 |
/// | [`options`](Self::options) | | all further settings of learning | see [`TrainOptions`] |
/// | [`with_builtin`](Self::with_builtin) | no | learn from the built-in articles as well | |
/// | [`repeats`](Self::repeats) | united | what equal articles are | |
/// | [`threads`](Self::threads) | one for each core | | 1..=1024 |
///
/// How a repeated word counts follows from the method, and how words are counted is kept with the
/// counts: neither can be set so that it does not fit.
///
/// ```
/// use tasnif::{Document, Method, Trainer};
///
/// let article = |text: &str, label: &str| Document {
///     id: text.into(),
///     text: text.into(),
///     labels: Some([label.to_owned()].into()),
///     ..Document::default()
/// };
/// let articles = [
///     article("فاز الفريق بكأس الدوري بعد مباراة صعبة", "sport"),
///     article("سجل المهاجم هدفين في الشوط الثاني", "sport"),
///     article("ارتفعت أسهم المصارف في ختام التداول", "economy"),
///     article("خفض المصرف المركزي سعر الفائدة", "economy"),
/// ];
/// let trained = Trainer::new().folds(2).fit_documents(&articles)?;
/// let tags = trained.tagger().tag("", "هدف في مباراة الفريق");
/// assert_eq!(tags.all().len(), 2);
/// # Ok::<(), tasnif::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Trainer {
    options: TrainOptions,
    counting: CountSettings,
    read: ReadOptions,
    repeats: Repeats,
    is_skipping: bool,
    has_builtin: bool,
    threads: Threads,
    stop: StopFlag,
}

impl Trainer {
    /// The default settings.
    pub fn new() -> Self {
        Self::default()
    }

    /// How weights are learned.
    #[must_use]
    pub fn method(mut self, method: Method) -> Self {
        self.options.method = method;
        self
    }

    /// How many topics an article may carry.
    #[must_use]
    pub fn mode(mut self, mode: Mode) -> Self {
        self.options.mode = mode;
        self
    }

    /// Lengths of character n-grams within a word.
    #[must_use]
    pub fn ngrams(mut self, ngrams: NgramRange) -> Self {
        self.options.ngrams = ngrams;
        self
    }

    /// What thresholds are chosen for.
    #[must_use]
    pub fn tune(mut self, tune: Tune) -> Self {
        self.options.tune = tune;
        self
    }

    /// In how many folds articles are scored by models that have not seen them, which is what
    /// calibration, thresholds and expected quality are learned from.
    #[must_use]
    pub fn folds(mut self, folds: usize) -> Self {
        self.options.folds = folds;
        self
    }

    /// All settings of learning, in place of those set before.
    #[must_use]
    pub fn options(mut self, options: TrainOptions) -> Self {
        self.options = options;
        self
    }

    /// How words are counted, where articles are read. Counts that are given have been made by settings
    /// of their own.
    #[must_use]
    pub fn counting(mut self, counting: CountSettings) -> Self {
        self.counting = counting;
        self
    }

    /// How files are read: encoding, form, the longest article. Labels are required in any case.
    #[must_use]
    pub fn read(mut self, read: ReadOptions) -> Self {
        self.read = read;
        self
    }

    /// Whether equal articles are one article with the labels of all, or stay as many as they are.
    #[must_use]
    pub fn repeats(mut self, repeats: Repeats) -> Self {
        self.repeats = repeats;
        self
    }

    /// Goes on without articles that cannot be read; [`Trained::skipped`] has them.
    #[must_use]
    pub fn skip_broken(mut self, skip: bool) -> Self {
        self.is_skipping = skip;
        self
    }

    /// Learns from the articles that the built-in model was trained on as well, for topics with the same
    /// ids; `None` chooses their weight by folds. They are never measured.
    #[must_use]
    pub fn with_builtin(mut self, weight: Option<ExtraWeight>) -> Self {
        self.has_builtin = true;
        self.options.extra_weight = weight;
        self
    }

    /// Works on these threads.
    #[must_use]
    pub fn threads(mut self, threads: Threads) -> Self {
        self.threads = threads;
        self
    }

    /// Ends training soon after the flag is set, with [`TrainError::Stopped`](crate::train::TrainError::Stopped).
    #[must_use]
    pub fn stop_flag(mut self, stop: StopFlag) -> Self {
        self.stop = stop;
        self
    }

    /// Learns from a folder with one sub-folder for each label, or from one file.
    ///
    /// # Errors
    /// [`Error`], also for an article without a label.
    pub fn fit_folder(&self, path: impl AsRef<Path>) -> Result<Trained, Error> {
        self.fit_files(&[path.as_ref().to_owned()])
    }

    /// Learns from folders and files of articles in any form, and from part files among them.
    ///
    /// # Errors
    /// [`Error`], also for an article without a label.
    pub fn fit_files(&self, paths: &[PathBuf]) -> Result<Trained, Error> {
        let notices = Notices::default();
        let (counts, skipped) = self.count_files(paths, &notices)?;
        let mut trained = self.fit_counts(counts)?;
        trained.skipped = skipped;
        trained.notices = notices;
        Ok(trained)
    }

    /// Learns from articles in memory.
    ///
    /// # Errors
    /// [`Error`], also for an article without a label.
    pub fn fit_documents(&self, articles: &[Document]) -> Result<Trained, Error> {
        let mut counts = CorpusCounts::new(self.counting)?;
        for article in articles {
            counts.add(article)?;
        }
        self.fit_counts(counts)
    }

    /// Learns from counts, which know how they were made.
    ///
    /// # Errors
    /// [`Error`].
    pub fn fit_counts(&self, counts: CorpusCounts) -> Result<Trained, Error> {
        self.threads.run(|| {
            let corpus = counts.finish_with(self.repeats, self.options.mode);
            self.fit_corpus(&corpus)
        })?
    }
}
