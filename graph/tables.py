"""Tables for spreadsheets and data tools: columns and rows as values, whatever the format they are written in.

Writers: `graph.workbook` (Excel), `graph.delimited` (CSV), `graph.parquet`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Kind = Literal["text", "whole", "number", "date", "flag", "texts", "wholes", "objects"]
Plain = str | int | float | Decimal | bool | date | None
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A value that programs get as `data` (an id, a list, a JSON object) and people as `words`."""

    data: object
    words: str | int | Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A value that leads to the `row`th row (counted from 1) of another sheet, or to a web address."""

    value: Shown | Plain
    sheet: str = ""
    row: int = 1
    address: str = ""


Value = Plain | Shown | Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: `key` is the field's name in data, `heading` what people read above it, `width` in letters.

    `hidden` columns hold what only programs read: a workbook leaves them out.
    """

    key: str
    heading: str
    kind: Kind = "text"
    width: int = 14
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: `name` for programs ("sums"), `title` for people ("Beløb"), `about` a sentence on what its rows are."""

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Value]]


def legal_text(text: str) -> str:
    """The text with what no XML file may hold (control characters, half signs) as U+FFFD, and line ends as line feeds.

    >>> legal_text("a\\x00b\\r\\nc")
    'a\\ufffdb\\nc'
    """
    return _LINE_END.sub("\n", _ILLEGAL.sub("\ufffd", text))
