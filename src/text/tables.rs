//! Table tests: texts and their folded words, characters by their Unicode names.

use super::*;

fn folded(text: &str) -> String {
    fold(text).join(" ")
}

#[test]
fn spellings_of_one_word() {
    let cases: &[(&str, &str, &str)] = &[
        ("diacritics", "مُحَمَّدٌ", "محمد"),
        ("superscript alef", "هٰذا", "هذا"),
        ("tatweel", "الأمـــن", "الامن"),
        ("alef forms", "أإآٱا\u{672}\u{673}\u{675}", "اااااااا"),
        ("alef maksura", "مستشفى", "مستشفي"),
        ("teh marbuta", "مدرسة", "مدرسه"),
        ("Persian kaf and yeh", "کتابی", "كتابي"),
        ("letters that stay", "ؤئءپچژگڤ", "ؤئءپچژگڤ"),
        ("Latin capitals", "ISIL", "isil"),
        (
            "Latin accent, either encoding",
            "Café Cafe\u{301}",
            "cafe cafe",
        ),
        ("capital I with dot", "İstanbul", "istanbul"),
        ("Greek capital sigma", "ΣΑΣ", "σασ"),
        (
            "Hangul, either encoding",
            "\u{AC01} \u{1100}\u{1161}\u{11A8}",
            "\u{1100}\u{1161}\u{11A8} \u{1100}\u{1161}\u{11A8}",
        ),
        (
            "ZERO WIDTH NON-JOINER separates nothing",
            "می\u{200C}شود",
            "ميشود",
        ),
        ("bidi controls", "\u{202B}أمن\u{202C}\u{200F}", "امن"),
        ("byte-order mark", "\u{FEFF}خبر", "خبر"),
        ("soft hyphen", "se\u{AD}cu\u{AD}rity", "security"),
        ("NO-BREAK SPACE separates", "قوات\u{A0}الأمن", "قوات الامن"),
        (
            "punctuation separates",
            "«الأمن»،والسلم؛نعم؟",
            "الامن والسلم نعم",
        ),
        ("emoji separates", "خبر🔥عاجل", "خبر عاجل"),
        ("underscore and hash separate", "#أمن_الحدود", "امن الحدود"),
        ("VERTICAL TAB separates", "أ\u{B}ب", "ا ب"),
    ];
    for (name, text, expected) in cases {
        assert_eq!(&folded(text), expected, "{name}");
    }
}

#[test]
fn digits_of_any_script() {
    assert_eq!(folded("1234 ١٢٣٤ ۱۲۳۴ १२ １２"), "0000 0000 0000 00 00");
    assert_eq!(folded("م16 إف-35 3,5 ½ م²"), "م00 اف 00 0 0 م");
}

#[test]
fn combining_hamza_and_madda() {
    let cases = [
        ("WAW, HAMZA ABOVE", "و\u{654}", "ؤ"),
        ("YEH, HAMZA ABOVE", "ي\u{654}", "ئ"),
        ("ALEF MAKSURA, HAMZA ABOVE", "ى\u{654}", "ئ"),
        ("FARSI YEH, HAMZA ABOVE", "ی\u{654}", "ئ"),
        ("ALEF, MADDAH ABOVE", "ا\u{653}", "ا"),
        ("ALEF, HAMZA ABOVE", "ا\u{654}", "ا"),
        ("ALEF, HAMZA BELOW", "ا\u{655}", "ا"),
        ("a diacritic in between", "مو\u{64F}\u{654}من", "مؤمن"),
        ("a control in between", "و\u{200D}\u{654}", "ؤ"),
        ("a second hamza", "و\u{654}\u{654}", "ؤ"),
        ("hamza on a tatweel", "شيـ\u{654}ا", "شيا"),
        ("hamza after a space", "و \u{654}ي", "و ي"),
        ("hamza below is none of yeh's", "ي\u{655}", "ي"),
        ("HEH WITH YEH ABOVE", "\u{6C0}", "\u{6D5}"),
    ];
    for (name, text, expected) in cases {
        assert_eq!(folded(text), expected, "{name}");
    }
}

#[test]
fn presentation_forms() {
    let cases = [
        ("LAM WITH ALEF WITH HAMZA ABOVE ISOLATED", "\u{FEF7}", "لا"),
        ("WAW WITH HAMZA ABOVE FINAL", "\u{FE86}", "ؤ"),
        ("YEH WITH HAMZA ABOVE WITH ALEF", "\u{FBEA}", "ئا"),
        ("ALLAH ISOLATED, after waw", "و\u{FDF2}", "والله"),
        (
            "meem, hah, meem, dal as shapes",
            "\u{FEE3}\u{FEA4}\u{FEE4}\u{FEAA}",
            "محمد",
        ),
        ("FATHATAN ISOLATED drops out", "خبر\u{FE70}ا", "خبرا"),
        (
            "SHADDA WITH DAMMA ISOLATED drops out",
            "مح\u{FC61}مد",
            "محمد",
        ),
        ("SHADDA WITH FATHA MEDIAL drops out", "مح\u{FCF2}مد", "محمد"),
        ("TAIL FRAGMENT drops out", "س\u{FE73}", "س"),
        ("THAL WITH SUPERSCRIPT ALEF", "ه\u{FC5B}ا", "هذا"),
        ("KEHEH ISOLATED", "\u{FB8E}", "ك"),
        ("ORNATE PARENTHESES", "نص\u{FD3E}آية\u{FD3F}نص", "نص ايه نص"),
        ("SYMBOL DOT ABOVE", "ا\u{FBB2}ب", "ا ب"),
    ];
    for (name, text, expected) in cases {
        assert_eq!(folded(text), expected, "{name}");
    }
}

#[test]
fn phrases_in_one_character() {
    assert_eq!(folded("النبيﷺقال"), "النبي صلي الله عليه وسلم قال");
    assert_eq!(folded("500﷼"), "000 ريال");
    assert_eq!(folded("﷽"), "بسم الله الرحمن الرحيم");
    assert_eq!(folded("الله \u{FDFE}"), "الله سبحانه وتعالي");
    assert_eq!(folded("\u{FDFB} \u{FDFF}"), "جل جلاله عز وجل");
    for c in ('\u{FD40}'..='\u{FD4F}').chain(['\u{FDCF}']) {
        assert!(fold(&c.to_string()).len() >= 2, "{:04X}", c as u32);
    }
}

#[test]
fn deleted_characters() {
    let ranges = [
        '\u{610}'..='\u{61A}',
        '\u{64B}'..='\u{65F}',
        '\u{670}'..='\u{670}',
        '\u{6D6}'..='\u{6ED}',
        '\u{8D3}'..='\u{8E1}',
        '\u{200B}'..='\u{200F}',
        '\u{202A}'..='\u{202E}',
        '\u{2060}'..='\u{2060}',
        '\u{2066}'..='\u{2069}',
        '\u{300}'..='\u{36F}',
        '\u{FE00}'..='\u{FE0F}',
        '\u{FE70}'..='\u{FE7F}',
        '\u{FC5E}'..='\u{FC63}',
        '\u{FCF2}'..='\u{FCF4}',
    ];
    for c in ranges.into_iter().flatten() {
        assert_eq!(folded(&format!("ب{c}ت")), "بت", "{:04X}", c as u32);
    }
}

#[test]
fn places_in_the_original() {
    // Bytes: م 0–2, و 2–4, damma 4–6, hamza 6–8, م 8–10, ن 10–12, space 12, ﷺ 13–16.
    let words = fold_located("مو\u{64F}\u{654}من ﷺ");
    assert_eq!(words[0].text, "مؤمن");
    assert_eq!(words[0].chars, [0..2, 2..8, 8..10, 10..12]);
    assert_eq!(words[0].span(), 0..12);
    let rest: Vec<_> = words[1..]
        .iter()
        .map(|word| (word.text.as_str(), word.span()))
        .collect();
    assert_eq!(
        rest,
        [
            ("صلي", 13..16),
            ("الله", 13..16),
            ("عليه", 13..16),
            ("وسلم", 13..16)
        ]
    );
    assert_eq!(LocatedWord::default().span(), 0..0);
}
