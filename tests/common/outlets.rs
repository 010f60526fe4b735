//! Made-up articles as JSONL, a folder for a test, and runs of the program in it.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const TOPICS: [(&str, [&str; 12]); 3] = [
    (
        "economy",
        [
            "سوق",
            "أسهم",
            "مصرف",
            "تضخم",
            "موازنة",
            "ضرائب",
            "استثمار",
            "صادرات",
            "عملة",
            "بورصة",
            "أرباح",
            "قروض",
        ],
    ),
    (
        "sport",
        [
            "مباراة",
            "فريق",
            "هدف",
            "ملعب",
            "مدرب",
            "لاعب",
            "دوري",
            "بطولة",
            "كأس",
            "حارس",
            "جمهور",
            "تعادل",
        ],
    ),
    (
        "weather",
        [
            "أمطار",
            "رياح",
            "حرارة",
            "غيوم",
            "عاصفة",
            "ضباب",
            "ثلوج",
            "رطوبة",
            "موجة",
            "برد",
            "سيول",
            "أرصاد",
        ],
    ),
];

const COMMON: [&str; 24] = [
    "اليوم",
    "أمس",
    "قال",
    "أعلن",
    "بعد",
    "قبل",
    "خلال",
    "مدينة",
    "عدد",
    "كبير",
    "جديد",
    "صباح",
    "مساء",
    "بيان",
    "منطقة",
    "مسؤول",
    "شهر",
    "أسبوع",
    "عام",
    "وفق",
    "تقرير",
    "أكد",
    "أشار",
    "كما",
];

const OUTLETS: [&str; 4] = ["sabah", "masaa", "wakala", "usbu"];

/// A linear congruential generator (Knuth's MMIX constants): the same words on every platform.
struct Draw(u64);

impl Draw {
    fn word<'a>(&mut self, words: &[&'a str]) -> &'a str {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        words[(self.0 >> 33) as usize % words.len()]
    }
}

/// JSONL with `count` articles by four outlets, three a day from 2024-01-01 on. Every fourth has
/// no topic and every seventh two; with `exclusive`, each has one. `own` words are of each topic:
/// the fewer, the harder.
pub fn articles(count: usize, exclusive: bool, own: usize) -> String {
    let mut draw = Draw(11);
    let mut lines = String::new();
    for number in 0..count {
        let mut topics = vec![number % 3];
        if !exclusive && number % 7 == 3 {
            topics.push((number + 1) % 3);
        }
        if !exclusive && number % 4 == 0 {
            topics.clear();
        }
        let mut words: Vec<&str> = (0..20).map(|_| draw.word(&COMMON)).collect();
        for &topic in &topics {
            words.extend((0..own).map(|_| draw.word(&TOPICS[topic].1)));
        }
        // A word of any topic, so that no model is always right.
        words.push(draw.word(&TOPICS[number / 2 % 3].1));
        let labels: Vec<&str> = topics.iter().map(|&topic| TOPICS[topic].0).collect();
        let article = serde_json::json!({
            "id": format!("a{number:03}"),
            "text": format!("{} {}", words.join(" "), unique(number)),
            "labels": labels,
            "outlet": OUTLETS[number % 4],
            "date": format!("2024-{:02}-{:02}", 1 + number / 84, 1 + number / 3 % 28),
        });
        writeln!(lines, "{article}").unwrap();
    }
    lines
}

/// Words that no other article has, so that no two articles are near-duplicates.
fn unique(number: usize) -> String {
    let letters: Vec<char> = "ذظغثخطصز".chars().collect();
    let word = |place: usize| {
        let mut rest = number * 8 + place;
        let mut word = String::from("ظظ");
        while rest > 0 {
            word.push(letters[rest % 8]);
            rest /= 8;
        }
        word
    };
    (0..8).map(word).collect::<Vec<_>>().join(" ")
}

/// A folder with `multi.jsonl` and `exclusive.jsonl`, 120 articles each.
pub fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    write(&folder, "multi.jsonl", &articles(120, false, 2));
    write(&folder, "exclusive.jsonl", &articles(120, true, 2));
    folder
}

pub fn write(folder: &TempDir, name: &str, text: &str) {
    std::fs::write(folder.path().join(name), text).unwrap();
}

pub fn read(folder: &TempDir, name: &str) -> String {
    std::fs::read_to_string(folder.path().join(name)).unwrap()
}

pub fn read_json(folder: &TempDir, name: &str) -> serde_json::Value {
    serde_json::from_str(&read(folder, name)).unwrap()
}

/// Runs `tasnif` with arguments that white space separates.
pub fn tasnif_in(folder: &Path, arguments: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tasnif"))
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .output()
        .unwrap()
}

/// Exit code, standard output and standard error of a run.
pub fn run(folder: &TempDir, arguments: &str) -> (i32, String, String) {
    let output = tasnif_in(folder.path(), arguments);
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

/// The output of a run that must succeed.
#[track_caller]
pub fn done(folder: &TempDir, arguments: &str) -> String {
    let (code, out, err) = run(folder, arguments);
    assert_eq!(code, 0, "{arguments}\n{out}\n{err}");
    out
}

/// The message of a run that must be refused.
#[track_caller]
pub fn refused(folder: &TempDir, arguments: &str) -> String {
    let (code, out, err) = run(folder, arguments);
    assert_eq!((code, out.as_str()), (2, ""), "{arguments}\n{err}");
    err
}

/// Changes the JSON of a report.
pub fn edit_json(folder: &TempDir, from: &str, to: &str, edit: impl Fn(&mut serde_json::Value)) {
    let mut value = read_json(folder, from);
    edit(&mut value);
    write(folder, to, &value.to_string());
}
