//! JSON in every form: by the library, and by the program.

use super::expected::{self, Expected, compare, exports, files};
use crate::common::{Run, tasnif_in, tasnif_with_input};
use std::fs;
use std::path::Path;
use tasnif::Document;
use tasnif::corpus::{CorpusError, LabelsWanted, ReadOptions, read_all, records_from_reader};

fn is_json(name: &str) -> bool {
    name.ends_with(".json") || name.ends_with(".jsonl")
}

/// The rows of `hf/` hold numbers; the file beside them has the names.
fn expected_of(file: &str) -> Vec<Expected> {
    let mut all = expected::of(file);
    if file.starts_with("hf/") {
        let named = expected::of("hf-rows.json");
        for (article, named) in all.iter_mut().zip(named) {
            article.labels = named.labels;
        }
    }
    all
}

fn options(labels: LabelsWanted) -> ReadOptions {
    ReadOptions {
        labels,
        ..ReadOptions::default()
    }
}

fn read(path: &Path, options: &ReadOptions) -> Vec<Document> {
    let (articles, errors) = read_all(&[path.to_owned()], options).unwrap();
    assert!(errors.is_empty(), "{}: {errors:?}", path.display());
    articles
}

#[test]
fn every_file_gives_its_labelled_articles() {
    let names = files(is_json);
    assert!(names.len() >= 20, "{names:?}");
    for name in names {
        let options = options(LabelsWanted::Required);
        let articles = read(&exports().join(&name), &options);
        compare(&name, &articles, &expected_of(&name));
    }
}

#[test]
fn other_records_come_out_without_labels_where_none_are_needed() {
    for name in files(is_json) {
        // Where each record is about one label, an article has several.
        if name == "prodigy-binary.jsonl" {
            continue;
        }
        let articles = read(&exports().join(&name), &options(LabelsWanted::Optional));
        let labelled: Vec<Document> = articles
            .iter()
            .filter(|article| article.labels.is_some())
            .cloned()
            .collect();
        compare(&name, &labelled, &expected_of(&name));
        let others = articles.len() - labelled.len();
        let left_out = match name.as_str() {
            "prodigy-choice.jsonl" => 2,
            "label-studio.json" => 1,
            name if name.starts_with("argilla") => 1,
            _ => 0,
        };
        assert_eq!(others, left_out, "{name}");
    }
}

#[test]
fn the_form_is_told_from_the_content() {
    let folder = tempfile::tempdir().unwrap();
    for name in files(is_json) {
        let bytes = fs::read(exports().join(&name)).unwrap();
        let mut expected = expected_of(&name);
        if name.starts_with("hf/") {
            expected = expected::of(&name);
        }
        let given = options(LabelsWanted::Required);
        let records = records_from_reader(std::io::Cursor::new(bytes.clone()), "-", &given);
        let articles: Result<Vec<Document>, CorpusError> =
            records.map(|record| record?.parse(&given)).collect();
        compare(&name, &articles.unwrap(), &expected);
        for other in ["export", "export.txt", "export.jsonl", "export.json"] {
            let path = folder.path().join(other);
            fs::write(&path, &bytes).unwrap();
            compare(&name, &read(&path, &given), &expected);
        }
    }
}

#[test]
fn the_program_reads_them_too() {
    let folder = tempfile::tempdir().unwrap();
    for name in files(is_json) {
        let expected = expected_of(&name);
        if expected.len() == 1 {
            continue;
        }
        let path = exports().join(&name);
        let without = expected
            .iter()
            .filter(|article| article.labels.as_ref().unwrap().is_empty());
        let said = format!(
            "6 topics from {} articles ({} without a topic)",
            expected.len(),
            without.count()
        );
        let arguments = ["train", path.to_str().unwrap(), "-o", "m.tasnif"];
        let run = tasnif_in(folder.path(), &arguments).ends_with(0);
        assert!(
            run.stdout.contains(&said) || run.stderr.contains(&said),
            "{name}: {run:#?}"
        );
        let bytes = fs::read(&path).unwrap();
        let arguments = ["predict", "-", "-m", "m.tasnif", "--format", "jsonl"];
        let run = tasnif_with_input(folder.path(), &arguments, &bytes).ends_with(0);
        let tagged = run.json_lines();
        assert!(tagged.len() >= expected.len(), "{name}: {run:#?}");
        let mut ids: Vec<&str> = tagged.iter().map(|it| it["id"].as_str().unwrap()).collect();
        for article in expected.iter().filter(|article| !article.id.is_empty()) {
            assert!(ids.contains(&article.id.as_str()), "{name}: {ids:?}");
        }
        if expected[0].id.is_empty() {
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), tagged.len(), "{name}: ids of their own");
        }
    }
}

fn train(folder: &Path, input: &Path) -> Run {
    let arguments = ["train", input.to_str().unwrap(), "-o", "m.tasnif"];
    tasnif_in(folder, &arguments)
}

fn warnings(run: &Run) -> Vec<&str> {
    let lines = run.stderr.lines();
    let lines = lines.filter(|line| line.starts_with("warning: "));
    lines.filter(|line| !line.contains("unreliable")).collect()
}

#[test]
fn what_is_left_out_is_counted_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    for (name, said) in [
        (
            "prodigy-choice.jsonl",
            "2 record(s) are left out, since they say that their label is rejected",
        ),
        (
            "prodigy-binary.jsonl",
            "4 record(s) are left out, since they say that their label is rejected",
        ),
        (
            "label-studio.json",
            "1 record(s) are left out, since they say that their label is rejected",
        ),
        (
            "argilla.json",
            "1 record(s) are left out, since nobody has labelled them",
        ),
        (
            "argilla-flat.jsonl",
            "1 record(s) are left out, since nobody has labelled them",
        ),
        (
            "argilla-old.jsonl",
            "1 record(s) are left out, since nobody has labelled them",
        ),
        (
            "doccano-data.jsonl",
            "doccano-data.jsonl: read \"data\" as the text",
        ),
    ] {
        let run = train(folder.path(), &exports().join(name)).ends_with(0);
        let warnings = warnings(&run);
        assert_eq!(warnings.len(), 1, "{name}: {run:#?}");
        assert!(warnings[0].contains(said), "{name}: {run:#?}");
    }
}

#[test]
fn annotators_who_disagree_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let input = exports().join("../faults/annotators-disagree/label-studio.json");
    let articles = read(&input, &options(LabelsWanted::Required));
    assert_eq!(articles.len(), 8);
    let all = articles
        .iter()
        .map(|article| article.labels.as_ref().unwrap());
    assert!(all.clone().all(|labels| labels.len() == 1), "{articles:?}");
    // The cancelled annotation of task 6 does not count.
    assert!(articles[5].labels.as_ref().unwrap().contains("صحة"));
    let run = train(folder.path(), &input).ends_with(0);
    let said = "1 article(s) got different labels from their annotators";
    let warnings = warnings(&run);
    let line = warnings.iter().find(|line| line.contains(said)).unwrap();
    assert!(line.contains("task 2: صحة / رياضة"), "{run:#?}");
}
