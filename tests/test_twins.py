"""The same agreement given twice: one of them is kept, and that is said."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from aftalegraf.cli import cli
from extract.models import Document
from extract.read.document import read_document
from extract.twins import Seen, are_twins
from graph.build import build

SAVED = Path(__file__).parent / "cases" / "formats" / "oea-kommuner-2020.pdf"
TEXT = (
    "Aftale om havne\n\n1. Indledning\n\nPartierne er enige om at afsætte 5 mio. kr. i 2025.\n\n"
    "Partierne vil mødes igen i foråret 2026.\n\nDer følges op på aftalen inden udgangen af 2027.\n"
)
OTHER = TEXT.replace("5 mio. kr. i 2025", "9 mio. kr. i 2030").replace("foråret 2026", "efteråret 2031")


def agreement(agreements: Path, year: int) -> Document:
    """One of the five agreements."""
    return read_document(agreements / f"oea-kommuner-{year}.txt")


def test_a_pdf_and_its_text_are_twins_and_other_years_are_not(agreements: Path) -> None:
    """What is told is what is said, not the format and not the name."""
    pdf = read_document(SAVED)
    assert are_twins(agreement(agreements, 2020), pdf)
    assert not any(are_twins(agreement(agreements, year), pdf) for year in (2022, 2023, 2024, 2027))


def test_the_first_is_named_and_the_second_is_not_remembered(agreements: Path) -> None:
    """A third copy is a twin of the first."""
    seen, document = Seen(), agreement(agreements, 2022)
    assert [seen.twin(document, place) for place in ("a", "b", "c")] == [None, "a", "a"]


def test_two_that_the_register_names_apart_are_two(tmp_path: Path) -> None:
    """`documents.tsv` has the last word."""
    (tmp_path / "documents.tsv").write_text("document\tfile\na-1\ta.txt\nb-1\tb.txt\n", encoding="utf-8")
    documents = []
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
        documents.append(read_document(tmp_path / name))
    assert not are_twins(documents[0], documents[1])
    assert are_twins(documents[0], documents[2])


def test_two_that_are_for_different_years_are_two(tmp_path: Path) -> None:
    """A budget agreement that repeats last year's word for word was left out."""
    documents = []
    for year in (2026, 2027):
        path = tmp_path / f"{year}.txt"
        path.write_text(TEXT.replace("Aftale om havne", f"Aftale om havne for {year}"), encoding="utf-8")
        documents.append(read_document(path))
    assert not are_twins(*documents)


@pytest.mark.parametrize("runs", [1, 2], ids=["in one run", "in two runs"])
def test_a_build_keeps_one_and_says_so(runs: int, tmp_path: Path) -> None:
    """Also where the first was built before and is unchanged; a text of the same title that says otherwise fails."""
    folder, store = tmp_path / "aftaler", tmp_path / "a.store"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    if runs == 2:
        build([folder], store)
    (folder / "b.md").write_text(TEXT.replace("Aftale om havne", "# Aftale om havne"), encoding="utf-8")
    (folder / "c.txt").write_text(OTHER, encoding="utf-8")
    report = build([folder], store)
    status = {Path(file.path).name: file.status for file in report.files}
    assert status == {"a.txt": "done" if runs == 1 else "skipped", "b.md": "skipped", "c.txt": "failed"}
    reason = next(file.reason for file in report.files if file.path.endswith("b.md"))
    assert "b.md: the same agreement as" in reason
    assert "a.txt, which is kept" in reason
    assert report.counts.agreements == 1


def test_the_commands_say_it_in_one_line(tmp_path: Path, agreements: Path) -> None:
    """`extract` and `build` print a note, give the commitments once, and succeed."""
    folder = tmp_path / "aftaler"
    folder.mkdir()
    shutil.copy(agreements / "oea-kommuner-2027.txt", folder / "a.txt")
    shutil.copy(agreements / "oea-kommuner-2027.txt", folder / "b.txt")
    extracted = CliRunner().invoke(cli, ["extract", str(folder)])
    assert {json.loads(line)["source"] for line in extracted.stdout.splitlines()} == {"a.txt"}
    store = str(tmp_path / "a.store")
    for result in (extracted, CliRunner().invoke(cli, ["build", str(folder), "--store", store])):
        assert result.exit_code == 0
        assert [line.count("which is kept") for line in result.stderr.splitlines() if "b.txt" in line] == [1]
