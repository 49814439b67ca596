"""The reference debt as people and programs get it: lines, plain values, a table."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from graph.debt import Citation, UnreadText, Unresolved, citing
from graph.tables import Column, Table, Value
from ontology.vocab import short_name
from viz.voice import Voice

_COLUMNS = (
    ("id", 40), ("kind", 12), ("title", 50), ("status", 16), ("times", 12), ("from", 20), ("perhaps", 40),
    ("citations", 80),
)  # fmt: skip


def debt_json(texts: Iterable[UnreadText], unresolved: Iterable[Unresolved]) -> dict[str, object]:
    """The texts and the references that could not be resolved, as plain values."""
    return {
        "texts": [
            {
                "id": text.id,
                "kind": text.kind,
                "title": text.title,
                "status": text.status,
                "references": len(text.citations),
                "from": list(citing(text)),
                "perhaps": [{"id": one.id, "reason": one.reason} for one in text.perhaps],
                "citations": [_citation_json(citation) for citation in text.citations],
            }
            for text in texts
        ],
        "unresolved": [{**_citation_json(one.citation), "kind": one.kind, "reason": one.reason} for one in unresolved],
    }


def _citation_json(citation: Citation) -> dict[str, object]:
    return {
        "document": citation.document,
        "number": citation.number,
        "words": citation.words,
        "quote": citation.quote,
        "section": list(citation.section),
        "page": citation.page,
    }


def debt_table(texts: Iterable[UnreadText], voice: Voice) -> Table:
    """The texts as a table, a row each."""
    return Table(
        name="debt",
        title=voice.said("unread-references"),
        about=voice.said("unread-references-about"),
        columns=tuple(Column(key=key, heading=voice.said(f"debt-{key}"), width=width) for key, width in _COLUMNS),
        rows=(_row(text, voice) for text in texts),
    )


def _row(text: UnreadText, voice: Voice) -> tuple[Value, ...]:
    places = "\n".join(f"{_place(one)}: {one.quote}" for one in text.citations)
    cited = ", ".join(map(short_name, citing(text)))
    perhaps = ", ".join(one.id for one in text.perhaps)
    kind, status = voice.said(f"kind-{text.kind}"), voice.said(text.status)
    return (text.id, kind, text.title, status, len(text.citations), cited, perhaps, places)


def debt_lines(texts: Iterable[UnreadText], unresolved: Iterable[Unresolved], width: int, voice: Voice) -> list[str]:
    """The list for people, each text with its first place."""
    lines: list[str] = []
    for text in texts:
        times = voice.counted("reference-one", "references-counted", len(text.citations))
        cited = voice.said("read-in", names=", ".join(map(short_name, citing(text))))
        head = f"{text.title} ({voice.said(f'kind-{text.kind}')}, {voice.said(text.status)}): {times} {cited}"
        lines += textwrap.wrap(head, width, subsequent_indent="  ")
        first = text.citations[0]
        lines += textwrap.wrap(
            f"{_place(first)}: “{first.quote}”", width, initial_indent="  ", subsequent_indent="    "
        )
        for one in text.perhaps:
            said = voice.said("perhaps-same", id=one.id, why=voice.said(f"same-{one.reason}"))
            lines += textwrap.wrap(said, width, initial_indent="  ", subsequent_indent="    ")
        lines.append("")
    for other in unresolved:
        what = f"{_place(other.citation)}: “{other.citation.words}”: {other.reason}"
        lines += textwrap.wrap(voice.said("unresolved-is", what=what), width)
    return lines


def _place(citation: Citation) -> str:
    return f"{short_name(citation.document)}-{citation.number}"
