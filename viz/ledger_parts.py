"""The ledger as one page to print or mail: what was to be taken up or delivered, beside what later agreements say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from graph.ledger import Row
from viz.ledger_page import STATUSES
from viz.parts import Cell, Paper, Part, Quotes, Text
from viz.parts_page import parts_page
from viz.voice import Voice, capital, names

_COLUMNS = {
    "followed-up": ("agreed", "later-agreements", "texts-say"),
    "silent": ("agreed", "searched-for", "nearest"),
    "not-read": ("agreed", "to-be-taken-in"),
    "not-made": ("agreed", "to-be-taken-in"),
}


def ledger_document(rows: Sequence[Row], titles: Mapping[str, str], made: str, language: str = "da") -> str:
    """The page as HTML: no script, no request, every word of the texts escaped.

    `titles` are what the agreements are called, by id; `made` says when it was made.
    """
    return parts_page(ledger_paper(rows, titles, made, Voice(language=language)))


def ledger_paper(rows: Sequence[Row], titles: Mapping[str, str], made: str, voice: Voice) -> Paper:
    """The whole ledger as parts, one for each status that there are rows of."""
    parts = tuple(_parts(rows, Quotes(titles, voice), voice))
    counted = ", ".join(f"{part.title.lower()}: {voice.number(len(part.rows))}" for part in parts)
    told = f"{voice.said('ledger-counted', n=voice.number(len(rows)))} {capital(counted)}."
    lead = (told, f"{voice.said('wrote-only')} {voice.said('how-sure')}")
    return Paper(
        language=voice.language,
        title=voice.said("ledger-heading"),
        lead=lead if rows else (voice.said("ledger-none"),),
        parts=parts,
        made=made,
    )


def _parts(rows: Sequence[Row], quotes: Quotes, voice: Voice) -> Iterator[Part]:
    for status in STATUSES:
        own = tuple(_cells(row, quotes, voice) for row in rows if row.status == status)
        if own:
            title, lead = capital(voice.said(f"status-{status}")), voice.said(f"lead-{status}")
            yield Part(title=title, lead=lead, columns=tuple(map(voice.said, _COLUMNS[status])), rows=own)


def _cells(row: Row, quotes: Quotes, voice: Voice) -> tuple[Cell, ...]:
    promise = (quotes.said(row), *_due(row, voice))
    if row.status == "followed-up":
        return (promise, tuple(map(quotes.witness, row.evidence)), (Text(text=voice.outcomes(row)),))
    if row.status == "silent":
        searched = ", ".join(row.searched)
        read = Text(text=voice.said("read-in", names=names(row.read)), quiet=True)
        return (promise, (Text(text=searched, own=searched), read), tuple(map(quotes.said, row.nearest)))
    target = names([row.target]) if row.target else str(row.year or "")
    return (promise, (Text(text=target),))


def _due(row: Row, voice: Voice) -> Iterator[Text]:
    if row.deadline:
        yield Text(text=voice.said("deadline-is", when=voice.when(row.deadline)), quiet=True)
