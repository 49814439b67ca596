"""`extract.evaluate` gives the figures of the gold's own scorer, and finds what is wrong with a record."""

from __future__ import annotations

import importlib.util
import json
import random
from copy import deepcopy
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.evaluate import fold, locate, measure, score
from extract.gold import GoldError, read_gold, read_records, read_sources, scored_record

Record = dict[str, Any]


@pytest.fixture(scope="module")
def scorer(checkout: Path) -> ModuleType:
    """The scorer that came with the gold."""
    spec = importlib.util.spec_from_file_location("gold_scorer", checkout / "tests" / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def damaged(records: list[Record], seed: int) -> list[Record]:
    """The gold as a poor extractor might give it: records missing, cut, joined to others, fields lost and mixed up."""
    chance = random.Random(seed)
    found = []
    for record in deepcopy(records):
        if chance.random() < 0.15:
            continue
        if chance.random() < 0.2:
            words = record["quote"].split()
            record["quote"] = " ".join(words[: max(1, int(len(words) * chance.uniform(0.3, 1)))])
        for field in ("force", "parties", "amounts", "references", "follow_up", "deadline", "areas", "years", "topics"):
            if chance.random() < 0.2:
                record[field] = deepcopy(chance.choice(records)[field])
        if chance.random() < 0.05:
            record["quote"] = "Dette står der ikke i nogen aftale " + record["quote"]
        found.append(record)
    return found + deepcopy(found[:3])


@pytest.mark.parametrize("seed", range(6))
def test_figures_are_those_of_the_golds_scorer(scorer: ModuleType, gold: Path, agreements: Path, seed: int) -> None:
    """Every key and every figure equals the scorer's, to the last bit, also for records that are wrong in many ways."""
    files = sorted(gold.glob("*.jsonl"))
    raw = {path.stem: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] for path in files}
    sources = read_sources(agreements, tuple(raw))
    found = {document: damaged(records, seed) for document, records in raw.items()} if seed else deepcopy(raw)
    ours = score(
        {document: [scored_record(r) for r in records] for document, records in raw.items()},
        {document: [scored_record(r) for r in records] for document, records in found.items()},
        sources,
    )
    theirs = scorer.score(raw, found, sources)
    missed, spurious = theirs.pop("_missed"), theirs.pop("_spurious")
    assert ours.json_object() == theirs
    assert list(ours.json_object()) == list(theirs)
    assert [record.quote for record in ours.missed] == [record["quote"] for record in missed]
    assert [record.quote for record in ours.spurious] == [record["quote"] for record in spurious]


def test_gold_scores_full_marks_against_itself(gold: Path, agreements: Path) -> None:
    """Gold is found whole in the sources: nothing is missed, nothing stands outside the text."""
    records = read_gold(gold)
    assert {name: len(found) for name, found in records.items()} == {"oea-kommuner-2020": 225, "oea-kommuner-2023": 231}
    figures = dict(score(records, records, read_sources(agreements, tuple(records))).figures)
    assert figures["quotes_not_in_source"] == 0
    assert figures["detection"] == measure(456, 456, 456)


def test_no_records_at_all_score_nothing(gold: Path, agreements: Path) -> None:
    """An extractor that finds nothing gets zeros, not an error."""
    records = read_gold(gold)
    figures = dict(score(records, {}, read_sources(agreements, tuple(records))).figures)
    assert figures["detection"] == measure(0, 0, 456)
    assert figures["force_accuracy"] == 0.0


def test_nothing_on_either_side_is_no_figure() -> None:
    """A measure of what neither side has is None."""
    assert measure(0, 0, 0) is None


@settings(max_examples=60)
@given(st.text(alphabet="abcæøå", min_size=40, max_size=80), st.integers(0, 20), st.integers(0, 15))
def test_a_quote_in_two_pieces_is_found(source: str, start: int, gap: int) -> None:
    """A quote that a box cuts in two is located at both its pieces, in order."""
    words = source + "MELLEM" * gap + source[::-1]
    quote = fold(source[start:] + source[::-1])
    places = locate(quote, fold(words), 0)
    assert "".join(fold(words)[s:e] for s, e in places) == quote
    assert list(places) == sorted(places)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("[]", "record: an object is needed"),
        ('{"quote": "x"}', "document: a text is needed"),
        ('{"document": "d", "quote": ""}', "quote: a text is needed"),
        ('{"document": "d", "quote": "x", "amounts": [{"value": "1"}]}', "amounts[0].value: a number is needed"),
        ('{"document": "d", "quote": "x", "references": [1]}', "references[0]: an object is needed"),
        ('{"document": "d", "quote": "x", "deadline": 2027}', "deadline: a text or null is needed"),
        ('{"document": "d", "quote": "x", "years": ["2027"]}', "years: a whole number is needed"),
        ("{", "Expecting property name enclosed in double quotes"),
    ],
)
def test_a_wrong_record_is_named_by_file_line_and_field(tmp_path: Path, line: str, message: str) -> None:
    """What cannot be scored says where it stands and what is needed there."""
    path = tmp_path / "d.jsonl"
    path.write_text('{"document": "d", "quote": "x"}\n\n' + line + "\n", encoding="utf-8")
    with pytest.raises(GoldError) as error:
        read_records(path)
    assert f"{path}, line 3: {message}" in str(error.value)


def test_gold_without_sources_is_refused(gold: Path, tmp_path: Path) -> None:
    """A folder of sources that lacks a document of the gold is named with the document."""
    (tmp_path / "documents.tsv").write_text("document\tfile\n", encoding="utf-8")
    with pytest.raises(GoldError, match="no row for oea-kommuner-2020, oea-kommuner-2023"):
        read_sources(tmp_path, tuple(read_gold(gold)))
