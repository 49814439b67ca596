"""Sums and their years: made sentences, the gold's quotes, and every way of writing a number."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.amounts import find_amounts
from extract.models import Amount, Span
from extract.money import find_sums

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "cases" / "amounts.toml").read_text(encoding="utf-8"))["case"]
QUOTES = [
    record
    for file in sorted((HERE / "gold" / "dev").glob("*.jsonl"))
    for record in map(json.loads, file.read_text(encoding="utf-8").splitlines())
    if record["amounts"]
]


def shown(amount: Amount) -> str:
    """An amount as the case file writes it."""
    years = amount.years
    whole = len(years) > 2 and list(years) == list(range(years[0], years[-1] + 1))
    words = [str(amount.value), amount.unit, f"{years[0]}-{years[-1]}" if whole else " ".join(map(str, years))]
    return " ".join(word for word in (*words, "yearly" if amount.per_year else "") if word)


def about(amount: Amount) -> str:
    """What else is told of an amount, as the case file writes it."""
    part = "" if amount.part_of is None else f"part of {amount.part_of}"
    words = (amount.kind, amount.direction, amount.bound, amount.price_level or "", part)
    return " ".join(word for word in words if word)


def test_all_cases_are_collected() -> None:
    """Both sources of cases are read whole."""
    assert (len(CASES), len(QUOTES)) == (100, 75)
    assert Counter(case["style"] for case in CASES).keys() == {"police", "energy", "health", "finance", "municipal"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_made_sentences(case: dict[str, object]) -> None:
    """Value, unit, years and what else is told of each sum are as the case says."""
    found = find_amounts(str(case["text"]))
    assert [shown(amount) for amount in found] == case["amounts"]
    assert [about(amount) for amount in found] == case.get("about", [])


@pytest.mark.parametrize("record", QUOTES, ids=lambda record: record["quote"][:50])
def test_quotes_of_the_gold(record: dict[str, object]) -> None:
    """A careful reader's sums of a sentence are found, and no others."""
    found = [(float(one.value), one.unit, list(one.years), one.per_year) for one in find_amounts(str(record["quote"]))]
    amounts = record["amounts"]
    assert isinstance(amounts, list)
    assert found == [(float(one["value"]), one["unit"], one["years"], one["per_year"]) for one in amounts]


def written(value: Decimal, thousands: str) -> str:
    """A number as Danish texts have it."""
    whole, _, rest = f"{value:,f}".partition(".")
    return whole.replace(",", thousands) + (f",{rest}" if rest else "")


NUMBERS = st.decimals(Decimal("0.1"), 99_999, allow_nan=False, places=1)
UNITS = {
    "mio. kr.": 10**6,
    "mio.kr.": 10**6,
    "mill. kr.": 10**6,
    "millioner kroner": 10**6,
    "mia. kr.": 10**9,
    "mia.kr": 10**9,
    "milliarder": 10**9,
    "kr.": 1,
    "kroner": 1,
    "t.kr.": 1000,
    "mio. DKK": 10**6,
}


@given(NUMBERS, st.sampled_from([".", " ", "\u00a0"]), st.sampled_from(sorted(UNITS)), st.integers(2004, 2040))
def test_a_sum_and_its_year_are_read_back(value: Decimal, thousands: str, unit: str, year: int) -> None:
    """However the number and its unit are written, the sum and its year are found."""
    (amount,) = find_amounts(f"Der afsættes {written(value, thousands)} {unit} i {year} til formålet.")
    assert (amount.value, amount.years, amount.per_year) == (value * UNITS[unit], (year,), False)


@given(st.lists(st.tuples(NUMBERS, st.integers(2004, 2040)), min_size=2, max_size=5, unique_by=lambda one: one[1]))
def test_a_staircase_is_read_back(steps: list[tuple[Decimal, int]]) -> None:
    """ "X mio. kr. i A, Y mio. kr. i B og Z mio. kr. i C": each sum has its own year."""
    words = [f"{written(value, '.')} mio. kr. i {year}" for value, year in steps]
    found = find_amounts(f"Der afsættes {', '.join(words[:-1])} og {words[-1]}.")
    assert [(one.value, one.years) for one in found] == [(value * 10**6, (year,)) for value, year in steps]


@given(st.lists(NUMBERS, min_size=2, max_size=4), st.integers(2004, 2030))
def test_a_carried_unit_and_years_one_each(values: list[Decimal], first: int) -> None:
    """ "5, 10 og 15 mio. kr. i 2024, 2025 og 2026": as many years as sums, one each."""
    years = [str(first + index) for index in range(len(values))]
    numbers = [written(value, "") for value in values]
    series, when = (f"{', '.join(words[:-1])} og {words[-1]}" for words in (numbers, years))
    found = find_amounts(f"Der afsættes {series} mio. kr. i {when}.")
    assert [(one.value, one.years) for one in found] == [
        (v * 10**6, (int(y),)) for v, y in zip(values, years, strict=True)
    ]


@given(st.text(alphabet="0123456789.,-–½ kmrioatpcøæ%()ogihf", max_size=60))
def test_any_text_is_read_and_its_evidence_stands_in_it(text: str) -> None:
    """Whatever the text, no error, and the words of each sum are at its place."""
    for amount in find_amounts(text):
        assert text[amount.evidence.start : amount.evidence.end] == amount.evidence.words == amount.text
    places = [(item.start, item.end) for item in find_sums(text)]
    assert all(before[1] <= after[0] for before, after in pairwise(places))


def test_years_in_masked_words_are_no_years_of_a_sum() -> None:
    """A year inside a reference that was found is passed over."""
    text = "Med Storaftalen i 2019 afsættes 5 mio. kr."
    assert find_amounts(text)[0].years == (2019,)
    assert find_amounts(text, (Span(start=4, end=22),))[0].years == ()
