//! Refuses pages whose elements are nested so deep that reading them would take all time or memory. Browsers stop at about 512 levels.

use crate::corpus::record_error::RecordError;
use dom_query::{Document as Dom, NodeRef};

/// The most levels of elements in a tree. The time of extraction grows with the square of the depth.
const LEVELS: usize = 512;

/// The most levels of all nodes together. Pages of news have some ten thousand nodes at a depth of twenty.
const ALL_LEVELS: usize = 5_000_000;

/// The most elements that are open at once as written, those that need no end left aside. The time of parsing grows with the square.
const OPEN: usize = 4096;

/// The largest page in bytes. The tree of a page takes some ten times its size.
const BYTES: usize = 16 << 20;

/// The error if the text of a page promises too large a tree. A rough count, without parsing.
pub(super) fn check(html: &str) -> Result<(), RecordError> {
    /// Elements that never hold others, or that end where the next of their kind begins.
    const NEED_NO_END: [&str; 25] = [
        "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link",
        "meta", "option", "p", "param", "source", "tbody", "td", "th", "tr", "track", "wbr",
        "script", "style",
    ];
    if html.len() > BYTES {
        let (bytes, limit) = (html.len(), BYTES);
        return Err(RecordError::PageTooLarge { bytes, limit });
    }
    let mut open = 0_usize;
    let mut rest = html;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        let tag = rest.get(at + 1..).unwrap_or_default();
        let name = tag.strip_prefix('/').unwrap_or(tag);
        rest = after_raw_text(tag);
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        rest = after_attributes(rest)?;
        let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        let name = name.get(..end.unwrap_or(name.len())).unwrap_or_default();
        if NEED_NO_END
            .iter()
            .any(|kind| kind.eq_ignore_ascii_case(name))
        {
            continue;
        }
        open = match tag.starts_with('/') {
            true => open.saturating_sub(1),
            false => open + 1,
        };
        if open > OPEN {
            return Err(RecordError::PageTooDeep { limit: OPEN });
        }
    }
    Ok(())
}

/// What follows a tag with its attributes.
fn after_attributes(tag: &str) -> Result<&str, RecordError> {
    /// A parser compares each attribute with all before it.
    const ATTRIBUTES: usize = 1000;
    let (mut quote, mut gaps, mut before) = (None, 0, b' ');
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Ok(tag.get(at + 1..).unwrap_or_default()),
            // A quote elsewhere is a letter.
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (None, b' ' | b'\t' | b'\n' | b'\r' | b'/') => gaps += 1,
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
        if gaps > ATTRIBUTES * 4 {
            return Err(RecordError::PageTooIntricate);
        }
    }
    Ok("")
}

/// What follows a tag; where it begins a comment, a script or a style, which hold no tags, what follows their end.
fn after_raw_text(tag: &str) -> &str {
    const RAW: [(&str, &str); 5] = [
        ("!--", "-->"),
        ("script", "</script"),
        ("style", "</style"),
        ("textarea", "</textarea"),
        ("template", "</template"),
    ];
    let begins = |name: &str| {
        let start = tag.as_bytes().get(..name.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
    };
    let Some((_, end)) = RAW.iter().find(|(name, _)| begins(name)) else {
        return tag;
    };
    let mut ends = memchr::memchr_iter(end.as_bytes()[0], tag.as_bytes());
    let is_end = |at: &usize| {
        let found = tag.as_bytes().get(*at..at + end.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(end.as_bytes()))
    };
    let at = ends.find(is_end).unwrap_or(tag.len());
    tag.get(at..).unwrap_or_default()
}

/// The error if a tree is too deep. Does not recurse.
pub(super) fn check_tree(dom: &Dom) -> Result<(), RecordError> {
    let (mut depth, mut all) = (0, 0);
    let mut node = dom.root();
    loop {
        if let Some(child) = node.first_child() {
            (node, depth) = (child, depth + 1);
            all += depth;
            if depth > LEVELS {
                return Err(RecordError::PageTooDeep { limit: LEVELS });
            }
            if all > ALL_LEVELS {
                return Err(RecordError::PageTooIntricate);
            }
            continue;
        }
        match next(node, &mut depth) {
            Some(following) => {
                node = following;
                all += depth;
            }
            None => return Ok(()),
        }
    }
}

/// The next node that is no descendant.
fn next<'a>(mut node: NodeRef<'a>, depth: &mut usize) -> Option<NodeRef<'a>> {
    loop {
        if let Some(sibling) = node.next_sibling() {
            return Some(sibling);
        }
        node = node.parent()?;
        *depth = depth.checked_sub(1)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_pages_are_refused_at_once() {
        for n in [600, 100_000] {
            for tag in ["div", "span", "font", "b", "custom-element"] {
                let html = format!("<p>{}نص", format!("<{tag}>").repeat(n));
                let checked = check(&html).and_then(|()| check_tree(&Dom::from(html)));
                assert!(checked.is_err(), "{tag} {n}");
            }
        }
        let attributes: String = (0..10_000).map(|n| format!(" a{n}")).collect();
        assert!(check(&format!("<p{attributes}>فقرة")).is_err());
        let towers = format!("{}نص{}", "<div>".repeat(400), "</div>".repeat(400)).repeat(100);
        assert!(check_tree(&Dom::from(towers)).is_err());
        let tables = "<table><tr><td>خلية".repeat(3000);
        assert!(check_tree(&Dom::from(tables)).is_err());
    }

    #[test]
    fn wide_pages_are_not() {
        let html = "<p>فقرة<br><div>سطر</div><li>x<b>y</b>".repeat(20_000);
        assert!(check(&html).is_ok());
        for (start, end) in [
            ("<!--", "-->"),
            ("<SCRIPT>", "</Script>"),
            ("<style>", "</style>"),
        ] {
            let html = format!("{start}{}{end}<p>فقرة", "<div>".repeat(10_000));
            assert!(check(&html).is_ok(), "{start}");
        }
        let html = "<p>فقرة".repeat(1000);
        assert!(check_tree(&Dom::from(html)).is_ok());
    }
}
