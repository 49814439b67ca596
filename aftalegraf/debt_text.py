"""The reference debt as people and programs get it: lines, plain values, a table."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from graph.debt import Citation, UnreadText, Unresolved, citing
from graph.tables import Column, Table, Value
from ontology.vocab import short_name

_KINDS = {"agreement": "aftale", "law": "lov", "strategy": "strategi", "directive": "EU-retsakt"}
_STATUSES = {"not-read": "ikke indlæst", "not-made": "endnu ikke indgået"}
_REASONS = {
    "spelling": "navnene er stavet lidt forskelligt, og ingen af teksterne er læst",
    "year": "kun det ene navn har et årstal, og ingen af teksterne er læst",
}
_COLUMNS = (
    ("id", "Id", 40), ("kind", "Slags", 12), ("title", "Tekst", 50), ("status", "Status", 16),
    ("times", "Henvisninger", 12), ("from", "Henvises til i", 20), ("perhaps", "Måske samme tekst som", 40),
    ("citations", "Steder", 80),
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


def debt_table(texts: Iterable[UnreadText]) -> Table:
    """The texts as a table, a row each."""
    return Table(
        name="debt",
        title="Ulæste henvisninger",
        about="Tekster, som aftalerne henviser til, og som ikke er indlæst.",
        columns=tuple(Column(key=key, heading=heading, width=width) for key, heading, width in _COLUMNS),
        rows=map(_row, texts),
    )


def _row(text: UnreadText) -> tuple[Value, ...]:
    places = "\n".join(f"{_place(one)}: {one.quote}" for one in text.citations)
    cited = ", ".join(map(short_name, citing(text)))
    perhaps = ", ".join(one.id for one in text.perhaps)
    status = _STATUSES[text.status]
    return (text.id, _KINDS[text.kind], text.title, status, len(text.citations), cited, perhaps, places)


def debt_lines(texts: Iterable[UnreadText], unresolved: Iterable[Unresolved], width: int) -> list[str]:
    """The list for people, each text with its first place."""
    lines: list[str] = []
    for text in texts:
        times = f"{len(text.citations)} henvisning{'er' if len(text.citations) > 1 else ''}"
        cited = ", ".join(map(short_name, citing(text)))
        head = f"{text.title} ({_KINDS[text.kind]}, {_STATUSES[text.status]}): {times} i {cited}"
        lines += textwrap.wrap(head, width, subsequent_indent="  ")
        first = text.citations[0]
        lines += textwrap.wrap(
            f"{_place(first)}: “{first.quote}”", width, initial_indent="  ", subsequent_indent="    "
        )
        for one in text.perhaps:
            said = f"måske samme tekst som {one.id}: {_REASONS[one.reason]}"
            lines += textwrap.wrap(said, width, initial_indent="  ", subsequent_indent="    ")
        lines.append("")
    for other in unresolved:
        said = f"uafklaret: {_place(other.citation)}: “{other.citation.words}”: {other.reason}"
        lines += textwrap.wrap(said, width)
    return lines


def _place(citation: Citation) -> str:
    return f"{short_name(citation.document)}-{citation.number}"
