"""exports/articles.json goes in, the same articles in every export form come out.

Run it in tests/inputs: python3 make/exports.py. It gives the same bytes each time. It needs the standard library alone.
"""

import csv
import io
import json
import os
import zipfile
import zlib
from html import escape

OUT = "exports"
SOURCE = json.load(open(f"{OUT}/articles.json", encoding="utf-8"))
TOPICS = SOURCE["topics"]
ALL = SOURCE["articles"]
SINGLE = [a for a in ALL if len(a["labels"]) == 1]
X1, X2 = SOURCE["left_out"]
EXPECTED = {}


def joined(a):
    return a["title"] + "\n" + a["text"]


def line(a):
    return joined(a).replace("\n", " ")


def expect(name, articles, text, labels="names", ids="none", note=None):
    """What must come out of a file. The README explains the words."""
    EXPECTED[name] = {"records": [a["id"] for a in articles], "text": text, "labels": labels, "ids": ids}
    if note:
        EXPECTED[name]["note"] = note


def write(name, content, encoding="utf-8"):
    path = f"{OUT}/{name}"
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode(encoding))


def dumps(value, **more):
    return json.dumps(value, ensure_ascii=False, **more)


def jsonl(name, records):
    write(name, "".join(dumps(r) + "\n" for r in records))


def table(rows, delimiter=",", end="\n", quoting=csv.QUOTE_MINIMAL):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    return out.getvalue()


def apart_rows(articles, header=("title", "text", "label")):
    return [list(header)] + [[a["title"], a["text"], "+".join(a["labels"])] for a in articles]


# doccano ---------------------------------------------------------------------------------------------------------------
def doccano():
    rows = list(enumerate(ALL, 1))
    jsonl("doccano.jsonl", [{"id": i, "text": joined(a), "label": a["labels"], "Comments": []} for i, a in rows])
    expect("doccano.jsonl", ALL, "joined", ids="1 to 8")
    jsonl("doccano-data.jsonl", [{"id": i, "data": joined(a), "label": a["labels"]} for i, a in rows])
    expect("doccano-data.jsonl", ALL, "joined", ids="1 to 8")
    jsonl(
        "doccano-old.jsonl",
        [{"id": i, "text": joined(a), "meta": {}, "annotation_approver": None, "labels": a["labels"]} for i, a in rows],
    )
    expect("doccano-old.jsonl", ALL, "joined", ids="1 to 8")
    for name, column in (("doccano.csv", "text"), ("doccano-data.csv", "data")):
        write(name, table([["id", column, "label"]] + [[i, joined(a), "#".join(a["labels"])] for i, a in rows]))
        expect(name, ALL, "joined", ids="1 to 8")


# Label Studio ----------------------------------------------------------------------------------------------------------
def label_studio():
    def annotation(number, task, labels, user, cancelled=False):
        choices = {
            "value": {"choices": labels},
            "id": f"r{number:09d}",
            "from_name": "topic",
            "to_name": "text",
            "type": "choices",
            "origin": "manual",
        }
        return {
            "id": number,
            "completed_by": user,
            "result": [choices] if labels else [],
            "was_cancelled": cancelled,
            "ground_truth": False,
            "created_at": f"2024-05-0{user}T08:{number % 60:02d}:00.000000Z",
            "updated_at": f"2024-05-0{user}T08:{number % 60:02d}:30.000000Z",
            "draft_created_at": None,
            "lead_time": 12.5,
            "prediction": {},
            "result_count": len(labels),
            "task": task,
            "parent_prediction": None,
            "parent_annotation": None,
        }

    tasks, flat = [], []
    for i, a in enumerate(ALL + [X1], 1):
        task = 100 + i
        if a is X1:
            annotations = [annotation(500 + i, task, ["رياضة"], 1, cancelled=True)]
        else:
            annotations = [annotation(500 + i, task, a["labels"], 1)]
        if a["id"] == "a03":  # a second annotator, of the same mind
            annotations.append(annotation(600 + i, task, a["labels"], 2))
        if a["id"] == "a05":  # one gave up, the other did not
            annotations.insert(0, annotation(600 + i, task, ["اقتصاد"], 2, cancelled=True))
        cancelled = sum(x["was_cancelled"] for x in annotations)
        tasks.append(
            {
                "id": task,
                "annotations": annotations,
                "file_upload": "0a1b2c3d-news.json",
                "drafts": [],
                "predictions": [],
                "data": {"title": a["title"], "text": a["text"], "source": "wire"},
                "meta": {},
                "created_at": "2024-04-30T07:00:00.000000Z",
                "updated_at": "2024-05-02T09:00:00.000000Z",
                "inner_id": i,
                "total_annotations": len(annotations) - cancelled,
                "cancelled_annotations": cancelled,
                "total_predictions": 0,
                "comment_count": 0,
                "unresolved_comment_count": 0,
                "last_comment_updated_at": None,
                "project": 7,
                "updated_by": 1,
                "comment_authors": [],
            }
        )
        for x in sorted(annotations, key=lambda x: x["created_at"], reverse=True):
            if x["was_cancelled"]:
                continue
            record = {"title": a["title"], "text": a["text"], "source": "wire", "id": task}
            if len(a["labels"]) == 1:
                record["topic"] = a["labels"][0]
            elif a["labels"]:
                record["topic"] = {"choices": a["labels"]}
            record |= {
                "annotator": x["completed_by"],
                "annotation_id": x["id"],
                "created_at": x["created_at"],
                "updated_at": x["updated_at"],
                "lead_time": x["lead_time"],
            }
            flat.append(record)
    write("label-studio.json", dumps(tasks, indent=2))
    expect("label-studio.json", ALL, "apart", ids="101 to 108", note="x01 has only a cancelled annotation and is left out")
    write("label-studio-min.json", "[\n" + ",\n".join(dumps(r, indent=2) for r in flat) + "\n]")
    expect("label-studio-min.json", ALL, "apart", ids="101 to 108", note="a03 is there twice, once for each annotator")
    columns = sorted({k for r in flat for k in r})

    def cell(value):
        return "" if value is None else dumps(value) if isinstance(value, dict) else value

    rows = [columns] + [[cell(r.get(c)) for c in columns] for r in flat]
    write("label-studio-min.csv", table(rows, quoting=csv.QUOTE_NONNUMERIC))
    expect("label-studio-min.csv", ALL, "apart", ids="101 to 108", note="a03 is there twice, once for each annotator")
    always = [
        [c if c != "topic" else "choices" for c in columns],
        *[[dumps({"choices": r["topic"]["choices"] if isinstance(r.get("topic"), dict) else [r["topic"]] if "topic" in r else []})
           if c == "topic" else cell(r.get(c)) for c in columns] for r in flat],
    ]
    write("label-studio-choices.csv", table(always, quoting=csv.QUOTE_NONNUMERIC))
    expect("label-studio-choices.csv", ALL, "apart", ids="101 to 108", note="each cell is {\"choices\": […]}")


# Prodigy ---------------------------------------------------------------------------------------------------------------
def prodigy():
    def hashes(text, more=""):
        signed = lambda s: zlib.crc32(s.encode()) - 2**31
        return {"_input_hash": signed(text), "_task_hash": signed(text + more)}

    end = {"_timestamp": 1714550400, "_annotator_id": "topics-lama", "_session_id": "topics-lama"}
    options = [{"id": t, "text": t} for t in TOPICS]
    choice = []
    for a, accept, answer in [(a, a["labels"], "accept") for a in ALL] + [(X1, ["رياضة"], "reject"), (X2, [], "ignore")]:
        text = joined(a)
        choice.append(
            {"text": text, "meta": {"id": a["id"]}, **hashes(text, "choice"), "options": options, "_view_id": "choice",
             "accept": accept, "config": {"choice_style": "multiple"}, "answer": answer, **end}
        )
    jsonl("prodigy-choice.jsonl", choice)
    expect("prodigy-choice.jsonl", ALL, "joined", note="x01 is rejected, x02 ignored: both are left out")
    pairs = [(a, label, "accept") for a in ALL for label in a["labels"]]
    pairs[2:2] = [(ALL[0], "رياضة", "reject")]
    pairs += [(ALL[5], "weapons-control", "reject"), (X1, "رياضة", "reject"), (X2, "اقتصاد", "ignore")]
    jsonl(
        "prodigy-binary.jsonl",
        [{"text": joined(a), "label": label, **hashes(joined(a), label), "_view_id": "classification", "answer": answer, **end}
         for a, label, answer in pairs],
    )
    expect("prodigy-binary.jsonl", ALL[:7], "joined", note="one row for each article and topic; reject and ignore give no topic")


# Argilla ---------------------------------------------------------------------------------------------------------------
def argilla():
    user = "11111111-2222-4333-8444-555555555555"
    nested, flat, old = [], [], []
    for i, a in enumerate(ALL + [X1]):
        server = f"00000000-0000-4000-8000-{i:012d}"
        guess = {"a02": ["trafficking"], "x01": ["اقتصاد"]}.get(a["id"], a["labels"])
        answered = a is not X1
        fields = {"title": a["title"], "text": a["text"]}
        nested.append(
            {"id": a["id"], "fields": fields, "metadata": {"source": "wire"},
             "suggestions": {"topics": {"value": guess, "score": [0.9] * len(guess), "agent": "first-model"}},
             "responses": {"topics": [{"value": a["labels"], "user_id": user}]} if answered else {},
             "vectors": {}, "_server_id": server}
        )
        flat.append(
            {"id": a["id"], "status": "completed" if answered else "pending", "_server_id": server, **fields, "source": "wire",
             "topics.responses": [a["labels"]] if answered else None,
             "topics.responses.users": [user] if answered else None,
             "topics.responses.status": ["submitted"] if answered else None,
             "topics.suggestion": guess, "topics.suggestion.score": [0.9] * len(guess),
             "topics.suggestion.agent": "first-model"}
        )
        old.append(
            {"id": a["id"], "text": joined(a), "inputs": {"text": joined(a)}, "prediction": [[g, 0.9] for g in guess],
             "prediction_agent": "first-model", "annotation": a["labels"] if answered else None,
             "annotation_agent": "lama" if answered else None, "multi_label": True, "metadata": {},
             "status": "Validated" if answered else "Default"}
        )
    note = "x01 has only a model's suggestion and no response: left out, or without labels; a02's suggestion is wrong"
    write("argilla.json", dumps(nested))
    expect("argilla.json", ALL, "apart", ids="own", note=note)
    jsonl("argilla-flat.jsonl", flat)
    expect("argilla-flat.jsonl", ALL, "apart", ids="own", note=note)
    jsonl("argilla-old.jsonl", old)
    expect("argilla-old.jsonl", ALL, "joined", ids="own", note=note)


# spaCy, Hugging Face ---------------------------------------------------------------------------------------------------
def spacy():
    def cats(a, yes, no):
        return {t: yes if t in a["labels"] else no for t in TOPICS}

    jsonl("spacy-cats.jsonl", [{"text": joined(a), "cats": cats(a, 1, 0)} for a in ALL])
    jsonl("spacy-cats-scores.jsonl", [{"text": joined(a), "cats": cats(a, 0.5 if a["id"] == "a07" else 0.97, 0.04)} for a in ALL])
    write("spacy-pairs.json", dumps([[joined(a), {"cats": cats(a, 1.0, 0.0)}] for a in ALL], indent=1))
    expect("spacy-cats.jsonl", ALL, "joined")
    expect("spacy-cats-scores.jsonl", ALL, "joined", note="a topic is given from 0.5 on: a07 has exactly 0.5")
    expect("spacy-pairs.json", ALL, "joined", note="pairs of text and {\"cats\": …}, as in training scripts")


def hugging_face():
    text = {"feature_idx": 0, "name": "text", "type": {"dtype": "string", "_type": "Value"}}
    classes = {"names": TOPICS, "_type": "ClassLabel"}

    def rows(articles, feature, key, value):
        return {
            "features": [text, {"feature_idx": 1, "name": key, "type": feature}],
            "rows": [
                {"row_idx": i, "row": {"text": joined(a), key: value(a)}, "truncated_cells": []}
                for i, a in enumerate(articles)
            ],
            "num_rows_total": len(articles),
            "num_rows_per_page": 100,
            "partial": False,
        }

    numbers = lambda a: [TOPICS.index(label) for label in a["labels"]]
    write("hf-rows.json", dumps(rows(SINGLE, classes, "label", lambda a: numbers(a)[0])))
    expect("hf-rows.json", SINGLE, "joined")
    several = {"feature": classes, "_type": "Sequence"}
    write("hf-rows-several.json", dumps(rows(ALL, several, "labels", numbers)))
    expect("hf-rows-several.json", ALL, "joined")
    jsonl("hf/train.jsonl", [{"text": joined(a), "label": numbers(a)[0]} for a in SINGLE])
    info = {
        "citation": "",
        "description": "",
        "features": {"text": {"dtype": "string", "_type": "Value"}, "label": classes},
        "homepage": "",
        "license": "",
        "splits": {"train": {"name": "train", "num_examples": len(SINGLE), "dataset_name": "news"}},
    }
    write("hf/dataset_info.json", dumps(info, indent=2))
    expect("hf/train.jsonl", SINGLE, "joined", labels="numbers from 0", note="the names are in dataset_info.json beside it")


# Tables ----------------------------------------------------------------------------------------------------------------
def tables():
    write("one-hot.csv", table(
        [["id", "title", "text", *TOPICS]]
        + [[a["id"], a["title"], a["text"], *[int(t in a["labels"]) for t in TOPICS]] for a in ALL]))
    expect("one-hot.csv", ALL, "apart", ids="own")
    write("pandas-index.csv", table(
        [["", "title", "text", "label"]] + [[i, a["title"], a["text"], a["labels"][0]] for i, a in enumerate(SINGLE)]))
    expect("pandas-index.csv", SINGLE, "apart", note="the column without a name is a row number, not an id")
    write("pandas-lists.csv", table(
        [["", "title", "text", "labels"]] + [[i, a["title"], a["text"], repr(a["labels"])] for i, a in enumerate(ALL)]))
    expect("pandas-lists.csv", ALL, "apart", note="the labels are Python lists")
    forms = [
        ("excel-semicolon.csv", "\ufeff", ";", "\r\n", "utf-8"),
        ("excel-windows-1256.csv", "", ";", "\r\n", "cp1256"),
        ("pipe.csv", "", "|", "\n", "utf-8"),
        ("sep-line.csv", "\ufeffsep=;\r\n", ";", "\r\n", "utf-8"),
        ("excel-unicode.txt", "\ufeff", "\t", "\r\n", "utf-16-le"),
        ("cr-only.csv", "", ",", "\r", "utf-8"),
    ]
    for name, start, delimiter, end, encoding in forms:
        rows = apart_rows(SINGLE)
        if end == "\r":  # the line break in the cell of a02 is a CR too
            rows = [[cell.replace("\n", "\r") for cell in row] for row in rows]
        write(name, start + table(rows, delimiter, end), encoding)
        expect(name, SINGLE, "apart")
    write("no-header.csv", table([[joined(a), a["labels"][0]] for a in SINGLE]))
    expect("no-header.csv", SINGLE, "joined", note="two columns: text, label")
    write("no-header-class-first.csv", table(
        [[TOPICS.index(a["labels"][0]) + 1, a["title"], a["text"]] for a in SINGLE], quoting=csv.QUOTE_ALL))
    expect("no-header-class-first.csv", SINGLE, "apart", labels="numbers from 1", note="three columns: label, title, text")
    write("numeric.csv", table([["text", "label"]] + [[joined(a), TOPICS.index(a["labels"][0])] for a in SINGLE]))
    expect("numeric.csv", SINGLE, "joined", labels="numbers from 0")
    write("numeric-decimal.csv", table([["text", "label"]] + [[joined(a), f"{TOPICS.index(a['labels'][0])}.0"] for a in SINGLE]))
    expect("numeric-decimal.csv", SINGLE, "joined", labels="numbers from 0", note="written 0.0, as pandas does where a row had none")
    write("content-category.csv", table([["content", "category"]] + [[joined(a), a["labels"][0]] for a in SINGLE]))
    expect("content-category.csv", SINGLE, "joined")
    write("arabic-header.csv", table(apart_rows(SINGLE, ("العنوان", "النص", "التصنيف"))))
    expect("arabic-header.csv", SINGLE, "apart")


# Lines -----------------------------------------------------------------------------------------------------------------
def lines():
    write("mallet.txt", "".join(f"{a['id']} {a['labels'][0]} {line(a)}\n" for a in SINGLE))
    expect("mallet.txt", SINGLE, "line", ids="own", note="id, label and text stand apart by spaces")
    write("mallet-tabs.txt", "".join(f"{a['id']}\t{a['labels'][0]}\t{line(a)}\n" for a in SINGLE))
    expect("mallet-tabs.txt", SINGLE, "line", ids="own")
    number = lambda label: str(TOPICS.index(label) + 1)
    write("vw.txt", "".join(f"{number(a['labels'][0])} | {line(a)}\n" for a in SINGLE))
    expect("vw.txt", SINGLE, "line", labels="numbers from 1")
    write("vw-weights-tags.txt", "".join(f"{number(a['labels'][0])} 1.0 '{a['id']}|text {line(a)}\n" for a in SINGLE))
    expect("vw-weights-tags.txt", SINGLE, "line", labels="numbers from 1", ids="own", note="|text is the name of a namespace")
    write("vw-several.txt", "".join(f"{','.join(map(number, a['labels']))} | {line(a)}\n" for a in ALL))
    expect("vw-several.txt", ALL, "line", labels="numbers from 1")
    write("fasttext.ft", "".join("".join(f"__label__{x} " for x in a["labels"] or ["none"]) + line(a) + "\n" for a in ALL))
    expect("fasttext.ft", ALL, "line")
    write("one-text-a-line.txt", "".join(line(a) + "\n" for a in ALL))
    expect("one-text-a-line.txt", ALL, "line", labels="absent", note="eight articles, not one")


# JSON ------------------------------------------------------------------------------------------------------------------
def plain_json():
    write("array.json", dumps(ALL, indent=2) + "\n")
    write("array-one-line.json", dumps(ALL))
    write("wrapped.json", dumps({"data": ALL}, indent=2) + "\n")
    for name in ("array.json", "array-one-line.json", "wrapped.json"):
        expect(name, ALL, "apart", ids="own")
    write("object.json", dumps(ALL[0], indent=2) + "\n")
    expect("object.json", ALL[:1], "apart", ids="own")
    write("objects-over-lines.json", "".join(dumps(a, indent=2) + "\n" for a in ALL))
    expect("objects-over-lines.json", ALL, "apart", ids="own")


# Feeds -----------------------------------------------------------------------------------------------------------------
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
MORE = '<p><a href="https://news.example/more">اقرأ المزيد على موقعنا</a></p>'


def teaser(a):
    return " ".join(a["text"].split()[:9]) + "…"


def feeds():
    def body(a):
        return "".join(f"<p>{escape(p, quote=False)}</p>" for p in a["text"].split("\n"))

    def item(i, a, content):
        parts = [
            "<item>",
            f"  <title>{escape(a['title'], quote=False)}</title>",
            f"  <link>https://news.example/{a['id']}</link>",
            f"  <guid isPermaLink=\"false\">{a['id']}</guid>",
            f"  <pubDate>Wed, 0{i + 1} May 2024 06:00:00 +0300</pubDate>".replace("Wed", "Wed Thu Fri Sat Sun Mon Tue Wed".split()[i]),
            *[f"  <category><![CDATA[{label}]]></category>" for label in a["labels"]],
            f"  <description>{escape('<p>' + teaser(a) + '</p>' + MORE)}</description>",
        ]
        if content:
            parts.append(f"  <content:encoded><![CDATA[<figure><img src=\"/{a['id']}.jpg\" alt=\"\"/></figure>{body(a)}{MORE}]]></content:encoded>")
        return "\n".join(parts + ["</item>"])

    def rss(encoding, content):
        return (
            f'<?xml version="1.0" encoding="{encoding}"?>\n'
            '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom">\n'
            "<channel>\n<title>وكالة الضفاف للأنباء</title>\n<link>https://news.example/</link>\n"
            "<description>آخر الأخبار من وكالة الضفاف</description>\n<language>ar</language>\n"
            + "\n".join(item(i, a, content) for i, a in enumerate(ALL))
            + "\n</channel>\n</rss>\n"
        )

    write("rss.xml", rss("UTF-8", True))
    write("rss-windows-1256.xml", rss("windows-1256", True), "cp1256")
    write("rss-teasers.xml", rss("UTF-8", False))
    note = "labels are in <category>; tags, teaser, the title of the channel and the read-more line are not text"
    expect("rss.xml", ALL, "apart", ids="own", note=note)
    expect("rss-windows-1256.xml", ALL, "apart", ids="own", note=note)
    expect("rss-teasers.xml", ALL, "teaser", ids="own", note="the feed has no more than the first nine words and …")
    entries = "\n".join(
        f"<entry>\n  <id>tag:news.example,2024:{a['id']}</id>\n  <title type=\"text\">{escape(a['title'], quote=False)}</title>\n"
        f"  <link rel=\"alternate\" href=\"https://news.example/{a['id']}\"/>\n  <updated>2024-05-0{i + 1}T06:00:00+03:00</updated>\n"
        + "".join(f"  <category term=\"{label}\"/>\n" for label in a["labels"])
        + f"  <summary>{escape(teaser(a), quote=False)}</summary>\n"
        f"  <content type=\"html\">{escape(body(a) + MORE)}</content>\n</entry>"
        for i, a in enumerate(ALL)
    )
    write(
        "atom.xml",
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar">\n'
        "<title>وكالة الضفاف للأنباء</title>\n<id>tag:news.example,2024:feed</id>\n<updated>2024-05-08T06:00:00+03:00</updated>\n"
        "<author><name>هيئة التحرير</name></author>\n" + entries + "\n</feed>\n",
    )
    expect("atom.xml", ALL, "apart", ids="tag:news.example,2024: and the own id", note=note)


# Containers ------------------------------------------------------------------------------------------------------------
def pack(name, members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in members:
            info = zipfile.ZipInfo(path, (2024, 5, 1, 8, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    write(name, out.getvalue())


XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relationships(*targets):
    return XML + f'<Relationships xmlns="{PACKAGE}relationships">' + "".join(
        f'<Relationship Id="rId{i}" Type="{OFFICE}/{kind}" Target="{target}"/>' for i, (kind, target) in enumerate(targets, 1)
    ) + "</Relationships>"


def content_types(*parts):
    return (
        XML + f'<Types xmlns="{PACKAGE}content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(
            f'<Override PartName="{part}" ContentType="application/vnd.openxmlformats-officedocument.{kind}+xml"/>'
            for part, kind in parts
        ) + "</Types>"
    )


def containers():
    members = [(f"news/{'+'.join(a['labels']) or 'none'}/{a['id']}.txt", joined(a) + "\n") for a in ALL]
    pack("folders.zip", members)
    expect("folders.zip", ALL, "apart", ids="the path in the archive")
    debris = [("__MACOSX/news/trafficking/._a01.txt", b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X        "), ("news/.DS_Store", b"\x00\x00\x00\x01Bud1")]
    pack("folders-mac.zip", members + debris)
    expect("folders-mac.zip", ALL, "apart", ids="the path in the archive", note="__MACOSX and .DS_Store are no articles")

    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cells = [["title", "text", "labels"]] + [[a["title"], a["text"], "+".join(a["labels"])] for a in ALL]
    strings = []
    rows = ""
    for r, row in enumerate(cells, 1):
        rows += f'<row r="{r}">'
        for column, value in zip("ABC", row):
            if value:  # Excel leaves empty cells out
                if value not in strings:
                    strings.append(value)
                rows += f'<c r="{column}{r}" t="s"><v>{strings.index(value)}</v></c>'
        rows += "</row>"
    uses = sum(1 for row in cells for value in row if value)
    pack("table.xlsx", [
        ("[Content_Types].xml", content_types(("/xl/workbook.xml", "spreadsheetml.sheet.main"),
                                              ("/xl/worksheets/sheet1.xml", "spreadsheetml.worksheet"),
                                              ("/xl/sharedStrings.xml", "spreadsheetml.sharedStrings"))),
        ("_rels/.rels", relationships(("officeDocument", "xl/workbook.xml"))),
        ("xl/workbook.xml", XML + f'<workbook xmlns="{main}" xmlns:r="{OFFICE}"><sheets><sheet name="أخبار" sheetId="1" r:id="rId1"/></sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels", relationships(("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"))),
        ("xl/worksheets/sheet1.xml", XML + f'<worksheet xmlns="{main}"><sheetViews><sheetView rightToLeft="1" workbookViewId="0"/></sheetViews><sheetData>{rows}</sheetData></worksheet>'),
        ("xl/sharedStrings.xml", XML + f'<sst xmlns="{main}" count="{uses}" uniqueCount="{len(strings)}">'
         + "".join(f'<si><t xml:space="preserve">{escape(s, quote=False)}</t></si>' for s in strings) + "</sst>"),
    ])
    expect("table.xlsx", ALL, "apart")

    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

    def paragraph(text, style=""):
        half = text.find(" ", len(text) // 2)  # Word cuts a paragraph into runs where it likes
        runs = "".join(f'<w:r><w:rPr><w:rtl/></w:rPr><w:t xml:space="preserve">{escape(t, quote=False)}</w:t></w:r>' for t in (text[:half], text[half:]))
        return f"<w:p><w:pPr>{style}<w:bidi/></w:pPr>{runs}</w:p>"

    a = ALL[1]
    document = paragraph(a["title"], '<w:pStyle w:val="Heading1"/>') + "".join(paragraph(p) for p in a["text"].split("\n"))
    pack("article.docx", [
        ("[Content_Types].xml", content_types(("/word/document.xml", "wordprocessingml.document.main"),
                                              ("/word/styles.xml", "wordprocessingml.styles"))),
        ("_rels/.rels", relationships(("officeDocument", "word/document.xml"))),
        ("word/_rels/document.xml.rels", relationships(("styles", "styles.xml"))),
        ("word/styles.xml", XML + f'<w:styles xmlns:w="{word}"><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
         '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/></w:style></w:styles>'),
        ("word/document.xml", XML + f'<w:document xmlns:w="{word}"><w:body>{document}<w:sectPr/></w:body></w:document>'),
    ])
    expect("article.docx", [a], "apart", labels="absent")


# PDF -------------------------------------------------------------------------------------------------------------------
def pdf():
    """One page in a font that is not embedded, with a ToUnicode table; the glyphs of a line stand from left to right."""
    a = ALL[0]
    out_lines = [a["title"], ""]
    current = ""
    for word in a["text"].split():
        if len(current) + len(word) > 60:
            out_lines.append(current)
            current = ""
        current = (current + " " + word).strip()
    out_lines.append(current)
    letters = sorted({c for text in out_lines for c in text})
    glyph = {c: i + 1 for i, c in enumerate(letters)}
    stream = "BT /F1 12 Tf 16 TL 60 780 Td\n"
    for text in out_lines:
        stream += "<" + "".join(f"{glyph[c]:04X}" for c in reversed(text)) + "> Tj T*\n"
    stream += "ET\n"
    pairs = "".join(f"<{glyph[c]:04X}> <{ord(c):04X}>\n" for c in letters)
    cmap = (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Letters def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{len(letters)} beginbfchar\n{pairs}endbfchar\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R /Lang (ar) >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}endstream",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Amiri /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 8 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Amiri /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        "/Supplement 0 >> /FontDescriptor 7 0 R /DW 500 /CIDToGIDMap /Identity >>",
        "<< /Type /FontDescriptor /FontName /Amiri /Flags 4 /FontBBox [-500 -500 1500 1200] /ItalicAngle 0 /Ascent 1000 "
        "/Descent -400 /CapHeight 700 /StemV 80 >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}endstream",
    ]
    body = "%PDF-1.4\n"
    offsets = []
    for i, text in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{i} 0 obj\n{text}\nendobj\n"
    start = len(body)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{o:010d} 00000 n \n" for o in offsets)
    body += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    write("article.pdf", body, "ascii")
    expect("article.pdf", [a], "apart", labels="absent", note="or an error that names the form; the letters are stored from left to right")


for form in (doccano, label_studio, prodigy, argilla, spacy, hugging_face, tables, lines, plain_json, feeds, containers, pdf):
    form()
write("expected.json", dumps(EXPECTED, indent=1) + "\n")
