//! A number of articles and a seed go in, made-up Arabic articles come out, always the same ones.

use rand::Rng;
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

/// One labelled article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    pub id: String,
    pub title: String,
    pub text: String,
    /// Ascending; empty for no topic.
    pub labels: Vec<&'static str>,
}

/// The topics of the made-up corpus, ascending, with words that speak for them.
const TOPICS: [(&str, &[&str]); 3] = [
    (
        "border-security",
        &[
            "الحدود",
            "حرس",
            "المنفذ",
            "السياج",
            "دورية",
            "المعبر",
            "تسلل",
            "خفر",
            "السواحل",
            "تهريب",
            "المنفذِ",
            "الجمارك",
        ],
    ),
    (
        "cybercrime",
        &[
            "اختراق",
            "الحسابات",
            "إلكتروني",
            "قرصنة",
            "برمجية",
            "خبيثة",
            "البيانات",
            "ابتزاز",
            "تصيّد",
            "كلمات",
            "المرور",
            "خوادم",
        ],
    ),
    (
        "trafficking",
        &[
            "الاتجار",
            "بالبشر",
            "الضحايا",
            "المهاجرين",
            "شبكة",
            "قسري",
            "استغلال",
            "مهربو",
            "قوارب",
            "تسول",
            "إيواء",
            "وسطاء",
        ],
    ),
];

const COMMON: [&str; 40] = [
    "أعلنت",
    "الوزارة",
    "أمس",
    "في",
    "من",
    "على",
    "إلى",
    "عن",
    "بيان",
    "مساء",
    "وقال",
    "المتحدث",
    "الرسمي",
    "إنّ",
    "السلطات",
    "تواصل",
    "العمل",
    "مع",
    "الجهات",
    "المختصة",
    "خلال",
    "الأسبوع",
    "الماضي",
    "مدينة",
    "شرق",
    "غرب",
    "نحو",
    "١٢",
    "35",
    "شخصًا",
    "وأضاف",
    "أنّ",
    "التحقيقات",
    "لا",
    "تزال",
    "جارية",
    "وفق",
    "مصدر",
    "محلي",
    "العاصمة",
];

const OTHER: [&str; 12] = [
    "المباراة",
    "الفريق",
    "المدرب",
    "الموسم",
    "الطقس",
    "الأمطار",
    "معرض",
    "الكتاب",
    "المدارس",
    "الأسعار",
    "القمح",
    "المسرح",
];

/// Made-up articles: a quarter of them without a topic, an eighth with two.
pub fn made_up(count: usize, seed: u64) -> Vec<Article> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    (0..count)
        .map(|number| article(number, &mut random))
        .collect()
}

fn article(number: usize, random: &mut ChaCha8Rng) -> Article {
    let mut topics: Vec<usize> = match number % 8 {
        0 | 4 => vec![],
        2 => vec![number / 8 % 3, (number / 8 + 1) % 3],
        other => vec![(other + number / 8) % 3],
    };
    topics.sort_unstable();
    let words: Vec<&str> = match &topics[..] {
        [] => OTHER.to_vec(),
        topics => topics
            .iter()
            .flat_map(|&topic| TOPICS[topic].1)
            .copied()
            .collect(),
    };
    Article {
        id: format!("a{number:04}"),
        title: words_of(&words, 5, random),
        text: format!(
            "{}. {}، {}.",
            words_of(&words, 18, random),
            words_of(&words, 14, random),
            words_of(&words, 12, random)
        ),
        labels: topics.into_iter().map(|topic| TOPICS[topic].0).collect(),
    }
}

fn words_of(topical: &[&str], count: usize, random: &mut ChaCha8Rng) -> String {
    let word = |random: &mut ChaCha8Rng| {
        let list = if random.gen_bool(0.35) {
            topical
        } else {
            &COMMON
        };
        let prefix = if random.gen_bool(0.1) { "و" } else { "" };
        format!("{prefix}{}", list[random.gen_range(0..list.len())])
    };
    (0..count)
        .map(|_| word(random))
        .collect::<Vec<_>>()
        .join(" ")
}

/// A sentence about one of the topics, 0 to 2.
pub fn sentence(topic: usize) -> String {
    TOPICS[topic].1.join(" ")
}

/// The same articles in another order.
#[allow(
    dead_code,
    reason = "not every test program that includes this file shuffles"
)]
pub fn shuffled(articles: &[Article], seed: u64) -> Vec<Article> {
    let mut articles = articles.to_vec();
    articles.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
    articles
}
