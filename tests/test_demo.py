"""`aftalegraf demo` shows the whole way, again without reading again, and over a store of an earlier version."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from aftalegraf.cli import cli

TEXT = (
    "Regeringen og KL er enige om at udvide antallet af botilbud med 100 mio. kr. i 2024. "
    "Parterne er enige om at følge op i 2023.\n"
)


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small agreement in the place of the five."""
    folder = tmp_path / "agreements"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "documents.tsv").write_text(
        "document\tfile\ttitle\tyear\tdate\tsignatories\n"
        "oea-kommuner-2024\ta.txt\tAftale om kommunernes økonomi for 2024\t2024\t\tregeringen;kl\n",
        encoding="utf-8",
    )
    monkeypatch.setattr("aftalegraf.commands.demo.example_folder", lambda: folder)
    monkeypatch.setenv("COLUMNS", "100")  # sentences are wrapped to the width of the screen
    return tmp_path / "demo"


def demo(folder: Path) -> str:
    """What the demo prints."""
    result = CliRunner().invoke(cli, ["demo", "--folder", str(folder)])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_demo_shows_numbers_an_answer_a_trace_and_the_page(example: Path) -> None:
    """Everything that the issue of a first look asks for is printed, and the page is there."""
    told = demo(example)
    assert "1 agreements in" in told
    assert "commitments   2: 2 agree (enighed)" in told
    assert "sums          1" in told
    assert "aftalegraf query --named follow-up-in-year -p year=2023" in told
    assert "Parterne er enige om at følge op i 2023." in told
    assert "beløb: 100 mio. kr. (2024)" in told
    assert told.rstrip().endswith(str(example.resolve() / "network.html"))
    assert "botilbud" in (example / "network.html").read_text(encoding="utf-8")


def test_a_second_demo_reads_nothing_again(example: Path) -> None:
    """What is in the store is not read again."""
    demo(example)
    assert "(0 read, 1 unchanged since the last run)" in demo(example)


def test_a_demo_store_of_another_version_is_made_anew(example: Path) -> None:
    """The demo's own store may be thrown away when the program has changed its format."""
    demo(example)
    info = example / "aftalegraf.store" / "store.json"
    info.write_text(json.dumps({**json.loads(info.read_text(encoding="utf-8")), "format": 99}), encoding="utf-8")
    assert "(1 read, 0 unchanged since the last run)" in demo(example)


def test_a_demo_folder_that_cannot_be_made_is_named(example: Path) -> None:
    """A file in the way is one line."""
    example.write_text("", encoding="utf-8")
    result = CliRunner().invoke(cli, ["demo", "--folder", str(example / "x")])
    assert result.exit_code == 1
    assert "name another with --folder" in result.stderr
