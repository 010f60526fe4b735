//! [`CorpusWarning`]: what can be read, but is suspicious.

use super::notices::Notice;
use std::fmt;

/// The number of examples in a warning.
pub(crate) const EXAMPLES: usize = 3;

/// Something suspicious in a corpus. Each message says what was seen, why it matters, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CorpusWarning {
    /// Articles repeat others word by word.
    Duplicates {
        /// The number of articles that were left out.
        count: u64,
        /// Ids of the first few: the article kept, the one left out.
        examples: Vec<(String, String)>,
    },
    /// The same article has different labels in different places.
    ConflictingLabels {
        /// The number of distinct articles with such copies.
        count: u64,
        /// Ids of the first few: two copies of an article.
        examples: Vec<(String, String)>,
        /// Whether they are left out, since each article has exactly one topic. If not, the labels are united.
        left_out: bool,
    },
    /// Articles whose labels nobody has said, not even that there are none.
    Unlabelled {
        /// The number of articles.
        count: u64,
        /// Ids of the first few.
        examples: Vec<String>,
        /// Whether they are left out, since each of the others has exactly one topic. If not, they count as having no topic.
        left_out: bool,
    },
    /// Labels that are probably one label in two spellings.
    Lookalikes {
        /// Each label with its number of articles, the one with fewer first.
        pairs: Vec<((String, u64), (String, u64))>,
    },
    /// Labels that are lists of others in one string.
    ComposedLabels {
        /// What stands between their pieces.
        separator: char,
        /// Each with its number of articles.
        labels: Vec<(String, u64)>,
    },
    /// A label that every article carries, beside others.
    LabelOfAll {
        /// The label.
        label: String,
        /// The number of articles.
        articles: u64,
    },
    /// Most articles are near-duplicates of others, so that little can be said of how well a model does.
    NearDuplicates {
        /// The number of articles.
        articles: u64,
        /// The number of those that are near-duplicates of one of the others.
        repeats: u64,
    },
    /// Something odd about some records.
    Noticed {
        /// What it is.
        notice: Notice,
        /// How often it was seen.
        count: u64,
        /// How often each kind of it was seen, such as `6 .html, 3 .utf8`; empty where there are no kinds.
        kinds: String,
        /// The first places.
        examples: Vec<String>,
    },
}

impl fmt::Display for CorpusWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Duplicates { count, examples } => write!(
                f,
                "{count} article(s) repeat others ({}): they would count twice and leak from training into testing; \
                 each is used once, with the labels of all copies; delete the repeats",
                pairs(examples)
            ),
            Self::ConflictingLabels {
                count,
                examples,
                left_out: false,
            } => write!(
                f,
                "{count} article(s) are there several times with different labels ({}): one of the copies is labelled wrongly \
                 or incompletely; the union of their labels is used; decide on one set of labels",
                pairs(examples)
            ),
            Self::ConflictingLabels {
                count, examples, ..
            } => write!(
                f,
                "{count} article(s) are there several times with different labels ({}), though each article has one topic: \
                 all their copies are left out; keep the copy that is labelled rightly",
                pairs(examples)
            ),
            Self::Unlabelled {
                count,
                examples,
                left_out: true,
            } => write!(
                f,
                "{count} article(s) have no label ({}) and are left out, since each of the others has one topic: \
                 label them, with an empty list if they have none",
                examples.join(", ")
            ),
            Self::Unlabelled {
                count, examples, ..
            } => write!(
                f,
                "{count} article(s) have no label ({}) and count as having no topic: \
                 label them, with an empty list if they have none, or leave them out",
                examples.join(", ")
            ),
            Self::Lookalikes { pairs } => write!(
                f,
                "labels look alike: {}: write them alike if they mean the same",
                some(pairs, |(few, many)| looks_like(few, many))
            ),
            Self::ComposedLabels { separator, labels } => write!(
                f,
                "{} label(s) are made of others with {separator} between them ({}), and each is a topic of its own: \
                 if they are lists of labels, give {separator} as the separator of labels",
                labels.len(),
                some(labels, |(label, count)| format!("'{label}' {count}"))
            ),
            Self::LabelOfAll { label, articles } => write!(
                f,
                "all {articles} articles carry '{label}', so nothing tells it apart and every article will get it: \
                 add articles without it, or drop the label"
            ),
            Self::NearDuplicates { articles, repeats } => write!(
                f,
                "{repeats} of {articles} articles are near-duplicates of others: such articles are tested together, by a model that \
                 has seen none of them, so out-of-fold figures, probabilities and thresholds are hardly better than chance; \
                 add articles that differ from each other"
            ),
            Self::Noticed {
                notice,
                count,
                kinds,
                examples,
            } => notice.say(*count, kinds, examples, f),
        }
    }
}

fn pairs(examples: &[(String, String)]) -> String {
    let pairs: Vec<String> = examples
        .iter()
        .map(|(first, second)| format!("{first} = {second}"))
        .collect();
    pairs.join(", ")
}

/// The first of them, and how many more there are.
fn some<T>(items: &[T], say: impl Fn(&T) -> String) -> String {
    /// So many are named.
    const NAMED: usize = 10;
    let named: Vec<String> = items.iter().take(NAMED).map(say).collect();
    match items.len().saturating_sub(NAMED) {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}

/// With the first letter in which they differ, where that cannot be seen.
fn looks_like((few, count): &(String, u64), (many, others): &(String, u64)) -> String {
    let mut letters = few
        .chars()
        .zip(many.chars())
        .filter(|(one, other)| one != other);
    let codes = match (letters.next(), letters.next()) {
        (Some((one, other)), None) if !one.is_ascii() && !other.is_ascii() => {
            format!(
                ", with U+{:04X} for U+{:04X}",
                u32::from(one),
                u32::from(other)
            )
        }
        _ => String::new(),
    };
    format!("'{few}' ({count} articles) looks like '{many}' ({others}){codes}")
}
