//! How fast the scorer alone is on real articles, beside a walk over the same bytes and `wc -w`:
//!
//!     cargo run --release --example scorer-speed -- MODEL CORPUS [ROUNDS]
//!
//! Articles are read into memory first; what is timed is one thread. `wc` reads the same texts
//! from a file, in the locale C.UTF-8. Figures are the best of the rounds, which turn by turn
//! time everything.

use std::hint::black_box;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Instant;
use tasnif::corpus::{ReadOptions, read_all};
use tasnif::internals::{ScoreCache, Scorer, WordWeights};
use tasnif::text::{FoldedWords, fold_token, raw_tokens};
use tasnif::{CorpusCounts, Document, Model};

type Work<'a> = (&'static str, Box<dyn FnMut() + 'a>);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(model), Some(corpus)) = (arguments.next(), arguments.next()) else {
        return Err("usage: scorer-speed MODEL CORPUS [ROUNDS]".into());
    };
    let rounds: u32 = arguments.next().map_or(Ok(5), |n| n.parse())?;
    let model = Model::read(&model)?;
    let documents = read_documents(corpus.into())?;
    let mut file = tempfile::NamedTempFile::new()?;
    for document in &documents {
        writeln!(file, "{}\n{}", document.title, document.text)?;
    }
    file.flush()?;
    let bytes = file.as_file().metadata()?.len();

    let scorer = Scorer::new(Arc::new(model));
    let mut work = work(&scorer, &documents, file.path());
    let mut best = vec![f64::INFINITY; work.len()];
    for _ in 0..rounds {
        for ((_, work), best) in work.iter_mut().zip(&mut best) {
            let start = Instant::now();
            work();
            *best = best.min(start.elapsed().as_secs_f64());
        }
    }
    println!(
        "{} articles, {:.1} MB\n",
        documents.len(),
        bytes as f64 / 1e6
    );
    println!("| what | seconds | MB/s |\n|---|---|---|");
    for ((name, _), seconds) in work.iter().zip(best) {
        println!(
            "| {name} | {seconds:.4} | {:.0} |",
            bytes as f64 / 1e6 / seconds
        );
    }
    Ok(())
}

fn read_documents(path: PathBuf) -> Result<Vec<Document>, Box<dyn std::error::Error>> {
    let (documents, errors) = read_all(&[path], &ReadOptions::default())?;
    match errors.into_iter().next() {
        Some(error) => Err(error.into()),
        None => Ok(documents),
    }
}

/// What is timed, in the order of the rows.
fn work<'a>(scorer: &'a Scorer, documents: &'a [Document], file: &'a Path) -> Vec<Work<'a>> {
    let settings = &scorer.model().features().counting;
    let score = move |cache: &mut ScoreCache| {
        for document in documents {
            black_box(scorer.sums(&document.title, &document.text, cache));
        }
    };
    let mut warm = ScoreCache::default();
    let spaces = move || {
        let texts = documents.iter().map(|document| document.text.bytes());
        black_box(
            texts
                .map(|text| text.filter(|&byte| byte == b' ').count())
                .sum::<usize>(),
        );
    };
    let tokens = move || {
        for document in documents {
            black_box(WordWeights::new(&document.title, &document.text, settings).count());
        }
    };
    let fold = move || {
        let mut words = FoldedWords::new();
        for (_, token) in documents
            .iter()
            .flat_map(|document| raw_tokens(&document.text))
        {
            fold_token(token, &mut words);
            black_box(words.len());
        }
    };
    let count = move || {
        let mut counts = CorpusCounts::default();
        for document in documents {
            counts.add_article(&document.id, &document.title, &document.text, []);
        }
        black_box(counts.len());
    };
    let wc = move || {
        let mut run = Command::new("wc");
        run.arg("-w").arg(file).env("LC_ALL", "C.UTF-8");
        let run = run.stdout(Stdio::null()).status();
        assert!(run.is_ok_and(|status| status.success()), "wc -w failed");
    };
    vec![
        ("walk over the bytes, count spaces", Box::new(spaces)),
        ("`wc -w`", Box::new(wc)),
        ("split into tokens", Box::new(tokens)),
        ("fold every token", Box::new(fold)),
        ("count", Box::new(count)),
        (
            "score, fresh cache",
            Box::new(move || score(&mut ScoreCache::default())),
        ),
        (
            "score, cache that has seen the articles",
            Box::new(move || score(&mut warm)),
        ),
    ]
}
