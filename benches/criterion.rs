//! Times the stages of the library on generated articles: `cargo bench --bench criterion`.
//!
//! Whole processes are timed by `peers/speed.py`, instructions are counted by `instructions.sh`.

mod generated;
mod quick;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use generated::{Language, counted, counted_topics, trained};
use std::hint::black_box;
use std::sync::Arc;
use tasnif::Model;
use tasnif::internals::{ScoreCache, Scorer};
use tasnif::text::{FoldedWords, fold_token, raw_tokens};

const TOPICS: [usize; 3] = [5, 50, 500];
/// Most topics with which a model is calibrated here.
const MOST_CALIBRATED: usize = 5;
/// Name and number of words of the articles that are tagged; the last has about a megabyte.
const LENGTHS: [(&str, usize); 3] = [("short", 60), ("medium", 250), ("huge", 85_000)];

fn bytes(text: &str) -> Throughput {
    Throughput::Bytes(text.len() as u64)
}

/// The floor under all that reads text: how fast bytes can be walked over, and characters.
fn walking(c: &mut Criterion) {
    let text = Language::new(5).words(0, 85_000);
    let mut group = c.benchmark_group("walk");
    group.throughput(bytes(&text));
    group.bench_function("bytes", |b| {
        b.iter(|| {
            black_box(&text)
                .bytes()
                .filter(|&byte| byte == b' ')
                .count()
        });
    });
    group.bench_function("tokens", |b| {
        b.iter(|| raw_tokens(black_box(&text)).count());
    });
    group.finish();
}

/// Folding without the cache that counting and scoring have.
fn folding(c: &mut Criterion) {
    let text = Language::new(5).words(0, 85_000);
    let mut group = c.benchmark_group("fold");
    group.throughput(bytes(&text));
    let mut words = FoldedWords::new();
    group.bench_function("huge", |b| {
        b.iter(|| {
            raw_tokens(black_box(&text))
                .map(|(_, token)| {
                    fold_token(token, &mut words);
                    words.len()
                })
                .sum::<usize>()
        });
    });
    group.finish();
}

fn counting(c: &mut Criterion) {
    let articles = Language::new(5).articles(1000, 250);
    let total = articles.iter().map(|article| article.text.len() as u64);
    let mut group = c.benchmark_group("count");
    group.throughput(Throughput::Bytes(total.sum()));
    group.bench_function("add", |b| {
        b.iter(|| counted(&articles));
    });
    group.bench_function("add and write", |b| {
        b.iter(|| counted(&articles).to_bytes())
    });
    group.finish();
}

/// From counts to a model. `topics.sh` trains with 500 topics, which takes too long here.
fn training(c: &mut Criterion) {
    let mut group = c.benchmark_group("train");
    for topics in [5, 50] {
        let corpus = counted_topics(topics);
        group.bench_function(BenchmarkId::new("plain, topics", topics), |b| {
            b.iter(|| trained(&corpus, false));
        });
        if topics <= MOST_CALIBRATED {
            group.bench_function(BenchmarkId::new("calibrated, topics", topics), |b| {
                b.iter(|| trained(&corpus, true));
            });
        }
    }
    group.finish();
}

/// From the bytes of a file to a model, and from a model to a scorer; then articles of three
/// lengths, with a cache that has seen such articles, and the huge one with a fresh cache.
fn predicting(c: &mut Criterion) {
    for topics in TOPICS {
        let model = trained(&counted_topics(topics), topics <= MOST_CALIBRATED);
        let file = model.to_bytes().expect("a model that was trained");
        let mut group = c.benchmark_group(format!("{topics} topics"));
        group.throughput(Throughput::Bytes(file.len() as u64));
        group.bench_function("read a model", |b| {
            b.iter(|| Model::from_bytes(black_box(&file)).expect("it was just written"));
        });
        group.bench_function("make a scorer", |b| {
            b.iter_with_large_drop(|| Scorer::new(black_box(Arc::clone(&model))));
        });
        let scorer = Scorer::new(Arc::clone(&model));
        for (name, words) in LENGTHS {
            let text = Language::new(topics).words(1, words);
            group.throughput(bytes(&text));
            let mut cache = ScoreCache::default();
            group.bench_function(format!("tag a {name} article"), |b| {
                b.iter(|| scorer.tag("", black_box(&text), &mut cache));
            });
            if name == "huge" {
                group.bench_function(format!("tag a {name} article, fresh cache"), |b| {
                    let tag = |mut cache| scorer.tag("", black_box(&text), &mut cache);
                    b.iter_batched(ScoreCache::default, tag, BatchSize::PerIteration);
                });
            }
        }
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = quick::quick();
    targets = walking, folding, counting, training, predicting
}
criterion_main!(benches);
