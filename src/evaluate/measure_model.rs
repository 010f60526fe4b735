//! Measures finished models: tags labelled articles with one or several models in one reading, and
//! compares what each model says with the labels.

use super::error::{EvaluateError, first_few};
use super::gold::Gold;
use super::measure;
use super::outcome::{Outcome, make_ids_unique};
use super::report::Report;
use crate::corpus::{CorpusError, Document, RawRecord, ReadOptions};
use crate::model::Model;
use crate::parallel::{in_order, threads};
use crate::{Tagger, Tags};
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::sync::Arc;

/// What one model says of the articles.
#[derive(Debug)]
struct ModelTags {
    model: Arc<Model>,
    /// Whether it gives every article exactly one topic.
    gives_always: bool,
    /// The topics given to each article, and the probabilities of all.
    tags: Vec<(Vec<usize>, Vec<f64>)>,
}

/// Labelled articles, tagged by each of several models.
#[derive(Debug)]
pub struct TaggedArticles {
    /// Inputs that could not be read.
    pub errors: Vec<CorpusError>,
    models: Vec<ModelTags>,
    gold: Gold,
    read: usize,
    /// Names of the fields that some article has; collected only where articles are grouped.
    fields: BTreeSet<String>,
    without_group: usize,
}

impl TaggedArticles {
    /// Number of articles that were read, each copy counted.
    pub fn len(&self) -> usize {
        self.read
    }

    /// Whether no article was read.
    pub fn is_empty(&self) -> bool {
        self.read == 0
    }

    /// How many articles lack the field that they are grouped by.
    ///
    /// # Errors
    /// [`EvaluateError::UnknownField`] if all of them do.
    pub fn without_group(&self, field: &str) -> Result<usize, EvaluateError> {
        let articles = self.gold.articles.len();
        if articles > 0 && self.without_group == articles {
            return Err(EvaluateError::unknown_field(field, &self.fields));
        }
        Ok(self.without_group)
    }

    /// Measures each model on the articles, in the order of the models. The topics of a report are those of all models and
    /// the labels that no model knows, which so count as missed. What was left out or is odd stands in
    /// [`Report::notes`]. Ids that occur more than once are numbered.
    ///
    /// # Errors
    /// [`EvaluateError::NoSharedTopic`] if a model knows none of the labels, [`EvaluateError::NothingToMeasure`] if no article is
    /// left; and those of [`measure`], such as several
    /// labels for an article where topics are exclusive.
    pub fn reports(&self) -> Result<Vec<Report>, EvaluateError> {
        let known: BTreeSet<String> = self
            .models
            .iter()
            .flat_map(|model| model.topics())
            .collect();
        let known: Vec<String> = known.into_iter().collect();
        let is_exclusive = self.models.iter().any(|model| model.model.is_exclusive());
        let gives_always = self.models.iter().any(|model| model.gives_always);
        let chosen = self.gold.choose(&known, is_exclusive, gives_always);
        if chosen.articles.is_empty() && !self.gold.articles.is_empty() {
            return Err(EvaluateError::NothingToMeasure {
                why: chosen.notes.join("; "),
            });
        }
        let labels = self.gold.labels(&chosen.articles);
        let all: BTreeSet<&str> = known
            .iter()
            .map(String::as_str)
            .chain(labels.iter().copied())
            .collect();
        let topics: Vec<String> = all.into_iter().map(str::to_owned).collect();
        let report = |model: &ModelTags| {
            let own = model.topics();
            if !labels.is_empty() && !own.iter().any(|topic| labels.contains(topic.as_str())) {
                return Err(EvaluateError::NoSharedTopic {
                    model: first_few(own.iter().map(String::as_str)),
                    labels: first_few(labels.iter().copied()),
                });
            }
            let mut outcomes = model.outcomes(&self.gold, &chosen.articles, &topics);
            make_ids_unique(&mut outcomes);
            let exclusive = model.model.is_exclusive();
            let report = measure(&topics, exclusive, &outcomes)?;
            let notes = chosen.notes.clone();
            Ok(Report { notes, ..report })
        };
        self.models.iter().map(report).collect()
    }

    fn add(
        &mut self,
        document: &Document,
        tags: Vec<Tags>,
        group_by: Option<&str>,
        trained_on: &BTreeSet<u128>,
    ) {
        self.read += 1;
        let group = group_by.and_then(|field| document.fields.get(field));
        if !self.gold.add(document, group.cloned(), trained_on) {
            return;
        }
        if group_by.is_some() {
            self.without_group += usize::from(group.is_none());
            self.fields.extend(document.fields.keys().cloned());
        }
        for (model, tags) in self.models.iter_mut().zip(tags) {
            let given = tags.given_in_order();
            model.tags.push((given, tags.probabilities().to_vec()));
        }
    }
}

impl ModelTags {
    fn new(tagger: &Tagger) -> Self {
        Self {
            model: Arc::clone(tagger.model()),
            gives_always: tagger.gives_always(),
            tags: Vec::new(),
        }
    }

    fn topics(&self) -> Vec<String> {
        let topics = self.model.metadata.topics.iter();
        topics.map(|topic| topic.id.clone()).collect()
    }

    /// The outcomes of some articles in the places of `topics`, which hold all of the model's own and all labels.
    fn outcomes(&self, gold: &Gold, articles: &[usize], topics: &[String]) -> Vec<Outcome> {
        let place = |id: &str| topics.binary_search_by(|topic| topic.as_str().cmp(id)).ok();
        let own = self.topics();
        let places: Vec<usize> = own.iter().filter_map(|id| place(id)).collect();
        let outcome = |&at: &usize| {
            let (article, (given, probabilities)) = (gold.articles.get(at)?, self.tags.get(at)?);
            let mut spread = vec![0.0; topics.len()];
            for (&place, &probability) in places.iter().zip(probabilities) {
                if let Some(value) = spread.get_mut(place) {
                    *value = probability;
                }
            }
            let labels = article.labels.iter().flatten();
            Some(Outcome {
                id: article.id.clone(),
                truth: labels.filter_map(|label| place(label)).collect(),
                given: given
                    .iter()
                    .filter_map(|&topic| places.get(topic).copied())
                    .collect(),
                probabilities: spread,
                group: article.group.clone(),
            })
        };
        articles.iter().filter_map(outcome).collect()
    }
}

/// Tags labelled articles with every model, on all threads; the articles are read once and kept in
/// their order, copies of one as one. With `group_by`, the value of that field is each article's group.
/// `trained_on` are the [`digest`](crate::corpus::digest)s of articles that the first model has learned from, as far as they are known.
/// Calls `progress` after each input.
pub fn tag_articles(
    records: impl Iterator<Item = Result<RawRecord, CorpusError>> + Send,
    options: &ReadOptions,
    taggers: &[Tagger],
    group_by: Option<&str>,
    trained_on: &BTreeSet<u128>,
    mut progress: impl FnMut() + Send,
) -> TaggedArticles {
    let mut tagged = TaggedArticles {
        errors: Vec::new(),
        models: taggers.iter().map(ModelTags::new).collect(),
        gold: Gold::default(),
        read: 0,
        fields: BTreeSet::new(),
        without_group: 0,
    };
    let tag = |record: Result<RawRecord, CorpusError>| {
        let document = record.and_then(|record| record.parse(options))?;
        let tags: Vec<Tags> = taggers
            .iter()
            .map(|tagger| tagger.tag(&document.title, &document.text))
            .collect();
        Ok((document, tags))
    };
    let collect = |article: Result<(Document, Vec<Tags>), CorpusError>| -> Result<(), Infallible> {
        progress();
        match article {
            Ok((document, tags)) => tagged.add(&document, tags, group_by, trained_on),
            Err(error) => tagged.errors.push(error),
        }
        Ok(())
    };
    let Ok(()) = threads::run(|| in_order(records, tag, collect));
    tagged
}
