"""Rows that are cut: the four formats of SPARQL 1.1, written row by row until a limit is reached.

pyoxigraph writes whole answers only. What fits is written by it; this is for what does not.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Sequence
from io import StringIO
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.writer import XSD

_STRING = XSD + "string"
_SEEN = "http://www.w3.org/2005/sparql-results#"

Term = object
Row = Sequence[Term | None]


def write_rows(names: Sequence[str], rows: Iterable[Row], name: str, *, most: int, size: int) -> tuple[bytes, str]:
    """As many rows as fit into `most` rows and `size` bytes, in one of `formats.ROWS`; and what cut them short.

    The second value is "rows", "bytes", or "" where nothing is missing.
    """
    start, line, joint, end = _WRITERS[name](names)
    parts, taken, cut = [start], len(start) + len(end), ""
    for number, row in enumerate(rows):
        if number >= most:
            cut = "rows"
            break
        said = (joint if number else b"") + line(row)
        if taken + len(said) > size:
            cut = "bytes"
            break
        taken += len(said)
        parts.append(said)
    return b"".join((*parts, end)), cut


Writer = tuple[bytes, Callable[[Row], bytes], bytes, bytes]


def _json(names: Sequence[str]) -> Writer:
    """SPARQL 1.1 Query Results JSON Format, 3."""

    def line(row: Row) -> bytes:
        bound = {name: _json_term(term) for name, term in zip(names, row, strict=True) if term is not None}
        return json.dumps(bound, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")

    head = json.dumps({"vars": list(names)}, ensure_ascii=False, separators=(",", ":")).encode()
    return b'{"head":' + head + b',"results":{"bindings":[', line, b",", b"]}}"


def _json_term(term: Term) -> dict[str, Any]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {key: _json_term(part) for key, part in parts.items()}}
    assert isinstance(term, Literal)
    said = {"type": "literal", "value": term.value}
    if term.language:
        return said | {"xml:lang": term.language}
    return said if term.datatype.value == _STRING else said | {"datatype": term.datatype.value}


def _xml(names: Sequence[str]) -> Writer:
    """SPARQL Query Results XML Format (Second Edition), 2."""

    def line(row: Row) -> bytes:
        bound = "".join(
            f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>"
            for name, term in zip(names, row, strict=True)
            if term is not None
        )
        return f"<result>{bound}</result>".encode("utf-8", "replace")

    head = "".join(f"<variable name={quoteattr(name)}/>" for name in names)
    start = f'<?xml version="1.0"?><sparql xmlns="{_SEEN}"><head>{head}</head><results>'
    return start.encode(), line, b"", b"</results></sparql>"


def _xml_term(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f"<uri>{escape(term.value)}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{escape(term.value)}</bnode>"
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return "<triple>" + "".join(f"<{key}>{_xml_term(part)}</{key}>" for key, part in parts.items()) + "</triple>"
    assert isinstance(term, Literal)
    text = escape(term.value, {"\r": "&#xD;"})
    if term.language:
        return f"<literal xml:lang={quoteattr(term.language)}>{text}</literal>"
    kind = "" if term.datatype.value == _STRING else f" datatype={quoteattr(term.datatype.value)}"
    return f"<literal{kind}>{text}</literal>"


def _csv(names: Sequence[str]) -> Writer:
    """SPARQL 1.1 Query Results CSV and TSV Formats, 3."""

    def line(row: Row) -> bytes:
        buffer = StringIO()
        csv.writer(buffer, lineterminator="\r\n").writerow([_csv_term(term) for term in row])
        return buffer.getvalue().encode("utf-8", "replace")

    return (",".join(names) + "\r\n").encode(), line, b"", b""


def _csv_term(term: Term) -> str:
    if term is None:
        return ""
    return str(getattr(term, "value", term)) if not isinstance(term, BlankNode) else str(term)


def _tsv(names: Sequence[str]) -> Writer:
    """SPARQL 1.1 Query Results CSV and TSV Formats, 4."""

    def line(row: Row) -> bytes:
        cells = ("" if term is None else str(term).replace("\t", "\\t") for term in row)
        return ("\t".join(cells) + "\n").encode("utf-8", "replace")

    return ("\t".join(f"?{name}" for name in names) + "\n").encode(), line, b"", b""


_WRITERS: dict[str, Callable[[Sequence[str]], Writer]] = {"json": _json, "xml": _xml, "csv": _csv, "tsv": _tsv}
