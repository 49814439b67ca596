"""What each clue to a link is worth, fitted on the gold: the figures of `graph/linking/judge.py`.

    python -m benchmarks.fit_links

For every commitment and the four passages of the next older agreement that are most like it, says whether the gold ties
the two, and fits a logistic regression to the clues. Nothing is written: the figures are looked at, rounded, and put
into `judge.py` by hand. Very like pairs that the gold does not have are left out: most of them are true.
"""

from __future__ import annotations

from dataclasses import astuple, fields
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from benchmarks.linking_gold import read_corpus, read_gold, same
from graph.effects import says
from graph.linking.judge import Clues, clues
from graph.linking.linker import Linker
from graph.links import link_agreements

_TRIED, _SEEN, _UNLISTED = 4, 0.06, 0.55
_STEPS, _RATE, _PULL = 4_000, 0.5, 1e-3

Vector = NDArray[np.float64]


def tied(linker: Linker) -> set[tuple[int, int]]:
    """The pairs of passages that the gold ties, the later first."""
    found: set[tuple[int, int]] = set()
    for document, gold in read_gold().items():
        for row in gold["back"]:
            later = [one for one in linker.numbers(row["from"]["document"]) if _is(linker, one, row["from"]["quote"])]
            earlier = [one for one in linker.numbers(document) for end in row["to"] if _is(linker, one, end["quote"])]
            found |= {(one, other) for one in later for other in earlier}
    return found


def _is(linker: Linker, number: int, quote: str) -> bool:
    return same(linker.index.passages[number].text, quote)


def pairs(linker: Linker) -> tuple[list[Clues], list[bool]]:
    """The clues of every pair that is tried, and whether the gold ties it."""
    gold, found, right = tied(linker), list[Clues](), list[bool]()
    known = {later for later, _ in gold}
    for (older, _), (newer, _) in pairwise(linker.firsts()):
        inside = linker.numbers(older)
        likeness = {
            number: {other: value for other, value in linker.index.like(number).items() if other in inside}
            for number in linker.numbers(newer)
        }
        best: dict[int, float] = {}
        for row in likeness.values():
            for other, value in row.items():
                best[other] = max(best.get(other, 0.0), value)
        for number, row in likeness.items():
            passage = linker.index.passages[number]
            if says("yearly", passage.text) or (passage.commitment is None and number not in known):
                continue
            tried = sorted((other for other in row if row[other] >= _SEEN), key=lambda other: -row[other])[:_TRIED]
            for other in tried:
                if number in known or row[other] <= _UNLISTED:
                    found.append(clues(linker.index, number, other, row[other], row[tried[0]], best[other]))
                    right.append((number, other) in gold)
    return found, right


def fit(values: Vector, right: Vector) -> tuple[Vector, float]:
    """The weights of a logistic regression, and its bias, by plain descent on scaled clues."""
    mean, spread = values.mean(0), values.std(0) + 1e-9
    scaled = np.c_[(values - mean) / spread, np.ones(len(values))]
    weights = np.zeros(scaled.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-scaled @ weights))
        weights -= _RATE * (scaled.T @ (chance - right) / len(right) + _PULL * np.r_[weights[:-1], 0])
    own = weights[:-1] / spread
    return own, float(weights[-1] - (own * mean).sum())


def main() -> None:
    """Prints the weights."""
    found, right = pairs(link_agreements(read_corpus()))
    weights, bias = fit(np.array([astuple(one) for one in found]), np.array(right, dtype=np.float64))
    print(f"{len(found)} pairs, {sum(right)} tied by the gold")
    for field, weight in zip(fields(Clues), weights, strict=True):
        print(f"{field.name:14} {weight:6.2f}")
    print(f"{'bias':14} {bias:6.2f}")


if __name__ == "__main__":
    main()
