"""Matters over the years: the drawing on a topic's page, pages for matters that are no topic, and the list of all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from graph.chains import Entry, Series
from graph.threads import Basis, Thread
from ontology.vocab import strengths as firmness
from ontology.vocab import values
from viz import urls
from viz.explorer import Explorer
from viz.followed import Followed
from viz.line import Bar
from viz.network_data import NetworkAmount, NetworkCommitment, NetworkNode
from viz.places import Places
from viz.render import Page
from viz.subjects import Group, Subject, groups
from viz.timeline import WIDTH, Timeline, timeline

BASES: tuple[Basis, ...] = ("topic", "reference", "wording")
_SCRIPTS = ("language.js", "print.js", "ready.js")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A passage of a matter that is no commitment: its words, and where they stand."""

    quote: str
    href: str


def thread_subject(thread: Thread, explorer_data: Explorer, places: Places) -> Subject:
    """A matter that is no topic, as the subject of a page: its commitments under their agreements."""
    own = [places.commitment(item.document, item.commitment) for item in thread.items]
    found = [one for one in own if one is not None]
    label = thread.label[:1].upper() + thread.label[1:]
    return Subject(
        node=NetworkNode(kind="thread", id=thread.id, label=label),
        groups=_groups(found, thread, explorer_data),
        related=(),
    )


def with_mentions(subject: Subject, thread: Thread, explorer: Explorer) -> Subject:
    """A topic with the agreements that name its matter without agreeing on anything, also where they are many."""
    return replace(subject, groups=_groups(subject.commitments, thread, explorer))


def _groups(commitments: Iterable[NetworkCommitment], thread: Thread, explorer: Explorer) -> tuple[Group, ...]:
    return groups(commitments, explorer.line, {item.document for item in thread.items})


def over_years(
    explorer: Explorer, known: Followed, places: Places, subject: Subject, thread: Thread, series: Series | None
) -> dict[str, Any]:
    """What a page shows of a matter besides its commitments: the drawing, the words for it, and other passages.

    `series` are the sums that make its line, if any.
    """
    return {
        "drawn": _drawn(explorer, known, subject, series),
        "width": WIDTH,
        "mentions": _mentions(thread, places),
        "basis": thread.basis,
        "strength_label": lambda name: _strength(explorer, name),
        "kind_of": lambda one: _kind(explorer, one),
        "money_told": lambda one: _money_told(explorer, one),
        "entry_money": lambda entry: _entry_money(explorer, entry),
        "entry_there": lambda entry: places.of(entry.document, entry.quote, entry.commitment),
        "entry_name": lambda entry: _entry_name(explorer, places, entry),
    }


def _drawn(explorer: Explorer, known: Followed, subject: Subject, series: Series | None) -> Timeline | None:
    own = subject.commitments
    ids = {one.id for one in own}
    strengths = {one.id: known.strength((one.agreement, one.id)) for one in own}
    ends = [
        (link.source.commitment, link.target.commitment if link.target else None, link.to_document, link.explicit)
        for link in known.links_of(ids)
        if link.source.commitment is not None and (link.target is None or link.target.commitment in ids)
    ]
    return timeline(explorer.line, own, strengths, ends, series)


def _mentions(thread: Thread, places: Places) -> Mapping[str, tuple[Mention, ...]]:
    """The passages that are no commitment, by agreement."""
    found: dict[str, list[Mention]] = defaultdict(list)
    for item in thread.items:
        if item.commitment is None:
            found[item.document].append(Mention(quote=item.quote, href=places.of(item.document, item.quote)))
    return {document: tuple(own) for document, own in found.items()}


def _strength(explorer: Explorer, name: str) -> str:
    """What a firmness is called."""
    found = next((one for one in firmness() if one.id == name), None)
    return (found.label_en if explorer.language == "en" else found.label) if found else name


def _kind(explorer: Explorer, series: Series) -> str:
    """What kind of money it is."""
    if series.kind == "table":
        return explorer.said("kind-table")
    kind = next((one for one in values("amount-kind") if one.id == series.kind), None)
    return (kind.label_en if explorer.language == "en" else kind.label) if kind else series.kind


def _money_told(explorer: Explorer, series: Series) -> str:
    levels = list(dict.fromkeys(entry.price_level for entry in series.entries if entry.price_level))
    price = explorer.said("price-none")
    if len(levels) == 1:
        price = explorer.said("price-one", price=levels[0])
    elif levels:
        price = explorer.said("price-own", prices=", ".join(levels))
    return explorer.said("money-told", kind=_kind(explorer, series), price=price)


def _entry_money(explorer: Explorer, entry: Entry) -> str:
    return explorer.money(NetworkAmount(value=entry.value, unit=entry.unit))


def _entry_name(explorer: Explorer, places: Places, entry: Entry) -> str:
    one = places.commitment(entry.document, entry.commitment)
    return one.number if one else explorer.short(entry.document)


def threads_page(explorer: Explorer, listed: Iterable[tuple[Thread, Subject]]) -> Page:
    """The list of all matters that come back, by what they rest on."""
    found = list(listed)
    by_basis = [
        (basis, [(subject, _counts(explorer, thread)) for thread, subject in found if thread.basis == basis])
        for basis in BASES
    ]
    return explorer.page(
        urls.THREADS,
        "threads.html",
        explorer.said("threads"),
        scripts=_SCRIPTS,
        told=explorer.said("threads-told", n=explorer.number(len(found))),
        sparql=explorer.sparql("page-links"),
        bases=[(basis, own) for basis, own in by_basis if own],
    )


def _counts(explorer: Explorer, thread: Thread) -> tuple[Bar, ...]:
    """How many passages of each agreement belong to the matter."""
    return explorer.bars(Counter(item.document for item in thread.items))


def commitments_of(listed: Iterable[tuple[Thread, Subject]]) -> tuple[NetworkCommitment, ...]:
    """All commitments of the matters, each once."""
    return tuple({(one.agreement, one.id): one for _, subject in listed for one in subject.commitments}.values())
