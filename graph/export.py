"""The whole store as one file: its graph in an RDF format, or its commitments as records."""

from __future__ import annotations

import json
from io import BytesIO

import pyoxigraph
from pyoxigraph import RdfFormat

from graph.errors import ExportError
from graph.store import Snapshot
from graph.stored_records import stored_records
from graph.writer import prefixes

_RDF = {
    "jsonld": RdfFormat.JSON_LD,
    "nquads": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "turtle": RdfFormat.TURTLE,
}
FORMATS = (*sorted(_RDF), "jsonl")


def export(snapshot: Snapshot, format_name: str) -> bytes:
    """The store in one of FORMATS, in UTF-8. Turtle has no named graphs: it gets the union of all.

    Raises ExportError for another format.
    """
    if format_name == "jsonl":
        return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in stored_records(snapshot)).encode()
    if format_name not in _RDF:
        raise ExportError(f"there is no export as {format_name!r}: use {', '.join(FORMATS)}")
    quads = sorted(snapshot.database, key=str)
    items = dict.fromkeys(quad.triple for quad in quads) if format_name == "turtle" else quads
    buffer = BytesIO()
    pyoxigraph.serialize(items, buffer, format=_RDF[format_name], prefixes=prefixes())
    return buffer.getvalue()
