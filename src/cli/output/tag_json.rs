//! One tagged article goes in, its line of JSON comes out, written without a tree of values.

use super::tags::{Tagged, given, names, rounded};
use serde_json::{Result, to_writer};

/// Appends the line: keys in ascending order, as the topics are.
pub fn json_line(line: &mut Vec<u8>, topics: &[&str], tagged: &Tagged) -> Result<()> {
    match &tagged.tags {
        Ok(tags) => {
            line.extend(b"{\"id\":");
            to_writer(&mut *line, &tagged.id)?;
            line.extend(b",\"probabilities\":{");
            for (place, (topic, &p)) in topics.iter().zip(&tags.probabilities).enumerate() {
                if place > 0 {
                    line.push(b',');
                }
                to_writer(&mut *line, topic)?;
                line.push(b':');
                probability(line, p)?;
            }
            line.push(b'}');
            if let Some(review) = &tagged.review {
                line.extend(b",\"review\":");
                to_writer(&mut *line, &names(topics, review))?;
            }
            line.extend(b",\"topics\":");
            let given: Vec<&str> = given(topics, tags)
                .iter()
                .map(|(topic, _)| *topic)
                .collect();
            to_writer(&mut *line, &given)?;
        }
        Err(error) => {
            line.extend(b"{\"error\":");
            to_writer(&mut *line, error)?;
            line.extend(b",\"id\":");
            to_writer(&mut *line, &tagged.id)?;
        }
    }
    line.extend(b"}\n");
    Ok(())
}

/// Writes a probability with four digits, less the zeros at their end.
fn probability(line: &mut Vec<u8>, p: f64) -> Result<()> {
    let rounded = rounded(p);
    let mut left = (rounded * 10_000.0).round();
    // Of numbers with four digits, the shortest text that reads as the number is those digits.
    if !(rounded.is_sign_positive() && left < 10_000.0) {
        return to_writer(line, &rounded);
    }
    line.extend(b"0.");
    let mut place = 1000.0;
    loop {
        let digit = (left / place).trunc();
        line.push(b'0' + digit as u8);
        left -= digit * place;
        place /= 10.0;
        if left == 0.0 {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::predict::Tags;

    #[test]
    fn probabilities_are_those_of_serde_json() {
        let special = [
            -0.0,
            1.0,
            1.5,
            -0.25,
            f64::NAN,
            f64::INFINITY,
            1e300,
            0.99996,
        ];
        let all = (0..=10_000).map(|n| f64::from(n) / 10_000.0);
        for p in all.chain(special) {
            let mut line = Vec::new();
            probability(&mut line, p).unwrap();
            assert_eq!(line, serde_json::to_vec(&rounded(p)).unwrap(), "{p}");
        }
    }

    #[test]
    fn lines_are_those_of_a_tree_of_values() {
        let topics = ["a", "c", "ب\""];
        for (tags, review) in [
            (Ok(vec![0.25, 0.75, 1.0]), None),
            (Ok(vec![0.0, 0.00004, 0.5]), Some(vec![0, 1])),
            (Err("x\n: \"wrong\"".to_owned()), None),
        ] {
            let tags = tags.map(|probabilities| Tags {
                probabilities,
                topics: vec![1, 2],
            });
            let id = "f\t:1".to_owned();
            let tagged = Tagged { id, tags, review };
            let mut line = Vec::new();
            json_line(&mut line, &topics, &tagged).unwrap();
            let text = String::from_utf8(line).unwrap();
            let value: serde_json::Value = serde_json::from_str(&text).unwrap();
            assert_eq!(text, format!("{value}\n"));
            assert_eq!(value["id"], "f\t:1");
            if let Ok(tags) = &tagged.tags {
                let given = given(&topics, tags);
                let names: Vec<&str> = given.iter().map(|(topic, _)| *topic).collect();
                assert_eq!(value["topics"], serde_json::json!(names));
                for (topic, p) in topics.iter().zip(&tags.probabilities) {
                    assert_eq!(value["probabilities"][topic], rounded(*p));
                }
            }
        }
    }
}
