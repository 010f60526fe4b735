//! Model files of each format version, opened by every build that claims to read it.
//!
//! A golden file is made once for each format version and never again, for it stands for the
//! files that users have. Only before the first release, or with a new format version (then under
//! the new version's name), are the files in `golden/` made anew, by
//!
//! ```text
//! TASNIF_REGENERATE_GOLDEN=1 cargo test golden::
//! ```

use super::articles::{Article, made_up};
use super::trained::trained;
use crate::features::{CountSettings, NgramRange};
use crate::linear::Method;
use crate::model::{FORMAT_VERSION, Model};
use crate::predict::{ScoreCache, Scorer, reference};
use crate::train::{NaiveBayesParams, TrainOptions};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a model says of one text.
#[derive(Debug, Serialize, Deserialize)]
struct Expected {
    title: String,
    text: String,
    /// Whole numbers, so exact.
    columns: Vec<i64>,
    length: u64,
    probabilities: Vec<f64>,
    topics: Vec<String>,
}

const TEXTS: [(&str, &str); 4] = [
    ("", ""),
    (
        "إحباط تسلل عند السياج",
        "أحبطت دورية من حرس الحدود أمس محاولة تسلّل عبر السياج شرق المعبر.",
    ),
    (
        "",
        "اختراق حسابات مصرفية ببرمجية خبيثة وابتزاز أصحابها، وشبكة للاتجار بالبشر تستغل المهاجرين",
    ),
    (
        "Cup final ٢٠٢٤",
        "فاز الفريق في المباراة 3-1 وأشاد المدرب بالموسم",
    ),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// The models to make, by name: one for each way from text to counts and from scores to topics.
fn models() -> Vec<(String, Model)> {
    let articles = made_up(40, 71);
    let one = |article: &&Article| article.labels.len() == 1;
    let exclusive: Vec<Article> = articles.iter().filter(one).cloned().collect();
    let settings = CountSettings::default();
    let pairs = CountSettings {
        word_pairs: true,
        ..settings
    };
    let calibrated = TrainOptions::default();
    let longer = TrainOptions {
        ngrams: NgramRange::new(3, 4).unwrap(),
        ..calibrated
    };
    let plain = TrainOptions {
        calibrate: false,
        naive_bayes: NaiveBayesParams::plain(0.01).min_documents(2),
        ..calibrated
    };
    let nbsvm = TrainOptions {
        method: Method::Nbsvm,
        ..calibrated
    };
    let name = |kind: &str| format!("model-v{FORMAT_VERSION}{kind}");
    vec![
        (name(""), trained(&articles, settings, &calibrated)),
        (name("-pairs"), trained(&articles, pairs, &longer)),
        (name("-nbsvm"), trained(&articles, settings, &nbsvm)),
        (
            name("-plain-exclusive"),
            trained(&exclusive, settings, &plain),
        ),
    ]
}

fn says(model: &Model, (title, text): (&str, &str)) -> Expected {
    let sums = reference::sums(model, title, text);
    let tags = reference::tag(model, title, text);
    let topic = |&topic: &usize| model.metadata.topics[topic].id.clone();
    Expected {
        title: title.to_owned(),
        text: text.to_owned(),
        columns: sums.columns,
        length: sums.length,
        probabilities: tags.probabilities,
        topics: tags.topics.iter().map(topic).collect(),
    }
}

fn regenerate() {
    fs::create_dir_all(folder()).unwrap();
    for (name, model) in models() {
        model
            .write(folder().join(format!("{name}.tasnif")))
            .unwrap();
        let expected: Vec<Expected> = TEXTS.iter().map(|&text| says(&model, text)).collect();
        let json = serde_json::to_string_pretty(&expected).unwrap() + "\n";
        fs::write(folder().join(format!("{name}.json")), json).unwrap();
    }
}

fn check(path: &Path) {
    let file = fs::read(path).unwrap();
    let model =
        Model::from_bytes(&file).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    if file[8..12] == FORMAT_VERSION.to_le_bytes() {
        assert!(
            model.to_bytes().unwrap() == file,
            "{} is written differently",
            path.display()
        );
    }
    let expected = fs::read_to_string(path.with_extension("json")).unwrap();
    let expected: Vec<Expected> = serde_json::from_str(&expected).unwrap();
    assert_eq!(expected.len(), TEXTS.len());
    let (scorer, mut cache) = (Scorer::new(Arc::new(model.clone())), ScoreCache::default());
    for expected in expected {
        let sums = scorer.sums(&expected.title, &expected.text, &mut cache);
        assert_eq!(
            sums.columns,
            expected.columns,
            "{}: {expected:?}",
            path.display()
        );
        assert_eq!(sums.length, expected.length);
        let tags = scorer.tag(&expected.title, &expected.text, &mut cache);
        let topics: Vec<&String> = tags
            .topics
            .iter()
            .map(|&topic| &model.metadata.topics[topic].id)
            .collect();
        // Since the files were made, a text without a word gets no topic from any model.
        if expected.length > 0 {
            assert_eq!(topics, expected.topics.iter().collect::<Vec<_>>());
        }
        assert_eq!(tags.probabilities.len(), expected.probabilities.len());
        for (found, expected) in tags.probabilities.iter().zip(&expected.probabilities) {
            assert!(
                (found - expected).abs() < 1e-12,
                "{found} instead of {expected}"
            );
        }
    }
}

#[test]
fn every_golden_file_is_opened_and_tags_as_it_did() {
    if std::env::var_os("TASNIF_REGENERATE_GOLDEN").is_some() {
        regenerate();
    }
    let mut names: Vec<PathBuf> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    names.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "tasnif")
    });
    names.sort();
    let current = folder().join(format!("model-v{FORMAT_VERSION}.tasnif"));
    assert!(
        names.contains(&current),
        "{} is missing: see the head of this file",
        current.display()
    );
    names.iter().for_each(|path| check(path));
}
