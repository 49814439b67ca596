"""Tables as text with separators: what a Danish Excel opens by a double click, or plain CSV (RFC 4180) for programs.

Danish: UTF-8 with a byte order mark, semicolons, decimal commas, lines ended by CR LF, things by their Danish names.
Plain: no mark, commas, decimal points, line feeds, things by their ids, objects as JSON. No cell starts a formula.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import TextIO

from graph.tables import Link, Shown, Table, Value

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MARK = "\ufeff"


def cell(value: str) -> str:
    """Text as it stands in a cell: what a spreadsheet would take for a formula gets an apostrophe before it.

    >>> cell("=1+1"), cell("1,5 mia. kr.")
    ("'=1+1", '1,5 mia. kr.')
    """
    return f"'{value}" if value.lstrip(" '").startswith(_FORMULA) else value


def table_csv(table: Table, *, plain: bool = False) -> str:
    """The table as text, its first line the names of the fields."""
    buffer = StringIO(newline="")
    write_csv(table, buffer, plain=plain)
    return buffer.getvalue()


def write_csv(table: Table, target: TextIO, *, plain: bool = False) -> None:
    """Writes the table row by row; `target` must leave line ends alone (`newline=""`)."""
    kept = [(place, column) for place, column in enumerate(table.columns) if plain or not column.hidden]
    as_json = {place for place, column in kept if plain and column.kind == "objects"}
    rows = ([_json(row[place]) if place in as_json else row[place] for place, _ in kept] for row in table.rows)
    write_rows([column.key for _, column in kept], rows, target, plain=plain)


def write_rows(header: Sequence[str], rows: Iterable[Sequence[Value]], target: TextIO, *, plain: bool = False) -> None:
    """Writes a line of names and the rows below it."""
    if not plain:
        target.write(_MARK)
    writer = csv.writer(target, delimiter="," if plain else ";", lineterminator="\n" if plain else "\r\n")
    writer.writerow(header)
    written = plain_words if plain else danish_words
    for row in rows:
        writer.writerow([written(value) for value in row])


def _json(value: Value) -> Value:
    """An object or a list of objects as JSON, also the empty list; nothing for none."""
    found = value.value if isinstance(value, Link) else value
    data = found.data if isinstance(found, Shown) else found
    return None if data is None else json.dumps(data, ensure_ascii=False)


def plain_words(value: Value) -> str:
    """A value as a program reads it from a cell.

    >>> plain_words(Decimal("1.5")), plain_words(Shown(data=["kl"], words="KL")), plain_words(None)
    ('1.5', 'kl', '')
    """
    if isinstance(value, Link):
        return plain_words(value.value)
    if not isinstance(value, Shown):
        return _plain(value)
    return _plain("; ".join(map(str, value.data)) if isinstance(value.data, list | tuple) else value.data)


def danish_words(value: Value) -> str:
    """A value as people in Denmark read it in a cell.

    >>> danish_words(Decimal("1.5")), danish_words(Shown(data=["kl"], words="KL")), danish_words(True)
    ('1,5', 'KL', 'ja')
    """
    if isinstance(value, Link):
        return danish_words(value.value)
    if isinstance(value, Shown):
        return danish_words(value.words)
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return _plain(value).replace(".", ",") if isinstance(value, Decimal | float) else _plain(value)


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return cell(value) if isinstance(value, str) else value.isoformat() if isinstance(value, date) else str(value)
