//! A feed that trickles: each line of output is there as soon as its article is.

use super::{CYBER, SPORT};
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

/// Far longer than a line takes; without a limit a fault would hang.
const PATIENCE: Duration = Duration::from_secs(120);

/// Writes the parts of an input one by one, each after the line of output for the one before. The first `silent` parts and
/// lines of output belong to no article.
fn trickle(
    arguments: &[&str],
    parts: &[String],
    silent_parts: usize,
    silent_lines: usize,
) -> Vec<String> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tasnif"))
        .arg("predict")
        .args(arguments)
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    let (sender, lines) = channel();
    thread::spawn(move || {
        output
            .lines()
            .try_for_each(|line| sender.send(line.unwrap()))
    });
    let mut input = child.stdin.take().unwrap();
    let mut seen = Vec::new();
    for (place, part) in parts.iter().enumerate() {
        input.write_all(part.as_bytes()).unwrap();
        input.flush().unwrap();
        let wanted = (place + 1).saturating_sub(silent_parts) + silent_lines;
        while place >= silent_parts && seen.len() < wanted {
            let line = lines.recv_timeout(PATIENCE);
            seen.push(
                line.unwrap_or_else(|_| panic!("part {place} of {arguments:?}: no line of output")),
            );
        }
    }
    drop(input);
    assert!(child.wait().unwrap().success());
    seen
}

#[test]
fn each_article_comes_out_before_the_next_goes_in() {
    let articles = [CYBER, SPORT, CYBER, SPORT, SPORT];
    let jsonl = |text: &&str| format!("{}\n", serde_json::json!({ "text": text }));
    let jsonl: Vec<String> = articles.iter().map(jsonl).collect();
    for (format, silent_lines) in [("jsonl", 0), ("table", 0), ("csv", 1)] {
        let seen = trickle(&["--format", format], &jsonl, 0, silent_lines);
        assert_eq!(seen.len(), 5 + silent_lines);
        assert!(seen[silent_lines].contains("cybercrime"), "{seen:?}");
    }
    let rows = articles.iter().map(|text| format!("\"{text}\"\n"));
    let csv: Vec<String> = std::iter::once("text\n".to_owned()).chain(rows).collect();
    trickle(&["--input-format", "csv"], &csv, 1, 0);
    let lines: Vec<String> = articles.iter().map(|text| format!("{text}\n")).collect();
    trickle(&["--input-format", "lines"], &lines, 0, 0);
}
