"""`aftalegraf links`: which commitments take up which of older agreements."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aftalegraf import options
from aftalegraf.language import pages_voice
from aftalegraf.output import emit, emit_json, width

if TYPE_CHECKING:
    from graph.links import Link
    from viz.voice import Voice


@click.command(short_help="Show which commitments take up which of older agreements.")
@click.option("--from", "source", metavar="DOCUMENT", help="Only links from this agreement.")
@click.option("--to", "target", metavar="DOCUMENT", help="Only links to this agreement.")
@click.option("--explicit", is_flag=True, help="Only those that the text itself says.")
@options.store
@options.file_format("json")
@options.output
def command(
    source: str | None,
    target: str | None,
    explicit: bool,
    store: options.Store,
    file_format: str | None,
    output: Path | None,
) -> None:
    """Shows what agreements take up from older ones: explicitly, by naming them, or by going on with the same measure.

    Each link has the sentences on both ends, what it rests on, and how sure it is.
    """
    from graph.called import agreement_called
    from graph.linkage import linkage, links_in
    from graph.store import reading

    with reading(store) as snapshot, linkage(snapshot) as known:
        found = links_in(known)
        documents = frozenset(link.source.document for link in found) | {link.to_document or "" for link in found}
    source = source and (agreement_called(source, documents) or source)
    target = target and (agreement_called(target, documents) or target)
    found = tuple(
        link
        for link in found
        if source in (None, link.source.document) and target in (None, link.to_document) and link.explicit >= explicit
    )
    if file_format == "json":
        emit_json([link_json(link) for link in found], output)
    else:
        voice = pages_voice()
        emit("\n".join(line for link in found for line in _lines(link, width(), voice)), output)


def link_json(link: Link) -> dict[str, object]:
    """A link as plain values; `to` is null where only the agreement is known."""
    target = link.target
    return {
        "from": {"document": link.source.document, "quote": link.source.quote},
        "to": {"document": target.document, "quote": target.quote} if target else None,
        "to_document": link.to_document,
        "kind": link.kind,
        "effect": link.effect,
        "effects": [effect.effect for effect in link.effects],
        "explicit": link.explicit,
        "confidence": link.confidence,
        "words": {"from": list(link.source.words), "to": list(target.words) if target else []},
    }


def _lines(link: Link, columns: int, voice: Voice) -> list[str]:
    from ontology.vocab import short_name

    rests = "explicit" if link.explicit else "same-topic" if link.kind == "topic" else "same-wording"
    ends = f"{short_name(link.source.document)} → {short_name(link.to_document)}"
    lines = [f"{ends} · {voice.said(rests)}, {voice.sureness(link.confidence)}"]
    lines += _quote(link.source.quote, columns)
    lines += _quote(link.target.quote, columns, "  ← ") if link.target else [f"  ← {voice.said('agreement-only')}"]
    return [*lines, ""]


def _quote(text: str, columns: int, mark: str = "  ") -> list[str]:
    return textwrap.wrap(f"“{text}”", columns - 2, initial_indent=mark, subsequent_indent="    ")
