//! Tells whether the first sub-folders of a folder are its topics, or stand above them.
//!
//! Many collections come as `{train,test}/<topic>/…` or `<outlet>/<topic>/…`. Their first sub-folders are no topics, and a model of
//! them would look right. But `<topic>/2024/…` is fine, and so are topics with sub-topics.

use super::split_names::{is_for_training, is_serial, is_split};
use std::collections::{BTreeMap, BTreeSet};

/// A folder with text files somewhere below it.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// Whether text files stand in the folder itself.
    has_files: bool,
    folders: BTreeMap<String, Tree>,
}

/// What the first sub-folders are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Layout {
    /// Labels.
    Labels,
    /// Labels, it seems: but files lie only deeper, in sub-folders whose names could be labels, too.
    DeepLabels {
        /// One of those sub-folders.
        example: String,
    },
    /// Topics, each of which is split into the same shares.
    SplitTopics {
        /// The names of the shares.
        splits: Vec<String>,
    },
    /// Splits or sources, below which the topics lie.
    AboveTopics {
        /// The first sub-folders, the one for training first.
        found: Vec<String>,
        /// The names that most of them share.
        shared: Vec<String>,
        /// The path below the folder of one that should be given.
        give: String,
    },
    /// Splits that hold articles and no topics.
    BareSplits {
        /// The first sub-folders.
        found: Vec<String>,
    },
}

impl Tree {
    /// The tree of the files with these paths, whose parts are separated by `/`.
    pub fn of<'p>(paths: impl Iterator<Item = &'p str>) -> Self {
        let mut tree = Self::default();
        for path in paths {
            let mut folder = &mut tree;
            let mut parts = path.split('/').peekable();
            while let Some(part) = parts.next() {
                match parts.peek() {
                    Some(_) => folder = folder.folders.entry(part.to_owned()).or_default(),
                    None => folder.has_files = true,
                }
            }
        }
        tree
    }

    /// What the first sub-folders are.
    pub fn layout(&self) -> Layout {
        let is_deep = !self.folders.is_empty() && self.folders.values().all(|one| !one.has_files);
        let names = || self.folders.keys().map(String::as_str);
        let are_splits = names().all(is_split);
        let over_topics = |(name, tree): &(&String, &Tree)| is_split(name) && tree.has_topics();
        let splits_over_topics = self.folders.iter().filter(over_topics).count();
        if splits_over_topics > usize::from(!are_splits) {
            return self.above_topics();
        }
        if are_splits && self.folders.len() > 1 {
            let found = self.names();
            return Layout::BareSplits { found };
        }
        if !is_deep || !self.folders.values().any(Tree::has_topics) {
            return Layout::Labels;
        }
        if self.below().all(is_split) {
            return match self.grandchildren().all(|tree| tree.folders.is_empty()) {
                true => self.split_topics(),
                false => self.above_topics(),
            };
        }
        if self.folders.len() == 1 || names().all(is_serial) || !self.shared().is_empty() {
            return self.above_topics();
        }
        let example = self.below().find(|name| !is_serial(name));
        let example = example.unwrap_or_default().to_owned();
        Layout::DeepLabels { example }
    }

    /// Whether sub-folders have names that could be those of topics.
    fn has_topics(&self) -> bool {
        self.folders.keys().any(|name| !is_serial(name))
    }

    fn split_topics(&self) -> Layout {
        let splits: BTreeSet<&str> = self.below().collect();
        let splits = splits.into_iter().map(str::to_owned).collect();
        Layout::SplitTopics { splits }
    }

    fn above_topics(&self) -> Layout {
        let found = self.names();
        let first = found.first().cloned().unwrap_or_default();
        let below = self.folders.get(&first).map(Tree::layout);
        let give = match below {
            Some(Layout::AboveTopics { give, .. }) => format!("{first}/{give}"),
            _ => first,
        };
        let shared = self.shared().into_iter().map(str::to_owned).collect();
        Layout::AboveTopics {
            found,
            shared,
            give,
        }
    }

    /// The names of the first sub-folders, the one for training first.
    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.folders.keys().cloned().collect();
        names.sort_by_key(|name| !is_for_training(name));
        names
    }

    /// The folders two levels below.
    fn grandchildren(&self) -> impl Iterator<Item = &Tree> {
        self.folders.values().flat_map(|tree| tree.folders.values())
    }

    /// The names of the folders two levels below, with repeats.
    fn below(&self) -> impl Iterator<Item = &str> {
        let names = self.folders.values().flat_map(|tree| tree.folders.keys());
        names.map(String::as_str)
    }

    /// The names two levels below that several of the first sub-folders have, if those are at least half of all.
    fn shared(&self) -> Vec<&str> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for name in self.below().filter(|name| !is_serial(name)) {
            *counts.entry(name).or_default() += 1;
        }
        let all: usize = counts.values().sum();
        counts.retain(|_, count| *count > 1);
        let several: usize = counts.values().sum();
        match several * 2 >= all {
            true => counts.into_keys().collect(),
            false => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(paths: &[&str]) -> Layout {
        Tree::of(paths.iter().copied()).layout()
    }

    fn give(paths: &[&str]) -> String {
        match layout(paths) {
            Layout::AboveTopics { give, .. } => give,
            other => panic!("{paths:?}: {other:?}"),
        }
    }

    #[test]
    fn topics() {
        for paths in [
            &["sport/1.txt", "economy/2.txt"][..],
            &["sport/2024/1.txt", "sport/2025/2.txt", "economy/2024/3.txt"],
            &["sport/مايو/1.txt", "economy/مايو/3.txt"],
            &["sport/1.txt", "sport/bbc/1.txt", "economy/bbc/3.txt"],
            &["sport/2024/05/1.txt"],
            &["sport/1.txt"],
            &["1.txt"],
            &["0/1.txt", "1/2.txt"],
            &["0/a/1.txt", "1/a/2.txt"],
            &["test/1.txt", "sport/1.txt"],
        ] {
            assert_eq!(layout(paths), Layout::Labels, "{paths:?}");
        }
        assert_eq!(
            layout(&[
                "sport/football/1.txt",
                "economy/oil/2.txt",
                "economy/gas/2.txt"
            ]),
            Layout::DeepLabels {
                example: "gas".into()
            }
        );
        assert_eq!(
            layout(&["sport/train/1.txt", "sport/test/1.txt", "oil/train/2.txt"]),
            Layout::SplitTopics {
                splits: vec!["test".into(), "train".into()]
            }
        );
    }

    #[test]
    fn what_stands_above_topics() {
        for (paths, expected) in [
            (
                &[
                    "Testing/sport/1.txt",
                    "Training/sport/2.txt",
                    "Training/oil/3.txt",
                ][..],
                "Training",
            ),
            // One split alone, with files that belong to none, or with other topics.
            (&["train/sport/1.txt"], "train"),
            (
                &["train/list.txt", "train/sport/1.txt", "test/sport/1.txt"],
                "train",
            ),
            (&["train/sport/1.txt", "test/oil/1.txt"], "train"),
            (&["fold1/sport/1.txt", "fold2/sport/1.txt"], "fold1"),
            (
                &["bbc/sport/1.txt", "bbc/oil/1.txt", "cnn/sport/1.txt"],
                "bbc",
            ),
            (&["2023/sport/1.txt", "2024/oil/1.txt"], "2023"),
            (
                &["SANAD/bbc/train/sport/1.txt", "SANAD/cnn/train/sport/1.txt"],
                "SANAD/bbc/train",
            ),
            (
                &[
                    "bbc/train/sport/1.txt",
                    "cnn/test/sport/1.txt",
                    "cnn/train/sport/1.txt",
                ],
                "bbc/train",
            ),
        ] {
            assert_eq!(give(paths), expected, "{paths:?}");
        }
        let found = vec!["train".to_owned(), "test".to_owned()];
        assert_eq!(
            layout(&["train/1.txt", "test/1.txt"]),
            Layout::BareSplits { found }
        );
    }
}
