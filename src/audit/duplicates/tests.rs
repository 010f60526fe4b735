//! Tests of conflicts, near-duplicates and leaks.

use super::*;
use crate::audit::test_data::article;

const SEIZURE: &str =
    "ضبطت دورية حرس الحدود عند المنفذ الشرقي شحنة بنادق مخبأة بين أكياس الإسمنت فجر الأحد";

fn prints(articles: &[Article]) -> Vec<Fingerprint> {
    articles.iter().map(Fingerprint::of).collect()
}

#[test]
fn copies_conflict_only_when_their_labels_differ() {
    let spaced = SEIZURE.replace(' ', "  ");
    let articles = [
        article("a", SEIZURE, &["border-security"]),
        article("b", &spaced, &["weapons-control"]),
        article("c", "فاز الفريق الضيف بهدفين", &[]),
        article("d", "فاز الفريق الضيف  بهدفين", &[]),
        article("e", "", &[]),
        article("f", "", &["border-security"]),
    ];
    let prints = prints(&articles);
    let ids = |copies: &[ArticleRef]| -> Vec<String> {
        copies.iter().map(|copy| copy.id.clone()).collect()
    };
    let conflicts = conflicts(&articles, &prints);
    assert_eq!(conflicts.len(), 1);
    assert_eq!(ids(&conflicts[0].copies), ["a", "b"]);
    let near = near_duplicates(&articles, &prints, Threshold::default());
    assert_eq!(near.len(), 1, "{near:?}");
    assert!(!near[0].labels_differ);
    assert_eq!(near[0].members[1].article.id, "d");
    assert_eq!(near[0].members[1].similarity, 1.0);
    assert_eq!(distinct(&prints), [0, 2, 4]);
}

#[test]
fn a_reprint_leaks_and_names_what_it_resembles_most() {
    let reprint = format!("{SEIZURE} بحسب مصدر أمني");
    let ours = [
        article("mine", SEIZURE, &["border-security"]),
        article("other", "أجرت الوزارة امتحانات الثانوية", &[]),
    ];
    let theirs = [
        article("far", "هطلت أمطار غزيرة على الجنوب", &[]),
        article("near", &reprint, &[]),
    ];
    let (left, right) = (prints(&ours), prints(&theirs));
    let leaks = leaks((&ours, &left), (&theirs, &right), Threshold::default());
    assert_eq!(leaks.len(), 1);
    assert_eq!(
        (&*leaks[0].article.id, &*leaks[0].other.id),
        ("mine", "near")
    );
    // 15 words of 18.
    assert_eq!(leaks[0].similarity, 15.0 / 18.0);
}
