//! `tasnif inspect`: a model → its card, and what speaks most for each topic.

use super::predict::load_model;
use crate::cli::exit::Exit;
use crate::model::Model;
use anyhow::Context;
use comfy_table::{Table, presets};
use std::io::Write;
use std::path::PathBuf;

/// Flags of `inspect`.
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
    let model = load_model(args.model.as_deref())?;
    let text = match args.json {
        true => serde_json::to_string_pretty(&model.metadata)? + "\n",
        false => card(&model) + &speaking(&model, args.top),
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
        features.title_weight,
        features.lead_chars,
        features.lead_weight,
        if features.word_pairs {
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

/// For each topic the n-grams and the words with the largest weights.
fn speaking(model: &Model, top: usize) -> String {
    let ngrams = model.vocabulary.ngrams.len();
    let columns = model.weights.columns();
    let mut text = String::new();
    for (column, topic) in model.metadata.topics.iter().enumerate().take(columns) {
        let strongest = |range: std::ops::Range<usize>| {
            let mut features: Vec<usize> = range.collect();
            let weight = |feature: &usize| {
                model
                    .weights
                    .row(*feature)
                    .get(column)
                    .copied()
                    .unwrap_or(0)
            };
            features.sort_by_key(|feature| (std::cmp::Reverse(weight(feature)), *feature));
            let texts = features
                .into_iter()
                .take(top)
                .filter_map(|feature| model.vocabulary.text(feature));
            texts.collect::<Vec<_>>().join(" ")
        };
        text += &format!(
            "\n{}\n  words    {}\n  n-grams  {}\n",
            topic.id,
            strongest(ngrams..model.vocabulary.len()),
            strongest(0..ngrams)
        );
    }
    text
}
