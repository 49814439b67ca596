"""`aftalegraf export`: the whole store as one file."""

from __future__ import annotations

from pathlib import Path

import click

from aftalegraf import options
from aftalegraf.errors import MisuseError
from aftalegraf.output import binary_output, note

# The formats with the endings of file names that ask for them.
FORMATS = {
    "nquads": (".nq", ".nquads"),
    "trig": (".trig",),
    "turtle": (".ttl", ".turtle"),
    "jsonld": (".jsonld",),
    "jsonl": (".jsonl", ".ndjson"),
    "csv": (".csv",),
    "xlsx": (".xlsx",),
    "graphml": (".graphml",),
    "gexf": (".gexf",),
    "parquet": (".parquet",),
}
TABLES = (
    "commitments", "sums", "quantities", "references", "evidence", "ledger", "links", "agreements", "figures", "names",
)  # fmt: skip
_BINARY = ("xlsx", "parquet")
_OF_A_TABLE = ("csv", "parquet")


@click.command(short_help="Write the graph, the records or their tables to a file.")
@options.store
@click.option(
    "--format",
    "file_format",
    type=click.Choice(tuple(FORMATS)),
    help="What to write; without it the ending of the file's name tells, and else it is nquads.",
)
@click.option("--table", type=click.Choice(TABLES), help="With csv and parquet: which table, or commitments.")
@options.plain
@options.output
def command(store: options.Store, file_format: str | None, table: str | None, plain: bool, output: Path | None) -> None:
    """Writes the store as one file.

    The graph: nquads, trig, jsonld, turtle (the union of its named graphs). The commitments as records, which `build`
    takes again: jsonl. Tables: xlsx (all, linked), csv and parquet (one). For Gephi: gexf, graphml.
    """
    from graph.export import export
    from graph.store import reading

    wanted = file_format or _by_name(output)
    if table is not None and wanted not in _OF_A_TABLE:
        raise MisuseError(f"--table chooses what csv and parquet hold; {wanted} holds everything: leave it out")
    if plain and wanted != "csv":
        raise MisuseError(f"--plain is a way to write csv, not {wanted}: leave it out")
    with reading(store) as snapshot, binary_output(output, text=wanted not in _BINARY) as stream:
        notes = export(snapshot, wanted, stream, table=table or "commitments", plain=plain)
    for line in notes:
        note(line)


def _by_name(output: Path | None) -> str:
    """The format that the ending of a file's name asks for. Raises MisuseError for an ending that is none's.

    >>> _by_name(Path("aftaler.xlsx")), _by_name(None)
    ('xlsx', 'nquads')
    """
    ending = output.suffix.lower() if output else ""
    found = next((name for name, endings in FORMATS.items() if ending in endings), None)
    if ending and found is None:
        known = ", ".join(endings[0] for endings in FORMATS.values())
        raise MisuseError(
            f"{output}: no format has the ending {ending}: name one with --format, or end the name in {known}"
        )
    return found or "nquads"
