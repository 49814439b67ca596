"""`aftalegraf vanished`: what stood in an older agreement and is nowhere in a newer one."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aftalegraf import options
from aftalegraf.language import pages_voice
from aftalegraf.output import emit, emit_json, width

if TYPE_CHECKING:
    from graph.vanished import Vanished
    from viz.voice import Voice

_KINDS = ("topic", "sum", "body")


@click.command(short_help="Show what stands in one agreement and is nowhere in a later one.")
@click.argument("older", metavar="OLDER")
@click.argument("newer", metavar="NEWER")
@click.option("--kind", type=click.Choice(_KINDS), help="Only topics, sums, or bodies that were to report.")
@options.store
@options.file_format("json")
@options.output
def command(
    older: str, newer: str, kind: str | None, store: options.Store, file_format: str | None, output: Path | None
) -> None:
    """Shows topics, sums for later years and committees that the OLDER agreement has and the NEWER one never names.

    It tells what the newer text does not say, never what became of it; the words that were looked for, and the passages
    that come nearest, stand with each.
    """
    from graph.report import vanished
    from graph.store import reading

    with reading(store) as snapshot:
        found = [one for one in vanished(snapshot, older, newer) if kind in (None, one.kind)]
    if file_format == "json":
        emit_json([vanished_json(one) for one in found], output)
        return
    voice = pages_voice()
    lines = [line for one in found for line in _lines(one, width(), voice)]
    emit("\n".join([*lines, voice.said("silence")]), output)


def vanished_json(one: Vanished) -> dict[str, object]:
    """Something that vanished, as plain values."""
    return {
        "kind": one.kind,
        "label": one.label or None,
        "said": [
            {
                "document": said.document,
                "number": said.number,
                "quote": said.quote,
                "section": list(said.section),
                "page": said.page,
            }
            for said in one.said
        ],
        "searched": list(one.searched),
        "nearest": [
            {"document": near.document, "quote": near.quote, "confidence": near.confidence} for near in one.nearest
        ],
    }


def _lines(one: Vanished, columns: int, voice: Voice) -> list[str]:
    from ontology.vocab import short_name

    kind = voice.said(f"gone-{one.kind}")
    lines = [f"{kind}: {voice.topic(one.label)}" if one.label else kind]
    for said in one.said:
        called = f"{short_name(said.document)}-{said.number}" if said.number else short_name(said.document)
        lines += textwrap.wrap(f"{called}: “{said.quote}”", columns, initial_indent="  ", subsequent_indent="    ")
    searched = voice.said("sought", words=", ".join(one.searched))
    lines += textwrap.wrap(searched, columns, initial_indent="  ", subsequent_indent="    ")
    for near in one.nearest:
        mark = f"{voice.said('nearest-is', name=short_name(near.document))}: “{near.quote}”"
        lines += textwrap.wrap(mark, columns, initial_indent="  ", subsequent_indent="    ")
    return [*lines, ""]
