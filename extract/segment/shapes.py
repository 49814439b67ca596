"""What a line looks like: a label ("Boks 1"), a numbered heading, an item, a row of figures."""

from __future__ import annotations

import re
from functools import cache

from extract.calendar_time import A_MONTH
from extract.sentences import ends_sentence
from ontology.vocab import actors

# labels such as "Boks 1", "Bilag 1. Viden om velfærd", "Tabel 2: Balance", "Faktaboks 3"
LABEL = re.compile(
    r"(?P<word>Boks|Faktaboks|Infoboks|Tekstboks|Bilag|Appendiks|(?:Bilags)?[Tt]abel|Figur|Oversigt|Kapitel|Afsnit|Del|Initiativ|Indsats"
    r"|Indsatsområde|Tema|Spor|BOKS|FAKTABOKS|BILAG|TABEL|FIGUR|KAPITEL)\s+"
    r"(?P<number>\d{1,2}(?:\.\d{1,2})*|[A-Z]|[IVX]{1,4})\b(?P<dot>\s*[.:–-])?\s*(?P<title>.*)"
)
# "3. Børn og unge", "2.1 Anlæg", "4 Øvrige", "II. Sundhed"
NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}(?=\.))(?P<dot>\.)?\s+(?P<title>[A-ZÆØÅ\"”“].*)")
BULLET = re.compile(
    r"(?P<mark>[•‣◦▪▫●■□◆◊○·∙➢✓✔➔→\uf0b7\uf0a7\uf0fc\uf0d8\uf0a8\uf02d\u2043*]|[-–—]|o(?=\s+[A-ZÆØÅ]))\s+(?=\S)"
)
NUMBER_ITEM = re.compile(
    r"(?P<mark>\(?(?:\d{1,2}|[a-zæøå]|[ivx]{1,4})\)|(?:\d{1,2}|[a-zæøå]|[ivx]{1,4})\.)\s+(?=\S)"
    rf"(?!(?:{A_MONTH}|kvartal|halvår)\b)"
)
# "Aftale om kommunernes økonomi", "Politisk aftale ...", "Klimaaftale for ...", "Trepartsaftale om ...", "Energiaftale
# 2018", "Budgetforlig 2025 for Nørrefjord Kommune", "Hovedelementer i Aftale om finansloven for 2022"
_YEARS = r"\s+(?:19|20)\d\d(?:\s*[-–/]\s*(?:(?:19|20)?\d\d))?"
ABOUT_TITLE = re.compile(r"(?:hoved\w+|resum[eé]|sammenfatning|udmøntning)\s+(?:i|af)\s+(?=\S)", re.IGNORECASE)
TITLE = re.compile(
    rf"(?:{ABOUT_TITLE.pattern})?(?:(?:politisk|bred|endelig|ny|flerårig|grøn)\s+)*"
    r"[\wæøå-]*(?:aftale|aftaler|forlig|pagt|forståelse|aftaletekst)"
    rf"(?:{_YEARS}\s*\Z|(?:{_YEARS})?\s+(?:om|for|mellem|vedr\.?|vedrørende|på|af|med|til)\b.*)",
    re.IGNORECASE | re.DOTALL,
)
# a line that is a date: "22. marts 2022", "(3. marts 2008)", "Oktober 2024", "København, den 5. juni 2018"
DATE = re.compile(
    r"\(?(?:[A-ZÆØÅ][\wæøå]+,?\s+)?(?:(?:den|af|d\.)\s+)?(?:\d{1,2}\.\s*)?"
    rf"(?:{A_MONTH}|forår(?:et)?|efterår(?:et)?)\s+(?:19|20)\d\d\.?\)?",
    re.IGNORECASE,
)
# a footnote: "1 Jf. lov nr. 965 af 26. juni 2020."
NOTE = re.compile(
    r"\d{1,2}\s+(?=[A-ZÆØÅ])|\[\^[^\]\s]{1,9}\]:\s*|\[\d{1,2}\]\s+(?=[A-ZÆØÅ])|[¹²³⁴⁵⁶⁷⁸⁹]+\s*(?=[A-ZÆØÅ])"
)
_WORD = re.compile(r"\S+")
# a line that ends in the middle of a date: "senest den 1. juli" before "2008."
_DAY_CUT = re.compile(rf"(?:\bden|\bd\.|\bpr\.|\bsenest|\binden)\s+\d{{1,2}}\.\s+(?:{A_MONTH})\s*\Z", re.IGNORECASE)
_STOPS = re.compile(r"\w{3}[.!?]\s")
_CLAUSE = re.compile(r"\b(?:enige?|enighed|noterer|aftalt|aftaler)\b")
_HEADING_WORDS, _HEADING_LENGTH = 14, 130
# words that a sentence, or a heading, cannot stop after
_OPEN = frozenset(
    """og eller samt at om af for i på til med ved fra under over efter inden uden mellem mod gennem som der den
    det de en et
    et, den, hvor hvis når da så men end både enten hverken blandt via hos pr. ca. bl.a. mio. mia. jf. vedr. inkl.
    ekskl. hhv. nr.
    er var bliver blev har havde vil skal kan bør må været blevet herunder heraf samtidig derfor ikke regeringen,
    kl,""".split()
)


def words(text: str) -> int:
    """How many words `text` has."""
    return len(_WORD.findall(text))


def is_open(text: str) -> bool:
    """Whether `text` stops in the middle of a sentence, as its last word or sign tells.

    >>> is_open("De tekniske forudsætninger baserer sig på"), is_open("Barnet i centrum")
    (True, False)
    """
    last = text.rsplit(None, 1)[-1].lower() if text.strip() else ""
    if _DAY_CUT.search(text):
        return True
    return last in _OPEN or text.rstrip().endswith((",", "–", "(", "/", "-"))


def follows_in_list(first: str, text: str) -> bool:
    """Whether `text` is the next item of the list that `first` is an item of: same sign, or the number, letter or
    numeral after.

    >>> follows_in_list("1) at der udbydes 1 GW,", "2) at der følges op"), follows_in_list("ii. It", "iii. Skat")
    (True, True)
    """
    before, after = BULLET.match(first), BULLET.match(text)
    if before and after:
        return before["mark"] == after["mark"]
    last, following = NUMBER_ITEM.match(first), NUMBER_ITEM.match(text)
    if not last or not following:
        return False
    one, other = last["mark"].strip("()."), following["mark"].strip("().")
    if one.isdigit() and other.isdigit():
        return int(other) == int(one) + 1
    numerals = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
    if one in numerals[:-1] and other == numerals[numerals.index(one) + 1]:
        return True
    return len(one) == 1 and len(other) == 1 and ord(other) == ord(one) + 1


def looks_like_heading(text: str) -> bool:
    """Whether a line, or two or three joined, reads as a heading: short, begun with a capital, not ended as a
    sentence is.

    >>> looks_like_heading("Folkeskolen er en grundpille i det danske samfund")
    True
    >>> looks_like_heading("KL er enig i, at det haster")
    False
    """
    if ends_sentence(text) or starts_small(text) or is_open(text) or not any(char.isalpha() for char in text):
        return False
    label = LABEL.match(text) or NUMBERED.match(text)
    title = text[label.start("title") :] if label else text
    labelled = LABEL.match(text)
    if labelled and labelled["dot"] and words(text) <= _HEADING_WORDS and not _STOPS.search(title):
        return True
    if words(text) > _HEADING_WORDS or len(text) > _HEADING_LENGTH or _STOPS.search(title):
        return False
    return not (has_verb(title) and ("," in title or _CLAUSE.search(title)))


_VERBS = frozenset(
    """er var bliver blev har havde vil ville skal skulle kan kunne bør må måtte får fik giver gav gives ønsker
    noterer anerkender
    afsættes udgør sker indebærer betyder skaber sikrer vedtog indgik aftalte aftaler bidrager forventes sættes
    gennemføres""".split()
)


def has_verb(text: str) -> bool:
    """Whether one of the commonest finite verbs stands in `text`, as it does in few headings.

    >>> has_verb("Regeringen og KL er enige"), has_verb("Bedre behandling i eget hjem")
    (True, False)
    """
    return any(word.strip(",.") in _VERBS for word in text.lower().split())


def starts_small(text: str) -> bool:
    """Whether `text` goes on with a small letter, quotes and brackets aside."""
    first = text.lstrip("\"”“»«'’( ")[:1]
    return first.islower()


@cache
def _signatories() -> frozenset[str]:
    """Who signs agreements: government, the municipalities' and the regions' organisations, parties."""
    names = {"regeringen", "kl", "danske regioner"}
    return frozenset(names | {name.lower() for actor in actors() if "Party" in actor.kinds for name in actor.spellings})


def cuts_a_name(line: str, after: str) -> bool:
    """Whether a signatory's name stands over the end of a line: "... og Dansk" before "Folkeparti er enige".

    >>> cuts_a_name("Radikale Venstre og Dansk", "Folkeparti er enige")
    True
    """
    if not line.split() or not after.split():
        return False
    pair = f"{line.rsplit(maxsplit=1)[-1]} {after.split(maxsplit=1)[0].rstrip('.,:;')}".lower()
    return any(pair in name for name in _signatories() if " " in name)


def is_signature(text: str) -> bool:
    """Whether the line names parties and says nothing else, as on a title page.

    >>> is_signature("Regeringen og KL"), is_signature("Socialdemokratiet, Venstre"), is_signature("Sundhed")
    (True, True, False)
    """
    if len(text) > 200:
        return False
    names = re.split(r",\s*|\s+og\s+|\s*[()]\s*", text.strip(" .:)").lower())
    return any(names) and all(name in _signatories() for name in names if name)
