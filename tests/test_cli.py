"""The command line: what each command prints, what bad input gets, and with which exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import pytest
from click.testing import CliRunner, Result

from aftalegraf.cli import COMMANDS, cli


def run(*arguments: str | Path) -> Result:
    """Runs the command line in this process."""
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def one_line(result: Result) -> str:
    """The one line that a failed command wrote on standard error."""
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, result.stderr
    assert "Traceback" not in result.output
    return lines[0]


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_each_command_is_the_line_in_the_list(name: str) -> None:
    """The list of commands says what the command says of itself, and its help explains every option."""
    command = import_module(f"aftalegraf.commands.{name}").command
    assert command.short_help == COMMANDS[name]
    assert run(name, "--help").exit_code == 0
    unexplained = [p.name for p in command.params if isinstance(p, click.Option) and not p.help]
    assert unexplained == []


def test_an_unknown_command_is_bad_use() -> None:
    """The name is said, and where to find the right one."""
    result = run("bulid")
    assert result.exit_code == 2
    assert "No such command 'bulid'. `aftalegraf --help` lists the commands." in result.stderr


def test_what_nobody_foresaw_is_told_without_a_traceback(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A fault of the program's own is one line that asks for a report."""

    def fail(*_: object, **__: object) -> None:
        raise KeyError("x")

    path = tmp_path / "a.txt"
    path.write_text("Regeringen og KL er enige.", encoding="utf-8")
    monkeypatch.setattr("extract.read.document.read_document", fail)
    result = run("read", path)
    assert result.exit_code == 1
    assert "this should not happen (KeyError: 'x'): please report it" in one_line(result)


@pytest.mark.parametrize("command", ["read", "extract", "build"])
def test_a_missing_file_is_bad_use(command: str, tmp_path: Path) -> None:
    """A file or folder that is not there is named."""
    store = ["--store", tmp_path / "s"] if command == "build" else []
    result = run(command, tmp_path / "nothing", *store)
    assert result.exit_code == 2
    assert one_line(result).startswith(f"aftalegraf: {tmp_path / 'nothing'}: there is no such file or folder")


BAD = {
    "empty": (b"", "is empty"),
    "blank": (b" \n\n", "no text"),
    "binary": (bytes(range(256)) * 20, "no text"),
}


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("command", ["read", "extract", "build"])
def test_a_file_that_is_no_text_fails_with_its_name(command: str, kind: str, tmp_path: Path) -> None:
    """An empty file and one of bytes get one line that names the file; nothing is printed as data."""
    content, _ = BAD[kind]
    path = tmp_path / f"{kind}.txt"
    path.write_bytes(content)
    store = ["--store", tmp_path / "s"] if command == "build" else []
    result = run(command, path, *store)
    assert result.exit_code == 1
    assert f"{kind}.txt" in one_line(result)


@pytest.mark.parametrize("command", ["extract", "build"])
def test_the_other_files_are_still_done(command: str, tmp_path: Path) -> None:
    """One bad file fails the run and is named; the good one gives its commitment."""
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text("Regeringen og KL er enige om at følge området tæt.\n", encoding="utf-8")
    store = ["--store", tmp_path / "s", "--format", "json"] if command == "build" else []
    result = run(command, tmp_path, *store)
    assert result.exit_code == 1
    assert "a.txt" in result.stderr
    if command == "extract":
        assert [json.loads(line)["quote"] for line in result.stdout.splitlines()] == [
            "Regeringen og KL er enige om at følge området tæt."
        ]
    else:
        report = json.loads(result.stdout)
        assert report["counts"]["commitments"] == 1
        assert [Path(problem["path"]).name for problem in report["problems"]] == ["a.txt"]


@contextmanager
def unprivileged() -> Iterator[None]:
    """As an ordinary user: root may read every file."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
@pytest.mark.parametrize("command", ["read", "extract"])
def test_a_file_without_read_permission_is_named(command: str) -> None:
    """A file that may not be read gets one line that says so."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        path = folder / "a.txt"
        path.write_text("Regeringen og KL er enige om at følge området tæt.\n", encoding="utf-8")
        assert run(command, path).exit_code == 0  # and everything is imported
        path.chmod(0)
        with unprivileged():
            result = run(command, path)
        assert result.exit_code == 1
        assert str(path.name) in one_line(result)


def test_an_output_that_cannot_be_written_is_named(tmp_path: Path, agreements: Path) -> None:
    """-o into a folder that is not there is one line, and no file is left behind."""
    result = run("read", agreements / "oea-kommuner-2020.txt", "-o", tmp_path / "no" / "a.txt")
    assert result.exit_code == 1
    assert "give another place with -o" in one_line(result)


def test_a_reader_that_stops_reading_is_no_error(checkout: Path, agreements: Path) -> None:
    """`aftalegraf read ... | head -1` ends quietly."""
    command = [sys.executable, "-m", "aftalegraf", "read", str(agreements / "oea-kommuner-2020.txt")]
    with subprocess.Popen(command, cwd=checkout, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""


def test_read_gives_the_text_and_the_way_back(agreements: Path) -> None:
    """`read --format json` has the text, its parts by their offsets, and the file's lines."""
    path = agreements / "oea-kommuner-2023.txt"
    result = run("read", path, "--format", "json")
    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    text = told["text"]
    assert told["document"] == "oea-kommuner-2023"
    assert {"document", "text", "sections", "sentences", "tables", "lines"} <= told.keys()
    for part in (*told["sections"], *told["sentences"], *told["tables"]):
        assert 0 <= part["start"] < part["end"] <= len(text)
    lines = path.read_text(encoding="utf-8").splitlines()
    for entry in told["lines"]:
        words = text[entry["start"] : entry["start"] + 8].split("\n")[0].split()
        assert words[0][:3] in lines[entry["line"] - 1], entry


def test_extract_takes_a_sentence_from_standard_input() -> None:
    """`extract -` prints the record of a sentence, and says nothing about a document it cannot know."""
    result = CliRunner().invoke(cli, ["extract", "-"], input="KL vil inden 2027 følge området\n")
    assert (result.exit_code, result.stderr) == (0, "")
    record = json.loads(result.stdout)
    assert (record["quote"], record["force"], record["parties"]) == (
        "KL vil inden 2027 følge området",
        "undertake",
        ["kl"],
    )
    assert record["source"] == "standard input"


def test_extract_of_an_empty_standard_input_is_one_line() -> None:
    """Nothing in the pipe is work that failed, named as standard input."""
    result = CliRunner().invoke(cli, ["extract", "-"], input=" \n")
    assert (result.exit_code, result.stdout) == (1, "")
    assert one_line(result) == "aftalegraf: standard input: is empty: give a sentence or a text"


def test_extract_leaves_records_out(tmp_path: Path) -> None:
    """Records that lie among the texts, from an earlier run, are no text; that is said."""
    (tmp_path / "a.txt").write_text("Regeringen og KL er enige om at følge området.\n", encoding="utf-8")
    first = run("extract", tmp_path, "-o", tmp_path / "records.jsonl")
    again = run("extract", tmp_path)
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert again.stdout == (tmp_path / "records.jsonl").read_text(encoding="utf-8")
    assert "records.jsonl: holds records already and is left out" in again.stderr


@pytest.mark.skipif(not Path(os.devnull).is_char_device(), reason="no such device here")
def test_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    """`-o /dev/null` throws away what is written, and the device is there afterwards."""
    (tmp_path / "a.txt").write_text("Regeringen og KL er enige om at følge området.\n", encoding="utf-8")
    assert run("extract", tmp_path / "a.txt", "-o", os.devnull).exit_code == 0
    assert Path(os.devnull).is_char_device()


def test_evaluate_prints_the_scorers_json(checkout: Path, gold: Path, agreements: Path) -> None:
    """`evaluate --format json` prints what the gold's `score.py --json` prints, on any records."""
    predicted = gold / "oea-kommuner-2020.jsonl"
    arguments = ["--gold", str(gold), "--sources", str(agreements), "--predicted", str(predicted)]
    scorer = [sys.executable, str(checkout / "tests" / "gold" / "score.py"), *arguments, "--json"]
    theirs = subprocess.run(scorer, capture_output=True, encoding="utf-8", check=True)
    ours = run("evaluate", *arguments, "--format", "json")
    assert ours.stdout == theirs.stdout


def test_evaluate_names_records_without_gold(gold: Path, agreements: Path, tmp_path: Path) -> None:
    """Records of a document that has no gold are left out, and that is said."""
    path = tmp_path / "r.jsonl"
    path.write_text('{"document": "oea-kommuner-1999", "quote": "KL vil."}\n', encoding="utf-8")
    result = run("evaluate", "--gold", gold, "--sources", agreements, "--predicted", path)
    assert result.exit_code == 0
    assert "No gold for oea-kommuner-1999: 1 records left out." in result.stderr


def test_the_phrase_files_hold() -> None:
    """Every phrase catches its examples and no counter-example."""
    result = run("lexicon", "check")
    assert result.exit_code == 0, result.stdout
