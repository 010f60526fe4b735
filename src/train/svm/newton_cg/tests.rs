//! Support vector fitted against the definition of their loss.

use super::*;
use crate::corpus::Document;
use crate::features::{CorpusCounts, FactorisedMatrix, FeatureSettings};
use crate::train::counts::matrix::TrainingMatrix;
use crate::train::svm::design_matrix::Buffers;
use crate::train::svm::sparse_rows::LANES;
use crate::train::svm::squared_hinge::width;

const TEXTS: [&str; 6] = [
    "ضبط شحنة سلاح عند المنفذ",
    "سلاح وذخيرة في مخبأ",
    "فاز فريق الكرة بالكأس",
    "خسر الفريق مباراة الكأس",
    "ضبط مهرب عند المنفذ ومعه سلاح",
    "أمطار على المدينة",
];
/// Document × topic: weapons, then football.
const TRUTH: [bool; 12] = [
    true, false, true, false, false, true, false, true, true, false, false, false,
];
const TOPICS: usize = 2;
/// Far below the usual tolerance, so that what is compared is the minimum.
const EXACT: Stopping = Stopping {
    newton_steps: 100,
    cg_iterations: 60,
    gradient_share: 1e-5,
};

/// The matrix, and the truth in its order: documents are sorted by their digests.
fn corpus() -> (TrainingMatrix, Vec<bool>) {
    let settings = FeatureSettings::default();
    let mut counts = CorpusCounts::empty(settings.counting);
    for (id, text) in TEXTS.iter().enumerate() {
        counts.add_or_none(&Document {
            id: id.to_string(),
            text: (*text).into(),
            ..Document::default()
        });
    }
    let corpus = counts.finish();
    let places = corpus.documents.iter().map(|document| {
        let place: usize = document.id.parse().unwrap();
        place * TOPICS
    });
    let truth = places.flat_map(|start| TRUTH[start..start + TOPICS].to_vec());
    let truth = truth.collect();
    let matrix = FactorisedMatrix::build(&corpus, &settings);
    (TrainingMatrix::new(matrix), truth)
}

/// `½‖v‖² + Σ Cᵢ·max(0, 1 − y·(x·(r∘v) + b))² + ½b²` by plain loops, `v` being the weights before
/// ratios. The bias is penalised like a weight.
fn loss(
    design: &Design,
    truth: &[bool],
    importance: &[f64],
    cost: f64,
    (weights, ratios, bias): (&[f64], &[f64], f64),
    topic: usize,
) -> f64 {
    let scaled: Vec<f64> = weights.iter().zip(ratios).map(|(w, r)| w * r).collect();
    let mut padded = vec![0f32; design.features() * LANES];
    for (place, weight) in scaled.iter().enumerate() {
        padded[place * LANES] = *weight as f32;
    }
    let scores = design.times(&padded, LANES, &mut Buffers::default());
    let mut sum = 0.5 * (weights.iter().map(|w| w * w).sum::<f64>() + bias * bias);
    for (row, importance) in importance.iter().enumerate() {
        let sign = if truth[row * TOPICS + topic] {
            1.0
        } else {
            -1.0
        };
        let slack = (1.0 - sign * (f64::from(scores[row * LANES]) + bias)).max(0.0);
        sum += cost * importance * slack * slack;
    }
    sum
}

#[test]
fn the_loss_cannot_be_lowered_along_any_weight() {
    let (data, truth) = corpus();
    let rows: Vec<usize> = (0..TEXTS.len()).collect();
    let frequencies = data.document_frequencies(&rows);
    let design = Design::new(&data, &rows, &frequencies, 1, &StopFlag::new()).unwrap();
    let importance = [1.0, 0.25, 1.0, 1.0, 0.5, 1.0];
    let width = width(TOPICS);
    let plain = vec![1f32; (design.features() + 1) * width];
    let mut uneven = plain.clone();
    for (place, ratio) in uneven
        .iter_mut()
        .enumerate()
        .take(design.features() * width)
    {
        *ratio = 0.5 + (place % 5) as f32 / 4.0;
    }
    for ratios in [None, Some(uneven)] {
        let used = ratios.clone().unwrap_or_else(|| plain.clone());
        let mut solver = Solver::new(&design, &truth, TOPICS, &importance, ratios);
        let cost = 2.0;
        let fitted = solver.fit(cost, EXACT, &StopFlag::new());
        for topic in 0..TOPICS {
            let of = |values: &[f32], stride: usize| -> Vec<f64> {
                values
                    .iter()
                    .skip(topic)
                    .step_by(stride)
                    .map(|v| f64::from(*v))
                    .collect()
            };
            let ratios: Vec<f64> = of(&used, width);
            let weights: Vec<f64> = of(&fitted.weights, TOPICS)
                .iter()
                .zip(&ratios)
                .map(|(scaled, ratio)| scaled / ratio)
                .collect();
            let bias = f64::from(fitted.bias[topic]);
            let at = |weights: &[f64], bias: f64| {
                loss(
                    &design,
                    &truth,
                    &importance,
                    cost,
                    (weights, &ratios, bias),
                    topic,
                )
            };
            let least = at(&weights, bias);
            for step in [-0.02, 0.02] {
                assert!(at(&weights, bias + step) > least, "bias {step}");
                for feature in (0..design.features()).step_by(7) {
                    let mut moved = weights.clone();
                    moved[feature] += step;
                    assert!(at(&moved, bias) > least, "feature {feature} by {step}");
                }
            }
        }
    }
}

#[test]
fn a_path_of_costs_ends_where_a_cold_start_does() {
    let (data, truth) = corpus();
    let rows: Vec<usize> = (0..TEXTS.len()).collect();
    let design = Design::new(
        &data,
        &rows,
        &data.document_frequencies(&rows),
        1,
        &StopFlag::new(),
    )
    .unwrap();
    let importance = [1.0; TEXTS.len()];
    let mut path = Solver::new(&design, &truth, TOPICS, &importance, None);
    let mut last = None;
    for cost in [0.1, 0.6, 4.0] {
        last = Some(path.fit(cost, EXACT, &StopFlag::new()));
    }
    let cold =
        Solver::new(&design, &truth, TOPICS, &importance, None).fit(4.0, EXACT, &StopFlag::new());
    let last = last.unwrap();
    let pairs = last.weights.iter().zip(&cold.weights);
    for (warm, cold) in pairs.chain(last.bias.iter().zip(&cold.bias)) {
        assert!((warm - cold).abs() < 1e-3, "{warm} and {cold}");
    }
}
