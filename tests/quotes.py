"""Where a quote of gold stands in a document as it was read: by its letters and digits alone."""

from __future__ import annotations

from collections.abc import Callable

from extract.models import Document, Span


def fold(text: str) -> str:
    """The letters and digits of a text, in lower case."""
    return "".join(char for char in text.lower() if char.isalnum())


def finder(document: Document) -> Callable[[str], Span | None]:
    """Finds the first place of a quote in the document; None where the quote is cut in two."""
    offsets = [index for index, char in enumerate(document.text) if char.isalnum()]
    folded = "".join(document.text[index].lower() for index in offsets)

    def find(quote: str) -> Span | None:
        wanted = fold(quote)
        at = folded.find(wanted)
        return None if at < 0 else Span(start=offsets[at], end=offsets[at + len(wanted) - 1] + 1)

    return find
