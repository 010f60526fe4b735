//! Folds text to words, so that different spellings of one Arabic word become equal.
//!
//! A folded word has only letters and [`DIGIT`]. Each step is a pure function of one character (or of a letter and a mark),
//! in its own file; [`fold`] chains them in this order:
//!
//! 1. `presentation`: the letter shapes of old encodings (FB50–FDFF, FE70–FEFF) → ordinary letters;
//! 2. `honorific`: a phrase in one character (ﷺ, ﷽, ﷼) → its words;
//! 3. `hamza`: waw or yeh + a combining hamza → ؤ ئ; any other letter with its marks → the letter (`canonical`);
//! 4. `marks`: diacritics, tatweel and invisible controls → deleted;
//! 5. `letters`: alef forms, alef maksura, teh marbuta, Persian kaf and yeh, capitals → one letter each;
//! 6. `digits`: a digit of any script → [`DIGIT`];
//! 7. everything else separates words.
//!
//! Folding is idempotent, never fails, and gives the same words for every canonically equivalent (NFC, NFD) text.

pub(crate) mod action;
pub(crate) mod fold;
pub(crate) mod located;
#[cfg(test)]
mod properties;
pub(crate) mod steps;
#[cfg(test)]
mod tables;
pub(crate) mod terminal;
pub(crate) mod tokens;
pub(crate) mod words;

pub use fold::{fold, fold_token};
pub use located::{LocatedWord, fold_located};
pub use steps::canonical::canonical_parts;
pub use steps::digits::{DIGIT, normalize_digit};
pub use steps::hamza::compose_hamza;
pub use steps::honorific::write_out_honorific;
pub use steps::letters::{
    is_letter, lower_case, normalize_alef, normalize_alef_maksura, normalize_letter,
    normalize_persian, normalize_teh_marbuta,
};
pub use steps::marks::{TATWEEL, dediac, is_diacritic, is_invisible, is_mark};
pub use steps::presentation::{is_isolated_diacritic, is_presentation_form, presentation_parts};
pub(crate) use terminal::is_unseen;
pub use terminal::{BYTE_ORDER_MARK, harmless, is_bidi_control, is_zero_width};
pub use tokens::{RawTokens, raw_tokens};
pub use words::FoldedWords;

/// Version of the folding rules. Models and parts store it, since another version may fold the same text to other words.
pub const FOLDING_VERSION: u32 = 1;
