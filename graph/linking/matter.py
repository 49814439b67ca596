"""What a promise is about, its surroundings included, and how likely a later passage is about the same.

"Anbefalingerne skal drøftes, når de foreligger" does not say which: the sentences before it, and the heading, do. The
weights are those of a logistic regression over the ledgers in `tests/gold`, rounded; that a thing with a name is named
again counts by itself, since an agreement that names it is not silent of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt

from extract.models import Commitment
from graph.linking.index import Index
from graph.linking.judge import telling, told
from graph.linking.linker import Linker
from graph.linking.words import TOPIC, content_words, names, vague_words
from graph.proposals import is_body

_BEFORE = (0.5, 0.35, 0.25)  # what the words of the sentences before it count for, the nearest first
_AFTER = 0.2
_HEADING, _CHAPTER = 0.8, 0.3
NEAREST = 3  # passages shown where an agreement is silent
_TELLS = 0.7  # how telling a word must be for a passage that has it to be near
_DOING = re.compile(r"(?:ning|ring|ling|else|tion)$")
_TRIED = 12  # passages of a later agreement that are judged
_CLOSE = 4  # sentences within which another commitment under the same heading is of the same matter
_LIKENESS, _OWN, _AROUND, _HEAD, _NAMES, _SIBLING, _DUE, _COMMITTED = 7.0, 1.0, 0.65, 0.6, 0.75, 1.7, 0.3, 0.55
_BIAS = -5.8
_SAME_THING = 2.5  # both name a thing that has a name of several words: "Mit Overblik"


@dataclass(frozen=True, slots=True)
class Found:
    """A later passage and the chance, from 0 to 1, that it is about the same matter as a promise."""

    chance: float
    number: int


class Matter:
    """The matter of one promise, told by the number of its passage in the linker's index."""

    def __init__(self, linker: Linker, number: int, commitment: Commitment) -> None:
        self._linker = linker
        self._index = linker.index
        self._number = number
        self._passage = linker.index.passages[number]
        self._due = commitment.follow_up.target if commitment.follow_up else None
        self._own = set(self._index.own(number))
        self._things = {form for said, form in names(self._passage.text) if not is_body(said)}
        self._words = _surroundings(self._index, number)
        self._vector = {word: worth * self._index.weight(word) for word, worth in self._words.items()}
        for topic in self._passage.topics:
            self._vector[f"#{topic}"] = TOPIC * self._index.weight(f"#{topic}")
        self._norm = sqrt(sum(value * value for value in self._vector.values())) or 1.0

    def words(self) -> tuple[str, ...]:
        """The words that are looked for, those that tell most first."""
        own = [word for word in self._words if "+" not in word and word not in vague_words()]
        return tuple(sorted(own, key=lambda word: (-self._vector[word] * telling(word), word)))

    def nearest(self, found: Sequence[Found]) -> list[Found]:
        """Of passages that a look found, the likeliest first, those that have a word which tells of the matter.

        A passage that has none of them is as near only where there is no other.
        """
        names_it = {word for word in self._words if _names_a_matter(word)}
        kin = [one for one in found if names_it & {*self._index.own(one.number), *self._headed(one.number)}]
        return (kin or list(found[:1]))[:NEAREST]

    def _headed(self, number: int) -> tuple[str, ...]:
        return content_words(self._index.passages[number].heading)

    def look(self, document: str) -> list[Found]:
        """The passages of a later agreement that come nearest, the likeliest first."""
        likeness = self._likeness(self._linker.numbers(document))
        tried = sorted(likeness, key=lambda number: (-likeness[number], number))[:_TRIED]
        found = [Found(self._chance(number, likeness[number]), number) for number in tried]
        return sorted(found, key=lambda one: (-one.chance, one.number))

    def _likeness(self, numbers: range) -> dict[int, float]:
        products: dict[int, float] = defaultdict(float)
        for name, worth in self._vector.items():
            for number, value in self._index.holding(name, numbers):
                products[number] += worth * value
        return {number: value / self._norm / self._index.norm(number) for number, value in products.items()}

    def _chance(self, number: int, likeness: float) -> float:
        index = self._index
        other, theirs = index.passages[number], set(index.own(number))
        headed, their_headed = set(content_words(self._passage.heading)), set(content_words(other.heading))
        total = _BIAS + _LIKENESS * likeness
        total += _OWN * min(told(index, self._own & theirs), 8.0) / 4
        total += _AROUND * min(told(index, (self._words.keys() & theirs) - self._own), 8.0) / 4
        total += (
            _HEAD * min(told(index, headed & (their_headed | theirs)) + told(index, their_headed & self._own), 6.0) / 4
        )
        total += _NAMES * any(reference.target == self._passage.document for reference in other.references)
        total += _SIBLING * self._takes_up_sibling(number)
        total += _DUE * (self._due == other.document)
        total += _COMMITTED * (other.commitment is not None)
        total += _SAME_THING * (not self._things.isdisjoint(theirs))
        return 1 / (1 + exp(-total))

    def _takes_up_sibling(self, number: int) -> bool:
        """Whether a later passage is linked to the promise, or to what stands close to it under the same heading."""
        return any(
            tie.earlier is not None
            and self._index.passages[tie.earlier].document == self._passage.document
            and self._index.passages[tie.earlier].headings == self._passage.headings
            and abs(tie.earlier - self._number) <= _CLOSE
            for tie in self._linker.from_passage(number)
        )


def _names_a_matter(word: str) -> bool:
    """Whether a word tells a matter from others: no "omlægning", which may be one of anything.

    >>> _names_a_matter("fjernvarme"), _names_a_matter("omlaegning"), _names_a_matter("digitalisering")
    (True, False, True)
    """
    told_by = telling(word)
    return told_by >= _TELLS and word not in vague_words() and (told_by == 1.0 or not _DOING.search(word))


def _surroundings(index: Index, number: int) -> dict[str, float]:
    """The words of a passage and of what surrounds it under its heading, with what each counts for."""
    passage = index.passages[number]
    found = dict.fromkeys(index.own(number), 1.0)
    around = [(heading, worth) for heading, worth in zip(passage.headings[::-1], (_HEADING, _CHAPTER), strict=False)]
    near = [(number - back, worth) for back, worth in enumerate(_BEFORE, 1)] + [(number + 1, _AFTER)]
    around += [
        (index.passages[at].text, worth)
        for at, worth in near
        if 0 <= at < len(index.passages)
        and index.passages[at].document == passage.document
        and index.passages[at].headings == passage.headings
    ]
    for text, worth in around:
        for word in content_words(text):
            found[word] = max(found.get(word, 0.0), worth)
    return found
