"""Where sentences of agreement prose end.

A full stop ends a sentence unless what stands before it is an abbreviation that never does ("bl.a."), an ordinal ("5.
maj"), or what follows cannot begin one. Abbreviations and their behaviour are data: `lexicon/abbreviations.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extract.calendar_time import A_MONTH, MONTHS

_STOP = re.compile(r"[.!?…]+[\"”“’'»«)\]]*(?=\s)")
_TOKEN = re.compile(r"\S+$")
_OPENING = "\"”“„»«'’([–-—•"
_NUMBER = re.compile(r"\d{1,3}")
_ORDINAL_AFTER = re.compile(
    rf"(?:{A_MONTH}"
    r"|kvartal|halvår|generation|etape|fase|række|division|del|pulje|runde|behandling|gang)\b",
    re.IGNORECASE,
)
# "3,5 mia. kr. 2027-2031", "10 mio. kr. 1. januar": the sum's time, no new sentence
_TIME_AFTER = re.compile(rf"(?:19|20)\d\d\b|\d{{1,2}}\.\s*(?:{_ORDINAL_AFTER.pattern})", re.IGNORECASE)
# "jf. kapitel 3. Regeringen": the number is a label, so the stop is the sentence's
_LABEL_BEFORE = re.compile(
    r"(?:tabel|boks|bilag|kapitel|kap\.|afsnit|figur|spor|punkt|pkt\.|nr\.|stk\.|side|initiativ|kategori|trin|fase|mål)\s+$",
    re.IGNORECASE,
)
_DAY_BEFORE = re.compile(r"(?:\bd\.|\bden|\bpr\.)\s+$", re.IGNORECASE)
# a line that ends in the middle of a date: "pr. 1." before "juli 2022"
_DATE_BROKEN = re.compile(r"(?:\bd\.|\bden|\bpr\.)\s+\d{1,2}\.$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """`never` end a sentence where one could go on; `either` end it when what follows begins one. Lower case,
    with stops.
    """

    never: frozenset[str]
    either: frozenset[str]


@cache
def abbreviations() -> Abbreviations:
    """The abbreviations of `lexicon/abbreviations.toml`."""
    text = (files("extract") / "lexicon" / "abbreviations.toml").read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    return Abbreviations(never=frozenset(raw["never"]["words"]), either=frozenset(raw["either"]["words"]))


def find_sentences(text: str) -> Iterator[tuple[int, int]]:
    """The half-open stretches of the sentences of one paragraph, white space at their ends left out.

    >>> text = "Det koster 2 mia. kr. Regeringen er bl.a. enig, jf. tabel 1. KL vil ikke."
    >>> [text[a:b] for a, b in find_sentences(text)]
    ['Det koster 2 mia. kr.', 'Regeringen er bl.a. enig, jf. tabel 1.', 'KL vil ikke.']
    """
    start = len(text) - len(text.lstrip())
    for match in _STOP.finditer(text):
        end = match.end()
        if _ends(text, start, match.start(), end):
            yield start, end
            start = end + len(text[end:]) - len(text[end:].lstrip())
    if text[start:].strip():
        yield start, len(text.rstrip())


def ends_sentence(text: str) -> bool:
    """Whether `text`, a line or a paragraph, stops where a sentence can stop ("mia." and "bl.a." cannot).

    >>> [ends_sentence(text) for text in ("i 2027.", "på 3 mia.", "mv.", "ligesom")]
    [True, False, True, False]
    """
    body = text.rstrip("\"”“’'»)] ⁰¹²³⁴⁵⁶⁷⁸⁹")
    if not body.endswith((".", "!", "?", "…", ":", ";")):
        return False
    if _DATE_BROKEN.search(body):
        return False
    token = _TOKEN.search(body)
    return not (token and _abbreviation(token.group()) in abbreviations().never)


def _abbreviation(token: str) -> str:
    """`token` as abbreviations are written; "KL." is none, though "kl." is."""
    token = token.lstrip(_OPENING)
    return token if len(token.rstrip(".")) > 1 and token.rstrip(".").isupper() else token.lower()


def _ends(text: str, start: int, stop: int, end: int) -> bool:
    follow = text[end:].lstrip()
    if not follow:
        return False
    if not _can_begin(follow):
        return False
    if text[stop] != ".":
        return True
    before = text[start:stop]
    match = _TOKEN.search(before)
    token = _abbreviation(match.group() + ".")[:-1] if match else ""
    if token + "." in abbreviations().never:
        return False
    if token + "." in abbreviations().either:
        if follow[0] == "(":  # "75,6 mio. kr. (2019-pl) i 2020"
            return False
        return not _TIME_AFTER.match(follow)
    if match and _NUMBER.fullmatch(token):
        return _number_ends(before[: match.start()], follow)
    return not (len(token) == 1 and match is not None and match.group()[-1].isupper())


def _can_begin(follow: str) -> bool:
    first = follow.lstrip(_OPENING + " ")[:1]
    return first.isupper() or first.isdigit()


def _number_ends(before: str, follow: str) -> bool:
    """Whether "3." ends its sentence: not as an ordinal ("5. Maj"), nor as the number of a point ("§ 109. Staten
    ...").
    """
    if not before.strip() or before.strip() == "§":
        return False
    if follow[0].isdigit() and not _LABEL_BEFORE.search(before):
        return False
    if _LABEL_BEFORE.search(before):
        return True
    if _ORDINAL_AFTER.match(follow) or _DAY_BEFORE.search(before):
        return follow.split(" ", 1)[0].lower().rstrip(",.") not in MONTHS and not _DAY_BEFORE.search(before)
    return True
