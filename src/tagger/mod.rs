//! A model that is ready to tag articles: the first thing that a user of the library reaches for.

mod caches;
mod explanation;
mod tags;

pub use explanation::{Explanation, ParagraphEvidence, TopicExplanation, WordEvidence};
pub use tags::{Tag, Tags};

use crate::corpus::Document;
use crate::model::{self, Model, Topic};
use crate::predict::{self, Decider, Scorer, ThresholdOverride, explain};
use crate::{Error, Threads};
use caches::Caches;
use rayon::prelude::*;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// Tags articles by a model.
///
/// It owns its model, can be shared by threads, and remembers the words that it has seen, so the
/// second article costs less than the first. A clone shares model and memory.
///
/// ```
/// use tasnif::Tagger;
///
/// let tagger = Tagger::builtin()?;
/// let tags = tagger.tag(
///     "ضبط قارب يقل مهاجرين",
///     "أوقف خفر السواحل مهربين كانوا ينقلون عشرات المهاجرين مقابل مبالغ مالية.",
/// );
/// for tag in tags.given() {
///     println!("{} {:.2}", tag.topic, tag.probability);
/// }
/// assert!(tags.given().any(|tag| tag.topic == "trafficking"));
/// # Ok::<(), tasnif::Error>(())
/// ```
#[derive(Clone)]
pub struct Tagger {
    scorer: Arc<Scorer>,
    caches: Arc<Caches>,
    threads: Threads,
}

impl Tagger {
    /// Tags by a model.
    pub fn new(model: impl Into<Arc<Model>>) -> Self {
        Self {
            scorer: Arc::new(Scorer::new(model.into())),
            caches: Arc::default(),
            threads: Threads::default(),
        }
    }

    /// Tags by the model that is part of the library: five topics of security news.
    ///
    /// # Errors
    /// [`Error::Model`] if the library was built around a damaged model.
    pub fn builtin() -> Result<Self, Error> {
        Ok(Self::new(model::builtin()?))
    }

    /// Tags by the model in a file.
    ///
    /// # Errors
    /// [`Error::Model`] if the file cannot be read or is not a model.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        Ok(Self::new(Model::read(path.as_ref())?))
    }

    /// Puts thresholds in place of the model's.
    ///
    /// ```
    /// # use tasnif::Tagger;
    /// // Give a topic from a probability of 0.8 on, trafficking from 0.5 on.
    /// let tagger = Tagger::builtin()?.with_thresholds(&["0.8".parse()?, "trafficking=0.5".parse()?])?;
    /// # Ok::<(), tasnif::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Threshold`] for a topic that the model does not have.
    pub fn with_thresholds(mut self, thresholds: &[ThresholdOverride]) -> Result<Self, Error> {
        let topics: Vec<&str> = self.topics().iter().map(|topic| &*topic.id).collect();
        let decider = Decider::new(&self.model().metadata.rule).with(&topics, thresholds)?;
        self.scorer = Arc::new(Scorer::with_decider(Arc::clone(self.model()), decider));
        Ok(self)
    }

    /// Tags batches on these threads; by default on one for each core.
    #[must_use]
    pub fn with_threads(mut self, threads: Threads) -> Self {
        self.threads = threads;
        self
    }

    /// The model.
    pub fn model(&self) -> &Arc<Model> {
        self.scorer.model()
    }

    /// The topics of the model, in the order of [`Tags::probabilities`].
    pub fn topics(&self) -> &[Topic] {
        self.model().topics()
    }

    /// Whether every article gets exactly one topic: topics are exclusive, and no threshold was put in place of the model's.
    #[cfg(feature = "train")]
    pub(crate) fn gives_always(&self) -> bool {
        let own = Decider::new(&self.model().metadata.rule);
        self.model().is_exclusive() && *self.scorer.decider() == own
    }

    /// Tags one article, on the caller's thread.
    pub fn tag(&self, title: &str, text: &str) -> Tags {
        self.caches.with(|cache| {
            let found = self.scorer.tag(title, text, cache);
            Tags::new(&self.scorer, found)
        })
    }

    /// Tags articles in parallel; the tags come in the order of the articles.
    ///
    /// # Errors
    /// [`Error::Threads`] if threads cannot be started.
    pub fn tag_batch(&self, articles: &[Document]) -> Result<Vec<Tags>, Error> {
        self.tag_each(articles, |article| (&article.title, &article.text))
    }

    /// [`tag_batch`](Self::tag_batch) of anything that holds a title and a text, without a copy of them.
    ///
    /// ```
    /// # use tasnif::Tagger;
    /// let texts = ["فاز الفريق بكأس الدوري", "اختراق حسابات مصرفية وسرقة بيانات العملاء"];
    /// let tags = Tagger::builtin()?.tag_each(&texts, |text| ("", text))?;
    /// assert!(tags[0].is_none() && !tags[1].is_none());
    /// # Ok::<(), tasnif::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Threads`] if threads cannot be started.
    pub fn tag_each<T: Sync>(
        &self,
        items: &[T],
        title_and_text: impl Fn(&T) -> (&str, &str) + Sync,
    ) -> Result<Vec<Tags>, Error> {
        let tag = |item: &T| {
            let (title, text) = title_and_text(item);
            self.tag(title, text)
        };
        let tags = || items.par_iter().with_max_len(TASK).map(tag).collect();
        Ok(self.threads.run(tags)?)
    }

    /// Says why an article gets its tags: what each word and paragraph adds to each topic, exactly.
    pub fn explain(&self, title: &str, text: &str) -> Explanation {
        let found = explain(self.model(), title, text);
        let probabilities = found.tags.probabilities.clone();
        let topics = self.scorer.decider().topics(&probabilities);
        let decided = predict::Tags::new(&found.sums, probabilities, topics);
        let tags = Tags::new(&self.scorer, decided);
        Explanation::new(tags, found)
    }
}

impl fmt::Debug for Tagger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let topics: Vec<&str> = self.topics().iter().map(|topic| &*topic.id).collect();
        f.debug_struct("Tagger")
            .field("topics", &topics)
            .finish_non_exhaustive()
    }
}

/// Articles tagged by one task: few, so that all threads end at about the same time.
const TASK: usize = 8;

#[cfg(test)]
mod tests;
