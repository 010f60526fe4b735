//! Separates a letter from the marks it is encoded with, so that both ways to encode them fold alike.

use unicode_normalization::char::decompose_canonical;

/// Emits the canonical decomposition (NFD) of `c`, and `c` itself for the five hamza letters آ أ ؤ إ ئ.
///
/// Since marks are deleted next, é is e whether its accent is part of the letter or a mark of its own. The hamza
/// letters are kept: without its mark, ؤ would become و, another letter.
pub fn canonical_parts(c: char, mut emit: impl FnMut(char)) {
    match c {
        'آ' | 'أ' | 'ؤ' | 'إ' | 'ئ' => emit(c),
        _ => decompose_canonical(c, emit),
    }
}
