"""The scripts that measure: their parts do what the numbers they print say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks import calibrate, extraction, learned
from extract.explain import explain
from extract.gold import ScoredRecord
from extract.models import Commitment, Document
from extract.pipeline import extract_commitments
from extract.read.given import document_of_text

TEXT = "Regeringen og KL er enige om at afsætte 5 mio. kr. i 2027 til ældreområdet."


def test_copies_are_as_long_as_the_agreement_and_differ(tmp_path: Path) -> None:
    """Each copy has the words of the 2022 agreement, and hardly a line in common with the next."""
    words = extraction.write_copies(tmp_path, 2)
    first, second = ((tmp_path / f"made-00{n}.txt").read_text(encoding="utf-8") for n in (0, 1))
    assert len(first.split()) == len(second.split()) == words // 2
    lines = [line for line in first.splitlines() if len(line) > 60]
    assert sum(line in second for line in lines) < len(lines) / 3
    assert len((tmp_path / "documents.tsv").read_text(encoding="utf-8").splitlines()) == 3


def only(text: str) -> tuple[Document, Commitment]:
    """A text and its one commitment."""
    document = document_of_text(text)
    (commitment,) = extract_commitments(document)
    return document, commitment


@pytest.mark.parametrize(
    ("gold", "force", "party"),
    [
        (ScoredRecord(document="d", quote=TEXT, force="agree", parties=("kl", "regeringen")), True, True),
        (ScoredRecord(document="d", quote=TEXT, force="allocate", parties=("kl",)), False, False),
        (None, False, False),
    ],
)
def test_verdicts_are_golds(gold: ScoredRecord | None, force: bool, party: bool) -> None:
    """A rule is right where gold has what it read, and wrong where gold has not even the sentence."""
    document, commitment = only(TEXT)
    (explained,) = explain(document, [commitment])
    found = dict(calibrate.verdicts(commitment, explained.reasons, gold))
    assert found["force.agree.in-agreement"] is force
    assert found["parties.subject"] is party
    assert not any(rule.startswith("act.") for rule in found)


def test_few_cases_never_make_certainty() -> None:
    """Twenty of twenty is less than a hundred of a hundred, and neither is 1."""
    few, many = (calibrate.Tally() for _ in range(2))
    few.said["dev"] = few.right["dev"] = 20
    many.said["dev"] = many.right["dev"] = 1000
    assert few.precision < many.precision == 0.99


def test_the_classifier_learns_what_can_be_learned() -> None:
    """Two kinds of sentences told apart by a word; the same sentence is seen the same way in every process."""
    said = [("KL vil følge det", 2), ("Der afsættes 5 mio. kr.", 4)] * 4
    rows = [learned.Example(seen=learned.seen_in(t, "", False, 10), gold=g, rules=0) for t, g in said]
    weights = learned.train(rows, 10, with_rules=False)
    seen = learned.seen_in("Der afsættes 7 mio. kr.", "", False, 10)
    assert learned.chances(weights, np.append(seen, 1 << 10)).argmax() == 4
    assert learned.seen_in("KL vil", "", False, 16).tolist() == learned.seen_in("KL vil", "", False, 16).tolist()
    assert learned.scores([0, 1, 2], [0, 1, 1]) == (1.0, 0.5)
