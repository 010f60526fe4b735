//! Properties of folding for every character and for random texts.

use super::*;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

/// Text that is mostly Arabic letters, marks and the odd characters that folding has rules for.
fn arabic_text() -> impl Strategy<Value = String> {
    let character = prop_oneof![
        6 => proptest::char::range('\u{600}', '\u{6FF}'),
        3 => proptest::sample::select("اوييىیأؤئ\u{653}\u{654}\u{655}\u{64E}ـ\u{200C}".chars().collect::<Vec<_>>()),
        2 => proptest::sample::select(" \t\n\u{A0}.aİé0".chars().collect::<Vec<_>>()),
        1 => proptest::char::range('\u{FB50}', '\u{FEFF}'),
        1 => proptest::char::any(),
    ];
    proptest::collection::vec(character, 0..40).prop_map(String::from_iter)
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        arabic_text(),
        proptest::collection::vec(proptest::char::any(), 0..40).prop_map(String::from_iter)
    ]
}

fn is_folded(c: char) -> bool {
    c == DIGIT || (is_letter(c) && dediac(c) == Some(c) && normalize_letter(c) == c)
}

#[test]
fn every_character_folds_to_folded_letters_once_and_for_all() {
    for c in '\0'..=char::MAX {
        let words = fold(&c.to_string());
        assert!(
            words.iter().flat_map(|word| word.chars()).all(is_folded),
            "{:04X}",
            c as u32
        );
        assert_eq!(fold(&words.join(" ")), words, "{:04X}", c as u32);
    }
}

#[test]
fn lower_case_leaves_out_marks_only() {
    for c in '\0'..=char::MAX {
        assert!(c.to_lowercase().skip(1).all(is_mark), "{:04X}", c as u32);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn idempotent(text in any_text()) {
        let words = fold(&text);
        prop_assert_eq!(fold(&words.join(" ")), words);
    }

    #[test]
    fn only_folded_letters_and_no_empty_word(text in any_text()) {
        for word in fold(&text) {
            prop_assert!(!word.is_empty() && word.chars().all(is_folded), "{word:?}");
        }
    }

    #[test]
    fn canonically_equivalent_texts_fold_alike(text in any_text()) {
        let words = fold(&text);
        prop_assert_eq!(&fold(&text.nfc().collect::<String>()), &words);
        prop_assert_eq!(&fold(&text.nfd().collect::<String>()), &words);
    }

    #[test]
    fn a_space_splits_the_work(left in any_text(), right in any_text()) {
        let mut words = fold(&left);
        words.extend(fold(&right));
        prop_assert_eq!(fold(&format!("{left} {right}")), words);
    }

    #[test]
    fn raw_tokens_are_the_text_without_white_space(text in any_text()) {
        let mut end = 0;
        for (start, token) in raw_tokens(&text) {
            prop_assert!(text[end..start].bytes().all(|byte| byte.is_ascii_whitespace()));
            prop_assert!(!token.bytes().any(|byte| byte.is_ascii_whitespace()));
            prop_assert!(end == 0 || start > end);
            end = start + token.len();
            prop_assert_eq!(&text[start..end], token);
        }
        prop_assert!(text[end..].bytes().all(|byte| byte.is_ascii_whitespace()));
    }

    #[test]
    fn located_words_agree_and_lie_in_the_text(text in any_text()) {
        let located = fold_located(&text);
        let words: Vec<_> = located.iter().map(|word| word.text.clone()).collect();
        prop_assert_eq!(words, fold(&text));
        let mut previous = 0..0;
        for word in &located {
            prop_assert_eq!(word.chars.len(), word.text.chars().count());
            for range in &word.chars {
                prop_assert!(text.get(range.clone()).is_some_and(|source| !source.is_empty()));
                // In order, and apart from each other unless they come from one ligature.
                prop_assert!(range.start >= previous.end || range.start == previous.start);
                prop_assert!(range.end >= previous.end);
                previous = range.clone();
            }
        }
    }

    #[test]
    fn a_used_buffer_is_as_good_as_a_new_one(first in any_text(), second in any_text()) {
        let (mut used, mut new) = (FoldedWords::new(), FoldedWords::new());
        fold_token(&first, &mut used);
        fold_token(&second, &mut used);
        fold_token(&second, &mut new);
        prop_assert!(used.iter().eq(new.iter()));
        prop_assert_eq!(used.len(), new.iter().count());
    }
}
