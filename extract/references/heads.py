"""The words for kinds of text ("aftale", "lov", "strategi", "direktiv" ...) in a sentence, and what follows them.

A head is an entry of `lexicon/references.toml`; what completes its name is a title ("om justeringer af folkeskolen"), a
title in capitals ("aftalen Fra folkeskole til faglært"), a year ("Infrastrukturplan 2035"), a number ("lov nr. 548"),
sections of a law, or the day it was made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extract.lexicon import Entry, find_phrases
from extract.references.times import DATE, MADE
from extract.references.titles import read_title
from extract.references.words import entries

Form = Literal["none", "about", "title", "year", "number", "day"]

# "social- og sundhedsreformen", "NIS 2-direktivet", "KOL-strategien": what hyphens tie to the head on its left.
_LEFT_PART = re.compile(r"(?:\w+-\s+og\s+|[A-ZÆØÅ]{2,}\s?(?:\d+|[IVX]+)?\s?[-–]|\w+[-–])$")
_DEFINITE_ENDINGS = ("en", "et", "n", "ne", "rne", "erne", "met", "men")
# "2016-2020", "2018 til 2022", "for 2019-2022": years in a name, not those of a sum.
_YEAR = re.compile(r"\s+(?:for\s+)?(\d{4}(?:\s*[-–]\s*\d{2,4}|\s+til\s+\d{4})?)(?![\d.,]*\d|\s*(?:mio|mia|kr|pct))")
# "Kræftplan IV", "Bandepakke III"
_ROMAN = re.compile(r"\s+([IVX]{1,4})(?!\w)")
_NUMBER = re.compile(r"\s+(?:\(E[UØF]+\)\s*)?(?:nr\.?\s*\d+(?:/\d+)?|\d+/\d+(?:/E[UØF]+)?)(?!\w)")
_SECTION = r"(?:§§?\s*)?\d+(?:\s?[a-z]\b)?(?:\s*\([^)]{1,60}\))?"
_SECTIONS = re.compile(rf",?\s*(?=§){_SECTION}(?:(?:\s*,|\s+og|\s+eller|\s*[-–])\s*{_SECTION})*(?:,?\s*stk\.\s*\d+)?")
_TITLE = re.compile(r"\s+(?=[”\"“»]\w|[A-ZÆØÅ][a-zæøå]+\s+[a-zæøå])")
# "aftalen Børnene Først om indsatsen for udsatte": a name all in capitals, what it is about left out.
_NAME = re.compile(
    r"\s+(?P<name>(?:[A-ZÆØÅ][a-zæøå]+\s){1,3}[A-ZÆØÅ][a-zæøå]+)(?=\s(?:om|fra|af|for|skal|er|har)\b|[,.;:])"
)
_DAY = re.compile(MADE, re.IGNORECASE)
_UNTITLED_DAY = re.compile(rf"\s+af\s+{DATE}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A head in a sentence: its word from `start` to `end`, what hyphens tie to it included."""

    entry: Entry
    start: int
    end: int
    word: str

    @property
    def stem(self) -> str:
        """The word without inflection: "udligningsreform" of "udligningsreformen"."""
        return stem(self.word, self.entry.get("head"))

    @property
    def ending(self) -> str:
        """The inflection: "en", "ens", "erne", ""."""
        return self.word.lower()[len(self.stem) :]

    @property
    def definite(self) -> bool:
        """Whether the word is definite by its ending."""
        return bool(self.entry.get("keep")) or self.ending.startswith(_DEFINITE_ENDINGS)

    @property
    def plural(self) -> bool:
        """Whether the word is a plural ("aftaler", "lovkravene")."""
        return self.ending.startswith(("r", "er", "ne"))

    @property
    def compound(self) -> bool:
        """Whether the head is the last part of a longer word ("budgetlov")."""
        return len(self.stem) > len(self.entry.get("head"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Complement:
    """What completes a name after its head: it ends at `end`; `way` led there ("om"); `dated` if the day is told."""

    form: Form
    end: int
    way: str = ""
    words: str = ""
    dated: bool = False


def stem(word: str, head: str) -> str:
    """The word up to and with its head; whole where it lacks it (a misprint).

    >>> stem("servicelovens", "lov"), stem("10-årsplanen", "plan"), stem("DUT-afale", "aftale")
    ('servicelov', '10-årsplan', 'DUT-afale')
    """
    at = word.lower().rfind(head)
    return word[: at + len(head)] if at >= 0 else word


@cache
def _about(ways: str) -> re.Pattern[str]:
    """What leads from a head to its title: "om", "mellem regeringen og KL om", "med størstedelen af partierne om"."""
    choices = "|".join(re.escape(way).replace(r"\ ", r"\s+") for way in ways.split("|"))
    between = r"(?:\s+(?:mellem|imellem|med|indgået|fra)\s+(?:(?!\som\s)[^.;:]){2,160}?)??"
    return re.compile(rf"{between}\s+(?P<way>{choices})\s+(?!at\b|,)", re.IGNORECASE)


def _begin(text: str, start: int) -> int:
    """Where the word begins whose head stands at `start`, with the parts that hyphens tie to it."""
    for _ in range(2):
        match = _LEFT_PART.search(text, max(0, start - 40), start)
        if match is None:
            break
        start = match.start()
    return start


def find_heads(text: str, folded: str) -> Iterator[Head]:
    """Yields every head in `text`, entry by entry; `folded` is `text` in lower case."""
    seen: set[tuple[str, int]] = set()
    for start, end, entry in find_phrases(entries("head"), text, folded):
        if (entry.id, end) not in seen:
            seen.add((entry.id, end))
            begin = _begin(text, start)
            yield Head(entry=entry, start=begin, end=end, word=text[begin:end])


def _number(text: str, head: Head) -> Complement | None:
    """The number of a law or directive ("lov nr. 548 af 7. maj 2019", "direktiv 2012/27/EU"), or sections of a law."""
    if head.entry.label not in ("law", "directive"):
        return None
    match = _NUMBER.match(text, head.end)
    if match:
        day = _DAY.match(text, match.end())
        return Complement(
            form="number", end=day.end() if day else match.end(), words=match.group().strip(), dated=bool(day)
        )
    sections = _SECTIONS.match(text, head.end)
    return Complement(form="none", end=sections.end()) if sections else None


def _year(text: str, head: Head) -> Complement | None:
    match = _YEAR.match(text, head.end) or (_ROMAN.match(text, head.end) if head.compound else None)
    if match is None or head.plural:
        return None
    day = _DAY.match(text, match.end())
    words = " ".join(match.group().split())
    return Complement(form="year", end=day.end() if day else match.end(), words=words, dated=bool(day))


def _title(text: str, head: Head, barriers: tuple[int, ...], *, definite: bool) -> Complement | None:
    """A title in capitals or quotation marks after a definite head, or one that "om", "for" ... leads to."""
    own = _TITLE.match(text, head.end) if definite and head.entry.label in ("agreement", "strategy") else None
    named = _NAME.match(text, head.end) if definite and head.entry.label == "agreement" else None
    if named:
        return Complement(form="title", end=named.end(), words=named["name"], dated=False)
    if own:
        found = read_title(text, own.end(), barriers)
        if found:
            words = text[found.start : found.stop]
            return Complement(form="title", end=found.end, words=words, dated=found.dated)
    made = _DAY.match(text, head.end)
    about = _about(head.entry.get("about")).match(text, made.end() if made else head.end)
    if about is None or (about["way"].lower() == "for" and not head.compound and head.entry.get("head") == "aftale"):
        return None
    found = read_title(text, about.end(), barriers)
    if found is None:
        return None
    words, end = text[found.start : found.stop], found.end
    sections = _SECTIONS.match(text, end) if head.entry.label == "law" else None
    dated = found.dated or made is not None
    return Complement(
        form="about", end=sections.end() if sections else end, way=about["way"].lower(), words=words, dated=dated
    )


def read_complement(
    text: str, head: Head, barriers: tuple[int, ...] = (), *, definite: bool | None = None
) -> Complement:
    """What completes the name that `head` begins; a title ends before any of the offsets `barriers`.

    Only a definite head has a title of its own in capitals; `definite` overrides what the head's ending says.
    """
    known = head.definite if definite is None else definite
    found = _number(text, head) or _year(text, head) or _title(text, head, barriers, definite=known)
    if found:
        return found
    day = _DAY.match(text, head.end)
    if day:
        untitled = _UNTITLED_DAY.match(text, head.end)
        return Complement(form="day", end=day.end(), words=(untitled or day).group().strip(), dated=True)
    return Complement(form="none", end=head.end)
