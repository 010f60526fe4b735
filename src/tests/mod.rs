//! The library's inside against references, second implementations and golden files.

#[path = "../../tests/common/articles.rs"]
mod articles;
mod golden;
mod golden_part;
#[cfg(feature = "linfa")]
mod naive_bayes_linfa;
#[cfg(feature = "linfa")]
mod naive_bayes_sklearn;
mod ranking;
mod scorer;
mod scorer_made_up;
mod trained;
