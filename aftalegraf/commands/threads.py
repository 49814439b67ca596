"""`aftalegraf threads`: the matters that come back over the years."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from aftalegraf import options
from aftalegraf.language import pages_voice
from aftalegraf.output import emit_json, emit_table

if TYPE_CHECKING:
    from graph.threads import Thread
    from viz.voice import Voice

_BASES = ("topic", "reference", "wording")


@click.command(short_help="List the matters that come back over the years.")
@click.option("--basis", type=click.Choice(_BASES), help="Only threads that rest on this.")
@options.store
@options.file_format("json")
@options.output
def command(basis: str | None, store: options.Store, file_format: str | None, output: Path | None) -> None:
    """Lists the matters that two agreements or more have: by topic, by explicit reference, or by their wording."""
    from graph.linkage import linkage, threads_in
    from graph.store import reading

    with reading(store) as snapshot, linkage(snapshot) as known:
        found = [thread for thread in threads_in(known) if basis in (None, thread.basis)]
    if file_format == "json":
        emit_json([thread_json(thread) for thread in found], output)
    else:
        voice = pages_voice()
        columns = [voice.said(key).lower() for key in ("thread", "rests-on", "agreements", "places")]
        emit_table(columns, [_row(thread, voice) for thread in found], output)


def thread_json(thread: Thread) -> dict[str, object]:
    """A thread as plain values."""
    return {
        "id": thread.id,
        "label": thread.label,
        "basis": thread.basis,
        "confidence": thread.confidence,
        "items": [{"document": item.document, "quote": item.quote} for item in thread.items],
    }


def _row(thread: Thread, voice: Voice) -> tuple[str, ...]:
    from ontology.vocab import short_name

    documents = dict.fromkeys(item.document for item in thread.items)
    label = voice.topic(thread.label) if thread.basis == "topic" else thread.label
    return (
        label,
        voice.label("link-kind", thread.basis),
        ", ".join(map(short_name, documents)),
        str(len(thread.items)),
    )
