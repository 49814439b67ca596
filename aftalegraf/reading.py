"""What `aftalegraf read` tells of a document, for people and as JSON: the text as it was understood, and the way back
to the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby

from aftalegraf.language import spoken
from aftalegraf.messages import told
from extract.models import Document, Section, Span, Table, TableRow

JsonObject = dict[str, object]

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")  # what a terminal would obey


def document_json(document: Document) -> JsonObject:
    """The document as plain values. All offsets are half-open and count code points of `text`.

    `lines` tells for each line of the file where its words begin in `text`; a line that gave no words (a page number)
    is not among them.
    """
    identity = document.identity
    return {
        "document": document.id,
        "title": identity.title,
        "year": identity.year,
        "date": identity.date,
        "signatories": list(identity.signatories),
        "source": document.source,
        "warnings": list(document.warnings),
        "text": document.text,
        "sections": [_section(section) for section in document.sections],
        "sentences": [_span(unit.span) for unit in document.units],
        "tables": [_table(document, table) for table in document.tables],
        "lines": _lines(document),
        "dropped": [{"line": line, "text": text} for line, text in _dropped(document)],
    }


def document_text(document: Document) -> str:
    """The document for people: what it is, its headings by depth, a sentence a line, tables as rows, and what of the
    file was left out.
    """
    identity = document.identity
    known = [
        told(f"for {identity.year}") if identity.year else told("year unknown"),
        told(f"signed {identity.date}") if identity.date else told("signed on an unknown day"),
        ", ".join(identity.signatories) or told("parties unknown"),
    ]
    head = [f"{document.id}: {identity.title}", "; ".join(known)]
    text = "\n".join([*head, "", *_shown(document), *_shown_as_left_out(document)])
    return _CONTROL.sub("", text)


def _shown(document: Document) -> Iterator[str]:
    """The text line by line, a line being a paragraph, an item, a heading or a row."""
    headings = {section.span.start: section for section in document.sections[1:]}
    rows = {row.span.start: row for table in document.tables for row in table.rows}
    starts = [unit.span.start for unit in document.units]
    at = 0
    for line in document.text.split("\n"):
        section, row = headings.get(at), rows.get(at)
        units = document.units[bisect_right(starts, at - 1) : bisect_right(starts, at + len(line) - 1)] if line else ()
        if section:
            yield f"{'#' * max(section.level, 1)} {line}"
        elif row:
            yield _shown_row(row)
        elif units:
            first, *others = (document.words(unit.span) for unit in units)
            mark = line[: units[0].span.start - at].strip()
            yield f"{mark} {first}" if mark else first
            yield from others
        else:
            yield line
        at += len(line) + 1


def _shown_row(row: TableRow) -> str:
    signs = str.maketrans(",.", ".,") if spoken() == "da" else {}
    values = ("" if value is None else f"{value:,f}".translate(signs) for value in row.values)
    return "  ".join([f"  {row.label:<60}", *(f"{value:>18}" for value in values)])


def _shown_as_left_out(document: Document) -> Iterator[str]:
    found = _dropped(document)
    if found:
        yield ""
        yield told(f"Left out as page numbers, running headers, contents and the like ({len(found)}):")
    place = told("line")
    for line, text in found:
        yield f"  {place} {line}: {text}"


def _dropped(document: Document) -> list[tuple[int, str]]:
    """The line of the file that each stretch left out stands in, and its words."""
    lines = document.origin.lines
    return [(bisect_right(lines, raw), " ".join(text.split())) for raw, text in document.dropped]


def _span(span: Span) -> JsonObject:
    return {"start": span.start, "end": span.end}


def _section(section: Section) -> JsonObject:
    return {
        "kind": section.kind,
        "number": section.number,
        "title": section.title,
        "level": section.level,
        "parent": section.parent,
        **_span(section.span),
    }


def _table(document: Document, table: Table) -> JsonObject:
    return {
        "number": table.number,
        "caption": table.caption,
        "unit": table.unit,
        "price_level": table.price_level,
        "columns": list(table.columns),
        "rows": [
            {
                "label": row.label,
                "values": [None if value is None else float(value) for value in row.values],
                **_span(row.span),
            }
            for row in table.rows
        ],
        "section": list(document.place(table.section)),
        **_span(table.span),
    }


def _lines(document: Document) -> list[JsonObject]:
    """Where the words of each line of the file begin in the text, in the text's order."""
    origin = document.origin
    starts = [start for clean, raw, length in origin.pieces for start in _line_starts(document, clean, raw, length)]
    found = ((origin.line(start), start) for start in starts)
    firsts = [next(group) for _, group in groupby(found, key=lambda pair: pair[0])]
    return [{"line": line, "page": origin.page(start), "start": start} for line, start in firsts]


def _line_starts(document: Document, clean: int, raw: int, length: int) -> list[int]:
    """The offsets in the text at which a line of the file begins, in one piece, and the piece's own beginning."""
    inside = [clean + line - raw for line in document.origin.lines if raw < line < raw + length]
    return [clean, *inside]
