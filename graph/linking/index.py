"""Which earlier passages are like a passage: an inverted index that grows by one agreement at a time.

A word weighs what it tells apart within an agreement: its sections against those in which the word stands. A matter
that comes back every year keeps its weight so, and links among older agreements do not change when a newer one is
added. Of a word's passages only the latest are looked at, so that an agreement costs the same after ten thousand
others as after a hundred.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt

from graph.linking.passages import Passage
from graph.linking.words import content_words, features

_WINDOW = 80  # the latest passages of a word that are looked at
_LEAST = 0.05  # the weight of a word that stands in every section
_UNSEEN = 1.0


class Index:
    """The passages seen so far, each told by its number, and what their words weigh."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self._vectors: list[dict[str, float]] = []
        self._norms: list[float] = []
        self._firsts: list[int] = []
        self._places: dict[str, list[int]] = defaultdict(list)
        self._sections: dict[str, int] = defaultdict(int)
        self._documents: dict[str, int] = defaultdict(int)
        self._all_sections = 0
        self._all_documents = 0

    def add(self, passages: Sequence[Passage]) -> range:
        """Takes in the passages of one agreement; gives their numbers."""
        raw = [features(passage) for passage in passages]
        self._count(passages, raw)
        first = len(self.passages)
        for passage, names in zip(passages, raw, strict=True):
            vector = {name: worth * self.weight(name) for name, worth in names.items()}
            for name in vector:
                self._places[name].append(len(self.passages))
            self.passages.append(passage)
            self._firsts.append(first)
            self._vectors.append(vector)
            self._norms.append(sqrt(sum(value * value for value in vector.values())) or 1.0)
        return range(first, len(self.passages))

    def _count(self, passages: Sequence[Passage], raw: Iterable[Mapping[str, float]]) -> None:
        seen: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for passage, names in zip(passages, raw, strict=True):
            for name, worth in names.items():
                if worth > 0:
                    seen[name].add(passage.headings)
        for name, sections in seen.items():
            self._sections[name] += len(sections)
            self._documents[name] += 1
        self._all_sections += len({passage.headings for passage in passages})
        self._all_documents += bool(passages)

    def weight(self, name: str) -> float:
        """What a feature tells apart: the log of an agreement's sections over those in which it stands."""
        if name not in self._sections or not self._all_documents:
            return _UNSEEN
        mean = self._all_sections / self._all_documents
        return max(_LEAST, log(max(mean, 2.0) / (self._sections[name] / self._documents[name])))

    def like(self, number: int) -> dict[int, float]:
        """The passages of earlier agreements that share a feature with one, and how like they are, from 0 to 1."""
        first = self._firsts[number]
        products: dict[int, float] = defaultdict(float)
        for name, worth in self._vectors[number].items():
            places = self._places[name]
            end = bisect_left(places, first)
            for other in places[max(end - _WINDOW, 0) : end]:
                products[other] += worth * self._vectors[other][name]
        return self._scaled(number, products)

    def within(self, number: int) -> dict[int, float]:
        """The same for the passages before it in its own agreement."""
        products: dict[int, float] = defaultdict(float)
        for name, worth in self._vectors[number].items():
            places = self._places[name]
            for other in places[bisect_left(places, self._firsts[number]) : bisect_left(places, number)]:
                products[other] += worth * self._vectors[other][name]
        return self._scaled(number, products)

    def holding(self, name: str, numbers: range) -> list[tuple[int, float]]:
        """The passages of a stretch that have a feature, with what it weighs in each."""
        places = self._places.get(name, [])
        inside = places[bisect_left(places, numbers.start) : bisect_left(places, numbers.stop)]
        return [(number, self._vectors[number][name]) for number in inside]

    def norm(self, number: int) -> float:
        """The length of a passage's vector."""
        return self._norms[number]

    def _scaled(self, number: int, products: Mapping[int, float]) -> dict[int, float]:
        return {other: value / self._norms[number] / self._norms[other] for other, value in products.items()}

    def own(self, number: int) -> tuple[str, ...]:
        """The words of a passage itself that say something of its matter."""
        return content_words(self.passages[number].text)

    def shared(self, one: int, other: int) -> tuple[str, ...]:
        """The features that two passages share, the one that weighs most first."""
        mine, theirs = self._vectors[one], self._vectors[other]
        both = [name for name in mine if name in theirs]
        return tuple(sorted(both, key=lambda name: (-mine[name] * theirs[name], name)))
