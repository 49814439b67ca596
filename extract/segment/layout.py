"""How a document's lines are broken: the width of full lines and the gap between lines, measured where it is certain.

Extracted text has lines of the page's width, with a blank line after each paragraph, or after each line, or neither,
and the way changes within a document (a box is set narrower). A line that goes on with a small letter or ends with a
hyphen tells the width and the gap of its neighbourhood.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.hyphens import HYPHENS
from extract.read.source import Line
from extract.segment.shapes import BULLET, starts_small
from extract.sentences import ends_sentence

_FULL = 0.90
_NEAR = 12
_FAR = 36
_FLOWING_SHARE = 0.3
_LONG = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """`flowing`: each line is a paragraph. `certain`: the indices of lines that certainly go on; `lengths` and
    `gaps` of all lines.
    """

    flowing: bool
    certain: tuple[int, ...]
    lengths: tuple[int, ...]
    gaps: tuple[int, ...]
    gap: int

    def near(self, index: int) -> tuple[int, int]:
        """The width of full lines and the gap between lines of one paragraph around the line at `index`."""
        at = bisect_left(self.certain, index)
        close = self.certain[max(at - _NEAR // 2, 0) : at + _NEAR // 2]
        close = tuple(other for other in close if abs(other - index) <= _FAR) or close
        if not close:
            return 0, self.gap
        lengths = sorted(self.lengths[other] for other in close)
        gap = Counter(self.gaps[other] for other in close).most_common(1)[0][0]
        return lengths[int(len(lengths) * 0.8)], gap


def measure(lines: Sequence[Line], flowing: bool | None) -> Layout:
    """Finds the lines that certainly go on in the next, and whether the document has such lines at all."""
    certain = [index for index, (line, after) in enumerate(pairwise(lines)) if _certain(line, after)]
    long = sum(len(line.text) > _LONG and not line.mark for line in lines)
    gaps = tuple(after.gap for after in lines[1:])
    return Layout(
        flowing=len(certain) < _FLOWING_SHARE * long if flowing is None else flowing,
        certain=tuple(certain),
        lengths=tuple(line.reach for line in lines),
        gaps=gaps,
        gap=Counter(gaps[index] for index in certain).most_common(1)[0][0] if certain else 0,
    )


def _certain(line: Line, after: Line) -> bool:
    if after.mark or line.mark in ("heading", "row") or BULLET.match(after.text):
        return False
    if hyphenated(line.text) and after.text[:1].isalpha():
        return True
    return starts_small(after.text) and not ends_sentence(line.text) and len(line.text) > _LONG


def hyphenated(text: str) -> bool:
    """Whether the line ends in the middle of a word."""
    return len(text) > 1 and text[-1] in HYPHENS and not text[-2].isspace()


def is_full(line: Line, following: Line, width: int) -> bool:
    """Whether the first word of `following` would not have fitted on `line`."""
    return line.reach + 1 + len(following.text.split(None, 1)[0]) > _FULL * width
