"""Danish numbers, in every way of writing them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.numerals import read_number

ONES = [
    "nul",
    "en",
    "to",
    "tre",
    "fire",
    "fem",
    "seks",
    "syv",
    "otte",
    "ni",
    "ti",
    "elleve",
    "tolv",
    "tretten",
    "fjorten",
]
ONES += ["femten", "seksten", "sytten", "atten", "nitten"]
TENS = ["", "", "tyve", "tredive", "fyrre", "halvtreds", "tres", "halvfjerds", "firs", "halvfems"]


def spell(number: int) -> str:
    """A number below a million in words."""
    if number >= 1000:
        rest = number % 1000
        return f"{spell(number // 1000)} tusind" + (f" og {spell(rest)}" if rest else "")
    if number >= 100:
        rest = number % 100
        return f"{spell(number // 100)} hundrede" + (f" og {spell(rest)}" if rest else "")
    if number >= 20:
        return f"{ONES[number % 10]}og{TENS[number // 10]}" if number % 10 else TENS[number // 10]
    return ONES[number]


def write(value: Decimal, thousands: str) -> str:
    """A number in digits, with the sign for thousands and a decimal comma."""
    whole, _, rest = f"{value:,f}".partition(".")
    return whole.replace(",", thousands) + (f",{rest}" if rest else "")


@given(st.integers(0, 999_999))
def test_words_are_read_back(number: int) -> None:
    """What is spelled out is read as what was meant."""
    assert read_number(spell(number)) == number


@given(st.decimals(0, 999_999_999, allow_nan=False, places=1), st.sampled_from([".", " ", "\u00a0", "\u202f", ""]))
def test_digits_are_read_back(value: Decimal, thousands: str) -> None:
    """Dots, spaces or nothing between thousands, and a decimal comma."""
    assert read_number(write(value, thousands)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("halvanden", "1.5"),
        ("en halv", "0.5"),
        ("to en halv", "2.5"),
        ("to og en halv", "2.5"),
        ("3½", "3.5"),
        ("3 ½", "3.5"),
        ("½", "0.5"),
        ("2 1/2", "2.5"),
        ("0.5", "0.5"),
        ("1.500", "1500"),
        ("femhundrede", "500"),
        ("tooghalvfems", "92"),
        ("halvtredsindstyve", "50"),
        ("1.898,4", "1898.4"),
        ("ét", "1"),
    ],
)
def test_forms(text: str, value: str) -> None:
    """Halves, fractions and older words."""
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "og", "mange", "fem kroner", "1.2.3"])
def test_what_is_no_number_is_refused(text: str) -> None:
    """A text that is no number is an error, never a zero."""
    with pytest.raises(ValueError, match="number"):
        read_number(text)
