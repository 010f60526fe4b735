//! A progress line, shown only on a terminal.

use indicatif::{ProgressBar, ProgressStyle};
use std::time::Duration;

/// A counter of articles on standard error; hidden if that is not a terminal.
pub fn articles(what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new_spinner().with_message(what);
    let template = "{spinner} {msg}: {human_pos} articles, {per_sec}, {elapsed}";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    if !bar.is_hidden() {
        bar.enable_steady_tick(Duration::from_millis(200));
    }
    bar
}
