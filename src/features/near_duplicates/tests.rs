//! Known similarities, the all-pairs oracle, and independence of order and threads.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Renames groups by the member whose key is least (the first of equal ones), so that names don't depend on the order of the
/// documents. `groups` and `keys` have one entry for each document.
fn name_groups<K: Ord>(groups: &[u32], keys: &[K]) -> Vec<u32> {
    let mut least: BTreeMap<u32, (&K, u32)> = BTreeMap::new();
    for ((position, &group), key) in (0..).zip(groups).zip(keys) {
        let entry = least.entry(group).or_insert((key, position));
        *entry = (*entry).min((key, position));
    }
    let name = |group: &u32| least.get(group).map_or(*group, |(_, position)| *position);
    groups.iter().map(name).collect()
}

/// A pseudo-random sequence that is the same in every run.
fn numbers(seed: u64) -> impl Iterator<Item = u64> {
    let mut state = seed;
    std::iter::from_fn(move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        Some(state ^ (state >> 29))
    })
}

fn sorted(mut set: Vec<u64>) -> Vec<u64> {
    set.sort_unstable();
    set.dedup();
    set
}

/// Two sets with `common` shared elements and `own` own ones each.
fn pair(seed: u64, common: usize, own: usize) -> (Vec<u64>, Vec<u64>) {
    let all: Vec<u64> = numbers(seed).take(common + 2 * own).collect();
    let (shared, rest) = all.split_at(common);
    let (left, right) = rest.split_at(own);
    (
        sorted([shared, left].concat()),
        sorted([shared, right].concat()),
    )
}

#[test]
fn exact_similarity() {
    for (a, b, expected) in [
        (&[][..], &[][..], 0.0),
        (&[], &[1], 0.0),
        (&[1, 2, 3], &[1, 2, 3], 1.0),
        (&[1, 2, 3], &[2, 3, 4], 0.5),
        (&[1], &[2], 0.0),
    ] {
        assert_eq!(jaccard(a, b), expected);
        assert_eq!(jaccard(b, a), expected);
    }
}

/// The estimate is binomial with n = 256; averaged over 100 pairs its standard error is below 0.0032 and four of them are allowed.
#[test]
fn estimates_are_unbiased() {
    for (common, own) in [
        (250, 0),
        (200, 20),
        (175, 37),
        (100, 75),
        (25, 112),
        (0, 125),
        (7, 3),
        (2000, 500),
    ] {
        let mut difference = 0.0;
        for seed in 0..100 {
            let (a, b) = pair(seed, common, own);
            let (a, b, exact) = (signature(&a), signature(&b), jaccard(&a, &b));
            let estimate = a.similarity(&b);
            assert!(
                (estimate - exact).abs() < 0.16,
                "five standard errors: {estimate} {exact}"
            );
            difference += estimate - exact;
        }
        let bias: f64 = difference / 100.0;
        assert!(bias.abs() < 0.0128, "{common} {own}: {bias}");
    }
}

#[test]
fn consecutive_numbers_are_hashed_as_well_as_random_ones() {
    let a: Vec<u64> = (0..300).collect();
    let b: Vec<u64> = (60..360).collect();
    let estimate = signature(&a).similarity(&signature(&b));
    assert!((estimate - 240.0 / 360.0).abs() < 0.12, "{estimate}");
}

#[test]
fn signatures_are_stable() {
    assert!(signature(&[]).is_empty());
    assert_eq!(signature(&[]).similarity(&signature(&[])), 0.0);
    assert_eq!(signature(&[3, 1, 2, 1]), signature(&[1, 2, 3]));
    let one = signature(&[1, 2, 3]);
    // Groups at the threshold would change with these numbers. Computed by the Python lines below.
    // M=2**64-1
    // def mix(x): x=x+0x9E3779B97F4A7C15&M; x=(x^x>>30)*0xBF58476D1CE4E5B9&M; x=(x^x>>27)*0x94D049BB133111EB&M; return x^x>>31
    // [min(mix(e)*(mix(i)|1)+(mix(i)>>32)&2**32-1 for e in (1,2,3))&65535 for i in (0,1,2,255)]
    let minima = one.minima();
    assert_eq!(
        [minima[0], minima[1], minima[2], minima[255]],
        [54332, 56217, 13441, 25111]
    );
}

#[test]
fn thresholds() {
    for value in [f64::NAN, f64::INFINITY, 0.0, 0.29, 1.01, -1.0] {
        let error = Threshold::new(value).expect_err("out of range").to_string();
        assert!(
            error.contains(&format!("{value}")) && error.contains("from 0.3 to 1"),
            "{error}"
        );
    }
    let bands = Threshold::default().bands();
    assert_eq!(
        (bands.len(), bands[0].clone(), bands[50].clone()),
        (51, 0..5, 250..255)
    );
    assert_eq!(Threshold::default().agreements(), 180);
    for (value, expected) in [(0.3, 85), (0.5, 64), (1.0, 16)] {
        let threshold = Threshold::new(value).expect("in range");
        let bands = threshold.bands();
        assert!(bands.len() >= expected, "{value}: {}", bands.len());
        assert_eq!(Threshold::new(threshold.get()), Ok(threshold));
    }
}

#[test]
fn groups_are_transitive_and_empty_documents_are_alone() {
    let all: Vec<u64> = sorted(numbers(7).take(400).collect());
    // Neighbours have 0.8, the ends 0.54.
    let chain: Vec<_> = [0..300, 33..333, 66..366]
        .into_iter()
        .map(|range| signature(&all[range]))
        .collect();
    let other = signature(&sorted(numbers(8).take(300).collect()));
    let documents = [
        signature(&[]),
        other,
        chain[2].clone(),
        chain[0].clone(),
        signature(&[]),
        chain[1].clone(),
        chain[0].clone(),
    ];
    assert_eq!(group(&documents), [0, 1, 2, 2, 4, 2, 2]);
    assert!(group(&[]).is_empty());
    let names = name_groups(&group(&documents), &["g", "f", "e", "b", "c", "b", "d"]);
    assert_eq!(names, [0, 1, 3, 3, 4, 3, 3]);
}

/// Compares all pairs.
fn oracle(signatures: &[Signature], threshold: Threshold) -> Vec<u32> {
    let mut groups: Vec<u32> = (0..).take(signatures.len()).collect();
    for i in 0..signatures.len() {
        for j in 0..i {
            if signatures[i].similarity(&signatures[j]) >= threshold.get() && groups[i] != groups[j]
            {
                let (low, high) = (groups[i].min(groups[j]), groups[i].max(groups[j]));
                groups
                    .iter_mut()
                    .filter(|group| **group == high)
                    .for_each(|group| *group = low);
            }
        }
    }
    groups
}

/// Documents derived from few originals by replacing some of their words, so that similarities of all sizes occur.
fn documents() -> impl Strategy<Value = Vec<Signature>> {
    let document = (0u64..4, 0usize..30, 0usize..60, any::<u16>());
    proptest::collection::vec(document, 0..40).prop_map(|documents| {
        documents
            .into_iter()
            .map(|(original, length, replaced, seed)| {
                let words = numbers(original).take(4 * length);
                let own = numbers(1000 + u64::from(seed));
                signature(
                    &words
                        .skip(replaced)
                        .chain(own.take(replaced))
                        .collect::<Vec<_>>(),
                )
            })
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Grouping finds what comparing all pairs finds. A pair at the threshold may be missed once in a thousand times, so groups
    /// may be finer, never coarser, and all pairs that are clearly above must be together.
    #[test]
    fn agrees_with_all_pairs(documents in documents(), threshold in 0.3f64..=1.0) {
        let threshold = Threshold::new(threshold).expect("in range");
        let groups = group_at(&documents, threshold);
        let expected = oracle(&documents, threshold);
        for i in 0..documents.len() {
            for j in 0..i {
                if groups[i] == groups[j] {
                    prop_assert_eq!(expected[i], expected[j]);
                }
                if documents[i].similarity(&documents[j]) >= (threshold.get() + 0.1).min(1.0) {
                    prop_assert_eq!(groups[i], groups[j]);
                }
            }
        }
        for (position, &group) in (0..).zip(&groups) {
            prop_assert!(group <= position);
            prop_assert_eq!(groups[group as usize], group);
        }
    }

    #[test]
    fn order_and_threads_do_not_matter(documents in documents(), rotation in 0usize..40) {
        let groups = group(&documents);
        let mut turned: Vec<(usize, &Signature)> = documents.iter().enumerate().collect();
        turned.rotate_left(rotation.min(documents.len()));
        turned.reverse();
        let positions: Vec<usize> = turned.iter().map(|(position, _)| *position).collect();
        let signatures: Vec<Signature> = turned.into_iter().map(|(_, signature)| signature.clone()).collect();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(3).build().expect("three threads");
        let other = pool.install(|| group(&signatures));
        let names = name_groups(&other, &positions);
        for (at, &position) in positions.iter().enumerate() {
            prop_assert_eq!(positions[names[at] as usize], groups[position] as usize);
        }
    }
}
