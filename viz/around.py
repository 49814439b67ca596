"""What comes before a commitment and what after it: the passages of other agreements that are linked with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from graph.links import End, Link
from graph.sureness import sureness_key
from ontology.vocab import short_name
from viz.places import Places
from viz.words import load_words

Around = dict[str, dict[str, list[list[str]]]]
"""By a commitment's id what it takes up ("came-before") and what takes it up ("came-after").

Of each passage its name, its address, its words, and how sure it is that they belong together.
"""


def by_document(links: Iterable[Link]) -> Mapping[str, tuple[Link, ...]]:
    """The links that begin or end in each agreement, in their order."""
    found: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        for document in {link.source.document, link.to_document}:
            found[document].append(link)
    return {document: tuple(own) for document, own in found.items()}


def around(document: str, links: Iterable[Link], places: Places, language: str) -> Around:
    """What stands around the commitments of an agreement; `links` are those that begin or end in it."""
    found: Around = defaultdict(lambda: defaultdict(list))
    words = load_words(language)
    for link in links:
        sure = words[sureness_key(link.confidence)]
        here, there = link.source, link.target
        if here.document == document and here.commitment is not None and there is not None:
            found[here.commitment]["came-before"].append(_told(there, places, sure))
        if there is not None and there.document == document and there.commitment is not None:
            found[there.commitment]["came-after"].append(_told(here, places, sure))
    return {one: dict(own) for one, own in found.items()}


def _told(end: End, places: Places, sure: str) -> list[str]:
    one = places.commitment(end.document, end.commitment)
    name = one.number if one else short_name(end.document)
    return [name, places.of(end.document, end.quote, end.commitment), end.quote, sure]
