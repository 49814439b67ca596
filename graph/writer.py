"""Collects the quads of one named graph: Python values in, RDF terms out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad

from ontology.vocab import NAMESPACE

XSD = "http://www.w3.org/2001/XMLSchema#"
_PREFIXES = {
    "ag": NAMESPACE,
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": XSD,
}

Value = NamedNode | Literal | str | int | bool | Decimal | date | None


def prefixes() -> dict[str, str]:
    """The prefixes that queries and exports know, each with its namespace."""
    return dict(_PREFIXES)


@cache
def name(short: str) -> NamedNode:
    """The IRI of a term of the ontology, or of one it uses, by its prefixed name.

    >>> name("ag:party").value
    'https://w3id.org/aftalegraf/ns#party'
    """
    prefix, _, local = short.partition(":")
    return NamedNode(_PREFIXES[prefix] + local)


def danish(text: str) -> Literal:
    """A text in Danish; every quote is one."""
    return Literal(text, language="da")


def edtf(text: str) -> Literal:
    """A time as the Library of Congress types it."""
    return Literal(text, datatype=NamedNode("http://id.loc.gov/datatypes/edtf/EDTF"))


def literal(value: Value) -> NamedNode | Literal:
    """A Python value as an RDF term: whole numbers as xsd:integer, money as xsd:decimal without an exponent."""
    if isinstance(value, NamedNode | Literal):
        return value
    if isinstance(value, Decimal):
        return Literal(_decimal(value), datatype=NamedNode(XSD + "decimal"))
    if isinstance(value, date):
        return Literal(value.isoformat(), datatype=NamedNode(XSD + "date"))
    assert value is not None
    return Literal(value)


def _decimal(value: Decimal) -> str:
    """The shortest way to write a decimal: 0.50 as 0.5, 1E+9 as 1000000000."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


class Writer:
    """Collects the quads of one named graph, each once, in the order in which they were first said."""

    def __init__(self, graph: NamedNode) -> None:
        self.graph = graph
        self._quads: dict[Quad, None] = {}

    def say(self, subject: NamedNode, predicate: str, *values: Value) -> None:
        """Says of `subject` each of the `values`; None and the empty text are no value."""
        for value in values:
            if value is not None and value != "" and getattr(value, "value", value) != "":
                self._quads[Quad(subject, name(predicate), literal(value), self.graph)] = None

    def __len__(self) -> int:
        """How many quads were said."""
        return len(self._quads)

    def quads(self) -> tuple[Quad, ...]:
        """What was said."""
        return tuple(self._quads)
