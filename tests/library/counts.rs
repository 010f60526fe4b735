//! Counts that are made in several places give the model of all articles.

use super::made_up;
use tasnif::{CorpusCounts, CountSettings, CountsError, Method, Trainer};

fn counted(articles: &[tasnif::Document]) -> CorpusCounts {
    let mut counts = CorpusCounts::new(CountSettings::default()).unwrap();
    for article in articles {
        counts.add(article).unwrap();
    }
    counts
}

#[test]
fn folded_counts_give_the_same_bytes_in_any_order() {
    let articles = made_up(60, 21);
    let trainer = Trainer::new().folds(2).method(Method::Nbsvm);
    let at_once = trainer.fit_documents(&articles).unwrap();
    let expected = at_once.model().to_bytes().unwrap();
    let mut parts: Vec<Vec<u8>> = articles
        .chunks(13)
        .map(|part| counted(part).to_bytes())
        .collect();
    for _ in 0..2 {
        parts.reverse();
        let mut all = CorpusCounts::default();
        for part in &parts {
            all.merge(CorpusCounts::from_bytes(part).unwrap()).unwrap();
        }
        let folded = trainer.fit_counts(all).unwrap();
        assert!(folded.model().to_bytes().unwrap() == expected);
    }
}

#[test]
fn an_article_by_reference_counts_as_a_document_does() {
    let articles = made_up(20, 22);
    let mut by_reference = CorpusCounts::default();
    for one in &articles {
        let labels = one.labels.iter().flatten().map(String::as_str);
        by_reference.add_article(&one.id, &one.title, &one.text, labels);
    }
    assert!(by_reference.to_bytes() == counted(&articles).to_bytes());
}

#[test]
fn counts_by_other_settings_do_not_add_up() {
    let other = CountSettings {
        title_weight: 2,
        ..CountSettings::default()
    };
    let mut counts = CorpusCounts::default();
    let error = counts.merge(CorpusCounts::new(other).unwrap()).unwrap_err();
    assert!(matches!(error, CountsError::Settings { .. }), "{error:?}");
    // The model follows the settings that the counts were made by.
    let mut counts = CorpusCounts::new(other).unwrap();
    for article in made_up(40, 23) {
        counts.add(&article).unwrap();
    }
    let trained = Trainer::new().folds(2).fit_counts(counts).unwrap();
    assert_eq!(trained.model().features().counting, other);
}
