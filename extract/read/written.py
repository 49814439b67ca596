"""A source written down line by line, for formats whose files are no text: what is written is what raw offsets
count in.
"""

from __future__ import annotations

import re
import unicodedata

from extract.read.source import Line, Mark, Source
from extract.trace import Trace

_WHITE = re.compile(r"[\r\n\v\f\x85\u2028\u2029]+")


class Writer:
    """Takes lines in reading order and gives back the `Source` they make."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._lines: list[Line] = []
        self._pages: list[int] = []
        self._opens = False

    def page(self) -> None:
        """Begins a page."""
        if self._parts:
            self._put("\f")
        self._pages.append(self._length)
        self._opens = len(self._pages) > 1

    def line(
        self,
        text: str,
        *,
        gap: int = 0,
        mark: Mark = "",
        level: int = 0,
        loud: bool = False,
        quoted: bool = False,
        small: bool = False,
        soft: bool = False,
        size: int = 0,
    ) -> None:
        """Writes one line; a text without letters, digits or signs is left out."""
        text = _WHITE.sub(" ", unicodedata.normalize("NFC", text)).strip()
        if not text:
            return
        start = self._length
        self._put(text + "\n")
        self._lines.append(
            Line(
                trace=Trace.of(text, start),
                gap=gap,
                mark=mark,
                level=level,
                loud=loud,
                quoted=quoted,
                small=small,
                soft=soft,
                size=size,
                opens=self._opens,
            )
        )
        self._opens = False

    def source(self, form: str, *, flowing: bool | None, metadata: tuple[tuple[str, str], ...] = ()) -> Source:
        """What was written."""
        return Source(
            text="".join(self._parts),
            lines=tuple(self._lines),
            form=form,
            pages=tuple(self._pages),
            flowing=flowing,
            metadata=metadata,
        )

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
