//! The day on which a page was published.

use super::data::Data;
use dom_query::Document as Dom;

/// Where pages say it, the surest places first.
const PLACES: &[(&str, &str)] = &[
    ("meta[property='article:published_time']", "content"),
    ("meta[itemprop=datePublished]", "content"),
    (
        "meta[name=pubdate], meta[name=publishdate], meta[name=publish_date], meta[name='publish-date']",
        "content",
    ),
    (
        "meta[name='DC.date.issued'], meta[name='dc.date.issued'], meta[name='DC.date'], meta[name='dc.date'], meta[name='DC.Date']",
        "content",
    ),
    (
        "meta[name=date], meta[name='parsely-pub-date'], meta[name='sailthru.date']",
        "content",
    ),
    (
        "time[itemprop=datePublished], time[pubdate], article time[datetime], time[datetime]",
        "datetime",
    ),
];

/// The day as `2024-05-31`, if the page has it in that order for machines. Days in words are not read: those of
/// the page's other articles look the same.
pub(super) fn of(dom: &Dom, data: &Data) -> Option<String> {
    if let Some(day) = data.date.as_deref().and_then(day) {
        return Some(day);
    }
    PLACES.iter().find_map(|(selector, attribute)| {
        let found = dom.select_single(selector).attr(attribute)?;
        day(&found)
    })
}

/// The day at the beginning of a time such as `2024-05-31T14:00+03:00` or `2024/05/31`.
pub(crate) fn day(time: &str) -> Option<String> {
    let time = time.trim();
    let numbers: Vec<&str> = time.get(..10)?.split(['-', '/']).collect();
    let [year, month, day] = numbers.as_slice() else {
        return None;
    };
    let is_number = |text: &str, length: usize| {
        text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_day = is_number(year, 4) && is_number(month, 2) && is_number(day, 2);
    let in_range = (1..=12).contains(&month.parse().unwrap_or(0))
        && (1..=31).contains(&day.parse().unwrap_or(0));
    (is_day && in_range).then(|| format!("{year}-{month}-{day}"))
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days() {
        for (time, expected) in [
            ("2024-05-31T14:00:00+03:00", Some("2024-05-31")),
            (" 2024/05/31", Some("2024-05-31")),
            ("2024-05-31", Some("2024-05-31")),
            ("2024-13-31", None),
            ("31-05-2024", None),
            ("الجمعة 31 مايو 2024", None),
            ("", None),
        ] {
            assert_eq!(day(time).as_deref(), expected, "{time}");
        }
    }
}
