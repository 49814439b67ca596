"""`aftalegraf read`: the text of one file as it was understood."""

from __future__ import annotations

from pathlib import Path

import click

from aftalegraf import options
from aftalegraf.inputs import some_exist
from aftalegraf.output import emit, emit_json, note


@click.command(short_help="Show the text of an agreement as it was understood.")
@click.argument("file", type=options.PATH)
@options.force
@options.file_format("json")
@options.output
def command(file: Path, force: bool, file_format: str | None, output: Path | None) -> None:
    """Shows the text of an agreement as it was understood: headings, a sentence a line, tables, and what was left out.

    A file larger than 50 MB is refused; AFTALEGRAF_MAX_BYTES sets another limit.
    """
    from aftalegraf.reading import document_json, document_text
    from extract.read.document import read_document

    some_exist([file])
    document = read_document(file, force=force)
    for warning in document.warnings:
        note(f"Note: {warning}")
    if file_format == "json":
        emit_json(document_json(document), output)
    else:
        emit(document_text(document), output)
