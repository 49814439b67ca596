"""Who has no name of their own but what they are: "Museerne", "de frie skoler", "A-kasserne" (`lexicon/nouns.toml`, office).

A ministry or a styrelse is not told by that word alone; which one is meant stands elsewhere.
"""

from __future__ import annotations

import re

from extract.models import ActorId, Span
from extract.nouns import noun_classes
from extract.slugs import slug

_NEEDS_A_NAME = ("ministeren", "ministrene", "ministeriet", "ministerierne", "styrelsen", "styrelserne", "part", "parter")
_WORDS = re.compile(r"(?:(?:de|den|det|alle|samtlige|begge|landets|danske|[a-zæøå]+(?:e|de))\s+){0,2}?(?P<noun>[\w-]+)", re.IGNORECASE)
Office = tuple[tuple[ActorId, ...], Span | None]
NOBODY: Office = ((), None)


def is_office(noun: str) -> bool:
    """Whether the noun names by itself who can be told to act: "museerne", and not "borgerne" or "ministeriet".

    >>> is_office("museerne"), is_office("eleverne"), is_office("ministeriet")
    (True, False, False)
    """
    word = noun.lower()
    return not word.endswith(_NEEDS_A_NAME) and bool({"body", "office"} & noun_classes(word))


def office_of(text: str, subject: Span) -> Office:
    """The office that is all of a subject, but for an article and an adjective."""
    words = text[subject.start : subject.end]
    start = subject.start + len(words) - len(words.lstrip())
    match = _WORDS.fullmatch(text, start, start + len(words.strip()))
    return _as_office(match, text) if match else NOBODY


def office_at(text: str, start: int) -> Office:
    """The office named by the first noun from `start` on, which no other noun may follow."""
    match = _WORDS.match(text, start)
    while match is not None and match["noun"].islower() and not is_office(match["noun"]) and match["noun"].endswith("e"):
        match = _WORDS.match(text, match.end() + 1) if match.end() - start < 40 else None
    return _as_office(match, text) if match else NOBODY


def _as_office(match: re.Match[str], text: str) -> Office:
    del text
    if not is_office(match["noun"]):
        return NOBODY
    return (ActorId(slug(match["noun"])),), Span(start=match.start("noun"), end=match.end("noun"))
