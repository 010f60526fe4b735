//! Refuses pages whose elements are nested so deep that reading them would take all time or memory. Browsers stop at about 512 levels.

use crate::corpus::record_error::RecordError;
use dom_query::{Document as Dom, NodeRef};

/// The most levels of elements in a tree. The time of extraction grows with the square of the depth.
const LEVELS: usize = 512;

/// The most elements that are open at once as written, those that need no end left aside. The time of parsing grows with the square.
const OPEN: usize = 4096;

/// The largest page in bytes. The tree of a page takes some ten times its size.
const BYTES: usize = 16 << 20;

/// The error if the text of a page promises too large a tree. A rough count, without parsing.
pub(super) fn check(html: &str) -> Result<(), RecordError> {
    /// Elements that never hold others, or that end where the next of their kind begins.
    const NEED_NO_END: [&str; 24] = [
        "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link",
        "meta", "option", "p", "param", "source", "tbody", "td", "th", "tr", "track", "wbr", "!--",
    ];
    if html.len() > BYTES {
        let (bytes, limit) = (html.len(), BYTES);
        return Err(RecordError::PageTooLarge { bytes, limit });
    }
    let mut open = 0_usize;
    for tag in html.split('<').skip(1) {
        let is_end = tag.starts_with('/');
        let name = tag.trim_start_matches('/');
        let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '!' && c != '-');
        let name = name.get(..end.unwrap_or(name.len())).unwrap_or_default();
        let begins = name.starts_with(|c: char| c.is_ascii_alphabetic());
        let needs_end = |kind: &str| kind.eq_ignore_ascii_case(name);
        if !begins || NEED_NO_END.iter().any(|kind| needs_end(kind)) {
            continue;
        }
        open = match is_end {
            true => open.saturating_sub(1),
            false => open + 1,
        };
        if open > OPEN {
            return Err(RecordError::PageTooDeep { limit: OPEN });
        }
    }
    Ok(())
}

/// The error if a tree is too deep. Does not recurse.
pub(super) fn check_tree(dom: &Dom) -> Result<(), RecordError> {
    let mut depth = 0;
    let mut node = dom.root();
    loop {
        if let Some(child) = node.first_child() {
            (node, depth) = (child, depth + 1);
            if depth > LEVELS {
                return Err(RecordError::PageTooDeep { limit: LEVELS });
            }
            continue;
        }
        match next(node, &mut depth) {
            Some(following) => node = following,
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
        let tables = "<table><tr><td>خلية".repeat(3000);
        assert!(check_tree(&Dom::from(tables)).is_err());
    }

    #[test]
    fn wide_pages_are_not() {
        let html = "<p>فقرة<br><div>سطر</div><li>x<b>y</b>".repeat(20_000);
        assert!(check(&html).is_ok());
        let html = "<p>فقرة".repeat(1000);
        assert!(check_tree(&Dom::from(html)).is_ok());
    }
}
