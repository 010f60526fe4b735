//! Small corpora, and the program to run on them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// Words of two topics and of sports news.
const WORDS: [(&str, [&str; 14]); 3] = [
    (
        "border-security",
        [
            "الحدود",
            "المنفذ",
            "مهربين",
            "السياج",
            "دورية",
            "خفر",
            "السواحل",
            "تسلل",
            "المعبر",
            "زورق",
            "شحنة",
            "مهربة",
            "الجمارك",
            "المراقبة",
        ],
    ),
    (
        "cybercrime",
        [
            "قراصنة",
            "اختراق",
            "حسابات",
            "ابتزاز",
            "إلكتروني",
            "تصيد",
            "برمجية",
            "فدية",
            "بيانات",
            "خادم",
            "شبكة",
            "كلمة",
            "مرور",
            "رقمية",
        ],
    ),
    (
        "none",
        [
            "مباراة",
            "هدفين",
            "الدوري",
            "المدرب",
            "الملعب",
            "الحكم",
            "جمهور",
            "الكأس",
            "المنتخب",
            "ركلة",
            "لاعبون",
            "البطولة",
            "تعادل",
            "حارس",
        ],
    ),
];

/// An article on one of the topics of [`WORDS`]: seven of its words, no two articles with more than five in common.
pub fn text(topic: usize, number: usize) -> String {
    let words = WORDS[topic].1;
    let steps = [0, 1, 3, 4, 7, 9, 12];
    let chosen: Vec<&str> = steps.map(|step| words[(number + step) % 14]).to_vec();
    format!("{} رقم{}", chosen.join(" "), "ا".repeat(number + 1))
}

/// A folder with fourteen articles for each topic, `border-security`, `cybercrime` and `none`.
pub fn labelled() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (topic, (name, _)) in WORDS.iter().enumerate() {
        for number in 0..14 {
            write(
                folder.path(),
                &format!("{name}/{number:02}.txt"),
                &text(topic, number),
            );
        }
    }
    folder
}

/// Writes a file of a corpus, its folders too.
pub fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// Trains a model on a corpus, beside it.
pub fn train(corpus: &Path) -> PathBuf {
    let model = corpus.join("model.tasnif");
    let output = tasnif(&[
        "train",
        path(corpus),
        "--output",
        path(&model),
        "--folds",
        "2",
    ]);
    assert!(output.status.success(), "{}", errors(&output));
    model
}

/// A path as an argument.
pub fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Runs the program.
pub fn tasnif(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tasnif"))
        .args(arguments)
        .output()
        .unwrap()
}

/// Standard output as text.
pub fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Standard error as text.
pub fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
