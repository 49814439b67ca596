"""Who has no name of their own but what they are: "Museerne", "A-kasserne" (`lexicon/nouns.toml`, body and office).

A ministry or a styrelse is not told by that word alone; which one is meant stands elsewhere.
"""

from __future__ import annotations

import re
from itertools import islice

from extract.models import ActorId, Span
from extract.nouns import noun_classes
from extract.slugs import slug

_NEEDS_A_NAME = (
    *("ministeren", "ministrene", "ministeriet", "ministerierne", "styrelsen", "styrelserne", "part", "parter"),
)
_ARTICLES = frozenset(("de", "den", "det", "alle", "samtlige", "begge", "landets", "danske", "vores"))
_WORD = re.compile(r"[\w-]+")
# "Iris Group", "SFI", "Alliancen mod Social Dumping": a name that no register has.
_NAME = re.compile(
    r"(?!(?:De|Den|Det|Der|En|Et|Alle|Disse|Ny|Nye)\b)[A-ZÆØÅ][\w&-]+(?:\s(?:(?:for|mod|i)\s)?[A-ZÆØÅ][\w&-]*)+"
)
_LETTERS = re.compile(r"[A-ZÆØÅ]{2,}")
_LONGEST = 4
Named = tuple[tuple[ActorId, ...], Span | None]
"""Actors, and the place of the words that name them; None for nobody."""
NOBODY: Named = ((), None)


def is_office(noun: str) -> bool:
    """Whether the noun names by itself who can be told to act: "museerne", and not "borgerne" or "ministeriet".

    >>> is_office("museerne"), is_office("eleverne"), is_office("ministeriet")
    (True, False, False)
    """
    word = noun.lower()
    return not word.endswith(_NEEDS_A_NAME) and bool({"body", "office"} & noun_classes(word))


def is_name(subject: str) -> bool:
    """Whether a subject is a name and nothing else: "Arktisk Kommando"; one word with a capital is not enough."""
    return _NAME.fullmatch(subject.strip()) is not None


def office_of(text: str, subject: Span) -> Named:
    """The office that is all of a subject but for articles and adjectives, or a name that is all of it."""
    words = text[subject.start : subject.end].strip()
    start = text.index(words, subject.start)
    if is_name(words) or _LETTERS.fullmatch(words):
        return (ActorId(slug(words)),), Span(start=start, end=start + len(words))
    found, span = office_at(text, start)
    return (found, span) if span is not None and span.end == start + len(words) else NOBODY


def office_at(text: str, start: int) -> Named:
    """The office named at `start`, articles and adjectives before it passed over.

    >>> office_at("landets virksomheder til", 0)[0]
    ('virksomhederne',)
    """
    for word in islice(_WORD.finditer(text, start), _LONGEST):
        for noun in (word.group() + "ne", word.group()) if word.group().islower() else (word.group(),):
            if is_office(noun):
                return (ActorId(slug(noun)),), Span(start=word.start(), end=word.end())
        if word.group().lower() not in _ARTICLES and not word.group().endswith("e"):
            return NOBODY
        if not text.startswith(" ", word.end()):
            return NOBODY
    return NOBODY
