//! `tasnif suggest`.

use super::corpus::{errors, labelled, out, path, tasnif, text, train, write};
use serde_json::Value;

/// Articles between two topics, and clear ones.
fn pool() -> tempfile::TempDir {
    let pool = tempfile::tempdir().unwrap();
    for number in 30..36 {
        let mixed = format!("{} {}", text(0, number), text(1, number + 2));
        write(pool.path(), &format!("mixed{number}.txt"), &mixed);
        write(
            pool.path(),
            &format!("clear{number}.txt"),
            &text(2, number).repeat(2),
        );
    }
    write(
        pool.path(),
        "reprint.txt",
        &format!("{} {}", text(1, 32), text(0, 30)),
    );
    pool
}

#[test]
fn doubtful_articles_come_first_and_each_once() {
    let corpus = labelled();
    let model = train(corpus.path());
    let pool = pool();
    let arguments = [
        "suggest",
        path(pool.path()),
        "--model",
        path(&model),
        "--count",
        "4",
        "--format",
        "jsonl",
    ];
    let output = tasnif(&arguments);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    let lines: Vec<Value> = out(&output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 4);
    let ids: Vec<&str> = lines
        .iter()
        .map(|line| line["id"].as_str().unwrap())
        .collect();
    assert!(
        !(ids.contains(&"reprint.txt") && ids.contains(&"mixed30.txt")),
        "{ids:?}"
    );
    let between = |id: &&str| id.starts_with("mixed") || *id == "reprint.txt";
    assert!(ids.iter().all(between), "{ids:?}");
    for line in &lines {
        let uncertainty = line["uncertainty"].as_f64().unwrap();
        assert!((0.0..=1.0).contains(&uncertainty), "{line}");
        assert!(line["similarity"].as_f64().unwrap() < 0.7, "{line}");
    }
    let values: Vec<f64> = lines
        .iter()
        .map(|line| line["value"].as_f64().unwrap())
        .collect();
    assert!(values.is_sorted_by(|a, b| a >= b), "{values:?}");
}

#[test]
fn nothing_like_a_labelled_article_is_chosen_and_the_curve_is_told() {
    let corpus = labelled();
    let model = train(corpus.path());
    let pool = tempfile::tempdir().unwrap();
    write(pool.path(), "known.txt", &text(0, 4));
    write(
        pool.path(),
        "new.txt",
        &format!("{} {}", text(0, 31), text(1, 33)),
    );
    write(pool.path(), "empty.txt", "،،،");
    let arguments = [
        "suggest",
        path(pool.path()),
        "--model",
        path(&model),
        "--labelled",
        path(corpus.path()),
        "--folds",
        "2",
    ];
    let output = tasnif(&arguments);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    let shown = out(&output);
    assert!(
        shown.contains("new.txt") && !shown.contains("known.txt"),
        "{shown}"
    );
    assert!(!shown.contains("empty.txt"), "{shown}");
    let said = errors(&output);
    assert!(said.contains("1 of 3 articles chosen"), "{said}");
    assert!(said.contains("the next 100 labels add about"), "{said}");
}

#[test]
fn csv_has_a_header_and_wrong_use_is_refused() {
    let corpus = labelled();
    let model = train(corpus.path());
    let pool = pool();
    let arguments = [
        "suggest",
        path(pool.path()),
        "--model",
        path(&model),
        "-n",
        "1",
        "--format",
        "csv",
    ];
    let written = out(&tasnif(&arguments));
    assert!(
        written
            .starts_with("id,topic,probability,rival,bound,uncertainty,similarity,value,title\n"),
        "{written}"
    );
    assert_eq!(written.lines().count(), 2);
    for (gain, message) in [("2", "'2' is not a gain"), ("0.01", "--labelled <")] {
        let arguments = ["suggest", path(pool.path()), "--worth", gain];
        let output = tasnif(&arguments);
        assert_eq!(output.status.code(), Some(2));
        assert!(errors(&output).contains(message), "{}", errors(&output));
    }
}
