//! Groups signatures: pairs that agree in a band are compared, and near-duplicates joined by union-find.

use super::bands::{Threshold, key};
use super::signature::Signature;
use rayon::prelude::*;
use std::ops::Range;

/// Groups at the default [`Threshold`]; see [`group_at`].
pub fn group(signatures: &[Signature]) -> Vec<u32> {
    group_at(signatures, Threshold::default())
}

/// For each signature the number of its group, which is the least position of a member. A signature without near-duplicates is a
/// group of its own.
///
/// In another order the same signatures form the same groups, under other numbers. Only pairs that agree in a band are compared, so
/// a pair exactly at the threshold is missed with a probability below 0.001. Runs on the current Rayon pool. Takes at most 2³²
/// signatures.
pub fn group_at(signatures: &[Signature], threshold: Threshold) -> Vec<u32> {
    let mut sets = DisjointSets::new(signatures.len());
    let distinct = join_equal(signatures, &mut sets);
    let edges: Vec<(u32, u32)> = threshold
        .bands()
        .into_par_iter()
        .flat_map_iter(|band| edges_of_band(signatures, &distinct, &band, threshold))
        .collect();
    for (a, b) in edges {
        sets.join(a, b);
    }
    sets.names()
}

/// Joins articles with equal signatures, and returns one article of each signature. Without it, a page repeated ten thousand times
/// would be compared with itself in each band. Articles without words are left out.
fn join_equal(signatures: &[Signature], sets: &mut DisjointSets) -> Vec<u32> {
    let mut order: Vec<(&Signature, u32)> = signatures.iter().zip(0..).collect();
    order.retain(|(signature, _)| !signature.is_empty());
    order.par_sort_unstable();
    let runs = order.chunk_by(|(a, _), (b, _)| a == b);
    runs.filter_map(|run| {
        let (&(_, first), rest) = run.split_first()?;
        rest.iter().for_each(|&(_, other)| sets.join(first, other));
        Some(first)
    })
    .collect()
}

/// Pairs of near-duplicates that agree in the band: not all of them, but enough to connect the same articles.
fn edges_of_band(
    signatures: &[Signature],
    documents: &[u32],
    band: &Range<usize>,
    threshold: Threshold,
) -> Vec<(u32, u32)> {
    let signature = |document: u32| signatures.get(document as usize);
    // Half of a band's key is enough to tell it apart, and numbers are sorted faster than pairs.
    let keyed = documents.iter().filter_map(|&document| {
        let key = key(signature(document)?, band);
        Some(key & KEY | u64::from(document))
    });
    let mut keyed: Vec<u64> = keyed.collect();
    keyed.sort_unstable();
    let similar = |a: u32, b: u32| {
        let agreements = signature(a).zip(signature(b)).map(|(a, b)| a.agreements(b));
        agreements.is_some_and(|agreements| agreements >= threshold.agreements())
    };
    let mut edges = Vec::new();
    let runs = keyed.chunk_by(|a, b| a & KEY == b & KEY);
    for run in runs.filter(|run| run.len() > 1) {
        connect(run, similar, &mut edges);
    }
    edges
}

/// The half of a number that has the key of a band; the other half has the article.
const KEY: u64 = 0xFFFF_FFFF << 32;

/// Connects the near-duplicates in a run of articles that agree in a band. Each article is compared with the clusters found so far,
/// but with the members of a cluster only up to the first hit. So a run of near-duplicates costs one comparison for each article.
fn connect(run: &[u64], similar: impl Fn(u32, u32) -> bool, edges: &mut Vec<(u32, u32)>) {
    let mut clusters: Vec<Vec<u32>> = Vec::new();
    for document in run.iter().map(|&keyed| keyed as u32) {
        let mut joined = vec![document];
        clusters.retain_mut(|cluster| {
            let hit = cluster
                .iter()
                .copied()
                .find(|&member| similar(member, document));
            if let Some(member) = hit {
                edges.push((member, document));
                joined.append(cluster);
            }
            hit.is_none()
        });
        clusters.push(joined);
    }
}

/// Union-find with path halving. The root of a set is its least member, so it does not depend on the order of joins.
struct DisjointSets {
    parent: Vec<u32>,
}

impl DisjointSets {
    fn new(len: usize) -> Self {
        Self {
            parent: (0..).take(len).collect(),
        }
    }

    fn parent(&self, member: u32) -> u32 {
        self.parent.get(member as usize).copied().unwrap_or(member)
    }

    fn set_parent(&mut self, member: u32, parent: u32) {
        if let Some(entry) = self.parent.get_mut(member as usize) {
            *entry = parent;
        }
    }

    fn root(&mut self, mut member: u32) -> u32 {
        while self.parent(member) != member {
            let grandparent = self.parent(self.parent(member));
            self.set_parent(member, grandparent);
            member = grandparent;
        }
        member
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        self.set_parent(a.max(b), a.min(b));
    }

    fn names(mut self) -> Vec<u32> {
        let members = (0..).take(self.parent.len());
        members.map(|member| self.root(member)).collect()
    }
}
