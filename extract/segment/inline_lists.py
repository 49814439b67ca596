"""Lists whose line ends were lost: "Parterne er enige om: a) at A; b) at B" is a lead-in with two items.

Points that begin a paragraph or follow a colon, and count on from one or repeat a sign, are items. Points within a
clause ("Kommunerne skal (1) overholde rammen og (2) nedbringe gælden") are part of their sentence, and stay in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from extract.calendar_time import A_MONTH
from extract.segment.blocks import Block
from extract.segment.shapes import follows_in_list
from extract.sentences import find_sentences

_POINT = re.compile(
    r"(?:(?<=\s)|^)(?P<mark>\(?(?:\d{1,2}|[a-zæøå]|[ivx]{1,4})\)|\d{1,2}\.|[•▪■‣\uf0b7–-])\s+(?=[^\W_])"
    rf"(?!(?:{A_MONTH}|kvartal|halvår)\b)"
)
_FIRSTS = frozenset(("1", "a", "i"))
_SIGNS = frozenset("•▪■‣\uf0b7")
_DASHES = frozenset("–-")
# what stands before a further point: "; b)", ", 2)", "og 3)", ". 2."
_BEFORE = re.compile(r"(?:[;,.]|[;,.]?\s+(?:og|samt|eller))\s*\Z")
_STOPPED = re.compile(r"[.;!?]\s*\Z")


def split_lists(blocks: Iterable[Block]) -> list[Block]:
    """Gives back `blocks`, each list within a paragraph or an item as its lead-in and its items."""
    done: list[Block] = []
    for block in blocks:
        points = _points(block) if block.kind in ("text", "item") else []
        done += _split(block, points) if points else [block]
    return done


def _points(block: Block) -> list[re.Match[str]]:
    """The points that part the block: all but the first of an item, whose own mark is its marker."""
    text = block.text
    found: list[re.Match[str]] = []
    last = block.marker.text.strip() if block.kind == "item" and block.marker is not None else ""
    if last and not _is_first(last):
        last = ""
    for match in _POINT.finditer(text):
        mark, before = match["mark"], text[: match.start()]
        if not last:
            if before.rstrip().endswith(":") and _is_first(mark):
                found, last = [match], mark
        elif _goes_on(last, mark, before, text[match.end() :]):
            found.append(match)
            last = mark
    return found if len(found) + (block.kind == "item") > 1 else []


def _is_first(mark: str) -> bool:
    """Whether a list can begin with that mark."""
    return mark in _SIGNS or mark in _DASHES or mark.strip("().") in _FIRSTS


def _goes_on(last: str, mark: str, before: str, after: str) -> bool:
    """Whether a mark is the next of the list: the same sign, or the number after in the same dress."""
    if mark in _SIGNS | _DASHES:
        return mark == last
    if re.sub(r"\w+", "", mark) != re.sub(r"\w+", "", last) or not follows_in_list(f"{last} x", f"{mark} x"):
        return False
    if mark.endswith("."):
        return _STOPPED.search(before) is not None and after[:1].isupper()
    return _BEFORE.search(before) is not None


def _split(block: Block, points: list[re.Match[str]]) -> list[Block]:
    """The lead-in, or the first item, then the items, then what follows the last item's sentence."""
    first = points[0]
    done = [replace(block, trace=block.trace.cut(0, first.start()).strip(), cut=False, unfinished=False)]
    ends = [point.start() for point in points[1:]]
    stopped = any(_STOPPED.search(block.text[:end]) and not block.text[:end].rstrip().endswith(";") for end in ends)
    end = len(block.text) if stopped else _end_of_sentence(block.text, points[-1].end())
    for point, to in zip(points, [*ends, end], strict=True):
        item = block.trace.cut(point.end(), to).strip()
        marker = block.trace.cut(point.start("mark"), point.end("mark"))
        done.append(replace(block, kind="item", trace=item, marker=marker, opens=False, cut=False, unfinished=False))
    rest = block.trace.cut(end).strip()
    if rest.text:
        done.append(replace(block, kind="text", trace=rest, marker=None, opens=False))
    else:
        done[-1] = replace(done[-1], cut=block.cut, unfinished=block.unfinished)
    return done


def _end_of_sentence(text: str, start: int) -> int:
    """Where the sentence that begins at `start` ends."""
    for _, end in find_sentences(text[start:]):
        return start + end
    return len(text)
