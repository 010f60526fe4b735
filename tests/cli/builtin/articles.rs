//! `--with-builtin`: one's own articles and the built-in ones go in, a model comes out that knows
//! both and is measured on one's own alone.

use crate::common::{Article, Run, made_up, shuffled, tasnif_in, write_jsonl};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Support vector machines without the search for a cost, and over fewer features: a test program
/// is slow.
const MACHINES: [&str; 8] = [
    "--method", "nbsvm", "--cost", "1", "--folds", "2", "--ngrams", "3..3",
];

/// Fewer features, where which ones there are does not matter: a test program is slow.
const FEW: [&str; 2] = ["--ngrams", "3..3"];

fn folder(articles: &[Article]) -> TempDir {
    let folder = TempDir::new().unwrap();
    write_jsonl(&folder.path().join("own.jsonl"), articles);
    folder
}

fn train(folder: &TempDir, output: &str, flags: &[&str]) -> Run {
    let arguments = ["train", "own.jsonl", "--output", output];
    tasnif_in(folder.path(), &[&arguments[..], flags].concat())
}

/// A model file and what `tasnif inspect` says of it.
struct Trained {
    bytes: Vec<u8>,
    card: Value,
    shown: String,
}

impl Trained {
    fn read(folder: &TempDir, name: &str) -> Self {
        let inspect = |flags: &[&str]| {
            let arguments = [&["inspect", name], flags].concat();
            tasnif_in(folder.path(), &arguments).ends_with(0).stdout
        };
        Self {
            bytes: fs::read(folder.path().join(name)).unwrap(),
            card: serde_json::from_str(&inspect(&["--json"])).unwrap(),
            shown: inspect(&[]),
        }
    }

    /// The settings on the card, each a name and a value.
    fn settings(&self) -> Vec<(&str, &str)> {
        let settings = self.card["training"]["settings"].as_array().unwrap();
        settings
            .iter()
            .map(|one| (one[0].as_str().unwrap(), one[1].as_str().unwrap()))
            .collect()
    }

    fn setting(&self, name: &str) -> Option<&str> {
        let settings = self.settings();
        let found = settings.into_iter().find(|(found, _)| *found == name);
        found.map(|(_, value)| value)
    }

    /// How many n-grams and words it knows.
    fn features(&self) -> usize {
        let mut lines = self.shown.lines();
        let line = lines.find(|line| line.starts_with("features ")).unwrap();
        let counts = line.split_whitespace().filter_map(|one| one.parse().ok());
        // `9 n-grams of 2 to 5 letters, 9 words`
        let counts: Vec<usize> = counts.collect();
        counts[0] + counts[3]
    }

    /// A section of the file, found as FORMAT.md says.
    fn section(&self, tag: &[u8; 4]) -> &[u8] {
        let number = |place: usize| {
            let bytes = self.bytes[place..place + 8].try_into().unwrap();
            usize::try_from(u64::from_le_bytes(bytes)).unwrap()
        };
        let mut entries = (16..).step_by(20).take(self.bytes[12].into());
        let entry = entries.find(|&entry| self.bytes[entry..].starts_with(tag));
        let entry = entry.unwrap();
        &self.bytes[number(entry + 4)..][..number(entry + 12)]
    }
}

fn model(folder: &TempDir, output: &str, flags: &[&str]) -> Trained {
    train(folder, output, flags).ends_with(0);
    Trained::read(folder, output)
}

/// The built-in articles, as files.
fn builtin_articles() -> Vec<PathBuf> {
    let labels = Path::new(env!("CARGO_MANIFEST_DIR")).join("labels");
    let within = |folder: PathBuf| -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect()
    };
    let mut files: Vec<PathBuf> = within(labels)
        .into_iter()
        .filter(|path| path.is_dir())
        .flat_map(within)
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    files.sort();
    files
}

#[test]
fn the_card_and_a_note_say_what_they_gave() {
    let folder = folder(&made_up(40, 91));
    let alone = model(&folder, "alone.tasnif", &FEW);
    let flags = [&["--with-builtin"], &FEW[..]].concat();
    let run = train(&folder, "m.tasnif", &flags).ends_with(0);
    let with = Trained::read(&folder, "m.tasnif");
    let builtin = builtin_articles().len().to_string();
    assert_eq!(with.setting("builtin-articles"), Some(&*builtin));
    let weight = with.setting("builtin-weight").unwrap();
    let f1 = with.setting("builtin-macro-f1").unwrap();
    let loss = with.setting("builtin-log-loss").unwrap();
    assert!(["0", "0.25", "0.5", "1"].contains(&weight), "{weight}");
    for values in [f1, loss] {
        let parts: Vec<&str> = values.split(' ').collect();
        assert!(parts[0].parse::<f64>().is_ok() && parts[1] == "without,");
    }
    let note = format!("out-of-fold macro-f1 {f1}; log-loss {loss}\n");
    assert!(run.stderr.contains(&note), "{run:#?}");
    let card = &with.shown;
    for line in [
        format!("builtin-weight    {weight}\n"),
        format!("builtin-macro-f1  {f1}\n"),
        format!("builtin-log-loss  {loss}\n"),
    ] {
        assert!(card.contains(&line), "{line} is not in {card}");
    }
    // Without them on the card is what a training without them measures.
    let mut qualities = alone.card["quality"].as_array().unwrap().iter();
    let own = qualities.find(|q| q["metric"] == "macro-f1").unwrap();
    let own = own["value"].as_f64().unwrap();
    assert!(f1.starts_with(&format!("{own:.4} without")), "{f1} {own}");
    // All else on the card is about one's own articles.
    assert_eq!(with.card["topics"], alone.card["topics"]);
    for key in ["articles", "without_topic", "digest"] {
        let (with, alone) = (&with.card["training"][key], &alone.card["training"][key]);
        assert!(!alone.is_null() && with == alone, "{key}: {with} {alone}");
    }
}

#[test]
fn they_bring_words_that_ones_own_articles_lack() {
    let folder = folder(&made_up(40, 92));
    let flags = ["--with-builtin", "--builtin-weight", "0.5"];
    let with = model(&folder, "with.tasnif", &flags);
    let alone = model(&folder, "alone.tasnif", &[]);
    assert!(with.features() > 2 * alone.features());
    assert_eq!(with.setting("builtin-weight"), Some("0.5"));
}

#[test]
fn weight_0_is_a_training_without_them() {
    let folder = folder(&made_up(40, 93));
    for method in [&[][..], &MACHINES] {
        let flags = ["--with-builtin", "--builtin-weight", "0"];
        let mut with = model(&folder, "with.tasnif", &[&flags, method].concat());
        let alone = model(&folder, "alone.tasnif", method);
        for tag in [b"VOCB", b"WGHT"] {
            assert!(with.section(tag) == alone.section(tag), "{method:?}");
        }
        assert_eq!(alone.setting("builtin-weight"), None);
        assert_eq!(with.setting("builtin-weight"), Some("0"));
        let settings = with.card["training"]["settings"].as_array_mut().unwrap();
        settings.retain(|one| !one[0].as_str().unwrap().starts_with("builtin-"));
        assert_eq!(with.card, alone.card, "{method:?}");
    }
}

#[test]
fn the_same_bytes_on_any_number_of_threads_and_in_any_order() {
    let articles = made_up(40, 94);
    let flags = ["--with-builtin", "--builtin-weight", "0.5"];
    let machines = [&flags[..], &MACHINES].concat();
    for flags in [&["--with-builtin"][..], &machines] {
        let bytes = |articles: &[Article], threads: &str| {
            let folder = folder(articles);
            let flags = [flags, &["--threads", threads]].concat();
            model(&folder, "m.tasnif", &flags).bytes
        };
        let expected = bytes(&articles, "1");
        assert!(bytes(&articles, "3") == expected, "{flags:?}");
        assert!(bytes(&shuffled(&articles, 5), "2") == expected, "{flags:?}");
    }
}

#[test]
fn only_ones_own_articles_are_tested_on() {
    let folder = folder(&made_up(40, 95));
    let evaluate = |flags: &[&str]| {
        let arguments = [
            "evaluate",
            "own.jsonl",
            "--with-builtin",
            "--report",
            "r.json",
        ];
        let arguments = [&arguments, &FEW[..], flags].concat();
        let run = tasnif_in(folder.path(), &arguments).ends_with(0);
        let report = fs::read_to_string(folder.path().join("r.json")).unwrap();
        (run, serde_json::from_str::<Value>(&report).unwrap())
    };
    let (run, report) = evaluate(&["--cross-validate", "2"]);
    let added = builtin_articles().len();
    assert!(
        run.stdout
            .contains(&format!("with {added} built-in articles")),
        "{run:#?}"
    );
    assert_eq!(report["articles"], 40, "{report:#}");
    // A field that the built-in articles lack: they are in no fold either.
    let with_outlet = |(number, line): (usize, &str)| {
        let mut article: Value = serde_json::from_str(line).unwrap();
        article["outlet"] = format!("outlet {}", number % 3).into();
        article.to_string() + "\n"
    };
    let path = folder.path().join("own.jsonl");
    let lines = fs::read_to_string(&path).unwrap();
    let lines: String = lines.lines().enumerate().map(with_outlet).collect();
    fs::write(path, lines).unwrap();
    for flags in [&["--cross-validate", "3"][..], &["--test-share", "0.3"]] {
        let flags = [&["--split-by", "outlet", "--builtin-weight", "1"], flags].concat();
        let (run, report) = evaluate(&flags);
        let tested = if flags.contains(&"--test-share") {
            13
        } else {
            40
        };
        assert_eq!(report["articles"], tested, "{report:#}");
        assert!(!run.stderr.contains("lack the field"), "{run:#?}");
    }
}

#[test]
fn topics_that_nobody_looked_for_in_them_are_named() {
    let mut articles = made_up(40, 99);
    for article in &mut articles {
        let labels = article.labels.iter_mut();
        labels.for_each(|label| *label = label.replace("trafficking", "theft").leak());
    }
    let folder = folder(&articles);
    let flags = [&["--with-builtin"], &FEW[..]].concat();
    let run = train(&folder, "m.tasnif", &flags).ends_with(0);
    let warning = "warning: the built-in articles were not labelled for theft, and count as";
    assert!(run.stderr.contains(warning), "{run:#?}");
}

/// Some built-in articles as one's own.
fn copies(count: usize) -> Vec<Article> {
    let articles = builtin_articles();
    let step = articles.len() / count;
    let copy = |file: &PathBuf| {
        let folder = file.parent().unwrap().file_name().unwrap();
        let article = fs::read_to_string(file).unwrap();
        let (title, text) = article.split_once('\n').unwrap();
        Article {
            id: file.file_name().unwrap().to_str().unwrap().to_owned(),
            title: title.to_owned(),
            text: text.to_owned(),
            labels: match folder.to_str().unwrap().contains("cybercrime") {
                true => vec!["cybercrime"],
                false => vec![],
            },
        }
    };
    articles.iter().step_by(step).map(copy).collect()
}

#[test]
fn an_article_that_one_has_oneself_is_not_added() {
    let own = copies(40);
    let folder = folder(&own);
    let with = model(
        &folder,
        "m.tasnif",
        &[&["--with-builtin"], &FEW[..]].concat(),
    );
    let added: usize = with.setting("builtin-articles").unwrap().parse().unwrap();
    let all = builtin_articles().len();
    // Near-duplicates of some of them are not added either.
    let least = all - 2 * own.len();
    assert!(
        (least..=all - own.len()).contains(&added),
        "{added} of {all}"
    );
    let labels = concat!(env!("CARGO_MANIFEST_DIR"), "/labels");
    let arguments = ["train", labels, "--with-builtin", "--output", "all.tasnif"];
    let arguments = [&arguments, &FEW[..]].concat();
    let run = tasnif_in(folder.path(), &arguments).ends_with(0);
    assert!(
        run.stderr.contains("none added: yours hold all"),
        "{run:#?}"
    );
}

#[test]
fn corpora_that_they_do_not_fit() {
    let renamed = |mut article: Article| {
        article.labels.retain(|label| *label == "cybercrime");
        article
            .labels
            .iter_mut()
            .for_each(|label| *label = "hacking");
        article
    };
    let others = folder(&made_up(40, 96).into_iter().map(renamed).collect::<Vec<_>>());
    train(&others, "m.tasnif", &["--with-builtin"]).fails_with(&[
        "own.jsonl: the built-in articles carry none of your topics",
        "yours are hacking;",
        "theirs are border-security, counterterrorism, cybercrime, trafficking, weapons-control;",
        "rename your labels",
    ]);
    let one = |article: &Article| article.labels.len() == 1;
    let exclusive = folder(&made_up(40, 97).into_iter().filter(one).collect::<Vec<_>>());
    train(&exclusive, "m.tasnif", &["--with-builtin"]).fails_with(&[
        "own.jsonl: each of your articles has exactly one label",
        "use mode `multi`",
    ]);
    let multi = [&["--with-builtin", "--mode", "multi"], &FEW[..]].concat();
    train(&exclusive, "m.tasnif", &multi).ends_with(0);
}

#[test]
fn flags_that_do_not_go_together() {
    let folder = folder(&made_up(40, 98));
    let refused = |flags: &[&str], fragment: &str| {
        let run = train(&folder, "m.tasnif", flags).ends_with(2);
        assert!(run.stderr.contains(fragment), "{run:#?}");
    };
    let weight = "--builtin-weight";
    refused(&[weight, "0.5"], "--with-builtin");
    refused(
        &["--with-builtin", weight, "0.3"],
        "'0.3' is no weight of built-in articles: give 0, 0.25, 0.5, 0.75 or 1",
    );
    refused(
        &["--with-builtin", "--plain"],
        "without calibration no weight of the built-in articles can be chosen",
    );
    let plain = ["--with-builtin", "--plain", weight, "1"];
    let plain = [&plain, &FEW[..]].concat();
    train(&folder, "m.tasnif", &plain).ends_with(0);
    tasnif_in(folder.path(), &["evaluate", "own.jsonl", "--with-builtin"]).fails_with(&[
        "--with-builtin has no effect here",
        "needs --cross-validate K or --split-by",
    ]);
}
