"""Tables as an Excel workbook (ECMA-376), row by row, so that memory does not grow with it.

Every cell has the type of its value: a text is written as text whatever it starts with, so that no cell is a formula.
What Excel cannot hold is cut or goes on in another sheet, and the workbook says so (`Workbook.notes`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from textwrap import wrap
from typing import TYPE_CHECKING, Any, BinaryIO

from graph.delimited import cell, plain_words
from graph.tables import Column, Link, Shown, Table, Value, legal_text

if TYPE_CHECKING:
    import xlsxwriter

MOST_ROWS = 1_048_576  # of a sheet, its header included
MOST_LETTERS = 32_767  # of a cell, in UTF-16 code units
MOST_LINKS = 65_530  # of a sheet
_LONGEST_ADDRESS = 2_000
_DIGITS = 15  # that a number in Excel keeps
_FIRST_DATE = date(1900, 3, 1)  # Excel believes in a 29th of February of 1900
_NAME = 31  # letters of a sheet's name
_NO_NAME = re.compile(r"[\[\]:*?/\\]")
_WRAPPED = 18  # from this width on the text of a column is wrapped
_LINE, _TALLEST = 15, 409  # points: the height of a line of text, and the most that a row can have
_SEEN = 4_000  # letters beyond which a row is as high as it can be
_NEVER = datetime(1980, 1, 1)  # noqa: DTZ001  (documents have no time zone; the date of files in a zip without one)


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """What a workbook says of itself; `made` is when what it shows was made: the same store gives the same bytes."""

    title: str
    subject: str = ""
    comments: str = ""
    made: datetime | None = None


class Workbook:
    """A workbook being written; get one from `workbook`. `notes` tell what did not fit, each in a line."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._sheets: list[Sheet] = []
        self._names: set[str] = set()
        self.notes: list[str] = []

    def sheet(self, title: str, columns: Sequence[Column]) -> Sheet:
        """Begins a sheet with a header that stays in sight; hidden columns are left out."""
        made = Sheet(self, self._free(sheet_name(title)), columns)
        self._sheets.append(made)
        return made

    def add(self, table: Table) -> Sheet:
        """Writes a whole table as a sheet of its own."""
        made = self.sheet(table.title, table.columns)
        for row in table.rows:
            made.add(row)
        return made

    def page(
        self, title: str, lines: Iterable[Sequence[Value]] | None = None, widths: Sequence[int] = (28, 90)
    ) -> Page:
        """Begins a sheet of lines without header or filter; they are given at once, or written at any time."""
        made = Page(self, self._free(sheet_name(title)), widths)
        if lines is not None:
            made.write(lines)
        return made

    def new_page(self, name: str) -> Any:
        """A new worksheet."""
        self._names.add(name.lower())
        return self._book.add_worksheet(name)

    def _free(self, name: str) -> str:
        """The name, or where a sheet has it already (capitals do not tell sheets apart) the name with a sign added."""
        numbers = (f"{_cut(name, _NAME - 5)}-{number}" for number in range(2, 10_000))
        return next(free for free in (name, *numbers) if free.lower() not in self._names)

    def style(self, **wanted: Any) -> Any:
        """The format of those properties, made once."""
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({"valign": "top", **wanted})
        return self._formats[key]

    def note(self, text: str) -> None:
        """Keeps a line on what did not fit, once."""
        if text not in self.notes:
            self.notes.append(text)

    def finish(self) -> None:
        """Sets the filters, which need to know the last rows."""
        for sheet in self._sheets:
            sheet.finish()


class Sheet:
    """A sheet with a header; past the last row that Excel knows it goes on in another ("Belæg (2)")."""

    def __init__(self, book: Workbook, title: str, columns: Sequence[Column]) -> None:
        self.title = title
        self.rows = 0
        self._book = book
        self._places = tuple(place for place, column in enumerate(columns) if not column.hidden)
        self._columns = tuple(columns[place] for place in self._places)
        self._page = self._begin(title)
        self._links = 0

    def add(self, row: Sequence[Value]) -> None:
        """Writes the next row: a value for each column, also for those that are hidden."""
        if self.rows and self.rows % (MOST_ROWS - 1) == 0:
            self.finish()
            name = _continued(self.title, self.rows)
            self._book.note(f"“{self.title}” går videre i arket “{name}”: et ark har højst {MOST_ROWS} rækker.")
            self._page, self._links = self._begin(name), 0
        line = self.rows % (MOST_ROWS - 1) + 1
        cells = [(row[place], column) for place, column in zip(self._places, self._columns, strict=True)]
        _set_height(self._page, line, [(value, one.width) for value, one in cells if one.width >= _WRAPPED])
        for column, place in enumerate(self._places):
            self._write(line, column, row[place])
        self.rows += 1

    def finish(self) -> None:
        """Sets the filter over the rows so far."""
        last = (self.rows - 1) % (MOST_ROWS - 1) + 1 if self.rows else 0
        self._page.autofilter(0, 0, last, len(self._columns) - 1)

    def _begin(self, name: str) -> Any:
        page = self._book.new_page(name)
        head = self._book.style(bold=True, bg_color="#DCE6F1", bottom=1, text_wrap=True)
        for number, column in enumerate(self._columns):
            page.set_column(number, number, column.width)
        page.set_row(0, 2 * _LINE)
        for number, column in enumerate(self._columns):
            page.write_string(0, number, legal_text(column.heading), head)
        page.freeze_panes(1, 1)
        page.repeat_rows(0)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        page.set_footer("&L&A&RSide &P af &N")
        return page

    def _write(self, line: int, column: int, value: Value) -> None:
        if isinstance(value, Link):
            self._links += 1
            if self._links > MOST_LINKS:
                self._book.note(f"“{self.title}”: kun de første {MOST_LINKS} links er med; flere kan et ark ikke have.")
        style: dict[str, Any] = {"text_wrap": True} if self._columns[column].width >= _WRAPPED else {}
        if self._columns[column].kind == "whole":
            style["num_format"] = "0"
            style |= {"align": "center"} if isinstance(value, int) else {}
        write_value(self._book, self._page, (line, column), value, style, linked=self._links <= MOST_LINKS)


class Page:
    """A sheet of lines, the first of which is its title; cells are wrapped."""

    def __init__(self, book: Workbook, title: str, widths: Sequence[int]) -> None:
        self._book = book
        self._page = book.new_page(title)
        self._widths = tuple(widths)
        self._page.hide_gridlines(2)
        self._page.fit_to_pages(1, 0)
        for column, width in enumerate(widths):
            self._page.set_column(column, column, width)

    def write(self, lines: Iterable[Sequence[Value]]) -> None:
        """Writes the lines, once."""
        for number, line in enumerate(lines):
            if number:
                _set_height(self._page, number, list(zip(line, self._widths, strict=False)))
            else:
                self._page.set_row(0, 2 * _LINE)
            style: dict[str, Any] = {"bold": True, "font_size": 14} if number == 0 else {"text_wrap": True}
            for column, value in enumerate(line):
                write_value(self._book, self._page, (number, column), value, style, linked=True)


@contextmanager
def workbook(target: BinaryIO, properties: Properties) -> Iterator[Workbook]:
    """A workbook to be filled; it is written to `target` when the block ends without an error."""
    import xlsxwriter

    # Rows go to a file as soon as the next is begun, so a row cannot be written to afterwards.
    book = xlsxwriter.Workbook(target, {"constant_memory": True})
    made = properties.made.replace(tzinfo=None) if properties.made else _NEVER
    said = {"title": properties.title, "subject": properties.subject, "comments": properties.comments}
    book.set_properties(
        {**{key: legal_text(text) for key, text in said.items()}, "author": "aftalegraf", "created": made}
    )
    filled = Workbook(book)
    yield filled
    filled.finish()
    book.close()


def write_workbook(tables: Iterable[Table], target: BinaryIO, properties: Properties) -> tuple[str, ...]:
    """Writes each table as a sheet. Gives back what did not fit, each in a line (`Workbook.notes`)."""
    with workbook(target, properties) as book:
        for table in tables:
            book.add(table)
    return tuple(book.notes)


def sheet_name(title: str) -> str:
    """A name that a sheet may have.

    >>> sheet_name("Aftaler [2024/25]: alle")
    'Aftaler (2024-25)- alle'
    """
    text = legal_text(title).replace("[", "(").replace("]", ")")
    return _cut(_NO_NAME.sub("-", text), _NAME).strip("'") or "Ark"


def write_value(
    book: Workbook, page: Any, place: tuple[int, int], value: Value, style: dict[str, Any], *, linked: bool
) -> None:
    """Writes one cell (row and column from 0) with the type of its value."""
    if isinstance(value, Link):
        _write_link(book, page, place, value, style, linked=linked)
        return
    if isinstance(value, Shown):
        value = value.words
    if value is None or value == "":
        return
    if isinstance(value, bool):
        page.write_string(*place, "ja" if value else "nej", book.style(**style))
    elif isinstance(value, date) and value >= _FIRST_DATE:
        # As the reader's Windows writes dates.
        page.write_datetime(*place, value, book.style(num_format=14, align="left"))
    elif isinstance(value, int | float | Decimal) and _fits(value):
        whole = value == int(value)
        page.write_number(
            *place, float(value), book.style(**{"num_format": "#,##0" if whole else "#,##0.0#####", **style})
        )
    else:
        _write_text(book, page, place, value if isinstance(value, str) else plain_words(value), style)


def _set_height(page: Any, line: int, cells: Sequence[tuple[Value, int]]) -> None:
    """Makes a row as high as its wrapped texts need: not every program does so by itself when it opens the file."""
    height = _LINE * max((_lines(value, width) for value, width in cells), default=1)
    if height > _LINE:
        page.set_row(line, min(height, _TALLEST))


def _lines(value: Value, width: int) -> int:
    """How many lines a text takes in a column so many letters wide, about."""
    if isinstance(value, Link):
        value = value.value
    text = value.words if isinstance(value, Shown) else value
    if not isinstance(text, str):
        return 1
    return sum(len(wrap(part, width)) or 1 if len(part) > width else 1 for part in text[:_SEEN].split("\n"))


def _write_text(book: Workbook, page: Any, place: tuple[int, int], text: str, style: dict[str, Any]) -> None:
    shown = _short(book, legal_text(text))
    guarded = {"quote_prefix": True} if cell(shown) != shown else {}  # it stays a text when somebody edits it
    page.write_string(*place, shown, book.style(**style, **guarded))


def _write_link(
    book: Workbook, page: Any, place: tuple[int, int], link: Link, style: dict[str, Any], *, linked: bool
) -> None:
    words = link.value.words if isinstance(link.value, Shown) else link.value
    address = link.address or f"internal:'{_quoted(link)}'!A{(link.row - 1) % (MOST_ROWS - 1) + 2}"
    safe = address.startswith(("internal:", "https://", "http://")) and len(address) < _LONGEST_ADDRESS
    if not linked or not safe or words is None or words == "":
        write_value(book, page, place, words, style, linked=False)
        return
    look = {**style, "font_color": "#0B5394", "underline": 1}
    page.write_url(*place, address, book.style(**look), plain_words(words))
    write_value(book, page, place, words, look, linked=False)  # over it, with its own type


def _quoted(link: Link) -> str:
    return _continued(sheet_name(link.sheet), link.row - 1).replace("'", "''")


def _continued(title: str, rows: int) -> str:
    """The name of the sheet that holds the row after so many rows."""
    number = rows // (MOST_ROWS - 1) + 1
    tail = f" ({number})" if number > 1 else ""
    return _cut(title, _NAME - len(tail)) + tail


def _cut(text: str, most: int) -> str:
    """The text as far as so many UTF-16 code units hold it."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", errors="ignore")


def _fits(value: float | Decimal) -> bool:
    """Whether Excel keeps the number as it is: others are written as text, so that no digit is lost."""
    number = Decimal(str(value))
    return number.is_finite() and len(number.normalize().as_tuple().digits) <= _DIGITS


def _short(book: Workbook, text: str) -> str:
    """The text as far as a cell holds it."""
    size = len(text.encode("utf-16-le")) // 2
    if size <= MOST_LETTERS:
        return text
    tail = f" [afkortet: {size} tegn]"
    book.note(f"En tekst på {size} tegn er afkortet: en celle har højst {MOST_LETTERS}. Hele teksten er i JSON.")
    return _cut(text, MOST_LETTERS - len(tail)) + tail
