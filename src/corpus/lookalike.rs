//! Finds labels that are probably one label spelled in two ways, and labels that are lists of others in one string.

use super::labels::clean;
use super::warning::CorpusWarning;
use crate::text::{TATWEEL, fold, is_mark};
use std::collections::{BTreeMap, BTreeSet};

/// A label with fewer articles may be a slip of the pen.
const FEW: u64 = 20;

/// With more labels than this, they are not compared letter by letter, which takes time by their square.
const MANY: usize = 2000;

/// Words shorter than this differ in a letter by their meaning.
const LONG_WORD: usize = 4;

/// What stands between labels where several are written into one string.
const SEPARATORS: [char; 8] = [',', ';', '#', '،', '؛', '/', '|', '+'];

/// Whether two labels are equal after folding, the article ال aside, or one letter apart. Digits and signs such as those of `C++`
/// must be the same.
pub(crate) fn is_lookalike(one: &str, other: &str) -> bool {
    let (one, other) = (Look::of(one), Look::of(other));
    one.key == other.key || one.is_one_letter_from(&other)
}

/// A label as it looks at a glance.
struct Look {
    /// Folded words.
    words: Vec<String>,
    /// What is compared for equality: the words without spaces, the digits, and the signs.
    key: (String, String),
}

impl Look {
    fn of(label: &str) -> Self {
        let words: Vec<String> = fold(label)
            .iter()
            .map(|word| without_article(word))
            .collect();
        let telling: String = label.chars().filter(|&c| is_telling(c)).collect();
        let joined = words.concat();
        Self {
            // Without a letter, the label itself is all there is to see.
            key: match joined.is_empty() {
                true => (label.to_owned(), telling),
                false => (joined, telling),
            },
            words,
        }
    }

    fn is_one_letter_from(&self, other: &Self) -> bool {
        if self.key.1 != other.key.1 || self.words.len() != other.words.len() {
            return false;
        }
        let pairs = self.words.iter().zip(&other.words);
        let mut differing = pairs.filter(|(one, other)| one != other);
        match (differing.next(), differing.next()) {
            (Some((one, other)), None) => is_one_edit(one, other),
            _ => false,
        }
    }
}

fn without_article(word: &str) -> String {
    match word.strip_prefix("ال") {
        Some(rest) if rest.chars().count() >= LONG_WORD - 1 => rest.to_owned(),
        _ => word.to_owned(),
    }
}

/// Whether labels that differ in this character mean different things: a digit, or a sign that is neither a letter nor a usual
/// separator.
fn is_telling(c: char) -> bool {
    let separates =
        c.is_whitespace() || "-_.،,:؛;'\"()«»".contains(c) || c == TATWEEL || is_mark(c);
    c.is_numeric() || !(c.is_alphabetic() || separates)
}

/// Whether two long words differ in one letter, or in the order of two neighbours.
fn is_one_edit(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().min(other.len()) < LONG_WORD {
        return false;
    }
    let same = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[same..], &other[same..]);
    match (one, other) {
        ([_, rest @ ..], shorter) if rest == shorter => true,
        (shorter, [_, rest @ ..]) if rest == shorter => true,
        ([_, rest @ ..], [_, others @ ..]) if rest == others => true,
        ([a, b, rest @ ..], [c, d, others @ ..]) => (a, b) == (d, c) && rest == others,
        _ => false,
    }
}

/// The warnings about labels, by how many articles have each.
pub(crate) fn label_warnings(counts: &BTreeMap<&str, u64>) -> Vec<CorpusWarning> {
    let mut warnings = Vec::new();
    let pairs = lookalikes(counts);
    if !pairs.is_empty() {
        warnings.push(CorpusWarning::Lookalikes { pairs });
    }
    for separator in SEPARATORS {
        let labels = composed(counts, separator);
        if !labels.is_empty() {
            warnings.push(CorpusWarning::ComposedLabels { separator, labels });
        }
    }
    warnings
}

type Counted = (String, u64);

/// Pairs of labels that look alike, the one with fewer articles first.
fn lookalikes(counts: &BTreeMap<&str, u64>) -> Vec<(Counted, Counted)> {
    let labels: Vec<(&str, u64, Look)> = counts
        .iter()
        .map(|(&label, &count)| (label, count, Look::of(label)))
        .collect();
    let mut pairs = Vec::new();
    let mut by_key: BTreeMap<&(String, String), Vec<usize>> = BTreeMap::new();
    for (place, (_, _, look)) in labels.iter().enumerate() {
        by_key.entry(&look.key).or_default().push(place);
    }
    for places in by_key.values() {
        // Each beside the one with the most articles.
        let most = places.iter().max_by_key(|&&place| labels[place].1);
        for &place in places {
            pairs.extend(
                most.filter(|&&most| most != place)
                    .map(|&most| (place, most)),
            );
        }
    }
    if labels.len() <= MANY {
        for one in 0..labels.len() {
            for other in one + 1..labels.len() {
                let is_slip = labels[one].1.min(labels[other].1) < FEW;
                if is_slip && labels[one].2.is_one_letter_from(&labels[other].2) {
                    pairs.push((one, other));
                }
            }
        }
    }
    let counted = |place: usize| (labels[place].0.to_owned(), labels[place].1);
    let mut pairs: Vec<(Counted, Counted)> = pairs
        .into_iter()
        .map(|(one, other)| (counted(one), counted(other)))
        .map(|(one, other)| {
            if one.1 <= other.1 {
                (one, other)
            } else {
                (other, one)
            }
        })
        .collect();
    pairs.sort();
    pairs.dedup();
    pairs
}

/// Labels whose pieces at a separator are other labels, at least one of them by itself. One is enough at a sign that hardly
/// stands within a name.
fn composed(counts: &BTreeMap<&str, u64>, separator: char) -> Vec<Counted> {
    let split = |label: &str| -> Vec<String> {
        let pieces = label.split(separator).filter_map(|piece| clean(piece).ok());
        pieces.collect()
    };
    let candidates: Vec<(&str, Vec<String>)> = counts
        .keys()
        .map(|&label| (label, split(label)))
        .filter(|(_, pieces)| pieces.len() > 1)
        .collect();
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, pieces) in &candidates {
        let pieces: BTreeSet<&str> = pieces.iter().map(String::as_str).collect();
        for piece in pieces {
            *times.entry(piece).or_default() += 1;
        }
    }
    let is_label = |piece: &&String| counts.contains_key(piece.as_str());
    let is_rare = matches!(separator, ';' | '؛' | '#' | '|');
    let is_known = |piece: &String| is_label(&piece) || times[piece.as_str()] > 1;
    candidates
        .iter()
        .filter(|(_, pieces)| pieces.iter().any(|it| is_label(&it)))
        .filter(|(_, pieces)| is_rare || pieces.iter().all(is_known))
        .map(|&(label, _)| (label.to_owned(), counts[label]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lookalike_labels() {
        for (one, other) in [
            ("Cybercrime", "cybercrime"),
            ("رياضة", "ریاضة"),
            ("رياضة", "رياضه"),
            ("رياضة", "رياضـة"),
            ("أخبار", "اخبار"),
            ("مستشفى", "مستشفي"),
            ("اقتصاد", "الاقتصاد"),
            ("أمن الحدود", "أمن-الحدود"),
            ("أمن الحدود", "أمن  الحدودِ"),
            ("border security", "border_security"),
            ("bordersecurity", "border-security"),
            ("economy", "econmy"),
            ("economy", "econoym"),
            ("اقتصاد", "اقتصلد"),
            ("قسم 2023", "القسم 2023"),
        ] {
            assert!(is_lookalike(one, other), "{one} {other}");
            assert!(is_lookalike(other, one), "{other} {one}");
        }
    }

    #[test]
    fn labels_that_differ() {
        for (one, other) in [
            ("2023", "2024"),
            ("قسم 2023", "قسم 2024"),
            ("topic-1", "topic-11"),
            ("٣", "٤"),
            ("C++", "C#"),
            ("C", "C++"),
            ("حرب", "حزب"),
            ("class A", "class B"),
            ("سياسة", "رياضة"),
            ("ok", "ko"),
            ("❤", "★"),
            ("economy", "ecology"),
        ] {
            assert!(!is_lookalike(one, other), "{one} {other}");
        }
    }

    fn said(counts: &[(&str, u64)]) -> Vec<String> {
        let warnings = label_warnings(&counts.iter().copied().collect());
        warnings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn slips_are_said_with_counts() {
        let warnings = said(&[("Cybercrime", 2), ("cybercrime", 140), ("sport", 90)]);
        assert_eq!(warnings.len(), 1);
        assert!(
            warnings[0].contains("'Cybercrime' (2 articles) looks like 'cybercrime' (140)"),
            "{warnings:?}"
        );
        let warnings = said(&[("رياضة", 25), ("ریاضة", 8)]);
        assert!(warnings[0].contains("'ریاضة' (8 articles) looks like 'رياضة' (25)"));
        assert!(warnings[0].contains("U+06CC"), "{warnings:?}");
        // Both are well known.
        assert!(said(&[("economy", 50), ("econome", 40)]).is_empty());
        assert!(!said(&[("economy", 50), ("econome", 4)]).is_empty());
    }

    #[test]
    fn labels_made_of_labels() {
        for separator in [", ", "،", "؛ ", "#", ";", "/", "|", "+"] {
            let both = format!("a{separator}b");
            let warnings = said(&[("a", 9), ("b", 9), (&both, 6)]);
            assert_eq!(warnings.len(), 1, "{both}");
            assert!(warnings[0].contains(&format!("'{both}' 6")), "{warnings:?}");
        }
        assert_eq!(
            said(&[("a", 9), ("a,b", 3), ("b,c", 3), ("c,a", 3)]).len(),
            1
        );
        assert_eq!(said(&[("a", 9), ("a; x", 3)]).len(), 1);
        for labels in [
            &["news/sport", "news/economy"][..],
            &["a", "a/b"],
            &["صحة, أسرة", "مال"],
        ] {
            let counts: Vec<(&str, u64)> = labels.iter().map(|&label| (label, 30)).collect();
            assert!(said(&counts).is_empty(), "{labels:?}");
        }
    }
}
