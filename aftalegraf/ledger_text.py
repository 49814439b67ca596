"""Rows of the ledger as people get them: lines, a spreadsheet, a calendar."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extract.edtf import days_of
from graph.ledger import Row, Witness
from graph.sheets.ledger import ledger_table
from graph.tables import Column, Table
from ontology.vocab import short_name
from viz.ledger_sheet import spoken
from viz.voice import Voice

_FOLD = 73  # octets of a line of a calendar, its end and the space of a folded one left out (RFC 5545, 3.1)


def rows_table(rows: Iterable[Row], language: str = "da") -> Table:
    """The rows as a table for a workbook, with room for the reader's own words."""
    voice = Voice(language=language)
    table = spoken(ledger_table(rows), voice)
    own = Column(key="own", heading=voice.said("own-words"), width=40)
    return replace(table, columns=(*table.columns, own), rows=((*row, None) for row in table.rows))


def rows_ics(rows: Iterable[Row], language: str = "da") -> str:
    """The rows that have a deadline or a year as a calendar (RFC 5545), each on the last day it may be done."""
    voice = Voice(language=language)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//aftalegraf//ledger//{language.upper()}"]
    lines.append("CALSCALE:GREGORIAN")
    for row in rows:
        day = _day(row)
        if day:
            lines += [
                "BEGIN:VEVENT",
                f"UID:{row.document}-{row.number}-{row.kind}@aftalegraf",
                "DTSTAMP:19700101T000000Z",
            ]
            lines += [f"DTSTART;VALUE=DATE:{day}", f"SUMMARY:{_escaped(f'{short_name(row.document)}: {row.quote}')}"]
            lines += [f"DESCRIPTION:{_escaped(voice.status(row))}", "TRANSP:TRANSPARENT", "END:VEVENT"]
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line))


def _day(row: Row) -> str:
    """The last day on which it may be done, as YYYYMMDD; "" where nothing tells."""
    last = days_of(row.deadline)[1]
    if last is not None:
        return last.isoformat().replace("-", "")
    return f"{row.year:04}1231" if row.year else ""


def _escaped(text: str) -> str:
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n").replace("\r", "")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, none of which cuts a letter in two."""
    piece, mark = "", ""
    for letter in line:
        if len((piece + letter).encode()) > _FOLD:
            yield mark + piece
            piece, mark = "", " "
        piece += letter
    yield mark + piece


def row_lines(row: Row, width: int, voice: Voice) -> list[str]:
    """A row for people: the promise, what is said of it, and the passages that it rests on."""
    lines = textwrap.wrap(f"{short_name(row.document)}-{row.number} · {voice.status(row)}", width)
    lines += _quote(row.quote, width, "  ")
    for witness in row.evidence:
        mark = f"  {_called(witness)}, {voice.sureness(witness.confidence)}: "
        lines += _quote(witness.quote, width, mark)
    for witness in row.nearest:
        mark = f"  {voice.said('nearest-is', name=_called(witness))}: "
        lines += _quote(witness.quote, width, mark)
    return [*lines, ""]


def _called(witness: Witness) -> str:
    """The number by which a passage is found again; that of its agreement where it is no commitment."""
    return short_name(witness.document) + (f"-{witness.number}" if witness.number else "")


def _quote(text: str, width: int, mark: str) -> list[str]:
    return textwrap.wrap(f"“{text}”", width, initial_indent=mark, subsequent_indent="    ")
