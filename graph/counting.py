"""Which sums of an agreement count, so that none counts twice when they are added up.

An agreement says a sum in its introduction and again in its chapter, says what it is made of ("Heraf udgør ...", two
bullets, a list of who pays), and says what several make together ("Derved frigøres i alt 0,6 mia. kr."). Of all these
one counts. What is a part is told by the words or, where the sums around it make it up to the krone, by adding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from extract.lexicon import Entry, find_phrases, labelled
from extract.models import Amount
from extract.patterns import compiled
from graph.linking.passages import Passage
from graph.restates import Restatement

_NEXT = 3  # sentences after a sum in which what makes it up may stand
_BEFORE = 12  # sums before a total in which what it adds up may stand
_MOST = 3  # sums that make up a total
_AFTER = 30  # letters after a sum in which it may say that it is a part: "25 mio. kr. af den samlede ramme"
_OWN = ("loan", "minimum", "own-financing")  # kinds of money that are never said again as another kind


@dataclass(frozen=True, slots=True, eq=False)
class _Sum:
    """A sum of kroner, with the passage that says it and that passage's place in the agreement."""

    place: int
    passage: Passage
    amount: Amount

    @property
    def key(self) -> tuple[str, Amount]:
        commitment = self.passage.commitment
        return (commitment.id if commitment is not None else "", self.amount)

    @property
    def own(self) -> bool:
        """Whether it is a sum of money of this agreement: no rate, and not an older agreement's."""
        commitment = self.passage.commitment
        return self.amount.kind != "rate" and commitment is not None and commitment.force != "recall"

    @property
    def whole(self) -> Decimal:
        """The sum over all its years."""
        return self.amount.value * max(len(self.amount.years) if self.amount.per_year else 1, 1)


def not_counted(passages: Sequence[Passage], restatements: Iterable[Restatement]) -> dict[str, frozenset[Amount]]:
    """For each commitment of an agreement, by its id, the sums that do not count because others of it do."""
    sums = [_Sum(place, passage, amount) for place, passage in enumerate(passages) for amount in passage.sums]
    found: dict[str, set[Amount]] = {}
    for commitment, amount in _Left(sums, restatements).out():
        found.setdefault(commitment, set()).add(amount)
    return {commitment: frozenset(amounts) for commitment, amounts in found.items()}


class _Left:
    """Finds the sums of one agreement that are left out when it is added up."""

    def __init__(self, sums: Sequence[_Sum], restatements: Iterable[Restatement]) -> None:
        self._sums = sums
        self._linked = {(found.first, found.again) for found in restatements}
        self._worth: dict[Decimal, list[int]] = {}  # the sums of a value, by year or over all years
        for number, one in enumerate(sums):
            for worth in {one.amount.value, one.whole}:
                self._worth.setdefault(worth, []).append(number)

    def out(self) -> set[tuple[str, Amount]]:
        """The sums that are left out, each with its commitment's id."""
        numbers = range(len(self._sums))
        first = [self._same_before(number) for number in numbers]
        inside = {number for number in numbers if self._sums[number].amount.part_of is not None}
        derived = {*self._said_as_parts(), *self._shares(), *self._totals(inside)}
        groups = {first[number] for number in derived}
        again = {number for number in numbers if first[number] != number or number in groups}
        foreign = {number for number in numbers if not self._sums[number].own}
        left = inside | derived | again | foreign | {*self._broken_down(again - derived)}
        return {self._sums[number].key for number in left}

    def _same_before(self, number: int) -> int:
        """The first sum before one that is the same money said before; the sum itself where there is none."""
        one = self._sums[number]
        alike = {other for worth in (one.amount.value, one.whole) for other in self._worth[worth] if other < number}
        for other in sorted(alike):
            if self._sums[other].place < one.place and self._same(self._sums[other], one):
                return other
        return number

    def _same(self, earlier: _Sum, one: _Sum) -> bool:
        a, b = earlier.amount, one.amount
        linked = (earlier.place, one.place) in self._linked
        same_sum = a.value == b.value and (linked or a.per_year == b.per_year)
        same_sum = same_sum or (earlier.whole == one.whole and a.years == b.years)
        years = not a.years or not b.years or {*a.years} & {*b.years}
        if not (a.value and earlier.own and one.own and same_sum and years and _same_kind(a.kind, b.kind)):
            return False
        return linked or (a.part_of is None and _same_matter(earlier, one))

    def _said_as_parts(self) -> Iterator[int]:
        for number, one in enumerate(self._sums):
            start = one.passage.text.find(one.amount.text)
            if not _says("part", one.passage.text[: start + len(one.amount.text) + _AFTER]):
                continue
            before = [other for other in self._sums[:number] if 0 < one.passage.number - other.passage.number <= _NEXT]
            if any(other.whole > one.whole for other in before):
                yield number

    def _shares(self) -> Iterator[int]:
        """Yields sums that follow one and make it up."""
        for number, one in enumerate(self._sums):
            made, total = list[int](), Decimal()
            for other in range(number + 1, len(self._sums)):
                share = self._sums[other]
                apart = 0 < share.passage.number - one.passage.number <= _NEXT and one.own and share.own
                if not apart or total >= one.amount.value:
                    break
                made.append(other)
                total += share.amount.value
            if len(made) > 1 and total == one.amount.value:
                yield from made

    def _totals(self, parts: set[int]) -> Iterator[int]:
        """Yields sums that say what some before them make together."""
        for number, one in enumerate(self._sums):
            start = one.passage.text.find(one.amount.text)
            if not _says("total", one.passage.text[:start]):
                continue
            chapter = one.passage.headings[:1]
            before = [
                self._sums[other]
                for other in range(number)
                if other not in parts and self._sums[other].passage.headings[:1] == chapter
            ]
            if _makes(one, before[-_BEFORE:]):
                yield number

    def _broken_down(self, again: Iterable[int]) -> Iterator[int]:
        """Yields the sums that make up one of the same sentence that was said before."""
        for number in again:
            one = self._sums[number]
            others = [
                index
                for index, other in enumerate(self._sums)
                if other.place == one.place and index != number and other.amount.part_of is None
            ]
            if len(others) > 1 and sum(self._sums[index].amount.value for index in others) == one.amount.value:
                yield from others


def _says(label: str, words: str) -> bool:
    """Whether words up to a sum say of it what a label of `lexicon/counting.toml` means."""
    words = words.strip()
    return any(
        _stands(entry, start, words[end:]) for start, end, entry in find_phrases(labelled("counting", label), words)
    )


def _stands(entry: Entry, start: int, rest: str) -> bool:
    """Whether a phrase stands where its entry wants it; `rest` is what follows it up to the sum."""
    where = entry.get("where")
    if where:
        return start == 0 if where == "begins" else not rest
    return entry.label == "part" or "." not in rest


def _makes(one: _Sum, others: Sequence[_Sum]) -> bool:
    """Whether some of the others make up one, to the digit that it is written with; what is saved may be taken off."""
    exact = _last_digit(one.amount) / 2
    for count in range(2, _MOST + 1):
        for some in combinations(others, count):
            values = [other.amount.value for other in some]
            less = [-other.amount.value if other.amount.kind == "saving" else other.amount.value for other in some]
            if abs(sum(values) - one.amount.value) < exact or abs(sum(less) - one.amount.value) < exact:
                return True
    return False


def _last_digit(amount: Amount) -> Decimal:
    """What one in the last digit of a sum as it is written is worth, in kroner."""
    digits = compiled(r"\d[\d.]*(?:,(\d+))?").search(amount.text)
    written = len(digits[1] or "") if digits else 0
    unit = 10**9 if compiled(r"\bmia|milliard").search(amount.text) else 10**6 if "mi" in amount.text else 1
    return Decimal(unit) / Decimal(10) ** written


def _same_kind(one: str, other: str) -> bool:
    return one == other or not {one, other} & {*_OWN}


def _same_matter(earlier: _Sum, later: _Sum) -> bool:
    one, other = earlier.passage.commitment, later.passage.commitment
    if one is None or other is None:
        return False
    kinds, topic = {earlier.amount.kind, later.amount.kind}, bool(set(one.topics) & set(other.topics))
    return (topic and "other" in kinds) or (len(kinds) == 1 and (topic or one.areas[:1] == other.areas[:1]))
