//! The list of the learning methods: the only place that tells one from another.

use super::learning_method::LearningMethod;
use super::naive_bayes::method::NaiveBayes;
use super::options::TrainOptions;
use super::svm::method::Nbsvm;
use crate::features::CountTransform;
use crate::linear::Method;

/// How a method learns.
pub(crate) fn implementation(method: Method) -> &'static dyn LearningMethod {
    match method {
        Method::NaiveBayes => &NaiveBayes,
        Method::Nbsvm => &Nbsvm,
    }
}

impl Method {
    /// How a repeated word counts for the method.
    pub fn transform(self) -> CountTransform {
        implementation(self).count_transform()
    }
}

impl TrainOptions {
    /// Whether a setting of the method is left to be chosen by folds.
    pub fn leaves_open(&self) -> bool {
        implementation(self.method).leaves_open(self)
    }

    /// The settings by name, as the model card keeps them. Settings that were left open are absent.
    pub fn describe(&self) -> Vec<(String, String)> {
        let mut settings = vec![("calibrate".to_owned(), self.calibrate.to_string())];
        if self.calibrate {
            settings.push(("folds".to_owned(), self.folds.to_string()));
            settings.push(("tune".to_owned(), self.tune.to_string()));
            settings.extend(implementation(self.method).describe(self));
        }
        settings.extend(self.naive_bayes.describe());
        settings.sort();
        settings
    }
}
