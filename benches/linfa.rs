//! Plain naive Bayes beside `linfa_bayes::MultinomialNb`, which takes dense input only:
//! `cargo bench --bench linfa 2>/dev/null`. linfa-bayes writes to standard error at each fit.

mod generated;
mod quick;

use criterion::{Criterion, criterion_group, criterion_main};
use generated::{Language, counted};
use linfa::ParamGuard;
use linfa::dataset::DatasetBase;
use linfa::traits::{Fit, Predict};
use linfa_bayes::MultinomialNb;
use ndarray::{Array1, Array2};
use std::hint::black_box;
use tasnif::linfa::{NaiveBayesParams, dataset};
use tasnif::train::TrainOptions;

const ARTICLES: usize = 300;
const WORDS: usize = 60;
const ALPHA: f64 = 0.01;

/// One topic against the rest by both: from counts to a model, and from a model to predictions.
fn compare(c: &mut Criterion) {
    let counts = counted(&Language::new(2).articles(ARTICLES, WORDS));
    let (sparse, topics) = dataset(counts, &TrainOptions::default());
    let dense = sparse.records().to_dense();
    let topic = topics.iter().position(|topic| topic == "topic-000");
    let flags = sparse
        .targets()
        .column(topic.expect("it is generated"))
        .to_owned();
    let sparse = DatasetBase::new(sparse.records, flags.clone().insert_axis(ndarray::Axis(1)));
    let (rows, columns) = dense.dim();
    let dense = DatasetBase::new(dense, flags);
    let ours = NaiveBayesParams::plain(ALPHA)
        .check()
        .expect("alpha is in range");
    let theirs = MultinomialNb::params().alpha(ALPHA);
    let fit = || ours.fit(&sparse).expect("the sample can be fitted");
    let fit_dense = || theirs.fit(&dense).expect("the sample can be fitted");
    let (model, dense_model) = (fit(), fit_dense());

    let mut group = c.benchmark_group(format!("{rows} articles, {columns} features"));
    group.bench_function("tasnif, fit", |b| b.iter(fit));
    group.bench_function("linfa-bayes, fit", |b| b.iter(fit_dense));
    group.bench_function("tasnif, predict", |b| {
        b.iter(|| -> Array2<bool> { model.predict(black_box(&sparse)) });
    });
    group.bench_function("linfa-bayes, predict", |b| {
        b.iter(|| -> Array1<bool> { dense_model.predict(black_box(dense.records())) });
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = quick::quick();
    targets = compare
}
criterion_main!(benches);
