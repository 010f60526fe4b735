//! Tags Arabic text by topic: naive Bayes or linear SVMs over character n-grams, with calibrated
//! probabilities, exact explanations, and models that are the same byte for byte everywhere.
//!
//! A [`Tagger`] tags articles:
//!
//! ```
//! use tasnif::Tagger;
//!
//! // Or `Tagger::open("my.tasnif")?`.
//! let tagger = Tagger::builtin()?;
//! let (title, text) = ("توقيف مهربين", "أوقف خفر السواحل مهربين كانوا ينقلون مهاجرين في قارب.");
//! for tag in tagger.tag(title, text).given() {
//!     println!("{} {:.2}", tag.topic, tag.probability);
//! }
//! let why = tagger.explain(title, text);
//! # assert!(why.tags().get("trafficking").is_some_and(|tag| tag.is_given));
//! # Ok::<(), tasnif::Error>(())
//! ```
#![cfg_attr(
    feature = "train",
    doc = r#"
A [`Trainer`] learns a model from labelled articles: a folder with one sub-folder for each label, files,
articles in memory, or [`CorpusCounts`] that were made elsewhere.

```no_run
use tasnif::{Method, Trainer};

let trained = Trainer::new().method(Method::Nbsvm).fit_folder("news/train")?;
trained.model().write("my.tasnif")?;
if let Some(report) = trained.out_of_fold() {
    println!("expected macro-F1: {:?}", report.macro_average.f1);
}
# Ok::<(), tasnif::Error>(())
```
"#
)]
//!
//! # Modules
//!
//! Folders are the stages of the data flow, and each imports from earlier ones only:
//! `text` → `corpus` → `tokens` → `features` → `linear` → `model` → `predict` → `tagger` → `train` →
//! `evaluate` → `trainer` → `audit`, `suggest` → `cli`. What a program needs first stands at the root; the modules that
//! are public hold what comes after that.
//!
//! # Features
//!
//! | feature | default | what it brings |
//! |---|---|---|
//! | `cli` | yes | the command line, `cli::run_from` |
//! | `train` | yes | reading corpora, counting, learning, measuring |
//! | `linfa` | yes | a naive Bayes estimator for linfa, `linfa` |
//!
//! Without any of them there is a small tagger: [`Tagger`], [`Model`] and what they give.
//!
//! # Threads
//!
//! Parallel work runs on threads of the library's own, never on Rayon's global pool, so it is safe in a
//! process that forks; see [`Threads`]. No result depends on how many there are.

#![forbid(unsafe_code)]
#![deny(clippy::print_stdout, clippy::print_stderr)]
#![cfg_attr(test, allow(clippy::unwrap_used))]
// Each feature uses more of the stages before it: what nothing uses shows with all of them.
#![cfg_attr(
    not(all(feature = "cli", feature = "linfa")),
    allow(dead_code, unused_imports)
)]
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod corpus;
mod error;
mod features;
mod file;
mod linear;
mod model;
mod parallel;
mod predict;
mod tagger;
pub mod text;
mod tokens;

#[cfg(feature = "train")]
pub mod audit;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "train")]
pub mod evaluate;
#[cfg(feature = "train")]
mod suggest;
#[cfg(feature = "train")]
pub mod train;
#[cfg(feature = "train")]
mod trainer;

#[cfg(all(test, feature = "train"))]
mod tests;

#[cfg(feature = "linfa")]
pub mod linfa {
    //! Naive Bayes as an estimator of [linfa](https://docs.rs/linfa): its `Fit` and `Predict`, and the
    //! `NaiveBayes` of linfa-bayes, over the factorised matrix of this library.
    //!
    //! ```
    //! use linfa::ParamGuard;
    //! use linfa::traits::{Fit, Predict};
    //! use ndarray::Array2;
    //! use tasnif::CorpusCounts;
    //! use tasnif::linfa::{NaiveBayesParams, dataset};
    //! use tasnif::train::TrainOptions;
    //!
    //! let mut counts = CorpusCounts::default();
    //! counts.add_article("1", "", "فاز الفريق بكأس الدوري", ["sport"]);
    //! counts.add_article("2", "", "سجل الفريق هدفين", ["sport"]);
    //! counts.add_article("3", "", "ارتفعت أسهم المصارف", ["economy"]);
    //! counts.add_article("4", "", "خفض المصرف سعر الفائدة", ["economy"]);
    //! let (dataset, topics) = dataset(counts, &TrainOptions::default());
    //! let params = NaiveBayesParams::plain(0.01).check()?;
    //! let model = params.fit(&dataset)?;
    //! let given: Array2<bool> = model.predict(&dataset);
    //! assert_eq!(&given, dataset.targets());
    //! assert_eq!(topics, ["economy", "sport"]);
    //! # Ok::<(), tasnif::train::TrainError>(())
    //! ```
    pub use crate::train::counts::matrix::TrainingMatrix;
    pub use crate::train::naive_bayes::linfa::*;
    pub use crate::train::naive_bayes::params::{NaiveBayesParams, NaiveBayesValidParams};
}

/// What benches look at. No promises.
#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod internals {
    pub use crate::features::WordWeights;
    pub use crate::predict::{ScoreCache, Scorer};
}

pub use corpus::Document;
pub use error::Error;
pub use features::{CountSettings, FeatureError, FeatureSettings, NgramRange};
pub use file::FileError;
pub use linear::{Method, UnknownMethod};
pub use model::{Model, ModelError, Quality, Topic, TrainingRecord};
pub use parallel::stop::StopFlag;
pub use parallel::threads::{MAX_THREADS, Threads, ThreadsError};
pub use predict::{ArticlePart, Place, ThresholdError, ThresholdOverride};
pub use tagger::{
    Explanation, ParagraphEvidence, Tag, Tagger, Tags, TopicExplanation, WordEvidence,
};

#[cfg(feature = "train")]
pub use features::{CorpusCounts, CountsError, Forgotten, PartError, Repeats, is_part};
#[cfg(feature = "train")]
pub use train::Mode;
#[cfg(feature = "train")]
pub use trainer::{BuiltinGain, Trained, Trainer, TrialQuality};
