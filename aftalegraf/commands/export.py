"""`aftalegraf export`: the whole store as one file."""

from __future__ import annotations

from pathlib import Path

import click

from aftalegraf import options
from aftalegraf.output import emit


@click.command(short_help="Write the graph or the records to a file.")
@options.store
@options.file_format("nquads", "trig", "turtle", "jsonld", "jsonl", default="nquads")
@options.output
def command(store: options.Store, file_format: str, output: Path | None) -> None:
    """Writes the store as RDF (nquads, trig, turtle, jsonld) or its commitments as records (jsonl)."""
    from graph.export import export
    from graph.store import reading

    with reading(store) as snapshot:
        data = export(snapshot, file_format)
    emit(data.decode("utf-8"), output)
