//! A model, or two to compare, on labelled articles that are read once.

use super::{Args, Measured, Versus, make_unique, warn_missing};
use crate::cli::args;
use crate::cli::commands::predict::load_model;
use crate::cli::{messages, progress};
use crate::corpus;
use crate::corpus::{CorpusError, Document, LabelsWanted, RawRecord};
use crate::evaluate;
use crate::evaluate::compare::compare;
use crate::evaluate::metrics::bootstrap;
use crate::evaluate::{EvaluateError, Outcome, Report};
use crate::model::Model;
use crate::parallel::{PerThread, in_order};
use crate::predict::{Decider, ScoreCache, Scorer, Tags};
use anyhow::bail;
use std::collections::{BTreeMap, BTreeSet};

/// Measures `--model`, and `--compare` against it.
pub fn measure(args: &Args) -> anyhow::Result<Measured> {
    let mut models = vec![load_model(args.model.as_deref())?];
    if let Some(other) = &args.compare {
        models.push(load_model(Some(other))?);
    }
    let mut articles = Articles::new(&models);
    read(args, &models, &mut articles)?;
    args::corpus::report_broken(&articles.errors, args.corpus.skip_broken)?;
    articles.warn(args)?;
    if articles.measured.iter().any(|one| one.outcomes.is_empty()) {
        bail!("there are no articles to measure on: give a labelled corpus");
    }
    let broken = articles.errors.len();
    let mut reports = Vec::new();
    for (model, one) in models.iter().zip(articles.measured) {
        reports.push(report(model, one.outcomes)?);
    }
    let comparison = match reports.get(1) {
        Some(other) => Some(Versus {
            a: name(args.model.as_ref()),
            b: name(args.compare.as_ref()),
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

fn name(path: Option<&std::path::PathBuf>) -> String {
    path.map_or("the built-in model".to_owned(), |path| {
        path.display().to_string()
    })
}

/// Tags every article with every model.
fn read(args: &Args, models: &[Model], articles: &mut Articles<'_>) -> anyhow::Result<()> {
    let options = args.corpus.read.options(LabelsWanted::Required)?;
    let records = corpus::records(&args.corpus.corpus, &options)?;
    let mut taggers = Vec::new();
    for model in models {
        taggers.push(Tagger {
            scorer: Scorer::new(model),
            decider: args.thresholds.decider(model)?,
            caches: PerThread::new(ScoreCache::default),
        });
    }
    let tag = |record: Result<RawRecord, CorpusError>| {
        let document = record.and_then(|record| record.parse(&options))?;
        let tags: Vec<Tags> = taggers.iter().map(|one| one.tag(&document)).collect();
        Ok((document, tags))
    };
    let bar = progress::articles("tagging");
    in_order(records, tag, |tagged| {
        bar.inc(1);
        match tagged {
            Ok((document, tags)) => articles.add(document, tags, args.group_by.as_deref()),
            Err(error) => articles.errors.push(error),
        }
        Ok::<(), anyhow::Error>(())
    })?;
    bar.finish_and_clear();
    Ok(())
}

struct Tagger<'m> {
    scorer: Scorer<'m>,
    decider: Decider,
    caches: PerThread<ScoreCache>,
}

impl Tagger<'_> {
    fn tag(&self, document: &Document) -> Tags {
        let tag = |cache: &mut _| self.scorer.tag(&document.title, &document.text, cache);
        let mut tags = self.caches.with(tag);
        tags.topics = self.decider.topics(&tags.probabilities);
        tags
    }
}

/// What was read of the corpus.
struct Articles<'m> {
    measured: Vec<OneModel<'m>>,
    errors: Vec<CorpusError>,
    /// Fields that some article has, and how many articles lack the one to group by.
    fields: BTreeSet<String>,
    without_group: usize,
}

struct OneModel<'m> {
    model: &'m Model,
    outcomes: Vec<Outcome>,
    /// Labels that the model does not know, and how many articles carry them.
    unknown: BTreeMap<String, u64>,
}

impl<'m> Articles<'m> {
    fn new(models: &'m [Model]) -> Self {
        let one = |model| OneModel {
            model,
            outcomes: Vec::new(),
            unknown: BTreeMap::new(),
        };
        Self {
            measured: models.iter().map(one).collect(),
            errors: Vec::new(),
            fields: BTreeSet::new(),
            without_group: 0,
        }
    }

    fn add(&mut self, document: Document, tags: Vec<Tags>, group_by: Option<&str>) {
        let group = group_by.and_then(|field| document.fields.get(field));
        if group_by.is_some() {
            self.without_group += usize::from(group.is_none());
            self.fields.extend(document.fields.keys().cloned());
        }
        for (one, tags) in self.measured.iter_mut().zip(tags) {
            let truth = one.truth(&document);
            one.outcomes.push(Outcome {
                id: document.id.clone(),
                truth,
                given: tags.topics,
                probabilities: tags.probabilities,
                group: group.cloned(),
            });
        }
    }

    fn warn(&self, args: &Args) -> anyhow::Result<()> {
        let articles = self.measured.first().map_or(0, |one| one.outcomes.len());
        if let Some(field) = &args.group_by {
            if articles > 0 && self.without_group == articles {
                return Err(EvaluateError::unknown_field(field, &self.fields).into());
            }
            warn_missing(field, self.without_group, "they are in no group");
        }
        let unknown = self
            .measured
            .first()
            .into_iter()
            .flat_map(|one| &one.unknown);
        for (label, articles) in unknown {
            messages::warning(format_args!(
                "{articles} article(s) carry '{label}', which the model does not know: it can't be given, so it is left out of the measurement"
            ));
        }
        Ok(())
    }
}

impl OneModel<'_> {
    fn truth(&mut self, document: &Document) -> Vec<usize> {
        let topics = &self.model.metadata.topics;
        let mut truth = Vec::new();
        for label in document.labels.iter().flatten() {
            match topics.binary_search_by(|topic| topic.id.cmp(label)) {
                Ok(topic) => truth.push(topic),
                Err(_) => *self.unknown.entry(label.clone()).or_default() += 1,
            }
        }
        truth
    }
}

fn report(model: &Model, mut outcomes: Vec<Outcome>) -> anyhow::Result<Report> {
    make_unique(&mut outcomes);
    let topics: Vec<String> = model
        .metadata
        .topics
        .iter()
        .map(|topic| topic.id.clone())
        .collect();
    let exclusive = model.metadata.rule.is_exclusive();
    Ok(evaluate::measure(&topics, exclusive, &outcomes)?)
}
