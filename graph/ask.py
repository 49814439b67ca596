"""Asks a store: SPARQL in, rows or triples out, as CSV, JSON, XML, Turtle, N-Triples or JSON-LD.

The default graph is the union of all named graphs, unless the query's FROM says otherwise. Nothing is written, and no
other server is asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, QueryBoolean, QueryTriples

from graph.errors import AnswerCutError, QueryError
from graph.keywords import keyword_line
from graph.queries import named_query
from graph.serialise import ROWS, write_graph, write_yes
from graph.store import Result, Snapshot
from graph.writer import prefixes

ROW_FORMATS, GRAPH_FORMATS = tuple(sorted(ROWS)), ("jsonld", "ntriples", "turtle")

_UPDATES = re.compile(
    r"(?:\s|#[^\n\r]*[\n\r]|PREFIX\s+\S*\s*<[^>]*>|BASE\s+<[^>]*>)*"
    r"(?:INSERT|DELETE|WITH|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """An answer as plain values: the names of its columns, and a row of texts, None where nothing is bound."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """The graphs that a query asks (SPARQL 1.1 Protocol, 2.1.4): the default graph is the union of the first."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def ask(snapshot: Snapshot, sparql: str, dataset: Dataset | None = None, base: str | None = None) -> Result:
    """Runs a query, on `dataset` whatever its own FROM says; else on that, else on the union of all graphs.

    `base` is what relative IRIs in it are relative to, where it does not say that itself. Raises QueryError, with the
    line, where it is broken, updates, or asks another server, or where a graph has no IRI.
    """
    refuse(sparql)
    if not sparql.strip():
        raise QueryError("the query is empty: write SELECT, ASK, CONSTRUCT or DESCRIBE")
    try:
        if base is not None or (dataset is not None and (dataset.default or dataset.named)):
            return _ask_of(snapshot, sparql, dataset or Dataset(), base)
        return snapshot.query(sparql)
    except SyntaxError as error:
        raise QueryError(_broken(sparql, str(error))) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query failed: {error}") from None


def _ask_of(snapshot: Snapshot, sparql: str, dataset: Dataset, base: str | None) -> Result:
    run = partial(snapshot.database.query, sparql, prefixes=prefixes(), base_iri=base)
    if not (dataset.default or dataset.named):
        return run(use_default_graph_as_union=keyword_line("FROM", sparql) is None)
    default: list[NamedNode | BlankNode | DefaultGraph] = [NamedNode(iri) for iri in dataset.default]
    named: list[NamedNode | BlankNode] = [NamedNode(iri) for iri in dataset.named]
    return run(default_graph=default, named_graphs=named)


def ask_named(snapshot: Snapshot, name: str, values: Mapping[str, str] | None = None) -> Result:
    """Runs a named query; where a server would leave out rows of its answer, on a copy of the store.

    Raises UnknownQueryError, or QueryError where the values do not fit its parameters.
    """
    sparql = named_query(name).bound(values or {}, snapshot.iris)
    try:
        return ask(snapshot, sparql)
    except AnswerCutError:
        return snapshot.database.query(sparql, use_default_graph_as_union=True)


def rows(result: Result) -> Rows:
    """A SELECT's answer as plain values; an ASK's as one cell. Raises QueryError for a graph."""
    if isinstance(result, QueryTriples):
        raise QueryError(f"the query gives a graph, not rows: ask for one of {', '.join(GRAPH_FORMATS)}")
    if isinstance(result, QueryBoolean):
        return Rows(columns=("answer",), rows=(("true" if result else "false",),))
    names = [variable.value for variable in result.variables]
    found = tuple(tuple(_text(solution[name]) for name in names) for solution in result)
    return Rows(columns=tuple(names), rows=found)


def serialised(result: Result, format_name: str) -> bytes:
    """An answer in one of ROW_FORMATS (SELECT, ASK) or GRAPH_FORMATS. Raises QueryError where it does not fit."""
    if isinstance(result, QueryTriples):
        if format_name not in GRAPH_FORMATS:
            raise QueryError(f"a graph cannot be written as {format_name!r}: use {', '.join(GRAPH_FORMATS)}")
        return write_graph(result, format_name)
    if format_name not in ROW_FORMATS:
        raise QueryError(f"rows cannot be written as {format_name!r}: use {', '.join(ROW_FORMATS)}")
    if isinstance(result, QueryBoolean):
        return write_yes(result, format_name)
    return result.serialize(format=ROWS[format_name]) or b""


def refuse(sparql: str) -> None:
    """Raises QueryError where a query would make the store ask another server (SPARQL 1.1 Federated Query, SERVICE)."""
    line = keyword_line("SERVICE", sparql)
    if line is not None:
        raise QueryError(f"line {line}: SERVICE asks another server, and this store asks none: leave it out")


def _broken(sparql: str, message: str) -> str:
    """One line that says where a query is broken; the parser's list of all that might have stood there is left out."""
    match = _PLACE.match(message)
    if match is None:
        return f"the query is broken: {message.splitlines()[0][:200]}"
    number, column, expected = int(match[1]), int(match[2]), match[3]
    lines = sparql.splitlines() or [""]
    line = lines[number - 1] if number <= len(lines) else ""
    if not line[column - 1 :].strip() and number >= len(lines) and not _UPDATES.match(sparql):
        return f"the query is broken at line {number}: it ends too soon; is a bracket or a word missing?"
    if "Prefix not found" in expected:
        why = "a prefix is not declared: write `PREFIX name: <iri>` at the top"
    elif _UPDATES.match(sparql):
        why = "this store is only read: write SELECT, ASK, CONSTRUCT or DESCRIBE"
    elif len(expected) < 60:
        why = f"expected {expected.removeprefix('expected ')}"
    else:
        why = "this cannot stand here"
    return f"the query is broken at line {number}, column {column}, before {line[column - 1 :].strip()[:40]!r}: {why}"


def _text(term: object) -> str | None:
    value = getattr(term, "value", None)
    return None if term is None else str(term) if value is None else str(value)
