"""`aftalegraf extract`: commitments out of files, as records, without a store."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aftalegraf import options
from aftalegraf.errors import FAILED, explain
from aftalegraf.inputs import some_exist
from aftalegraf.output import emit, note, progress

if TYPE_CHECKING:
    from graph.sources import Source

Record = dict[str, object]


@click.command(short_help="Find the commitments in agreements, without a store.")
@click.argument("files", type=options.PATH, nargs=-1, required=True, metavar="FILE...")
@options.file_format("jsonl", "csv", default="jsonl")
@options.output
def command(files: tuple[Path, ...], file_format: str, output: Path | None) -> None:
    """Finds the commitments in agreements (files, or folders of them) and writes one record for each, in text order."""
    from graph.sources import find_sources

    some_exist(files)
    sources, problems = find_sources(files)
    failed = [f"{path}: {why}" for path, why in problems]
    records: list[Record] = []
    with progress() as bar:
        for source in bar.track(sources, description="Reading"):
            try:
                records += _records(source)
            except Exception as error:  # noqa: BLE001  (whatever one file does, the others are done)
                failed.append(explain(error).message)
    emit(_csv(records) if file_format == "csv" else _jsonl(records), output)
    for line in failed:
        note(f"aftalegraf: {line}")
    if failed:
        click.get_current_context().exit(FAILED)


def _records(source: Source) -> list[Record]:
    from extract.pipeline import extract_commitments
    from extract.read.document import read_document
    from extract.records import to_record

    document = read_document(source.path, source.folder)
    for warning in document.warnings:
        note(f"Note: {warning}")
    return [to_record(document, commitment) for commitment in extract_commitments(document)]


def _jsonl(records: list[Record]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def _csv(records: list[Record]) -> str:
    from aftalegraf.tables import records_csv

    return records_csv(records)
