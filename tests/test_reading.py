"""An agreement to read: every sentence in its place, every commitment marked once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.read.document import read_document
from graph.store import Snapshot, reading
from viz.reading import AgreementText, NoSuchAgreementError, agreement_text

YEARS = (2020, 2022, 2023, 2024, 2027)


@pytest.fixture(scope="module")
def snapshot(built: Path) -> Iterator[Snapshot]:
    """The open store of the five agreements."""
    with reading(built) as found:
        yield found


@pytest.fixture(scope="module")
def texts(snapshot: Snapshot) -> dict[int, AgreementText]:
    """Each agreement to read, by its year."""
    return {year: agreement_text(snapshot, f"oea-kommuner-{year}") for year in YEARS}


@pytest.mark.parametrize("year", YEARS)
def test_every_sentence_stands_in_the_text_once_and_in_order(
    texts: dict[int, AgreementText], agreements: Path, year: int
) -> None:
    """The paragraphs put together are the sentences that were read, none lost and none twice."""
    text = texts[year]
    shown = "".join(piece.text for part in text.parts for block in part.blocks for piece in block.pieces)
    document = read_document(agreements / f"oea-kommuner-{year}.txt")
    said = "".join(document.words(unit.span) for unit in document.units)
    assert "".join(shown.split()) == "".join(said.split())


@pytest.mark.parametrize("year", YEARS)
def test_every_commitment_is_marked_with_its_own_words(texts: dict[int, AgreementText], year: int) -> None:
    """What is marked as a commitment is its quote."""
    text = texts[year]
    marked: dict[str, str] = {}
    for part in text.parts:
        for block in part.blocks:
            for piece in block.pieces:
                if piece.commitment:
                    marked[piece.commitment] = marked.get(piece.commitment, "") + piece.text
    assert len(text.commitments) > 100
    assert marked == {one.id: one.quote for one in text.commitments}


def test_sections_stand_as_headings_and_tables_with_their_rows(texts: dict[int, AgreementText]) -> None:
    """Chapters, boxes and tables keep their level, number and title; a table its rows in order."""
    parts = texts[2027].parts
    assert [part.title for part in parts if part.level == 1][1] == "Kommunernes økonomiske rammer for 2027"
    table = next(part for part in parts if part.kind == "table")
    assert [row.label for row in table.figures][:2] == ["Serviceudgifter, netto", "Overførsler"]
    assert table.figures[-1].label == "Indtægter i alt"


def test_an_agreement_that_is_not_there_is_named(snapshot: Snapshot) -> None:
    """The message says which one, and what to do."""
    with pytest.raises(
        NoSuchAgreementError, match="oea-kommuner-2021 is not in the store: `aftalegraf build` its file"
    ):
        agreement_text(snapshot, "oea-kommuner-2021")
