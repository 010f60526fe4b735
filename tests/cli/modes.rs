//! Which mode a corpus has, and what becomes of articles that are not labelled or labelled twice.

use crate::common::{Article, Run, made_up, tasnif_in, write_folders, write_jsonl};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const FAULTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/inputs/faults");

/// Articles with one topic each.
fn exclusive(seed: u64) -> Vec<Article> {
    let mut articles = made_up(90, seed);
    articles.retain(|article| article.labels.len() == 1);
    articles
}

fn train(folder: &Path, arguments: &[&str]) -> Run {
    let start = ["train", "--output", "m.tasnif", "--folds", "2"];
    tasnif_in(folder, &[&start[..], arguments].concat())
}

/// The bytes of the model that is trained.
#[track_caller]
fn model(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    train(folder, arguments).ends_with(0);
    fs::read(folder.join("m.tasnif")).unwrap()
}

#[track_caller]
fn assert_says(run: &Run, fragments: &[&str]) {
    for fragment in fragments {
        assert!(run.stderr.contains(fragment), "{fragment:?}: {run:#?}");
    }
}

/// A corpus of articles with one topic each, and the same with one that is odd.
fn with(line: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("clean.jsonl");
    write_jsonl(&path, &exclusive(31));
    let clean = fs::read_to_string(path).unwrap();
    fs::write(folder.path().join("odd.jsonl"), clean + line).unwrap();
    folder
}

#[test]
fn what_is_not_labelled_does_not_change_the_mode() {
    for label in ["null", "\"\"", "\"nan\"", "\"N/A\"", "\"[None]\""] {
        let line = format!(r#"{{"id": "odd", "text": "فاز الفريق بالكأس", "label": {label}}}"#);
        let folder = with(&line);
        let clean = model(folder.path(), &["clean.jsonl"]);
        let run = train(folder.path(), &["odd.jsonl"]).ends_with(0);
        assert_says(
            &run,
            &[
                "1 article(s) have no label (odd) and are left out",
                "mode exclusive: each of ",
            ],
        );
        assert!(model(folder.path(), &["odd.jsonl"]) == clean, "{label}");
        // As a part.
        let arguments = ["count", "odd.jsonl", "--output", "odd.counts"];
        let run = tasnif_in(folder.path(), &arguments).ends_with(0);
        assert_says(&run, &["1 article(s) have no label (odd) and are left out"]);
        assert!(model(folder.path(), &["odd.counts"]) == clean, "{label}");
        // Asked for any number of topics, it has none.
        let run = train(folder.path(), &["odd.jsonl", "--mode", "multi"]).ends_with(0);
        assert_says(
            &run,
            &[
                "1 article(s) have no label (odd) and count as having no topic",
                "mode multi: as asked for",
                "(1 without a topic)",
            ],
        );
    }
}

#[test]
fn words_for_a_missing_label_are_counted() {
    let folder = with(
        "{\"text\": \"فاز الفريق\", \"label\": \"NaN\"}\n{\"text\": \"خسر الفريق\", \"label\": \"nan\"}",
    );
    let run = train(folder.path(), &["odd.jsonl"]).ends_with(0);
    assert_says(
        &run,
        &[
            "2 label(s) are words that programs write where a value is missing (1 NaN, 1 nan; odd.jsonl:",
            "2 article(s) have no label",
            "mode exclusive",
        ],
    );
    assert!(!run.stderr.contains("'nan'"), "{run:#?}");
}

#[test]
fn what_is_said_to_have_no_topic_makes_the_mode_multi() {
    for label in ["[]", "\"none\""] {
        let line = format!(r#"{{"text": "فاز الفريق بالكأس", "label": {label}}}"#);
        let run = train(with(&line).path(), &["odd.jsonl"]).ends_with(0);
        assert_says(&run, &["mode multi: 1 of ", "(1 without a topic)"]);
    }
}

#[test]
fn a_reprint_under_two_topics_is_left_out() {
    let folder = TempDir::new().unwrap();
    let articles = exclusive(32);
    write_folders(&folder.path().join("clean"), &articles);
    write_folders(&folder.path().join("dup"), &articles);
    for topic in ["cybercrime", "trafficking"] {
        let path = folder.path().join("dup").join(topic).join("reprint.txt");
        fs::write(path, "ضبط\nضبط حرس الحدود شحنة في المنفذ").unwrap();
    }
    let clean = model(folder.path(), &["clean"]);
    for mode in ["auto", "exclusive"] {
        let run = train(folder.path(), &["dup", "--mode", mode]).ends_with(0);
        assert_says(
            &run,
            &[
                "(cybercrime/reprint.txt = trafficking/reprint.txt)",
                "all their copies are left out",
            ],
        );
        assert!(
            model(folder.path(), &["dup", "--mode", mode]) == clean,
            "{mode}"
        );
    }
    let arguments = ["count", "dup", "--output", "dup.counts"];
    tasnif_in(folder.path(), &arguments).ends_with(0);
    assert!(model(folder.path(), &["dup.counts"]) == clean);
    let run = train(folder.path(), &["dup", "--mode", "multi"]).ends_with(0);
    assert_says(&run, &["the union of their labels is used"]);
}

#[test]
fn an_empty_file_in_each_topic_is_left_out() {
    let folder = TempDir::new().unwrap();
    write_folders(&folder.path().join("news"), &exclusive(33));
    let clean = model(folder.path(), &["news"]);
    for topic in ["border-security", "cybercrime", "trafficking"] {
        fs::write(folder.path().join("news").join(topic).join("zz.txt"), "").unwrap();
    }
    let run = train(folder.path(), &["news"]).ends_with(0);
    assert_says(&run, &["3 article(s) hold no word", "mode exclusive"]);
    assert!(model(folder.path(), &["news"]) == clean);
}

#[test]
fn an_empty_cell_says_nothing_in_a_column_for_one_label() {
    let rows = |header: &str| -> String {
        let rows = (0..40).map(|number| {
            let (label, text) = [("sport", "هدف المباراة"), ("economy", "سهم المصرف")][number % 2];
            format!("{text} {},{label}\n", "ا".repeat(number + 1))
        });
        format!("text,{header}\n{}خبر بلا قسم,\n", rows.collect::<String>())
    };
    let folder = TempDir::new().unwrap();
    for (header, said) in [
        (
            "label",
            "1 article(s) have no label (news.csv:42) and are left out",
        ),
        (
            "labels",
            "mode multi: 1 of 41 labelled article(s) have no topic",
        ),
    ] {
        fs::write(folder.path().join("news.csv"), rows(header)).unwrap();
        assert_says(&train(folder.path(), &["news.csv"]).ends_with(0), &[said]);
    }
}

#[test]
fn labels_that_look_alike_are_said() {
    let folder = TempDir::new().unwrap();
    for (fault, said) in [
        ("label-yeh", "U+06CC"),
        ("label-case", "looks like"),
        ("label-alef-maksura", "looks like"),
        ("label-tatweel", "looks like"),
    ] {
        let path = format!("{FAULTS}/{fault}/news.jsonl");
        let run = train(folder.path(), &[&path]).ends_with(0);
        assert_says(&run, &["labels look alike: ", said]);
    }
    for (fault, flag) in [
        ("cell-comma", "--label-separator ','"),
        ("cell-hash", "--label-separator '#'"),
        ("cell-semicolon", "--label-separator ';'"),
        ("cell-arabic-comma", "--label-separator '،'"),
    ] {
        let path = format!("{FAULTS}/{fault}/news.csv");
        let run = train(folder.path(), &[&path]).ends_with(0);
        assert_says(&run, &["1 label(s) are made of others", flag]);
        let separator = flag.split('\'').nth(1).unwrap();
        let arguments = [&path, "--label-separator", separator];
        let run = train(folder.path(), &arguments).ends_with(0);
        assert_says(&run, &["m.tasnif: 2 topics from 11 articles"]);
        assert!(!run.stderr.contains("made of others"), "{run:#?}");
    }
}

#[test]
fn brackets_without_quotes_are_refused() {
    let folder = TempDir::new().unwrap();
    fs::write(
        folder.path().join("news.csv"),
        "text,labels\nنص,\"[رياضة, اقتصاد]\"\n",
    )
    .unwrap();
    let run = train(folder.path(), &["news.csv"]).ends_with(2);
    let said = "news.csv:2: the label \"[رياضة, اقتصاد]\" stands in brackets and is no list";
    assert!(run.errors()[0].contains(said), "{run:#?}");
}

#[test]
fn nothing_to_tell_apart() {
    let folder = TempDir::new().unwrap();
    for (fault, said) in [
        (
            "all-the-same-label",
            "all 8 articles carry the one label 'رياضة'",
        ),
        (
            "all-the-same-two-labels",
            "all 8 articles carry the same labels",
        ),
    ] {
        let path = format!("{FAULTS}/{fault}/news.jsonl");
        train(folder.path(), &[&path]).fails_with(&[said]);
    }
    let line = |number: usize, label: &str| {
        format!(
            "{{\"id\": \"{number}\", \"text\": \"{}\", \"label\": \"{label}\"}}\n",
            "كلمة ".repeat(number + 1)
        )
    };
    let few = line(0, "a") + "{\"id\": \"x\", \"text\": \"خبر\", \"label\": \"b\"}";
    fs::write(folder.path().join("few.jsonl"), few).unwrap();
    train(folder.path(), &["few.jsonl"]).fails_with(&[
        "no word or n-gram occurs in 2 articles or more",
        "add articles",
        "--min-documents",
    ]);
}

#[test]
fn articles_that_are_nearly_the_same_are_told() {
    let folder = TempDir::new().unwrap();
    let texts = [
        "أعلنت الوزارة أمس افتتاح المرحلة الأولى من مشروع توسعة الميناء بعد ثلاث سنوات من العمل في المدينة الساحلية",
        "تغلب فريق الشاطئ على ضيفه بثلاثة أهداف نظيفة في افتتاح الموسم الجديد وسط حضور كبير من جماهير النادي",
    ];
    let lines = |texts: &[&str]| -> String {
        let line = |number: usize| {
            let (text, label) = (texts[number % texts.len()], ["a", "b"][number % 2]);
            let last = "ا".repeat(number + 1);
            format!("{{\"text\": \"{text} {last}\", \"label\": \"{label}\"}}\n")
        };
        (0..20).map(line).collect()
    };
    fs::write(folder.path().join("toy.jsonl"), lines(&texts)).unwrap();
    let run = train(folder.path(), &["toy.jsonl"]).ends_with(0);
    assert_says(&run, &["18 of 20 articles are near-duplicates of others"]);
    fs::write(folder.path().join("toy.jsonl"), lines(&texts[..1])).unwrap();
    let said = "toy.jsonl: 19 of 20 articles are near-duplicates of others";
    train(folder.path(), &["toy.jsonl"]).fails_with(&[said, "add articles that differ"]);
}
