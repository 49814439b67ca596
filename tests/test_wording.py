"""Numbers, sums and times in words: one wording, in Danish and in English, in Python as in the browser."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from test_browser_site import Open, folder, opened

from viz.network_data import NetworkAmount
from viz.wording import bounded, money, when, worth, years

__all__ = ["folder", "opened"]

SUMS = (
    (NetworkAmount(value=Decimal(287_400_000_000), unit="DKK"), "287,4 mia. kr.", "DKK 287.4 bn"),
    (NetworkAmount(value=Decimal(23_009_000_000), unit="DKK", years=(2020,)), "23,009 mia. kr. (2020)",
     "DKK 23.009 bn (2020)"),
    (NetworkAmount(value=Decimal(-75_000_000), unit="DKK"), "-75 mio. kr.", "DKK -75 m"),
    (NetworkAmount(value=Decimal(351_500), unit="DKK"), "351.500 kr.", "DKK 351,500"),
    (NetworkAmount(value=Decimal("37.5"), unit="percent"), "37,5 pct.", "37.5 per cent"),
    (NetworkAmount(value=Decimal(500_000_000), unit="DKK", years=(2027, 2028, 2029, 2030), per_year=True),
     "500 mio. kr. om året (2027–2030)", "DKK 500 m a year (2027–2030)"),
    (NetworkAmount(value=Decimal(10**9), unit="DKK", years=(2020, 2022, 2023, 2024)), "1 mia. kr. (2020, 2022–2024)",
     "DKK 1 bn (2020, 2022–2024)"),
)  # fmt: skip
TIMES = (
    ("2024-06-30", "30. juni 2024", "30 June 2024"),
    ("2024-06", "juni 2024", "June 2024"),
    ("2024", "2024", "2024"),
    ("2024-34", "2. kvartal 2024", "quarter 2 of 2024"),
    ("2023-23~", "omkring efteråret 2023", "about autumn 2023"),
    ("2025-40", "første halvår 2025", "first half of 2025"),
    ("2024-02-31", "2024-02-31", "2024-02-31"),
    ("snart", "snart", "snart"),
)


@pytest.mark.parametrize(("amount", "danish", "english"), SUMS)
def test_a_sum_is_worded_in_both_languages_and_never_rounded(amount: NetworkAmount, danish: str, english: str) -> None:
    """Millions and billions, thousands set apart and decimals as the language has them, and the years."""
    assert (money(amount), money(amount, "en")) == (danish, english)


@pytest.mark.parametrize(("edtf", "danish", "english"), TIMES)
def test_a_time_is_worded_in_both_languages(edtf: str, danish: str, english: str) -> None:
    """Days, months, seasons, quarters and halves; what is no day of the calendar stays as it stands."""
    assert (when(edtf), when(edtf, "en")) == (danish, english)


def test_a_limit_is_told_and_an_unknown_unit_is_not_taken_for_kroner() -> None:
    """Each bound has its words; a unit that nobody named stands after its number."""
    told = [bounded(bound, worth(Decimal(10**9), "DKK", "en"), "en") for bound in ("up-to", "at-least", "about", "")]
    assert told == ["up to DKK 1 bn", "at least DKK 1 bn", "about DKK 1 bn", "DKK 1 bn"]
    assert worth(Decimal("1.5"), "EUR") == "1,5 EUR"
    assert years(()) == ""


@pytest.mark.browser
@pytest.mark.parametrize(("place", "at"), [("", 1), ("#sprog=en", 2)])
def test_the_browser_words_sums_and_times_alike(opened: Open, folder: Path, place: str, at: int) -> None:
    """What the network page writes in the browser is what the other pages have."""
    page = opened(folder / "network.html", place)
    shown = [
        {"value": float(one.value), "unit": one.unit, "years": one.years, "perYear": one.per_year} for one, *_ in SUMS
    ]
    assert page.evaluate("all => all.map(aftalegraf.money)", json.loads(json.dumps(shown))) == [row[at] for row in SUMS]
    usual = [row for row in TIMES if row[0] != "2024-02-31"]  # a browser counts on into March
    assert page.evaluate("all => all.map(aftalegraf.when)", [row[0] for row in usual]) == [row[at] for row in usual]
