"""The ledger's table in the language of its reader: headings, and the names of what its cells hold by id."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from graph.sheets.labels import listed
from graph.tables import Shown, Table, Value
from viz.voice import Voice, capital


def spoken(table: Table, voice: Voice) -> Table:
    """The table of `graph.sheets.ledger`, which is Danish, in the language of the voice; programs get the same keys."""
    if voice.language == "da":
        return table
    names = _names(voice)
    named = tuple(names.get(column.key) for column in table.columns)
    return replace(
        table,
        title=voice.said("ledger-heading"),
        about=f"{voice.said('ledger-about')} {voice.said('wrote-only')}",
        columns=tuple(replace(one, heading=capital(voice.said(f"sheet-{one.key}"))) for one in table.columns),
        rows=(_row(row, named) for row in table.rows),
    )


Name = Callable[[str], str]


def _names(voice: Voice) -> dict[str, Name]:
    """For each column whose cells hold ids, what gives an id its name."""
    return {
        "kind": lambda one: voice.said(f"sheet-{one}"),
        "status": lambda one: voice.said(f"status-{one}"),
        "outcomes": lambda one: voice.said(f"outcome-{one}"),
        "actors": lambda one: voice.label("actor", one),
        "topics": lambda one: voice.label("topic", one),
    }


def _row(row: Sequence[Value], named: Iterable[Name | None]) -> tuple[Value, ...]:
    return tuple(_cell(value, name) for value, name in zip(row, named, strict=True))


def _cell(value: Value, name: Name | None) -> Value:
    if name is None or not isinstance(value, Shown):
        return value
    ids = value.data if isinstance(value.data, list) else [value.data]
    return replace(value, words=listed(name(str(one)) for one in ids))
