"""Sentences that a page, a box or a table cuts in two, put together again.

A piece left open at one place and a piece that begins in the middle of a sentence further on belong together. Where
the second stands at the foot of a page below other text, what follows it there belongs to the first's box and moves
with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from extract.segment.blocks import Block
from extract.segment.shapes import LABEL, NUMBERED, starts_small
from extract.sentences import ends_sentence
from extract.trace import Trace

_REACH, _MOST_PAGES = 60, 3

Join = Callable[[Sequence[Trace]], Trace]


def stitch(blocks: Sequence[Block], join: Join) -> list[Block]:
    """Gives back `blocks` with each orphan (a piece that begins in mid-sentence) joined to the open piece before it.

    `join` puts two pieces together, as the lines of one paragraph are.
    """
    done: list[Block] = []
    rest = list(blocks)
    while rest:
        block = rest.pop(0)
        at = _open_before(done) if _is_orphan(block, done) else None
        if at is None:
            done.append(block)
            continue
        moved = _followers(rest) if _floats(done, at, block) else 0
        whole = replace(
            done[at],
            trace=join((done[at].trace, block.trace)),
            width=max(done[at].width, block.width),
            unfinished=block.unfinished,
        )
        done[at : at + 1] = [whole, *rest[:moved]]
        del rest[:moved]
    return _lift_annexes(_join_pages(done, join))


def _lift_annexes(blocks: list[Block]) -> list[Block]:
    """Puts an annex's heading over the paragraph that its page begins with, where the file has it below.

    The paragraph speaks of the box or table that follows the heading ("jf. boks 4"), so it is the annex's own.
    """
    done = list(blocks)
    for at in range(1, len(done) - 1):
        above, heading, below = done[at - 1 : at + 2]
        label = LABEL.match(below.text) if heading.kind == "heading" and heading.text.startswith("Bilag ") else None
        if label and above.kind == "text" and above.opens and not heading.opens:
            named = rf"\b{re.escape(label['word'])}\s+{re.escape(label['number'])}\b"
            if re.search(named, above.text, re.IGNORECASE):
                done[at - 1 : at + 1] = [replace(heading, opens=True), replace(above, opens=False)]
    return done


def _join_pages(blocks: list[Block], join: Join) -> list[Block]:
    """Joins a paragraph that a page's end cut, and no orphan has completed, with the next page's first."""
    done: list[Block] = []
    for block in blocks:
        last = done[-1] if done else None
        if last and last.cut and block.opens and block.kind == "text" and not ends_sentence(last.text):
            done[-1] = replace(last, trace=join((last.trace, block.trace)), cut=block.cut, unfinished=block.unfinished)
        else:
            done.append(block)
    return done


def _is_orphan(block: Block, done: list[Block]) -> bool:
    if block.kind != "text" or not starts_small(block.text) or not done:
        return False
    last = done[-1]
    return not (last.text.endswith(":") or (last.kind == "text" and starts_small(last.text)))


def _open_before(done: list[Block]) -> int | None:
    """The nearest paragraph or item before that stops in mid-sentence."""
    pages = 0
    for at in range(len(done) - 1, max(len(done) - _REACH, 0) - 1, -1):
        block = done[at]
        if block.unfinished and not ends_sentence(block.text):
            return at
        pages += block.opens
        if pages > _MOST_PAGES:
            return None
    return None


def _floats(done: list[Block], at: int, orphan: Block) -> bool:
    """Whether the orphan stands below other text on the page after the open piece's."""
    return not orphan.opens and any(block.opens for block in done[at + 1 :])


def _followers(rest: list[Block]) -> int:
    """How many blocks after the orphan stand on its page and belong to no chapter, box or table of their own."""
    for count, block in enumerate(rest):
        label = block.kind == "heading" and (LABEL.match(block.text) or NUMBERED.match(block.text))
        if block.opens or label or block.kind == "table":
            return count
    return 0
