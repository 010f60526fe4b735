//! Errors of inputs on standard error: each cause a few times, then a count. A column with another name would else give a line for
//! each of forty thousand rows.

use super::{hints, messages};
use crate::corpus::CorpusError;
use std::mem::{Discriminant, discriminant};

/// How many errors of one cause are printed.
const SHOWN: u64 = 3;

/// Prints errors as they come.
#[derive(Debug, Default)]
pub struct Broken {
    /// The causes in the order in which they came, with the first place and a count.
    causes: Vec<(Cause, String, u64)>,
}

/// What makes errors alike.
type Cause = (
    Discriminant<CorpusError>,
    Option<Discriminant<crate::corpus::RecordError>>,
);

impl Broken {
    /// Prints an error unless there were enough of its cause.
    pub fn say(&mut self, error: &CorpusError) {
        let record = match error {
            CorpusError::Record { source, .. } => Some(discriminant(source)),
            _ => None,
        };
        let cause = (discriminant(error), record);
        let place = self.causes.iter().position(|(other, ..)| *other == cause);
        let place = place.unwrap_or_else(|| {
            let first = error.origin().map(ToString::to_string).unwrap_or_default();
            self.causes.push((cause, first, 0));
            self.causes.len() - 1
        });
        if let Some((_, _, count)) = self.causes.get_mut(place) {
            *count += 1;
            if *count <= SHOWN {
                messages::error(format_args!("{}", hints::said(error)));
            }
        }
    }

    /// Prints how many were not printed.
    pub fn finish(&self) {
        for (_, first, count) in &self.causes {
            if *count > SHOWN {
                let more = count - SHOWN;
                messages::error(format_args!("{more} more like that of {first}"));
            }
        }
    }
}
