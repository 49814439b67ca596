"""The ledger as a page: each promise to come back or to deliver, and beside it what later agreements say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.ledger import Row, Witness
from graph.linking.promises import PromiseKind
from graph.sureness import sureness_key
from viz import urls
from viz.explorer import Explorer
from viz.followed import Followed
from viz.network_data import NetworkCommitment
from viz.places import Places
from viz.render import Page, page_json
from viz.voice import in_doubt

STATUSES = ("followed-up", "silent", "not-read", "not-made")
_SCRIPTS = ("copy.js", "language.js", "print.js", "ledger-page.js")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A later passage: its words, where they stand, what people call the place, and how sure it is, in words."""

    quote: str
    href: str
    name: str
    sure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of the ledger as it is shown. `years`, `actors`, `areas` are what it is filtered by."""

    row: Row
    one: NetworkCommitment
    status: str
    outcomes: str
    due: str
    years: tuple[int, ...]
    actors: tuple[str, ...]
    areas: tuple[str, ...]
    evidence: tuple[Said, ...]
    nearest: tuple[Said, ...]


def ledger_page(explorer: Explorer, known: Followed, places: Places) -> Page:
    """The page with its two tabs, follow-ups and deliveries, and the filters over both."""
    lines = tuple(ledger_lines(explorer, known, places))
    actors = sorted({key for line in lines for key in line.actors}, key=explorer.name_of)
    areas = sorted({key for line in lines for key in line.areas}, key=explorer.name_of)
    kinds: tuple[tuple[PromiseKind, str], ...] = (("follow-up", "follow-ups"), ("delivery", "deliveries"))
    return explorer.page(
        urls.LEDGER,
        "ledger.html",
        explorer.said("ledger"),
        scripts=_SCRIPTS,
        told=explorer.said("ledger-told", n=explorer.number(len(lines))),
        tabs=[(kind, key, [line for line in lines if line.row.kind == kind]) for kind, key in kinds],
        years=sorted({year for line in lines for year in line.years}),
        actors=[(place, explorer.name_of(key)) for place, key in enumerate(actors)],
        areas=[(place, explorer.name_of(key)) for place, key in enumerate(areas)],
        statuses=STATUSES,
        sparql=explorer.sparql("page-promises"),
        marks={key: place for kind in (actors, areas) for place, key in enumerate(kind)},
        payload=page_json({"words": {key: explorer.said(key) for key in ("copy", "copied", "rows-shown", "locale")}}),
    )


def ledger_lines(explorer: Explorer, known: Followed, places: Places) -> Iterator[Line]:
    """Yields the rows that can be shown: those whose commitment has a page."""
    for row in known.rows:
        one = places.commitment(row.document, row.id)
        if one is not None:
            yield _line(explorer, row, one, places)


def _line(explorer: Explorer, row: Row, one: NetworkCommitment, places: Places) -> Line:
    where = row.target if row.status in ("not-read", "not-made") else None
    names = [explorer.short(document) for document in _documents(row)] or ([explorer.short(where)] if where else [])
    status = explorer.said(f"status-{row.status}")
    if names:
        status = explorer.said("status-in", status=status, where=", ".join(names))
    if in_doubt(row):
        status = explorer.said("perhaps", what=status)
    promised = {explorer.year(row.document), explorer.year(row.target), row.year}
    return Line(
        row=row,
        one=one,
        status=status,
        outcomes=", ".join(explorer.said(f"outcome-{outcome}") for outcome in row.outcomes),
        due=_due(explorer, row),
        years=tuple(sorted(year for year in promised if year)),
        actors=tuple(f"actor:{actor}" for actor in row.actors),
        areas=tuple(f"area:{area}" for area in one.areas),
        evidence=tuple(_said(explorer, witness, places) for witness in row.evidence),
        nearest=tuple(_said(explorer, witness, places) for witness in row.nearest),
    )


def _documents(row: Row) -> Iterable[str]:
    """The agreements that the status is about: those that take it up, or those that were read and do not."""
    if row.status == "followed-up":
        return dict.fromkeys(witness.document for witness in row.evidence)
    return row.read if row.status == "silent" else ()


def _due(explorer: Explorer, row: Row) -> str:
    if row.deadline:
        return explorer.said("due-by", when=explorer.when(row.deadline))
    if row.target:
        return explorer.said("back-in", where=explorer.short(row.target))
    return explorer.said("due-in", when=str(row.year)) if row.year else ""


def _said(explorer: Explorer, witness: Witness, places: Places) -> Said:
    one = places.commitment(witness.document, witness.commitment)
    return Said(
        quote=witness.quote,
        href=places.of(witness.document, witness.quote, witness.commitment),
        name=one.number if one else explorer.short(witness.document),
        sure=explorer.said(sureness_key(witness.confidence)),
    )
