//! Folders, files and parts → counts.

use super::Trainer;
use crate::Error;
use crate::corpus::{self, CorpusError, LabelsWanted, Notices, ReadOptions};
use crate::features::{CorpusCounts, CountSettings, count_records, is_part};
use std::path::PathBuf;

impl Trainer {
    /// Reads and counts articles, and merges parts among the paths. Where there are parts, articles are
    /// counted by their settings.
    pub(super) fn count_files(
        &self,
        paths: &[PathBuf],
        notices: &Notices,
    ) -> Result<(CorpusCounts, Vec<CorpusError>), Error> {
        let (parts, articles): (Vec<&PathBuf>, Vec<&PathBuf>) =
            paths.iter().partition(|path| is_part(path));
        let mut counts = None;
        for path in parts {
            let part = CorpusCounts::read(path)?;
            match &mut counts {
                None => counts = Some(part),
                Some(counts) => counts.merge(part)?,
            }
        }
        let settings = counts
            .as_ref()
            .map_or(self.counting, CorpusCounts::settings);
        let articles: Vec<PathBuf> = articles.into_iter().cloned().collect();
        let (mut read, errors) = self
            .threads
            .run(|| self.count_articles(&articles, settings, notices))??;
        if !errors.is_empty() && !self.is_skipping {
            return Err(Error::Unreadable(errors));
        }
        if let Some(counts) = counts {
            read.merge(counts)?;
        }
        Ok((read, errors))
    }

    fn count_articles(
        &self,
        paths: &[PathBuf],
        settings: CountSettings,
        notices: &Notices,
    ) -> Result<(CorpusCounts, Vec<CorpusError>), Error> {
        let options = ReadOptions {
            labels: LabelsWanted::Required,
            notices: notices.clone(),
            ..self.read.clone()
        };
        let records = corpus::records(paths, &options)?;
        let records = records.take_while(|_| !self.stop.is_set());
        Ok(count_records(records, &options, settings, &[], || ()))
    }
}
