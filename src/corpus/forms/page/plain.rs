//! The text of a piece of HTML, such as the body of a feed's entry.

use dom_query::{Document as Dom, NodeRef};

/// The text of a piece of HTML, without its tags: a line for each paragraph. What stands in scripts, and paragraphs that
/// are no more than links, are left out.
pub(crate) fn plain(html: &str) -> String {
    let dom = Dom::fragment(html);
    dom.select("script, style, iframe, figure, form, noscript, template")
        .remove();
    for link in dom.select("a").nodes() {
        if let Some(parent) = link.parent()
            && parent.is_element()
            && is_only_links(&parent)
        {
            parent.remove_from_parent();
        }
    }
    let text = dom.formatted_text();
    let lines = text.lines().map(str::trim);
    let filled: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    filled.join("\n")
}

/// Whether the text of a short paragraph is all within links: "read more", "follow us".
fn is_only_links(node: &NodeRef<'_>) -> bool {
    /// A longer text may be all link and yet the article's.
    const WORDS: usize = 8;
    let is_paragraph = node
        .node_name()
        .is_some_and(|name| matches!(&*name, "p" | "div" | "li" | "span"));
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let links: usize = node
        .children_it(false)
        .filter(|child| child.has_name("a"))
        .map(|link| letters(&link.text()))
        .sum();
    let text = node.text();
    is_paragraph && text.split_whitespace().count() <= WORDS && letters(&text) == links
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn paragraphs_without_tags_and_read_more() {
        let html = "<figure><img><figcaption>صورة</figcaption></figure><p>قال <b>الوزير</b> إن&nbsp;القرار \
                    <a href=x>نهائي</a>.</p><script>var x</script><p><a href=y>اقرأ المزيد</a></p><p>ثم غادر.<br>وعاد.</p>";
        let text = plain(html);
        let words: Vec<&str> = text.split_whitespace().collect();
        assert_eq!(
            words.join(" "),
            "قال الوزير إن القرار نهائي. ثم غادر. وعاد."
        );
        assert!(text.contains("نهائي.\n"), "{text:?}");
        assert_eq!(plain("نص &amp; نص"), "نص & نص");
        assert_eq!(plain(""), "");
    }
}
