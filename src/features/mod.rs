//! Folded words go in, counts come out: the factorised matrix of documents and features.
//!
//! Almost every word of a corpus has been seen before, so documents are never expanded into
//! n-grams. `D` (documents × word types) and `M` (word types × features) are kept apart, and the
//! feature matrix is their product, which is never built.

pub(crate) mod count_settings;
pub(crate) mod counts;
pub(crate) mod error;
pub(crate) mod matrix;
pub(crate) mod near_duplicates;
pub(crate) mod ngram;
pub(crate) mod settings;
pub(crate) mod vocabulary;
pub(crate) mod words;

pub use count_settings::CountSettings;
pub use counts::change::Forgotten;
pub use counts::corpus_counts::CorpusCounts;
pub use counts::finish::{CountedCorpus, CountedDocument};
pub use counts::join::count_builtin;
pub use counts::part_file::error::PartError;
pub use counts::part_file::is_part;
pub use counts::records::{count_records, count_records_keeping};
pub use error::{CountsError, FeatureError};
pub use matrix::factorised::FactorisedMatrix;
pub use ngram::{
    MAX_NGRAM, NgramRange, WORD_END, WORD_START, for_each_ngram, key_of, letters_of, text_of,
};
pub(crate) use ngram::{ends_after, has_both_marks, length_of, new_codes, with_letter};
pub use settings::{CountTransform, FeatureSettings};
pub use vocabulary::Vocabulary;
pub use words::{WordWeights, for_each_word};
