"""Agreements with what links them, as links, ledger, threads and reports ask for it.

It is read from what a build keeps beside the database (`graph.linking.kept`). Where that is missing, in a store on a
server or one that an older program made, the agreements are linked anew from their graphs, with the same answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Protocol

from graph.linked import Linked, Tied, linked_in
from graph.linking.kept import KeptLinks, kept_links
from graph.linking.linker import Linker
from graph.linking.passages import Corpus, Passage, in_order
from graph.linking.stored import stored_corpus
from graph.links import Link, end_of
from graph.looks import Looks, look
from graph.relink import in_sequence, needed
from graph.store import Snapshot
from graph.threads import Thread, threads_by_links, threads_by_name, threads_by_topic


class Linkage(Protocol):
    """Agreements and what links them; passages are told by their places in their agreements."""

    def documents(self) -> Sequence[str]:
        """The agreements, the oldest first."""

    def passages(self, document: str) -> Sequence[Passage]:
        """The passages of an agreement."""

    def tied(self, document: str) -> Sequence[Tied]:
        """The links from an agreement, by the place of the later end."""

    def searched(self, document: str) -> Mapping[int, tuple[str, ...]]:
        """The words to look for of each promise of an agreement."""

    def looks(self, document: str) -> Mapping[str, Looks]:
        """What the later agreements that look back so far say of the promises of one, the oldest first."""

    def apart(self, older: str, newer: str) -> Looks:
        """What a later agreement says of the promises of one that it does not look back to."""

    def spoken(self, document: str) -> Mapping[int, tuple[str, ...]]:
        """The topics that sentences of an agreement name which are no commitments."""

    def matters(self) -> Iterable[Thread]:
        """The matters that links and names make, in this order."""


class LinkedAnew:
    """Agreements that are linked when they are asked for."""

    def __init__(self, corpus: Corpus) -> None:
        self.linker = Linker()
        self._linked: dict[str, Linked] = {}
        for passages in in_order(corpus):
            ties = self.linker.add(passages)
            self._linked[passages[0].document] = linked_in(self.linker, passages[0].document, ties)

    def documents(self) -> Sequence[str]:
        """The agreements, the oldest first."""
        return tuple(self._linked)

    def passages(self, document: str) -> Sequence[Passage]:
        """The passages of an agreement."""
        return [self.linker.index.passages[number] for number in self.linker.numbers(document)]

    def tied(self, document: str) -> Sequence[Tied]:
        """The links from an agreement, by the place of the later end."""
        return self._linked[document].tied

    def searched(self, document: str) -> Mapping[int, tuple[str, ...]]:
        """The words to look for of each promise of an agreement."""
        return self._linked[document].searched

    def looks(self, document: str) -> Mapping[str, Looks]:
        """What the later agreements that look back so far say of the promises of one, the oldest first."""
        return {later: one.looks[document] for later, one in self._linked.items() if document in one.looks}

    def apart(self, older: str, newer: str) -> Looks:
        """What a later agreement says of the promises of one that it does not look back to."""
        before = self.documents()[: self.documents().index(newer)]
        return _apart(older, newer, [self.passages(document) for document in (*before, newer)])

    def spoken(self, document: str) -> Mapping[int, tuple[str, ...]]:
        """The topics that sentences of an agreement name which are no commitments."""
        return self._linked[document].spoken

    def matters(self) -> Iterable[Thread]:
        """The matters that links and names make, in this order."""
        yield from threads_by_links(join for one in self._linked.values() for join in one.joins)
        yield from threads_by_name(named for one in self._linked.values() for named in one.named)


class LinkedBefore:
    """Agreements that were linked when the store was built."""

    def __init__(self, snapshot: Snapshot, kept: KeptLinks) -> None:
        self._kept = kept
        self._held = snapshot.contents.linkable()
        self._passages: dict[str, Sequence[Passage]] = {}

    @cached_property
    def _documents(self) -> Sequence[str]:
        return tuple(in_sequence(self._held))

    def documents(self) -> Sequence[str]:
        """The agreements, the oldest first."""
        return self._documents

    def passages(self, document: str) -> Sequence[Passage]:
        """The passages of an agreement."""
        if document not in self._passages:
            self._passages[document] = self._kept.passages(document)
        return self._passages[document]

    def tied(self, document: str) -> Sequence[Tied]:
        """The links from an agreement, by the place of the later end."""
        return self._kept.tied(document)

    def searched(self, document: str) -> Mapping[int, tuple[str, ...]]:
        """The words to look for of each promise of an agreement."""
        return self._kept.searched(document)

    def looks(self, document: str) -> Mapping[str, Looks]:
        """What the later agreements that look back so far say of the promises of one, the oldest first."""
        return self._kept.looks(document, self._documents)

    def apart(self, older: str, newer: str) -> Looks:
        """What a later agreement says of the promises of one that it does not look back to."""
        return _apart(older, newer, [self.passages(document) for document in needed(self._held, {older, newer})])

    def spoken(self, document: str) -> Mapping[int, tuple[str, ...]]:
        """The topics that sentences of an agreement name which are no commitments."""
        return self._kept.spoken(document)

    def matters(self) -> Iterable[Thread]:
        """The matters that links and names make, in this order."""
        return self._kept.matters(self.passages)


def links_in(known: Linkage) -> tuple[Link, ...]:
    """The links between the agreements, by agreement and place of the later end."""
    return tuple(link for document in known.documents() for link in links_from(known, document))


def links_from(known: Linkage, document: str) -> tuple[Link, ...]:
    """The links from an agreement to older ones, by place."""
    return tuple(_link(known, document, one) for one in known.tied(document))


def _link(known: Linkage, document: str, one: Tied) -> Link:
    earlier = known.passages(one.to_document)[one.earlier] if one.earlier is not None else None
    return Link(
        source=end_of(known.passages(document)[one.later], one.words),
        target=end_of(earlier, one.earlier_words) if earlier else None,
        to_document=one.to_document,
        kind=one.kind,  # type: ignore[arg-type]
        effects=one.effects,
        explicit=one.explicit,
        confidence=one.confidence,
    )


def threads_in(known: Linkage) -> tuple[Thread, ...]:
    """The matters that two agreements or more have: those by topic, then those by links, then those by names."""
    documents = known.documents()
    spoken = {document: known.spoken(document) for document in documents}
    return (*threads_by_topic((known.passages(document) for document in documents), spoken), *known.matters())


def _apart(older: str, newer: str, corpus: Corpus) -> Looks:
    linker = Linker()
    for passages in corpus:
        if passages[0].document == newer:
            linker.add(passages)
            return look(linker, older, newer)
        linker.know(passages)
    return {}


@contextmanager
def linkage(snapshot: Snapshot) -> Iterator[Linkage]:
    """Opens what links the agreements of a store."""
    with kept_links(snapshot.folder) as kept:
        if kept is not None and kept.tells(snapshot.contents.linkable()):
            yield LinkedBefore(snapshot, kept)
            return
    yield LinkedAnew(stored_corpus(snapshot))
