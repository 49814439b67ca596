"""Words broken at line ends: which hyphens go, which stay, and which stand for a word left out.

Of 551 line-end hyphens in five agreements six keep theirs, so shape decides first (capitals, digits, `it-`), then
what the document writes elsewhere, then a Danish dictionary; what nobody knows is joined.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Literal

Verdict = Literal["join", "keep", "suspend"]

HYPHENS = "-\u2010\u2011\u00ad"
# "social- og sundhedsområdet", "mer- eller mindreudgifter", "mellem- til langsigtet"
_SUSPENDING = frozenset(
    "og eller samt henholdsvis hhv hhv. og/eller til såvel men respektive resp. & plus ikke kontra vs. f.eks. fx".split()
)
# "it-system", "e-handel", "tv-overvågning"; never the first syllable of a longer word
_KEPT = frozenset(
    """it eu tv pc ai ikt sms app cv dna hr wifi mr ct ipad edb id bnp gps led vvs csr hpv ikke non ph.d sosu sfo pl
    tr pr co2 ngo fgu stu kmf dut kkr uu vuc amu øm pa pisa ph""".split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?(?:-[^\W_]+)*-?")
_LAST = re.compile(r"[^\s(\[\"”“»«'’/]+$")
_FIRST = re.compile(r"^[^\s,;:)\]\"”“»«!?]+")


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
    head, tail = last.group(), first.group().rstrip(".")
    if first.group().lower() in _SUSPENDING or tail.lower() in _SUSPENDING:
        return "suspend"
    return _by_shape(head, tail) or _by_words(head, tail, vocabulary)


def _by_shape(head: str, tail: str) -> Verdict | None:
    stem = head.rsplit("-", 1)[-1]
    if head[-1].isdigit() or tail[0].isdigit():
        return "keep"  # "10-årsplan", "2018-2022", "COVID-19"
    if not head[-1].isalpha() or not tail[0].isalpha():
        return "keep"  # "§-regler", "ph.d.-stipendier"
    if len(stem) == 1 or stem.lower() in _KEPT:
        return "keep"
    if tail[0].isupper():
        return "join" if stem.isupper() and tail.isupper() and stem.lower() not in _KEPT else "keep"
    if any(char.isupper() for char in stem[1:]):
        return "keep"  # "KL-aftale", "DUT-vejledningen", "MedCom-løsninger"
    return None


def _by_words(head: str, tail: str, vocabulary: Vocabulary) -> Verdict:
    whole = _word(tail)
    stem = head.rsplit("-", 1)[-1]
    joined, kept = vocabulary.count(stem + whole), vocabulary.count(f"{stem}-{whole}")
    if kept > joined:
        return "keep"  # "offentlig-privat" stands elsewhere
    if not joined and "-" in head and vocabulary.count(f"{head}-{whole}"):
        return "keep"
    return "join"


def _word(tail: str) -> str:
    match = re.match(r"[^\W\d_]+", tail)
    return match.group() if match else tail
