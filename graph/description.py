"""The graph as a data set, in numbers (VoID, DCAT), and the editions of the program that made it.

What does not change with its content (title, licence, who made it) is told by `ontology/dataset.ttl`.
"""

from __future__ import annotations

from collections import Counter

from pyoxigraph import Literal, NamedNode, Quad

from graph.contents import Contents
from graph.iris import Iris
from graph.provenance import write_program
from graph.writer import Writer, danish, name

_GRAPHS = (("links_graph", "Forbindelser mellem aftaler", "Links between agreements"),
           ("vocabularies_graph", "Vokabularer", "Vocabularies"))  # fmt: skip


def description_quads(iris: Iris, contents: Contents) -> tuple[Quad, ...]:
    """The named graph that describes the rest; the graph of runs, which differs from build to build, is not counted."""
    graph = Writer(iris.dataset_graph)
    say, dataset = graph.say, iris.dataset
    say(dataset, "void:uriSpace", iris.base)
    say(dataset, "void:documents", len(contents.agreements))
    for (place, danish_title, english_title), tally in zip(
        _GRAPHS, (contents.links, contents.vocabularies), strict=True
    ):
        subset: NamedNode = getattr(iris, place)
        say(dataset, "void:subset", subset)
        say(subset, "rdf:type", name("void:Dataset"))
        say(subset, "dcterms:title", danish(danish_title), Literal(english_title, language="en"))
        say(subset, "void:triples", tally.quads)
    say(iris.links_graph, "prov:wasAttributedTo", iris.program(contents.linked_by) if contents.linked_by else None)
    _write_classes(graph, iris, contents)
    for identifier in sorted(contents.programs):
        write_program(graph, iris, contents.programs[identifier])
    say(dataset, "void:triples", total(contents) + len(graph) + 1)
    return graph.quads()


def total(contents: Contents) -> int:
    """The quads of agreements, links and vocabularies."""
    agreements = sum(held.tally.quads for held in contents.agreements.values())
    return agreements + contents.links.quads + contents.vocabularies.quads


def class_counts(contents: Contents) -> Counter[str]:
    """How many things of each class the agreements, links and vocabularies have, by the class's IRI."""
    counts: Counter[str] = Counter()
    tallies = [held.tally for held in contents.agreements.values()]
    for tally in (*tallies, contents.links, contents.vocabularies):
        for kind, number in tally.classes:
            counts[kind] += number
    return counts


def _write_classes(graph: Writer, iris: Iris, contents: Contents) -> None:
    """How many things of each class there are (VoID 4.3)."""
    counts = class_counts(contents)
    graph.say(iris.dataset, "void:classes", len(counts))
    for number, kind in enumerate(sorted(counts), 1):
        part = iris.part(iris.dataset, "class", number)
        graph.say(iris.dataset, "void:classPartition", part)
        graph.say(part, "void:class", NamedNode(kind))
        graph.say(part, "void:entities", counts[kind])
