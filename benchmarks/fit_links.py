"""What each clue to a link is worth, fitted on the gold: the figures of `graph/linking/judge.py`.

    python -m benchmarks.fit_links

For every commitment and the passages of older agreements that are most like it, says whether the gold ties the two or
a reader judged that they belong together (`judged.json`), and fits a logistic regression to the clues. What nobody
looked at counts little, and nothing where the two are very alike: most of those are true. Besides the weights it prints
how well each agreement's links are told when it is left out of the fit. Nothing is written: the figures are looked at,
rounded, and put into `judge.py` by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from benchmarks.linking_gold import judged_pairs, read_corpus, tied_pairs
from graph.effects import says
from graph.linkage import LinkedAnew
from graph.linking.judge import Clues, Nearness
from graph.linking.linker import Linker

_TRIED, _SEEN, _UNLISTED = 8, 0.06, 0.45
# What a pair counts for that nobody looked at: of a passage that the gold has, and of another.
_BESIDE, _UNKNOWN = 0.6, 0.35
_STEPS, _PULL = 60, 1e-3

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two passages, the later first, with their clues, whether they belong together, and what that counts for."""

    later: int
    earlier: int
    clues: Clues
    right: bool
    counts: float


def pairs(linker: Linker) -> list[Pair]:
    """Every pair that is tried, with what is known of it."""
    gold, judged = tied_pairs(linker), judged_pairs(linker)
    known = {(later, linker.index.passages[earlier].document) for later, earlier in gold}
    documents = [document for document, _ in linker.firsts()]
    found: list[Pair] = []
    for place, newer in enumerate(documents):
        for older in documents[:place]:
            for later, earlier, near in _tried(linker, newer, older):
                right = (later, earlier) in gold or judged.get((later, earlier), False)
                counts = 1.0
                if not right and (later, earlier) not in judged:
                    alike = near.likeness > _UNLISTED and (later, older) not in known
                    counts = 0.0 if alike else _BESIDE if (later, older) in known else _UNKNOWN
                if counts:
                    found.append(Pair(later, earlier, linker.clues(later, earlier, near), right, counts))
    return found


def _tried(linker: Linker, newer: str, older: str) -> list[tuple[int, int, Nearness]]:
    """The passages of two agreements that are most alike."""
    inside, passages = linker.numbers(older), linker.index.passages
    rows: list[tuple[int, list[tuple[int, float]]]] = []
    best: dict[int, float] = {}
    for number in linker.numbers(newer):
        if says("yearly", passages[number].text):
            continue
        like = linker.index.like_those(number, inside)
        for other, value in like.items():
            best[other] = max(best.get(other, 0.0), value)
        tried = [(other, value) for other, value in like.items() if value >= _SEEN]
        rows.append((number, sorted(tried, key=lambda one: -one[1])[:_TRIED]))
    return [
        (number, other, Nearness(value, tried[0][1], best[other]))
        for number, tried in rows
        for other, value in tried
        if passages[other].commitment is not None
    ]


def fit(values: Vector, right: Vector, counts: Vector) -> Vector:
    """The weights of a logistic regression, the bias last, by Newton's steps on scaled clues."""
    mean, spread = values.mean(0), values.std(0) + 1e-9
    scaled = np.c_[(values - mean) / spread, np.ones(len(values))]
    weights: Vector = np.zeros(scaled.shape[1])
    drawn = _PULL * counts.sum() * np.diag([*np.ones(len(weights) - 1), 0.0])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (counts * (chance - right)) + drawn @ weights
        weights -= np.linalg.solve((scaled.T * (counts * chance * (1 - chance))) @ scaled + drawn, slope)
    own = weights[:-1] / spread
    fitted: Vector = np.r_[own, weights[-1] - (own * mean).sum()]
    return fitted


def report(linker: Linker, found: Sequence[Pair]) -> None:
    """Prints, for each agreement left out, what is found of its true pairs and how much else, at even chance."""
    values, right, counts = _arrays(found)
    newer = np.array([linker.index.passages[pair.later].document for pair in found])
    for document in sorted(set(newer)):
        left = newer == document
        weights = fit(values[~left], right[~left], counts[~left])
        said = values[left] @ weights[:-1] + weights[-1] > 0
        hits, wrong = int((said & (right[left] == 1)).sum()), int((said & (right[left] == 0)).sum())
        print(f"{document} left out: {hits} of {int(right[left].sum())} pairs found, {wrong} others")


def _arrays(found: Sequence[Pair]) -> tuple[Vector, Vector, Vector]:
    values = np.array([[getattr(pair.clues, field.name) for field in fields(Clues)] for pair in found])
    return values, np.array([float(pair.right) for pair in found]), np.array([pair.counts for pair in found])


def main() -> None:
    """Prints the weights."""
    linker = LinkedAnew(read_corpus()).linker
    found = pairs(linker)
    report(linker, found)
    print(f"{len(found)} pairs, {sum(pair.right for pair in found)} of them belong together")
    weights = fit(*_arrays(found))
    for name, weight in zip([*(field.name for field in fields(Clues)), "bias"], weights, strict=True):
        print(f"{name:14} {weight:6.2f}")


if __name__ == "__main__":
    main()
