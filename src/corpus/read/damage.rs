//! Finds text that was decoded wrongly before it came here: its words are none.

use crate::corpus::document::Document;
use crate::corpus::notices::Notice;
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// How much of a text is shown.
const SHOWN: usize = 24;

/// How often a sign of damage must stand in a text; once or twice it may be quoted.
const SEVERAL: usize = 3;

/// How many bytes of a text are looked at: one that was decoded wrongly is so from its beginning.
const BEGINNING: usize = 512;

/// What is wrong with an article, with an example, if something is.
pub(super) fn damage(document: &Document) -> Option<(Notice, String)> {
    let texts = [document.text.as_str(), &document.title];
    if texts.into_iter().any(has_replacement) {
        return Some((Notice::Replacement, String::new()));
    }
    texts
        .into_iter()
        .find_map(|text| lost_letters(beginning(text)))
}

/// The first [`BEGINNING`] bytes, or a little less where a character would be cut.
fn beginning(text: &str) -> &str {
    let ends = (0..=BEGINNING.min(text.len())).rev();
    ends.filter_map(|end| text.get(..end))
        .next()
        .unwrap_or(text)
}

/// Whether the text holds U+FFFD. Its first byte is rare in Arabic text, and a search for a byte is so much faster than one
/// for a letter that `predict` on JSONL takes 0.5 % fewer instructions (callgrind, one thread).
fn has_replacement(text: &str) -> bool {
    let mut encoded = [0; 4];
    let letter = char::REPLACEMENT_CHARACTER
        .encode_utf8(&mut encoded)
        .as_bytes();
    let bytes = text.as_bytes();
    letter.first().is_some_and(|&first| {
        memchr::memchr_iter(first, bytes)
            .any(|at| bytes.get(at..).is_some_and(|rest| rest.starts_with(letter)))
    })
}

/// What is wrong with the letters of a text, and where this shows.
fn lost_letters(text: &str) -> Option<(Notice, String)> {
    // Alef is the most frequent letter, and the article the most frequent pair of letters.
    static ALEF: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("§"));
    static ARTICLE: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("Çá"));
    static MARKS: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("???"));
    let bytes = text.as_bytes();
    let from = |at: usize| {
        text.get(at..)
            .unwrap_or_default()
            .chars()
            .take(SHOWN)
            .collect()
    };
    // Letters taken for Western signs begin with one of these bytes, which Arabic has in quotation marks only.
    let is_suspicious = memchr::memchr2(0xC2, 0xC3, bytes).is_some();
    let article = || {
        let at = ARTICLE.find(bytes)?;
        (ARTICLE.find_iter(bytes).count() >= SEVERAL).then_some(at)
    };
    if is_suspicious {
        let damaged = ALEF.find(bytes).and_then(|_| utf8_taken_for_another(text));
        if let Some(at) = damaged.or_else(article) {
            return Some((Notice::Mojibake, from(at)));
        }
    }
    memchr::memchr(b'?', bytes)?;
    let at = MARKS.find(bytes).filter(|_| are_letters_lost(text))?;
    Some((Notice::QuestionMarks, from(at)))
}

/// Where UTF-8 begins that was taken for windows-1256 or windows-1252, perhaps twice: `ط§ظ„`, `Ø§Ù„`, `Ã˜Â§`. The first byte of an Arabic
/// letter, D8 or D9, has become a letter, and the second one a sign that does not follow that letter in any word.
fn utf8_taken_for_another(text: &str) -> Option<usize> {
    let next = text.chars().skip(1);
    let pairs = text.char_indices().zip(next);
    let mut damaged = pairs.filter(|((_, first), second)| match first {
        'ط' | 'ظ' => is_sign(*second),
        'Ø' | 'Ù' => is_sign(*second) || ('\u{80}'..='\u{BF}').contains(second),
        'Ã' => matches!(second, '˜' | '™'),
        _ => false,
    });
    let ((first, _), _) = damaged.next()?;
    (damaged.count() + 1 >= SEVERAL).then_some(first)
}

/// Whether windows-1256 or windows-1252 has this character among the bytes 80 to BF, and no Arabic word or sentence has it after a
/// letter. Quotes, dashes and Arabic punctuation do stand there.
fn is_sign(character: char) -> bool {
    "€‚ƒ„…†‡ˆ‰‹ŒŽ•™œž¢£¤¥¦§¨©ª¬®¯°±²³´µ¶·¸¹º¼½¾ٹپچژڈگکڑںھ".contains(character)
}

/// Whether most letters of a text have become question marks.
fn are_letters_lost(text: &str) -> bool {
    let marks = text.bytes().filter(|&byte| byte == b'?').count();
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    marks > letters && marks >= 10
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{WINDOWS_1252, WINDOWS_1256};

    const TEXT: &str = "قال المدير إن الحفل يبدأ عند الظهر، وعلى الضيوف أن يحضروا قبل ذلك…";

    fn found(text: &str) -> Option<Notice> {
        let document = Document {
            text: text.to_owned(),
            ..Document::default()
        };
        damage(&document).map(|(notice, _)| notice)
    }

    #[test]
    fn text_that_was_decoded_wrongly() {
        for encoding in [WINDOWS_1256, WINDOWS_1252] {
            let (once, _) = encoding.decode_without_bom_handling(TEXT.as_bytes());
            assert_eq!(found(&once), Some(Notice::Mojibake), "{once}");
        }
        let (once, _) = WINDOWS_1252.decode_without_bom_handling(TEXT.as_bytes());
        let (twice, _) = WINDOWS_1252.decode_without_bom_handling(once.as_bytes());
        assert_eq!(found(&twice), Some(Notice::Mojibake), "{twice}");
        let (windows, _, _) = WINDOWS_1256.encode(TEXT);
        let (latin, _) = WINDOWS_1252.decode_without_bom_handling(&windows);
        assert_eq!(found(&latin), Some(Notice::Mojibake), "{latin}");
        let lost: String = TEXT
            .chars()
            .map(|c| if c.is_alphabetic() { '?' } else { c })
            .collect();
        assert_eq!(found(&lost), Some(Notice::QuestionMarks), "{lost}");
        assert_eq!(found("خبر \u{FFFD}\u{FFFD}"), Some(Notice::Replacement));
    }

    #[test]
    fn text_that_is_right() {
        for text in [
            TEXT,
            "يحظر القانون (§ 12 و§ 13) بيع النفط، والخليط: ط، ظ. الحظ!",
            "هل حقا؟؟؟ ماذا قلت??? لا أصدق ما قلت",
            "Ça va, ñandú, Çağrı, Øresund, Ùna; § 4",
            "???",
            "سكت طٹ ثم ظ… §",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
