//! Snapshot tests: every format, byte by byte. `TASNIF_UPDATE_SNAPSHOTS=1 cargo test` writes them anew.

use super::*;
use crate::evaluate::baseline::baseline_check;
use crate::evaluate::compare::compare;
use crate::evaluate::gate::{Gate, check_gates};
use crate::evaluate::learning_curve::power_law::PowerLaw;
use crate::evaluate::learning_curve::{CurvePoint, Forecast, SHARES};
use crate::evaluate::metrics::bootstrap;
use crate::evaluate::metrics::by_name::REPORT_METRICS;
use crate::evaluate::metrics::by_name::metric;
use crate::evaluate::tests::report_data::{exclusive, multi_label};
use std::path::Path;

fn rendered(format: &str, report: &Report, gates: &[&str]) -> String {
    let mut report = report.clone();
    report.intervals = bootstrap::intervals(&report, bootstrap::SEED);
    let gates: Vec<Gate> = gates.iter().map(|gate| gate.parse().unwrap()).collect();
    let gates = check_gates(&gates, &report).unwrap();
    let mut better = report.clone();
    better
        .results
        .iter_mut()
        .for_each(|decision| decision.given = decision.truth.clone());
    let baseline = baseline_check(&better, &report, 0.1).unwrap();
    let comparison = compare(&report, &better, bootstrap::SEED).unwrap();
    let learning_curve = curve(report.exclusive);
    let title = "Made-up articles <1 & 2>";
    let page = Page {
        title,
        report: &report,
        gates: &gates,
        baseline: Some(&baseline),
        comparison: Some(NamedComparison {
            a: "a.tasnif",
            b: "b|<i>.tasnif",
            comparison: &comparison,
        }),
        learning_curve: Some(&learning_curve),
    };
    format_for_extension(format).unwrap().render(&page).unwrap()
}

fn curve(exclusive: bool) -> LearningCurve {
    let macro_f1 = [None, Some(0.5), Some(0.6), Some(0.65), Some(0.68)];
    let articles = [10, 20, 40, 60, 80];
    let point = |(place, share): (usize, f64)| CurvePoint {
        share,
        articles: articles[place],
        macro_f1: macro_f1[place],
        accuracy: macro_f1[place].filter(|_| exclusive),
    };
    let law = PowerLaw {
        a: 0.1,
        b: 2.0,
        c: 0.5,
    };
    let forecast = Forecast {
        law,
        articles: 160,
        expected: 1.0 - law.error(160.0),
        gain: law.error(80.0) - law.error(160.0),
    };
    LearningCurve {
        points: SHARES.into_iter().enumerate().map(point).collect(),
        macro_f1: Some(forecast),
        accuracy: None,
    }
}

#[test]
fn snapshots() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/evaluate/output/snapshots");
    let gates = ["macro-f1=0.6", "f1@cybercrime=0.9", "precision@sport=0.5"];
    let cases = [
        (
            "multi-label",
            multi_label(),
            gates.as_slice(),
            ["txt", "json", "md", "html", "xml"].as_slice(),
        ),
        (
            "exclusive",
            exclusive(),
            &["accuracy=0.7"],
            &["txt", "json", "xml"],
        ),
    ];
    for (name, report, gates, formats) in cases {
        for format in formats {
            let found = rendered(format, &report, gates);
            let file = folder.join(format!("{name}.{format}"));
            if std::env::var_os("TASNIF_UPDATE_SNAPSHOTS").is_some() {
                std::fs::write(&file, &found).unwrap();
            }
            assert_eq!(
                found,
                std::fs::read_to_string(&file).unwrap(),
                "{name}.{format}"
            );
        }
    }
}

#[test]
fn json_is_read_again() {
    for report in [exclusive(), multi_label()] {
        let page = Page::new("", &report);
        let json = Json.render(&page).unwrap();
        let read = Report::from_json(&json).unwrap();
        assert_eq!(read.results, report.results);
        assert_eq!(read.confusion, report.confusion);
        // serde_json may read a number one unit in the last place off.
        for name in REPORT_METRICS {
            let value = |report: &Report| metric(report, name).unwrap().unwrap_or(-1.0);
            assert!((value(&read) - value(&report)).abs() < 1e-15, "{name}");
        }
    }
}

#[test]
fn json_with_everything_on_the_page_is_read_again() {
    let report = exclusive();
    let json = rendered("json", &report, &["accuracy=0.7"]);
    let read = Report::from_json(&json).unwrap();
    assert_eq!(read.results, report.results);
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value["gates"][0]["passed"], true);
    assert_eq!(value["baseline"]["passed"], false);
    assert_eq!(value["baseline"]["drops"][1]["metric"], "accuracy");
    assert_eq!(value["comparison"]["b"], "b|<i>.tasnif");
    assert_eq!(value["learning_curve"]["points"][4]["articles"], 80);
}

#[test]
fn damaged_json_is_refused() {
    let report = multi_label();
    let page = Page::new("", &report);
    let json = Json.render(&page).unwrap();
    let error = |json: &str| Report::from_json(json).unwrap_err();
    assert!(matches!(
        error(&json[..json.len() / 2]),
        EvaluateError::ReportSyntax(_)
    ));
    let later = json.replacen("\"format\": 1", "\"format\": 2", 1);
    assert!(matches!(
        error(&later),
        EvaluateError::ReportFormat {
            found: 2,
            expected: 1
        }
    ));
    let fewer = json.replacen("\"articles\": 10", "\"articles\": 9", 1);
    assert!(matches!(error(&fewer), EvaluateError::ReportDamaged { .. }));
    let twice = json.replacen("\"m02\"", "\"m01\"", 1);
    assert!(matches!(error(&twice), EvaluateError::DuplicateId { .. }));
    let mut other = report.clone();
    other.results[0].given = vec![9];
    let json = Json
        .render(&Page {
            report: &other,
            ..page
        })
        .unwrap();
    assert!(matches!(
        error(&json),
        EvaluateError::TopicOutOfRange { .. }
    ));
}

#[test]
fn names_cannot_act_in_any_format() {
    let mut report = multi_label();
    report.topics[0] = "a|b<script>\u{1B}[31m\u{202E}&\"'".to_owned();
    report.per_topic[0].topic = report.topics[0].clone();
    let gate = CheckedGate {
        gate: Gate {
            metric: format!("f1@{}", report.topics[0]),
            minimum: 0.5,
        },
        outcome: crate::evaluate::gate::GateOutcome::Undefined,
    };
    for extension in ["txt", "md", "html", "xml"] {
        let gates = [gate.clone()];
        let page = Page {
            gates: &gates,
            ..Page::new("\u{7}", &report)
        };
        let found = format_for_extension(extension)
            .unwrap()
            .render(&page)
            .unwrap();
        assert!(
            !found.contains(['\u{1B}', '\u{202E}', '\u{7}']),
            "{extension}"
        );
        assert!(
            extension == "txt" || !found.contains("b<script>"),
            "{extension}"
        );
        assert!(
            extension != "md" || found.contains("a\\|b\\<script>"),
            "{found}"
        );
    }
    assert!(format_for_extension("JSON").is_some() && format_for_extension("pdf").is_none());
}
