"""How likely it is that two passages are about the same measure, from what they share.

The weights are those of a logistic regression over the links of `tests/gold/links*` (`benchmarks/fit_links.py` prints
them anew), rounded, so that each can be read. What counts most: that each passage is the other's nearest, that both
have the same pairs of words, and that they are like; then long words and names, of their own or of the heading.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import exp

from graph.linking.index import Index
from graph.linking.passages import Passage
from graph.linking.words import content_words, word_pairs

_WEIGHTS = (2.8, 3.65, 1.9, 0.85, 1.0, 0.85, 0.85, 1.4, 1.25, 1.25, 2.2, 0.4, -1.7, 4.0)
_BIAS = -11.0
_APART = 1.2  # each has a topic of its own and they share none: they may only be worded alike
_SAYS = 3  # words that a passage has which says what it is about
_NAMING = 0.7  # how telling a word of a heading is that says what it is about
_LONG, _MIDDLE, _SHORT = 12, 9, 6  # letters of a word that is likely, perhaps, hardly the name of a matter


@dataclass(frozen=True, slots=True)
class Nearness:
    """How like two passages are, from 0 to 1, and the best that each has in the other's agreement."""

    likeness: float
    later_best: float
    earlier_best: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What is known of two passages besides their words.

    `promised`: the earlier one says that it will be taken up in this agreement. `small`: both agreements say so little
    of a topic that they share that it can hardly be about another measure. `apart`: each has a topic of its own, and
    they share none.
    """

    promised: bool = False
    small: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Clues:
    """What two passages share; the lists of weights are cut off so that a long passage counts no more than a short.

    `later_best` is their likeness over the best that the later passage has in that agreement, `earlier_best` the same
    for the earlier one; `own` what the words that both themselves have tell, `heading` those shared with a heading;
    `returns` whether both promise to come back to the matter, `headed` whether one names all that the heading of the
    other says, `reports` whether the earlier one only reports a still older agreement; `phrases` how many of the pairs
    of neighbouring words, common words included, both have ("fortsætte samarbejdet om"), where words of their own are
    among what they share.
    """

    likeness: float
    later_best: float
    earlier_best: float
    own: float
    heading: float
    topic: float
    has_topic: float
    words: float
    promised: float
    small: float
    returns: float
    headed: float
    reports: float
    phrases: float
    apart: float = 0.0

    def values(self) -> tuple[float, ...]:
        """The clues in the order of the weights; `dataclasses.astuple` copies, and is called for each pair."""
        return (
            *(self.likeness, self.later_best, self.earlier_best, self.own, self.heading, self.topic, self.has_topic),
            *(self.words, self.promised, self.small, self.returns, self.headed, self.reports),
            self.phrases,
        )

    def chance(self) -> float:
        """The chance, from 0 to 1, that both are about the same measure."""
        total = sum(weight * value for weight, value in zip(_WEIGHTS, self.values(), strict=True))
        return 1 / (1 + exp(-(total + _BIAS - _APART * self.apart)))


@lru_cache(maxsize=100_000)
def telling(word: str) -> float:
    """How likely a word is to name a matter: long words of Danish are compounds, made for one thing; so are names.

    >>> telling("merudgiftsydelse"), telling("KMF"), telling("udbetaling+danmark"), telling("drift")
    (1.0, 1.0, 1.0, 0.25)
    """
    length = _LONG if word.isupper() or "+" in word else len(word)
    return 1.0 if length >= _LONG else 0.7 if length >= _MIDDLE else 0.4 if length >= _SHORT else 0.25


def clues(index: Index, later: int, earlier: int, near: Nearness, known: Circumstances) -> Clues:
    """What two passages share, given how like they are and what else is known of them."""
    one, other = index.passages[later], index.passages[earlier]
    mine, theirs = _subject(index, later), _subject(index, earlier)
    headed, their_headed = _word_set(one.heading), _word_set(other.heading)
    shared = mine & theirs
    crossed = ((headed & theirs) | (their_headed & mine) | (headed & their_headed)) - shared
    topics = set(one.topics) & set(other.topics)
    own = min(told(index, shared), 8.0) / 4
    return Clues(
        likeness=near.likeness,
        later_best=near.likeness / near.later_best if near.later_best else 0.0,
        earlier_best=near.likeness / near.earlier_best if near.earlier_best else 0.0,
        own=own,
        heading=min(told(index, crossed), 6.0) / 4,
        topic=min(sum(index.weight(f"#{topic}") for topic in sorted(topics)), 3.0) / 3,
        has_topic=float(bool(topics)),
        words=min(len(shared), 6) / 6,
        promised=float(known.promised),
        small=float(known.small),
        returns=float(_returns(one) and _returns(other)),
        headed=float(_says_all(their_headed, mine | headed) or _says_all(headed, theirs | their_headed)),
        reports=float(other.commitment is not None and other.commitment.force == "recall"),
        phrases=phrases_shared(one.text, other.text) * min(own * 2, 1.0),
        apart=float(known.apart),
    )


@lru_cache(maxsize=50_000)  # asked for each pair that is judged
def _word_set(text: str) -> frozenset[str]:
    return frozenset(content_words(text))


def _subject(index: Index, number: int) -> frozenset[str]:
    """The words that say what a passage is about; one that says little itself is about what stands before it."""
    own = _word_set(index.passages[number].text)
    return own if len(own) >= _SAYS else own | _word_set(index.passages[number].before)


def _returns(passage: Passage) -> bool:
    """Whether a passage promises to return to its matter."""
    return passage.commitment is not None and passage.commitment.follow_up is not None


def phrases_shared(text: str, other: str) -> float:
    """How many of the pairs of neighbouring words of the text that has fewer stand in the other too, from 0 to 1."""
    some, others = word_pairs(text), word_pairs(other)
    return len(some & others) / max(min(len(some), len(others)), 1)


def _says_all(heading: Iterable[str], words: Container[str]) -> bool:
    """Whether all that a heading says of a matter is among some words."""
    names = [word for word in heading if telling(word) >= _NAMING]
    return bool(names) and all(word in words for word in names)


def told(index: Index, words: Iterable[str]) -> float:
    """How much words tell of a matter together: what each weighs, as likely as it is to name one."""
    return sum(index.weight(word) * telling(word) for word in sorted(words))
