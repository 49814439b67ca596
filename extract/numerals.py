"""Danish numbers read into exact decimals: "1.898,4", "10 000", "3½", "halvanden", "femogtyve", "to hundrede"."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

_FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75", "1/2": "0.5", "1/4": "0.25", "3/4": "0.75"}
_ONES = (
    *("nul", "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv"),
    *("tretten", "fjorten", "femten", "seksten", "sytten", "atten", "nitten"),
)
_TENS = {
    20: ("tyve",),
    30: ("tredive", "tredve"),
    40: ("fyrre", "fyrretyve"),
    50: ("halvtreds", "halvtredsindstyve"),
    60: ("tres", "tresindstyve"),
    70: ("halvfjerds", "halvfjerdsindstyve"),
    80: ("firs", "firsindstyve"),
    90: ("halvfems", "halvfemsindstyve"),
}
_MULTIPLIERS = {"hundrede": 100, "hundred": 100, "tusind": 1000, "tusinde": 1000}

# Digits: thousands by dots or (hard) spaces, decimals by a comma, or by a dot with fewer than three digits; a fraction.
DIGITS = (
    r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?"  # 1.898,4
    r"|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d.])(?:,\d+)?"  # 10 000
    r"|\d+,\d+|\d+\.\d{1,2}(?!\d)"  # 0,5 and the misprint 0.5
    r"|\d+(?:\s?[½¼¾]|\s[13]/[24](?!\d))?"  # 19, 3½, 3 1/2
    r"|[½¼¾])"
)


@cache
def _words() -> dict[str, Decimal]:
    """Every number word that is written as one word, without its multipliers: 0 to 99, and the halves."""
    words = {word: Decimal(value) for value, word in enumerate(_ONES)}
    words |= {"et": Decimal(1), "én": Decimal(1), "ét": Decimal(1)}
    units = {word: value for word, value in words.items() if 0 < value < 10}
    for value, spellings in _TENS.items():
        for spelling in spellings:
            words[spelling] = Decimal(value)
            words |= {f"{unit}og{spelling}": value + one for unit, one in units.items()}
    halves = {"halvanden": "1.5", "halvandet": "1.5", "halv": "0.5", "halvt": "0.5", "kvart": "0.25"}
    halves["trekvart"] = "0.75"
    return words | {word: Decimal(value) for word, value in halves.items()}


@cache
def number_words() -> str:
    """An expression for a number in words: "halvanden", "to en halv", "to hundrede og femogtyve", "femhundrede"."""
    small = "|".join(sorted(_words(), key=len, reverse=True))
    many = "|".join(sorted(_MULTIPLIERS, key=len, reverse=True))
    word = rf"(?:(?:{small})?(?:{many})|(?:{small}))(?!\w)"
    return rf"(?:{word}(?:\s(?:og\s)?{word})*)"


def _fraction(text: str) -> tuple[str, Decimal]:
    for sign, value in _FRACTIONS.items():
        if text.endswith(sign):
            return text[: -len(sign)].strip(), Decimal(value)
    return text, Decimal(0)


def _digits(text: str) -> Decimal:
    whole, rest = _fraction(text)
    plain = re.sub(r"[ \u00a0\u202f]", "", whole)
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d{1,3}(?:\.\d{3})+", plain):
        plain = plain.replace(".", "")
    return Decimal(plain or "0") + rest


def _split(word: str) -> list[str]:
    """A word as its number words: "femhundrede" as "fem", "hundrede"."""
    for multiplier in _MULTIPLIERS:
        if word.endswith(multiplier) and word != multiplier:
            return [word.removesuffix(multiplier), multiplier]
    return [word]


def _spoken(words: list[str]) -> Decimal:
    total = current = Decimal(0)
    before = ""
    for word in words:
        if word in _MULTIPLIERS:
            current = max(current, Decimal(1)) * _MULTIPLIERS[word]
            if _MULTIPLIERS[word] == 1000:
                total, current = total + current, Decimal(0)
        elif word in _words():
            # "en halv" is a half, and "to en halv" two and a half: the "en" before it counts nothing.
            one = Decimal(1) if word.startswith(("halv", "kvart", "trekvart")) and _words()[word] < 1 else Decimal(0)
            current += _words()[word] - (one if before in ("en", "et", "én", "ét") else 0)
        else:
            raise ValueError(f"{word!r} is no Danish number word")
        before = word
    return total + current


def read_number(text: str) -> Decimal:
    """The value of a number in digits or words.

    >>> read_number("1.898,4"), read_number("3½"), read_number("halvanden"), read_number("to hundrede og femogtyve")
    (Decimal('1898.4'), Decimal('3.5'), Decimal('1.5'), Decimal('225'))

    Raises ValueError where `text` is no number.
    """
    folded = " ".join(text.lower().split())
    if re.fullmatch(DIGITS, folded):
        return _digits(folded)
    words = [part for word in folded.split() if word != "og" for part in _split(word)]
    if not words:
        raise ValueError(f"{text!r} is no number")
    return _spoken(words)


def plain(value: Decimal) -> Decimal:
    """`value` without zeros behind its point, as scaling leaves them: 1898.4 million is 1898400000.

    >>> plain(Decimal("1898400000.0")), plain(Decimal("37.50"))
    (Decimal('1898400000'), Decimal('37.5'))
    """
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
