"""`aftalegraf debt`: the texts that are cited and not read."""

from __future__ import annotations

from pathlib import Path

import click

from aftalegraf import options
from aftalegraf.language import pages_voice
from aftalegraf.output import emit, emit_csv, emit_json, emit_workbook, width

_KINDS = ("agreement", "law", "strategy", "directive")


@click.command(short_help="List the texts that are cited and not read, the most cited first.")
@click.option("--kind", type=click.Choice(_KINDS), help="Only texts of this kind.")
@options.store
@options.file_format("json", "csv", "xlsx")
@options.plain
@options.output
def command(kind: str | None, store: options.Store, file_format: str | None, plain: bool, output: Path | None) -> None:
    """Lists the agreements, laws, strategies and acts of the EU that are cited and not read: what to read next.

    Each has the places that cite it, with quotes, and the texts it may be the same as; then come the references that
    could not be resolved, with the reason.
    """
    from aftalegraf.debt_text import debt_json, debt_lines, debt_table
    from graph.debt import reference_debt, unresolved_references
    from graph.store import reading

    with reading(store) as snapshot:
        texts = [text for text in reference_debt(snapshot) if kind in (None, text.kind)]
        unresolved = [one for one in unresolved_references(snapshot) if kind in (None, one.kind)]
    voice = pages_voice()
    if file_format == "json":
        emit_json(debt_json(texts, unresolved), output)
    elif file_format == "csv":
        emit_csv(debt_table(texts, voice), output, plain=plain)
    elif file_format == "xlsx":
        emit_workbook(debt_table(texts, voice), output)
    else:
        emit("\n".join(debt_lines(texts, unresolved, width(), voice)), output)
