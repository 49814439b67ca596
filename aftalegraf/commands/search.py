"""`aftalegraf search`: commitments by their words."""

from __future__ import annotations

from pathlib import Path

import click

from aftalegraf import options
from aftalegraf.language import pages_voice
from aftalegraf.output import emit, emit_json, note, width


@click.command(short_help="Find commitments by their words.")
@click.argument("words", nargs=-1, required=True, metavar="WORDS")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="Show no more than that many.")
@options.store
@options.file_format("json")
@options.output
def command(
    words: tuple[str, ...], limit: int, store: options.Store, file_format: str | None, output: Path | None
) -> None:
    """Finds the commitments in which every one of the words stands, in any form or in a compound; the nearest first."""
    from aftalegraf.items import item_json, item_lines
    from graph.search import search
    from graph.store import reading

    with reading(store) as snapshot:
        found = search(snapshot, " ".join(words), limit=limit)
    if file_format == "json":
        items = [{**item_json(hit.item), "score": hit.score} for hit in found.hits]
        emit_json({"words": found.words, "total": found.total, "items": items}, output)
        return
    voice = pages_voice()
    emit("\n".join(line for hit in found.hits for line in item_lines(hit.item, width(), voice)), output)
    more = found.total > limit
    note(f"{found.total} commitments, the first {limit} shown (--limit)." if more else f"{found.total} commitments.")
