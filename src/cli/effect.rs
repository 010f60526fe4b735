//! Flags that would do nothing in a combination with others. They are errors: whoever writes a flag counts on it.

use crate::Method;
use clap::ArgMatches;
use clap::parser::ValueSource;

/// A flag that has an effect in some combinations only.
struct Rule {
    /// The flag, as clap names it.
    flag: &'static str,
    /// Whether it has an effect.
    works: fn(&ArgMatches) -> bool,
    /// What it needs.
    needs: &'static str,
}

const fn rule(flag: &'static str, works: fn(&ArgMatches) -> bool, needs: &'static str) -> Rule {
    Rule { flag, works, needs }
}

/// Flags of one method.
const METHODS: &[Rule] = &[
    rule("cost", is_nbsvm, "--method nbsvm"),
    rule("interpolation", is_nbsvm, "--method nbsvm"),
    rule("alpha", is_naive_bayes, "--method naive-bayes"),
    rule("collection", is_naive_bayes, "--method naive-bayes"),
    rule("evidence", is_naive_bayes, "--method naive-bayes"),
    rule("tune", is_calibrated, "a model without --plain"),
    rule("folds", is_calibrated, "a model without --plain"),
];

/// Flags that say how a model is trained, where one need not be.
const TRAINING: [&str; 17] = [
    "method",
    "ngrams",
    "mode",
    "tune",
    "folds",
    "plain",
    "alpha",
    "collection",
    "evidence",
    "cost",
    "interpolation",
    "min_documents",
    "title_weight",
    "lead_weight",
    "lead_chars",
    "word_pairs",
    "with_builtin",
];

/// The error, if a flag was given to a command that has no effect there.
pub fn check(matches: &ArgMatches) -> Result<(), String> {
    let Some((command, matches)) = matches.subcommand() else {
        return Ok(());
    };
    let trains = match command {
        "evaluate" => Some((
            is_given(matches, "cross_validate") || is_given(matches, "split_by"),
            "--cross-validate K or --split-by FIELD: without them a finished model is measured",
        )),
        "suggest" => Some((is_given(matches, "labelled"), "--labelled CORPUS")),
        _ => None,
    };
    if let Some((false, needs)) = trains
        && let Some(flag) = TRAINING.iter().find(|flag| is_given(matches, flag))
    {
        return Err(said(flag, needs));
    }
    let broken = |rule: &&Rule| is_given(matches, rule.flag) && !(rule.works)(matches);
    match METHODS.iter().find(broken) {
        Some(rule) => Err(said(rule.flag, rule.needs)),
        None => Ok(()),
    }
}

fn said(flag: &str, needs: &str) -> String {
    let flag = flag.replace('_', "-");
    format!("--{flag} has no effect here: it needs {needs}; leave it out, or add that")
}

/// Whether the user has written the flag.
fn is_given(matches: &ArgMatches, flag: &str) -> bool {
    matches.try_contains_id(flag).is_ok()
        && matches.value_source(flag) == Some(ValueSource::CommandLine)
}

fn is_nbsvm(matches: &ArgMatches) -> bool {
    let method = matches.try_get_one::<Method>("method");
    method.ok().flatten() == Some(&Method::Nbsvm)
}

fn is_naive_bayes(matches: &ArgMatches) -> bool {
    !is_nbsvm(matches)
}

fn is_calibrated(matches: &ArgMatches) -> bool {
    !is_given(matches, "plain")
}
