//! Vectors of all topics at once: dense matrices, row after row, of which each column belongs to
//! one topic. Sums are taken in chunks of fixed size, so that none depends on the number of
//! threads.

use rayon::prelude::*;

/// One number for each column.
pub(super) type PerTopic = Vec<f64>;

/// Rows that are added up by one task.
const CHUNK: usize = 4096;

/// Inner products of each topic's columns.
pub(super) fn dot(a: &[f32], b: &[f32], width: usize) -> PerTopic {
    let chunk = width * CHUNK;
    let parts: Vec<PerTopic> = a
        .par_chunks(chunk)
        .zip(b.par_chunks(chunk))
        .map(|(a, b)| {
            let mut sums = vec![0f64; width];
            for (a, b) in a.chunks_exact(width).zip(b.chunks_exact(width)) {
                for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
                    *sum += f64::from(*a) * f64::from(*b);
                }
            }
            sums
        })
        .collect();
    parts.into_iter().fold(vec![0.0; width], |mut sums, part| {
        let pairs = sums.iter_mut().zip(part);
        pairs.for_each(|(sum, value)| *sum += value);
        sums
    })
}

/// Norms of each topic's column.
pub(super) fn norms(a: &[f32], width: usize) -> PerTopic {
    dot(a, a, width).into_iter().map(f64::sqrt).collect()
}

/// Adds `factors[t] · b` to `a`, for the column of each topic `t`.
pub(super) fn add_scaled(a: &mut [f32], b: &[f32], factors: &[f64]) {
    let width = factors.len();
    a.par_chunks_exact_mut(width)
        .zip(b.par_chunks_exact(width))
        .for_each(|(a, b)| {
            for ((a, b), factor) in a.iter_mut().zip(b).zip(factors) {
                *a += b * *factor as f32;
            }
        });
}

/// Makes `a` the sum of `b` and `factors[t] · a`, for the column of each topic `t`.
pub(super) fn scale_and_add(a: &mut [f32], b: &[f32], factors: &[f64]) {
    let width = factors.len();
    a.par_chunks_exact_mut(width)
        .zip(b.par_chunks_exact(width))
        .for_each(|(a, b)| {
            for ((a, b), factor) in a.iter_mut().zip(b).zip(factors) {
                *a = b + *a * *factor as f32;
            }
        });
}
