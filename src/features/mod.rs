//! Features of articles and how often they occur: which n-grams and words there are, their counts in
//! a corpus, and the factorised matrix of documents and features.
//!
//! Almost every word of a corpus has been seen before, so documents are never expanded into
//! n-grams. `D` (documents × word types) and `M` (word types × features) are kept apart, and the
//! feature matrix is their product, which is never built.

pub(crate) mod alphabet;
pub(crate) mod count_settings;
#[cfg(feature = "train")]
pub(crate) mod counts;
pub(crate) mod error;
#[cfg(feature = "train")]
pub(crate) mod matrix;
#[cfg(feature = "train")]
pub(crate) mod near_duplicates;
pub(crate) mod ngram;
pub(crate) mod settings;
pub(crate) mod vocabulary;
pub(crate) mod words;

pub(crate) use alphabet::{Alphabet, LetterCounts};
pub use count_settings::CountSettings;
#[cfg(feature = "train")]
pub use counts::change::Forgotten;
#[cfg(feature = "train")]
pub use counts::corpus_counts::CorpusCounts;
#[cfg(feature = "train")]
pub use counts::finish::{CountedCorpus, CountedDocument, Repeats};
#[cfg(feature = "train")]
pub(crate) use counts::join::count_builtin;
#[cfg(feature = "train")]
pub use counts::mode::{Mode, UnknownMode};
#[cfg(feature = "train")]
pub use counts::part_file::error::PartError;
#[cfg(feature = "train")]
pub use counts::part_file::is_part;
#[cfg(feature = "train")]
pub(crate) use counts::records::count_records;
pub use error::{CountsError, FeatureError};
#[cfg(feature = "train")]
pub use matrix::factorised::FactorisedMatrix;
pub use ngram::{MAX_NGRAM, NgramRange, WORD_END, WORD_START, letters_of, text_of};
pub(crate) use ngram::{ends_after, has_both_marks, length_of, new_codes, with_letter};
pub use settings::{COUNT_UNIT, CountTransform, FeatureSettings};
pub use vocabulary::Vocabulary;
pub(crate) use words::for_each_batch;
pub use words::{WordWeights, for_each_word};
