"""Which earlier passages are like a passage: an inverted index that grows by one agreement at a time.

A word weighs what it tells apart within an agreement: its sections against those in which the word stands, over the
agreement and the SPAN ones of its kind before it. Only among those is likeness sought, and of a word's passages there
only the latest are looked at. So an agreement costs the same after ten thousand others as after a hundred, links among
older agreements do not change when a newer one is added, and a change touches no more than twice SPAN agreements after
it: a build makes only their links anew (`graph.relink`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import log, sqrt

from graph.linking.passages import Passage
from graph.linking.words import content_words, features

SPAN = 6  # agreements of the same kind before one, among which likeness is sought
_WINDOW = 80  # the latest passages of a word that are looked at
_LEAST = 0.05  # the weight of a word that stands in every section
_UNSEEN = 1.0


class _Counts:
    """In how many sections and agreements each feature stands, over some agreements."""

    def __init__(self) -> None:
        self._sections: dict[str, int] = defaultdict(int)
        self._documents: dict[str, int] = defaultdict(int)
        self._all_sections = 0
        self._all_documents = 0
        self._weights: dict[str, float] = {}

    def add(self, sections: Mapping[str, int], all_sections: int, sign: int = 1) -> None:
        """Takes an agreement in, or out again."""
        self._weights.clear()
        for name, number in sections.items():
            self._sections[name] += sign * number
            self._documents[name] += sign
            if not self._documents[name]:
                del self._sections[name], self._documents[name]
        self._all_sections += sign * all_sections
        self._all_documents += sign

    def weight(self, name: str) -> float:
        """What a feature tells apart: the log of an agreement's sections over those in which it stands."""
        known = self._weights.get(name)
        if known is not None:
            return known
        if name not in self._sections:
            return _UNSEEN
        mean = self._all_sections / self._all_documents
        found = max(_LEAST, log(max(mean, 2.0) / (self._sections[name] / self._documents[name])))
        self._weights[name] = found
        return found


class _Window:
    """The latest agreements of one kind: an agreement and those before it."""

    def __init__(self) -> None:
        self.counts = _Counts()
        self.places: dict[str, list[int]] = defaultdict(list)
        self._inside: deque[tuple[int, Mapping[str, int], int]] = deque()

    def add(self, first: int, sections: Mapping[str, int], all_sections: int) -> None:
        """Takes in an agreement whose first passage has that number; the one that is too far back goes out."""
        self._inside.append((first, sections, all_sections))
        self.counts.add(sections, all_sections)
        if len(self._inside) > SPAN + 1:
            _, gone, number = self._inside.popleft()
            self.counts.add(gone, number, -1)

    @property
    def start(self) -> int:
        """The number of the first passage in the window."""
        return self._inside[0][0]


class Index:
    """The passages seen so far, each told by its number, and what their words weigh."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self._vectors: list[dict[str, float]] = []
        self._norms: list[float] = []
        self._firsts: list[int] = []
        self._starts: dict[int, int] = {}
        self._windows: dict[str, _Window] = defaultdict(_Window)
        self._all = _Counts()
        self._scope = self._last = self._all

    def add(self, passages: Sequence[Passage]) -> range:
        """Takes in the passages of one agreement; gives their numbers. Its window tells weights until `widen`."""
        first = len(self.passages)
        if not passages:
            return range(first, first)
        raw = [features(passage) for passage in passages]
        window = self._windows[passages[0].kind]
        sections, all_sections = _sections(passages, raw), len({passage.headings for passage in passages})
        window.add(first, sections, all_sections)
        self._all.add(sections, all_sections)
        self._starts[first], self._scope = window.start, window.counts
        self._last = window.counts
        weight = self._scope.weight
        for passage, names in zip(passages, raw, strict=True):
            vector = {name: worth * weight(name) for name, worth in names.items()}
            for name in vector:
                window.places[name].append(len(self.passages))
            self.passages.append(passage)
            self._firsts.append(first)
            self._vectors.append(vector)
            self._norms.append(sqrt(sum(value * value for value in vector.values())) or 1.0)
        return range(first, len(self.passages))

    def widen(self) -> None:
        """Lets weights be told by all agreements that were taken in."""
        self._scope = self._all

    @contextmanager
    def as_last_taken(self) -> Iterator[None]:
        """Lets weights be told by the window of the agreement that was taken in last."""
        before, self._scope = self._scope, self._last
        try:
            yield
        finally:
            self._scope = before

    def weight(self, name: str) -> float:
        """What a feature tells apart: the log of an agreement's sections over those in which it stands."""
        return self._scope.weight(name)

    def like(self, number: int) -> dict[int, float]:
        """The passages of the agreements before it in its window that share a feature with one, and how like they are,
        from 0 to 1.
        """
        first = self._firsts[number]
        start, near = self.start(number), self._windows[self.passages[number].kind].places
        products: dict[int, float] = defaultdict(float)
        for name, worth in self._vectors[number].items():
            places = near[name]
            end = bisect_left(places, first)
            for other in places[max(end - _WINDOW, bisect_left(places, start), 0) : end]:
                products[other] += worth * self._vectors[other][name]
        return self._scaled(number, products)

    def start(self, number: int) -> int:
        """The number of the first passage in the window of one."""
        return self._starts[self._firsts[number]]

    def reaches(self, number: int, other: int) -> bool:
        """Whether another passage stands in the window of one."""
        return self.start(number) <= other <= number and self.passages[number].kind == self.passages[other].kind

    def like_those(self, number: int, others: range) -> dict[int, float]:
        """How like passages wherever they stand are to one."""
        mine = self._vectors[number]
        products: dict[int, float] = {}
        for other in others:
            theirs = self._vectors[other]
            shared = [name for name in mine if name in theirs]
            if shared:
                products[other] = sum(mine[name] * theirs[name] for name in shared)
        return self._scaled(number, products)

    def within(self, number: int) -> dict[int, float]:
        """The same for the passages before it in its own agreement."""
        products: dict[int, float] = defaultdict(float)
        near = self._windows[self.passages[number].kind].places
        for name, worth in self._vectors[number].items():
            places = near[name]
            for other in places[bisect_left(places, self._firsts[number]) : bisect_left(places, number)]:
                products[other] += worth * self._vectors[other][name]
        return self._scaled(number, products)

    def holding(self, name: str, numbers: range) -> list[tuple[int, float]]:
        """The passages of a stretch that have a feature, with what it weighs in each."""
        places = self._windows[self.passages[numbers.start].kind].places.get(name, []) if numbers else []
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


def _sections(passages: Sequence[Passage], raw: Iterable[Mapping[str, float]]) -> dict[str, int]:
    """In how many sections of an agreement each feature stands."""
    seen: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for passage, names in zip(passages, raw, strict=True):
        for name, worth in names.items():
            if worth > 0:
                seen[name].add(passage.headings)
    return {name: len(sections) for name, sections in seen.items()}
