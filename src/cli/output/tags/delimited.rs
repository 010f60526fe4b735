//! Tags as CSV or TSV: id, given topics, the probability of each topic, then what to review and
//! what went wrong.

use super::{Header, Sink, TagWriter, Tagged, names, rounded};
use crate::corpus::NONE;
use csv::{ErrorKind, Writer, WriterBuilder};

struct Delimited<'m> {
    topics: Vec<&'m str>,
    review: bool,
    writer: Writer<Sink>,
}

pub fn start_csv(header: Header<'_>, out: Sink) -> anyhow::Result<Box<dyn TagWriter + '_>> {
    start(b',', header, out)
}

pub fn start_tsv(header: Header<'_>, out: Sink) -> anyhow::Result<Box<dyn TagWriter + '_>> {
    start(b'\t', header, out)
}

fn start(delimiter: u8, header: Header<'_>, out: Sink) -> anyhow::Result<Box<dyn TagWriter + '_>> {
    let Header { topics, review } = header;
    let mut writer = WriterBuilder::new().delimiter(delimiter).from_writer(out);
    let first = ["id", "topics"].into_iter().chain(topics.iter().copied());
    let last = [review.then_some("review"), Some("error")];
    writer.write_record(first.chain(last.into_iter().flatten()))?;
    Ok(Box::new(Delimited {
        topics,
        review,
        writer,
    }))
}

impl TagWriter for Delimited<'_> {
    fn write(&mut self, tagged: &Tagged) -> anyhow::Result<()> {
        let cells = cells(&self.topics, tagged, self.review);
        self.writer.write_record(cells).map_err(io_error)
    }

    fn flush(&mut self) -> anyhow::Result<()> {
        Ok(self.writer.flush()?)
    }

    fn finish(self: Box<Self>) -> anyhow::Result<Sink> {
        let out = self.writer.into_inner();
        out.map_err(|error| anyhow::Error::from(error.into_error()))
    }
}

/// Unwraps an error of the output, so that a closed pipe is recognised as one.
fn io_error(error: csv::Error) -> anyhow::Error {
    match error.into_kind() {
        ErrorKind::Io(error) => error.into(),
        kind => anyhow::anyhow!("cannot write the row: {kind:?}"),
    }
}

fn cells(topics: &[&str], tagged: &Tagged, with_review: bool) -> Vec<String> {
    let mut cells = vec![tagged.id.clone()];
    match &tagged.tags {
        Ok(tags) => {
            let given: Vec<&str> = tags.given().map(|tag| tag.topic).collect();
            cells.push(match &*given {
                [] => NONE.to_owned(),
                given => given.join("+"),
            });
            cells.extend(tags.probabilities().iter().map(|&p| rounded(p).to_string()));
        }
        Err(_) => cells.resize(topics.len() + 2, String::new()),
    }
    if with_review {
        let review = tagged.review.as_deref().unwrap_or_default();
        cells.push(names(topics, review).join("+"));
    }
    cells.push(tagged.tags.as_ref().err().cloned().unwrap_or_default());
    cells
}
