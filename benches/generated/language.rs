//! A number of articles and of topics go in, Arabic-like articles come out, always the same ones.
//!
//! Words are made of random roots, prefixes and endings, and their frequencies fall as those of
//! a language do. It looks like news to the program and means nothing.
#![allow(dead_code)]

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tasnif::Document;

const LETTERS: &[char] = &[
    'ا', 'ب', 'ت', 'ث', 'ج', 'ح', 'خ', 'د', 'ذ', 'ر', 'ز', 'س', 'ش', 'ص', 'ض', 'ط', 'ظ', 'ع', 'غ',
    'ف', 'ق', 'ك', 'ل', 'م', 'ن', 'ه', 'و', 'ي',
];
const PREFIXES: &[&str] = &["", "", "", "ال", "ال", "ال", "و", "وال", "ب", "لل"];
const ENDINGS: &[&str] = &["", "", "", "ة", "ات", "ين", "ون", "ها", "ية", "ً"];
const ROOTS: usize = 6000;
/// Words of a topic's own, and the share of an article's words that are of them.
const TOPICAL: usize = 120;
const TOPICAL_SHARE: f64 = 0.2;
const TITLE_WORDS: usize = 8;

/// A made-up language with a number of topics.
pub struct Language {
    roots: Vec<String>,
    /// For each topic its roots, as places in `roots`.
    topics: Vec<Vec<usize>>,
    random: ChaCha8Rng,
}

impl Language {
    /// The same language for the same number of topics.
    pub fn new(topics: usize) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(7);
        let roots = (0..ROOTS).map(|_| root(&mut random)).collect();
        let own = |random: &mut ChaCha8Rng| {
            let words = (0..TOPICAL).map(|_| random.gen_range(0..ROOTS));
            words.collect()
        };
        let topics = (0..topics).map(|_| own(&mut random)).collect();
        Self {
            roots,
            topics,
            random,
        }
    }

    /// The next article: `number` gives its id and topic, `words` the length of its text.
    pub fn article(&mut self, number: usize, words: usize) -> Document {
        let topic = number % self.topics.len();
        Document {
            id: format!("a{number:06}"),
            title: self.words(topic, TITLE_WORDS),
            text: self.words(topic, words),
            labels: Some([format!("topic-{topic:03}")].into()),
            ..Document::default()
        }
    }

    /// Articles of `words` words, the topics in turn.
    pub fn articles(&mut self, count: usize, words: usize) -> Vec<Document> {
        (0..count)
            .map(|number| self.article(number, words))
            .collect()
    }

    /// Words of a topic and of all topics, with punctuation now and then.
    pub fn words(&mut self, topic: usize, count: usize) -> String {
        let mut text = String::with_capacity(count * 14);
        for place in 0..count {
            if place > 0 {
                text.push(' ');
            }
            self.push_word(topic, &mut text);
            match self.random.gen_range(0..24) {
                0 => text.push('،'),
                1 => text.push('.'),
                2 => text.push_str(" 2024"),
                _ => {}
            }
        }
        text
    }

    fn push_word(&mut self, topic: usize, text: &mut String) {
        let random = &mut self.random;
        let own = &self.topics[topic];
        let place = match random.gen_bool(TOPICAL_SHARE) {
            true => own[random.gen_range(0..own.len())],
            // Even in the logarithm of the rank: frequencies fall as 1/rank.
            false => (libm::exp(random.gen_range(0.0..libm::log(ROOTS as f64))) as usize) - 1,
        };
        text.push_str(PREFIXES[random.gen_range(0..PREFIXES.len())]);
        text.push_str(&self.roots[place]);
        text.push_str(ENDINGS[random.gen_range(0..ENDINGS.len())]);
    }
}

fn root(random: &mut ChaCha8Rng) -> String {
    let length = random.gen_range(2..6);
    (0..length)
        .map(|_| LETTERS[random.gen_range(0..LETTERS.len())])
        .collect()
}
