//! Names of folders that say how articles were cut or filed, and not what they are about.

/// Words for shares of a corpus that serve different ends.
#[rustfmt::skip]
const SPLITS: &[&str] = &[
    "train", "training", "trn", "test", "testing", "tst", "dev", "devel", "development", "val", "valid", "validation",
    "validate", "eval", "evaluation", "holdout", "heldout", "fold", "split", "cv", "تدريب", "التدريب", "اختبار",
    "الاختبار", "تحقق", "التحقق", "تقييم", "التقييم",
];

/// Words that may stand beside one of them.
#[rustfmt::skip]
const BESIDE: &[&str] = &[
    "set", "sets", "data", "dataset", "corpus", "articles", "files", "docs", "documents", "news", "txt", "text",
    "texts", "part", "بيانات", "مجموعة",
];

/// Words before a number that only count.
#[rustfmt::skip]
const COUNTED: &[&str] = &[
    "part", "page", "batch", "vol", "volume", "issue", "no", "week", "month", "day", "year", "q", "w", "m", "d", "p",
    "صفحة", "جزء", "عدد", "أسبوع", "شهر", "يوم", "سنة", "عام",
];

/// Names of months.
#[rustfmt::skip]
const MONTHS: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "يناير",
    "فبراير", "مارس", "أبريل", "ابريل", "إبريل", "مايو", "يونيو", "يونيه", "يوليو", "يوليه", "أغسطس", "اغسطس",
    "سبتمبر", "أكتوبر", "اكتوبر", "نوفمبر", "ديسمبر", "كانون", "الثاني", "شباط", "آذار", "اذار", "نيسان", "أيار",
    "ايار", "حزيران", "تموز", "آب", "اب", "أيلول", "ايلول", "تشرين", "الأول", "الاول", "جانفي", "فيفري", "أفريل",
    "ماي", "جوان", "جويلية", "أوت", "غشت", "شتنبر", "دجنبر", "محرم", "صفر", "ربيع", "الآخر", "جمادى", "الأولى",
    "الآخرة", "رجب", "شعبان", "رمضان", "شوال", "ذو", "القعدة", "الحجة",
];

/// Whether the name is that of a split: `train`, `Testing`, `fold3`, `dev_set`, `part2`.
pub(super) fn is_split(name: &str) -> bool {
    let (words, numbered) = words(name);
    let split = |word: &String| {
        let bare = BESIDE.iter().find_map(|beside| word.strip_suffix(beside));
        let known = |word: &str| SPLITS.contains(&word);
        known(word) || bare.is_some_and(known) || (numbered && word == "part")
    };
    let beside = |word: &String| BESIDE.contains(&word.as_str());
    words.iter().any(split) && words.iter().all(|word| split(word) || beside(word))
}

/// Whether the name is that of a split to learn from.
pub(super) fn is_for_training(name: &str) -> bool {
    let (words, _) = words(name);
    let train =
        |word: &String| word.starts_with("train") || word == "trn" || word.contains("تدريب");
    is_split(name) && words.iter().any(train)
}

/// Whether the name is a date or a running number: `2024`, `2024-05`, `مايو`, `week 3`, `0f`.
pub(super) fn is_serial(name: &str) -> bool {
    let (words, numbered) = words(name);
    let known = |word: &String| MONTHS.contains(&word.as_str()) || COUNTED.contains(&word.as_str());
    let month = |word: &String| MONTHS.contains(&word.as_str());
    let short =
        (1..=2).contains(&name.len()) && name.chars().all(|letter| letter.is_ascii_hexdigit());
    short || (words.iter().all(known) && (numbered || words.iter().any(month)))
}

/// The words of a name in lower case, and whether there is a number. A change from small to capital letters begins a word.
fn words(name: &str) -> (Vec<String>, bool) {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut numbered = false;
    let mut small = false;
    for letter in name.chars() {
        numbered |= letter.is_numeric();
        if !letter.is_alphabetic() || (small && letter.is_uppercase()) {
            words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
        }
        if letter.is_alphabetic() {
            word.extend(letter.to_lowercase());
        }
        small = letter.is_lowercase();
    }
    words.extend((!word.is_empty()).then_some(word));
    (words, numbered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits() {
        for name in [
            "train",
            "Training",
            "TEST",
            "test_set",
            "TestSet",
            "testset",
            "trainingData",
            "dev",
            "val-data",
            "fold1",
            "Fold 10",
            "part_2",
            "split-3",
            "train80",
            "التدريب",
            "بيانات_الاختبار",
            "test.2024",
        ] {
            assert!(is_split(name), "{name}");
        }
        for name in [
            "sport",
            "party",
            "part",
            "valley",
            "train accidents",
            "news",
            "اقتصاد",
            "2024",
            "testimony",
            "",
            "border-security",
        ] {
            assert!(!is_split(name), "{name}");
        }
        assert!(
            is_for_training("Training") && is_for_training("trainset") && !is_for_training("test")
        );
    }

    #[test]
    fn dates_and_numbers() {
        for name in [
            "2024",
            "2024-05",
            "05",
            "٢٠٢٤",
            "مايو",
            "كانون الثاني",
            "May 2024",
            "week3",
            "صفحة 2",
            "0f",
            "a",
            "part1",
        ] {
            assert!(is_serial(name), "{name}");
        }
        for name in [
            "sport",
            "train",
            "",
            "reuters",
            "رياضة",
            "bbc2024news",
            "abc",
        ] {
            assert!(!is_serial(name), "{name}");
        }
    }
}
