//! Made-up articles go in, a corpus in one file and in three comes out, with the program to run on it.

use crate::common::{Article, Run, tasnif_in, write_jsonl};
use std::fs;
use tempfile::TempDir;

/// A folder with articles in three files and in one.
pub struct Corpus {
    pub folder: TempDir,
}

impl Corpus {
    /// Cuts the articles in three. Some of the first third are in the last third again, under
    /// another id, in other white space, and with other labels unless `labels` is to stay as it is.
    pub fn new(mut articles: Vec<Article>, relabel: bool) -> Self {
        for number in [3, 10, 17, 18] {
            let labels = match relabel {
                true if number % 2 == 0 => vec!["cybercrime"],
                true => vec![],
                false => articles[number].labels.clone(),
            };
            articles.push(Article {
                id: format!("again {number}"),
                text: articles[number].text.replace(' ', "  "),
                labels,
                ..articles[number].clone()
            });
        }
        let corpus = Self {
            folder: TempDir::new().unwrap(),
        };
        let third = articles.len() / 3;
        corpus.articles("whole", &articles);
        corpus.articles("1", &articles[..third]);
        corpus.articles("2", &articles[third..2 * third]);
        corpus.articles("3", &articles[2 * third..]);
        corpus
    }

    fn articles(&self, name: &str, articles: &[Article]) {
        write_jsonl(&self.folder.path().join(format!("{name}.jsonl")), articles);
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        tasnif_in(self.folder.path(), arguments)
    }

    pub fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.folder.path().join(name)).unwrap()
    }

    /// Counts `NAME.jsonl` into `NAME.counts`.
    pub fn count(&self, names: &[&str], flags: &[&str]) {
        for name in names {
            let (from, to) = (format!("{name}.jsonl"), format!("{name}.counts"));
            let arguments = [&["count", &from, "--output", &to], flags].concat();
            self.run(&arguments).ends_with(0);
        }
    }

    /// The bytes of a model, and the messages of training without the line that names the file.
    pub fn train(&self, inputs: &[&str], threads: &str, flags: &[&str]) -> (Vec<u8>, String) {
        let output = ["train", "--threads", threads, "--output", "m.tasnif"];
        let run = self
            .run(&[&output[..], inputs, flags].concat())
            .ends_with(0);
        (self.bytes("m.tasnif"), run.stderr)
    }

    /// Trains from the whole and from parts, in every way that must not matter.
    pub fn check(&self, flags: &[&str]) {
        self.count(&["1", "2", "3"], &[]);
        let whole = self.train(&["whole.jsonl"], "1", flags);
        assert!(
            whole.1.contains("4 article(s) repeat others"),
            "{}",
            whole.1
        );
        for (inputs, threads) in [
            (&["1.counts", "2.counts", "3.counts"][..], "1"),
            (&["3.counts", "1.counts", "2.counts"], "2"),
            (&["2.jsonl", "3.counts", "1.jsonl"], "5"),
        ] {
            let parts = self.train(inputs, threads, flags);
            assert!(parts.0 == whole.0, "{inputs:?} {threads} {flags:?}");
            assert_eq!(parts.1, whole.1);
        }
    }
}
