//! The labels that people gave to the articles of a test: which articles count, and which labels no model knows.

use crate::corpus::{Document, digest, is_lookalike};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A labelled article of a test.
#[derive(Debug)]
pub(super) struct GoldArticle {
    pub id: String,
    /// `None`: not labelled. An empty set: no topic.
    pub labels: Option<BTreeSet<String>>,
    /// Whether copies of it have other labels.
    pub is_disputed: bool,
    pub group: Option<String>,
}

/// The articles of a test, each once.
#[derive(Debug, Default)]
pub(super) struct Gold {
    pub articles: Vec<GoldArticle>,
    /// Only looked up: its order does not reach any output.
    places: HashMap<u128, usize>,
    repeats: u64,
    trained_on: u64,
}

/// Which articles a report is about.
#[derive(Debug)]
pub(super) struct Chosen {
    /// Indices of articles.
    pub articles: Vec<usize>,
    /// What was left out and why, a sentence each.
    pub notes: Vec<String>,
}

impl Gold {
    /// Adds an article, and says whether it is new. A copy of an earlier one adds its labels to that.
    pub fn add(
        &mut self,
        document: &Document,
        group: Option<String>,
        trained_on: &BTreeSet<u128>,
    ) -> bool {
        let digest = digest(&document.title, &document.text);
        if let Some(&place) = self.places.get(&digest) {
            self.repeats += 1;
            if let Some(first) = self.articles.get_mut(place) {
                first.unite(document.labels.as_ref());
            }
            return false;
        }
        self.places.insert(digest, self.articles.len());
        self.trained_on += u64::from(trained_on.contains(&digest));
        self.articles.push(GoldArticle {
            id: document.id.clone(),
            labels: document.labels.clone(),
            is_disputed: false,
            group,
        });
        true
    }

    /// The articles that can be measured by models with these topics. Where topics are exclusive, an article with several because
    /// its copies contradict each other says nothing; where a model gives every article a topic, one without says nothing.
    pub fn choose(&self, topics: &[String], is_exclusive: bool, gives_always: bool) -> Chosen {
        let (mut chosen, mut unlabelled, mut without_topic, mut disputed) =
            (Vec::new(), 0_u64, 0_u64, 0_u64);
        for (place, article) in self.articles.iter().enumerate() {
            match &article.labels {
                None => unlabelled += 1,
                Some(labels) if gives_always && labels.is_empty() => without_topic += 1,
                Some(labels) if is_exclusive && article.is_disputed && labels.len() > 1 => {
                    disputed += 1
                }
                Some(_) => chosen.push(place),
            }
        }
        let counted = [
            (self.repeats, "repeat others and count once"),
            (
                disputed,
                "are there several times with different labels, though each has one topic, and are left out",
            ),
            (unlabelled, "have no label and are left out"),
            (
                without_topic,
                "are labelled as having no topic, which a model of exclusive topics never says, and are left out",
            ),
            (
                self.trained_on,
                "are among those that the model was trained on: measure on others, since it knows these",
            ),
        ];
        let notes = counted.iter().filter(|(count, _)| *count > 0);
        let mut notes: Vec<String> = notes
            .map(|(count, what)| format!("{count} article(s) {what}"))
            .collect();
        notes.extend(self.unknown(topics, &chosen).into_iter().map(|(label, count)| {
            let like = topics.iter().find(|topic| is_lookalike(topic, label));
            let like = like.map_or(String::new(), |topic| format!("; did you mean '{topic}'?"));
            format!("{count} article(s) carry '{label}', which the model does not know: it counts as missed{like}")
        }));
        Chosen {
            articles: chosen,
            notes,
        }
    }

    /// Labels of these articles that are none of the topics, with the number of articles that carry each.
    pub fn unknown(&self, topics: &[String], articles: &[usize]) -> BTreeMap<&str, u64> {
        let mut unknown = BTreeMap::new();
        for article in articles
            .iter()
            .filter_map(|&place| self.articles.get(place))
        {
            for label in article.labels.iter().flatten() {
                if !topics.contains(label) {
                    *unknown.entry(label.as_str()).or_default() += 1;
                }
            }
        }
        unknown
    }

    /// All labels of these articles.
    pub fn labels(&self, articles: &[usize]) -> BTreeSet<&str> {
        let found = articles
            .iter()
            .filter_map(|&place| self.articles.get(place));
        found
            .flat_map(|article| article.labels.iter().flatten())
            .map(String::as_str)
            .collect()
    }
}

impl GoldArticle {
    fn unite(&mut self, labels: Option<&BTreeSet<String>>) {
        let Some(labels) = labels else { return };
        match &mut self.labels {
            None => self.labels = Some(labels.clone()),
            Some(own) => {
                self.is_disputed |= own != labels;
                own.extend(labels.iter().cloned());
            }
        }
    }
}
