//! A page's gates and baseline check as JUnit XML, which CI systems show.

use super::verdicts::{describe, failure};
use super::{Page, ReportFormat, visible};
use crate::evaluate::error::EvaluateError;
use crate::evaluate::gate::CheckedGate;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

/// One test suite; each gate is a test case, and so is the baseline check.
#[derive(Clone, Copy, Debug, Default)]
pub struct JUnit;

/// A test case: its name, why it failed, and further output.
struct Case {
    name: String,
    failure: Option<String>,
    output: Option<String>,
}

impl ReportFormat for JUnit {
    fn render(&self, page: &Page<'_>) -> Result<String, EvaluateError> {
        let cases: Vec<Case> = page
            .gates
            .iter()
            .map(gate_case)
            .chain(page.baseline.map(|check| Case {
                name: "baseline".to_owned(),
                failure: (!check.passed).then(|| describe(check)),
                // A tolerated drop may be significant, and a rise too.
                output: check.passed.then(|| describe(check)),
            }))
            .collect();
        let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        writer
            .create_element("testsuites")
            .write_inner_content(|writer| suite(writer, page, &cases))?;
        Ok(String::from_utf8_lossy(&writer.into_inner()).into_owned() + "\n")
    }
}

fn gate_case(checked: &CheckedGate) -> Case {
    let gate = &checked.gate;
    let metric = visible(&gate.metric);
    let failure = failure(checked);
    Case {
        name: format!("{metric} at least {}", gate.minimum),
        failure,
        output: None,
    }
}

fn suite(writer: &mut Writer<Vec<u8>>, page: &Page<'_>, cases: &[Case]) -> std::io::Result<()> {
    let title = visible(page.title);
    let failures = cases.iter().filter(|case| case.failure.is_some()).count();
    let (tests, failures) = (cases.len().to_string(), failures.to_string());
    let attributes = [
        ("name", title.as_str()),
        ("tests", &tests),
        ("failures", &failures),
        ("errors", "0"),
    ];
    let suite = writer
        .create_element("testsuite")
        .with_attributes(attributes);
    let notes: Vec<String> = page.report.notes.iter().map(|note| visible(note)).collect();
    suite.write_inner_content(|writer| {
        cases.iter().try_for_each(|case| write_case(writer, case))?;
        if !notes.is_empty() {
            let element = writer.create_element("system-out");
            element.write_text_content(BytesText::new(&notes.join("\n")))?;
        }
        Ok(())
    })?;
    Ok(())
}

fn write_case(writer: &mut Writer<Vec<u8>>, case: &Case) -> std::io::Result<()> {
    let attributes = [
        ("classname", "tasnif.evaluate"),
        ("name", case.name.as_str()),
    ];
    let element = writer
        .create_element("testcase")
        .with_attributes(attributes);
    if case.failure.is_none() && case.output.is_none() {
        element.write_empty()?;
        return Ok(());
    }
    element.write_inner_content(|writer| {
        if let Some(message) = &case.failure {
            let failure = writer.create_element("failure");
            failure
                .with_attribute(("message", message.as_str()))
                .write_empty()?;
        }
        if let Some(output) = &case.output {
            let element = writer.create_element("system-out");
            element.write_text_content(BytesText::new(output))?;
        }
        Ok(())
    })?;
    Ok(())
}
