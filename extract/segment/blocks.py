"""What lines are put together into: a paragraph, an item, a heading, a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extract.read.source import Line
from extract.trace import Trace

BlockKind = Literal["text", "item", "heading", "table", "note", "front"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines that belong together. `trace` is their text on one line, `marker` an item's sign or number.

    `level` is a heading's as the markup has it, 0 where it has none. `width` is the length of its longest full line,
    0 where it has one line only. `opens`: a page begins with it; `cut`: a page ended in its midst; `unfinished`: it
    stops in mid-sentence; `leaves`: the box before it ends here. `rows` are a table's lines, from caption to last
    row.
    """

    kind: BlockKind
    trace: Trace
    marker: Trace | None = None
    level: int = 0
    width: int = 0
    opens: bool = False
    cut: bool = False
    unfinished: bool = False
    leaves: bool = False
    quoted: bool = False
    rows: tuple[Line, ...] = ()

    @property
    def text(self) -> str:
        """The words of the block."""
        return self.trace.text
