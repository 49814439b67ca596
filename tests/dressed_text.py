"""Agreements as text that was copied out of a PDF, or read off a picture."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.models import Document
from tests.rendering import Style, render


@dataclass(frozen=True, kw_only=True)
class Dress:
    """How a text came about. `style`: how its lines are set; `signs`: what of the letters became something else;
    `bullets`: the sign of an item on a line of its own; `spaced`: line ends became spaces, so that a paragraph is one
    line with hyphens in it; `errors`: how many letters of a thousand were misread.
    """

    name: str
    style: Style
    bullets: bool = False
    signs: bool = False
    spaced: bool = False
    errors: int = 0


DRESSES = (
    Dress(name="copied", style=Style(name="copied", width=85, between=0, lines=48, footer="{page}", feeds=False)),
    Dress(
        name="copied, bullets apart",
        style=Style(name="apart", width=90, lines=44, header="{title}", footer="Side {page}", feeds=False),
        bullets=True,
    ),
    Dress(name="copied, odd signs", style=Style(name="odd", width=88, footer="{page} / {pages}"), signs=True),
    Dress(
        name="copied, lines run together",
        style=Style(name="run", width=85, between=1, lines=10_000, feeds=False, after_heading=1),
        spaced=True,
    ),
    Dress(name="scanned", style=Style(name="scanned", width=80, lines=46, footer="- {page} -"), errors=2),
)
_CONFUSED = {"l": "1", "rn": "m", "m": "rn", "i": "í", "0": "O", "e": "c", "å": "à", "ø": "o", "cl": "d", "I": "l"}


def dressed_text(document: Document, dress: Dress, seed: int = 5) -> str:
    """`document` as text in that dress."""
    text = render(document, dress.style, seed)
    if dress.bullets:
        text = re.sub(r"^[•-] ", "•\n", text, flags=re.MULTILINE)
    if dress.signs:
        text = text.replace("fi", "ﬁ").replace("ﬂ", "fl").replace("-\n", "\xad\n").replace("mia. kr.", "mia.\xa0kr.")
        text = text.replace("ffi", "ﬃ").replace("• ", "\uf0b7\t").replace("å", "a\u030a")
    if dress.spaced:
        text = "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n|\n(?=• )", text))
    if dress.errors:
        chance = random.Random(seed)
        text = "".join(_misread(text, dress.errors, chance))
    return text


def _misread(text: str, errors: int, chance: random.Random) -> Iterator[str]:
    """The letters of `text`, some of them taken for others, and specks of dust."""
    for char in text:
        if char.islower() and chance.random() * 1000 < errors and char in _CONFUSED:
            yield _CONFUSED[char]
        else:
            yield char
        if char == " " and chance.random() * 1000 < errors:
            yield " "
