"""Agreements in other dress: a document written out as extracted text looks, wrapped, hyphenated, paged and
furnished.
"""

from __future__ import annotations

import random
import re
import textwrap
from dataclasses import dataclass

from extract.models import Document

_WORD = re.compile(r"[a-zæøåA-ZÆØÅ][a-zæøå]{6,}")
_VOWELS, _CONSONANTS = "aeiouyæøånrlst", "bdfghjklmnprstv"


@dataclass(frozen=True, kw_only=True)
class Style:
    """How a document is written out. `between`: blank lines between paragraphs; `double`: a blank line after
    every line.
    """

    name: str
    width: int = 92
    between: int = 1
    after_heading: int = 0
    hyphens: bool = True
    bullet: str = "•"
    double: bool = False
    lines: int = 45
    header: str = ""
    footer: str = ""
    feeds: bool = True
    indent: str = ""


STYLES = (
    Style(name="paged", footer="{page}"),
    Style(name="headed", after_heading=1, bullet="-", header="{title}", footer="Side {page} af {pages}", feeds=False),
    Style(name="tight", width=80, between=0, hyphens=False, bullet="\uf0b7", lines=50, footer="{page}"),
    Style(name="indented", width=80, between=0, lines=50, header="{page}   {title}", indent="   "),
    Style(name="double", width=100, between=0, double=True, lines=90, footer="{page}", feeds=False),
    Style(name="narrow", width=48, bullet="–", lines=60, header="{title} - maj 2025", footer="{page}"),
    Style(name="flowing", width=100_000, after_heading=1, hyphens=False, bullet="*", feeds=False),
)


def render(document: Document, style: Style, seed: int) -> str:
    """`document` as text in `style`; `seed` decides where lines are a little longer or shorter."""
    chance = random.Random(seed)
    lines: list[str] = []
    headings = {document.text[one.span.start :].split("\n", 1)[0] for one in document.sections if one.kind != "table"}
    for block in document.text.split("\n\n"):
        for number, line in enumerate(block.split("\n")):
            if number == 0 and lines:
                lines += [""] * style.between
            lines += _dressed(line, style, chance, heading=line in headings)
    if style.double:
        lines = [one for line in lines for one in (line, "")]
    return _paged(lines, style, document.identity.title)


def _dressed(line: str, style: Style, chance: random.Random, *, heading: bool) -> list[str]:
    if heading:
        return ["", *textwrap.wrap(line, style.width - 15), *[""] * style.after_heading]
    if len(line) < 60 and re.search(r"\s-?\d[\d.]*,?\d*$", line):
        return [line]
    if re.match(r"[•\uf0b7-]\s", line):
        return _wrapped(line[2:], style, chance, first=f"{style.bullet} ", rest="  ")
    return _wrapped(line, style, chance, first=style.indent, rest="")


def _wrapped(text: str, style: Style, chance: random.Random, *, first: str, rest: str) -> list[str]:
    lines: list[str] = []
    line = first
    for word in text.split(" "):
        limit = style.width + chance.randint(-3, 3)
        glue = " " if line.strip() and not line.endswith(" ") else ""
        if len(line + glue + word) <= limit:
            line += glue + word
            continue
        at = syllable(word, limit - len(line) - 2) if style.hyphens and chance.random() < 0.8 else 0
        lines.append(line + glue + word[:at] + "-" if at else line)
        line = rest + word[at:]
    return [*lines, line]


def syllable(word: str, room: int) -> int:
    """Where a hyphen may go, as near to `room` as a syllable's end comes; 0 for nowhere."""
    match = _WORD.match(word)
    if not match or room < 4:
        return 0
    at = min(room, len(match.group()) - 3)
    while at > 2 and not (word[at] in _CONSONANTS and word[at - 1] in _VOWELS):
        at -= 1
    return at if at > 2 else 0


def _paged(lines: list[str], style: Style, title: str) -> str:
    sheets = [lines[at : at + style.lines] for at in range(0, len(lines), style.lines)]
    pages: list[str] = []
    for number, sheet in enumerate(sheets, 1):
        head = [style.header.format(page=number, title=title), ""] if style.header else []
        foot = ["", style.footer.format(page=number, pages=len(sheets), title=title)] if style.footer else []
        pages.append("\n".join([*head, *"\n".join(sheet).strip("\n").split("\n"), *foot]))
    return ("\n\f" if style.feeds else "\n\n").join(pages) + "\n"
