"""The whole store as one file: its graph in an RDF format or for network programs, its records, its tables."""

from __future__ import annotations

import json
from io import TextIOWrapper
from tempfile import TemporaryFile
from typing import BinaryIO

import pyoxigraph
from pyoxigraph import RdfFormat

from graph.errors import ExportError
from graph.serialise import GRAPHS
from graph.sorted_quads import sorted_lines
from graph.store import Snapshot
from graph.stored_records import stored_records
from graph.writer import prefixes

_RDF = ("nquads", "trig", "turtle", "jsonld")
FORMATS = (*_RDF, "jsonl", "csv", "xlsx", "parquet", "graphml", "gexf")


def export(
    snapshot: Snapshot, format_name: str, target: BinaryIO, *, table: str = "commitments", plain: bool = False
) -> tuple[str, ...]:
    """Writes the store in one of FORMATS. Gives back what the format could not hold, each in a line.

    Turtle has no named graphs: it gets the union of all. CSV and Parquet hold one `table` of the workbook's;
    `plain` CSV is the one for programs. Raises ExportError for another format or table, or where a package lacks.
    """
    if format_name in _RDF:
        _write_rdf(snapshot, GRAPHS[format_name], target)
    elif format_name == "jsonl":
        target.writelines(
            (json.dumps(record, ensure_ascii=False) + "\n").encode() for record in stored_records(snapshot)
        )
    elif format_name in ("csv", "parquet"):
        _write_table(snapshot, format_name, target, table, plain=plain)
    elif format_name == "xlsx":
        from graph.sheets.store import write_book

        return write_book(snapshot, target)
    elif format_name in ("graphml", "gexf"):
        from graph.network import write_network

        write_network(snapshot, format_name, target)
    else:
        raise ExportError(f"there is no export as {format_name!r}: use {', '.join(FORMATS)}")
    return ()


def _write_rdf(snapshot: Snapshot, rdf_format: RdfFormat, target: BinaryIO) -> None:
    """Writes the statements in the order of their N-Quads, so that the same graph gives the same bytes."""
    quads = (quad for quad in snapshot.database)
    union = rdf_format == RdfFormat.TURTLE
    lines_format = RdfFormat.N_TRIPLES if union else RdfFormat.N_QUADS
    with sorted_lines((quad.triple for quad in quads) if union else quads, lines_format) as lines:
        if rdf_format == RdfFormat.N_QUADS:
            target.writelines(lines)
            return
        with TemporaryFile() as file:
            file.writelines(lines)
            file.seek(0)
            found = pyoxigraph.parse(file, format=lines_format)
            items = (quad.triple for quad in found) if union else found
            pyoxigraph.serialize(items, target, format=rdf_format, prefixes=prefixes())


def _write_table(snapshot: Snapshot, format_name: str, target: BinaryIO, wanted: str, *, plain: bool) -> None:
    from graph.delimited import write_csv
    from graph.sheets.store import table_of

    found = table_of(snapshot, wanted)
    if format_name == "parquet":
        from graph.parquet import write_parquet

        write_parquet(found, target)
        return
    text = TextIOWrapper(target, encoding="utf-8", newline="", write_through=True)
    try:
        write_csv(found, text, plain=plain)
    finally:
        text.detach()
