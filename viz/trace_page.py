"""One matter over the years as one page: a part for each agreement, those silent or not read included."""

from __future__ import annotations

from collections.abc import Iterator

from graph.items import Item
from graph.trace import Trace, TracedFigure, TracedYear
from viz.network_data import NetworkAmount
from viz.parts import Cell, Paper, Part, Quotes, Text
from viz.parts_page import parts_page
from viz.voice import Voice, capital, names
from viz.wording import link_target


def trace_page(found: Trace, made: str, nearest: tuple[str, ...] = (), language: str = "da") -> str:
    """The page as HTML: no script, no request, every word of the texts escaped.

    `made` says when it was made, `nearest` the labels that come nearest a term that no agreement speaks of.
    """
    return parts_page(trace_paper(found, made, nearest, Voice(language=language)))


def trace_paper(found: Trace, made: str, nearest: tuple[str, ...], voice: Voice) -> Paper:
    """The whole trace as parts."""
    return Paper(
        language=voice.language,
        title=voice.said("trace-title", term=capital(found.term)),
        lead=_lead(found, nearest, voice),
        parts=_parts(found, voice),
        made=made,
    )


def _lead(found: Trace, nearest: tuple[str, ...], voice: Voice) -> tuple[str, ...]:
    unread = names(year.document for year in found.not_read())
    missing = voice.said("missing", years=unread) if unread else ""
    if not (found.items or found.figures):
        near = voice.said("come-nearest", labels="; ".join(nearest)) if nearest else ""
        return (" ".join(filter(None, (voice.said("nobody-says", term=found.term), near, missing))),)
    topic = voice.said("trace-topic", topic=voice.topic(found.topic_label)) if found.topic_label else ""
    return (" ".join(filter(None, (topic, _counted(found, voice), missing))), voice.said("trace-how"))


def _counted(found: Trace, voice: Voice) -> str:
    """How many commitments, other places and figures there are, and in how many agreements."""
    promised = sum(item.force is not None for item in found.items)
    speaking = {one.document for one in found.items} | {one.document for one in found.figures}
    counted = (
        ("commitment-one", "commitments-short", promised),
        ("other-one", "others-counted", len(found.items) - promised),
        ("figure-one", "figures-counted", len(found.figures)),
    )
    counts = [voice.counted(one, more, count) for one, more, count in counted if count]
    agreements = voice.counted("agreement-one", "agreements-counted", len(speaking))
    return voice.said("trace-counted", counts=", ".join(counts), agreements=agreements)


def _parts(found: Trace, voice: Voice) -> tuple[Part, ...]:
    quotes = Quotes({year.document: year.title for year in found.years}, voice)
    years = [_year(year, found, quotes, voice) for year in found.years]
    rows = tuple(_figure(figure, quotes, voice) for figure in found.figures)
    figures = Part(
        title=voice.said("in-tables"),
        lead=voice.said("in-tables-lead"),
        columns=(voice.said("row"), voice.said("amounts")),
        rows=rows,
    )
    return (*years, *((figures,) if rows else ()))


def _year(year: TracedYear, found: Trace, quotes: Quotes, voice: Voice) -> Part:
    rows = tuple(_row(item, quotes, voice) for item in found.items if item.document == year.document)
    title = f"{year.year}: {year.title}" if year.year else year.title
    lead = "" if year.status == "found" else voice.said("year-silent" if year.status == "silent" else "year-not-read")
    columns = (voice.said("it-says"), voice.said("sums-references"))
    return Part(title=title, own=year.title, lead=lead, columns=columns, rows=rows)


def _row(item: Item, quotes: Quotes, voice: Voice) -> tuple[Cell, ...]:
    force = voice.label("force", item.force) if item.force else voice.said("no-commitment")
    return ((quotes.said(item, force),), tuple(_besides(item, voice)))


def _besides(item: Item, voice: Voice) -> Iterator[Text]:
    for one in item.amounts:
        yield Text(text=voice.bounded(one.bound, voice.money(one)))
    for link in item.links:
        yield Text(text=voice.link(link), own=link_target(link), quiet=True)
    for key, others in (("takes-up-what", item.takes_up), ("taken-up-in", item.taken_up)):
        if others:
            yield Text(text=voice.said(key, what="; ".join(map(voice.other, others))), quiet=True)


def _figure(figure: TracedFigure, quotes: Quotes, voice: Voice) -> tuple[Cell, ...]:
    level = f" ({voice.price_level(figure.price_level)})" if figure.price_level else ""
    years = (figure.year,) if figure.year else ()
    worth = voice.money(NetworkAmount(value=figure.value, unit="DKK", years=years))
    title = quotes.title(figure.document)
    return (
        (Text(text=figure.label, own=figure.label), Text(text=title, own=title, quiet=True)),
        (Text(text=f"{worth}{level}"),),
    )
