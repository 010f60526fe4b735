//! Documents → folds, and scores of each document by models that have not seen its fold.

pub(crate) mod assign;
pub(crate) mod out_of_fold;
