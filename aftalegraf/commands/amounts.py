"""`aftalegraf amounts`: the sums of one matter over the years."""

from __future__ import annotations

from pathlib import Path

import click

from aftalegraf import options
from aftalegraf.language import pages_voice
from aftalegraf.output import emit, emit_csv, emit_json, emit_workbook, width


@click.command(short_help="Show the sums of one matter year by year.")
@click.argument("term")
@click.option(
    "--price-level", type=click.IntRange(1900, 2999), metavar="YEAR", help="Put sums into that year's prices."
)
@options.store
@options.file_format("json", "csv", "xlsx")
@options.plain
@options.output
def command(
    term: str, price_level: int | None, store: options.Store, file_format: str | None, plain: bool, output: Path | None
) -> None:
    """Shows the sums of a matter year by year: grants, loans and savings apart, levels and changes apart.

    Where two texts give different sums for the same year it says "afviger" and gives both quotes. With --price-level,
    sums are converted by the agreements' own estimates of prices and wages, and marked as computed.
    """
    from aftalegraf import amounts_text
    from aftalegraf.items import nothing_found
    from graph.nearest import nearest_labels
    from graph.store import reading
    from graph.sums import sums

    with reading(store) as snapshot:
        found = sums(snapshot, term, price_year=price_level)
        near = () if found.spoken_of else nearest_labels(snapshot, term)
    voice = pages_voice()
    if file_format == "json":
        emit_json(amounts_text.sums_json(found), output)
    elif file_format == "csv":
        emit_csv(amounts_text.sums_table(found, voice), output, plain=plain)
    elif file_format == "xlsx":
        emit_workbook(amounts_text.sums_table(found, voice), output)
    elif not found.spoken_of:
        emit("\n".join(nothing_found(term, near, voice)), output)
    else:
        emit("\n".join(amounts_text.sums_lines(found, width(), voice)), output)
