"""The extraction keeps what it has reached on the gold, and every quote stands in its source."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from benchmarks.quality import extracted
from benchmarks.quality import scored as measured_on
from extract.evaluate import Measure, Score, score
from extract.gold import read_sources

FLOORS = tomllib.loads((Path(__file__).parent / "cases" / "quality.toml").read_text(encoding="utf-8"))["floors"]


@pytest.fixture(scope="module")
def scored(gold: Path) -> Score:
    """The extraction scored against the gold."""
    return measured_on(gold)


@pytest.mark.parametrize("name", FLOORS)
def test_no_figure_falls_below_its_floor(scored: Score, name: str) -> None:
    """Each figure is at least what `cases/quality.toml` says."""
    figure = dict(scored.figures)[name]
    assert (figure.f1 if isinstance(figure, Measure) else figure) >= FLOORS[name]


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
