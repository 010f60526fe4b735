//! Tests of the metrics against an independent oracle, and what tests share.

pub(crate) mod made_up;
pub(crate) mod oracle;
pub(crate) mod report_data;
