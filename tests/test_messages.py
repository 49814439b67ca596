"""Errors and notes in Danish: each that the source can make has its Danish, and keeps what it names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner

from aftalegraf.cli import cli
from aftalegraf.language import LOCALE
from aftalegraf.messages import told
from tests.said import messages

GAP = re.compile(r"\{\w+\}")


@pytest.fixture(autouse=True)
def _spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test speaks is forgotten after it."""
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.delenv("AFTALEGRAF_LANG", raising=False)


@pytest.fixture(scope="module")
def catalogue() -> dict[str, str]:
    """The Danish of each English message."""
    with (LOCALE / "da" / "LC_MESSAGES" / "aftalegraf.po").open("rb") as stream:
        return {str(one.id): str(one.string) for one in read_po(stream) if one.id}


def test_every_message_of_the_source_has_its_danish(checkout: Path, catalogue: dict[str, str]) -> None:
    """Each error and note that any layer can make, found where it is raised or printed."""
    found = messages(checkout)
    assert len(found) >= 240, "the way messages are found finds fewer than there are"
    missing = {text: place for text, place in found.items() if text not in catalogue}
    assert not missing, "add these to the catalogue (aftalegraf/locale), and run `make catalogues`"


def test_what_is_looked_for_in_the_source_is_found(checkout: Path) -> None:
    """An error that is raised, a part of one that a function gives back, a warning, a note."""
    found = messages(checkout)
    for text in (
        "{0}: there is no store here: make one with `aftalegraf build`",
        "is known but not read",
        "{0}: says nowhere that somebody agrees: is it a political agreement?",
        "Open {0} in a browser.",
    ):
        assert text in found


def test_each_message_is_said_by_its_own_template(
    checkout: Path, catalogue: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With something in every gap, the Danish of that very message comes out, and the values are in it."""
    monkeypatch.setenv("LANGUAGE", "da")
    for text in messages(checkout):
        english, danish = text, catalogue[text]
        for place, gap in enumerate(dict.fromkeys(GAP.findall(text))):
            english, danish = english.replace(gap, f"v{place}"), danish.replace(gap, f"v{place}")
        assert told(english) == danish


@pytest.mark.parametrize(
    ("english", "danish"),
    [
        (
            "/a/b.store: there is no store here: make one with `aftalegraf build`",
            "/a/b.store: her er ingen graf: lav en med `aftalegraf build`",
        ),
        (
            "C:\\a b\\x.jsonl: line 3: evidence: 'år' does not stand at 1 to 4, but 'is'",
            "C:\\a b\\x.jsonl: linje 3: evidence: 'år' står ikke fra 1 til 4; der står 'is'",
        ),
        (
            "Note: x.pdf: cannot be opened (No such file or directory): check the name and the disk",
            "Bemærk: x.pdf: kan ikke åbnes (filen eller mappen findes ikke): efterse navnet og disken",
        ),
        (
            "x.jsonl: line 3: the JSON is nested too deeply; 7 more to mend: line 4, 5 and 5 more",
            "x.jsonl: linje 3: JSON er indlejret for dybt; 7 mere at rette: linje 4, 5 og 5 mere",
        ),
        ("what nobody has translated: stays as it is", "what nobody has translated: stays as it is"),
    ],
)
def test_what_stands_in_a_gap_is_said_too(english: str, danish: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A message inside a message, a reason of the operating system, a path with blanks and colons."""
    assert told(english) == english
    monkeypatch.setenv("LANGUAGE", "da")
    assert told(english) == danish


def test_a_fault_against_a_shape_is_told_in_danish(monkeypatch: pytest.MonkeyPatch) -> None:
    """The file of the shapes holds both languages."""
    from graph.shapes import shapes

    monkeypatch.setenv("LANGUAGE", "da")
    danish, english = next(rule.messages for rules in shapes().rules.values() for rule in rules)
    assert told(f"x.pdf: https://w3id.org/1: {english} (and 2 more faults)").startswith("x.pdf: https://w3id.org/1: ")
    assert danish in told(f"x.pdf: https://w3id.org/1: {english}")


@pytest.mark.parametrize(
    ("arguments", "status", "line"),
    [
        (
            ["query"],
            2,
            "aftalegraf: giv én forespørgsel: en FIL.rq, -e TEKST eller --named NAVN (--list viser navnene)",
        ),
        (["build", "nope.pdf"], 2, "nope.pdf: filen eller mappen findes ikke: efterse stien"),
        (["trace", "botilbud", "--store", "none"], 2, "her er ingen graf: lav en med `aftalegraf build`"),
        (["extract", "empty.txt"], 1, "filen er tom: efterse, at den blev gemt"),
        (["ledger", "--status", "x"], 2, "Fejl: Ugyldig værdi for '--status': 'x' er ingen af 'followed-up', 'silent'"),
        (["export", "-o", "a.docx"], 2, "a.docx: intet format har endelsen .docx: nævn et med --format"),
        (["site"], 2, "aftalegraf: nævn en mappe (`aftalegraf site MAPPE`) eller én fil med --single FIL"),
    ],
)
def test_the_command_line_tells_what_went_wrong_in_danish(
    arguments: list[str], status: int, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line, in Danish, with the exit status it has in English."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty.txt").write_bytes(b"")
    result = CliRunner().invoke(cli, ["--lang", "da", *arguments], prog_name="aftalegraf")
    assert result.exit_code == status
    assert line in result.output
    assert CliRunner().invoke(cli, arguments, prog_name="aftalegraf").exit_code == status
