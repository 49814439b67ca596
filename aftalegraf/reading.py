"""What `aftalegraf read` tells of a document, as JSON: the text as it was understood, and the way back to the file."""

from __future__ import annotations

from itertools import groupby

from extract.models import Document, Section, Span, Table

JsonObject = dict[str, object]


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
    }


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
        "section": list(document.path(table.section)),
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
