//! Output files, a full disk, a closed pipe.

use super::{CYBER, folder};
use crate::common::tasnif_in;
use std::fs;

#[test]
fn an_output_file_is_replaced_when_all_is_done() {
    let folder = folder();
    let path = folder.path();
    fs::write(path.join("out.jsonl"), "what was there").unwrap();
    let arguments = ["predict", "cyber.txt", "gone.txt", "--format", "jsonl"];
    let printed = tasnif_in(path, &arguments).ends_with(2).stdout;
    let run = tasnif_in(path, &[&arguments[..], &["--output", "out.jsonl"]].concat()).ends_with(2);
    assert_eq!(run.stdout, "");
    assert_eq!(fs::read_to_string(path.join("out.jsonl")).unwrap(), printed);
    assert_eq!(
        fs::read_dir(path).unwrap().count(),
        3,
        "no temporary file is left behind"
    );
    fs::create_dir(path.join("taken")).unwrap();
    for output in ["gone/out.jsonl", "cyber.txt/out.jsonl", "taken"] {
        let run = tasnif_in(path, &["predict", "cyber.txt", "--output", output]);
        run.fails_with(&[
            &format!("cannot write {output}: "),
            "choose a folder that exists",
        ]);
    }
    assert_eq!(fs::read_to_string(path.join("cyber.txt")).unwrap(), CYBER);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_and_a_closed_pipe_is_none() {
    use crate::common::{made_up, write_jsonl};
    use std::process::{Command, Stdio};
    let folder = folder();
    write_jsonl(&folder.path().join("c.jsonl"), &made_up(2000, 24));
    let mut predict = Command::new(env!("CARGO_BIN_EXE_tasnif"));
    predict
        .args(["predict", "c.jsonl"])
        .current_dir(folder.path());
    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = predict
        .stdout(full)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(
        message.starts_with("error: standard output: the tags cannot be written"),
        "{message}"
    );
    let mut child = predict
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), &*output.stderr), (Some(0), &b""[..]));
}
