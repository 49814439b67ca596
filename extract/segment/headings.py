"""What a heading is the heading of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.models import SectionKind
from extract.segment.blocks import Block
from extract.segment.shapes import LABEL, NUMBERED

_KINDS: dict[str, SectionKind] = {
    "boks": "box",
    "faktaboks": "box",
    "infoboks": "box",
    "tekstboks": "box",
    "bilag": "annex",
    "appendiks": "annex",
    "kapitel": "chapter",
}


_NO_SECTION = frozenset(("tabel", "bilagstabel", "figur", "oversigt"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading read: `bare` where it is a label alone ("Boks 1"), `series` where it is one of a row ("Initiativ 3").

    `markup` is the level that the markup gives, 0 where none does.
    """

    kind: SectionKind
    title: str
    number: str
    markup: int
    bare: bool = False
    series: bool = False


def read_heading(block: Block) -> Heading:
    """Tells chapter, section, box and annex apart, and their numbers.

    >>> from extract.trace import Trace
    >>> heading = read_heading(Block(kind="heading", trace=Trace.of("3. Børn og unge", 0)))
    >>> heading.kind, heading.number, heading.title
    ('chapter', '3', 'Børn og unge')
    """
    text = re.sub(r"\s+", " ", block.text).strip(" *_")
    label = LABEL.fullmatch(text)
    if label and label["word"].lower() in _KINDS:
        title = label["title"].strip()
        return Heading(
            kind=_KINDS[label["word"].lower()],
            title=title or f"{label['word']} {label['number']}",
            number=label["number"],
            markup=block.level,
            bare=not title,
        )
    if label and label["word"].lower() not in _NO_SECTION:
        return Heading(kind="section", title=text, number="", markup=block.level, series=True)
    numbered = NUMBERED.fullmatch(text)
    if numbered:
        number = numbered["number"]
        kind: SectionKind = "section" if "." in number else "chapter"
        return Heading(kind=kind, title=numbered["title"].strip(), number=number, markup=block.level)
    return Heading(kind="section", title=text, number="", markup=block.level)
