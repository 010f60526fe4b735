//! Measures finished models: tags labelled articles with one or several models in one reading, and
//! collects what each model says against the labels.

use super::error::EvaluateError;
use super::measure;
use super::outcome::{Outcome, make_ids_unique};
use super::report::Report;
use crate::corpus::{CorpusError, Document, RawRecord, ReadOptions};
use crate::model::Model;
use crate::parallel::{in_order, threads};
use crate::{Tagger, Tags};
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::sync::Arc;

/// What one model says of labelled articles.
pub struct ModelOutcomes {
    model: Arc<Model>,
    outcomes: Vec<Outcome>,
    unknown_labels: BTreeMap<String, u64>,
}

impl ModelOutcomes {
    fn new(model: Arc<Model>) -> Self {
        Self {
            model,
            outcomes: Vec::new(),
            unknown_labels: BTreeMap::new(),
        }
    }

    fn add(&mut self, document: &Document, tags: Tags, group: Option<String>) {
        let outcome = Outcome {
            id: document.id.clone(),
            truth: self.true_topics(document),
            given: tags.given_in_order(),
            probabilities: tags.probabilities().to_vec(),
            group,
        };
        self.outcomes.push(outcome);
    }

    /// The article's labels as topics of the model. Counts the labels that are none.
    fn true_topics(&mut self, document: &Document) -> Vec<usize> {
        let topics = &self.model.metadata.topics;
        let mut truth = Vec::new();
        for label in document.labels.iter().flatten() {
            match topics.binary_search_by(|topic| topic.id.cmp(label)) {
                Ok(topic) => truth.push(topic),
                Err(_) => *self.unknown_labels.entry(label.clone()).or_default() += 1,
            }
        }
        truth
    }

    /// Labels that are no topics of the model, with the number of articles that carry each. The
    /// model cannot give them, so they are left out of the measurement.
    pub fn unknown_labels(&self) -> &BTreeMap<String, u64> {
        &self.unknown_labels
    }

    /// Measures the model on the articles. Numbers ids that occur more than once.
    ///
    /// # Errors
    /// Those of [`measure`], such as several labels for an article where topics are exclusive.
    pub fn report(mut self) -> Result<Report, EvaluateError> {
        make_ids_unique(&mut self.outcomes);
        let metadata = &self.model.metadata;
        let topics: Vec<String> = metadata.topics.iter().map(|t| t.id.clone()).collect();
        measure(&topics, metadata.rule.is_exclusive(), &self.outcomes)
    }
}

/// Labelled articles, tagged by each of several models.
pub struct TaggedArticles {
    /// What each model says, in the order of the models.
    pub models: Vec<ModelOutcomes>,
    /// Inputs that could not be read.
    pub errors: Vec<CorpusError>,
    articles: usize,
    /// Names of the fields that some article has; collected only where articles are grouped.
    fields: BTreeSet<String>,
    without_group: usize,
}

impl TaggedArticles {
    /// Number of articles that were read.
    pub fn len(&self) -> usize {
        self.articles
    }

    /// Whether no article was read.
    pub fn is_empty(&self) -> bool {
        self.articles == 0
    }

    /// How many articles lack the field that they are grouped by.
    ///
    /// # Errors
    /// [`EvaluateError::UnknownField`] if all of them do.
    pub fn without_group(&self, field: &str) -> Result<usize, EvaluateError> {
        if self.articles > 0 && self.without_group == self.articles {
            return Err(EvaluateError::unknown_field(field, &self.fields));
        }
        Ok(self.without_group)
    }
}

/// Tags labelled articles with every model, on all threads; the articles are read once and kept in
/// their order. With `group_by`, the value of that field is each article's group. Calls `progress`
/// after each input.
pub fn tag_articles(
    records: impl Iterator<Item = Result<RawRecord, CorpusError>> + Send,
    options: &ReadOptions,
    taggers: &[Tagger],
    group_by: Option<&str>,
    mut progress: impl FnMut() + Send,
) -> TaggedArticles {
    let outcomes = taggers
        .iter()
        .map(|tagger| ModelOutcomes::new(Arc::clone(tagger.model())));
    let mut tagged = TaggedArticles {
        models: outcomes.collect(),
        errors: Vec::new(),
        articles: 0,
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
            Ok((document, tags)) => tagged.add(&document, tags, group_by),
            Err(error) => tagged.errors.push(error),
        }
        Ok(())
    };
    let Ok(()) = threads::run(|| in_order(records, tag, collect));
    tagged
}

impl TaggedArticles {
    fn add(&mut self, document: &Document, tags: Vec<Tags>, group_by: Option<&str>) {
        self.articles += 1;
        let group = group_by.and_then(|field| document.fields.get(field));
        if group_by.is_some() {
            self.without_group += usize::from(group.is_none());
            self.fields.extend(document.fields.keys().cloned());
        }
        for (model, tags) in self.models.iter_mut().zip(tags) {
            model.add(document, tags, group.cloned());
        }
    }
}
