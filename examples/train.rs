//! Trains a model from labelled articles, says how good it is, and tags with it.
//!
//! ```sh
//! cargo run --release --example train -- labels my.tasnif
//! ```
//!
//! The corpus is a folder with one sub-folder for each label, or any file that `tasnif train` takes.

use std::error::Error;
use tasnif::{Method, Trainer};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(corpus), Some(output)) = (arguments.next(), arguments.next()) else {
        return Err("give a labelled corpus and the model file to write".into());
    };

    // `Method::Nbsvm` takes longer and is more accurate on real news.
    let trained = Trainer::new()
        .method(Method::NaiveBayes)
        .fit_folder(&corpus)?;
    trained.model().write(&output)?;

    println!("{output}: {} topics", trained.model().topics().len());
    if let Some(report) = trained.out_of_fold() {
        // Measured on articles by models that had not seen them.
        if let Some(f1) = report.macro_average.f1 {
            println!("expected macro-F1: {f1:.3}");
        }
        for topic in &report.per_topic {
            let f1 = topic
                .scores
                .f1
                .map_or("undefined".to_owned(), |f1| format!("{f1:.3}"));
            println!("  {}: F1 {f1} on {} articles", topic.topic, topic.support);
        }
    }

    let tags = trained
        .tagger()
        .tag("", "ضبط حرس الحدود شحنة سلاح كانت معدة للتهريب");
    for tag in tags.all().take(3) {
        println!("{:.2} {}", tag.probability, tag.topic);
    }
    Ok(())
}
