//! One file or folder for each command.

pub mod audit;
pub mod evaluate;
pub mod explain;
pub mod inspect;
pub mod parts;
pub mod predict;
pub mod suggest;
pub mod train;
