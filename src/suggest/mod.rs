//! Chooses which articles to label next, and estimates how many more labels are worth it.
//!
//! This is active learning by uncertainty and diversity. A model learns most from an article that it is
//! unsure about ([`doubt()`], uncertainty sampling, Lewis and Gale 1994), and less if a similar one is
//! labelled or chosen already ([`choose`], maximal marginal relevance, Carbonell and Goldstein 1998).
//! [`worth()`] estimates from a learning curve how many more labels still pay.

pub(crate) mod diversity;
pub(crate) mod doubt;
pub(crate) mod pool;
pub(crate) mod worth;

pub(crate) use diversity::Choice;
pub(crate) use doubt::Doubt;
pub(crate) use pool::{Labelled, Pool, PoolArticle, read_pool};
pub(crate) use worth::worth;
