"""A report as a workbook: a sheet for each part, quotes beside their sources, a column for the reader's own words."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from graph.report import Report
from graph.tables import Column, Table, Value
from graph.workbook import Properties, workbook
from viz.parts import Cell, Part
from viz.report_docx import OWN_WORDS
from viz.report_parts import report_lead, report_parts, report_title

_QUOTES, _SOURCES, _WORDS = 60, 34, 40
_SHEETS = ("Taget op igen", "Ikke omtalt", "Beløb", "Tabeltal", "Forsvundet", "I øvrigt")


def report_xlsx(report: Report, made: str) -> bytes:
    """The workbook's bytes (Office Open XML). `made` says when it was made."""
    buffer = BytesIO()
    title, parts = report_title(report), report_parts(report)
    with workbook(buffer, Properties(title=title)) as book:
        counted = ((f"{part.title}: {len(part.rows)}", part.lead) for part in parts)
        book.page("Om", [(title,), *(("", paragraph) for paragraph in report_lead(report)), *counted, ("", made)])
        for sheet, part in zip(_SHEETS, parts, strict=True):
            book.add(_table(sheet, part))
    return buffer.getvalue()


def _table(sheet: str, part: Part) -> Table:
    cited = [any(piece.source for row in part.rows for piece in row[at]) for at in range(len(part.columns))]
    columns: list[Column] = []
    for heading, has_sources in zip(part.columns, cited, strict=True):
        columns.append(Column(key=heading, heading=heading, width=_QUOTES if has_sources else _WORDS))
        if has_sources:
            columns.append(Column(key=f"{heading}: kilde", heading="Kilde", width=_SOURCES))
    columns.append(Column(key=OWN_WORDS, heading=OWN_WORDS, width=_WORDS))
    rows = (tuple(_row(row, cited)) for row in part.rows)
    return Table(name=sheet, title=sheet, about=part.lead, columns=tuple(columns), rows=rows)


def _row(row: tuple[Cell, ...], cited: list[bool]) -> Iterator[Value]:
    for cell, has_sources in zip(row, cited, strict=True):
        yield "\n".join(piece.text for piece in cell)
        if has_sources:
            yield "\n".join(
                ". ".join(filter(None, (piece.source.words, piece.note))) for piece in cell if piece.source is not None
            )
    yield None
