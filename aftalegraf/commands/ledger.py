"""`aftalegraf ledger`: what was promised, and was it taken up again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aftalegraf import options
from aftalegraf.language import of_pages, pages_voice
from aftalegraf.output import emit, emit_csv, emit_json, emit_workbook, made, note, width

if TYPE_CHECKING:
    from graph.ledger import Row

_STATUSES = ("followed-up", "silent", "not-read", "not-made")


@click.command(short_help="Show what was promised, and whether later agreements take it up.")
@click.option("--document", metavar="DOCUMENT", help="Only what this agreement promised (ØA24).")
@click.option("--year", type=int, help="Only what was promised for this year, or by the agreement for it.")
@click.option("--actor", metavar="ACTOR", help="Only promises of this actor, by its name or id (KL, regeringen).")
@click.option("--topic", metavar="TOPIC", help="Only promises about this topic, by its name or id (botilbud).")
@click.option("--kind", type=click.Choice(("follow-up", "delivery")), help="Only promises of this kind.")
@click.option("--status", type=click.Choice(_STATUSES), help="Only promises of which this is said.")
@options.store
@options.file_format("json", "csv", "xlsx", "ics", "html")
@options.plain
@options.output
def command(
    document: str | None,
    year: int | None,
    actor: str | None,
    topic: str | None,
    kind: str | None,
    status: str | None,
    store: options.Store,
    file_format: str | None,
    plain: bool,
    output: Path | None,
) -> None:
    """Shows what agreements promised to return to or to deliver, and what later agreements say of it.

    It tells what the texts say, never what happened: where they are silent, the words that were looked for and the
    nearest passages are shown.

    With -o FILE.html it is a page to read, print and mail.
    """
    from graph.called import concept_called
    from graph.ledger import ledger_of
    from graph.linkage import linkage
    from graph.lookup import Lookup
    from graph.report import find_party
    from graph.sheets.agreements import known_agreements
    from graph.store import reading

    actor = concept_called("actor", actor) if actor else None
    topic = concept_called("topic", topic) if topic else None
    with reading(store) as snapshot, linkage(snapshot) as known:
        document = find_party(Lookup(snapshot), document).id if document else None
        rows = ledger_of(known)
        titles = {one.id: one.title for one in known_agreements(snapshot)}
    wanted = {"document": document, "kind": kind, "status": status}
    found = [
        row
        for row in rows
        if all(value is None or getattr(row, field) == value for field, value in wanted.items())
        and (year is None or year in (row.year, _year(row.target), _year(row.document)))
        and (actor is None or actor in row.actors)
        and (topic is None or topic in row.topics)
    ]
    _emit(found, titles, file_format, output, plain=plain)
    if not found:
        note(_nothing(rows, actor, topic))


def _nothing(rows: Sequence[Row], actor: str | None, topic: str | None) -> str:
    """Why there may be no row: an id that no promise has, with those nearest to it."""
    from difflib import get_close_matches

    for called, wanted, known in (
        ("actor", actor, {one for row in rows for one in row.actors}),
        ("topic", topic, {one for row in rows for one in row.topics}),
    ):
        if wanted is not None and wanted not in known:
            near = get_close_matches(wanted, sorted(known), n=3, cutoff=0.5)
            if near:
                return f"No promise has the {called} {wanted!r}; near it: {', '.join(near)}."
            return f"No promise has the {called} {wanted!r}."
    return "No promise is like that."


def _emit(
    rows: list[Row], titles: Mapping[str, str], file_format: str | None, output: Path | None, *, plain: bool
) -> None:
    from aftalegraf import ledger_text
    from graph.sheets.ledger import ledger_table
    from viz.ledger_words import row_json

    language = of_pages()
    if file_format == "json":
        emit_json([row_json(row) for row in rows], output)
    elif file_format == "csv":
        emit_csv(ledger_table(rows), output, plain=plain)
    elif file_format == "xlsx":
        emit_workbook(ledger_text.rows_table(rows, language), output)
    elif file_format == "html":
        from viz.ledger_parts import ledger_document

        emit(ledger_document(rows, titles, made(language), language), output)
    elif file_format == "ics":
        emit(ledger_text.rows_ics(rows, language), output)
    else:
        voice = pages_voice()
        emit("\n".join(line for row in rows for line in ledger_text.row_lines(row, width(), voice)), output)


def _year(document: str | None) -> int | None:
    year = (document or "").rpartition("-")[2]
    return int(year) if len(year) == 4 and year.isdecimal() else None
