"""Threads as quads of the graph of links: `ag:Thread`, and `ag:inThread` on each commitment that belongs to one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from pyoxigraph import Quad

from graph.iris import Iris
from graph.threads import Thread
from graph.writer import Writer, danish, name


def thread_quads(found: Iterable[Thread], iris: Iris) -> Iterator[Quad]:
    """Yields what is said of each thread; sentences that are no commitments have none."""
    graph = Writer(iris.links_graph)
    for thread in found:
        iri, say = iris.thing("thread", thread.basis, thread.id), graph.say
        say(iri, "rdf:type", name("ag:Thread"))
        say(iri, "ag:identifier", thread.id)
        say(iri, "rdfs:label", danish(thread.label))
        say(iri, "ag:linkKind", thread.basis)
        say(iri, "ag:confidence", Decimal(str(thread.confidence)))
        if thread.basis == "topic":
            say(iri, "dcterms:subject", iris.concept("topic", thread.id))
        for item in thread.items:
            if item.commitment is not None:
                say(iris.commitment(item.document, item.commitment), "ag:inThread", iri)
    return iter(graph.quads())
