"""The one place where IRIs of things are minted: agreements, commitments, what they are made of, and named graphs.

Every IRI is derived from ids, so the same input always gives the same names and no blank node is needed. Those of the
vocabularies (`actor/kl`, `area/aeldre`) are the ones that `ontology/*.ttl` uses, moved to the base that is set.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from pyoxigraph import NamedNode

from ontology.vocab import BASE


@lru_cache(maxsize=50_000)
def _segment(identifier: str) -> str:
    """An id as one segment of a path; what cannot stand in an IRI's path is percent-encoded."""
    return quote(identifier, safe="-._~") or "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Iris:
    """Mints IRIs under `base`, which ends with a slash.

    >>> Iris().agreement("oea-kommuner-2024").value
    'https://w3id.org/aftalegraf/id/agreement/oea-kommuner-2024'
    """

    base: str = BASE

    def thing(self, kind: str, *path: str) -> NamedNode:
        """`<base><kind>/<path>`, each part of the path one segment."""
        return NamedNode(self.base + "/".join((kind, *map(_segment, path))))

    def part(self, whole: NamedNode, kind: str, number: int) -> NamedNode:
        """The `number`th part of a kind of a thing: `<whole>/<kind>/<number>`, counted from 1."""
        return NamedNode(f"{whole.value}/{kind}/{number}")

    def concept(self, scheme: str, identifier: str) -> NamedNode:
        """An entry of a vocabulary: an actor, area, topic, force, strength ..."""
        return self.thing(scheme, identifier)

    def agreement(self, document: str) -> NamedNode:
        """An agreement, read or only referred to."""
        return self.thing("agreement", document)

    def commitment(self, document: str, identifier: str) -> NamedNode:
        """A commitment; the document's id is not said twice where the commitment's own id begins with it."""
        return self.thing("commitment", document, identifier.removeprefix(document).lstrip("-/:#") or identifier)

    def passage(self, document: str, number: int) -> NamedNode:
        """The `number`th unit of text of a document, counted from 1."""
        return self.thing("passage", document, str(number))

    def section(self, document: str, number: int) -> NamedNode:
        """The `number`th section of a document; 0 is the document itself."""
        return self.thing("section", document, str(number))

    def table(self, document: str, number: int) -> NamedNode:
        """The `number`th table of a document, counted from 1."""
        return self.thing("table", document, str(number))

    def internal(self, document: str, label: str) -> NamedNode:
        """A place in the same text that is named ("boks-2") but was not found there."""
        return self.thing("internal", document, label)

    def source(self, document: str, sha256: str) -> NamedNode:
        """The bytes that a document was read from; a file of records gives several, each a source of its own."""
        return self.thing("source", document, sha256)

    def run(self, identifier: str) -> NamedNode:
        """One run of a build."""
        return self.thing("run", identifier)

    def program(self, identifier: str) -> NamedNode:
        """An edition of the program that made statements."""
        return self.thing("program", identifier)

    @property
    def dataset(self) -> NamedNode:
        """The graph as a whole, as a data set."""
        return self.thing("dataset", "aftalegraf")

    def agreement_graph(self, document: str) -> NamedNode:
        """The named graph of all that one agreement says."""
        return self.thing("graph", "agreement", document)

    @property
    def links_graph(self) -> NamedNode:
        """The named graph of what holds between agreements."""
        return self.thing("graph", "links")

    @property
    def vocabularies_graph(self) -> NamedNode:
        """The named graph of the ontology and the vocabularies."""
        return self.thing("graph", "vocabularies")

    @property
    def dataset_graph(self) -> NamedNode:
        """The named graph of what the store holds, in numbers, and of what made it."""
        return self.thing("graph", "dataset")

    @property
    def runs_graph(self) -> NamedNode:
        """The named graph of builds, the only one that holds times of the clock."""
        return self.thing("graph", "runs")

    @property
    def common_graphs(self) -> tuple[NamedNode, ...]:
        """The named graphs that every store has, beside those of its agreements."""
        return (self.links_graph, self.vocabularies_graph, self.dataset_graph, self.runs_graph)

    def document_of(self, graph: NamedNode) -> str | None:
        """The id of the agreement whose named graph `graph` is; None for the other graphs."""
        start = f"{self.base}graph/agreement/"
        return graph.value.removeprefix(start) if graph.value.startswith(start) else None

    def agreement_of(self, iri: NamedNode) -> str | None:
        """The id of the agreement that `iri` names, as it stands there; None for anything else."""
        start = f"{self.base}agreement/"
        return iri.value.removeprefix(start) if iri.value.startswith(start) else None

    def moved(self, iri: str) -> str:
        """An IRI of the vocabularies that ship, moved from the default base to this one."""
        return self.base + iri.removeprefix(BASE) if iri.startswith(BASE) else iri
