"""How often each family of rules is right on the gold: what confidence is made of.

    python -m benchmarks.calibrate [--write]

A commitment's rule is right where gold has the commitment with the same force; a field's rule where gold has what it
read in that field. Prints for each family how many there were and how many were right, on the gold at hand and on the
gold held out; `--write` puts the precision of both together, one right and one wrong added (so that few cases never
make certainty), into `extract/lexicon/confidence.toml`.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extract.confidence import ancestry
from extract.evaluate import same_commitments
from extract.explain import Reason, explain
from extract.gold import ScoredRecord, read_gold, read_sources, scored_record, source_files
from extract.models import Commitment, Document
from extract.pipeline import extract_commitments
from extract.read.document import read_document
from extract.records import to_record

CHECKOUT = Path(__file__).resolve().parent.parent
SOURCES = CHECKOUT / "examples" / "oekonomiaftaler"
GOLD = CHECKOUT / "tests" / "gold"
TABLE = CHECKOUT / "extract" / "lexicon" / "confidence.toml"
ENOUGH = 20  # cases that a family needs to speak for itself; one with fewer is spoken for by the next wider one
_FIELDS = {"party": "parties", "obliged": "obliged", "area": "areas", "topic": "topics", "years": "years"}


@dataclass(slots=True)
class Tally:
    """How often the rules of a family spoke, and how often they were right, by folder of gold."""

    said: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        """The share that was right, one right and one wrong added; never quite 1."""
        return min(0.99, (self.right.total() + 1) / (self.said.total() + 2))


def verdicts(
    commitment: Commitment, reasons: Sequence[Reason], gold: ScoredRecord | None
) -> Iterator[tuple[str, bool]]:
    """Each rule that spoke, and whether gold bears it out; fields that no gold has say nothing."""
    yield commitment.rule, gold is not None and gold.force == commitment.force
    for reason in reasons:
        right = None if reason.field == "force" else borne_out(commitment, reason, gold)
        if right is not None:
            yield reason.rule, right


def borne_out(commitment: Commitment, reason: Reason, gold: ScoredRecord | None) -> bool | None:
    """Whether gold has what the reason read; None where gold does not tell of such a field."""
    if reason.field in _FIELDS:
        held = {str(item) for item in getattr(gold, _FIELDS[reason.field])} if gold else set()
        return bool(reason.items) and held.issuperset(reason.items)
    if reason.field == "amounts":
        read = [amount for amount in commitment.amounts if amount.evidence.start == reason.span.start]
        known = (
            {(amount.value, amount.unit, amount.years, amount.per_year) for amount in gold.amounts} if gold else set()
        )
        return all((round(float(a.value), 2), a.unit, tuple(sorted(a.years)), a.per_year) in known for a in read)
    if reason.field == "references":
        targets = {reference.target for reference in gold.references} if gold else set()
        texts = " ".join(reference.text for reference in gold.references) if gold else ""
        return all(item in targets or item in texts for item in reason.items)
    if reason.field == "deadline":
        return gold is not None and gold.deadline == (reason.items[0] if reason.items else None)
    if reason.field == "follow_up":
        return gold is not None and gold.follows_up
    return None


def tally(folder: Path, tallies: dict[str, Tally]) -> None:
    """Counts the verdicts on a folder of gold into `tallies`, for each family of each rule."""
    records = read_gold(folder)
    texts, paths = read_sources(SOURCES, tuple(records)), source_files(SOURCES)
    for name, gold in records.items():
        document = read_document(paths[name])
        for rule, right in _document_verdicts(document, gold, texts[name]):
            for family in ancestry(rule):
                tallies[family].said[folder.name] += 1
                tallies[family].right[folder.name] += right


def _document_verdicts(document: Document, gold: Sequence[ScoredRecord], text: str) -> Iterator[tuple[str, bool]]:
    commitments = extract_commitments(document)
    scored = [scored_record(to_record(document, commitment)) for commitment in commitments]
    partner = {found: gold[known] for known, found in same_commitments(gold, scored, text)}
    for index, (commitment, explained) in enumerate(zip(commitments, explain(document, commitments), strict=True)):
        yield from verdicts(commitment, explained.reasons, partner.get(index))


def kept(tallies: dict[str, Tally]) -> dict[str, Tally]:
    """The families that have cases enough, and say something else than the next wider one, in alphabetical order."""
    enough = {family: one for family, one in sorted(tallies.items()) if one.said.total() >= ENOUGH}
    found = {}
    for family, one in enough.items():
        wider = next((enough[name] for name in ancestry(family)[1:] if name in enough), None)
        if wider is None or round(wider.precision, 2) != round(one.precision, 2):
            found[family] = one
    return found


def main() -> None:
    """Measures and prints; writes where that is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="put the figures into the phrase files")
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    folders = ("dev", "held-out")
    for folder in folders:
        tally(GOLD / folder, tallies)
    measured = kept(tallies)
    print(f"{'family':36}" + "".join(f"{folder:>18}" for folder in folders) + "   precision")
    for family, one in sorted(tallies.items()):
        if one.said.total() < ENOUGH:
            continue
        cells = "".join(f"{one.right[folder]:>8} of {one.said[folder]:<5} " for folder in folders)
        print(f"{family:36} {cells} {one.precision:8.2f}{'' if family in measured else '  (as the wider one)'}")
    if parser.parse_args().write:
        head = TABLE.read_text(encoding="utf-8").partition("[precision]")[0]
        lines = [f'"{family}" = {one.precision:.2f}' for family, one in measured.items()]
        TABLE.write_text(f"{head}[precision]\n" + "\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
