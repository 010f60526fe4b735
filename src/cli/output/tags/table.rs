//! Tags as lines for reading.

use super::{Header, Sink, TagWriter, Tagged};
use crate::Tag;
use crate::cli::messages::harmless;
use crate::cli::output::kept;
use crate::corpus::NONE;
use std::io::Write;

struct Table {
    out: Sink,
}

pub fn start(header: Header<'_>, out: Sink) -> anyhow::Result<Box<dyn TagWriter + '_>> {
    kept::refuse_in_table(header.keep, header.bom)?;
    Ok(Box::new(Table { out }))
}

impl TagWriter for Table {
    fn write(&mut self, tagged: &Tagged) -> anyhow::Result<()> {
        writeln!(self.out, "{}", harmless(&line(tagged)))?;
        Ok(())
    }

    fn flush(&mut self) -> anyhow::Result<()> {
        Ok(self.out.flush()?)
    }

    fn finish(self: Box<Self>) -> anyhow::Result<Sink> {
        Ok(self.out)
    }
}

fn line(tagged: &Tagged) -> String {
    let tags = match &tagged.tags {
        Ok(tags) => tags,
        Err(error) if error.starts_with(&tagged.id) => return format!("{:<34}  {error}", "error"),
        Err(error) => return format!("{:<34}  {}: {error}", "error", tagged.id),
    };
    let percent = |tag: Tag<'_>| format!("{} {:.0}%", tag.topic, tag.probability * 100.0);
    let given: Vec<String> = tags.given().map(percent).collect();
    let given = match &*given {
        [] => NONE.to_owned(),
        given => given.join(", "),
    };
    let Some(review) = &tagged.review else {
        return format!("{given:<34}  {}", tagged.id);
    };
    let mark = if review.is_empty() { "" } else { "review" };
    format!("{given:<34}  {mark:<6}  {}", tagged.id)
}
