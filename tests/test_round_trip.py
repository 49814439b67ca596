"""What is exported can be read back: the records build the same records, the graph's formats hold the same graph."""

from __future__ import annotations

import json
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat

from graph.build import build
from graph.export import export
from graph.store import reading
from graph.stored_records import stored_records

Records = list[dict[str, Any]]


def records_of(store: Path) -> Records:
    """The records of a store."""
    with reading(store) as snapshot:
        return list(stored_records(snapshot))


def rebuilt(records: Iterable[dict[str, Any]], folder: Path) -> Records:
    """The records of a store that is built from records."""
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    (folder / "records.jsonl").write_text(lines, encoding="utf-8")
    report = build([folder / "records.jsonl"], folder / "aftalegraf.store")
    assert [file.reason for file in report.files] == [""]
    return records_of(folder / "aftalegraf.store")


@pytest.mark.slow
def test_records_of_the_five_agreements_build_the_same_records(built: Path, tmp_path: Path) -> None:
    """Nothing that a record holds is lost in a store: not its page and line, its file, or the words of a field."""
    records = records_of(built)
    assert len(records) > 1000
    assert rebuilt(records, tmp_path) == records


def test_a_record_by_hand_keeps_what_it_says_and_gets_no_words_it_has_not(tmp_path: Path) -> None:
    """Evidence, page, line and file stay as told; a confidence of 0 is one, and an untold reason stays untold."""
    quote = "Regeringen afsætter 5 mio. kr. og 5 mio. kr., jf. loven og de to aftaler."
    references = [
        {"kind": "agreement", "target": "aftale-a", "text": "de to aftaler", "reason": ""},
        {"kind": "agreement", "target": "aftale-b", "text": "de to aftaler", "reason": ""},
        {"kind": "law", "target": None, "text": "loven", "reason": ""},
    ]
    first = {"value": 5_000_000, "unit": "DKK", "text": "5 mio. kr."}
    record = {
        "document": "min-aftale-2025",
        "quote": quote,
        "force": "allocate",
        "start": 40,
        "end": 40 + len(quote),
        "page": 7,
        "line": 12,
        "source": "min aftale.pdf",
        "confidence": 0.0,
        "references": references,
        "amounts": [first, first],
        "evidence": [
            {"field": "amounts", "words": "5 mio. kr.", "start": 60, "end": 70, "rule": "money.sum"},
            {"field": "amounts", "words": "5 mio. kr.", "start": 74, "end": 84, "rule": "money.sum"},
            {"field": "references", "words": "de to aftaler", "start": 99, "end": 112, "rule": "back.agreements"},
        ],
    }
    again = rebuilt([record, {"document": "anden-aftale", "quote": "KL er enig.", "force": "agree"}], tmp_path)
    kept = {key: value for key, value in again[1].items() if key in record and key not in ("amounts", "evidence")}
    assert kept == {key: value for key, value in record.items() if key not in ("amounts", "evidence")}
    assert [{key: amount[key] for key in first} for amount in again[1]["amounts"]] == [first, first]
    assert again[1]["evidence"] == record["evidence"]
    other = {key: again[0][key] for key in ("page", "line", "source", "confidence", "evidence")}
    assert other == {"page": None, "line": None, "source": "records.jsonl", "confidence": 1.0, "evidence": []}


@pytest.mark.parametrize(
    ("format_name", "rdf_format"),
    [
        ("nquads", RdfFormat.N_QUADS),
        ("trig", RdfFormat.TRIG),
        ("jsonld", RdfFormat.JSON_LD),
        ("turtle", RdfFormat.TURTLE),
    ],
)
@pytest.mark.slow
def test_the_graph_is_the_same_in_each_format(built: Path, format_name: str, rdf_format: RdfFormat) -> None:
    """N-Quads, TriG and JSON-LD hold every quad; Turtle, which has no named graphs, their union."""
    with reading(built) as snapshot:
        quads = set(snapshot.database)
        target = BytesIO()
        export(snapshot, format_name, target)
    found = set(pyoxigraph.parse(BytesIO(target.getvalue()), format=rdf_format))
    assert len(quads) > 150_000
    if format_name == "turtle":
        assert {quad.triple for quad in found} == {quad.triple for quad in quads}
    else:
        assert found == quads
