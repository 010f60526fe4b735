//! Duplicates and warnings.

use super::*;
use crate::corpus::duplicates::digest;
use crate::corpus::duplicates::{Merged, Merger};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn document(id: &str, title: &str, text: &str, labels: Option<&[&str]>) -> Document {
    let labels = labels.map(|labels| labels.iter().map(|&label| label.to_owned()).collect());
    Document {
        id: id.to_owned(),
        title: title.to_owned(),
        text: text.to_owned(),
        labels,
        ..Document::default()
    }
}

#[test]
fn digests() {
    // Computed with xxhash 4.1.0 for Python: xxh3_128_hexdigest("عنوان\nنص الخبر".encode()), then of b"\n".
    let article = 0x8cc0f7bbb2b0a03c50d3b0c541a2acab;
    assert_eq!(digest("عنوان", "نص الخبر"), article);
    assert_eq!(digest(" عنوان", "نص\u{A0}\r\n الخبر "), article);
    assert_eq!(digest("", " \n"), 0x7858ef011ea0bad1384868fba0c21fdc);
    assert_ne!(digest("a", "b"), digest("", "a b"));
    assert_ne!(digest("a", ""), digest("", "a"));
    assert_ne!(digest("", "ab"), digest("", "a b"));
}

#[test]
fn copies_are_merged() {
    let (kept, report) = merge(vec![
        document("1", "", TITLE, Some(&["a"])),
        document("2", "", BODY, None),
        document("3", "", &TITLE.replace(' ', "\n "), Some(&["b"])),
        document("4", "", BODY, Some(&[])),
        document("5", "", TITLE, Some(&["a", "b"])),
        document("6", "", BODY, None),
    ]);
    assert_eq!(ids(&kept), ["1", "2"]);
    assert_eq!(labels(&kept[0]), "a+b");
    assert_eq!(kept[1].labels, Some(BTreeSet::new()));
    assert_eq!((report.duplicates, report.conflicting), (4, 1));
    let warnings: Vec<_> = report.warnings().iter().map(ToString::to_string).collect();
    assert_eq!(warnings.len(), 2);
    assert!(warnings[0].starts_with("4 article(s) repeat others (1 = 3, 2 = 4, 1 = 5): "));
    assert!(
        warnings[1]
            .starts_with("1 article(s) are there several times with different labels (1 = 3): ")
    );
}

#[test]
fn nothing_to_merge_warns_of_nothing() {
    let (kept, report) = merge(vec![
        document("1", "", "a", None),
        document("2", "a", "", None),
    ]);
    assert_eq!(kept.len(), 2);
    assert_eq!(report.warnings(), []);
}

proptest! {
    /// Labels and counts do not depend on the order of the copies.
    #[test]
    fn merging_does_not_depend_on_order(
        copies in proptest::collection::vec((0u128..4, proptest::option::of(proptest::collection::btree_set("[ab]", 0..2))), 0..12)
    ) {
        let summary = |copies: &[(u128, Option<BTreeSet<String>>)]| {
            let mut merger = Merger::new();
            let mut digests = Vec::new();
            for (digest, labels) in copies {
                if let Merged::First { index } = merger.push(*digest, "x", labels.clone()) {
                    assert_eq!(index, digests.len());
                    digests.push(*digest);
                }
            }
            let (labels, report) = merger.finish();
            let mut kept: Vec<_> = digests.into_iter().zip(labels).collect();
            kept.sort();
            (kept, report.duplicates, report.conflicting)
        };
        let reversed: Vec<_> = copies.iter().rev().cloned().collect();
        prop_assert_eq!(summary(&copies), summary(&reversed));
    }
}
