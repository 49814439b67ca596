"""Columns that a file draws line by line across the page, read one after the other.

A printing program may draw the first line of each column, then the second of each; the lines then come as one, with a
wide gap in it. Where such gaps stand over one another, no line crosses them, and what stands on either side goes on
from line to line as prose does, they are a gutter. Rows of a table have gaps too, but what stands in a cell does not go
on below in mid-sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extract.segment.layout import hyphenated
from extract.segment.shapes import starts_small
from extract.sentences import ends_sentence

_LEAST_ROWS, _LEAST_GOING, _GOING_SHARE = 3, 2, 0.25
_LEAST_JUMPS, _JUMPS_SHARE = 3, 0.5
_SAME_EDGE, _NARROWEST = 3.0, 5.0
_TRIES, _DEPTH = 6, 3
_STUB_ROWS, _STUB_GAP = 2, 2.2
_SMALL, _LETTERS = 0.9, 4
_FIGURES, _LONG, _STEPS = re.compile(r"\d{1,4}"), 20, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A line on a page: its text, left and right edge, baseline, size and weight of its letters, in points.

    `column` is the left edge of the column that it stands in, where one was found; `alone`: it belongs to none of the
    other lines.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    weight: int
    page: int
    column: float | None = None
    alone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A line as the file draws it: `whole`, and its `stretches` where wide gaps part it, left to right."""

    whole: Run
    stretches: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """A stretch, and which of the lines drawn it is part of."""

    run: Run
    line: int


def read_columns(lines: Sequence[Drawn], gutters: Sequence[float] = ()) -> tuple[list[Run], list[float]]:
    """The lines of a page in reading order, those across columns parted; and where columns begin.

    `gutters` are where columns begin on other pages of the document: there a few lines are enough. A page without such
    columns keeps its lines and their order.
    """
    stretches = [_Stretch(run=run, line=at) for at, line in enumerate(lines) for run in line.stretches]
    order, found = _parted(stretches, gutters, _DEPTH)
    if not found:
        return _beside(stretches, lines, gutters), []
    return list(_put_together(order, lines)), found


def _beside(stretches: Sequence[_Stretch], lines: Sequence[Drawn], gutters: Sequence[float]) -> list[Run]:
    """The lines as they are drawn, those that stand in columns drawn one after the other with their column's edge."""
    columns: dict[int, float] = {}
    for edge in _edges(stretches, gutters):
        for block in _blocks(stretches, edge):
            if _is_columns(block, edge, known=False, jump=False):
                for side in _sides(block, edge):
                    begin = min(one.run.left for one in side)
                    columns.update((one.line, max(begin, columns.get(one.line, begin))) for one in side)
    return [replace(line.whole, column=columns.get(at)) for at, line in enumerate(lines)]


def without_line_numbers(lines: Sequence[Drawn], least: int = _LEAST_ROWS) -> list[Drawn]:
    """The lines with the numbers that stand in the margin, before every fifth or so, as lines of their own, where there
    are at least so many.

    There they are taken for page numbers, and told among what is left out.
    """
    numbered = [
        line for line in lines if len(line.stretches) > 1 and _FIGURES.fullmatch(line.stretches[0].text.strip())
    ]
    rest = [line.stretches[0].left for line in lines if line not in numbered and len(line.whole.text) > _LONG]
    edge = min(rest, default=0.0)
    numbered = [line for line in numbered if line.stretches[0].right < edge]
    counted = [int(line.stretches[0].text) for line in numbered]
    if len(counted) < least or len({after - before for before, after in pairwise(counted)}) > _STEPS:
        return list(lines)
    done: list[Drawn] = []
    for line in lines:
        if line in numbered:
            number, rest_of_line = (
                replace(line.stretches[0], alone=True, size=line.stretches[1].size),
                line.stretches[1:],
            )
            text = line.whole.text[len(number.text) :].strip()
            whole = replace(line.whole, text=text, left=rest_of_line[0].left, size=rest_of_line[0].size)
            done += [Drawn(whole=number, stretches=(number,)), Drawn(whole=whole, stretches=rest_of_line)]
        else:
            done.append(line)
    return done


def _parted(
    stretches: Sequence[_Stretch], gutters: Sequence[float], depth: int
) -> tuple[list[tuple[_Stretch, float | None]], list[float]]:
    """The stretches in reading order, each with its column's left edge; and the gutters found."""
    best: tuple[int, float, list[list[_Stretch]]] = (0, 0.0, [])
    for edge in _edges(stretches, gutters) if depth else ():
        known = any(abs(edge - gutter) < _SAME_EDGE for gutter in gutters)
        blocks = [block for block in _blocks(stretches, edge) if _is_columns(block, edge, known=known)]
        count = sum(map(len, blocks))
        if (count, -edge) > (best[0], -best[1]):  # the text of a column's items begins at one edge too
            best = (count, edge, blocks)
    if not best[0]:
        return [(one, None) for one in stretches], []
    return _arranged(stretches, best[2], best[1], gutters, depth)


def _edges(stretches: Sequence[_Stretch], gutters: Sequence[float]) -> list[float]:
    """Where a column may begin: left edges that several stretches share, right of where the page's text begins."""
    if not stretches:
        return []
    first = min(one.run.left for one in stretches)
    last = max(one.run.right for one in stretches)
    inner = [one.run.left for one in stretches if one.run.left > first + 0.15 * (last - first)]
    counts = Counter(round(left) for left in inner)
    common = [float(left) for left, count in counts.most_common(_TRIES) if count >= _LEAST_ROWS]
    near = [gutter for gutter in gutters if any(abs(left - gutter) < _SAME_EDGE for left in inner)]
    return common + near


def _blocks(stretches: Sequence[_Stretch], edge: float) -> Iterator[list[_Stretch]]:
    """The stretches between those that cross the gutter, from the top down, in the order in which they are drawn."""
    block: list[_Stretch] = []
    for one in sorted(stretches, key=lambda one: -one.run.base):
        if one.run.left < edge - _SAME_EDGE and one.run.right > edge - _SAME_EDGE:
            yield _in_drawn_order(_without_stubs(block), stretches)
            block = []
        else:
            block.append(one)
    yield _in_drawn_order(_without_stubs(block), stretches)


def _in_drawn_order(block: Sequence[_Stretch], stretches: Sequence[_Stretch]) -> list[_Stretch]:
    inside = {id(one) for one in block}
    return [one for one in stretches if id(one) in inside]


def _without_stubs(block: list[_Stretch]) -> list[_Stretch]:
    """A block without running headers and footers, which stand apart, and notes in small letters at its foot."""
    if not block:
        return block
    size = median(one.run.size for one in block)
    bases = sorted({round(one.run.base) for one in block}, reverse=True)
    steps = [above - below for above, below in pairwise(bases)]
    usual = max(median(steps or [0.0]), 1.2 * size)
    top, foot = bases[0], bases[-1]
    for at, step in enumerate(steps):
        if step > _STUB_GAP * usual and at < _STUB_ROWS and not _goes_from_above(block, bases[at]):
            top = bases[at + 1]
        if step > _STUB_GAP * usual and len(steps) - at <= _STUB_ROWS and bases[at] < top:
            foot = bases[at]
            break
    kept = [one for one in block if foot <= round(one.run.base) <= top]
    while kept and kept[-1].run.size < _SMALL * size:
        kept.pop()
    return kept


def _goes_from_above(block: Sequence[_Stretch], base: int) -> bool:
    """Whether a line of the block at that height is the rest of a sentence."""
    return any(starts_small(one.run.text) for one in block if round(one.run.base) == base)


def _is_columns(block: Sequence[_Stretch], edge: float, *, known: bool, jump: bool = True) -> bool:
    """Whether the block is prose on either side of the gutter, drawn now on the one and now on the other; without
    `jump` in whatever order.
    """
    left, right = _sides(block, edge)
    if not _is_text(left) or not _is_text(right):
        return False
    reach = sorted(one.run.right for one in left)[int(0.95 * (len(left) - 1))]
    if edge - reach < min(_NARROWEST, 0.6 * left[0].run.size):
        return False
    sides = [one.run.left >= edge - _SAME_EDGE for one in block]
    jumps = sum(after and not before for before, after in pairwise(sides))
    if known:
        return jumps > 0 and (_goes_on(left, 1) or _goes_on(right, 1))
    rows = min(len(left), len(right))
    if rows < _LEAST_ROWS or (jump and jumps < max(_LEAST_JUMPS, _JUMPS_SHARE * rows)):
        return False
    return _goes_on(left, _LEAST_GOING) and _goes_on(right, _LEAST_GOING)


def _is_text(side: Sequence[_Stretch]) -> bool:
    """Whether words stand in most of a side's lines: signs of a list are no column."""
    return 2 * sum(sum(map(str.isalpha, one.run.text)) >= _LETTERS for one in side) > len(side)


def _sides(block: Sequence[_Stretch], edge: float) -> tuple[list[_Stretch], list[_Stretch]]:
    right = [one for one in block if one.run.left >= edge - _SAME_EDGE]
    return [one for one in block if one.run.left < edge - _SAME_EDGE], right


def _goes_on(side: Sequence[_Stretch], least: int) -> bool:
    """Whether enough lines of one side stop in mid-sentence and go on in the next, as prose does."""
    pairs = list(pairwise(one.run for one in side))
    going = sum(
        hyphenated(one.text) or (starts_small(after.text) and not ends_sentence(one.text)) for one, after in pairs
    )
    return going >= max(least, _GOING_SHARE * len(pairs))


def _arranged(
    stretches: Sequence[_Stretch],
    blocks: Sequence[Sequence[_Stretch]],
    edge: float,
    gutters: Sequence[float],
    depth: int,
) -> tuple[list[tuple[_Stretch, float | None]], list[float]]:
    """Each block in the place of its first stretch, its columns one after the other; they may be parted again."""
    of = {id(one): number for number, block in enumerate(blocks) for one in block}
    order: list[tuple[_Stretch, float | None]] = []
    found = [edge]
    done: set[int] = set()
    for one in stretches:
        number = of.get(id(one))
        if number is None:
            order.append((one, None))
        elif number not in done:
            done.add(number)
            for side in _sides(blocks[number], edge):
                parted, more = _parted(side, gutters, depth - 1)
                begin = min(stretch.run.left for stretch in side)
                order += [(stretch, begin if column is None else column) for stretch, column in parted]
                found += more
    return order, sorted(set(found))


def _put_together(order: Sequence[tuple[_Stretch, float | None]], lines: Sequence[Drawn]) -> Iterator[Run]:
    """Stretches of one line that follow one another in one column as one again."""
    at = 0
    while at < len(order):
        first, column = order[at]
        end = at + 1
        while end < len(order) and order[end][0].line == first.line and order[end][1] == column:
            end += 1
        runs = [one.run for one, _ in order[at:end]]
        whole = lines[first.line].whole
        if len(runs) == len(lines[first.line].stretches):
            yield replace(whole, column=column)
        else:
            text = " ".join(run.text for run in runs)
            weight = min(run.weight for run in runs)
            yield replace(runs[0], text=text, right=runs[-1].right, weight=weight, column=column)
        at = end
