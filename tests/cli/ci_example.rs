//! The CI example does what its README says: its commands, taken from the file, run on a made-up
//! repository.

use crate::common::outlets::{articles, done, read, run};
use serde_json::Value;
use std::path::Path;
use tempfile::TempDir;

/// The arguments of `tasnif WORD …` in the job, which may go on over several lines.
fn command(word: &str) -> String {
    let job = include_str!("../../examples/ci/github-actions.yml");
    let start = job.find(&format!("tasnif {word} ")).unwrap();
    let end = job[start..].find("\n\n").unwrap();
    let words: Vec<&str> = job[start..start + end].split_whitespace().skip(1).collect();
    words.join(" ")
}

/// Writes articles with one label each as a folder for each label.
fn write_corpus(folder: &Path, lines: impl Iterator<Item = String>) {
    for line in lines {
        let article: Value = serde_json::from_str(&line).unwrap();
        let labels = article["labels"][0].as_str().unwrap();
        let folder = folder.join(labels);
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join(format!("{}.txt", article["id"].as_str().unwrap()));
        std::fs::write(file, article["text"].as_str().unwrap()).unwrap();
    }
}

#[test]
fn the_job_passes_and_fails_as_it_says() {
    let folder = TempDir::new().unwrap();
    let lines: Vec<String> = articles(160, true, 8).lines().map(str::to_owned).collect();
    write_corpus(&folder.path().join("labels"), lines[..110].iter().cloned());
    write_corpus(&folder.path().join("test"), lines[110..].iter().cloned());
    std::fs::create_dir(folder.path().join("report")).unwrap();

    done(&folder, &command("train"));
    let readme = include_str!("../../examples/ci/README.md");
    let first = "evaluate test --model model.tasnif --report baseline.json";
    assert!(readme.contains(first));
    done(&folder, first);
    done(&folder, &command("evaluate"));
    let junit = read(&folder, "report/tags.xml");
    assert!(junit.contains(r#"tests="2" failures="0""#), "{junit}");

    // Labels that somebody has mixed up: economy, sport, weather → sport, weather, economy.
    let labels = folder.path().join("labels");
    for (from, to) in [
        ("economy", "mixed"),
        ("weather", "economy"),
        ("sport", "weather"),
        ("mixed", "sport"),
    ] {
        std::fs::rename(labels.join(from), labels.join(to)).unwrap();
    }
    done(&folder, &command("train"));
    let (code, _, err) = run(&folder, &command("evaluate"));
    assert_eq!(code, 1, "{err}");
    let junit = read(&folder, "report/tags.xml");
    assert!(junit.contains(r#"tests="2" failures="2""#), "{junit}");
    for name in ["tags.json", "tags.md", "tags.html"] {
        assert!(
            read(&folder, &format!("report/{name}")).contains("baseline"),
            "{name}"
        );
    }
}
