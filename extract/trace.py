"""Text that remembers where each of its code points stood in the source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Piece = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Trace:
    """A text and its pieces `(at, raw, length)`: `length` code points from `at` stand unchanged from `raw` on in the
    source.

    Code points in no piece were put in by us (the space that stands for a line end).

    >>> (Trace.of("aftale-", 10) + Trace.of("system", 30)).pieces
    ((0, 10, 7), (7, 30, 6))
    """

    text: str
    pieces: tuple[Piece, ...]

    @staticmethod
    def of(text: str, raw: int) -> Trace:
        """`text` as it stands from the source's code point `raw` on."""
        return Trace(text, ((0, raw, len(text)),) if text else ())

    @staticmethod
    def glue(text: str) -> Trace:
        """`text` that stands nowhere in the source."""
        return Trace(text, ())

    @staticmethod
    def join(traces: Iterable[Trace]) -> Trace:
        """The traces one after the other; pieces that meet in text and source become one."""
        texts: list[str] = []
        pieces: list[Piece] = []
        length = 0
        for trace in traces:
            for at, raw, size in trace.pieces:
                last = pieces[-1] if pieces else (0, 0, 0)
                if pieces and last[0] + last[2] == length + at and last[1] + last[2] == raw:
                    pieces[-1] = (last[0], last[1], last[2] + size)
                else:
                    pieces.append((length + at, raw, size))
            texts.append(trace.text)
            length += len(trace.text)
        return Trace("".join(texts), tuple(pieces))

    def __add__(self, other: Trace) -> Trace:
        return Trace.join((self, other))

    def __len__(self) -> int:
        return len(self.text)

    def cut(self, start: int, end: int | None = None) -> Trace:
        """The stretch from `start` to `end` (half-open, counted in `text`)."""
        end = len(self.text) if end is None else min(end, len(self.text))
        pieces = tuple(
            (max(at, start) - start, raw + max(start - at, 0), min(at + size, end) - max(at, start))
            for at, raw, size in self.pieces
            if at < end and at + size > start
        )
        return Trace(self.text[start:end], pieces)

    def strip(self) -> Trace:
        """Without white space at both ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, max(len(self.text.rstrip()), start))

    @property
    def raw(self) -> int:
        """Where its first code point stands in the source (0 for one that stands nowhere)."""
        return self.pieces[0][1] if self.pieces else 0
