"""Commitments by their words: every word must be there, in any form; the nearest to what was asked for come first."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from graph.errors import QueryError
from graph.finding import Wanted, find, index_of
from graph.indexing import plain
from graph.items import Item, commitment_item, order
from graph.lookup import Lookup
from graph.store import Snapshot
from graph.words import Term, terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A commitment that was found. `score`: the share of the words that stand in it as they were asked for, 0 to 1."""

    item: Item
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """What a search found: `total` commitments, of which `hits` are the first."""

    words: str
    total: int
    hits: tuple[Hit, ...]


def search(snapshot: Snapshot, words: str, *, limit: int = 50, offset: int = 0) -> Hits:
    """Finds the commitments whose quotes hold every one of `words`: a form of it, or a compound with it.

    `hits` are `limit` of them after the first `offset`. Raises QueryError where `words` holds no word.
    """
    wanted = terms(words)
    if not wanted:
        raise QueryError(f"{words!r} holds no word: write what to look for, for example `search botilbud lånepulje`")
    with index_of(snapshot.folder) as index:
        if index is None:
            return _read_all(snapshot, words, wanted, limit, offset)
        found = find(index, Wanted(words=words, terms=wanted), limit=limit, offset=offset)
    lookup = Lookup(snapshot)
    hits = tuple(Hit(item=commitment_item(lookup, NamedNode(iri)), score=score) for iri, score in found.page)
    return Hits(words=words, total=found.total, hits=hits)


def _read_all(snapshot: Snapshot, words: str, wanted: tuple[Term, ...], limit: int, offset: int) -> Hits:
    """The same from a store without an index of words: every quote is read."""
    lookup = Lookup(snapshot)
    found: list[tuple[float, NamedNode]] = []
    for iri, quote in lookup.texts("ag:quote"):
        if _is_commitment(lookup, iri) and all(term.find(quote) for term in wanted):
            found.append((_score(words, quote), iri))
    items = [Hit(item=commitment_item(lookup, iri), score=score) for score, iri in found]
    items.sort(key=lambda hit: (-hit.score, order(hit.item)))
    return Hits(words=words, total=len(items), hits=tuple(items[offset : offset + limit]))


def _is_commitment(lookup: Lookup, iri: NamedNode) -> bool:
    start = lookup.snapshot.iris.thing("commitment", "x").value[:-1]
    return iri.value.startswith(start) and iri.value.count("/", len(start)) == 1


def _score(words: str, quote: str) -> float:
    """How many of the words stand in the quote as they were written; the whole phrase counts as one word more."""
    tokens = set(plain(quote).split())
    asked = plain(words).split()
    exact = sum(word in tokens for word in asked)
    whole = f" {plain(words)} " in f" {plain(quote)} "
    return round((exact + whole) / (len(asked) + 1), 3)
