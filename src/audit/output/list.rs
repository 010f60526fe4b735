//! A report for reading, with advice on each kind of finding.

use crate::audit::article::ArticleRef;
use crate::audit::duplicates::{Conflict, Leak, NearDuplicates};
use crate::audit::giveaways::Giveaway;
use crate::audit::label_errors::{Doubt, LabelError};
use crate::audit::report::{AuditReport, Kind};
use crate::audit::thin::{THIN, ThinTopic};
use crate::corpus::NONE;

/// Characters of a title that are shown.
const TITLE: usize = 70;

/// At most `top` findings of each kind, and how many there are.
pub fn list(report: &AuditReport, top: usize) -> String {
    let mut text = summary(report);
    text += &section(Kind::Conflicts, &report.conflicts, top, conflict);
    text += &section(
        Kind::NearDuplicates,
        &report.near_duplicates,
        top,
        near_duplicates,
    );
    text += &section(Kind::Leaks, &report.leaks, top, leak);
    text += &section(Kind::LabelErrors, &report.label_errors, top, label_error);
    if let Some(reason) = &report.label_errors_skipped {
        text += &format!("\nlabel-errors: not looked for, since {reason}\n");
    }
    text += &section(Kind::Thin, &report.thin, top, thin);
    text += &section(Kind::Giveaways, &report.giveaways, top, giveaway);
    text
}

fn summary(report: &AuditReport) -> String {
    let sizes: Vec<String> = report
        .topics
        .iter()
        .map(|size| format!("{} {}", size.topic, size.articles))
        .collect();
    let counts: Vec<String> = Kind::ALL
        .into_iter()
        .map(|kind| format!("{} {}", kind.name(), report.count(kind)))
        .collect();
    format!(
        "articles  {}, {} distinct\ntopics    {}\nfindings  {}\n",
        report.articles,
        report.distinct,
        sizes.join(", "),
        counts.join(", ")
    )
}

fn advice(kind: Kind) -> &'static str {
    match kind {
        Kind::Conflicts => "one article with different labels: decide on one set",
        Kind::NearDuplicates => "reprints: keep one, or label them alike",
        Kind::Leaks => "articles that the other corpus holds, too: delete them on one side",
        Kind::LabelErrors => "likely label errors: read them again, the most doubtful first",
        Kind::Thin => "topics with few articles: label more",
        Kind::Giveaways => {
            "a model may learn the outlet or the length instead of the topic: mix them"
        }
    }
}

fn section<T>(kind: Kind, findings: &[T], top: usize, lines: fn(&T) -> String) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let count = findings.len();
    let mut text = format!("\n{} ({count}): {}\n", kind.name(), advice(kind));
    for finding in findings.iter().take(top) {
        text += &lines(finding);
    }
    if count > top {
        text += &format!("  … and {} more\n", count - top);
    }
    text
}

/// Id, labels and title.
fn named(article: &ArticleRef) -> String {
    let labels = match &*article.labels {
        [] => NONE.to_owned(),
        labels => labels.join("+"),
    };
    let mut title: String = article.title.chars().take(TITLE).collect();
    if title.len() < article.title.len() {
        title.push('…');
    }
    format!("{} [{labels}] {title}", article.id)
}

fn conflict(finding: &Conflict) -> String {
    let copies: Vec<String> = finding.copies.iter().map(named).collect();
    format!("  {}\n", copies.join("\n    = "))
}

fn near_duplicates(finding: &NearDuplicates) -> String {
    let differ = match finding.labels_differ {
        true => "  (labels differ)",
        false => "",
    };
    let line = |(place, member): (usize, &crate::audit::duplicates::Member)| match place {
        0 => format!("  {}{differ}\n", named(&member.article)),
        _ => format!("    {:.2} {}\n", member.similarity, named(&member.article)),
    };
    finding.members.iter().enumerate().map(line).collect()
}

fn leak(finding: &Leak) -> String {
    format!(
        "  {:.2} {}\n    = {}: {}\n",
        finding.similarity,
        named(&finding.article),
        finding.other.source,
        named(&finding.other)
    )
}

fn label_error(finding: &LabelError) -> String {
    let words: Vec<&str> = finding.words.iter().map(|word| &*word.word).collect();
    let (doubt, says) = match finding.doubt {
        Doubt::TopicMissing => ("missing", "for it"),
        Doubt::TopicWrong => ("wrong", "against it"),
    };
    format!(
        "  {:.2} {} {doubt}? probability {:.0}%\n    {}\n    speaks {says}: {}\n",
        finding.score,
        finding.topic,
        finding.probability * 100.0,
        named(&finding.article),
        words.join(" · ")
    )
}

fn thin(topic: &ThinTopic) -> String {
    let effect = match topic.too_thin {
        true => "nothing can be learned or measured",
        false => "its threshold is unreliable",
    };
    let ThinTopic {
        topic, articles, ..
    } = topic;
    format!("  {topic}: {articles} of {THIN} articles, {effect}\n")
}

fn giveaway(finding: &Giveaway) -> String {
    match finding {
        Giveaway::Field(found) => format!(
            "  {}: {:.0}% of the {} articles with {} = {} carry it, {:.0}% of its articles\n",
            found.topic,
            found.purity * 100.0,
            found.articles,
            found.field,
            found.value,
            found.coverage * 100.0
        ),
        Giveaway::Length(found) => format!(
            "  {}: {} words in the middle, {} in the other articles; longer in {:.0}% of pairs\n",
            found.topic,
            found.median,
            found.median_of_rest,
            found.auc * 100.0
        ),
    }
}
