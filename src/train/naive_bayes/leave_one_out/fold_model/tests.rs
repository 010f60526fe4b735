use super::*;
use crate::corpus::Document;
use crate::features::{CorpusCounts, FactorisedMatrix, FeatureSettings};
use crate::train::counts::class_counts::{ClassCounts, Membership};
use crate::train::counts::matrix::TrainingMatrix;
use crate::train::extra_corpus::weight::ExtraWeight;
use crate::train::naive_bayes::fit::fit_counts;
use crate::train::naive_bayes::leave_one_out::label_sets::CountedFold;
use crate::train::naive_bayes::params::NaiveBayesParams;
use proptest::prelude::*;

const DOCUMENTS: usize = 14;
const HALF: ExtraWeight = ExtraWeight::TRIED[2];

fn matrix(texts: &[String]) -> TrainingMatrix {
    let mut counts = CorpusCounts::default();
    for (id, text) in texts.iter().enumerate() {
        let (id, text) = (id.to_string(), text.clone());
        counts.add_or_none(&Document {
            id,
            text,
            ..Document::default()
        });
    }
    let corpus = counts.finish();
    TrainingMatrix::new(FactorisedMatrix::build(
        &corpus,
        &FeatureSettings::default(),
    ))
}

/// Compares models without each fold with fits to the rows of the other folds. The last fold
/// are the extra articles.
fn check(
    data: &TrainingMatrix,
    topics: &[Vec<bool>],
    rows: &[Vec<usize>],
    params: NaiveBayesParams,
) {
    let params = params.check().unwrap();
    let slices: Vec<&[usize]> = rows.iter().map(Vec::as_slice).collect();
    let frequencies = data.frequencies_by_fold(&slices, params.min_documents());
    let extra = rows.len() - 1;
    let fold = |(number, (rows, frequencies))| CountedFold {
        rows,
        frequencies,
        weight: if number == extra {
            HALF
        } else {
            ExtraWeight::ONE
        },
        has_prior: number != extra,
    };
    let pairs = slices
        .into_iter()
        .zip(frequencies.iter().map(Vec::as_slice));
    let folds = pairs.enumerate().map(fold).collect();
    let counts = FoldCounts::new(data, topics, folds, params.min_documents());
    let each = LeaveOneOut::each(&counts, extra);
    let zero = |fit| FoldModel::zero(&counts, fit, FeatureSet::All, &params);
    let mut models: Vec<FoldModel> = each.iter().map(zero).collect();
    FoldModel::weigh_all(&mut models, &counts, &crate::StopFlag::new());
    for (model, fit) in models.iter().zip(&each) {
        check_model(model, fit, &counts, rows, topics);
    }
}

fn check_model(
    model: &FoldModel,
    fit: &LeaveOneOut,
    fold_counts: &FoldCounts<'_>,
    rows: &[Vec<usize>],
    topics: &[Vec<bool>],
) {
    let data = fold_counts.data;
    let (extra, own) = rows.split_last().unwrap();
    let others = (0..own.len()).filter(|&fold| Some(fold) != model.held_out);
    let others: Vec<usize> = others.flat_map(|fold| rows[fold].iter().copied()).collect();
    let membership = Membership {
        topics: topics.to_vec(),
    };
    let counts = ClassCounts::count(data, &membership, &others);
    let counts = counts.with_extra(&ClassCounts::count(data, &membership, extra), HALF);
    let Ok(expected) = fit_counts(data, &counts, &model.odds.params()) else {
        assert_eq!(fit.sums(FeatureSet::All).totals.features, 0);
        return;
    };
    assert_eq!(fit.members, counts.members);
    assert_eq!(
        fit.sums(FeatureSet::WholeWords).totals.features,
        (0..data.features())
            .filter(|&feature| data.is_whole_word(feature))
            .filter(|&feature| counts.frequencies[feature] >= fold_counts.min_documents)
            .count()
    );
    assert_eq!(model.bias, expected.bias);
    let is_held_out = |feature: usize| {
        model
            .held_out
            .is_none_or(|fold| fold_counts.is_in(fold, feature))
    };
    for feature in (0..data.features()).filter(|&feature| is_held_out(feature)) {
        let found = model.weights.row(feature).iter().zip(&model.weights.scales);
        let expected = &expected.weights[feature * topics.len()..];
        for ((&found, scale), expected) in found.zip(expected) {
            let error = f64::from(found) * scale - expected;
            assert!(
                error.abs() <= 0.5001 * scale,
                "{error} with a step of {scale}"
            );
        }
    }
}

proptest! {
    #[test]
    fn a_model_without_a_fold_is_a_fit_to_the_other_folds(
        texts in prop::collection::vec("[ابتحد]{1,3}( [ابتحد]{1,7}){0,6}", DOCUMENTS),
        folds in prop::collection::vec(0usize..5, DOCUMENTS),
        flags in prop::collection::vec(any::<[bool; 3]>(), DOCUMENTS),
        is_plain in any::<bool>(),
    ) {
        let data = matrix(&texts);
        let rows: Vec<Vec<usize>> = (0..4)
            .map(|fold| (0..data.documents()).filter(|&row| folds[row] == fold).collect())
            .collect();
        let topics: Vec<Vec<bool>> = (0..3)
            .map(|topic| flags.iter().map(|flags| flags[topic]).collect())
            .collect();
        let params = match is_plain {
            true => NaiveBayesParams::plain(0.01),
            false => NaiveBayesParams::new(),
        };
        check(&data, &topics, &rows, params);
    }
}
