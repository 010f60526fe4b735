//! Two models on the same articles.

use crate::common::outlets::{done, folder, read, read_json, refused, write};

#[test]
fn two_models_are_compared_on_the_same_articles() {
    let folder = folder();
    for corpus in ["multi", "exclusive"] {
        // A is trained on a few articles only.
        let few: String = read(&folder, &format!("{corpus}.jsonl"))
            .lines()
            .take(15)
            .flat_map(|line| [line, "\n"])
            .collect();
        write(&folder, "few.jsonl", &few);
        done(&folder, "train few.jsonl --output a.tasnif");
        done(&folder, &format!("train {corpus}.jsonl --output b.tasnif"));
        let models = "--model a.tasnif --compare b.tasnif --report c.json --report c.md";
        let out = done(&folder, &format!("evaluate {corpus}.jsonl {models}"));
        assert!(
            out.contains("A: a.tasnif. B: b.tasnif. From A to B: macro-f1 rises by"),
            "{out}"
        );
        assert!(read(&folder, "c.md").contains("## Comparison"));
        let json = read_json(&folder, "c.json");
        let found = &json["comparison"];
        assert_eq!(
            (&found["a"], &found["b"]),
            (&"a.tasnif".into(), &"b.tasnif".into())
        );
        assert_eq!(found["exclusive"], corpus == "exclusive");
        assert_eq!(found["articles"], 120);
        // The report is of A.
        assert_eq!(found["macro_f1"]["old"], json["macro"]["f1"]);
        let name = if corpus == "exclusive" {
            "accuracy"
        } else {
            "exact-match"
        };
        assert!(out.contains(&format!("{name} rises by")), "{out}");
        assert!(out.contains("McNemar's exact test"), "{out}");
    }
    done(&folder, "train multi.jsonl --output multi.tasnif");
    let error = refused(&folder, "evaluate multi.jsonl --compare multi.tasnif");
    assert!(error.contains("knows none of the labels"), "{error}");
    let error = refused(
        &folder,
        "evaluate multi.jsonl --compare multi.tasnif --cross-validate 3",
    );
    assert!(error.contains("cannot be used with"), "{error}");
}
