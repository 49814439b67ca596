"""What each clue to a topic or an area is worth, fitted on the gold: the figures in `[weights]` of the phrase files.

    python -m benchmarks.fit_clues [--pull 1.0] [--all]

Fits a logistic regression (which sums of clues speak for a topic, for an area?) on the gold but for one agreement,
tells how well it predicts that one, and prints the weights of all together. `--pull` draws them towards 0: with much
gold it may be small; `--all` takes all sets of gold, each set left out once. Areas are fitted with the gold's topics.
Nothing is written: what the weights say is looked at, rounded, and put into `topics.toml` and `areas.toml` by hand.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extract.areas import area_clues, area_spotter
from extract.gold import source_files
from extract.models import Commitment, CommitmentId, Document, Span, TopicId
from extract.read.document import read_document
from extract.surroundings import Clue, Clues, Surroundings, Where, weights
from extract.topics import topic_clues, topic_spotter

CHECKOUT = Path(__file__).resolve().parent.parent
Row = tuple[Clues, frozenset[str]]  # the clues for each concept seen, and the concepts that the gold has
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A gold record laid onto its document."""

    commitment: Commitment
    topics: frozenset[str]
    areas: frozenset[str]


def place(document: Document, gold: Path) -> tuple[Placed, ...]:
    """The records of a gold file as commitments of the document, found by their words; others are left out."""
    found, cursor = [], 0
    for line in gold.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        quote = " ".join(record["quote"].split())
        start = max(document.text.find(quote, cursor), document.text.find(quote))
        if start < 0:
            continue
        cursor, span = start, Span(start=start, end=start + len(quote))
        unit = next(i for i, unit in enumerate(document.units) if unit.span.end > start)
        commitment = Commitment(
            document=document.id,
            id=CommitmentId(""),
            number=0,
            quote=quote,
            span=span,
            unit=unit,
            force="agree",
            rule="",
            confidence=1.0,
        )
        found.append(
            Placed(commitment=commitment, topics=frozenset(record["topics"]), areas=frozenset(record["areas"]))
        )
    return tuple(found)


def vector(clues: Iterable[Clue], names: Sequence[Where]) -> Vector:
    """How much of each clue there is, the one for "always" included."""
    sums = dict.fromkeys(names, 0.0)
    for clue in (Clue("always"), *clues):
        if clue.where in sums:
            sums[clue.where] += clue.value
    return np.array(list(sums.values()))


def fit(rows: Sequence[Row], names: Sequence[Where], pull: float) -> Vector:
    """The weights of a logistic regression by Newton's steps, drawn towards 0 by `pull` (but for "always")."""
    inputs = np.array([vector(seen, names) for clues, _ in rows for seen in clues.values()])
    truth = np.array([concept in gold for clues, gold in rows for concept in clues], dtype=float)
    drawn = np.diag([0.01 if name == "always" else pull for name in names])
    worth: Vector = np.zeros(len(names))
    for _ in range(40):
        chance = 1 / (1 + np.exp(-inputs @ worth))
        slope = inputs.T @ (chance - truth) + drawn @ worth
        worth = worth - np.linalg.solve((inputs.T * (chance * (1 - chance))) @ inputs + drawn, slope)
    return worth


def chosen(clues: Clues, names: Sequence[Where], worth: Vector) -> list[tuple[float, str]]:
    """The concepts by what their clues are worth together, the most first."""
    return sorted(((float(vector(seen, names) @ worth), concept) for concept, seen in clues.items()), reverse=True)


def topics_of(clues: Clues, names: Sequence[Where], worth: Vector) -> frozenset[str]:
    """The topics whose clues speak for them."""
    return frozenset(topic for value, topic in chosen(clues, names, worth) if value > 0)


def areas_of(clues: Clues, names: Sequence[Where], worth: Vector) -> frozenset[str]:
    """The area with the most, and the next where its clues speak for it."""
    ranked = chosen(clues, names, worth)[:2]
    return frozenset(area for rank, (value, area) in enumerate(ranked) if rank == 0 or value > 0)


def f1(rows: Sequence[Row], choose: Callable[[Clues], frozenset[str]]) -> float:
    """The micro F1 of what is chosen."""
    pairs = [(gold, choose(clues)) for clues, gold in rows]
    hits = sum(len(gold & found) for gold, found in pairs)
    return 2 * hits / max(1, sum(len(gold) + len(found) for gold, found in pairs))


def report(name: str, rows: dict[str, list[Row]], pull: float) -> None:
    """Prints how well each agreement predicts the others, and the weights of all together."""
    names = [where for where, worth in weights(name).items() if worth and where != "title"]
    choose = topics_of if name == "topics" else areas_of
    for left_out, tested in rows.items():
        worth = fit([row for document, found in rows.items() if document != left_out for row in found], names, pull)
        print(f"{name}: F1 on {left_out}, fitted on the rest: {f1(tested, lambda c, w=worth: choose(c, names, w)):.3f}")  # type: ignore[misc]
    print(f"[weights] of {name}.toml")
    for where, value in zip(names, fit([row for found in rows.values() for row in found], names, pull), strict=True):
        print(f"{where} = {value:.1f}")


def _gold(*, every: bool) -> Iterator[tuple[str, Path, Path]]:
    """What is left out together, a gold file and its source: the two agreements at hand, or each set of gold."""
    folder, texts = CHECKOUT / "tests" / "gold", CHECKOUT / "examples" / "oekonomiaftaler"
    sets = [(folder / "dev", texts)]
    if every:
        sets += [(folder / "held-out", texts)]
        sets += [(made / "gold", made) for made in sorted(folder.glob("styles*"))]
    for marked, sources in sets:
        files = source_files(sources)
        for gold in sorted(marked.glob("*.jsonl")):
            yield f"{marked.parent.name}/{marked.name}" if every else gold.stem, gold, files[gold.stem]


def main() -> None:
    """Reads the gold of the checkout and prints both reports."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pull", type=float, default=1.0)
    parser.add_argument("--all", action="store_true")
    options = parser.parse_args()
    pull: float = options.pull
    topics: dict[str, list[Row]] = {}
    areas: dict[str, list[Row]] = {}
    for name, gold, source in _gold(every=options.all):
        document = read_document(source)
        placed = place(document, gold)
        seen, around = Surroundings(document, topic_spotter()), Surroundings(document, area_spotter())
        topics.setdefault(name, []).extend((topic_clues(seen, one.commitment), one.topics) for one in placed)
        known = [replace(one.commitment, topics=tuple(map(TopicId, sorted(one.topics)))) for one in placed]
        areas.setdefault(name, []).extend(
            (area_clues(around, one), two.areas) for one, two in zip(known, placed, strict=True)
        )
    report("topics", topics, pull)
    report("areas", areas, pull)


if __name__ == "__main__":
    main()
