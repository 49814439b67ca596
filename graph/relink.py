"""Whose links a change can have altered, and those links, made as a build of everything would make them.

The links of an agreement follow from its own words, from the agreements of its kind that stand in its window (it and
the SPAN before it, by year and id), from those in their windows, by which their words are weighed, and from agreements
that it names. So a change reaches twice SPAN agreements after it, and those that name one whose words weigh otherwise.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from hashlib import sha256

from pyoxigraph import Quad

from graph.contents import Held
from graph.link_triples import write_link
from graph.linked import Linked, linked_in
from graph.linking.index import SPAN
from graph.linking.kept import KeptPassages
from graph.linking.linker import Linker
from graph.linking.stored import stored_passages
from graph.links import links_of_ties
from graph.store import Snapshot
from graph.threads import is_thread
from graph.writer import Writer

Windows = Mapping[str, tuple[str, ...]]


def in_sequence(held: Mapping[str, Held]) -> list[str]:
    """The agreements from the oldest to the newest, as `graph.linking.passages.in_order` has them."""
    return sorted(held, key=lambda document: (held[document].order, document))


def windows(held: Mapping[str, Held]) -> Windows:
    """For each agreement those that its words are weighed by: the SPAN before it of its kind, and itself."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    found: dict[str, tuple[str, ...]] = {}
    for document in in_sequence(held):
        kind = by_kind[held[document].kind]
        kind.append(document)
        found[document] = tuple(kind[-SPAN - 1 :])
    return found


def altered(before: Mapping[str, Held], after: Mapping[str, Held], changed: AbstractSet[str]) -> set[str]:
    """The agreements whose links may be others than before; `changed` are those that came, went, or say something else.

    Those that went are not among them.
    """
    old, new = windows(before), windows(after)
    weighed = {
        document for document, window in new.items() if window != old.get(document) or not changed.isdisjoint(window)
    }
    named = weighed | changed
    return {
        document
        for document, window in new.items()
        if not weighed.isdisjoint(window) or not named.isdisjoint(after[document].names)
    }


def common_topics(held: Mapping[str, Held]) -> set[str]:
    """The topics that are matters over the years."""
    counts = Counter(topic for one in held.values() for topic in one.topics)
    return {topic for topic, number in counts.items() if is_thread(number)}


def of_topics(held: Mapping[str, Held], wanted: AbstractSet[str]) -> set[str]:
    """The agreements that have one of some topics."""
    return {document for document, one in held.items() if not wanted.isdisjoint(one.topics)}


def needed(held: Mapping[str, Held], wanted: AbstractSet[str]) -> list[str]:
    """The agreements that must be taken in to make the links of some, from the oldest to the newest."""
    reach = windows(held)
    near = {other for document in wanted for other in (*reach[document], *held[document].names) if other in held}
    taken = {other for document in near for other in reach[document]} | wanted
    return in_sequence({one: held[one] for one in taken})


def links_of_agreements(
    snapshot: Snapshot, kept: KeptPassages, held: Mapping[str, Held], wanted: AbstractSet[str]
) -> Iterator[tuple[str, Linked, tuple[Quad, ...]]]:
    """Yields the agreements that are wanted, each with what linking gave, and the quads of the links from it."""
    linker = Linker()
    topics = common_topics(held)
    for document in needed(held, wanted):
        passages = kept.read(document)
        if passages is None:
            passages = stored_passages(snapshot, document)
            kept.keep(document, passages)
        if document not in wanted:
            linker.know(passages)
            continue
        graph = Writer(snapshot.iris.links_graph)
        ties = linker.add(passages)
        for link in links_of_ties(linker, ties):
            write_link(graph, snapshot.iris, link)
        for passage in passages:
            if passage.commitment is not None:
                threads = (snapshot.iris.thing("thread", "topic", one) for one in passage.topics if one in topics)
                graph.say(snapshot.iris.commitment(document, passage.commitment.id), "ag:inThread", *threads)
        said = sha256("\n".join(sorted(map(str, graph.quads()))).encode()).hexdigest()
        yield document, linked_in(linker, document, ties, said), graph.quads()
