"""Would a trained classifier find commitments better than the rules? Trained on one agreement, tried on another.

    python -m benchmarks.learned [--buckets 16] [--write MODEL.npz]

For each sentence: is it a commitment, and with which force (seven classes, "none" among them)? A logistic regression on
the letters and words of the sentence (hashed n-grams), its lead-in and whether it is an item; numpy, no other library.
It is tried on agreements it was not trained on, 2020 on 2023 and the other way round, then both on the gold held out,
and compared with the rules, and with both together (the rules' answer as one more thing the classifier sees).
DECISIONS.md has what was measured, and why no model ships. `--write` keeps the one trained on all at hand.
"""

from __future__ import annotations

import argparse
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extract.evaluate import fold
from extract.gold import ScoredRecord, read_gold, source_files
from extract.models import Document
from extract.pipeline import extract_commitments
from extract.read.document import read_document

CHECKOUT = Path(__file__).resolve().parent.parent
SOURCES = CHECKOUT / "examples" / "oekonomiaftaler"
GOLD = CHECKOUT / "tests" / "gold"
CLASSES = ("none", "agree", "undertake", "require", "allocate", "note", "recall")
ROUNDS, STEP, PULL = 60, 0.5, 1e-5
Weights = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence: what is seen of it (indices into the buckets), gold's class and the rules'."""

    seen: NDArray[np.int64]
    gold: int
    rules: int


def seen_in(text: str, lead: str, item: bool, buckets: int) -> NDArray[np.int64]:
    """The hashed words, pairs of words and beginnings of a sentence and its lead-in."""
    found = set(_features(text.lower(), "")) | set(_features(lead.lower(), "lead:")) | {f"item:{item}"}
    return np.array(sorted({zlib.crc32(one.encode()) % (1 << buckets) for one in found}), dtype=np.int64)


def _features(text: str, prefix: str) -> Iterator[str]:
    words = text.split()
    yield from (f"{prefix}{word}" for word in words)
    yield from (f"{prefix}{one}_{two}" for one, two in pairwise(words))
    yield from (f"{prefix}^{place}:{word}" for place, word in enumerate(words[:4]))
    if not prefix:
        yield from (f"#{text[at : at + 4]}" for at in range(len(text) - 3))


def examples(document: Document, gold: Sequence[ScoredRecord], buckets: int) -> list[Example]:
    """The sentences of a document with gold's class and the rules': that of the first commitment in each."""
    rules = {c.unit: CLASSES.index(c.force) for c in reversed(extract_commitments(document))}
    texts = [document.words(unit.span) for unit in document.units]
    folded = [fold(text) for text in texts]
    known = _classes(folded, gold)
    found = []
    for index, unit in enumerate(document.units):
        lead = texts[unit.lead_in] if unit.lead_in is not None else ""
        seen = seen_in(texts[index], lead, unit.kind == "item", buckets)
        found.append(Example(seen=seen, gold=known.get(index, 0), rules=rules.get(index, 0)))
    return found


def _classes(folded: Sequence[str], gold: Sequence[ScoredRecord]) -> dict[int, int]:
    """The class of each sentence in which a gold record stands (or that stands in one), found in text order."""
    found: dict[int, int] = {}
    cursor = 0
    for record in gold:
        quote = fold(record.quote)
        places = [*range(cursor, len(folded)), *range(cursor)]
        index = next((i for i in places if folded[i] and (quote in folded[i] or folded[i] in quote)), None)
        if index is not None and record.force in CLASSES:
            cursor = index
            found.setdefault(index, CLASSES.index(record.force))
    return found


def train(rows: Sequence[Example], buckets: int, *, with_rules: bool) -> Weights:
    """The weights of a logistic regression by AdaGrad, one column a class."""
    weights = np.zeros(((1 << buckets) + len(CLASSES) + 1, len(CLASSES)), dtype=np.float32)
    squares = np.full_like(weights, 1e-6)
    order = np.random.default_rng(0)
    for _ in range(ROUNDS):
        for at in order.permutation(len(rows)):
            seen = _inputs(rows[at], buckets, with_rules=with_rules)
            error = chances(weights, seen)
            error[rows[at].gold] -= 1
            slope = error[None, :] + PULL * weights[seen]
            squares[seen] += slope**2
            weights[seen] -= STEP * slope / np.sqrt(squares[seen])
    return weights


def _inputs(row: Example, buckets: int, *, with_rules: bool) -> NDArray[np.int64]:
    always = 1 << buckets
    return np.append(row.seen, [always, always + 1 + row.rules] if with_rules else [always])


def chances(weights: Weights, seen: NDArray[np.int64]) -> Weights:
    """The chance of each class."""
    worth = weights[seen].sum(axis=0)
    powers = np.exp(worth - worth.max())
    return np.asarray(powers / powers.sum(), dtype=np.float32)


def scores(gold: Sequence[int], said: Sequence[int]) -> tuple[float, float]:
    """F1 of finding commitments, and the share of those found whose force is right."""
    both = [(g, s) for g, s in zip(gold, said, strict=True) if g and s]
    f1 = 2 * len(both) / max(1, sum(g > 0 for g in gold) + sum(s > 0 for s in said))
    return f1, sum(g == s for g, s in both) / max(1, len(both))


def trial(name: str, rows: Sequence[Example], tested: Sequence[Example], buckets: int) -> None:
    """Trains, tries on what was not trained on, and prints beside the rules."""
    gold = [row.gold for row in tested]
    answers = {"rules": [row.rules for row in tested]}
    for label, with_rules in (("learned", False), ("both", True)):
        weights = train(rows, buckets, with_rules=with_rules)
        answers[label] = [int(chances(weights, _inputs(r, buckets, with_rules=with_rules)).argmax()) for r in tested]
    cells = "  ".join(
        f"{label} F1 {f1:.3f} force {right:.3f}"
        for label, said in answers.items()
        for f1, right in [scores(gold, said)]
    )
    print(f"{name:28} {cells}")


def main() -> None:
    """Trains and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--buckets", type=int, default=16, help="2 to this power weights a class")
    parser.add_argument("--write", type=Path, help="keep the model that was trained on all agreements at hand")
    options = parser.parse_args()
    paths = source_files(SOURCES)
    dev, held_out = (
        {
            name: examples(read_document(paths[name]), gold, options.buckets)
            for name, gold in read_gold(GOLD / folder).items()
        }
        for folder in ("dev", "held-out")
    )
    for left_out, tested in dev.items():
        rows = [row for name, found in dev.items() if name != left_out for row in found]
        trial(f"on {left_out}", rows, tested, options.buckets)
    at_hand = [row for found in dev.values() for row in found]
    for name, tested in held_out.items():
        trial(f"on {name} (held out)", at_hand, tested, options.buckets)
    if options.write:
        np.savez_compressed(options.write, weights=train(at_hand, options.buckets, with_rules=False).astype(np.float16))
        print(f"{options.write}: {options.write.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
