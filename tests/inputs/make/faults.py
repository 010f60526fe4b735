"""Short articles go in, one folder for each silent fault comes out: the input, and expected.txt.

Run it in tests/inputs: python3 make/faults.py. It gives the same bytes each time. It needs the standard library alone.
"""

import csv
import io
import json
import os
import unicodedata

SPORT, ECONOMY, HEALTH, ARMS, BORDER = "رياضة", "اقتصاد", "صحة", "weapons-control", "border-security"
BANK = {
    SPORT: [
        "تعادل نسور الهضبة مع شباب المرفأ بهدف لمثله على ملعب الصفصاف.",
        "وقع الحارس ماهر الزبيدي عقدا لموسمين مع نادي الكروم.",
        "يغيب قائد نادي الرافدة ثلاثة أسابيع بسبب إصابة في الركبة.",
        "أجل اتحاد الكرة مباراة الكأس بين الربوة والساحل بسبب المطر.",
    ],
    ECONOMY: [
        "ارتفع سعر زيت الزيتون في أسواق الواحة بعد موسم شحيح.",
        "زادت صادرات معمل النسيج في مدينة السنابل بنسبة ستة في المئة.",
        "أقر مجلس النقد قرضا لتجار الحبوب بفائدة مخفضة.",
        "تراجعت أرباح شركة الملح الوطنية في الربع الثاني من السنة.",
    ],
    HEALTH: [
        "سجلت عيادات السدر خمس عشرة إصابة بالحصبة بين الأطفال.",
        "بدأ مستوصف القلعة حملة لفحص ضغط الدم مجانا.",
        "نصحت الطبيبة هناء البلوي مرضى الربو بتجنب الغبار.",
        "وصلت دفعة جديدة من لقاح الإنفلونزا إلى مشافي الريف.",
    ],
    ARMS: [
        "سلم شيوخ عشيرة البواشق عشرين بندقية غير مرخصة إلى المخفر.",
        "أوقفت الشرطة رجلا أطلق النار ابتهاجا في عرس بحي الياسمين.",
        "صادر تفتيش في سوق النحاسين مسدسات صنعت في ورشة سرية.",
        "شددت وزارة الداخلية شروط رخصة حمل السلاح بعد حادث المقهى.",
    ],
    BORDER: [
        "أوقفت دورية من خفر السواحل قاربا يحمل سجائر مهربة قرب الرأس.",
        "ركب حرس الحدود كاميرات حرارية على طول سياج وادي الغزلان.",
        "أغلق معبر السنديان أمام المسافرين بعد إطلاق نار على برج المراقبة.",
        "أحبطت جمارك معبر التلال تهريب قطع أثرية في صهريج ماء.",
    ],
}


def pick(*topics):
    """(text, topic) of all articles of the topics, the topics in turn."""
    return [(BANK[t][i], t) for i in range(4) for t in topics]


def put(path, content, encoding="utf-8"):
    path = os.path.join("faults", path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode(encoding))


def fault(name, expected, files, encoding="utf-8"):
    assert "\n" not in expected
    put(f"{name}/expected.txt", expected + "\n")
    for path, content in files.items():
        put(f"{name}/{path}", content, encoding)


def table(rows, delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue()


def jsonl(records):
    return "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records)


def labelled(pairs):
    return jsonl({"id": f"n{i:02d}", "text": text, "label": label} for i, (text, label) in enumerate(pairs, 1))


def quotes():
    rows = [f"{text},{topic}" for text, topic in pick(SPORT, ECONOMY)]
    middle = ["text,label", *rows]
    middle[3] = 'قال المدرب "سنعود أقوى" بعد خسارة نادي الكروم,' + SPORT
    middle[6] = 'باع معمل السنابل أنابيب قطرها 12" إلى مزارع الواحة,' + ECONOMY
    fault("csv-quote-in-the-middle", "8 articles, 4 رياضة and 4 اقتصاد; the quotes inside the cells of lines 4 and 7 are letters of the text",
          {"news.csv": "\n".join(middle) + "\n"})
    never = ["text,label", *rows]
    never[3] = '"وصف المعلق سعد الهذلي المباراة بأنها الأجمل,' + SPORT
    fault("csv-quote-never-closed", "an error that names line 4, where the quote opens; the lines after it are not silently one article",
          {"news.csv": "\n".join(never) + "\n"})
    two = ["text,label", *rows]
    two[2] = '"خفض تاجر الحبوب فؤاد النمر أسعاره,' + ECONOMY
    two[7] = 'ختم المعلق كلامه "مبروك للفائز",' + SPORT
    fault("csv-quote-closed-far-below", "an error or a warning that names line 3; lines 3 to 8 are not silently one article",
          {"news.csv": "\n".join(two) + "\n"})
    tabs = [f"{text}\t{topic}" for text, topic in pick(SPORT, ECONOMY)]
    stray = ["text\tlabel", *tabs]
    stray[2] = '"الملح الوطنية" تؤجل توزيع أرباحها إلى الخريف\t' + ECONOMY
    stray[3] = '"غدا نثأر، يقول مهاجم الربوة أنس الطحان\t' + SPORT
    fault("tsv-quote", "8 articles, 4 رياضة and 4 اقتصاد; in TSV quotes are letters, also at the start of a cell", {"news.tsv": "\n".join(stray) + "\n"})
    after = ["text,label", *rows]
    after[4] = '"تراجع الطلب على العنب", والسبب برد الربيع,' + ECONOMY
    after[5] = '"فوز مستحق" لنادي الكروم على ضيفه,' + SPORT
    fault("csv-text-after-quote", "an error that names line 6, where text follows a closing quote, and line 5, which has three cells",
          {"news.csv": "\n".join(after) + "\n"})


def spellings():
    def form(name, one, other, expected, topic_of_other=SPORT):
        pairs, changed = [], 0
        for text, topic in pick(SPORT, ECONOMY):
            if topic == topic_of_other:
                changed += 1
                topic = one if changed % 2 else other
            pairs.append((text, topic))
        fault(f"label-{name}", expected, {"news.jsonl": labelled(pairs)})

    same = "two topics of 4 articles each, or a warning that names both spellings; never silently three topics"
    composed, decomposed = "آراء", unicodedata.normalize("NFD", "آراء")
    assert composed != decomposed
    form("nfd", composed, decomposed, "two topics of 4 articles each: آراء in NFC and in NFD is one label")
    form("yeh", "رياضة", "ریاضة", same)
    form("alef-maksura", "مستشفي", "مستشفى", same)
    form("case", "Sport", "sport", same)
    form("zwsp", "رياضة", "رياضة\u200b", "two topics of 4 articles each, or an error that names U+200B; never silently three topics")
    form("zwnj", "رياضة نسائية", "رياضة\u200c نسائية", "two topics of 4 articles each, or an error that names U+200C; never silently three topics")
    form("nbsp", "رياضة نسائية", "رياضة\u00a0نسائية", "two topics of 4 articles each: a no-break space is a space")
    form("outer-space", "رياضة", "  رياضة ", "two topics of 4 articles each: space around a label is not part of it")
    form("tatweel", "رياضة", "ريـاضة", same)


def lists_in_a_cell():
    a, b = ARMS, BORDER
    both = [(f"ضبط حرس الحدود بنادق مهربة قرب {place}.", True) for place in ("السفوح", "معبر التلال", "وادي الغزلان")]
    for name, cell, certain in (
        ("comma", f"{a}, {b}", False),
        ("semicolon", f"{a};{b}", False),
        ("hash", f"{a}#{b}", False),
        ("json", f'["{a}","{b}"]', True),
        ("python", f"['{a}', '{b}']", True),
        ("arabic-comma", f"{a}، {b}", False),
    ):
        rows = [["text", "labels"]]
        for text, topic in pick(ARMS, BORDER):
            one = {"json": f'["{topic}"]', "python": f"['{topic}']"}.get(name, topic)
            rows.append([text, one])
        rows += [[text, cell] for text, _ in both]
        expected = "two topics, weapons-control and border-security; the last 3 of 11 articles have both"
        if not certain:
            expected += ", or a stop or warning that names the separator; never silently a third topic"
        fault(f"cell-{name}", expected, {"news.csv": table(rows)})


def contents():
    text = "صادرت الجمارك في معبر السنديان مسدسات مخبأة داخل إطارات شاحنة يقودها رجل من السنابل."
    files = {f"news/{topic}/{i}.txt": body + "\n" for i, (body, topic) in enumerate(pick(ARMS, BORDER), 1)}
    files |= {f"news/{ARMS}/reprint.txt": text + "\n", f"news/{BORDER}/reprint.txt": text + "\n"}
    fault("reprint-under-two-topics", "a line names both copies of the reprint; the 8 other articles have one topic each, and the mode does not silently become multi-label", files)

    pairs = pick(SPORT, HEALTH)
    records = [{"text": t, "label": l} for t, l in pairs]
    records[4]["label"] = None
    fault("one-null-label", "7 labelled articles and a line that says line 5 has no label; or an error that names line 5; the mode stays exclusive",
          {"news.jsonl": jsonl(records)})
    records = [{"text": t, "label": l} for t, l in pairs]
    records[2]["text"] = ""
    records[5]["text"] = " \u00a0\n"
    fault("one-empty-text", "6 articles and a warning that lines 3 and 6 have no text; never topics for an empty text", {"news.jsonl": jsonl(records)})
    fault("all-the-same-label", "an error: all 8 articles have the label رياضة, so there is nothing to tell apart",
          {"news.jsonl": labelled([(t, SPORT) for t, _ in pick(SPORT, ECONOMY)])})
    fault("all-the-same-two-labels", "an error: all 8 articles have the same labels, so there is nothing to tell apart",
          {"news.jsonl": jsonl({"text": t, "labels": [ARMS, BORDER]} for t, _ in pick(ARMS, BORDER))})

    good = pick(SPORT, HEALTH)
    nul = good[3][0].replace(" ", "\0", 1)
    files = {f"news/{topic}/{i}.txt": body + "\n" for i, (body, topic) in enumerate(good, 1)}
    files[f"news/{HEALTH}/4.txt"] = nul + "\n"
    files["news.csv"] = "text,label\n" + "".join(f"{nul if i == 3 else t},{l}\n" for i, (t, l) in enumerate(good))
    fault("nul-in-good-text", "8 articles with the NUL read as a space, or an error that names صحة/4.txt and line 5 of news.csv; the text is not cut at the NUL", files)

    files = {f"news/{topic}/{i}.txt": body + "\n" for i, (body, topic) in enumerate(pick(SPORT, HEALTH), 1)}
    fault("utf-8-named-windows-1256", "read with --encoding windows-1256: the files are seen to be UTF-8, and read so or refused; never words such as ط§ظ„", files)

    put("mixed-encodings/expected.txt", "8 articles with Arabic letters, whatever each file's encoding (UTF-8, with BOM, windows-1256, UTF-16); or an error that names each file that is not UTF-8\n")
    encodings = ["utf-8", "cp1256", "utf-8-sig", "utf-16-le", "cp1256", "utf-8", "utf-16-be", "cp1256"]
    for i, ((body, topic), encoding) in enumerate(zip(pick(SPORT, HEALTH), encodings), 1):
        mark = "\ufeff" if encoding.startswith("utf-16") else ""
        put(f"mixed-encodings/news/{topic}/{i}.txt", mark + body + "\n", encoding)

    for name, (train, test) in {"training-testing": ("Training", "Testing"), "train-test": ("train", "test")}.items():
        files = {}
        for i, (body, topic) in enumerate(pick(SPORT, ECONOMY, HEALTH), 1):
            files[f"news/{test if i > 9 else train}/{topic}/{i}.txt"] = body + "\n"
        fault(f"folders-{name}", f"a stop that says news holds {train} and {test} with the same sub-folders: give news/{train}; never the topics {train} and {test}", files)

    numbers = ["12345678901234567890", "12345678901234567891", "98765432109876543210", "1.10", "1.1", "1.0", "1", "9007199254740993"]
    lines = [f'{{"id": {n}, "text": {json.dumps(t, ensure_ascii=False)}, "label": "{l}"}}\n' for n, (t, l) in zip(numbers, pick(SPORT, HEALTH))]
    fault("ids-of-many-digits", "the ids come out as they are written, 8 different ones: " + ", ".join(numbers), {"news.jsonl": "".join(lines)})

    def task(i, text, *annotations):
        return {
            "id": i, "data": {"text": text}, "predictions": [],
            "annotations": [
                {"id": 10 * i + k, "completed_by": k, "was_cancelled": cancelled, "created_at": f"2024-05-0{k}T08:00:00Z",
                 "result": [{"value": {"choices": [label]}, "from_name": "topic", "to_name": "text", "type": "choices"}]}
                for k, (label, cancelled) in enumerate(annotations, 1)
            ],
        }

    tasks = [task(i, text, (topic, False)) for i, (text, topic) in enumerate(pick(SPORT, HEALTH), 1)]
    tasks[1]["annotations"] = task(2, "", (HEALTH, False), (SPORT, False))["annotations"]
    tasks[5]["annotations"] = task(6, "", (HEALTH, False), (SPORT, True))["annotations"]
    fault("annotators-disagree", "8 articles; a line names task 2, which one annotator called صحة and another رياضة; the cancelled رياضة of task 6 does not count",
          {"label-studio.json": json.dumps(tasks, ensure_ascii=False, indent=1) + "\n"})


for part in (quotes, spellings, lists_in_a_cell, contents):
    part()
