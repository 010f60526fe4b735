//! Counts articles in several places and learns from the sum, without their text.
//!
//! ```sh
//! cargo run --release --example fold_counts
//! ```
//!
//! Counts are a commutative monoid: they can be made on several machines or threads, sent as bytes, and
//! folded in any order. The model has the same bytes as one that was trained from all articles at once.

use std::error::Error;
use tasnif::{CorpusCounts, CountSettings, Trainer};

/// Id, text and label of some articles.
type Articles = [(&'static str, &'static str, &'static str)];

const FIRST: &Articles = &[
    ("1", "فاز الفريق بكأس الدوري بعد مباراة صعبة", "sport"),
    ("2", "ارتفعت أسهم المصارف في ختام التداول", "economy"),
    ("3", "سجل المهاجم هدفين في الشوط الثاني", "sport"),
];
const SECOND: &Articles = &[
    ("4", "خفض المصرف المركزي سعر الفائدة", "economy"),
    ("5", "تعادل المنتخبان في الوقت الضائع", "sport"),
    ("6", "وقعت الشركة اتفاقا لتصدير الغاز", "economy"),
];

/// What each machine does: counts its articles and sends bytes.
fn count(articles: &Articles) -> Result<Vec<u8>, tasnif::Error> {
    let mut counts = CorpusCounts::new(CountSettings::default())?;
    for (id, text, label) in articles {
        counts.add_article(id, "", text, [*label]);
    }
    Ok(counts.to_bytes())
}

fn main() -> Result<(), Box<dyn Error>> {
    // What the machine does at which they arrive: folds them, in any order.
    let mut all = CorpusCounts::from_bytes(&count(SECOND)?)?;
    all.merge(CorpusCounts::from_bytes(&count(FIRST)?)?)?;
    println!("{} articles", all.len());

    let trainer = Trainer::new().folds(2);
    let folded = trainer.fit_counts(all)?;
    let at_once = trainer.fit_counts(CorpusCounts::from_bytes(&count(
        &[FIRST, SECOND].concat(),
    )?)?)?;
    let is_equal = folded.model().to_bytes()? == at_once.model().to_bytes()?;
    println!("the same model as from all articles at once: {is_equal}");
    Ok(())
}
