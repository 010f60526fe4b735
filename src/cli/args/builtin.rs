//! Flags that add the built-in articles to the user's own; shared by `train` and `evaluate`.

use super::corpus::CorpusArgs;
use crate::cli::messages;
use crate::features::{CountedCorpus, count_builtin};
use crate::train::{ExtraWeight, JoinedCorpus, Mode, TrainError, TrainOptions, TrainingSet};
use crate::trainer::unknown_topics;
use crate::{StopFlag, Trainer};
use clap::Args;

/// Whether to learn from the built-in articles as well.
#[derive(Debug, Args)]
#[command(next_help_heading = "Learning")]
pub struct BuiltinArgs {
    /// Learn also from the articles that the built-in model was trained on, for topics with the same
    /// ids: counterterrorism, cybercrime and others, see `tasnif inspect`. Calibration and measurement
    /// use your own articles only. The fewer those are, the more this helps.
    #[arg(long)]
    pub with_builtin: bool,
    /// Weight of a built-in article, where each of yours has weight 1: 0, 0.25, 0.5, 0.75 or 1. By
    /// default the best weight in cross-validation on your articles.
    #[arg(long, value_name = "W", requires = "with_builtin")]
    pub builtin_weight: Option<ExtraWeight>,
}

impl BuiltinArgs {
    /// Adds the built-in articles to what a trainer learns from, if they are asked for.
    pub fn add_to(&self, trainer: Trainer) -> Trainer {
        match self.with_builtin {
            true => trainer.with_builtin(self.builtin_weight),
            false => trainer,
        }
    }

    /// The user's own corpus with the built-in articles, if they are asked for.
    pub fn join(
        &self,
        corpus: &CountedCorpus,
        args: &CorpusArgs,
        mode: Mode,
    ) -> anyhow::Result<Option<JoinedCorpus>> {
        if !self.with_builtin {
            return Ok(None);
        }
        let builtin = count_builtin(corpus.settings)?;
        warn_unknown(&unknown_topics(corpus, &builtin));
        let joined = JoinedCorpus::new(corpus, &builtin, mode);
        joined.map(Some).map_err(|error| args.name_in(error.into()))
    }
}

/// Warns of topics that nobody looked for in the built-in articles.
pub fn warn_unknown(topics: &[String]) {
    if !topics.is_empty() {
        messages::warning(format_args!(
            "the built-in articles were not labelled for {}, and count as examples of what is not: \
             compare evaluate --cross-validate 5 with and without --with-builtin",
            topics.join(", ")
        ));
    }
}

/// Prepares a corpus for learning, or the joined corpus if there is one.
pub fn prepare<'a>(
    corpus: &'a CountedCorpus,
    joined: Option<&'a JoinedCorpus>,
    options: &TrainOptions,
) -> Result<TrainingSet<'a>, TrainError> {
    let stop = StopFlag::new();
    match joined {
        Some(joined) => TrainingSet::prepare_joined(joined, options, &stop),
        None => TrainingSet::prepare(corpus, options, &stop),
    }
}
