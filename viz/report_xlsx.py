"""A report as a workbook: a sheet for each part, quotes beside their sources, a column for the reader's own words."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from graph.report import Report
from graph.tables import Column, Table, Value
from graph.workbook import Properties, workbook
from viz.parts import Cell, Paper, Part
from viz.report_parts import report_paper
from viz.voice import Voice

_QUOTES, _SOURCES, _WORDS = 60, 34, 40
_SHEETS = ("taken-up", "in-short-silent", "amounts", "table-figures", "in-short-gone", "in-short-others")


def report_xlsx(report: Report, made: str, language: str = "da") -> bytes:
    """The workbook's bytes (Office Open XML) in a language ("da", "en"). `made` says when it was made."""
    voice = Voice(language=language)
    return _workbook(report_paper(report, made, voice), voice)


def _workbook(paper: Paper, voice: Voice) -> bytes:
    buffer = BytesIO()
    with workbook(buffer, Properties(title=paper.title)) as book:
        counted = ((f"{part.title}: {voice.number(len(part.rows))}", part.lead) for part in paper.parts)
        lead = (("", paragraph) for paragraph in paper.lead)
        book.page(voice.said("in-short-about"), [(paper.title,), *lead, *counted, ("", paper.made)])
        for sheet, part in zip(_SHEETS, paper.parts, strict=True):
            book.add(_table(voice.said(sheet), part, voice))
    return buffer.getvalue()


def _table(sheet: str, part: Part, voice: Voice) -> Table:
    cited = [any(piece.source for row in part.rows for piece in row[at]) for at in range(len(part.columns))]
    source, own = voice.said("source"), voice.said("own-words")
    columns: list[Column] = []
    for heading, has_sources in zip(part.columns, cited, strict=True):
        columns.append(Column(key=heading, heading=heading, width=_QUOTES if has_sources else _WORDS))
        if has_sources:
            columns.append(Column(key=f"{heading}: {source}", heading=source, width=_SOURCES))
    columns.append(Column(key=own, heading=own, width=_WORDS))
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
