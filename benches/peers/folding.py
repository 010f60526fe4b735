"""Text → folded words, by the rules of the program, so that no peer loses by spelling.

The same steps as `src/text`: presentation forms and phrases in one character written out, marks, tatweel and invisible
controls deleted, alef forms, alef maksura, teh marbuta and Persian letters made one, every digit 0, lower case, and
every other character a space. Character properties are those of Python's `unicodedata`, which may be a Unicode version
behind those of the program.
"""

import re
import unicodedata

TATWEEL = "\u0640"
HAMZA_ABOVE = "\u0654"
HAMZA_LETTERS = "آأؤإئ"
ALEFS = "آأإٱ\u0672\u0673\u0675"
LETTERS = {**dict.fromkeys(ALEFS, "ا"), "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي"}

HONORIFICS = {
    "\ufd40": "رحمه الله",
    "\ufd41": "رضي الله عنه",
    "\ufd42": "رضي الله عنها",
    "\ufd43": "رضي الله عنهم",
    "\ufd44": "رضي الله عنهما",
    "\ufd45": "رضي الله عنهن",
    "\ufd46": "صلى الله عليه وآله",
    "\ufd47": "عليه السلام",
    "\ufd48": "عليهم السلام",
    "\ufd49": "عليهما السلام",
    "\ufd4a": "عليه الصلاة والسلام",
    "\ufd4b": "قدس سره",
    "\ufd4c": "صلى الله عليه وآله وسلم",
    "\ufd4d": "عليها السلام",
    "\ufd4e": "تبارك وتعالى",
    "\ufd4f": "رحمهم الله",
    "\ufdcf": "سلامه علينا",
    "\ufdfa": "صلى الله عليه وسلم",
    "\ufdfb": "جل جلاله",
    "\ufdfc": "ريال",
    "\ufdfd": "بسم الله الرحمن الرحيم",
    "\ufdfe": "سبحانه وتعالى",
    "\ufdff": "عز وجل",
}


def is_invisible(char):
    """Whether `char` is a bidi control, a zero-width character or a soft hyphen."""
    code = ord(char)
    return code in (0xAD, 0x61C, 0x2060, 0xFEFF) or (
        0x200B <= code <= 0x200F or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069
    )


def is_deleted(char):
    """Whether folding deletes `char` without separating words."""
    if char == TATWEEL or 0x6D6 <= ord(char) <= 0x6ED or is_invisible(char):
        return True
    return unicodedata.category(char).startswith("M")


def is_circled(code):
    """Whether `code` is a Latin letter in a circle or square, which is alphabetic though its category is a symbol."""
    squared = 0x1F130 <= code <= 0x1F149 or 0x1F150 <= code <= 0x1F169 or 0x1F170 <= code <= 0x1F189
    return squared or 0x24B6 <= code <= 0x24E9


def is_letter(char):
    """Whether `char` is a letter: Unicode `Alphabetic`, marks left out."""
    return is_circled(ord(char)) or unicodedata.category(char) in ("Lu", "Ll", "Lt", "Lm", "Lo", "Nl")


def parts_of(char):
    """`char` written out: a phrase, the letters of a presentation form, or a letter and its marks."""
    code = ord(char)
    if char in HONORIFICS:
        return f" {HONORIFICS[char]} "
    if 0xFB50 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFE:
        if 0xFE70 <= code <= 0xFE7F or 0xFC5E <= code <= 0xFC63 or 0xFCF2 <= code <= 0xFCF4:
            return ""
        return unicodedata.normalize("NFKD", char)
    return char if char in HAMZA_LETTERS else unicodedata.normalize("NFD", char)


def folded_letter(char):
    """What stands for `char`, which has no parts: one letter, "0", "" or a space."""
    if is_deleted(char):
        return ""
    if unicodedata.category(char) == "Nd":
        return "0"
    return LETTERS.get(char, char).lower()[:1] if is_letter(char) else " "


class LazyTable(dict):
    """A table for `str.translate` that computes the entry of a character when it is first seen."""

    def __init__(self, rule):
        super().__init__()
        self.rule = rule

    def __missing__(self, code):
        entry = self[code] = self.rule(chr(code))
        return entry


PARTS = LazyTable(parts_of)
FOLDED = LazyTable(folded_letter)


# A combining hamza and the waw or yeh nearest before it, in any of its spellings; a tatweel keeps them apart.
HAMZA_SEAT = re.compile("([و\u0649\u064a\u06cc])([^و\u0649\u064a\u06cc\u0640\u0654]*)\u0654")


def hamza_letter(match):
    """ؤ or ئ where only deleted characters stand between letter and hamza, else the text as it was."""
    letter, between = match.groups()
    if all(map(is_deleted, between)):
        return ("ؤ" if letter == "و" else "ئ") + between
    return match.group()


def fold(text):
    """The folded words of `text`, one space between them."""
    text = text.translate(PARTS)
    if HAMZA_ABOVE in text:
        text = HAMZA_SEAT.sub(hamza_letter, text)
    return " ".join(text.translate(FOLDED).split())
