//! Arguments go in; exit code, standard output and standard error of the real program come out.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// How a run of the program ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

/// Runs the program in `folder`.
pub fn tasnif_in(folder: &Path, arguments: &[&str]) -> Run {
    tasnif_with_input(folder, arguments, b"")
}

/// Runs the program at the top of the project.
pub fn tasnif(arguments: &[&str]) -> Run {
    tasnif_in(Path::new(env!("CARGO_MANIFEST_DIR")), arguments)
}

/// Runs the program in `folder` with bytes on its standard input.
pub fn tasnif_with_input(folder: &Path, arguments: &[&str], input: &[u8]) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tasnif"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // The program may end without reading all of it; that is no failure of the test.
    let feeder = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap();
    Run {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Run {
    /// Fails the test, with all output, unless the program ended with this exit code.
    #[track_caller]
    pub fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:#?}");
        self
    }

    /// The lines of standard error that report an error.
    pub fn errors(&self) -> Vec<&str> {
        let lines = self.stderr.lines();
        lines.filter(|line| line.starts_with("error: ")).collect()
    }

    /// Fails the test unless the program ends with exit code 2 and exactly one line of standard error is an error, which
    /// holds all `fragments`: file, place, value and remedy.
    #[track_caller]
    pub fn fails_with(self, fragments: &[&str]) -> Self {
        let run = self.ends_with(2);
        let errors = run.errors();
        assert_eq!(errors.len(), 1, "{run:#?}");
        for fragment in fragments {
            assert!(
                errors[0].contains(fragment),
                "{fragment:?} is not in {run:#?}"
            );
        }
        run
    }

    /// The lines of standard output as JSON.
    pub fn json_lines(&self) -> Vec<serde_json::Value> {
        self.stdout
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}
