"""Sums over the years: which are of the matter, what stands beside what, and what differs."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from aftalegraf.amounts_text import COLUMNS, series_name
from aftalegraf.cli import cli
from extract.amounts import find_amounts
from graph.chains import Entry, Series
from graph.items import ItemAmount
from graph.matters import matter
from graph.own_sums import own_sums
from graph.price_levels import Estimate, converted
from graph.store import reading
from graph.sums import Sums, sums
from viz.voice import Voice


def said(text: str) -> tuple[ItemAmount, ...]:
    """The sums of a sentence as they are read."""
    return tuple(
        ItemAmount(
            value=one.value,
            unit=one.unit,
            years=one.years,
            per_year=one.per_year,
            kind=one.kind,
            text=one.text,
            direction=one.direction,
        )
        for one in find_amounts(text)
    )


@pytest.mark.parametrize(
    ("term", "text", "own"),
    [
        (
            "sundhed.dk",
            (
                "Dertil er parterne enige om fortsat at styrke sundheds-it infrastruktur med 105,3 mio. kr. i 2023 og"
                " sundhed.dk med 115 mio. kr. i 2023."
            ),
            ["115 mio. kr."],
        ),
        (
            "særtilskudspuljen",
            (
                "Det gælder fx en videreførelse af det ekstraordinære finansieringstilskud på 1,8 mia. kr. i 2027, en"
                " forhøjelse af særtilskudspuljen og tiltag, der giver mere stabile rammer."
            ),
            [],
        ),
        (
            "botilbud",
            (
                "Regeringen og KL er enige om, at det aftalte anlægsniveau omfatter et løft på 0,2 mia. kr. i 2024, 0,6"
                " mia. kr. i 2025 og 0,7 mia. kr. i 2026 til udvidelse af den kommunale botilbudskapacitet."
            ),
            ["0,2 mia. kr.", "0,6 mia. kr.", "0,7 mia. kr."],
        ),
        ("botilbud", "Derved frigøres i alt 0,6 mia. kr. i 2022 til borgernær velfærd.", ["0,6 mia. kr."]),
    ],
)
def test_a_sum_belongs_to_what_it_is_said_of(term: str, text: str, own: list[str]) -> None:
    """In a sentence on two matters each has its own sums; one that names neither is left as it was found."""
    assert [one.amount.text for one in own_sums(text, said(text), matter(term))] == own


def test_yderligere_makes_a_change_of_the_whole_series() -> None:
    """ "yderligere" holds for the sums in its row, and not for the total after it."""
    text = (
        "Kommunernes anvendelse af eksterne konsulenter skal nedbringes med yderligere 75 mio. kr. i 2023, 200 mio. kr."
        " i 2024 og 350 mio. kr. i 2025, således at konsulentforbruget nedbringes med i alt 1,6 mia. kr. i 2025."
    )
    found = {one.amount.text: one.measure for one in own_sums(text, said(text), matter("eksterne konsulenter"))}
    assert [found[words] for words in ("75 mio. kr.", "200 mio. kr.", "350 mio. kr.")] == ["change"] * 3
    assert found["1,6 mia. kr."] == "level"


def of(found: Sums, kind: str, measure: str) -> Series:
    """The series of a kind and measure."""
    return next(series for series in found.series if (series.kind, series.measure) == (kind, measure))


def test_the_consultants_of_2022_differ(built: Path) -> None:
    """The five agreements give 0.7 and 0.8 billion for 2022; both stand there with their quotes."""
    with reading(built) as snapshot:
        found = sums(snapshot, "eksterne konsulenter")
    savings = of(found, "saving", "level")
    difference = next(one for one in savings.differences if one.year == 2022)
    assert {(entry.document[-4:], entry.value) for entry in difference.entries} == {
        ("2022", Decimal(700_000_000)),
        ("2023", Decimal(800_000_000)),
    }
    assert all(entry.quote for entry in difference.entries)
    assert [entry.value for entry in of(found, "saving", "change").entries if entry.year == 2023] == [Decimal(75000000)]


def test_botilbud_keeps_investment_loans_and_minimum_apart(built: Path) -> None:
    """The series that 2024 gives three times stands once in each kind of money."""
    with reading(built) as snapshot:
        found = sums(snapshot, "botilbud")
    for kind, measure in (("frame", "change"), ("loan", "level")):
        values = [one.value for one in of(found, kind, measure).entries if one.year == 2025]
        assert values == [Decimal(600_000_000)]
    assert {one.bound for one in of(found, "minimum", "level").entries} == {"at-least"}


def test_prices_are_converted_by_the_agreements_own_estimates(built: Path) -> None:
    """287.4 billion of 2023 are 299.5 in the prices of 2024 (4.2 per cent); none where a year is not read."""
    with reading(built) as snapshot:
        found = sums(snapshot, "serviceramme", price_year=2024)
    entries = {entry.year: entry for entry in of(found, "frame", "level").entries if entry.assumed}
    now = found.in_prices(entries[2023])
    assert now is not None
    assert now.value == Decimal("2.995E+11")
    assert [(one.percent, one.document) for one in now.estimates] == [(Decimal("4.2"), "oea-kommuner-2024")]
    gap = found.in_prices(entries[2027])
    assert gap is not None
    assert gap.value is None
    assert gap.missing == (2025, 2026)


def test_a_growth_between_two_years_is_no_rate_of_either(built: Path) -> None:
    """ "1,9 pct. fra 2019-2020" stood as 1,9 pct. for 2019 and again for 2020, beside the estimates for other years."""
    with reading(built) as snapshot:
        (rates,) = (one for one in sums(snapshot, "anlæg").series if one.unit == "percent")
    said = [(entry.year, entry.until, entry.value) for entry in rates.entries]
    assert said == [
        (2019, 2020, Decimal("1.9")),
        (2021, 2022, Decimal("1.4")),
        (2022, 2023, Decimal("1.7")),
        (2023, 2024, Decimal("3.2")),
        (2026, 2027, Decimal("1.8")),
    ]
    shown = CliRunner().invoke(cli, ["amounts", "anlæg", "--store", str(built)]).stdout
    assert "2019–2020  1,9 pct. · ØA20-54" in shown


def test_conversion_goes_both_ways() -> None:
    """Into later prices and back gives the sum again."""
    known = (Estimate(year=2024, spending="all", percent=Decimal(25), document="", quote=""),)
    assert converted(Decimal(100), 2023, 2024, "all", known).value == 125
    assert converted(Decimal(125), 2024, 2023, "all", known).value == 100


def test_what_an_agreement_says_again_stands_once(built: Path) -> None:
    """No two entries of a series have the same agreement, years and value."""

    def keys(entries: Iterable[Entry]) -> list[object]:
        return [(one.document, one.year, one.until, one.value, one.label) for one in entries]

    with reading(built) as snapshot:
        for series in sums(snapshot, "botilbud").series:
            assert len(keys(series.entries)) == len(set(keys(series.entries)))


def test_the_command_answers_people_and_programs(built: Path) -> None:
    """The table says "afviger"; JSON and CSV hold the same sums, computed ones marked as such."""
    ask = ["amounts", "eksterne konsulenter", "--store", str(built), "--price-level", "2023"]
    shown = CliRunner().invoke(cli, ask)
    assert shown.exit_code == 0
    assert "afviger, 2022:" in shown.stdout
    assert "beregnet: " in shown.stdout
    data = json.loads(CliRunner().invoke(cli, [*ask, "--format", "json"]).stdout)
    entries = [entry for series in data["series"] for entry in series["entries"]]
    assert {entry["computed"]["prices_of"] for entry in entries if entry["computed"]} == {2023}
    table = list(csv.DictReader(StringIO(CliRunner().invoke(cli, [*ask, "--format", "csv", "--plain"]).stdout)))
    assert list(table[0]) == list(COLUMNS)
    assert [float(row["value"]) for row in table] == [entry["value"] for entry in entries]


def test_a_term_without_sums_says_so(built: Path) -> None:
    """Nothing found is an answer, not an empty page."""
    shown = CliRunner().invoke(cli, ["amounts", "verdensmål", "--store", str(built)])
    assert shown.exit_code == 0
    assert "Ingen af de indlæste aftaler nævner et beløb" in shown.stdout
    unknown = CliRunner().invoke(cli, ["amounts", "rumfart", "--store", str(built)])
    assert "Ingen af de indlæste aftaler siger det" in unknown.stdout


def test_the_name_of_a_series_is_danish() -> None:
    """Kind of money, level or change, unit."""
    series = Series(unit="DKK", kind="loan", measure="level", label="", entries=(), differences=())
    assert series_name(series, Voice()) == "låneadgang, niveau, kr."
