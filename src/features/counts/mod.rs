//! Documents → counts of words, which merge in any order; and the part file that stores them.

mod add;
pub(crate) mod change;
pub(crate) mod corpus_counts;
pub(crate) mod finish;
pub(crate) mod join;
pub(crate) mod mode;
pub(crate) mod part_file;
pub(crate) mod records;
mod settle;
pub(crate) mod stored;
