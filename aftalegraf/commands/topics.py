"""`aftalegraf topics`: what else the agreements are about, and topics of the user's own."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aftalegraf import options
from aftalegraf.errors import MisuseError
from aftalegraf.output import emit, emit_json, note, width, write_bytes

if TYPE_CHECKING:
    from graph.proposals import Proposal

_REASONS = {
    "acronym": "forkortelse i parentes",
    "compound": "ord, der går igen",
    "name": "navn, der går igen",
}


@click.group(short_help="Propose topics from the texts, and accept them.")
def command() -> None:
    """Finds what comes back in the agreements and is no topic yet, and makes topics of your own of it.

    Your topics stand in a file beside the store (aftalegraf.topics.ttl by aftalegraf.store), which you may also write
    by hand; every command that uses the store reads them, and `aftalegraf build` finds them in the texts.
    """


@command.command(short_help="Show what comes back and is no topic yet, with evidence.")
@click.option("--limit", type=click.IntRange(min=1), default=30, show_default=True, help="Show no more than that many.")
@options.store
@options.file_format("json")
@options.output
def propose(limit: int, store: options.Store, file_format: str | None, output: Path | None) -> None:
    """Shows short forms given in brackets, and compounds and names that two agreements or more have, with quotes."""
    found = _proposals(store)
    if file_format == "json":
        emit_json([_json(one) for one in found[:limit]], output)
        return
    emit("\n".join(line for one in found[:limit] for line in _lines(one, width())), output)
    note(f"{len(found)} proposals. Accept one with `aftalegraf topics accept ID`.")


@command.command(short_help="Make proposals topics of your own.")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--label", help="What the topic is to be called, where one is accepted.")
@options.store
@click.option("--into", type=options.PATH, metavar="FILE", help="Another file than that beside the store.")
def accept(ids: tuple[str, ...], label: str | None, store: options.Store, into: Path | None) -> None:
    """Writes proposals, by their ids, into the file of your own topics; then build the store anew to find them."""
    from graph.proposals import HEAD, proposal_turtle
    from ontology.own_topics import own_topics_file, read_topics_file, topics_beside
    from ontology.vocab import parse_turtle

    known = {one.id: one for one in _proposals(store)}
    wrong = [one for one in ids if one not in known]
    if wrong:
        raise MisuseError(f"{wrong[0]!r} is no proposal: `aftalegraf topics propose` lists them with their ids")
    if label and len(ids) > 1:
        raise MisuseError("--label names one topic: accept them one by one")
    path = into or own_topics_file() or (topics_beside(store) if isinstance(store, Path) else None)
    if path is None:
        raise MisuseError("a store on a server has no file beside it: name one with --into")
    text = read_topics_file(path) if path.exists() else HEAD
    for one in dict.fromkeys(ids):
        if f"topic:{one} a " in text:
            raise MisuseError(f"{path}: topic:{one} is there already: change it in the file")
        text = f"{text.rstrip()}\n\n{proposal_turtle(known[one], label=label)}"
    parse_turtle(text, str(path.resolve()))
    write_bytes(text.encode(), path)
    note(f"{path}: {', '.join(ids)}. Run `aftalegraf build` again to find {'it' if len(ids) == 1 else 'them'}.")


def _proposals(store: options.Store) -> tuple[Proposal, ...]:
    from graph.linkage import linkage
    from graph.proposals import propose_topics
    from graph.store import reading

    with reading(store) as snapshot, linkage(snapshot) as known:
        return propose_topics([known.passages(document) for document in known.documents()])


def _json(one: Proposal) -> dict[str, object]:
    return {
        "id": one.id,
        "label": one.label,
        "reason": one.reason,
        "spellings": [*one.spellings, *one.exact],
        "area": one.area,
        "documents": list(one.documents),
        "passages": one.passages,
        "examples": [{"document": item.document, "number": item.number, "quote": item.quote} for item in one.examples],
    }


def _lines(one: Proposal, columns: int) -> list[str]:
    from ontology.vocab import short_name

    where = ", ".join(map(short_name, one.documents))
    lines = textwrap.wrap(f"{one.id}: {one.label} ({_REASONS[one.reason]}): {one.passages} steder i {where}", columns)
    for item in one.examples:
        said = f"{short_name(item.document)}: “{item.quote}”"
        lines += textwrap.wrap(said, columns, initial_indent="  ", subsequent_indent="    ")
    return [*lines, ""]
