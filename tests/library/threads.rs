//! The library works on threads of its own.

use super::made_up;
use tasnif::{CorpusCounts, Method, Model, Tagger, Threads, Trainer};

/// Rayon's global pool does not survive a fork, so no call may start it.
#[test]
fn no_call_starts_the_global_pool() {
    let articles = made_up(60, 31);
    let trained = Trainer::new()
        .folds(2)
        .method(Method::Nbsvm)
        .fit_documents(&articles)
        .unwrap();
    let bytes = trained.model().to_bytes().unwrap();
    let tagger = Tagger::new(Model::from_bytes(&bytes).unwrap());
    tagger.tag_batch(&articles).unwrap();
    tagger.explain("", &articles[0].text);
    let mut counts = CorpusCounts::default();
    counts
        .merge(CorpusCounts::from_bytes(&counts.to_bytes()).unwrap())
        .unwrap();
    let with_builtin = Trainer::new().folds(2).with_builtin(None);
    let corpus = tempfile::tempdir().unwrap();
    std::fs::write(corpus.path().join("a.txt"), "خبر").unwrap();
    let read = tasnif::corpus::read_all(&[corpus.path().to_owned()], &Default::default());
    assert_eq!(read.unwrap().0.len(), 1);
    let audited = articles.iter().map(|article| tasnif::audit::Article {
        source: "made up".to_owned(),
        document: article.clone(),
    });
    let audited: Vec<_> = audited.collect();
    tasnif::audit::audit(&audited, &[], &Default::default());
    // Made-up articles share no topic with the built-in ones, or some: either way it is computed.
    drop(with_builtin.fit_documents(&articles));
    let global = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build_global();
    assert!(
        global.is_ok(),
        "a call of the library started the global pool"
    );
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let articles = made_up(60, 32);
    let bytes = |threads: usize| {
        let threads = Threads::new(threads).unwrap();
        let trainer = Trainer::new().folds(3).threads(threads);
        let trained = trainer.fit_documents(&articles).unwrap();
        trained.model().to_bytes().unwrap()
    };
    let expected = bytes(1);
    assert!(bytes(2) == expected && bytes(5) == expected);
}
