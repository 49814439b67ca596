"""How likely it is that two passages are about the same measure, from what they share.

The weights are those of a logistic regression over the links of `tests/gold/links*` (`benchmarks/fit_links.py` prints
them anew), rounded, so that each can be read: likeness counts most; then that each passage is the other's nearest; then
long words and names, of their own or of the heading, and a common topic.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp

from graph.linking.index import Index
from graph.linking.words import content_words

_WEIGHTS = (5.2, 3.1, 2.4, 0.4, 0.75, 0.6, 0.6, 1.3)
_BIAS = -10.3
_PROMISED = 1.0  # the earlier passage says that the matter will be taken up in this agreement
_SMALL = 1.2  # both agreements say so little of the topic that they share that it can hardly be about another measure
_APART = 1.5  # each has a topic of its own that the other does not have
_LONG, _MIDDLE, _SHORT = 12, 9, 6  # letters of a word that is likely, perhaps, hardly the name of a matter


@dataclass(frozen=True, slots=True, kw_only=True)
class Clues:
    """What two passages share; the lists of weights are cut off so that a long passage counts no more than a short.

    `later_best` is their likeness over the best that the later passage has in that agreement, `earlier_best` the same
    for the earlier one; `own` what the words that both themselves have tell, `heading` those shared with a heading.
    """

    likeness: float
    later_best: float
    earlier_best: float
    own: float
    heading: float
    topic: float
    has_topic: float
    words: float

    def _values(self) -> tuple[float, ...]:
        """The clues in the order of the weights; `dataclasses.astuple` copies, and is called for each pair."""
        return (
            *(self.likeness, self.later_best, self.earlier_best, self.own),
            *(self.heading, self.topic, self.has_topic, self.words),
        )

    def chance(self, *, promised: bool = False, small: bool = False, apart: bool = False) -> float:
        """The chance, from 0 to 1, that both are about the same measure."""
        total = sum(weight * value for weight, value in zip(_WEIGHTS, self._values(), strict=True))
        return 1 / (1 + exp(-(total + _BIAS + _PROMISED * promised + _SMALL * small - _APART * apart)))


def telling(word: str) -> float:
    """How likely a word is to name a matter: long words of Danish are compounds, made for one thing; so are names.

    >>> telling("merudgiftsydelse"), telling("KMF"), telling("udbetaling+danmark"), telling("drift")
    (1.0, 1.0, 1.0, 0.25)
    """
    length = _LONG if word.isupper() or "+" in word else len(word)
    return 1.0 if length >= _LONG else 0.7 if length >= _MIDDLE else 0.4 if length >= _SHORT else 0.25


def clues(index: Index, later: int, earlier: int, likeness: float, later_best: float, earlier_best: float) -> Clues:
    """What two passages share, given how like they are and the best likeness that each has in the other's agreement."""
    one, other = index.passages[later], index.passages[earlier]
    mine, theirs = set(index.own(later)), set(index.own(earlier))
    headed, their_headed = set(content_words(one.heading)), set(content_words(other.heading))
    shared = mine & theirs
    crossed = ((headed & theirs) | (their_headed & mine) | (headed & their_headed)) - shared
    topics = set(one.topics) & set(other.topics)
    return Clues(
        likeness=likeness,
        later_best=likeness / later_best if later_best else 0.0,
        earlier_best=likeness / earlier_best if earlier_best else 0.0,
        own=min(told(index, shared), 8.0) / 4,
        heading=min(told(index, crossed), 6.0) / 4,
        topic=min(sum(index.weight(f"#{topic}") for topic in sorted(topics)), 3.0) / 3,
        has_topic=float(bool(topics)),
        words=min(len(shared), 6) / 6,
    )


def told(index: Index, words: Iterable[str]) -> float:
    """How much words tell of a matter together: what each weighs, as likely as it is to name one."""
    return sum(index.weight(word) * telling(word) for word in sorted(words))
