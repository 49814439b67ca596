"""Which agreement a file is, as the `documents.tsv` beside it says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from extract.actors import find_actors
from extract.calendar_time import DAY, edtf_day
from extract.edtf import is_edtf
from extract.errors import ReadError
from extract.models import ActorId
from extract.slugs import slug

TABLE = "documents.tsv"
_NUMERIC = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./]((?:19|20)\d\d)")
_UNFIT = re.compile(r"[\s/\\?#%<>\"{}|^`]")  # what makes an id that addresses hold only disguised


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row, "" and () for cells that are empty: `date` is EDTF, `signatories` are ids of actors."""

    document: str
    title: str
    year: int | None
    date: str
    signatories: tuple[ActorId, ...]


def listed(path: Path, folder: Path) -> Row | None:
    """The row for the file, if there is one.

    Raises ReadError where the table cannot be read, or a cell of the row is not what its column holds.
    """
    table = folder / TABLE
    if not table.is_file():
        return None
    for number, cells in _rows(table):
        if _name(cells) == _composed(path.name) and cells.get("document"):
            return _row(cells, f"{table}, line {number}")
    return None


def absent(folder: Path) -> tuple[str, ...]:
    """A line for each row whose file is not beside the table. Raises ReadError where the table cannot be read."""
    table = folder / TABLE
    if not table.is_file():
        return ()
    there = {_composed(path.name) for path in folder.rglob("*")}
    return tuple(
        f"{table}, line {number}: {_name(cells)} is not in the folder: check how the file is called"
        for number, cells in _rows(table)
        if _name(cells) and _name(cells) not in there
    )


def _composed(name: str) -> str:
    """A file's name as it is typed: a Mac takes å for two letters."""
    return unicodedata.normalize("NFC", name)


def _name(cells: Mapping[str, str]) -> str:
    return _composed(cells.get("file", ""))


def _rows(table: Path) -> list[tuple[int, Mapping[str, str]]]:
    """The rows by the number of their line, cells by column name."""
    try:
        lines = table.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"{table}: cannot be read ({error.__class__.__name__}): save it as UTF-8") from None
    names = lines[0].split("\t") if lines else []
    if lines and not {"document", "file"} <= set(names):
        raise ReadError(
            f"{table}, line 1: lacks the columns document and file:"
            " begin with 'document\tfile\ttitle\tyear\tdate\tsignatories'"
        )
    return [
        (number, dict(zip(names, (cell.strip() for cell in line.split("\t")), strict=False)))
        for number, line in enumerate(lines[1:], 2)
    ]


def _row(cells: Mapping[str, str], place: str) -> Row:
    document, year, date = cells["document"], cells.get("year", ""), cells.get("date", "")
    if _UNFIT.search(document):
        raise ReadError(f"{place}: the document {document!r} is no id: write {slug(document)}")
    if year and not re.fullmatch(r"(?:19|20)\d\d", year):
        raise ReadError(f"{place}: the year {year!r} is none: write four digits, or leave it empty")
    return Row(
        document=document,
        title=cells.get("title", ""),
        year=int(year) if year else None,
        date=_date(date, place),
        signatories=tuple(
            actor
            for part in re.split("[;,]", cells.get("signatories", ""))
            if part.strip()
            for actor in _actors(part.strip())
        ),
    )


def _date(text: str, place: str) -> str:
    """An EDTF time, also from a day as Danes write it ("5. juni 2025", "05-06-2025")."""
    if not text or is_edtf(text):
        return text
    day, numeric = DAY.fullmatch(text), _NUMERIC.fullmatch(text)
    found = ""
    if day:
        found = edtf_day(day)
    elif numeric:
        found = f"{numeric[3]}-{int(numeric[2]):02}-{int(numeric[1]):02}"
    if not is_edtf(found):
        raise ReadError(f"{place}: the date {text!r} is none: write it as 2025-06-30, or leave it empty")
    return found


def _actors(text: str) -> tuple[ActorId, ...]:
    """The actors that a cell names, by id or as texts do ("Danske Regioner")."""
    if slug(text) == text:
        return (ActorId(text),)
    named = tuple(dict.fromkeys(mention.actor for mention in find_actors(text)))
    return named or (ActorId(slug(text)),)
