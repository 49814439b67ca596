"""Lines into paragraphs, items and headings."""

from __future__ import annotations

from collections.abc import Sequence

from extract.hyphens import Vocabulary
from extract.read.source import Line
from extract.segment.blocks import Block, BlockKind
from extract.segment.joining import join_lines
from extract.segment.layout import Layout
from extract.segment.shapes import BULLET, NOTE, NUMBER_ITEM, NUMBERED, looks_like_heading, words
from extract.segment.steps import Step, look, step
from extract.sentences import ends_sentence
from extract.trace import Trace

_CUT_WORDS, _LOUD_WORDS = 7, 25
_HEADING_LINES, _NOTE_LENGTH = 3, 300
_LOST = Trace.glue("")


def paragraphs(lines: Sequence[Line], layout: Layout, vocabulary: Vocabulary, first: int = 0) -> list[Block]:
    """Puts `lines`, which stand in the document from index `first` on, together."""
    blocks: list[Block] = []
    group: list[Line] = []
    for index, line in enumerate(lines):
        if group:
            following = lines[index + 1] if index + 1 < len(lines) else None
            seam = look(group, line, following, layout, first + index - 1)
            taken = step(seam, vocabulary)
            if taken != "on":
                going = seam.opened or seam.full or seam.noted or (layout.flowing and taken == "cut")
                unfinished = not seam.ended and going
                blocks.append(_block(group, blocks, vocabulary, taken, unfinished=unfinished))
                group = []
        group.append(line)
    if group:
        blocks.append(_block(group, blocks, vocabulary, "off", unfinished=False))
    return blocks


def _block(group: list[Line], before: list[Block], vocabulary: Vocabulary, taken: Step, *, unfinished: bool) -> Block:
    line = group[0]
    trace = join_lines([one.trace for one in group], vocabulary)
    marker = _marker(line, trace, before) if line.mark != "heading" else None
    kind = _kind(group, trace.text, marker, cut=taken == "cut")
    return Block(
        kind=kind,
        trace=trace.cut(len(marker)).strip() if marker is not None else trace,
        marker=marker.strip() if marker is not None else None,
        level=line.level,
        width=max(other.reach for other in group[:-1]) if len(group) > 1 else 0,
        opens=line.opens,
        quoted=line.quoted,
        cut=taken == "cut",
        unfinished=unfinished and kind != "heading",
    )


def _kind(group: list[Line], text: str, marker: Trace | None, *, cut: bool) -> BlockKind:
    if group[0].mark == "heading":
        return "heading"
    if marker is not None:
        return "note" if NOTE.match(text) and not NUMBER_ITEM.match(text) else "item"
    if all(line.loud for line in group) and words(text) <= _LOUD_WORDS and not text.endswith("."):
        return "heading"
    if len(group) <= _HEADING_LINES and looks_like_heading(text) and not (cut and words(text) > _CUT_WORDS):
        return "heading"
    return "text"


def _marker(line: Line, trace: Trace, before: list[Block]) -> Trace | None:
    """The sign or number in front of an item or a footnote; empty where the sign was lost; None where there is none."""
    item = BULLET.match(trace.text) or NUMBER_ITEM.match(trace.text)
    if line.mark == "item":
        return trace.cut(0, item.end()) if item else _LOST
    if item and not (looks_like_heading(trace.text) and NUMBERED.match(trace.text)):
        return trace.cut(0, item.end())
    note = NOTE.match(trace.text)
    if note and ends_sentence(trace.text) and not _numbers_paragraphs(before):
        return trace.cut(0, note.end())
    if line.indent == 1 + line.opens and not line.mark and _in_list(before) and ends_sentence(trace.text):
        return _LOST  # its space was not
    return None


def _numbers_paragraphs(before: list[Block]) -> bool:
    """Whether paragraphs are numbered throughout, so that a number is no footnote's."""
    return sum(NOTE.match(block.text) is not None and len(block.text) > _NOTE_LENGTH for block in before) > 2


def _in_list(before: list[Block]) -> bool:
    last = before[-1] if before else None
    return last is not None and (last.text.endswith(":") or (last.kind == "item" and last.marker == _LOST))
