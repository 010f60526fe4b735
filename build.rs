//! `labels/` goes in, one compressed file of JSON lines comes out, which `src/corpus/builtin.rs` puts
//! into the program.
//!
//! Each line holds the path within `labels/` and the whole article, undivided, so that titles and
//! labels are read by the same code as those of a folder. Lines are sorted by path: the same articles
//! give the same bytes.

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    println!("cargo::rerun-if-changed=labels");
    println!("cargo::rerun-if-changed=build.rs");
    labels::pack()
}

/// Without learning there is no use for articles to learn from.
#[cfg(not(feature = "train"))]
mod labels {
    pub fn pack() -> super::Result<()> {
        Ok(())
    }
}

#[cfg(feature = "train")]
mod labels {
    use super::Result;
    use std::collections::BTreeMap;
    use std::fs;
    use std::path::{Path, PathBuf};

    /// The strongest level that needs no more memory to read back.
    const LEVEL: i32 = 19;

    pub fn pack() -> Result<()> {
        let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?);
        let out = PathBuf::from(std::env::var("OUT_DIR")?);
        let lines = lines(&root.join("labels"))?;
        let packed = zstd::encode_all(lines.as_bytes(), LEVEL)?;
        fs::write(out.join("labels.jsonl.zst"), packed)?;
        Ok(())
    }

    fn lines(labels: &Path) -> Result<String> {
        let mut articles = BTreeMap::new();
        for folder in names(labels)? {
            if !labels.join(&folder).is_dir() {
                continue;
            }
            for file in names(&labels.join(&folder))? {
                if !file.ends_with(".txt") {
                    continue;
                }
                let path = labels.join(&folder).join(&file);
                let article = fs::read_to_string(&path)
                    .map_err(|error| format!("{}: {error}", path.display()))?;
                articles.insert(format!("{folder}/{file}"), article);
            }
        }
        let line = |(path, article): (&String, &String)| {
            serde_json::json!({ "path": path, "article": article }).to_string() + "\n"
        };
        Ok(articles.iter().map(line).collect())
    }

    /// The names in a folder, sorted; not those that begin with a dot, which the file system or an editor
    /// left there.
    fn names(folder: &Path) -> Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in
            fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?
        {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if !name.starts_with('.') {
                names.push(name);
            }
        }
        names.sort();
        Ok(names)
    }
}
