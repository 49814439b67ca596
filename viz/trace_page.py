"""One matter over the years as one page: a part for each agreement, those silent or not read included."""

from __future__ import annotations

from collections.abc import Iterator

from graph.items import Item
from graph.sheets.labels import labels
from graph.trace import Trace, TracedFigure, TracedYear
from ontology.vocab import short_name
from viz.network_data import NetworkAmount
from viz.parts import Cell, Part, Quotes, Text
from viz.parts_page import parts_page
from viz.wording import link_words, money

_COLUMNS = ("Hvad der står", "Beløb og henvisninger")
_STATUS = {"found": "", "silent": "Læst; emnet er ikke omtalt.", "not-read": "Aftalen er ikke indlæst."}
_HOW = (
    "Ordet er fundet i alle dets former og inde i sammensatte ord. Alt er citeret fra aftalerne; de siger, hvad"
    " parterne skrev, ikke hvad der skete."
)


def trace_page(found: Trace, made: str, nearest: tuple[str, ...] = ()) -> str:
    """The page as HTML: no script, no request, every word of the texts escaped.

    `made` says when it was made, `nearest` the labels that come nearest a term that no agreement speaks of.
    """
    name = found.term[:1].upper() + found.term[1:]
    return parts_page(f"{name}: hvad aftalerne siger, år for år", _lead(found, nearest), _parts(found), made)


def _lead(found: Trace, nearest: tuple[str, ...]) -> tuple[str, ...]:
    promised = sum(item.force is not None for item in found.items)
    topic = f"Emne: {found.topic_label}. " if found.topic_label else ""
    speaking = len({one.document for one in found.items} | {one.document for one in found.figures})
    unread = ", ".join(short_name(year.document) for year in found.not_read())
    missing = f" Ikke indlæst: {unread}." if unread else ""
    if not (found.items or found.figures):
        near = f" Nærmest kommer: {'; '.join(nearest)}." if nearest else ""
        return (f"Ingen af de indlæste aftaler siger det: “{found.term}”.{near}{missing}",)
    others = len(found.items) - promised
    told = ", ".join(
        filter(
            None,
            (
                _count(promised, "aftalepunkt", "aftalepunkter"),
                _count(others, "andet sted", "andre steder"),
                _count(len(found.figures), "tal i tabellerne", "tal i tabellerne"),
            ),
        )
    )
    return (f"{topic}{told} i {_count(speaking, 'aftale', 'aftaler')}.{missing}", _HOW)


def _count(count: int, one: str, more: str) -> str:
    """A number of things, "" for none."""
    return f"{count} {one if count == 1 else more}" if count else ""


def _parts(found: Trace) -> tuple[Part, ...]:
    quotes = Quotes({year.document: year.title for year in found.years})
    years = [_year(year, found, quotes) for year in found.years]
    rows = tuple(_figure(figure, quotes) for figure in found.figures)
    figures = Part(
        title="I tabellerne",
        lead="Rækker, som nævner det, hver i sit prisniveau.",
        columns=("Række", "Beløb"),
        rows=rows,
    )
    return (*years, *((figures,) if rows else ()))


def _year(year: TracedYear, found: Trace, quotes: Quotes) -> Part:
    rows = tuple(_row(item, quotes) for item in found.items if item.document == year.document)
    title = f"{year.year}: {year.title}" if year.year else year.title
    return Part(title=title, lead=_STATUS[year.status], columns=_COLUMNS, rows=rows, none="")


def _row(item: Item, quotes: Quotes) -> tuple[Cell, ...]:
    force = labels("force").get(item.force, item.force) if item.force else "intet aftalepunkt"
    return ((quotes.said(item, force),), tuple(_besides(item)))


def _besides(item: Item) -> Iterator[Text]:
    for one in item.amounts:
        sum_ = NetworkAmount(value=one.value, unit=one.unit, years=one.years, per_year=one.per_year)
        yield Text(text=money(sum_))
    for link in item.links:
        yield Text(text=link_words(link), quiet=True)


def _figure(figure: TracedFigure, quotes: Quotes) -> tuple[Cell, ...]:
    level = f" ({figure.price_level})" if figure.price_level else ""
    worth = money(NetworkAmount(value=figure.value, unit="DKK", years=(figure.year,) if figure.year else ()))
    return (
        (Text(text=figure.label), Text(text=quotes.title(figure.document), quiet=True)),
        (Text(text=f"{worth}{level}"),),
    )
