//! Results → lines of a table, JSON, CSV and so on.

pub mod explain;
pub mod explain_json;
pub mod suggest;
pub mod tag_json;
pub mod tags;
