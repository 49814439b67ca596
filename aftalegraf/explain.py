"""Why a record says what it says, in the terminal: the sentence with its words in colour, and the rules under it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from aftalegraf.output import console

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from extract.explain import Explained

_COLOURS = {
    "force": "bold blue",
    "party": "magenta",
    "obliged": "magenta",
    "mention": "magenta",
    "amounts": "yellow",
    "quantities": "yellow",
    "years": "red",
    "deadline": "red",
    "references": "cyan",
    "follow_up": "cyan",
    "area": "green",
    "topic": "green",
}
_OTHER = "dim"


def print_explained(sentences: Iterable[Explained]) -> None:
    """Prints each sentence and its reasons; nothing in a text is taken for markup."""
    from rich.text import Text

    shown = console()
    for one in sentences:
        shown.print(Text(" › ".join((*one.section, f"line {one.line}")), style="dim"))
        shown.print(_sentence(one))
        shown.print(_reasons(one) if one.reasons else Text("  no rule found a commitment here", style="dim"))
        shown.print()


def _sentence(one: Explained) -> Text:
    from rich.text import Text

    text = Text(one.text)
    for reason in one.reasons:
        start, end = reason.span.start - one.span.start, reason.span.end - one.span.start
        if 0 <= start < end <= len(one.text):
            text.stylize(_COLOURS.get(reason.field, "underline"), start, end)
    return text


def _reasons(one: Explained) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=True, show_header=False)
    for _ in range(5):
        table.add_column(overflow="fold")
    for reason in one.reasons:
        sure = "" if reason.confidence is None else f"{reason.confidence:.2f}"
        cells = (reason.field, ", ".join(reason.items), f"“{reason.words}”", reason.rule, sure)
        styles = (_COLOURS.get(reason.field, _OTHER), "", "italic", "dim", "dim")
        table.add_row(*(Text(cell, style=style) for cell, style in zip(cells, styles, strict=True)))
    return table
