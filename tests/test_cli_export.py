"""`aftalegraf export`, and the switch of all commands that write CSV."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from aftalegraf.cli import cli
from aftalegraf.commands.export import FORMATS, TABLES
from graph import export as library
from graph.sheets import store as sheets

SENTENCE = "Regeringen og KL er enige om at afsætte 1,5 mia. kr. i 2025 til botilbud senest den 1. juni 2025.\n"


def run(*arguments: object) -> Result:
    """What the command line does with those arguments."""
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of one sentence."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "aftale-2025.txt").write_text("Aftale for 2025\n\n" + SENTENCE, encoding="utf-8")
    assert run("build", folder / "aftale-2025.txt", "--store", folder / "s").exit_code == 0
    return folder / "s"


def test_the_command_offers_what_the_library_has() -> None:
    """The lists of formats and tables, written twice so that --help is quick, are one."""
    assert set(FORMATS) == set(library.FORMATS)
    assert set(TABLES) == set(sheets.TABLES)


@pytest.mark.parametrize(("name", "begin"), [
    ("a.nq", b"<https://"), ("a.TRIG", b"@prefix"), ("a.ttl", b"@prefix"), ("a.jsonld", b"[{"), ("a.jsonl", b'{"id"'),
    ("a.csv", b"\xef\xbb\xbfnumber;"), ("a.xlsx", b"PK"), ("a.parquet", b"PAR1"), ("a.graphml", b"<?xml"),
    ("a.gexf", b"<?xml"), ("a", b"<https://"),
])  # fmt: skip
def test_the_ending_of_the_name_tells_the_format(name: str, begin: bytes, small: Path, tmp_path: Path) -> None:
    """Who writes `-o aftaler.xlsx` gets a workbook; without a known ending it is N-Quads."""
    result = run("export", "--store", small, "-o", tmp_path / name)
    assert (result.exit_code, result.stdout) == (0, "")
    data = (tmp_path / name).read_bytes()
    assert data.lstrip().startswith(begin) or (begin == b"[{" and json.loads(data))


def test_a_workbook_goes_into_a_pipe_and_not_to_a_terminal(small: Path) -> None:
    """Bytes arrive whole in a pipe; a terminal is told to name a file."""
    command = [sys.executable, "-m", "aftalegraf", "export", "--store", str(small), "--format", "xlsx"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert "Beløb" in openpyxl.load_workbook(BytesIO(done.stdout)).sheetnames
    if sys.platform == "win32":
        return
    import pty

    leader, follower = pty.openpty()
    try:
        refused = subprocess.run(command, stdout=follower, stderr=subprocess.PIPE, encoding="utf-8")
    finally:
        os.close(leader)
        os.close(follower)
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "name a file with -o" in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--format", "turtle", "--table", "sums"), "--table chooses what csv and parquet hold"),
        (("--format", "xlsx", "--plain", "-o", "x.xlsx"), "--plain is a way to write csv"),
        (("--format", "docx"), "'docx' is not one of"),
    ],
)
def test_what_does_not_fit_together_is_told(arguments: tuple[str, ...], words: str, small: Path) -> None:
    """One line, exit status 2."""
    result = run("export", "--store", small, *arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_a_file_that_cannot_be_written_leaves_nothing(small: Path, tmp_path: Path) -> None:
    """One line that names it, exit status 1, and no half of a file."""
    result = run("export", "--store", small, "-o", tmp_path / "no" / "a.xlsx")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert str(tmp_path / "no" / "a.xlsx") in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [
    ("export", "--format", "csv", "--table", "sums"), ("ledger", "--format", "csv"), ("extract", "--format", "csv"),
    ("amounts", "botilbud", "--format", "csv"),
])  # fmt: skip
def test_every_csv_is_danish_or_plain(command: tuple[str, ...], small: Path, tmp_path: Path) -> None:
    """The same switch, fields and writer wherever CSV is written."""
    if command[0] == "extract":
        (tmp_path / "aftale-2025.txt").write_text("Aftale for 2025\n\n" + SENTENCE, encoding="utf-8")
    where = (tmp_path / "aftale-2025.txt",) if command[0] == "extract" else ("--store", small)
    danish, plain = run(*command, *where).stdout_bytes, run(*command, *where, "--plain").stdout_bytes
    assert danish.startswith(b"\xef\xbb\xbf")
    assert danish.count(b"\r\n") == danish.count(b"\n")
    assert b"\r" not in plain
    parted = [
        list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=sign))
        for data, sign in ((danish, ";"), (plain, ","))
    ]
    assert len(parted[0]) == len(parted[1]) == 1
    assert parted[0][0]["quote"] == parted[1][0]["quote"] == SENTENCE.strip()
    assert set(parted[0][0]) <= set(parted[1][0])
