"""The ledger as one page to print or mail: what was to be taken up or delivered, beside what later agreements say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from graph.ledger import Row
from graph.sheets.ledger import OUTCOMES
from ontology.vocab import short_name
from viz.parts import Cell, Part, Quotes, Text
from viz.parts_page import parts_page
from viz.wording import when

_SAID = ("Aftalt", "Senere aftaler siger", "Hvad der sker med det")
_SOUGHT = ("Aftalt", "Der er søgt efter", "Nærmeste passager")
_WAITING = ("Aftalt", "Skal tages op i")
_HOW = (
    "Teksterne siger, hvad parterne skrev, ikke hvad der skete. En sammenhæng, som teksten ikke selv nævner, er en"
    " vurdering: sikker, sandsynlig eller tjek selv."
)


def ledger_document(rows: Sequence[Row], titles: Mapping[str, str], made: str) -> str:
    """The page as HTML: no script, no request, every word of the texts escaped.

    `titles` are what the agreements are called, by id; `made` says when it was made.
    """
    parts = tuple(_parts(rows, Quotes(titles)))
    counted = ", ".join(f"{part.title.lower()}: {len(part.rows)}" for part in parts)
    lead = (f"{len(rows)} steder, hvor noget skulle tages op igen eller leveres. {counted.capitalize()}.", _HOW)
    return parts_page("Opfølgningsoversigt", lead if rows else ("Intet aftalepunkt er sådan.",), parts, made)


def _parts(rows: Sequence[Row], quotes: Quotes) -> Iterator[Part]:
    """A part for each status that there are rows of."""
    for status, title, lead, columns in (
        ("followed-up", "Taget op igen", "Hvad der blev aftalt, og hvad senere aftaler siger om det.", _SAID),
        ("silent", "Ikke omtalt", "Den aftale er læst og søgt igennem; de nærmeste passager er vist.", _SOUGHT),
        ("not-read", "Aftalen er ikke indlæst", "Det skulle tages op i en aftale, som ikke er indlæst.", _WAITING),
        ("not-made", "Endnu ikke indgået", "Det skal tages op i en aftale, som endnu ikke er indgået.", _WAITING),
    ):
        own = tuple(_cells(row, quotes) for row in rows if row.status == status)
        if own:
            yield Part(title=title, lead=lead, columns=columns, rows=own)


def _cells(row: Row, quotes: Quotes) -> tuple[Cell, ...]:
    promise = (quotes.said(row), *_due(row))
    if row.status == "followed-up":
        said = ", ".join(OUTCOMES[outcome] for outcome in row.outcomes)
        return (promise, tuple(map(quotes.witness, row.evidence)), (Text(text=said),))
    if row.status == "silent":
        read = Text(text=f"i {', '.join(map(short_name, row.read))}", quiet=True)
        return (promise, (Text(text=", ".join(row.searched)), read), tuple(map(quotes.said, row.nearest)))
    target = short_name(row.target) if row.target else str(row.year or "")
    return (promise, (Text(text=target),))


def _due(row: Row) -> Iterator[Text]:
    if row.deadline:
        yield Text(text=f"Frist: {when(row.deadline)}", quiet=True)
