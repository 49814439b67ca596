"""Page furniture: running headers, page numbers and tables of contents, found and taken out of the lines.

What is taken out is kept in a list, so that no letter of the source is lost without a word about it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.read.source import Line
from extract.segment.shapes import TITLE
from extract.trace import Trace

_PAGE_NUMBER = re.compile(
    r"(?:[-–—|\[(]\s*)?(?:side|page|s\.)?\s*(\d{1,3})\s*(?:(?:af|of|/)\s*\d{1,3})?(?:\s*[-–—|\])])?", re.IGNORECASE
)
# "Indledning ........ 3", "2. Økonomi … 14"
_DOTTED = re.compile(r"(?:\.\s?){4,}\s*\d{1,3}$|…{2,}\s*\d{1,3}$|_{4,}\s*\d{1,3}$")
_CONTENTS = re.compile(r"(?:indhold|indholdsfortegnelse|indholdsoversigt)\W*", re.IGNORECASE)
_CONTENTS_ROW = re.compile(r".{2,110}?[\s\t]\d{1,3}")
_DIGITS = re.compile(r"\d+")
_RULE = re.compile(r"[-_=*~·.•\s]{3,}")
_REPEATS = 3
_HEADER_LENGTH = 110
_APART, _FIRST_PAGE = 8, 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """The lines that carry the agreement, and what was taken out."""

    lines: tuple[Line, ...]
    dropped: tuple[Trace, ...]


def drop_furniture(lines: tuple[Line, ...]) -> Cleaned:
    """Takes page numbers, running headers and tables of contents out of `lines`; gaps and page starts move to the
    line after.

    A page number is a number alone on its line that no figure stands beside; a running header stands on at least
    three pages, figures aside, or says the title again beside a page number.
    """
    doomed = _contents(lines) | _running(lines) | _numbers(lines)
    doomed |= _titles(lines, doomed)
    kept: list[Line] = []
    gap, opens = 0, False
    for index, line in enumerate(lines):
        if index in doomed:
            gap, opens = max(gap, line.gap), opens or line.opens
        else:
            changed = gap > line.gap or (opens and not line.opens)
            kept.append(replace(line, gap=max(gap, line.gap), opens=opens or line.opens) if changed else line)
            gap, opens = 0, False
    return Cleaned(lines=tuple(kept), dropped=tuple(lines[index].trace for index in sorted(doomed)))


def _numbers(lines: tuple[Line, ...]) -> set[int]:
    """Page numbers, rules of signs alone, and letters alone, which layout leaves behind."""
    found: set[int] = set()
    for index, line in enumerate(lines):
        if line.mark:
            continue
        left_over = _RULE.fullmatch(line.text) or (len(line.text) == 1 and line.text.isalpha())
        number = _PAGE_NUMBER.fullmatch(line.text) and not (_figure(lines, index - 1) or _figure(lines, index + 1))
        if left_over or number:
            found.add(index)
    return found


def _figure(lines: tuple[Line, ...], index: int) -> bool:
    """Whether the line is a figure alone, as a table's cells are when each has a line of its own."""
    return 0 <= index < len(lines) and bool(re.fullmatch(r"[-−–]?\d[\d.,]*", lines[index].text))


def _shape(text: str) -> str:
    return _DIGITS.sub("#", " ".join(text.lower().split()))


def _running(lines: tuple[Line, ...]) -> set[int]:
    """Lines that come again at least three times, far enough apart to be a page's head or foot."""
    shapes = [
        ""
        if line.mark or len(line.text) > _HEADER_LENGTH or not any(c.isalpha() for c in line.text)
        else _shape(line.text)
        for line in lines
    ]
    counts = Counter(shape for shape in shapes if shape)
    found: set[int] = set()
    for shape, count in counts.items():
        if count < _REPEATS or shape.startswith(("tabel #", "boks #", "mio. kr", "mia. kr", "figur #")):
            continue
        places = [index for index, other in enumerate(shapes) if other == shape]
        edges = [place for place in places if _at_edge(lines, place)]
        edges = [
            place for before, place in pairwise([-_APART, *edges]) if lines[place].opens or place - before >= _APART
        ]
        if len(edges) >= _REPEATS and len(edges) * 2 >= len(places) and min(map(_distance, pairwise(edges))) >= _APART:
            found.update(edges if _is_elsewhere(lines, edges[0], shape) else edges[1:])
    return found


def _distance(pair: tuple[int, int]) -> int:
    return pair[1] - pair[0]


def _is_elsewhere(lines: tuple[Line, ...], place: int, shape: str) -> bool:
    """Whether what a running header says first stands on the first page besides, so that the title is not lost
    with it.
    """
    if place >= _FIRST_PAGE:
        return True
    others = (line.text for line in lines[:_FIRST_PAGE] if _shape(line.text) != shape)
    return shape in _shape(" ".join(others))


def _at_edge(lines: tuple[Line, ...], index: int) -> bool:
    """Whether the line stands at a page's beginning or end, as far as can be told: beside a page's start or its
    number.
    """
    around = range(max(index - 2, 0), min(index + 3, len(lines)))
    return any(lines[at].opens or _PAGE_NUMBER.fullmatch(lines[at].text) for at in around)


def _titles(lines: tuple[Line, ...], doomed: set[int]) -> set[int]:
    """Lines beside a page number that say the title over again, as it stands elsewhere among the first lines."""
    found: set[int] = set()
    beside = {
        index for number in doomed if _PAGE_NUMBER.fullmatch(lines[number].text) for index in (number - 1, number + 1)
    }
    candidates = [
        index for index in beside if 0 <= index < len(lines) and index not in doomed and not lines[index].mark
    ]
    for index in sorted(candidates, key=lambda index: (-len(lines[index].text), index)):
        shape = _shape(re.split(r"[ꞏ·•|]|\s[–-]\s", lines[index].text)[0])
        others = " ".join(line.text for at, line in enumerate(lines[:12]) if at != index and at not in found)
        if TITLE.match(lines[index].text) and len(shape) < _HEADER_LENGTH and shape in _shape(others):
            found.add(index)
    return found


def _contents(lines: tuple[Line, ...]) -> set[int]:
    """A table of contents: rows with leader dots, or the rows with page numbers that follow its heading."""
    found = {index for index, line in enumerate(lines) if _DOTTED.search(line.text)}
    for index, line in enumerate(lines):
        if not _CONTENTS.fullmatch(line.text):
            continue
        at = index + 1
        while at < len(lines) and (at in found or _CONTENTS_ROW.fullmatch(lines[at].text)):
            at += 1
        if at - index > 2:
            found.update(range(index, at))
    if len(found) == 1:
        found.clear()
    return found
