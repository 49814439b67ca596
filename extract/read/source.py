"""What every format is read into: the decoded text, and its lines with what the markup says about each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extract.trace import Trace

Mark = Literal["", "heading", "item", "row", "text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that is not blank, without its outer white space.

    `gap` counts the blank lines before it, `indent` the white space in front. `mark` is what the markup says it is,
    "" where there is none; then `level` is the heading's, or the item's depth from 1. `opens`: a page begins with it;
    `loud`: it is set larger or bolder than the text, `small`: smaller, as a note; `quoted`: the markup sets it apart,
    as a box; `soft`: a line break within a paragraph stands before it. `size` is how far it reaches from the left, in
    letters, where that was measured; 0 where the number of its letters has to do.
    """

    trace: Trace
    gap: int = 0
    indent: int = 0
    mark: Mark = ""
    level: int = 0
    opens: bool = False
    loud: bool = False
    quoted: bool = False
    small: bool = False
    soft: bool = False
    size: int = 0

    @property
    def reach(self) -> int:
        """How far the line reaches from the left, in letters."""
        return self.size or len(self.trace.text)

    @property
    def text(self) -> str:
        """The words of the line."""
        return self.trace.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file as read: `text` is what raw offsets count in, `pages` the offsets at which pages begin, if it has any.

    `flowing` is whether lines are paragraphs (True), may be broken anywhere (False), or it must be found out (None).
    """

    text: str
    lines: tuple[Line, ...]
    form: str
    pages: tuple[int, ...] = ()
    flowing: bool | None = None
    metadata: tuple[tuple[str, str], ...] = ()
