"""Promises to come back to a matter: made sentences in many agreements' styles, and the gold of two agreements."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extract.followup import add_follow_up, find_follow_up
from extract.models import (
    Commitment,
    CommitmentId,
    Deadline,
    Document,
    DocumentId,
    Evidence,
    FollowUp,
    Identity,
)
from extract.read.document import read_document
from extract.references import empty_memory, mentions_in
from tests.quotes import finder

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "cases" / "followup.toml").read_text(encoding="utf-8"))
GOLD = HERE / "gold" / "dev"
TEXTS = HERE.parent / "examples" / "oekonomiaftaler"


def follow_up(name: str, text: str, deadline: str | None = None) -> FollowUp | None:
    """The follow-up in one sentence of the agreement that the case file calls `name`."""
    who = CASES["citing"][name]
    memory = empty_memory(
        Identity(
            document=DocumentId(who["document"]),
            title=who["title"],
            kind="",
            year=who["year"],
            date=who["date"],
            signatories=(),
        )
    )
    return find_follow_up(text, mentions_in(text, memory), memory.citing, deadline)


def test_all_cases_are_collected() -> None:
    """The case file holds as many cases as were written."""
    assert len(CASES["case"]) >= 70


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["text"][:50])
def test_sentence_is_a_follow_up_or_not(case: dict[str, Any]) -> None:
    """A made sentence is a promise to come back, in the agreement and the year it says, or it is none."""
    found = follow_up(case["citing"], case["text"], case.get("deadline"))
    assert (found is not None) is case["follow_up"]
    assert (found and found.target) == case.get("target")
    assert (found and found.year) == case.get("year")


def test_a_plan_is_the_place_to_take_it_up() -> None:
    """A matter that is to be taken up in a plan has the plan as its target."""
    found = follow_up("kommuner", "Det er aftalt, at pladserne tages op i den kommende 10-årsplan for psykiatrien.")
    assert found is not None
    assert found.target == "10-aarsplan-for-psykiatrien"


def test_own_negotiations_are_a_time_to_come() -> None:
    """The negotiations of the citing agreement, promised before, are the target of the promise."""
    text = (
        "Parterne var enige om at håndtere økonomien i forbindelse med forhandlingerne om kommunernes økonomi for 2012."
    )
    found = follow_up("kommuner", text)
    assert found is not None
    assert found.target == "oea-kommuner-2012"


def test_evidence_is_the_words_that_say_it() -> None:
    """The evidence holds the words of the follow-up at their place in the sentence."""
    text = "Parterne vil i foråret gøre status på arbejdet."
    found = follow_up("kommuner", text)
    assert found is not None
    assert text[found.evidence.start : found.evidence.end] == found.evidence.words == "gøre status på"


def gold_commitments(document: Document, records: list[dict[str, Any]]) -> dict[int, Commitment]:
    """The gold records as commitments at their place, by their number; those cut in two are left out."""
    find = finder(document)
    found = {}
    for number, record in enumerate(records):
        span = find(record["quote"])
        if span is None:
            continue
        commitment = Commitment(
            document=document.id,
            id=CommitmentId(str(number)),
            number=number + 1,
            quote=document.words(span),
            span=span,
            unit=0,
            force=record["force"],
            rule="gold",
            confidence=1.0,
        )
        if record["deadline"]:
            nothing = Evidence(field="deadline", words="", start=span.start, end=span.start, rule="gold")
            commitment = replace(commitment, deadline=Deadline(edtf=record["deadline"], evidence=nothing))
        found[number] = commitment
    return found


@pytest.mark.parametrize("name", ["oea-kommuner-2020", "oea-kommuner-2023"])
def test_gold_follow_ups_are_found(name: str) -> None:
    """On the gold commitments of an agreement, 95 of 100 follow-ups are right and found, with target and year."""
    document = read_document(TEXTS / f"{name}.txt")
    records = [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    commitments = gold_commitments(document, records)
    done = add_follow_up(document, tuple(commitments.values()))
    right = found = wanted = 0
    for number, commitment in zip(commitments, done, strict=True):
        gold, up = records[number]["follow_up"], commitment.follow_up
        wanted += gold is not None
        found += up is not None
        right += bool(gold and up and (up.target, up.year) == (gold["target"], gold["year"]))
        assert up is None or up.evidence in commitment.evidence
    assert wanted > 20
    assert 2 * right / (found + wanted) >= 0.95
