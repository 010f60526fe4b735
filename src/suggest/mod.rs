//! Articles without labels → which of them to label next, and how many more are worth it.
//!
//! Active learning by uncertainty, then diversity: an article teaches most where the model is in doubt ([`doubt`], Lewis and Gale
//! 1994), and less if one like it is labelled or chosen already ([`choose`], maximal marginal relevance, Carbonell and Goldstein
//! 1998). [`worth`] says from a learning curve how many further labels still pay.

pub(crate) mod diversity;
pub(crate) mod doubt;
pub(crate) mod worth;

pub use diversity::{Candidate, Choice, choose};
pub use doubt::{Doubt, doubt};
pub use worth::{Worth, worth};
