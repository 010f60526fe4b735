//! Tags as one JSON object a line, its keys in ascending order.

use super::{Header, Sink, TagWriter, Tagged, names, rounded};
use crate::cli::output::kept;
use serde::{Serialize, Serializer};
use std::io::Write;

/// The keys of a line.
const OWN: [&str; 5] = ["error", "id", "probabilities", "review", "topics"];

struct Jsonl<'m> {
    topics: Vec<&'m str>,
    out: Sink,
    /// The current line, which is written at once: serde_json writes it in small pieces.
    line: Vec<u8>,
}

pub fn start(header: Header<'_>, out: Sink) -> anyhow::Result<Box<dyn TagWriter + '_>> {
    kept::refuse_bom(header.bom)?;
    Ok(Box::new(Jsonl {
        topics: header.topics,
        out,
        line: Vec::new(),
    }))
}

impl TagWriter for Jsonl<'_> {
    fn write(&mut self, tagged: &Tagged) -> anyhow::Result<()> {
        self.line.clear();
        let line = Line::new(&self.topics, tagged);
        match tagged.kept.as_slice() {
            [] => serde_json::to_writer(&mut self.line, &line)?,
            fields => {
                let mut object = serde_json::to_value(&line)?;
                kept::insert(&mut object, &OWN, fields);
                serde_json::to_writer(&mut self.line, &object)?;
            }
        }
        self.line.push(b'\n');
        self.out.write_all(&self.line)?;
        Ok(())
    }

    fn flush(&mut self) -> anyhow::Result<()> {
        Ok(self.out.flush()?)
    }

    fn finish(self: Box<Self>) -> anyhow::Result<Sink> {
        Ok(self.out)
    }
}

#[derive(Serialize)]
#[serde(untagged)]
enum Line<'a> {
    Tagged {
        id: &'a str,
        probabilities: Probabilities<'a>,
        #[serde(skip_serializing_if = "Option::is_none")]
        review: Option<Vec<&'a str>>,
        topics: Vec<&'a str>,
    },
    Failed {
        error: &'a str,
        id: &'a str,
    },
}

impl<'a> Line<'a> {
    fn new(topics: &'a [&str], tagged: &'a Tagged) -> Self {
        let id = &tagged.id;
        match &tagged.tags {
            Ok(tags) => Self::Tagged {
                id,
                probabilities: Probabilities {
                    topics,
                    values: tags.probabilities(),
                },
                review: tagged.review.as_ref().map(|review| names(topics, review)),
                topics: tags.given().map(|tag| tag.topic).collect(),
            },
            Err(error) => Self::Failed { error, id },
        }
    }
}

/// An object with the probability of each topic, in the model's order, which is ascending.
struct Probabilities<'a> {
    topics: &'a [&'a str],
    values: &'a [f64],
}

impl Serialize for Probabilities<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let values = self.values.iter().map(|&value| rounded(value));
        serializer.collect_map(self.topics.iter().zip(values))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tagger;

    #[test]
    fn lines_are_those_of_a_tree_of_values() {
        let tagger = Tagger::builtin().unwrap();
        let topics: Vec<&str> = tagger.topics().iter().map(|topic| &*topic.id).collect();
        let text = "ضبط حرس الحدود شحنة بنادق كان مهربون ينقلونها عبر السياج";
        for (tags, review) in [
            (Ok(tagger.tag("", text)), None),
            (Ok(tagger.tag("", "فاز الفريق")), Some(vec![0, 1])),
            (Err("x\n: \"wrong\"".to_owned()), None),
        ] {
            let id = "f\t:1".to_owned();
            let kept = Vec::new();
            let tagged = Tagged {
                id,
                tags,
                review,
                kept,
            };
            let text = serde_json::to_string(&Line::new(&topics, &tagged)).unwrap();
            let value: serde_json::Value = serde_json::from_str(&text).unwrap();
            assert_eq!(text, value.to_string());
            assert_eq!(value["id"], "f\t:1");
            if let Ok(tags) = &tagged.tags {
                let given: Vec<&str> = tags.given().map(|tag| tag.topic).collect();
                assert_eq!(value["topics"], serde_json::json!(given));
                for tag in tags.all() {
                    assert_eq!(value["probabilities"][tag.topic], rounded(tag.probability));
                }
            }
        }
    }
}
