"""Quantities in other units than kroner."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.lexicon import load_lexicon
from extract.quantities import find_quantities

EXAMPLES = [example for entry in load_lexicon("quantities") for example in entry.examples]


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_holds_a_quantity(example: str) -> None:
    """A number and a unit are found in each example of the phrase file."""
    assert find_quantities(example)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("etablering af 150 nye særlige pladser i psykiatrien", [("150", "pladser")]),
        ("Parterne vil frigøre ressourcer svarende til 10.000 årsværk over 10 år.", [("10000", "årsværk")]),
        ("Der igangsættes 28 konkrete initiativer", [("28", "initiativer")]),
        ("en reduktion på 0,5-0,7 mio. ton CO2e i 2030", [("500000", "ton CO2e"), ("700000", "ton CO2e")]),
        ("to energiøer på i alt 5 GW", [("2", "energiøer"), ("5", "GW")]),
        ("et bidrag på 5 mio. euro", [("5000000", "EUR")]),
        ("tolv nye politistationer", [("12", "politistationer")]),
        ("5 fælleskommunale it-serviceorganisationer", [("5", "serviceorganisationer")]),
        ("en række konkrete digitaliseringsprojekter", []),
        ("I 2024 skal boliger opføres.", []),
        ("Der afsættes 5 mio. kr. til pladser.", []),
        ("unge under 25 år", []),
    ],
)
def test_quantities(text: str, expected: list[tuple[str, str]]) -> None:
    """Numbers before units are quantities; years and sums are none."""
    assert [(str(found.value), found.unit) for found in find_quantities(text)] == expected


@given(st.integers(1, 9_999_999), st.sampled_from(["pladser", "boliger", "MW", "hektar", "årsværk", "ton"]))
def test_a_quantity_is_read_back(number: int, unit: str) -> None:
    """However large, the number before a unit is its value."""
    text = f"Der etableres {number:,} {unit}.".replace(",", ".")
    (found,) = find_quantities(text)
    assert (found.value, found.unit) == (Decimal(number), unit)
    assert text[found.evidence.start : found.evidence.end] == found.text
