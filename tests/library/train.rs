//! Training through the front door is what the program does, and what cannot be right is refused.

use super::{article, made_up};
use crate::common::{made_up as written, tasnif, write_folders};
use std::io::ErrorKind;
use tasnif::train::TrainError;
use tasnif::{
    CorpusCounts, CountSettings, Error, Method, Model, Repeats, StopFlag, Tagger, Trainer,
};

/// Both methods, from a folder: the bytes of the model that the program writes.
#[test]
fn a_folder_gives_the_model_of_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let corpus = folder.path().join("corpus");
    write_folders(&corpus, &written(60, 3));
    let path = folder.path().join("m.tasnif");
    for method in [Method::NaiveBayes, Method::Nbsvm] {
        let name = method.to_string();
        let arguments = [
            "train",
            corpus.to_str().unwrap(),
            "--folds",
            "2",
            "--method",
            &name,
            "--output",
            path.to_str().unwrap(),
        ];
        assert_eq!(tasnif(&arguments).code, 0);
        let trainer = Trainer::new().method(method).folds(2);
        let trained = trainer.fit_folder(&corpus).unwrap();
        let expected = std::fs::read(&path).unwrap();
        assert!(trained.model().to_bytes().unwrap() == expected, "{name}");
        assert_eq!(trained.model().method(), method);
        assert!(trained.out_of_fold().unwrap().macro_average.f1.unwrap() > 0.5);
    }
}

#[test]
fn a_model_is_written_read_and_tags_alike() {
    let articles = made_up(60, 5);
    let trained = Trainer::new().folds(2).fit_documents(&articles).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.tasnif");
    trained.model().write(&path).unwrap();
    let opened = Tagger::open(&path).unwrap();
    assert_eq!(&**opened.model(), &**trained.model());
    let expected = trained.tagger().tag_batch(&articles).unwrap();
    assert_eq!(opened.tag_batch(&articles).unwrap(), expected);
}

#[test]
fn an_article_that_is_not_labelled_is_not_taken_for_one_without_a_topic() {
    let mut articles = made_up(30, 5);
    articles[7].labels = None;
    let error = Trainer::new().fit_documents(&articles).unwrap_err();
    assert!(matches!(error, Error::Counts(_)), "{error:?}");
    assert!(error.to_string().contains(&articles[7].id), "{error}");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.jsonl");
    std::fs::write(&path, "{\"id\": \"x\", \"text\": \"خبر\"}\n").unwrap();
    let error = Trainer::new().fit_folder(&path).unwrap_err();
    assert!(matches!(error, Error::Unreadable(_)), "{error:?}");
}

#[test]
fn equal_articles_with_different_labels_can_stay_apart() {
    let mut articles = Vec::new();
    for number in 0..12 {
        let word = ["كرة", "هدف", "ملعب", "حكم"][number % 4];
        articles.push(article(
            &format!("s{number}"),
            &format!("{word} مباراة {number}س"),
            &["sport"],
        ));
        let word = ["سهم", "مصرف", "سوق", "نفط"][number % 4];
        articles.push(article(
            &format!("e{number}"),
            &format!("{word} تداول {number}ق"),
            &["economy"],
        ));
    }
    articles.push(article("both", &articles[0].text.clone(), &["economy"]));
    let trainer = Trainer::new().folds(2).mode(tasnif::Mode::Exclusive);
    let trained = trainer.fit_documents(&articles).unwrap();
    assert_eq!(trained.model().training().articles, 23);
    let said = trained.warnings();
    let said: Vec<String> = said.iter().map(ToString::to_string).collect();
    assert!(said[0].contains("(both = s0)"), "{said:?}");
    assert!(
        said[0].contains("all their copies are left out"),
        "{said:?}"
    );
    let mut two = articles[0].clone();
    two.text = "هدف وسهم في خبر واحد".to_owned();
    two.labels = Some(["sport".to_owned(), "economy".to_owned()].into());
    let error = trainer
        .fit_documents(&[articles.clone(), vec![two]].concat())
        .unwrap_err();
    let is_refused = matches!(error, Error::Train(TrainError::NotExclusive { .. }));
    assert!(is_refused, "{error:?}");
    let trained = trainer
        .repeats(Repeats::Keep)
        .fit_documents(&articles)
        .unwrap();
    assert!(trained.model().is_exclusive());
    assert_eq!(trained.model().training().articles, 25);
}

#[test]
fn training_ends_when_it_is_told_to() {
    let articles = made_up(400, 9);
    for method in [Method::NaiveBayes, Method::Nbsvm] {
        let stop = StopFlag::new();
        let trainer = Trainer::new().method(method).stop_flag(stop.clone());
        std::thread::scope(|scope| {
            let training = scope.spawn(|| trainer.fit_documents(&articles));
            stop.set();
            let error = training.join().unwrap().unwrap_err();
            assert!(
                matches!(error, Error::Train(TrainError::Stopped)),
                "{error:?}"
            );
        });
    }
}

#[test]
fn what_the_system_said_of_a_file_can_be_told() {
    let missing = std::path::Path::new("no-such-folder/m.tasnif");
    let error = Tagger::open(missing).unwrap_err();
    assert_eq!(error.io_kind(), Some(ErrorKind::NotFound));
    let error = Trainer::new().fit_folder(missing).unwrap_err();
    assert_eq!(error.io_kind(), Some(ErrorKind::NotFound));
    let damaged = Model::from_bytes(b"TASNIF").map(drop).unwrap_err();
    assert_eq!(Error::from(damaged).io_kind(), None);
}

#[test]
fn settings_out_of_range_are_refused_before_anything_is_counted() {
    let settings = CountSettings {
        title_weight: 0,
        ..CountSettings::default()
    };
    assert!(CorpusCounts::new(settings).is_err());
    let error = Trainer::new()
        .counting(settings)
        .fit_documents(&[])
        .unwrap_err();
    assert!(matches!(error, Error::Features(_)), "{error:?}");
}

/// U+FFFD is said by the library and by the program, and repeats beside it; the articles are learned from.
#[test]
fn what_is_odd_about_the_articles_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.jsonl");
    let mut lines: Vec<String> = written(40, 2)
        .iter()
        .map(|it| serde_json::json!({"text": it.text, "labels": it.labels}).to_string())
        .collect();
    let lost = r#"{"text": "فاز الفري\ufffd بالكأس", "labels": []}"#;
    lines.extend([lost.to_owned(), lines[0].clone()]);
    std::fs::write(&path, lines.join("\n")).unwrap();
    let trained = Trainer::new().folds(2).fit_folder(&path).unwrap();
    let said: Vec<String> = trained.warnings().iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].starts_with("1 article(s) hold U+FFFD"), "{said:?}");
    assert!(said[0].contains("news.jsonl:41"), "{said:?}");
    assert!(
        said[1].starts_with("1 article(s) repeat others"),
        "{said:?}"
    );
    let model = folder.path().join("m.tasnif");
    let arguments = ["train", path.to_str().unwrap(), "--folds", "2", "--output"];
    let run = tasnif(&[&arguments[..], &[model.to_str().unwrap()]].concat());
    assert_eq!(run.code, 0);
    for warning in said {
        assert!(run.stderr.contains(&warning), "{}", run.stderr);
    }
}
