"""The extraction keeps what it has reached on the gold, and every quote stands in its source."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from benchmarks.quality import extracted
from benchmarks.quality import scored as measured_on
from extract.evaluate import Measure, Score, score
from extract.gold import read_gold, read_sources, scored_record, source_files
from extract.pipeline import extract_commitments
from extract.read.document import read_document
from extract.records import to_record

HERE = Path(__file__).parent
QUALITY = tomllib.loads((HERE / "cases" / "quality.toml").read_text(encoding="utf-8"))
FLOORS = QUALITY["floors"]


@pytest.fixture(scope="module")
def scored(gold: Path) -> Score:
    """The extraction scored against the gold."""
    return measured_on(gold)


@pytest.mark.parametrize("name", FLOORS)
def test_no_figure_falls_below_its_floor(scored: Score, name: str) -> None:
    """Each figure is at least what `cases/quality.toml` says."""
    figure = dict(scored.figures)[name]
    assert (figure.f1 if isinstance(figure, Measure) else figure) >= FLOORS[name]


@pytest.mark.parametrize(("name", "agreements"), [("styles", 12), ("styles-2", 19), ("styles-3", 21), ("styles-4", 12)])
def test_no_figure_falls_in_other_styles(name: str, agreements: int) -> None:
    """Agreements on other matters by other parties are read as well as `cases/quality.toml` says."""
    folder = HERE / "gold" / name
    gold = read_gold(folder / "gold")
    assert len(gold) == agreements
    paths = source_files(folder)
    found = {}
    for document in gold:
        read = read_document(paths[document])
        found[document] = [scored_record(to_record(read, one)) for one in extract_commitments(read)]
    figures = dict(score(gold, found, read_sources(folder, tuple(gold))).figures)
    floors = QUALITY.get(name, QUALITY["styles"])
    reached = {key: figures[key].f1 if isinstance(figures[key], Measure) else figures[key] for key in floors}
    assert {key: value for key, value in reached.items() if value < floors[key]} == {}
    assert figures["quotes_not_in_source"] == 0


def test_the_floors_cover_every_field() -> None:
    """No field is left unguarded."""
    assert len(FLOORS) == 15


@pytest.mark.parametrize("document", [f"oea-kommuner-{year}" for year in (2020, 2022, 2023, 2024, 2027)])
def test_every_quote_stands_in_its_source(agreements: Path, document: str) -> None:
    """The letters and digits of each quote stand in the file, in the five agreements with gold and without."""
    found = extracted(document)
    assert len(found) > 100
    figures = dict(score({document: found}, {document: found}, read_sources(agreements, (document,))).figures)
    assert figures["quotes_not_in_source"] == 0
