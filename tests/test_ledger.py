"""The ledger: what later agreements say of a promise, and what is said where they are silent."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from passages import agreement, deadline, follow_up, kroner, said, topic

from aftalegraf.cli import cli
from aftalegraf.ledger_text import row_lines, rows_ics
from benchmarks.linking_gold import read_corpus, read_gold, score_ledger
from graph.delimited import table_csv
from graph.ledger import Row, ledger
from graph.linking.promises import promise_kind
from graph.sheets.ledger import ledger_table
from viz.ledger_parts import ledger_document
from viz.ledger_words import row_json
from viz.voice import Voice

PROMISE = "Parterne vil samle op på erfaringerne med telemedicin til borgere med hjertesvigt."
TAKEN_UP = "Erfaringerne med telemedicin til borgere med hjertesvigt er samlet op, og ordningen videreføres."


@cache
def rows() -> tuple[Row, ...]:
    """The ledger of the five agreements."""
    return ledger(read_corpus())


def only(found: tuple[Row, ...]) -> Row:
    """The one row that is a promise of the tests' own."""
    (row,) = (row for row in found if row.quote.startswith("Parterne vil samle op"))
    return row


def test_a_promise_that_is_taken_up_has_the_words_that_say_so() -> None:
    """The row tells what became of it, where, and how sure that is."""
    row = only(
        ledger(
            [
                agreement(2022, said(PROMISE, "Sundhed", follow_up=follow_up())),
                agreement(2023, said(TAKEN_UP, "Sundhed")),
            ]
        )
    )
    assert row.status == "followed-up"
    assert row.evidence[0].quote == TAKEN_UP
    assert "continued" in row.outcomes
    assert 0 < row.evidence[0].confidence <= 1


def test_a_silent_agreement_is_told_with_words_and_nearest_passages() -> None:
    """Silence says what was looked for, where, and that the texts say nothing of what happened."""
    row = only(ledger([agreement(2022, said(PROMISE, "Sundhed", follow_up=follow_up())), agreement(2023)]))
    assert row.status == "silent"
    assert row.evidence == ()
    assert row.read == ("oea-kommuner-2023",)
    assert "telemedicin" in row.searched
    assert "Teksterne siger intet om, hvad der skete" in Voice().status(row)


@pytest.mark.parametrize(
    ("year", "target", "status"),
    [
        (2024, "oea-kommuner-2025", "not-read"),
        (2027, "oea-kommuner-2028", "not-made"),
        (2027, None, "not-made"),
        (2024, None, "not-read"),
    ],
)
def test_what_was_not_read_or_not_made_is_told_apart(year: int, target: str | None, status: str) -> None:
    """An agreement that is to come is not one that was left out."""
    row = only(ledger([agreement(year, said(PROMISE, "Sundhed", follow_up=follow_up(target)))]))
    assert row.status == status
    assert row.target == target


def test_what_is_said_of_a_row_is_no_surer_than_its_evidence() -> None:
    """With nothing but passages to be checked it says "måske"; and it is the agreement that is not yet made."""
    promised = said(PROMISE, "Sundhed", follow_up=follow_up())
    row = only(ledger([agreement(2022, promised), agreement(2023, said(TAKEN_UP, "Sundhed"))]))
    doubtful = replace(row, evidence=tuple(replace(one, confidence=0.4) for one in row.evidence))
    (number,) = (one.number for one in row.evidence)
    assert f"  ØA23-{number}, " in "\n".join(row_lines(row, 100, Voice()))
    assert Voice().status(row).startswith("taget op igen i ØA23: ")
    assert Voice().status(doubtful).startswith("måske taget op igen i ØA23: ")
    assert Voice().outcomes(doubtful).startswith("måske taget op igen: ")
    assert not Voice().outcomes(row).startswith("måske")
    assert "måske taget op igen: " in ledger_document([doubtful], {}, "", "da")
    waiting = replace(row, status="not-made", target=None, evidence=())
    assert Voice().status(waiting) == "næste aftale er endnu ikke indgået"
    assert Voice().status(replace(waiting, target="oea-kommuner-2028")) == "aftalen er endnu ikke indgået (ØA28)"


def test_a_later_agreement_answers_for_one_that_was_not_read() -> None:
    """What the agreement named would have said is not known, but a later one takes the matter up."""
    promised = said(PROMISE, "Sundhed", follow_up=follow_up("oea-kommuner-2025"))
    row = only(ledger([agreement(2024, promised), agreement(2027, said(TAKEN_UP, "Sundhed"))]))
    assert row.status == "followed-up"


def test_what_is_a_delivery() -> None:
    """A deadline, a later sum, or somebody who is to hand something over makes one; a report of the past does not."""

    def kind(text: str, **fields: Any) -> str | None:
        commitment = said(text, **fields).commitment
        assert commitment is not None
        return promise_kind(commitment, 2023)

    plan = "KL vil derfor, ligesom staten, i foråret 2023 fremlægge en plan for udfasningen af olie- og gasfyret."
    assert kind(plan, force="undertake", deadline=deadline("2023-21")) == "delivery"
    assert kind(plan, force="undertake") == "delivery"
    assert kind("Der afsættes 75 mio. kr.", force="allocate", amounts=(kroner(75_000_000, 2024),)) == "delivery"
    assert kind("Der afsættes 75 mio. kr.", force="allocate", amounts=(kroner(75_000_000, 2023),)) is None
    assert kind(plan, force="recall", deadline=deadline("2023-21")) is None
    assert kind(PROMISE, follow_up=follow_up()) == "follow-up"


def test_kl_was_to_put_forward_a_plan_for_boilers() -> None:
    """The five agreements: the plan of spring 2023 is a delivery, and later texts say nothing of it."""
    (row,) = (row for row in rows() if "fremlægge en plan for udfasningen af olie- og gasfyret" in row.quote)
    assert (row.kind, row.year, row.status) == ("delivery", 2023, "silent")
    assert "kl" in row.actors


def test_a_plan_to_change_kmf_was_put_off_and_the_scheme_ended() -> None:
    """The five agreements: the ledger says what became of the new scheme for KMF."""
    found = [row for row in rows() if row.document == "oea-kommuner-2023" and "ikrafttræden fra 2024" in row.quote]
    assert len(found) == 1
    assert found[0].status == "followed-up"


def test_an_agreement_that_names_the_thing_is_not_silent() -> None:
    """The five agreements: 2020 was to set up "Mit Overblik", and 2022 names it."""
    found = [row for row in rows() if row.document == "oea-kommuner-2020" and "Mit Overblik" in row.quote]
    assert found
    assert all(row.status == "followed-up" for row in found)


def test_the_ledger_agrees_with_the_gold() -> None:
    """Follow-ups of the five agreements keep to what they have reached on the gold read by hand."""
    scores = [score_ledger(document, gold, rows()) for document, gold in read_gold().items()]
    gold = sum(score.gold for score in scores)
    assert gold == 84
    assert sum(score.found for score in scores) >= 0.98 * gold
    assert sum(score.status for score in scores) >= 0.91 * gold
    assert sum(score.words for score in scores) >= 0.85 * sum(score.followed_up for score in scores)


def test_rows_are_written_as_csv_and_calendar() -> None:
    """No line of a calendar is longer than 75 octets, no letter is cut, and a spreadsheet gets each row."""
    promised = said(
        PROMISE, "Sundhed", follow_up=follow_up(year=2023), deadline=deadline("2023-05"), topics=topic("telemedicin")
    )
    found = ledger([agreement(2022, promised), agreement(2023)])
    table = list(csv.DictReader(StringIO(table_csv(ledger_table(found), plain=True))))
    assert [row["quote"] for row in table] == [row.quote for row in found]
    calendar = rows_ics(found)
    assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))
    assert "DTSTART;VALUE=DATE:20230531" in calendar
    assert PROMISE.replace(",", "\\,") in calendar.replace("\r\n ", "")


def test_the_contract_of_a_row() -> None:
    """A row has the keys that others rely on."""
    (row,) = ledger([agreement(2022, said(PROMISE, follow_up=follow_up()))])
    values = row_json(row)
    assert list(values)[:9] == ["id", "document", "quote", "kind", "target", "year", "status", "outcomes", "evidence"]


def test_the_command_filters(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Year, actor, topic, kind and status each narrow what is shown; linked once for all that is asked."""
    monkeypatch.setattr("graph.ledger.ledger_of", lambda _: rows())

    def asked(*options: str) -> list[dict[str, Any]]:
        result = CliRunner().invoke(cli, ["ledger", "--store", str(built), "--format", "json", *options])
        assert result.exit_code == 0, result.output
        found: list[dict[str, Any]] = json.loads(result.stdout)
        return found

    everything = asked()
    for option, key, value in (("--kind", "kind", "delivery"), ("--status", "status", "silent")):
        some = asked(option, value)
        assert 0 < len(some) < len(everything)
        assert all(row[key] == value for row in some)
    kmf = asked("--topic", "kmf")
    assert kmf
    assert all("kmf" in row["topics"] for row in kmf)
    assert asked("--actor", "nobody") == []
    told = CliRunner().invoke(cli, ["ledger", "--store", str(built), "--topic", "botilbuddet"])
    assert "near it: botilbud" in told.stderr
    assert all(
        2024 in (row["year"], int(str(row["document"])[-4:]), int(str(row["target"] or 0)[-4:]))
        for row in asked("--year", "2024")
    )
    for file_format in ("csv", "ics"):
        result = CliRunner().invoke(cli, ["ledger", "--store", str(built), "--format", file_format])
        assert result.exit_code == 0
    file = tmp_path / "ledger.xlsx"
    CliRunner().invoke(cli, ["ledger", "--store", str(built), "--format", "xlsx", "-o", str(file)])
    assert load_workbook(file).active.max_row == len(everything) + 1


def test_the_command_reads_the_store(built: Path) -> None:
    """What it shows comes from the agreements in it."""
    shown = CliRunner().invoke(cli, ["ledger", "--store", str(built), "--status", "silent"])
    assert "ikke omtalt i" in shown.stdout


def test_words_that_nobody_would_look_for_are_not_searched_for() -> None:
    """ "Kunne", "meget" and "efterfølgende" say nothing of a matter; the others of the promise are shown."""
    promise = "Parterne vil samle op på, om telemedicin efterfølgende kunne have meget væsentlig betydning."
    row = only(ledger([agreement(2022, said(promise, "Sundhed", follow_up=follow_up())), agreement(2023)]))
    assert row.searched[0] == "telemedicin"
    assert not {"kunne", "meget", "efterfølgende", "væsentlig", "have"} & set(row.searched)


def test_a_passage_that_shares_a_common_verb_alone_is_not_near_where_another_is() -> None:
    """ "Omlægningen træder i kraft" is not near a promise of district heating because something is "omlagt" there."""
    promise = "Parterne vil samle op på omlægning til fjernvarme i de gasforsynede områder."
    near, far = "Udrulningen af fjernvarmen i byerne drøftes.", "Omlægningen sker her."
    row = only(
        ledger(
            [
                agreement(2022, said(promise, "Varme", follow_up=follow_up())),
                agreement(2023, said(far, "Pladser", force="none"), said(near, "Byer", force="none")),
            ]
        )
    )
    assert [one.quote for one in row.nearest] == [near]
