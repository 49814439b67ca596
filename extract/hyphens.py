"""Words broken at line ends: which hyphens go, which stay, and which stand for a word left out.

Of 551 line-end hyphens in five agreements six keep theirs, so shape decides first (capitals, digits, `it-`), then
what the document writes elsewhere, then a Danish dictionary; what nobody knows is joined.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Verdict = Literal["join", "keep", "suspend"]

_LEAST_OF_HEAD = 4
HYPHENS = "-\u2010\u2011\u00ad"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?(?:-[^\W_]+)*-?")
_LAST = re.compile(r"[^\s(\[\"”“»«'’/]+$")
_FIRST = re.compile(r"^[^\s,;:)\]\"”“»«!?]+")
# "dansk-tyske", "teknisk-administrative", "offentlig-private"
_ADJECTIVE = re.compile(r"\w\w(?:isk|nsk|dsk|lig)$")
_SECOND_ADJECTIVE = re.compile(r"(?:\w\w(?:isk|nsk|dsk|lig|ativ)|\wysk|privat)(?:e|t)?$")


class Vocabulary:
    """The words a document writes within its lines, counted; immutable once made."""

    __slots__ = ("_small", "_words")

    def __init__(self, lines: Iterable[str]) -> None:
        words: Counter[str] = Counter()
        for line in lines:
            found = _WORD.findall(line)
            if found and line[-1:] in HYPHENS:
                found.pop()
            words.update(found)
        self._small = words
        self._words: Counter[str] = Counter()
        for word, count in words.items():
            self._words[word.lower()] += count

    def small(self, word: str) -> int:
        """How often `word` stands in small letters only."""
        return self._small[word.lower()]

    def count(self, word: str) -> int:
        """How often `word` stands in the document, capitals aside."""
        return self._words[word.lower()]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What `lexicon/hyphens.toml` knows, in small letters."""

    suspending: frozenset[str]
    perhaps: frozenset[str]
    first_parts: frozenset[str]
    hyphened: frozenset[str]
    hyphened_starts: tuple[str, ...]


@cache
def _known() -> _Known:
    raw = tomllib.loads((files("extract") / "lexicon" / "hyphens.toml").read_text(encoding="utf-8"))
    hyphened = raw["hyphened"]["words"]
    return _Known(
        suspending=frozenset(raw["suspending"]["words"]),
        perhaps=frozenset(raw["perhaps_suspending"]["words"]),
        first_parts=frozenset(raw["first_parts"]["words"]),
        hyphened=frozenset(word for word in hyphened if not word.endswith("*")),
        hyphened_starts=tuple(word[:-1] for word in hyphened if word.endswith("*")),
    )


@cache
def _in_dictionary(word: str) -> bool:
    from simplemma import is_known  # its dictionary takes most of a second to load, and is seldom asked

    return bool(is_known(word.lower(), lang="da"))


def judge(left: str, right: str, vocabulary: Vocabulary) -> Verdict:
    """What becomes of the hyphen between `left`, the line's end without it, and `right`, the next line.

    >>> judge("styrke bedre sy", "stemunderstøttelse i den", Vocabulary(()))
    'join'
    >>> judge("mere end COVID", "19 relaterede", Vocabulary(()))
    'keep'
    >>> judge("på social", "og sundhedsområdet", Vocabulary(()))
    'suspend'
    """
    last = _LAST.search(left)
    first = _FIRST.search(right)
    if not last or not first:
        return "suspend"
    head, tail = last.group(), first.group()
    if tail.lower() in _known().suspending:
        return "suspend"
    if tail.lower() in _known().perhaps and not (_is_word(head + tail, vocabulary) or _ends_in_word(head, tail)):
        return "suspend"
    return _by_shape(head, tail, vocabulary) or _by_words(head, tail, vocabulary)


def _is_word(word: str, vocabulary: Vocabulary) -> bool:
    return vocabulary.count(word) > 0 or _in_dictionary(word)


def _ends_in_word(head: str, tail: str) -> bool:
    """Whether a word of the dictionary stands over the hyphen at the end of a compound: "kriminalitetsrefor-men"."""
    return any(_in_dictionary(head[at:] + tail) for at in range(2, len(head) - _LEAST_OF_HEAD + 1))


def _by_shape(head: str, tail: str, vocabulary: Vocabulary) -> Verdict | None:
    """What capitals, digits and short first parts say."""
    stem = head.rsplit("-", 1)[-1]
    if not head[-1].isalpha() or not tail[0].isalpha():
        return "keep"  # "10-årsplan", "2018-2022", "COVID-19", "§-regler", "ph.d.-stipendier"
    if tail[0].isupper():
        capitals = stem.isupper() and _letters(tail).isupper()
        return "join" if capitals and len(stem) > 1 and stem.lower() not in _known().first_parts else "keep"
    if len(stem) > 1 and any(char.isupper() for char in stem[1:]):
        return "keep"  # "KL-aftale", "DUT-vejledningen", "MedCom-løsninger"
    if len(stem) == 1 or stem.lower() in _known().first_parts:
        return "join" if vocabulary.count(stem + _letters(tail)) else "keep"
    return None


def _by_words(head: str, tail: str, vocabulary: Vocabulary) -> Verdict:
    """What the document writes elsewhere and what the lists say; what nobody knows is joined."""
    whole = _letters(tail)
    stem = head.rsplit("-", 1)[-1]
    joined, kept = vocabulary.count(stem + whole), vocabulary.count(f"{stem}-{whole}")
    if kept > joined:
        return "keep"  # "offentlig-privat" stands elsewhere
    if joined:
        return "join"
    word = f"{stem}-{tail.rstrip('.')}".lower()
    if word in _known().hyphened or word.startswith(_known().hyphened_starts):
        return "keep"
    if _ADJECTIVE.search(stem) and _SECOND_ADJECTIVE.search(whole) and not _in_dictionary(stem + whole):
        return "keep"  # "teknisk-administrative"
    return "join"


def _letters(tail: str) -> str:
    """The letters `tail` begins with."""
    match = re.match(r"[^\W\d_]+", tail)
    return match.group() if match else tail
