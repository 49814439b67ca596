"""Plain text into lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from extract.read.source import Line, Source
from extract.trace import Trace

_LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\r\n\v\x85\u2028\u2029]")
_RARELY = 0.06
# All that words are split at, but for what ends a line, and signs without width: what is left of a line has a word.
_BLANK = (
    " \t\x1c\x1d\x1e\x1f\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
    "\ufeff\u200b\x00"
)


def read_plain(text: str) -> Source:
    """The lines of a plain text. A form feed begins a page.

    >>> [line.text for line in read_plain("1. Indledning\\n\\nParterne er\\nenige").lines]
    ['1. Indledning', 'Parterne er', 'enige']
    """
    pages = (0, *(match.end() for match in re.finditer("\f", text))) if "\f" in text else ()
    lines = _lines(text, pages)
    return Source(text=text, lines=tuple(lines if pages else _guess_pages(lines)), form="text", pages=pages)


def line_starts(text: str) -> tuple[int, ...]:
    """The offsets at which lines begin, the first 0."""
    return (0, *(match.end() for match in _BREAK.finditer(text)))


def _guess_pages(lines: list[Line]) -> list[Line]:
    """Marks where pages begin in text that lost its form feeds: a single space in front, and no blank line before.

    Where many lines are indented a space means nothing. The pages cannot be counted on, so they get no numbers.
    """
    indented = sum(line.indent > 0 for line in lines)
    if indented > _RARELY * len(lines):
        return lines
    return [replace(line, opens=line.gap == 0 and 0 < line.indent < 3) if line.indent else line for line in lines]


def _lines(text: str, pages: tuple[int, ...]) -> list[Line]:
    lines: list[Line] = []
    end = page = 0
    for match in _LINE.finditer(text):
        body = match.group().strip(_BLANK)
        if not body:
            continue
        indent = len(match.group()) - len(match.group().lstrip(_BLANK))
        start = match.start() + indent
        breaks = len(_BREAK.findall(text, end, match.start()))
        here = bisect_right(pages, start)
        lines.append(
            Line(
                trace=Trace.of(body, start),
                gap=max(breaks - 1, 0),
                indent=indent,
                opens=here != page and bool(pages),
            )
        )
        end, page = match.end(), here
    return lines
