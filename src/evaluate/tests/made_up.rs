//! Made-up articles to train on: words drawn from a list of each topic and a common one, and words
//! that no other article has, so that no two are near-duplicates.

use crate::corpus::Document;
use crate::features::{CorpusCounts, CountedCorpus};
use crate::parallel::StopFlag;
use crate::train::{TrainOptions, TrainingSet};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

const TOPICS: [(&str, &str); 3] = [
    (
        "economy",
        "سوق أسهم مصرف تضخم موازنة ضرائب استثمار صادرات عملة بورصة أرباح قروض",
    ),
    (
        "sport",
        "مباراة فريق هدف ملعب مدرب لاعب دوري بطولة كأس حارس جمهور تعادل",
    ),
    (
        "weather",
        "أمطار رياح حرارة غيوم عاصفة ضباب ثلوج رطوبة موجة برد سيول أرصاد",
    ),
];

const COMMON: &str = "اليوم أمس قال أعلن بعد قبل خلال مدينة عدد كبير جديد صباح مساء بيان منطقة \
    مسؤول شهر أسبوع عام وفق تقرير أكد أشار كما أيضا";

/// The fields that [`corpus`] keeps, in this order.
pub(crate) const FIELDS: [&str; 2] = ["outlet", "date"];

/// `count` articles of 36 words, three of them of the article's topic. Every fifth has no topic.
/// With `exclusive`, all have exactly one.
pub(crate) fn articles(count: usize, exclusive: bool) -> Vec<Document> {
    let mut random = ChaCha8Rng::seed_from_u64(7);
    let mut draw = |words: &str, count: usize| {
        let words: Vec<&str> = words.split_whitespace().collect();
        (0..count)
            .map(|_| words[random.gen_range(0..words.len() as u64) as usize])
            .collect::<Vec<_>>()
            .join(" ")
    };
    (0..count)
        .map(|number| {
            let (topic, words) = TOPICS[number % 3];
            let labelled = exclusive || number % 5 != 0;
            let own = if labelled {
                draw(words, 3)
            } else {
                String::new()
            };
            let outlet = ["sabah", "masaa", "wakala", "usbu"][number % 7 % 4];
            let date = format!("2024-{:02}-{:02}", 1 + number / 28 % 12, 1 + number % 28);
            let unique: Vec<String> = (0..9)
                .map(|place| unique_word(number * 9 + place))
                .collect();
            Document {
                id: format!("{number:04}"),
                title: String::new(),
                text: format!("{} {own} {}", draw(COMMON, 24), unique.join(" ")),
                labels: Some(labelled.then(|| topic.to_owned()).into_iter().collect()),
                fields: [("outlet".into(), outlet.into()), ("date".into(), date)].into(),
            }
        })
        .collect()
}

/// Letters for the digits of a number: none of these words is in the lists.
fn unique_word(mut number: usize) -> String {
    let letters: Vec<char> = "ذظغثخطصزكفقه".chars().collect();
    let mut word = "ظظ".to_owned();
    while number > 0 {
        word.push(letters[number % letters.len()]);
        number /= letters.len();
    }
    word
}

/// Counts articles, keeping [`FIELDS`].
pub(crate) fn corpus(articles: &[Document]) -> CountedCorpus {
    let fields = FIELDS.map(str::to_owned);
    let mut counts = CorpusCounts::default().keeping(&fields);
    articles
        .iter()
        .for_each(|article| counts.add_or_none(article));
    counts.finish()
}

/// Prepares a corpus for learning.
pub(crate) fn training(corpus: &CountedCorpus) -> TrainingSet<'_> {
    TrainingSet::prepare(corpus, &TrainOptions::default(), &StopFlag::new()).unwrap()
}

/// Quick to learn with.
pub(crate) fn options() -> TrainOptions {
    TrainOptions {
        folds: 3,
        ..TrainOptions::default()
    }
}
