"""Scores extracted records against gold: what was found, and how right each field of it is.

Two records are the same commitment when their quotes cover the same stretch of the source: intersection over union of
at least one half, counted in letters and digits, each record matched once. Detection is precision, recall and F1 of
that; `force_accuracy` is over matched records; every field is micro F1 over all records, so a missed or a spurious
commitment costs its items too. A measure of what neither side has is None. Keys and figures are those of the gold's
`score.py`.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from extract.gold import ScoredRecord, ScoredReference

Stretches = tuple[tuple[int, int], ...]

PIECES, PIECE_LENGTH = 3, 12
SAME = 0.5
FORCES = ("agree", "undertake", "require", "allocate", "note", "recall")
FIELDS = (
    "areas", "topics", "parties", "obliged", "years", "deadline", "follow_up", "follow_up_target", "economy_agreements",
    "amounts",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Precision, recall and F1, each 0 to 1, and how many items gold has."""

    precision: float
    recall: float
    f1: float
    gold: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The figures by name, in the order they are printed, and the records that found no partner."""

    figures: tuple[tuple[str, Measure | float | int | None], ...]
    missed: tuple[ScoredRecord, ...]
    spurious: tuple[ScoredRecord, ...]

    def json_object(self) -> dict[str, object]:
        """The figures as `score.py --json` prints them."""
        return {
            name: {"precision": row.precision, "recall": row.recall, "f1": row.f1, "gold": row.gold}
            if isinstance(row, Measure)
            else row
            for name, row in self.figures
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A record and where its quote stands in the folded source; () where nowhere."""

    record: ScoredRecord
    stretches: Stretches


_Pair = tuple[_Placed, _Placed]


def fold(text: str) -> str:
    """The letters and digits of `text`, lower case: what line breaks and hyphenation leave alone.

    >>> fold("Social- og\\n10-årsplan")
    'socialog10årsplan'
    """
    return "".join(char for char in unicodedata.normalize("NFKC", text).lower() if char.isalnum())


def _longest(words: str, source: str, start: int) -> int:
    """How many of the first code points of `words` stand together in `source` from `start` on."""
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if source.find(words[:middle], start) >= 0 else (low, middle - 1)
    return low


def locate(quote: str, source: str, cursor: int) -> Stretches:
    """Where the folded `quote` stands in the folded `source`: one stretch, or up to three in order; () when nowhere.

    A quote that stands more than once is taken at its first place from `cursor` on.
    """
    at = source.find(quote, cursor)
    if at < 0:
        at = source.find(quote)
    if at >= 0:
        return ((at, at + len(quote)),)
    return _pieces(quote, source, cursor) or _pieces(quote, source, 0)


def _pieces(quote: str, source: str, position: int) -> Stretches:
    found: list[tuple[int, int]] = []
    rest = quote
    while rest and len(found) < PIECES:
        length = _longest(rest, source, position)
        if length < min(PIECE_LENGTH, len(rest)):
            return ()
        at = source.find(rest[:length], position)
        found.append((at, at + length))
        rest, position = rest[length:], at + length
    return () if rest else tuple(found)


def _place(records: Sequence[ScoredRecord], source: str) -> list[_Placed]:
    folded, cursor, placed = fold(source), 0, []
    for record in records:
        quote = fold(record.quote)
        stretches = locate(quote, folded, cursor) if quote else ()
        if stretches:
            cursor = stretches[0][0] + 1
        placed.append(_Placed(record=record, stretches=stretches))
    return placed


def overlap(a: Stretches, b: Stretches) -> float:
    """Intersection over union of two places, 0 to 1.

    >>> overlap(((0, 10),), ((5, 15),))
    0.3333333333333333
    """
    if not a or not b or a[-1][1] <= b[0][0] or b[-1][1] <= a[0][0]:
        return 0.0
    shared = sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)
    return shared / (sum(e - s for s, e in a) + sum(e - s for s, e in b) - shared)


def _match(gold: Sequence[_Placed], predicted: Sequence[_Placed]) -> list[tuple[int, int]]:
    """Pairs of indices, the greatest overlap first, each record once."""
    shares = ((-overlap(g.stretches, p.stretches), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted))
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    pairs = []
    for _, i, j in sorted(share for share in shares if -share[0] >= SAME):
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            pairs.append((i, j))
    return pairs


def same_commitments(one: Sequence[ScoredRecord], other: Sequence[ScoredRecord], source: str) -> list[tuple[int, int]]:
    """The pairs of indices of records that are the same commitment, each record once; both sides in text order."""
    return _match(_place(one, source), _place(other, source))


def _items(record: ScoredRecord, field: str) -> Counter[Hashable]:
    """What a record has of a field, as things that are equal or not."""
    match field:
        case "amounts":
            return Counter(amount for amount in record.amounts if amount.unit in {"DKK", "percent"})
        case "economy_agreements":
            targets = {reference.target or "" for reference in record.references}
            return Counter(target for target in targets if target.startswith(("oea-", "finanslov-")))
        case "deadline":
            return Counter([record.deadline] if record.deadline else [])
        case "follow_up":
            return Counter(["yes"] if record.follows_up else [])
        case "follow_up_target":
            target = (record.follow_up_target, record.follow_up_year)
            return Counter([target] if any(target) else [])
    return Counter(set(getattr(record, field)))


def _same_reference(a: ScoredReference, b: ScoredReference) -> bool:
    if a.target and a.target == b.target:
        return True
    x, y = fold(a.text), fold(b.text)
    return bool(x and y) and (x in y or y in x) and 2 * min(len(x), len(y)) >= max(len(x), len(y))


def _common_references(gold: ScoredRecord, predicted: ScoredRecord) -> tuple[int, int]:
    """How many references both have, and for how many of those the target is the same."""
    left, common, targets = list(predicted.references), 0, 0
    for reference in gold.references:
        found = [other for other in left if _same_reference(reference, other)]
        if found:
            best = max(found, key=lambda other: other.target == reference.target)
            left.remove(best)
            common += 1
            targets += best.target == reference.target
    return common, targets


def measure(hits: int, predicted: int, gold: int) -> Measure | None:
    """Precision, recall and F1 of `hits`; None where neither side has anything.

    >>> measure(1, 2, 1)
    Measure(precision=0.5, recall=1.0, f1=0.6666666666666666, gold=1)
    """
    if not predicted and not gold:
        return None
    precision = hits / predicted if predicted else 0.0
    recall = hits / gold if gold else 0.0
    both = precision + recall
    return Measure(precision=precision, recall=recall, f1=2 * precision * recall / both if both else 0.0, gold=gold)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compared:
    """All records of both sides, and those that are the same commitment."""

    pairs: tuple[_Pair, ...]
    gold: tuple[_Placed, ...]
    predicted: tuple[_Placed, ...]

    def force(self, force: str) -> Measure | None:
        return measure(
            sum(g.record.force == p.record.force == force for g, p in self.pairs),
            sum(p.record.force == force for p in self.predicted),
            sum(g.record.force == force for g in self.gold),
        )

    def field(self, field: str) -> Measure | None:
        return measure(
            sum((_items(g.record, field) & _items(p.record, field)).total() for g, p in self.pairs),
            sum(_items(p.record, field).total() for p in self.predicted),
            sum(_items(g.record, field).total() for g in self.gold),
        )

    def force_accuracy(self) -> float:
        right = sum(g.record.force == p.record.force for g, p in self.pairs)
        return right / len(self.pairs) if self.pairs else 0.0

    def references(self) -> tuple[Measure | None, float]:
        """How well references are found, and of those found the share whose target is right."""
        common = [_common_references(g.record, p.record) for g, p in self.pairs]
        hits = sum(found for found, _ in common)
        row = measure(
            hits,
            sum(len(p.record.references) for p in self.predicted),
            sum(len(g.record.references) for g in self.gold),
        )
        return row, sum(right for _, right in common) / max(1, hits)


def _compare(
    gold: Mapping[str, Sequence[ScoredRecord]],
    predicted: Mapping[str, Sequence[ScoredRecord]],
    sources: Mapping[str, str],
) -> _Compared:
    pairs: list[_Pair] = []
    all_gold: list[_Placed] = []
    all_predicted: list[_Placed] = []
    for document, records in gold.items():
        placed = _place(records, sources[document])
        found = _place(predicted.get(document, ()), sources[document])
        pairs += [(placed[i], found[j]) for i, j in _match(placed, found)]
        all_gold += placed
        all_predicted += found
    return _Compared(pairs=tuple(pairs), gold=tuple(all_gold), predicted=tuple(all_predicted))


def score(
    gold: Mapping[str, Sequence[ScoredRecord]],
    predicted: Mapping[str, Sequence[ScoredRecord]],
    sources: Mapping[str, str],
) -> Score:
    """Scores the records of the documents that have gold; `sources` are their source texts.

    Records of a document are in text order. Records of documents without gold are left out.
    """
    compared = _compare(gold, predicted, sources)
    forces = [(force, compared.force(force)) for force in FORCES]
    f1s = [row.f1 for _, row in forces if row and row.gold]
    references, targets = compared.references()
    figures: list[tuple[str, Measure | float | int | None]] = [
        ("detection", measure(len(compared.pairs), len(compared.predicted), len(compared.gold))),
        ("quotes_not_in_source", sum(not placed.stretches for placed in compared.predicted)),
        ("force_accuracy", compared.force_accuracy()),
        *((f"force:{force}", row) for force, row in forces),
        ("force_macro_f1", sum(f1s) / len(f1s) if f1s else 0.0),
        *((field, compared.field(field)) for field in FIELDS),
        ("references", references),
        ("reference_target_accuracy", targets),
    ]
    matched = {id(placed) for pair in compared.pairs for placed in pair}
    return Score(
        figures=tuple(figures),
        missed=tuple(placed.record for placed in compared.gold if id(placed) not in matched),
        spurious=tuple(placed.record for placed in compared.predicted if id(placed) not in matched),
    )
