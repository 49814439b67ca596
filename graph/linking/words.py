"""The words of a passage that say what it is about: base forms, pairs of neighbours, topics, parts of long words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import pairwise

from graph.effects import entries
from graph.linking.passages import Passage
from graph.words import base, fold

_WORD = re.compile(r"[^\W\d_][^\W_]*")
_SHORTEST = 3  # letters of a word that says anything; abbreviations may be shorter
_LONG = 9  # letters of a word that may be a compound, and share a part with another
_PART = 6  # letters of such a part
# What words count for that are not the passage's own.
HEADING, BEFORE, PAIR, PART, TOPIC, SUM = 0.4, 0.3, 0.5, 0.35, 0.7, 0.5


@lru_cache(maxsize=50_000)
def content_words(text: str) -> tuple[str, ...]:
    """The base forms of the words that say something of the matter, in their order.

    >>> content_words("Regeringen og KL er enige om at forenkle merudgiftsydelsen (KMF).")
    ('forenkle', 'merudgiftsydelse', 'kmf')
    """
    found: list[str] = []
    for match in _WORD.finditer(text):
        word = match.group()
        form = fold(word) if word.isupper() else _base(word)
        if len(form) < _SHORTEST and not (word.isupper() and len(word) > 1):
            continue
        if form not in general_words() and fold(word) not in general_words():
            found.append(form)
    return tuple(found)


@lru_cache(maxsize=100_000)
def _base(word: str) -> str:
    return base(word)


@cache
def general_words() -> frozenset[str]:
    """The words that say nothing of any matter, folded, with their base forms."""
    words = [pattern.phrase for entry in entries("general") for pattern in entry.patterns]
    return frozenset(fold(word) for word in words) | frozenset(base(word) for word in words)


def features(passage: Passage) -> dict[str, float]:
    """Each feature of a passage with what it counts for, 1 for a word of its own.

    Pairs of words are "a b", parts of long words "~part", topics "#topic", sums of kroner "=sum".
    """
    found: dict[str, float] = {}
    own = content_words(passage.text)
    for heading in passage.headings[-2:]:
        _add(found, content_words(heading), HEADING)
    _add(found, content_words(passage.before), BEFORE)
    _add(found, own, 1.0)
    _add(found, (f"{one} {other}" for one, other in pairwise(own)), PAIR)
    for word in set(own):
        parts = {word[at : at + _PART] for at in range(len(word) - _PART + 1)} if len(word) >= _LONG else set()
        _add(found, (f"~{part}" for part in parts), PART / max(len(parts), 1) ** 0.5)
    _add(found, (f"#{topic}" for topic in passage.topics), TOPIC)
    _add(found, (f"={amount.value.normalize():f}" for amount in passage.sums), SUM)
    return found


def _add(found: dict[str, float], names: Iterable[str], weight: float) -> None:
    for name in names:
        found[name] = max(found.get(name, 0.0), weight)
