"""Lines put together as one: broken words joined, a space for every other line end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.hyphens import Vocabulary, judge
from extract.read.source import Line
from extract.segment.layout import hyphenated
from extract.segment.shapes import BULLET, words
from extract.trace import Trace

_SPACES = re.compile(r"[ \t\xa0\u2007\u2009\u202f\u3000]{2,}|[\t\xa0\u2007\u2009\u202f\u3000]")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff\x00-\x08\x0e-\x1f]")
# the number of a note after a word or a stop, "interessenter.¹", not "25 m²"
_NOTE_NUMBER = re.compile(
    r"(?:(?<=[^\W\d_]{3})|(?<=[.,;:!?)”\"»]))\s?(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}|\[\d{1,2}\])(?=[\s.,;:)”\"]|\Z)"
)
_EITHER = re.compile(f"{_SPACES.pattern}|{_INVISIBLE.pattern}|{_NOTE_NUMBER.pattern}")
_SOFT = "\u00ad"
_PAIR, _PROSE = 2, 5
_ENDED = re.compile(r"(?:\w{4}|\d|[)”\"])[.!?]\s*\Z")  # not "ledige mv."
_BROKEN = re.compile(r"(?<=[a-zæøå]{2})- (?=[a-zæøå]{2})")


def join_lines(lines: Sequence[Trace], vocabulary: Vocabulary) -> Trace:
    """The lines as one, runs of white space made one space."""
    parts: list[Trace] = []
    for index, trace in enumerate(lines):
        if index + 1 == len(lines):
            parts.append(trace)
        elif not hyphenated(trace.text):
            parts += (trace, Trace.glue(" "))
        else:
            verdict = "join" if trace.text[-1] == _SOFT else judge(trace.text[:-1], lines[index + 1].text, vocabulary)
            parts.append(trace.cut(0, len(trace) - 1) if verdict == "join" else trace)
            if verdict == "suspend":
                parts.append(Trace.glue(" "))
    return _mended(tidy(Trace.join(parts)), vocabulary)


def _mended(trace: Trace, vocabulary: Vocabulary) -> Trace:
    """Words put together that were broken at a line's end which is none any more: "vel- færden", not "social- og"."""
    parts: list[Trace] = []
    at = 0
    for match in _BROKEN.finditer(trace.text):
        verdict = judge(trace.text[: match.start()], trace.text[match.end() :], vocabulary)
        if verdict != "suspend":
            parts.append(trace.cut(at, match.start() + (verdict == "keep")))
            at = match.end()
    return Trace.join((*parts, trace.cut(at))) if parts else trace


def with_signs(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, the sign of an item that stands alone on its line put in front of the next."""
    done: list[Line] = []
    sign: Line | None = None
    for line in lines:
        if len(line.text) == 1 and not line.mark and BULLET.match(f"{line.text} x"):
            sign = line
        elif sign is not None:
            trace = Trace.join((sign.trace, Trace.glue(" "), line.trace))
            done.append(replace(line, trace=trace, gap=sign.gap, opens=sign.opens or line.opens, loud=False))
            sign = None
        else:
            done.append(line)
    return (*done, sign) if sign else tuple(done)


def with_cells(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, each cell of a row in which somebody writes sentences as a line of its own."""
    done: list[Line] = []
    for line in lines:
        cells = line.text.split("\t") if line.mark == "row" else []
        if len(cells) < _PAIR or not any(words(cell) >= _PROSE and _ENDED.search(cell) for cell in cells):
            done.append(line)
            continue
        at = 0
        for cell in cells:
            trace = line.trace.cut(at, at + len(cell)).strip()
            at += len(cell) + 1
            if trace.text:
                done.append(replace(line, trace=trace, mark="", gap=1))
    return tuple(done)


def tidy(trace: Trace) -> Trace:
    """Runs of white space as one space, soft hyphens and invisible signs out."""
    if not _EITHER.search(trace.text):
        return trace
    parts: list[Trace] = []
    at = 0
    for match in _EITHER.finditer(trace.text):
        parts.append(trace.cut(at, match.start()))
        if _SPACES.fullmatch(match.group()):
            parts.append(Trace.glue(" "))
        at = match.end()
    parts.append(trace.cut(at))
    return Trace.join(parts)
