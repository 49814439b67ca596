"""What the ids of records are called, in Danish or in English."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from graph.tables import Shown
from ontology import vocab
from ontology.own_topics import own_key
from ontology.vocab import Concept

_SHIPPED: Mapping[str, Callable[[], Iterable[Concept]]] = {
    "actor": vocab.actors,
    "area": vocab.areas,
    "effect": vocab.effects,
    "force": vocab.forces,
    "strength": vocab.strengths,
    "topic": vocab.topics,
}
_VALUES = ("act", "amount-kind", "bound", "direction", "link-kind", "polarity", "reference-kind", "status")
_UNITS = {"DKK": "kr.", "percent": "pct."}
KINDS = (*sorted(_SHIPPED), *_VALUES)


def labels(kind: str, language: str = "da") -> Mapping[str, str]:
    """The label of each id of a vocabulary, Danish where there is none in the language ("da" or "en").

    Where two things have one label, the id stands behind it.
    """
    return _labels(kind, language, own_key() if kind == "topic" else None)


@cache
def _labels(kind: str, language: str, _own: object) -> Mapping[str, str]:
    """The labels, kept as long as the user's own topics are as they were."""
    english = language == "en"
    known = {concept.id: (english and concept.label_en) or concept.label for concept in concepts(kind)}
    several = list(known.values())
    return {one: label if several.count(label) == 1 else f"{label} ({one})" for one, label in known.items()}


def concepts(kind: str) -> Iterator[Concept]:
    """The concepts of a vocabulary, each id once."""
    found = _SHIPPED[kind]() if kind in _SHIPPED else vocab.values(kind)
    return iter({concept.id: concept for concept in reversed(tuple(found))}.values())


def named(kind: str, identifier: str | None) -> Shown:
    """An id with its label; what has none is called by its id."""
    return Shown(data=identifier, words=None if identifier is None else labels(kind).get(identifier, identifier))


def all_named(kind: str, identifiers: Iterable[str]) -> Shown:
    """Ids with their labels."""
    ids = list(identifiers)
    return Shown(data=ids, words=listed(labels(kind).get(one, one) for one in ids))


def listed(words: Iterable[object]) -> str:
    """Several things in one cell.

    >>> listed([2025, 2026])
    '2025; 2026'
    """
    return "; ".join(map(str, words))


def unit(identifier: str | None) -> Shown:
    """A unit with its abbreviation."""
    return Shown(data=identifier, words=_UNITS.get(identifier or "", identifier))


def agreement(document: str | None) -> Shown:
    """An agreement by its short name."""
    return Shown(data=document, words=None if document is None else vocab.short_name(document))
