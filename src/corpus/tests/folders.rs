//! Folders: whose names are no labels, and files that are not read.

use super::*;

#[test]
fn splits_are_no_labels_for_prediction_either() {
    let corpus = Corpus::new(&[
        ("f/Training/sport/1.txt", b"a"),
        ("f/Testing/sport/2.txt", b"b"),
        ("g/train/1.txt", b"a"),
        ("g/test/2.txt", b"b"),
    ]);
    for folder in ["f", "g"] {
        let documents = corpus.documents(folder, &optional());
        assert_eq!(documents.len(), 2);
        assert!(documents.iter().all(|document| document.labels.is_none()));
    }
    let errors = corpus.errors("f", &required());
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(
        errors[0].contains("f holds Training and Testing, which hold the same sub-folders (sport)")
    );
    assert!(errors[0].contains("give f/Training"), "{errors:?}");
    let errors = corpus.errors("g", &required());
    assert!(
        errors[0].contains("g holds train and test, which are no topics but splits"),
        "{errors:?}"
    );
    let errors = corpus.errors("", &required());
    assert_eq!(errors.len(), 1, "{errors:?}");
}

#[test]
fn sub_folders_of_topics_are_said() {
    let corpus = Corpus::new(&[
        ("f/sport/football/1.txt", b"a"),
        ("f/economy/oil/2.txt", b"b"),
        ("g/sport/train/1.txt", b"a"),
        ("g/sport/test/2.txt", b"b"),
        ("g/economy/train/1.txt", b"c"),
        ("h/sport/2024/1.txt", b"a"),
        ("h/economy/2024/1.txt", b"b"),
    ]);
    for (folder, fragment) in [
        ("f", Some("all text files lie deeper")),
        ("g", Some("each topic is split into the same sub-folders")),
        ("h", None),
    ] {
        let options = required();
        let documents = corpus.documents(folder, &options);
        let sets: Vec<String> = documents.iter().map(labels).collect();
        assert_eq!(
            (sets[0].as_str(), sets.last().map(String::as_str)),
            ("economy", Some("sport"))
        );
        let warnings = warnings(&options);
        assert_eq!(
            warnings.len(),
            usize::from(fragment.is_some()),
            "{warnings:?}"
        );
        assert!(
            warnings
                .iter()
                .all(|warning| fragment.is_some_and(|part| warning.contains(part)))
        );
    }
}

#[test]
fn files_that_are_not_read_are_counted() {
    let corpus = Corpus::new(&[
        ("f/a/1.txt", b"x"),
        ("f/a/2.pdf", b"x"),
        ("f/a/3.PDF", b"x"),
        ("f/b/4.utf8", b"x"),
        ("f/b/5", b"x"),
        ("f/b/6.csv.gz", b"x"),
        ("f/b/.hidden", b"x"),
        ("f/b/Thumbs.db", b"x"),
        ("f/b/README.md", b"x"),
        ("f/__MACOSX/a/1.txt", b"x"),
        ("g/a/1.md", b"x"),
    ]);
    let options = required();
    assert_eq!(ids(&corpus.documents("f", &options)), ["a/1.txt"]);
    let warnings = warnings(&options);
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(
        warnings[0].starts_with("5 file(s) skipped in "),
        "{warnings:?}"
    );
    assert!(
        warnings[0].contains(": 2 .pdf, 1 .csv.gz, 1 .utf8, 1 without an ending: "),
        "{warnings:?}"
    );
    let errors = corpus.errors("g", &required());
    assert!(
        errors[0].contains("the folder holds no articles") && errors[0].contains("but 1 .md"),
        "{errors:?}"
    );
}

#[cfg(unix)]
#[test]
fn folder_names_that_are_not_unicode_are_no_labels() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let corpus = Corpus::new(&[("a/x.txt", b"x")]);
    for name in [&b"\xD1\xED\xC7\xD6\xC9"[..], b"\xD5\xCD\xC9"] {
        let folder = corpus.0.path().join(OsStr::from_bytes(name));
        if fs::create_dir(&folder).is_err() {
            return; // Some file systems refuse such names.
        }
        for file in ["1.txt", "2.txt"] {
            fs::write(folder.join(file), file).expect("file");
        }
    }
    let errors = corpus.errors("", &required());
    assert_eq!(errors.len(), 2, "{errors:?}");
    assert!(errors[0].contains(
        r"\xD1\xED\xC7\xD6\xC9: the name of the folder is not valid UTF-8 (in windows-1256 it says"
    ));
    assert!(
        errors[0].contains("رياضة") && errors[1].contains("صحة"),
        "{errors:?}"
    );
    assert_eq!(ids(&corpus.read(&[""], &required()).0), ["a/x.txt"]);
    // As ids they are told apart.
    let documents = corpus.documents("", &optional());
    assert_eq!(
        ids(&documents),
        [
            r"\xD1\xED\xC7\xD6\xC9/1.txt",
            r"\xD1\xED\xC7\xD6\xC9/2.txt",
            r"\xD5\xCD\xC9/1.txt",
            r"\xD5\xCD\xC9/2.txt",
            "a/x.txt"
        ]
    );
}
