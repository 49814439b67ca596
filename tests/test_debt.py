"""The reference debt: what is cited and not read, the most cited first, with the places."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from made import extract, read
from openpyxl import load_workbook

from aftalegraf.cli import cli
from graph.build import build
from graph.debt import KINDS, UnreadText, citing, reference_debt, unresolved_references
from graph.store import reading


@pytest.fixture(scope="module")
def debt(built: Path) -> tuple[UnreadText, ...]:
    """The debt of the five agreements."""
    with reading(built) as snapshot:
        return reference_debt(snapshot)


def test_the_most_cited_stands_first_with_its_places(debt: tuple[UnreadText, ...]) -> None:
    """What five agreements cite and do not hold; no text that is read, each place with its sentence."""
    counts = [len(text.citations) for text in debt]
    assert counts == sorted(counts, reverse=True)
    assert len({text.id for text in debt}) == len(debt)
    assert not {"oea-kommuner-2024", "oea-kommuner-2027"} & {text.id for text in debt}
    assert all(one.words in one.quote and one.number for text in debt for one in text.citations if len(one.words) > 20)


def test_agreements_laws_strategies_and_acts_of_the_eu_are_all_there(debt: tuple[UnreadText, ...]) -> None:
    """The budget act is cited by all five; NIS 2 is a directive; 2028 is not made, 2026 is not read."""
    known = {text.id: text for text in debt}
    assert {text.kind for text in debt} == set(KINDS)
    assert len(citing(known["budgetloven"])) == 5
    assert known["nis-2-direktivet"].kind == "directive"
    assert known["oea-kommuner-2026"].status == "not-read"
    assert known["oea-kommuner-2028"].status == "not-made"


def test_two_names_of_perhaps_one_text_are_told_with_the_reason(debt: tuple[UnreadText, ...]) -> None:
    """A slip of the pen, or a year left out; never two agreements of different years."""
    reasons = {(text.id, one.id): one.reason for text in debt for one in text.perhaps}
    base = "aftale-om-reform-af-det-kommunale-tilskuds-og-udligning"
    assert reasons[f"{base}ssystem", f"{base}system"] == "spelling"
    assert reasons["aftale-om-sundhedsreform", "aftale-om-sundhedsreform-2024"] == "year"
    assert not any(one.startswith("oea-") for one, _ in reasons)


def test_what_could_not_be_resolved_is_listed_with_its_reason(tmp_path: Path) -> None:
    """ "loven", where several are named, stays unresolved."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "oea-kommuner-2024.txt").write_text("2024", encoding="utf-8")
    build([tmp_path / "in"], tmp_path / "store", read=read, extract=extract)
    with reading(tmp_path / "store") as snapshot:
        (one,) = unresolved_references(snapshot)
    assert (one.citation.words, one.kind, one.reason) == ("loven", "law", "flere love er nævnt")


def test_the_command_gives_the_list_to_people_and_programs(built: Path, tmp_path: Path) -> None:
    """Lines, JSON, CSV and a workbook hold the same texts; a kind narrows them."""

    def asked(*options: str) -> str:
        result = CliRunner().invoke(cli, ["debt", "--store", str(built), *options])
        assert result.exit_code == 0, result.output
        return result.stdout

    assert "måske samme tekst som" in asked()
    data = json.loads(asked("--format", "json"))
    table = list(csv.DictReader(StringIO(asked("--format", "csv", "--plain"))))
    assert [row["id"] for row in table] == [text["id"] for text in data["texts"]]
    assert {text["kind"] for text in json.loads(asked("--kind", "law", "--format", "json"))["texts"]} == {"law"}
    asked("--format", "xlsx", "-o", str(tmp_path / "debt.xlsx"))
    sheet = load_workbook(tmp_path / "debt.xlsx").active
    assert sheet is not None
    assert sheet.max_row == len(table) + 1


def test_an_agreement_that_names_itself_by_the_end_of_its_title_owes_nothing(tmp_path: Path) -> None:
    """ "Der er indgået bred aftale om en reform af ældreområdet" stands in the agreement on that reform."""
    text = (
        "Der er indgået bred aftale mellem regeringen (Socialdemokratiet, Venstre og Moderaterne) og Socialistisk"
        " Folkeparti, Danmarksdemokraterne, Det Konservative Folkeparti, Radikale Venstre, Dansk Folkeparti og Nye"
        " Borgerlige om en reform af ældreområdet.\n\n"
        "Regeringen og Venstre er enige om, at reformen af beskæftigelsesindsatsen følges op i 2026.\n"
    )
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "aeldre-2024.txt").write_text(text, encoding="utf-8")
    (tmp_path / "in" / "documents.tsv").write_text(
        "document\tfile\ttitle\tyear\tdate\tsignatories\n"
        "aeldre-2024\taeldre-2024.txt\tAftale om en reform af ældreområdet\t2024\t\tregeringen;venstre\n",
        encoding="utf-8",
    )
    build([tmp_path / "in"], tmp_path / "store")
    with reading(tmp_path / "store") as snapshot:
        found = {text.id for text in reference_debt(snapshot)}
    assert "reform-af-aeldreomraadet" not in found
    assert "reform-af-beskaeftigelsesindsatsen" in found
