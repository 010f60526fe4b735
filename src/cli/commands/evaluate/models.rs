//! Measures a finished model, or two to compare, on labelled articles that are read once.

use super::{Args, Measured, Versus, warn_missing};
use crate::Tagger;
use crate::cli::args::corpus::report_broken;
use crate::cli::args::model;
use crate::cli::{messages, progress};
use crate::corpus;
use crate::corpus::LabelsWanted;
use crate::evaluate::compare::compare;
use crate::evaluate::metrics::bootstrap;
use crate::evaluate::{TaggedArticles, check_gate_topics, tag_articles};
use crate::model::Model;
use anyhow::bail;
use std::collections::BTreeSet;
use std::path::Path;

/// Measures `--model`, and `--compare` against it.
pub fn measure(args: &Args) -> anyhow::Result<Measured> {
    let mut models = vec![model::load(args.model.as_deref())?];
    if let Some(other) = &args.compare {
        models.push(model::load(Some(other))?);
    }
    let topics: Vec<&str> = models[0].topics().iter().map(|topic| &*topic.id).collect();
    check_gate_topics(&args.min, &topics)?;
    let tagged = tag(args, models)?;
    report_broken(&tagged.errors, args.corpus.skip_broken)?;
    warn(args, &tagged)?;
    if tagged.is_empty() {
        bail!("there are no articles to measure on: give a labelled corpus");
    }
    let broken = tagged.errors.len();
    let mut reports = tagged.reports()?;
    reports[0].notes.iter().for_each(messages::warning);
    let comparison = match reports.get(1) {
        Some(other) => Some(Versus {
            a: name(args.model.as_deref()),
            b: name(args.compare.as_deref()),
            comparison: compare(&reports[0], other, bootstrap::SEED)?,
        }),
        None => None,
    };
    Ok(Measured {
        title: args.corpus.names() + &args.thresholds.title(),
        report: reports.swap_remove(0),
        broken,
        comparison,
        learning_curve: None,
    })
}

fn name(path: Option<&Path>) -> String {
    path.map_or("the built-in model".to_owned(), |path| {
        path.display().to_string()
    })
}

/// Tags every article with every model.
fn tag(args: &Args, models: Vec<Model>) -> anyhow::Result<TaggedArticles> {
    let options = args.corpus.read.options(LabelsWanted::Required)?;
    let records = corpus::records(&args.corpus.corpus, &options)?;
    let mut taggers = Vec::new();
    for model in models {
        taggers.push(Tagger::new(model).with_thresholds(&args.thresholds.threshold)?);
    }
    let bar = progress::articles("tagging");
    let group_by = args.group_by.as_deref();
    let trained_on = trained_on(args)?;
    let tagged = tag_articles(records, &options, &taggers, group_by, &trained_on, || {
        bar.inc(1)
    });
    bar.finish_and_clear();
    messages::notices(&options.notices);
    Ok(tagged)
}

/// Warns of what is left out of the measurement.
fn warn(args: &Args, tagged: &TaggedArticles) -> anyhow::Result<()> {
    if let Some(field) = &args.group_by {
        let missing = tagged.without_group(field)?;
        warn_missing(field, missing, "they are in no group");
    }
    Ok(())
}

/// The digests of the articles that the model has learned from. Only those of the built-in model are known.
fn trained_on(args: &Args) -> anyhow::Result<BTreeSet<u128>> {
    if args.model.is_some() {
        return Ok(BTreeSet::new());
    }
    let articles = corpus::builtin_articles()?;
    let digests = articles
        .iter()
        .map(|article| corpus::digest(&article.title, &article.text));
    Ok(digests.collect())
}
