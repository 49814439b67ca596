"""Checks a store against `ontology/shapes.ttl` (SHACL): what is wrong, where, and what should stand there.

SHACL runs on rdflib's memory store, where it is as quick as anywhere; 150,000 triples take about half a minute.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, cast

import pyoxigraph

from graph.store import Snapshot

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_SHACL = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A thing that is not as its shape says (SHACL 3.6.2). `path` and `value` are "" where the result names none."""

    thing: str
    path: str
    value: str
    shape: str
    severity: str
    message: str
    message_en: str


def validate(snapshot: Snapshot) -> tuple[Violation, ...]:
    """Checks the union of all graphs of the store; the violations in order of the things, () where there are none."""
    import pyshacl  # late: half a second, and rdflib with it
    from rdflib import Graph

    data = pyoxigraph.serialize((quad.triple for quad in snapshot.database), format=pyoxigraph.RdfFormat.N_TRIPLES)
    graph, shapes = Graph(), Graph()
    graph.parse(data=data, format="nt")
    shapes.parse(data=(files("ontology") / "shapes.ttl").read_text(encoding="utf-8"), format="turtle")
    _, results, _ = pyshacl.validate(graph, shacl_graph=shapes)
    return tuple(sorted(_violations(cast("Graph", results)), key=lambda found: (found.thing, found.shape, found.value)))


def _violations(results: Graph) -> list[Violation]:
    from rdflib import RDF, Namespace

    shacl = Namespace(_SHACL)
    return [_violation(results, result) for result in results.subjects(RDF.type, shacl.ValidationResult)]


def _violation(results: Graph, result: Node) -> Violation:
    from rdflib import Namespace

    shacl = Namespace(_SHACL)

    def said(name: str) -> str:
        value = results.value(result, shacl[name])
        return "" if value is None else str(value)

    messages = {
        getattr(message, "language", None): str(message) for message in results.objects(result, shacl.resultMessage)
    }
    english = messages.get("en") or next(iter(messages.values()), "")
    return Violation(
        thing=said("focusNode"),
        path=said("resultPath"),
        value=said("value"),
        shape=said("sourceShape").rpartition("#")[2],
        severity=said("resultSeverity").rpartition("#")[2].lower(),
        message=messages.get("da") or english,
        message_en=english,
    )
