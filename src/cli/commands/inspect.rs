//! `tasnif inspect`: shows a model's card and the features with the largest weights.

use crate::cli::args::model;
use crate::cli::exit::Exit;
use crate::model::{Model, Topic};
use anyhow::Context;
use comfy_table::{Table, presets};
use std::io::Write;
use std::path::PathBuf;

/// Show a model's card and the words and n-grams with the largest weights for each topic.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A model that `train` wrote; by default the built-in one.
    #[arg(value_name = "MODEL")]
    model: Option<PathBuf>,
    /// How many n-grams and words to show for each topic.
    #[arg(long, value_name = "N", default_value_t = 12)]
    top: usize,
    /// Show the card as JSON.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    let model = model::load(args.model.as_deref())?;
    let text = match args.json {
        true => serde_json::to_string_pretty(&model.metadata)? + "\n",
        false => card(&model) + &strongest(&model, args.top),
    };
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .context("standard output: the card cannot be written")?;
    Ok(Exit::Success)
}

fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_header(header);
    table
}

fn card(model: &Model) -> String {
    let metadata = &model.metadata;
    let training = &metadata.training;
    let features = &metadata.features;
    let mut text = format!(
        "method            {:?}\nmode              {}\narticles          {} ({} without a topic)\n\
         training digest   {}\nfeatures          {} n-grams of {} to {} letters, {} words\n\
         counted           title {}x, lead of {} characters {}x{}\nfolding version   {}\n",
        metadata.method,
        if metadata.rule.is_exclusive() {
            "exclusive"
        } else {
            "multi"
        },
        training.articles,
        training.without_topic,
        training.digest,
        model.vocabulary.ngrams.len(),
        features.ngrams.min(),
        features.ngrams.max(),
        model.vocabulary.words.len(),
        features.counting.title_weight,
        features.counting.lead_chars,
        features.counting.lead_weight,
        if features.counting.word_pairs {
            ", word pairs"
        } else {
            ""
        },
        metadata.folding_version,
    );
    for (name, value) in &training.settings {
        text += &format!("{name:<18}{value}\n");
    }
    text += &format!("\n{}\n", topics(model));
    let overall: Vec<_> = metadata
        .quality
        .iter()
        .filter(|q| !q.metric.contains('@'))
        .collect();
    if !overall.is_empty() {
        text += "\nExpected quality, measured on articles that the scoring model had not seen:\n";
        for quality in overall {
            text += &format!("{:<18}{:.4}\n", quality.metric, quality.value);
        }
    }
    text
}

fn topics(model: &Model) -> Table {
    let metadata = &model.metadata;
    let mut table = table(&[
        "topic",
        "name",
        "articles",
        "threshold",
        "precision",
        "recall",
        "f1",
    ]);
    for (topic, threshold) in metadata.topics.iter().zip(&metadata.rule.thresholds) {
        let quality = |name: &str| {
            let metric = format!("{name}@{}", topic.id);
            let found = metadata
                .quality
                .iter()
                .find(|quality| quality.metric == metric);
            found.map_or("undefined".to_owned(), |quality| {
                format!("{:.4}", quality.value)
            })
        };
        table.add_row([
            topic.id.clone(),
            format!("{} / {}", topic.english, topic.arabic),
            topic.articles.to_string(),
            if metadata.rule.is_exclusive() {
                "most probable".to_owned()
            } else {
                format!("{threshold:.4}")
            },
            quality("precision"),
            quality("recall"),
            quality("f1"),
        ]);
    }
    table
}

/// For each topic the words and the n-grams with the largest weights.
fn strongest(model: &Model, top: usize) -> String {
    let topics = model.metadata.topics.iter().enumerate();
    let section = |(column, topic): (usize, &Topic)| {
        let strongest = model.strongest_features(column, top);
        format!(
            "\n{}\n  words    {}\n  n-grams  {}\n",
            topic.id,
            strongest.words.join(" "),
            strongest.ngrams.join(" ")
        )
    };
    // The columns of weights that belong to topics come first.
    topics.take(model.weights.columns()).map(section).collect()
}
