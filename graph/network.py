"""The graph for network programs such as Gephi: GraphML and GEXF, by networkx.

A node is an agreement, a commitment, an actor, an area, a topic or another text that is referred to; its id is its IRI
without the base. An edge says how they are related (`relation`), and how strongly (`weight`): 1 for what a commitment
says, its confidence for a link, and from an agreement to an actor, area or topic the number of its commitments.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, BinaryIO

from pyoxigraph import NamedNode

from graph.lookup import Lookup
from graph.sheets.agreements import known_agreements
from graph.sheets.labels import labels
from graph.sheets.places import Places
from graph.sheets.store import places_of, when_made
from graph.statements import registered_ids
from graph.store import Snapshot
from graph.stored_records import Record, stored_records
from graph.tables import legal_text
from graph.writer import name
from ontology.vocab import short_name

if TYPE_CHECKING:
    import networkx as nx

_CONCEPTS = (
    ("parties", "party", "actor"),
    ("obliged", "obliged", "actor"),
    ("mentions", "mentions", "actor"),
    ("areas", "area", "area"),
    ("topics", "topic", "topic"),
)
_RELATIONS = {
    "area": "område",
    "follow-up-in": "tages op igen i",
    "follows-up": "tager op",
    "in-agreement": "står i",
    "mentions": "nævner",
    "obliged": "skal handle",
    "party": "part",
    "refers-to": "henviser til",
    "restates": "gentager",
    "topic": "emne",
}
_SUMMED = ("party", "obliged", "area", "topic", "refers-to", "follow-up-in")


def write_network(snapshot: Snapshot, format_name: str, target: BinaryIO) -> None:
    """Writes the network as "graphml" or "gexf"; in GEXF nodes and edges have the years that they are of."""
    import networkx as nx

    if format_name == "graphml":
        nx.write_graphml(network(snapshot), target, named_key_ids=True)
        return
    from networkx.readwrite.gexf import GEXFWriter

    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(with_years(network(snapshot)))
    made = when_made(snapshot) or datetime(1980, 1, 1)  # noqa: DTZ001
    # Not the day of the export: the same graph gives the same bytes.
    for meta in (part for part in writer.xml.iter() if str(part.tag).endswith("meta")):
        meta.set("lastmodifieddate", made.date().isoformat())
    writer.write(target)


def network(snapshot: Snapshot) -> nx.MultiDiGraph[str]:
    """The store as a graph. Attributes are texts, numbers and truth values; what is not known is left out."""
    return _Network(snapshot).made()


class _Network:
    """Gathers nodes and edges; an edge is there once for each relation of two nodes."""

    def __init__(self, snapshot: Snapshot) -> None:
        import networkx as nx

        self._graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        self._lookup = Lookup(snapshot)
        self._base = snapshot.iris.base
        self._iris = snapshot.iris
        self._snapshot = snapshot
        self._sums: Counter[tuple[str, str, str]] = Counter()
        self._edges = 0

    def made(self) -> nx.MultiDiGraph[str]:
        """The graph."""
        known = known_agreements(self._snapshot)
        places = places_of(self._snapshot, known)
        records = list(stored_records(self._snapshot))
        used = {target for record in records for _, target in self._targets(record)}
        for one in known:
            node = self._id(self._iris.agreement(one.id))
            if one.status == "read" or node in used:
                about = {"title": one.title, "year": one.year, "status": one.status, "commitments": one.commitments}
                self._node(node, short_name(one.id), "agreement", about)
        for record in records:
            self._commitment(record, places)
        self._links()
        for (source, relation, target), count in sorted(self._sums.items()):
            self._edge(source, target, relation, count, self._graph.nodes[source].get("year"))
        return self._graph

    def _commitment(self, record: Record, places: Places) -> None:
        node = self._id(self._iris.commitment(record["document"], record["id"]))
        agreement = self._id(self._iris.agreement(record["document"]))
        year = places.years.get(record["document"])
        about = {
            **{key: record[key] for key in ("quote", "force", "act", "strength", "polarity", "deadline", "confidence")},
            "section": " › ".join(record["section"]),
            "page": record["page"],
            "year": year,
            "kroner": _kroner(record, places),
        }
        self._node(node, f"{short_name(record['document'])}-{record['number']}", "commitment", about)
        self._edge(node, agreement, "in-agreement", 1, year)
        for field, relation, kind in _CONCEPTS:
            for identifier in dict.fromkeys(record[field]):
                target = self._id(self._iris.concept(kind, identifier))
                self._node(target, labels(kind).get(identifier, identifier), kind, {})
                self._say(node, agreement, relation, target, year)
        for relation, target in dict.fromkeys(self._targets(record)):
            if target not in self._graph:
                label = self._lookup.value(NamedNode(self._base + target), "rdfs:label")
                self._node(target, label or target.rpartition("/")[2], target.partition("/")[0], {})
            self._say(node, agreement, relation, target, year)

    def _targets(self, record: Record) -> Iterable[tuple[str, str]]:
        """The texts that a commitment points to, other than its own, and how."""
        for one in record["references"]:
            if one["target"] and one["kind"] != "internal":
                kind = "agreement" if one["target"] in registered_ids() else one["kind"]
                yield ("refers-to", self._id(self._iris.concept(kind, one["target"])))
        if record["follow_up"] and record["follow_up"]["target"]:
            yield ("follow-up-in", self._id(self._iris.agreement(record["follow_up"]["target"])))

    def _links(self) -> None:
        lookup = self._lookup
        for link in lookup.subjects("rdf:type", name("ag:Link")):
            source, target = lookup.node(link, "ag:from"), lookup.node(link, "ag:to")
            if source is None or target is None:
                continue
            relation = "restates" if lookup.value(link, "ag:linkKind") == "restatement" else "follows-up"
            ends, weight = (self._id(source), self._id(target)), lookup.decimal(link, "ag:confidence") or Decimal(0)
            if all(end in self._graph for end in ends):
                self._edge(*ends, relation, float(weight), self._graph.nodes[ends[0]].get("year"))

    def _say(self, node: str, agreement: str, relation: str, target: str, year: int | None) -> None:
        self._edge(node, target, relation, 1, year)
        if relation in _SUMMED and agreement != target:
            self._sums[agreement, relation, target] += 1

    def _node(self, node: str, label: str, kind: str, about: Mapping[str, Any]) -> None:
        if node not in self._graph:
            said = {key: value for key, value in about.items() if value is not None and value != ""}
            values = {"label": label, "type": kind, "iri": self._base + node, **said}
            self._graph.add_node(node, **{key: _legal(value) for key, value in values.items()})

    def _edge(self, source: str, target: str, relation: str, weight: float, year: int | None) -> None:
        self._edges += 1
        about = {"relation": relation, "label": _RELATIONS[relation], "weight": float(weight)}
        key = f"e{self._edges}"
        self._graph.add_edge(source, target, key, **about, **({"year": year} if year is not None else {}))

    def _id(self, iri: NamedNode) -> str:
        return iri.value.removeprefix(self._base)


def _kroner(record: Record, places: Places) -> float | None:
    """The sum of the commitment's kroner that count; None where it has none."""
    counted = [
        amount["value"]
        for number, amount in enumerate(record["amounts"], 1)
        if places.counted(record["document"], record["id"], number)
    ]
    return float(sum(counted)) if counted else None


def _legal(value: Any) -> Any:
    return legal_text(value) if isinstance(value, str) else value


def with_years(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """The graph with the stretches of time that GEXF knows: of a node those of its own year, or of its edges'."""
    years: dict[str, set[int]] = {}
    for source, target, about in graph.edges(data=True):
        for node in (source, target):
            if "year" in about and "year" not in graph.nodes[node]:
                years.setdefault(node, set()).add(about["year"])
    for _, _, key, about in graph.edges(keys=True, data=True):
        about["id"] = key
        if "year" in about:
            about["start"], about["end"] = _span(about["year"])
    for node, about in graph.nodes(data=True):
        if "year" in about:
            about["start"], about["end"] = _span(about["year"])
        elif node in years:
            about["spells"] = [_span(year) for year in sorted(years[node])]
    return graph


def _span(year: int) -> tuple[str, str]:
    return (f"{year:04}-01-01", f"{year:04}-12-31")
