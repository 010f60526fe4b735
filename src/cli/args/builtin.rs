//! Flags that add the built-in articles to one's own; shared by `train` and `evaluate`.

use super::corpus::CorpusArgs;
use crate::cli::messages;
use crate::features::{CountedCorpus, FeatureSettings, count_builtin};
use crate::train::{JoinedCorpus, LearnError, Mode, Quarters, TrainingSet};
use clap::Args;

/// Whether to learn from the built-in articles as well.
#[derive(Debug, Args)]
#[command(next_help_heading = "Learning")]
pub struct BuiltinArgs {
    /// Learn from the articles that the built-in model was trained on as well, for topics with the
    /// same ids: counterterrorism, cybercrime and so on, see `tasnif inspect`. Only your own are
    /// calibrated on and measured. The fewer those are, the more it helps.
    #[arg(long)]
    pub with_builtin: bool,
    /// Weight of a built-in article against 1 for one of yours: 0, 0.25, 0.5, 0.75 or 1. By
    /// default chosen by folds over your articles.
    #[arg(long, value_name = "W", requires = "with_builtin")]
    pub builtin_weight: Option<Quarters>,
}

impl BuiltinArgs {
    /// The counts of the built-in articles, if they are asked for. Warns of topics of `corpus` that
    /// nobody looked for in them.
    pub fn count(
        &self,
        corpus: &CountedCorpus,
        settings: &FeatureSettings,
    ) -> anyhow::Result<Option<CountedCorpus>> {
        if !self.with_builtin {
            return Ok(None);
        }
        let builtin = count_builtin(settings)?;
        let (own, known) = (corpus.labels(), builtin.labels());
        let unknown: Vec<&str> = own.difference(&known).copied().collect();
        // With none in common, an error says so.
        if !unknown.is_empty() && unknown.len() < own.len() {
            messages::warning(format_args!(
                "the built-in articles were not labelled for {}, and count as examples of what is not: \
                 compare evaluate --cross-validate 5 with and without --with-builtin",
                unknown.join(", ")
            ));
        }
        Ok(Some(builtin))
    }

    /// One's own corpus with the built-in articles, if they are asked for.
    pub fn join(
        &self,
        corpus: &CountedCorpus,
        args: &CorpusArgs,
        settings: &FeatureSettings,
        mode: Mode,
    ) -> anyhow::Result<Option<JoinedCorpus>> {
        let Some(builtin) = self.count(corpus, settings)? else {
            return Ok(None);
        };
        let joined = JoinedCorpus::new(corpus, &builtin, mode);
        joined.map(Some).map_err(|error| args.name_in(error.into()))
    }
}

/// Prepares a corpus, or what it was joined with.
pub fn prepare<'a>(
    corpus: &'a CountedCorpus,
    joined: Option<&'a JoinedCorpus>,
    settings: &FeatureSettings,
    mode: Mode,
) -> Result<TrainingSet<'a>, LearnError> {
    match joined {
        Some(joined) => Ok(TrainingSet::prepare_joined(joined, settings)),
        None => TrainingSet::prepare(corpus, settings, mode),
    }
}
