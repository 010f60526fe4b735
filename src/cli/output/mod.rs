//! What the commands write. One file or folder for each command that has a choice of forms: it
//! lists the forms, and a new form is a function and an entry in that list.

pub mod audit;
pub mod explain;
pub mod form;
pub mod kept;
mod rounded;
pub mod sink;
pub mod suggest;
pub mod tags;
