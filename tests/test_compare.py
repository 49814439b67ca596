"""What a change gained and lost: records laid over each other by their place in the text."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aftalegraf.cli import cli
from extract.compare import compare
from extract.gold import ScoredAmount, ScoredRecord

SOURCE = "KL vil følge området tæt i 2027. Regeringen noterer sig, at det koster. Der afsættes 5 mio. kr. til det."
FIRST = ScoredRecord(document="d", quote="KL vil følge området tæt i 2027.", force="undertake", parties=("kl",))
SECOND = ScoredRecord(
    document="d", quote="Regeringen noterer sig, at det koster.", force="note", parties=("regeringen",)
)
THIRD = ScoredRecord(document="d", quote="Der afsættes 5 mio. kr. til det.", force="allocate")


def test_the_same_records_are_no_change() -> None:
    """Nothing gained, lost or changed, whatever the order of parties and the white space in quotes."""
    again = replace(FIRST, quote="KL vil følge\nområdet tæt i 2027.")
    found = compare({"d": [FIRST, SECOND]}, {"d": [again, SECOND]}, {"d": SOURCE})
    assert (found.gained, found.lost, found.changed) == ((), (), ())


def test_gained_and_lost_are_told_by_their_quotes() -> None:
    """A record that only one side has is gained or lost."""
    found = compare({"d": [FIRST, SECOND]}, {"d": [FIRST, THIRD]}, {"d": SOURCE})
    assert (found.gained, found.lost, found.changed) == ((THIRD,), (SECOND,), ())


def test_changed_fields_are_told_with_both_values() -> None:
    """A shorter quote, another force and a new sum are changes of the same commitment."""
    amount = ScoredAmount(value=5e6, unit="DKK", years=(2027,), per_year=False)
    now = replace(FIRST, quote="KL vil følge området tæt", force="agree", amounts=(amount,))
    (change,) = compare({"d": [FIRST]}, {"d": [now]}, {"d": SOURCE}).changed
    assert [field.field for field in change.fields] == ["quote", "force", "amounts"]
    assert (change.fields[1].old, change.fields[1].new) == ("undertake", "agree")
    assert change.fields[2].new == [{"value": 5e6, "unit": "DKK", "years": [2027], "per_year": False}]


def evaluated(gold: Path, agreements: Path, predicted: Path, *more: str) -> Result:
    """`aftalegraf evaluate` on records that are there."""
    places = ["--gold", str(gold), "--sources", str(agreements), "--predicted", str(predicted)]
    return CliRunner().invoke(cli, ["evaluate", *places, *more])


@pytest.fixture
def old(gold: Path, tmp_path: Path) -> Path:
    """The gold of 2020 as an earlier version gave it: without its first record, its second with another force."""
    records = [json.loads(line) for line in (gold / "oea-kommuner-2020.jsonl").read_text(encoding="utf-8").splitlines()]
    records[1]["force"] = "require"
    path = tmp_path / "old.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records[1:]), encoding="utf-8")
    return path


def test_evaluate_shows_the_comparison(gold: Path, agreements: Path, old: Path) -> None:
    """The counts, a plus for what is new, the two values of a field; under a key of its own in JSON."""
    predicted = gold / "oea-kommuner-2020.jsonl"
    result = evaluated(gold, agreements, predicted, "--compare", str(old))
    assert result.exit_code == 0, result.stderr
    assert "\n1 gained, 0 lost, 1 changed\n+ oea-kommuner-2020 [" in result.stdout
    assert '    force: "require" -> "' in result.stdout
    told = json.loads(evaluated(gold, agreements, predicted, "--compare", str(old), "--format", "json").stdout)
    plain = json.loads(evaluated(gold, agreements, predicted, "--format", "json").stdout)
    compared = told.pop("compared")
    assert told == plain
    assert {name: len(rows) for name, rows in compared.items()} == {"gained": 1, "lost": 0, "changed": 1}
    assert compared["changed"][0]["fields"]["force"]["old"] == "require"


def test_evaluate_scores_each_agreement(gold: Path, agreements: Path) -> None:
    """`--by-agreement` gives a line and, in JSON, the scorer's keys for each."""
    predicted = gold / "oea-kommuner-2020.jsonl"
    result = evaluated(gold, agreements, predicted, "--by-agreement")
    rows = {line.split()[0]: line.split()[1] for line in result.stdout.splitlines() if line.startswith("oea-")}
    assert rows == {"oea-kommuner-2020": "1.000", "oea-kommuner-2023": "0.000"}
    told = json.loads(evaluated(gold, agreements, predicted, "--by-agreement", "--format", "json").stdout)
    assert told["by_agreement"]["oea-kommuner-2020"].keys() == told.keys() - {"by_agreement"}


def test_an_old_file_that_is_not_there_is_bad_use(gold: Path, agreements: Path, tmp_path: Path) -> None:
    """The missing file is named in one line."""
    result = evaluated(gold, agreements, gold / "oea-kommuner-2020.jsonl", "--compare", str(tmp_path / "no.jsonl"))
    assert result.exit_code == 2
    assert result.stderr.startswith(f"aftalegraf: {tmp_path / 'no.jsonl'}: ")
