//! Opens files and streams and finds the records in them.

pub(crate) mod compression;
mod damage;
mod declared;
pub(crate) mod decode;
mod detect;
pub(crate) mod folder;
pub(crate) mod foreign;
pub(crate) mod lines;
mod path_name;
pub(crate) mod record;
pub(crate) mod records;
pub(crate) mod source;
pub(crate) mod stream;
