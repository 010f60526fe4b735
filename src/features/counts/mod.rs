//! Documents → counts of words, which merge in any order; and the part file that stores them.

mod add;
pub(crate) mod change;
pub(crate) mod corpus_counts;
pub(crate) mod finish;
pub(crate) mod join;
pub(crate) mod part_file;
pub(crate) mod records;
pub(crate) mod stored;
