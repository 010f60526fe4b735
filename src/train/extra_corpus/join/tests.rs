use super::*;
use crate::corpus::Document;
use crate::features::CorpusCounts;
use crate::linear::Method;
use crate::parallel::StopFlag;
use crate::train::extra_corpus::weight::ExtraWeight;
use crate::train::options::TrainOptions;
use crate::train::training_set::TrainingSet;

fn counted(articles: &[(&str, &[&str])]) -> CountedCorpus {
    let mut counts = CorpusCounts::default();
    for (text, labels) in articles {
        counts.add_or_none(&Document {
            id: (*text).into(),
            text: (*text).into(),
            labels: Some(labels.iter().map(|label| (*label).into()).collect()),
            ..Document::default()
        });
    }
    counts.finish()
}

fn own() -> CountedCorpus {
    counted(&[
        ("ضبط حرس الحدود قاربا قرب الساحل", &["border"]),
        ("دورية على الحدود ضبطت شاحنة", &["border"]),
        ("فاز الفريق بالكأس أمس", &[]),
        ("خسر الفريق المباراة أمس", &[]),
        ("سرق القراصنة بيانات المصرف", &["cyber"]),
        ("اخترق القراصنة حسابات المصرف", &["cyber"]),
    ])
}

const EXTRA: [(&str, &[&str]); 4] = [
    ("أوقف حرس الحدود متسللين عند الساتر", &["border", "traffic"]),
    ("أوقفت الشرطة تجار البشر في الميناء", &["traffic"]),
    ("افتتح معرض الكتاب في العاصمة", &[]),
    ("اخترق القراصنة خوادم الوزارة", &["cyber"]),
];

fn joined(own: &CountedCorpus, extra: &[(&str, &[&str])]) -> JoinedCorpus {
    JoinedCorpus::new(own, &counted(extra), Mode::Auto).unwrap()
}

fn prepared(joined: &JoinedCorpus) -> TrainingSet<'_> {
    TrainingSet::prepare_joined(joined, &TrainOptions::default(), &StopFlag::new()).unwrap()
}

#[test]
fn labels_are_restricted_to_own_topics() {
    let own = own();
    let joined = joined(&own, &EXTRA);
    let training = prepared(&joined);
    assert_eq!(training.topics, ["border", "cyber"]);
    assert!(!training.exclusive);
    assert_eq!(training.own_documents().len(), 6);
    assert_eq!(training.all_rows(), [0, 1, 2, 3, 4, 5]);
    assert_eq!(training.extra_rows(), [6, 7, 8, 9]);
    for (text, labels) in EXTRA {
        let documents = &joined.counts.documents[6..];
        let found = documents.iter().find(|d| d.id == text).unwrap();
        let kept = labels.iter().filter(|label| **label != "traffic");
        assert!(found.labels.iter().eq(kept), "{text}");
    }
}

#[test]
fn copies_of_own_articles_are_left_out() {
    let own = own();
    // The first is an own article in other white space, the second one with its words in another order.
    let copies: [(&str, &[&str]); 3] = [
        ("فاز الفريق  بالكأس أمس", &["border"]),
        ("الحدود على شاحنة ضبطت دورية", &["border"]),
        EXTRA[3],
    ];
    let joined = joined(&own, &copies);
    let training = prepared(&joined);
    let ids: Vec<&str> = training
        .extra_rows()
        .iter()
        .map(|&row| &*joined.counts.documents[row].id)
        .collect();
    assert_eq!(ids, [EXTRA[3].0]);
}

#[test]
fn an_extra_article_does_not_bring_two_own_articles_together() {
    // Seven words each; the extra one shares six with either, which share five: 6/8 and 5/9.
    let same = "حرس سواحل ضبط قاربا مساء";
    let ends = ["اليوم صور", "غدا ميناء", "اليوم ميناء"];
    let [first, second, between] = ends.map(|end| format!("{same} {end}"));
    let own = counted(&[(&first, &["border"]), (&second, &[])]);
    let joined = joined(&own, &[(&between, &["border"])]);
    let together = group(&signatures(&joined.counts));
    assert_eq!(together[0], together[1], "or this test shows nothing");
    let training = prepared(&joined);
    assert_eq!(training.extra_rows(), [0; 0]);
    let alone = TrainingSet::prepare(&own, &TrainOptions::default(), &StopFlag::new()).unwrap();
    assert_eq!(training.groups, alone.groups);
    assert_ne!(training.groups[0], training.groups[1]);
}

#[test]
fn at_weight_1_masses_and_frequencies_are_those_of_one_corpus() {
    let own_corpus = own();
    let joined = joined(&own_corpus, &EXTRA);
    let training = prepared(&joined);
    let extra = &training.extra.as_ref().unwrap().counts;
    let (rows, all) = (training.all_rows(), (0..10).collect::<Vec<_>>());
    let count = |rows| ClassCounts::count(&training.data, &training.membership, rows);
    let (own, together) = (count(&rows), count(&all));
    let sum = own.with_extra(extra, ExtraWeight::ONE);
    assert_eq!(sum.masses, together.masses);
    assert_eq!(sum.frequencies, together.frequencies);
    // The prior odds are those of the own articles: 2 of 6 for each topic.
    assert_eq!(sum.members, [2, 2, 6]);
    assert_eq!(own.with_extra(extra, ExtraWeight::ZERO), own);
    let half = own.with_extra(extra, "0.5".parse().unwrap());
    assert_eq!(half.frequencies, together.frequencies);
    for (mass, (own, extra)) in half.masses.iter().zip(own.masses.iter().zip(&extra.masses)) {
        assert_eq!(*mass, own + extra / 2);
    }
}

#[test]
fn a_model_without_calibration_takes_the_weight_that_is_given() {
    let own = own();
    let joined = joined(&own, &EXTRA);
    let training = prepared(&joined);
    let plain = TrainOptions {
        calibrate: false,
        ..TrainOptions::default()
    };
    let rows = training.all_rows();
    let error = training.fit(&rows, &plain).unwrap_err();
    assert_eq!(error, TrainError::BuiltinWeightUnchosen);
    let weight = |weight: &str| {
        let extra_weight = Some(weight.parse().unwrap());
        let options = TrainOptions {
            extra_weight,
            ..plain
        };
        training.fit(&rows, &options).unwrap()
    };
    assert_ne!(weight("0").weights, weight("0.5").weights);
    assert_ne!(weight("1").weights, weight("0.5").weights);
    let extra_outcome = weight("0.5").extra_outcome.unwrap();
    assert_eq!(extra_outcome.articles, 4);
    assert_eq!(extra_outcome.weight.value(), 0.5);
    assert_eq!(extra_outcome.without, None);
}

#[test]
fn the_likeliest_weight_is_taken_and_of_equals_the_smallest() {
    let own = own();
    let joined = joined(&own, &EXTRA);
    let training = prepared(&joined);
    for method in [Method::NaiveBayes, Method::Nbsvm] {
        let options = TrainOptions {
            method,
            folds: 2,
            // Given, since it is chosen at one weight only.
            cost: Some(1.0),
            ..TrainOptions::default()
        };
        let fit = |extra_weight| {
            let options = TrainOptions {
                extra_weight,
                ..options
            };
            training.fit(&training.all_rows(), &options).unwrap()
        };
        let chosen = fit(None).extra_outcome.unwrap();
        let loss = |weight| {
            let fixed = fit(Some(weight)).extra_outcome.unwrap();
            assert_eq!(fixed.weight, weight);
            let trial = match weight {
                ExtraWeight::ZERO => fixed.without,
                _ => fixed.with,
            };
            trial.unwrap().log_loss
        };
        let losses = ExtraWeight::TRIED.map(loss);
        let best = losses.iter().copied().fold(f64::INFINITY, f64::min);
        let first = losses.iter().position(|loss| *loss == best).unwrap();
        assert_eq!(chosen.weight, ExtraWeight::TRIED[first], "{losses:?}");
        let tried = [chosen.without, chosen.with].map(Option::unwrap);
        assert!(tried[0].weight == ExtraWeight::ZERO && tried[1].weight > ExtraWeight::ZERO);
        assert_eq!(tried[0].probabilities.len(), 6);
    }
}

#[test]
fn corpora_that_no_extra_articles_fit() {
    let extra = counted(&EXTRA);
    let refused = |articles: &[(&str, &[&str])], mode| {
        JoinedCorpus::new(&counted(articles), &extra, mode).unwrap_err()
    };
    let exclusive: [(&str, &[&str]); 2] = [("خبر أول", &["border"]), ("خبر آخر", &["cyber"])];
    assert_eq!(
        refused(&exclusive, Mode::Auto),
        TrainError::BuiltinExclusive
    );
    assert_eq!(
        refused(&exclusive, Mode::Exclusive),
        TrainError::BuiltinExclusive
    );
    assert!(JoinedCorpus::new(&counted(&exclusive), &extra, Mode::Multi).is_ok());
    let several = refused(&EXTRA, Mode::Exclusive);
    assert!(
        matches!(several, TrainError::NotExclusive { .. }),
        "{several}"
    );
    let message = TrainError::BuiltinExclusive.to_string();
    assert!(message.contains("use mode `multi`"), "{message}");
    let other = refused(&[("خبر أول", &["sport"]), ("خبر آخر", &[])], Mode::Auto);
    let message = other.to_string();
    for part in [
        "yours are sport;",
        "theirs are border, cyber, traffic;",
        "rename",
    ] {
        assert!(message.contains(part), "{message}");
    }
    let none = refused(&[("خبر أول", &[])], Mode::Auto);
    assert_eq!(none, TrainError::NoTopics { articles: 1 });
}
