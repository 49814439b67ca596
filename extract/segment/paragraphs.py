"""Lines into paragraphs: which line goes on from the one before.

Extracted text has lines of the page's width, with a blank line after each paragraph, or after each line, or neither, and the
way changes within a document (a box is set narrower). So what is normal is measured where it is certain, close to
each line: a line that goes on with a small letter or ends with a hyphen tells the width and the gap of its neighbourhood.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extract.hyphens import HYPHENS, Vocabulary, judge
from extract.read.source import Line
from extract.segment.blocks import Block
from extract.segment.shapes import (
    BULLET,
    LABEL,
    NUMBER_ITEM,
    NUMBERED,
    has_verb,
    is_open,
    is_signature,
    starts_small,
    words,
)
from extract.sentences import ends_sentence
from extract.trace import Trace

_SPACES = re.compile(r"[ \t\xa0\u2007\u2009\u202f\u3000]{2,}|[\t\xa0\u2007\u2009\u202f\u3000]")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff\x00-\x08\x0e-\x1f]")
_STOPS = re.compile(r"\w{3}[.!?]\s")
_FULL = 0.90
_NEAR = 12
_FLOWING_SHARE = 0.3
_HEADING_WORDS = 14


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document's lines are broken: `flowing` where each is a paragraph; the lines that certainly go on, by index."""

    flowing: bool
    certain: tuple[int, ...]
    lengths: tuple[int, ...]
    gaps: tuple[int, ...]
    gap: int

    def near(self, index: int) -> tuple[int, int]:
        """The width of full lines and the gap between lines of one paragraph around the line at `index`."""
        at = bisect_left(self.certain, index)
        close = self.certain[max(at - _NEAR // 2, 0) : at + _NEAR // 2]
        close = tuple(other for other in close if abs(other - index) <= 3 * _NEAR) or close
        if not close:
            return 0, self.gap
        lengths = sorted(self.lengths[other] for other in close)
        gap = Counter(self.gaps[other] for other in close).most_common(1)[0][0]
        return lengths[int(len(lengths) * 0.8)], gap


def measure(lines: Sequence[Line], flowing: bool | None) -> Layout:
    """Finds the lines that certainly go on in the next, and whether the document has such lines at all."""
    certain = []
    for index, (line, after) in enumerate(zip(lines, lines[1:], strict=False)):
        if after.mark or line.mark in ("heading", "row") or BULLET.match(after.text):
            continue
        hyphen = _hyphenated(line.text) and after.text[:1].isalpha()
        if hyphen or (starts_small(after.text) and not ends_sentence(line.text) and len(line.text) > 30):
            certain.append(index)
    long = sum(len(line.text) > 30 and not line.mark for line in lines)
    if flowing is None:
        flowing = len(certain) < _FLOWING_SHARE * long
    gaps = tuple(after.gap for after in lines[1:])
    return Layout(
        flowing=flowing,
        certain=tuple(certain),
        lengths=tuple(len(line.text) for line in lines),
        gaps=gaps,
        gap=Counter(gaps[index] for index in certain).most_common(1)[0][0] if certain else 0,
    )


def _hyphenated(text: str) -> bool:
    return len(text) > 1 and text[-1] in HYPHENS and not text[-2].isspace()


def join_lines(lines: Sequence[Line], vocabulary: Vocabulary) -> Trace:
    """The lines as one: words put together again, a space for every other line end, runs of white space made one space."""
    parts: list[Trace] = []
    for index, line in enumerate(lines):
        trace = line.trace
        if index + 1 == len(lines):
            parts.append(trace)
        elif not _hyphenated(trace.text):
            parts += (trace, Trace.glue(" "))
        else:
            verdict = "join" if trace.text[-1] == "\u00ad" else judge(trace.text[:-1], lines[index + 1].text, vocabulary)
            parts.append(trace.cut(0, len(trace) - 1) if verdict == "join" else trace)
            if verdict == "suspend":
                parts.append(Trace.glue(" "))
    return tidy(Trace.join(parts))


def tidy(trace: Trace) -> Trace:
    """Runs of white space as one space, soft hyphens and invisible signs out."""
    if not _SPACES.search(trace.text) and not _INVISIBLE.search(trace.text):
        return trace
    parts: list[Trace] = []
    at = 0
    for match in re.finditer(f"{_SPACES.pattern}|{_INVISIBLE.pattern}", trace.text):
        parts.append(trace.cut(at, match.start()))
        if _SPACES.fullmatch(match.group()):
            parts.append(Trace.glue(" "))
        at = match.end()
    parts.append(trace.cut(at))
    return Trace.join(parts)


def paragraphs(lines: Sequence[Line], layout: Layout, vocabulary: Vocabulary, first: int = 0) -> list[Block]:
    """Puts `lines`, which stand in the document from index `first` on, together into paragraphs, items and headings."""
    blocks: list[Block] = []
    group: list[Line] = []
    for index, line in enumerate(lines):
        if group:
            following = lines[index + 1] if index + 1 < len(lines) else None
            step = _step(group, line, following, layout, first + index - 1)
            if step == "on" and _is_line_heading(group, line, vocabulary):
                step = "off"
            if step != "on":
                blocks.append(_block(group, blocks, vocabulary, cut=step == "cut"))
                group = []
        group.append(line)
    if group:
        blocks.append(_block(group, blocks, vocabulary, cut=False))
    return blocks


Step = Literal["on", "off", "cut"]


def _step(group: list[Line], after: Line, following: Line | None, layout: Layout, index: int) -> Step:
    """Whether `after` goes on the group ("on"), or a new block begins ("off"), or a page ends that might go on elsewhere ("cut")."""
    line = group[-1]
    if after.mark or line.mark in ("heading", "row"):
        return "off"
    width, gap = layout.near(index)
    hyphen = _hyphenated(line.text)
    if hyphen and after.text[:1].isalnum():
        return "on"
    ended = ends_sentence(line.text)
    apart = after.gap > gap and not after.opens
    full = not layout.flowing and _full(line, after, width)
    if _is_label(line, group) or _begins(after, ended, apart, full, is_open(line.text), layout):
        return "off"
    if hyphen:
        return "on"
    if starts_small(after.text):
        return "on" if _small_goes_on(line, ended, apart, full, layout) else "off"
    if line.text.endswith(":") or (ended and _like_heading(after, following, width)):
        return "off"
    going = not ended and is_open(line.text)
    if after.opens and not ended:
        return "cut" if going or full else "off"
    if apart or layout.flowing:
        return "on" if going else "off"
    return "on" if full or going else "off"


def _is_line_heading(group: list[Line], after: Line, vocabulary: Vocabulary) -> bool:
    """Whether a full line is a heading all the same: it has no verb, and what follows begins with a word otherwise written small."""
    text = group[-1].text
    word = after.text.split(None, 1)[0].strip(",.:")
    if len(group) > 1 or group[-1].mark or starts_small(after.text) or not word.isalpha() or word.isupper():
        return False
    return vocabulary.small(word) > 1 and not has_verb(text) and _is_heading(text, 1)


def _like_heading(after: Line, following: Line | None, width: int) -> bool:
    """Whether a short line stands between two paragraphs, as a heading does."""
    if following is None or starts_small(following.text) or _full(after, following, width):
        return False
    return _is_heading(after.text, 1) and len(after.text) < 0.85 * width


def _small_goes_on(line: Line, ended: bool, apart: bool, full: bool, layout: Layout) -> bool:
    if ended:
        return full and not apart and not layout.flowing
    if apart and not full and not is_open(line.text) and not line.mark and len(line.text) < 60:
        return False
    return True


def _full(line: Line, after: Line, width: int) -> bool:
    """Whether the first word of `after` would not have fitted on `line`."""
    return len(line.text) + 1 + len(after.text.split(None, 1)[0]) > _FULL * width


def _is_label(line: Line, group: list[Line]) -> bool:
    """Whether the block so far is a label alone, "Boks 1", whose title stands on a line of its own."""
    match = LABEL.fullmatch(line.text)
    return len(group) == 1 and match is not None and not match["title"]


def _begins(after: Line, ended: bool, apart: bool, full: bool, opened: bool, layout: Layout) -> bool:
    """Whether `after` is the first line of an item, of a numbered heading or of a label."""
    text = after.text
    loose = ended or apart or (not full and not opened)
    bullet = BULLET.match(text)
    if bullet:
        return bullet["mark"] not in "-–—*o" or loose
    label = LABEL.match(text)
    if label and (not label["title"] or label["dot"]) and len(text) < 120:
        return loose or not label["title"] or after.opens
    if is_signature(text):
        return loose
    if after.indent == 1 and not after.opens and not after.mark and ended:
        return True
    if NUMBERED.match(text) and after.opens and _is_heading(text, 1):
        return True
    if NUMBERED.match(text) or NUMBER_ITEM.match(text):
        return loose and not (layout.flowing and opened)
    return False


def _block(group: list[Line], before: list[Block], vocabulary: Vocabulary, *, cut: bool) -> Block:
    line = group[0]
    trace = join_lines(group, vocabulary)
    width = max(len(other.text) for other in group[:-1]) if len(group) > 1 else 0
    if line.mark == "heading":
        return Block(kind="heading", trace=trace, level=line.level, opens=line.opens)
    marker = _marker(line, trace, before)
    if marker is not None:
        return Block(
            kind="item",
            trace=trace.cut(len(marker)).strip(),
            marker=marker.strip(),
            level=line.level,
            width=width,
            opens=line.opens,
            cut=cut,
        )
    kind = "heading" if _is_heading(trace.text, len(group)) else "text"
    if cut and words(trace.text) > _HEADING_WORDS // 2:
        kind = "text"
    return Block(kind=kind, trace=trace, width=width, opens=line.opens, cut=cut)  # type: ignore[arg-type]


def _marker(line: Line, trace: Trace, before: list[Block]) -> Trace | None:
    if line.mark == "item":
        match = BULLET.match(trace.text) or NUMBER_ITEM.match(trace.text)
        return trace.cut(0, match.end()) if match else Trace.glue("")
    match = BULLET.match(trace.text)
    if match:
        return trace.cut(0, match.end())
    match = NUMBER_ITEM.match(trace.text)
    if match and not (_is_heading(trace.text, 1) and NUMBERED.match(trace.text)):
        return trace.cut(0, match.end())
    if line.indent == 1 + line.opens and not line.mark and _in_list(before) and ends_sentence(trace.text):
        return Trace.glue("")  # the sign was lost, its space was not
    return None


def _in_list(before: list[Block]) -> bool:
    last = before[-1] if before else None
    return last is not None and (last.text.endswith(":") or (last.kind == "item" and last.marker == Trace.glue("")))


def _is_heading(text: str, lines: int) -> bool:
    """Whether a block without markup reads as a heading: short, begun with a capital, not ended as a sentence."""
    if ends_sentence(text) or starts_small(text) or not any(char.isalpha() for char in text):
        return False
    label = LABEL.match(text) or NUMBERED.match(text)
    title = text[label.start("title") :] if label else text
    if words(text) > _HEADING_WORDS or lines > 3 or is_open(text) or _STOPS.search(title):
        return False
    return len(text) <= 130
