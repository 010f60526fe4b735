//! `tasnif predict`.

mod forms;
mod inputs;
mod keep;
mod models;
mod outputs;
mod trickle;

use serde_json::Value;
use std::fs;
use tempfile::TempDir;

pub const CYBER: &str = "أوقفت الشرطة قرصانًا اخترق حسابات مصرفية بعد تصيّد كلمات المرور ونشر برمجية خبيثة لابتزاز ضحاياه إلكترونيًا.";
pub const SPORT: &str = "فاز الفريق على ضيفه بهدفين في المباراة التي جرت أمس، وقال المدرب إن لاعبيه استحقوا النقاط الثلاث أمام جمهورهم.";

pub fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("cyber.txt"), CYBER).unwrap();
    fs::write(folder.path().join("sport.txt"), SPORT).unwrap();
    folder
}

/// The tags of one input, without the id.
pub fn tags(line: &Value) -> (Value, Value) {
    (line["topics"].clone(), line["probabilities"].clone())
}
