//! Divides a corpus into articles to train on and articles to test on. No article is trained on while
//! a near-duplicate of it is tested on.

use super::error::EvaluateError;
use crate::train::{MAX_FOLDS, TrainError, TrainingSet, assign_folds};
use std::collections::{BTreeMap, BTreeSet};

/// Articles to train on and articles to test on, as ascending rows of the training matrix. No article
/// is in both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// To train on.
    pub train: Vec<usize>,
    /// To test on.
    pub test: Vec<usize>,
}

/// The value of a field for each article; empty where the article lacks the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldValues<'a> {
    /// Name of the field.
    pub name: &'a str,
    /// By row.
    pub values: Vec<&'a str>,
}

impl<'a> FieldValues<'a> {
    /// The values of the field with index `place` among the fields kept of each article.
    ///
    /// # Errors
    /// [`EvaluateError::UnknownField`] if no article has the field.
    pub fn new(
        training: &TrainingSet<'a>,
        name: &'a str,
        place: usize,
    ) -> Result<Self, EvaluateError> {
        let corpus = training.corpus;
        let value = |fields: &'a [Box<str>]| fields.get(place).map_or("", |value| &**value);
        let values: Vec<&str> = training
            .own_documents()
            .iter()
            .map(|document| value(&document.fields))
            .collect();
        match values.iter().all(|value| value.is_empty()) {
            true => Err(EvaluateError::unknown_field(name, &corpus.field_names)),
            false => Ok(Self { name, values }),
        }
    }

    /// How many articles lack the field.
    pub fn missing(&self) -> usize {
        self.values.iter().filter(|value| value.is_empty()).count()
    }

    /// Rows by value, ascending.
    fn rows(&self) -> BTreeMap<&'a str, Vec<usize>> {
        let mut rows: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (row, value) in self.values.iter().enumerate() {
            rows.entry(value).or_default().push(row);
        }
        rows
    }
}

/// Splits for cross-validation: each fold in turn is tested on and the others are trained on. Folds
/// are stratified by labels and keep near-duplicates together.
///
/// # Errors
/// [`TrainError::Folds`] if the corpus cannot be divided into so many folds.
pub fn by_folds(training: &TrainingSet<'_>, folds: usize) -> Result<Vec<Split>, TrainError> {
    let rows = training.all_rows();
    let assigned = assign_folds(training.corpus, &training.groups, &rows, folds)?;
    let split = |fold: usize| {
        let (test, train) = rows.iter().partition(|&&row| assigned[row] == fold);
        Split { train, test }
    };
    Ok((0..folds).map(split).collect())
}

/// Folds that keep all articles with one value of a field together, so that each model is tested on
/// values that it has not seen. The value with most articles is assigned first, each to the smallest
/// fold. Articles without the field count as having one common value. Near-duplicates of test
/// articles are not trained on.
///
/// # Errors
/// [`EvaluateError::FewValues`] for more folds than values; [`TrainError::Folds`] for fewer than 2 or
/// more than [`MAX_FOLDS`].
pub fn by_value(
    training: &TrainingSet<'_>,
    field: &FieldValues<'_>,
    folds: usize,
) -> Result<Vec<Split>, EvaluateError> {
    if !(2..=MAX_FOLDS).contains(&folds) {
        let (given, limit) = (folds, MAX_FOLDS);
        return Err(TrainError::Folds { given, limit }.into());
    }
    let mut values: Vec<Vec<usize>> = field.rows().into_values().collect();
    if values.len() < folds {
        return Err(few_values(field, values.len(), folds));
    }
    // The sort is stable: of values with equally many articles, the first by name goes first.
    values.sort_by_key(|rows| std::cmp::Reverse(rows.len()));
    let mut tests: Vec<Vec<usize>> = vec![Vec::new(); folds];
    for rows in values {
        if let Some(smallest) = tests.iter_mut().min_by_key(|test| test.len()) {
            smallest.extend(rows);
        }
    }
    let all = training.all_rows();
    let split = |test| without_copies(training, &all, test);
    tests.into_iter().map(split).collect()
}

/// A split by the order of a field's values, and where it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LatestSplit<'a> {
    /// The earlier articles to train on, the later to test on.
    pub split: Split,
    /// The last value to train on.
    pub train_to: &'a str,
    /// The first value to test on.
    pub test_from: &'a str,
}

/// Trains on the first articles by the lexicographic order of a field, such as a date like
/// 2024-05-31, and tests on the last. The test articles are as close to `share` of all as they can be
/// while articles with one value stay together. Articles without the field are left out, and
/// near-duplicates of test articles are not trained on.
///
/// # Errors
/// [`EvaluateError::TestShare`] for a share that is not between 0 and 1;
/// [`EvaluateError::FewValues`] for a field with one value.
pub fn by_latest<'a>(
    training: &TrainingSet<'_>,
    field: &FieldValues<'a>,
    share: f64,
) -> Result<LatestSplit<'a>, EvaluateError> {
    if !(share > 0.0 && share < 1.0) {
        return Err(EvaluateError::TestShare { value: share });
    }
    let mut rows = field.rows();
    rows.remove("");
    let articles: usize = rows.values().map(Vec::len).sum();
    let wanted = articles as f64 * (1.0 - share);
    // Each cut between two values, with the number of articles before it.
    let mut before = 0;
    let values: Vec<(&str, usize)> = rows
        .iter()
        .map(|(name, rows)| (*name, rows.len()))
        .collect();
    let cuts = values.windows(2).map(|pair| {
        before += pair[0].1;
        (before, pair[0].0, pair[1].0)
    });
    let distance = |cut: &(usize, &str, &str)| (cut.0 as f64 - wanted).abs();
    let best = cuts.reduce(|best, cut| {
        if distance(&cut) < distance(&best) {
            cut
        } else {
            best
        }
    });
    let Some((_, train_to, test_from)) = best else {
        return Err(few_values(field, values.len(), 2));
    };
    let later = rows.split_off(test_from);
    let sorted = |rows: BTreeMap<&str, Vec<usize>>| {
        let mut rows: Vec<usize> = rows.into_values().flatten().collect();
        rows.sort_unstable();
        rows
    };
    let split = without_copies(training, &sorted(rows), sorted(later))?;
    Ok(LatestSplit {
        split,
        train_to,
        test_from,
    })
}

fn few_values(field: &FieldValues<'_>, values: usize, parts: usize) -> EvaluateError {
    EvaluateError::FewValues {
        field: field.name.to_owned(),
        values,
        parts,
        remedy: match values {
            0 | 1 => "split by another field",
            _ => "ask for fewer folds or split by another field",
        },
    }
}

/// A split that trains on those of `rows` that are not near-duplicates of test articles.
fn without_copies(
    training: &TrainingSet<'_>,
    rows: &[usize],
    mut test: Vec<usize>,
) -> Result<Split, EvaluateError> {
    test.sort_unstable();
    let tested: BTreeSet<u32> = test.iter().map(|&row| training.groups[row]).collect();
    let train: Vec<usize> = rows
        .iter()
        .copied()
        .filter(|&row| !tested.contains(&training.groups[row]))
        .collect();
    match train.is_empty() {
        true => Err(EvaluateError::NothingToTrain),
        false => Ok(Split { train, test }),
    }
}

#[cfg(test)]
mod tests;
