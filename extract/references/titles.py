"""Where the title of a text ends in a sentence: "aftale om justeringer af folkeskolen fra januar 2019 er ..." """

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.references.times import MADE
from extract.references.words import words
from extract.verbs import finite_form, is_infinitive

LONGEST = 18
_TOKEN = re.compile(r"\S+")
_SIGNS = "”\"“»«'’)(*"
_ENDS = ".,:;!?"
_YEARS = re.compile(r"\d{4}(?:\s*[-–]\s*\d{2,4}|\s+til\s+\d{4})?(?!\d)")
_MODAL = re.compile(r"\b(?:skal|vil|kan|bør|må|at)\b", re.IGNORECASE)
_AMOUNT = re.compile(r"[\d.,]+")
# "social- og sundhedsområdet, klima og natur": a comma that goes on with the last two of a list.
_LISTED = re.compile(r",\s+[a-zæøå][\w-]*(?:\s+[a-zæøå][\w-]*)?\s+(?:og|samt|eller)\s+[a-zæøå]")
_QUOTED = re.compile(r"[”\"“»]([^”\"“»«]{2,90})[”\"“«»]")


@dataclass(frozen=True, slots=True)
class Title:
    """A title in a sentence: its words end at `stop`, and what belongs to it (the day it was made) at `end`."""

    start: int
    stop: int
    end: int
    dated: bool = False


@cache
def _made() -> re.Pattern[str]:
    return re.compile(MADE, re.IGNORECASE)


@cache
def _breaks() -> re.Pattern[str]:
    """The turns of phrase that begin what follows a title, "i forhold til", "med henblik på", "i 2024"."""
    phrases = "|".join(map(re.escape, sorted(words("title.break"), key=len, reverse=True)))
    return re.compile(rf"(?:{phrases})\b|(?:i|inden|fra|med|på)\s+(?:alt\s+)?\d", re.IGNORECASE)


def _is_governed_verb(text: str, start: int, word: str, at: int, following: str) -> bool:
    """Whether `word` is the infinitive of the clause around the title: "skal efter lov om service afholde ..."."""
    if following.lower() == "af" or not word.islower() or not is_infinitive(word):
        return False
    last = text[start:at].split()[-1:]
    return bool(last) and last[0].lower() not in words("title.tail") and bool(_MODAL.search(text, 0, start))


def _ends_before(text: str, word: str, at: int, following: str) -> bool:
    """Whether a title that runs up to `at` ends there, before `word`."""
    lower = word.lower()
    if lower in words("title.stop") or _breaks().match(text, at):
        return True
    if _AMOUNT.fullmatch(lower) and not _YEARS.fullmatch(lower):
        return True
    form = finite_form(lower) if word[:1].islower() else None
    if form in ("modal", "auxiliary", "past", "present", "passive"):
        return True
    subject = following.lower().strip(_ENDS + _SIGNS) in words("title.subject")
    return subject and (
        form == "maybe" or lower in ("og", "samt", "med", "mellem") or lower.endswith(("er", "te", "ede"))
    )


def _trimmed(text: str, start: int, stop: int) -> int:
    """`stop` without prepositions, articles and signs that hang over at the end."""
    while stop > start:
        last = text[start:stop].split()[-1:]
        if last and last[0].lower() not in words("title.tail"):
            break
        stop = start + len(text[start:stop].rstrip()) - len(last[0]) if last else start
    while stop > start and (
        text[stop - 1] in _ENDS + " \n–-" or (text[stop - 1] in _SIGNS and "(" not in text[start:stop])
    ):
        stop -= 1
    return stop


def _scan(text: str, start: int, barriers: tuple[int, ...]) -> int:
    """Where the words of a title that begins at `start` stop."""
    tokens = list(_TOKEN.finditer(text, start))[: LONGEST + 1]
    for index, token in enumerate(tokens):
        word = token.group().strip(_SIGNS)
        following = tokens[index + 1].group() if index + 1 < len(tokens) else ""
        if index and (token.start() in barriers or _made().match(text, token.start() - 1) or token.group()[0] in "(–§"):
            return token.start()
        bare = word.rstrip(_ENDS)
        if index and (
            _ends_before(text, bare, token.start(), following)
            or _is_governed_verb(text, start, bare, token.start(), following)
        ):
            return token.start()
        if word.endswith(",") and _LISTED.match(text, token.start() + token.group().index(",")):
            continue
        if _YEARS.match(word) and not _YEARS.match(following) and following not in ("til", "-", "–"):
            return token.start() + len(token.group().rstrip(_ENDS + _SIGNS))
        if (
            word != bare
            and word.lower() not in ("mv.", "m.v.", "d.", "nr.", "m.fl.", "mm.")
            and not word[:-1].isdigit()
        ):
            return token.end()
        if index == LONGEST:
            return token.start()
    return tokens[-1].end() if tokens else start


def read_title(text: str, start: int, barriers: tuple[int, ...] = ()) -> Title | None:
    """The title that begins at `start`, None where no word of one does; it ends before any of the offsets `barriers`.

    >>> text = "implementeringen af aftale om justeringer af folkeskolen fra januar 2019 er i gang"
    >>> found = read_title(text, text.index("justeringer"))
    >>> text[found.start : found.stop], text[found.stop : found.end]
    ('justeringer af folkeskolen', ' fra januar 2019')
    """
    while start < len(text) and text[start].isspace():
        start += 1
    quoted = _QUOTED.match(text, start)
    stop = quoted.end() if quoted else _trimmed(text, start, _scan(text, start, barriers))
    if stop <= start or not any(char.isalpha() for char in text[start:stop]):
        return None
    made = _made().match(text, stop)
    return Title(start=start, stop=stop, end=made.end() if made else stop, dated=made is not None)
