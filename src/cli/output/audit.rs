//! The forms of `audit`'s findings.

use super::form::{CSV, Form, JSON, TABLE};
use crate::audit::{AuditReport, output};
use crate::cli::messages::harmless;

/// Renders a report; a table shows at most so many findings of each kind.
pub type Render = fn(&AuditReport, usize) -> anyhow::Result<String>;

pub const FORMS: &[Form<Render>] = &[
    Form {
        name: TABLE,
        help: "For reading",
        write: |report, top| Ok(harmless(&output::list(report, top))),
    },
    Form {
        name: JSON,
        help: "One object with all findings",
        write: |report, _| Ok(output::json(report)?),
    },
    Form {
        name: CSV,
        help: "One row for each article of a finding",
        write: |report, _| Ok(output::csv(report)?),
    },
];
