"""References that cannot be as they stand are told, each in one line, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extract.models import Commitment, Document
from extract.pipeline import extract_commitments
from extract.read.document import read_document
from graph.oddities import odd_references

HEAD = "Aftale om kommunernes økonomi for 2030\n\nRammer\n\n"


def read(folder: Path, text: str) -> tuple[Document, tuple[Commitment, ...]]:
    """An agreement for 2030 that says a text, and its commitments."""
    path = folder / "oea-kommuner-2030.txt"
    path.write_text(HEAD + text + "\n", encoding="utf-8")
    document = read_document(path, folder)
    return document, tuple(extract_commitments(document))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Med Aftale om kommunernes økonomi for 2919 blev det aftalt, at der afsættes 100 mio. kr.", "a year that no"),
        ("Med økonomiaftalen for 2031 blev det aftalt at nedbringe forbruget af konsulenter.", "for a later year"),
    ],
)
def test_what_cannot_be_is_told_in_one_line(tmp_path: Path, text: str, told: str) -> None:
    """A misprinted year, and an agreement that reports a later one (a cycle, where that one reports it)."""
    (line,) = odd_references(*read(tmp_path, text))
    assert told in line
    assert "oea-kommuner-2030, commitment 1: " in line


@pytest.mark.parametrize(
    "text",
    [
        "Med økonomiaftalen for 2029 blev det aftalt at nedbringe forbruget af konsulenter.",
        "Parterne er enige om at følge op i økonomiaftalen for 2031.",
        "Regeringen og KL har i forbindelse med økonomiaftalen for 2031 aftalt at drøfte botilbud.",
        "Med Aftale om kommunernes økonomi for 2030 er parterne enige om en uændret skat.",
    ],
)
def test_what_can_be_is_not_told(tmp_path: Path, text: str) -> None:
    """An older agreement, one that is to come, and an agreement that speaks of itself are as they should be."""
    assert odd_references(*read(tmp_path, text)) == ()


def test_a_record_that_refers_to_its_own_agreement_is_told(tmp_path: Path) -> None:
    """Records of other tools may say so; the text's own mention of itself is no reference."""
    document, (one,) = read(tmp_path, "Med økonomiaftalen for 2029 blev det aftalt at nedbringe forbruget.")
    own = replace(one, references=(replace(one.references[0], target=str(document.id)),))
    (line,) = odd_references(document, [own])
    assert "the agreement itself" in line
