"""`aftalegraf read`, and what the commands that read files say of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aftalegraf.cli import cli

NORWEGIAN = (
    "Regjeringen og partene er enige om at det skal settes av midler til kommunene. Partene er enige om oppfølging "
    "av avtalen i 2025. Det ble også avtalt at noen av tiltakene blir vurdert etter at rapporten er lagt frem. "
) * 3


def run(*arguments: object) -> Result:
    """Runs the program."""
    return CliRunner().invoke(cli, [str(one) for one in arguments])


def commands(path: Path) -> list[tuple[object, ...]]:
    """The commands that read a file."""
    return [("read", path), ("extract", path), ("build", path, "--store", path.parent / "store")]


@pytest.mark.parametrize("which", range(3), ids=["read", "extract", "build"])
def test_another_language_is_read_only_by_force(which: int, tmp_path: Path) -> None:
    """The refusal names the language and the switch; with it the file is read."""
    path = tmp_path / "avtale.txt"
    path.write_text(NORWEGIAN, encoding="utf-8")
    command = commands(path)[which]
    refused = run(*command)
    assert refused.exit_code == 1
    assert "avtale.txt: reads like Norwegian, not Danish: give the Danish text, or --force it" in refused.stderr
    assert run(*command, "--force").exit_code == 0


@pytest.mark.parametrize("which", range(3), ids=["read", "extract", "build"])
def test_a_limit_on_size_is_named_and_can_be_set(which: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file over the limit is refused with the setting that raises it; a setting that is no number is told."""
    path = tmp_path / "aftale.txt"
    path.write_text("Regeringen og KL er enige om at følge området tæt.\n" * 20, encoding="utf-8")
    monkeypatch.setenv("AFTALEGRAF_MAX_BYTES", "1000")
    refused = run(*commands(path)[which])
    assert refused.exit_code == 1
    assert "more than the limit of 1000: split the file, or set AFTALEGRAF_MAX_BYTES higher" in refused.stderr
    monkeypatch.setenv("AFTALEGRAF_MAX_BYTES", "mange")
    assert "AFTALEGRAF_MAX_BYTES=mange: is no number of bytes" in run(*commands(path)[which]).stderr
    monkeypatch.setenv("AFTALEGRAF_MAX_BYTES", "2000")
    assert run(*commands(path)[which]).exit_code == 0


def test_people_are_shown_headings_sentences_tables_and_what_was_left_out(agreements: Path) -> None:
    """What the file is stands first, a heading by its depth, a sentence a line, a row with its figures."""
    shown = run("read", agreements / "oea-kommuner-2020.txt").stdout.splitlines()
    assert shown[0] == "oea-kommuner-2020: Aftale om kommunernes økonomi for 2020"
    assert shown[1] == "for 2020; signed 2019-09-06; regeringen, kl"
    assert "# 1. Indledning" in shown
    assert "Kommunerne står for hovedparten af den borgernære velfærd." in shown
    assert any(line.split() == ["Serviceudgifter,", "netto", "261,828,000,000"] for line in shown)
    assert shown[-1] == "  line 2: A Aftale om kommunernes økonomi for 2020 ꞏ September 2019 1"


def test_what_was_left_out_is_in_the_json(agreements: Path) -> None:
    """Each stretch that is not in the text has its line and words."""
    told = json.loads(run("read", agreements / "oea-kommuner-2020.txt", "--format", "json").stdout)
    assert [one["line"] for one in told["dropped"]] == [2]


def test_a_text_cannot_command_the_terminal(tmp_path: Path) -> None:
    """Escape sequences in a file are not printed."""
    path = tmp_path / "aftale.txt"
    path.write_text("Regeringen og KL er enige om \x1b[31mat følge\x9b2J området.\n", encoding="utf-8")
    shown = run("read", path).stdout
    assert "følge" in shown
    assert not {"\x1b", "\x9b"} & set(shown)


def test_what_agrees_nothing_is_doubted(tmp_path: Path) -> None:
    """A law is read, and a warning says what is missing."""
    path = tmp_path / "lov.txt"
    path.write_text("§ 1. Loven gælder for alle kommuner. Ministeren fastsætter nærmere regler.\n", encoding="utf-8")
    told = run("read", path)
    assert told.exit_code == 0
    assert "is it a political agreement?" in told.stderr


@pytest.mark.parametrize("command", ["extract", "build"])
def test_a_pattern_names_its_files(command: str, tmp_path: Path) -> None:
    """A shell that leaves `*.txt` as it is (or quotes) is no hindrance; a pattern that names nothing is bad use."""
    for name, matter in (("a.txt", "øerne"), ("b.txt", "havnene"), ("c.md", "skolerne")):
        (tmp_path / name).write_text(f"Regeringen og KL er enige om at følge {matter} tæt.\n", encoding="utf-8")
    store = ["--store", tmp_path / "store", "--format", "json"] if command == "build" else []
    result = run(command, tmp_path / "*.txt", *store)
    assert result.exit_code == 0
    assert result.stdout.count("a.txt") == result.stdout.count("b.txt") > 0 == result.stdout.count("c.md")
    assert run(command, tmp_path / "x*.txt", *store).exit_code == 2


def test_what_is_read_is_told_in_danish(tmp_path: Path) -> None:
    """The head, what was left out, and the numbers of tables; the text itself is as it was."""
    path = tmp_path / "a.md"
    path.write_text(
        "# Aftale om havne for 2025\n\nKL er enige om alt.\n\n| Mio. kr. | 2025 |\n| --- | --- |\n| Havne | 45,5 |\n",
        "utf-8",
    )
    danish = CliRunner().invoke(cli, ["--lang", "da", "read", str(path)], env={"AFTALEGRAF_LANG": "da"}).stdout
    assert "for 2025; indgået på en ukendt dag; parter ukendt" in danish
    assert "45.500.000" in danish
    english = CliRunner().invoke(cli, ["--lang", "en", "read", str(path)], env={"AFTALEGRAF_LANG": "en"}).stdout
    assert "for 2025; signed on an unknown day; parties unknown" in english
    assert "45,500,000" in english
