"""What the workers do for the JSON API and for the addresses of things; each is a `graph.serving.worker.Task`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad, Triple

from aftalegraf.items import item_json
from graph.errors import QueryError
from graph.finding import Found, Wanted, find, index_of
from graph.items import commitment_item
from graph.lookup import Lookup
from graph.queries import named_queries, named_query
from graph.serialise import write_graph
from graph.serving.worker import BAD, NOT_FOUND, UNAVAILABLE, Reply
from graph.store import Snapshot
from graph.stored_records import stored_record
from graph.words import terms
from graph.writer import name, prefixes
from ontology.vocab import NAMESPACE

JSON = "application/json"
_MOST_TRIPLES = 20_000
_VOCABULARIES = {"actors": "actor", "areas": "area", "topics": "topic", "forces": "force"}


def commitments(snapshot: Snapshot, work: Mapping[str, Any]) -> Reply:
    """A page of commitments: `q` are words, `about` filters by kind, `limit` and `offset` the page."""
    words, limit, offset = work["q"] or "", work["limit"], work["offset"]
    wanted = terms(words)
    if words and not wanted:
        return _json({"detail": "q holds no word: write what to look for, for example botilbud"}, BAD)
    with index_of(snapshot.folder) as index:
        if index is None:
            return _json({"detail": "this store has no index of words: build it anew"}, UNAVAILABLE)
        found = find(index, Wanted(words=words, terms=wanted, about=work["about"]), limit=limit, offset=offset)
    return _json(_paged(_shown(snapshot, found, scored=bool(words)), found.total, limit, offset))


def commitment(snapshot: Snapshot, work: Mapping[str, Any]) -> Reply:
    """One commitment with all that is kept of it, by the two parts of its IRI."""
    iri = snapshot.iris.thing("commitment", work["document"], work["local"])
    lookup = Lookup(snapshot)
    if lookup.node(iri, "ag:force") is None:
        return _json({"detail": f"there is no commitment {work['document']}/{work['local']}"}, NOT_FOUND)
    return _json({"iri": iri.value, **stored_record(lookup, iri)})


def agreements(snapshot: Snapshot, work: Mapping[str, Any]) -> Reply:
    """A page of agreements, read or only referred to."""
    lookup = Lookup(snapshot)
    with index_of(snapshot.folder) as index:
        items = [
            {
                "id": lookup.value(iri, "ag:identifier") or lookup.local(iri),
                "iri": iri.value,
                "title": lookup.value(iri, "dcterms:title"),
                "year": lookup.number(iri, "ag:agreementYear"),
                "read": lookup.value(iri, "ag:read") == "true",
            }
            for iri in lookup.subjects("rdf:type", name("ag:Agreement"))
        ]
        wanted = [one for one in items if work["read"] in (None, one["read"])]
        wanted.sort(key=lambda one: (one["year"] is None, one["year"], one["id"]))
        page = wanted[work["offset"] : work["offset"] + work["limit"]]
        for one in page if index is not None else ():
            one["commitments"] = find(index, Wanted(about={"document": str(one["id"])}), limit=0).total  # type: ignore[arg-type]
    return _json(_paged(page, len(wanted), work["limit"], work["offset"]))


def vocabulary(snapshot: Snapshot, work: Mapping[str, Any]) -> Reply:
    """A page of actors, areas, topics or forces, with what they are called."""
    lookup, kind = Lookup(snapshot), _VOCABULARIES[work["kind"]]
    start = snapshot.iris.thing(kind, "x").value[:-1]
    found = [iri for iri in _labelled(snapshot) if iri.value.startswith(start)]
    found.sort(key=lambda iri: iri.value)
    page = found[work["offset"] : work["offset"] + work["limit"]]
    items = [{"id": lookup.local(iri), "iri": iri.value, **_labels(snapshot, iri)} for iri in page]
    return _json(_paged(items, len(found), work["limit"], work["offset"]))


def queries(snapshot: Snapshot, work: Mapping[str, Any]) -> Reply:
    """The named queries for people, each with its SPARQL as it runs on this store, with its examples."""
    del work
    items = [
        {
            "name": query.name,
            "title": query.title,
            "title_en": query.title_en,
            "answers": query.answers,
            "parameters": [
                {"name": one.name, "type": one.type, "need": one.need, "example": one.example}
                for one in query.parameters
            ],
            "sparql": query.bound({one.name: one.example for one in query.parameters if one.example}, snapshot.iris),
        }
        for query in named_queries()
        if query.for_people
    ]
    return _json({"base": snapshot.iris.base, "prefixes": prefixes(), "queries": items})


def bound_query(snapshot: Snapshot, work: Mapping[str, Any]) -> Reply:
    """The SPARQL of a named query with values for its parameters."""
    try:
        return _json({"name": work["name"], "sparql": named_query(work["name"]).bound(work["values"], snapshot.iris)})
    except QueryError as error:
        return _json({"detail": str(error)}, BAD)


def thing(snapshot: Snapshot, work: Mapping[str, Any]) -> Reply:
    """All that is said of a thing and of its parts, as a graph in `format`."""
    triples = list(_about(snapshot, _iri(snapshot, work["path"])))
    if not triples:
        return Reply(status=NOT_FOUND, body=f"nothing is said of {work['path'][:200]}\n".encode())
    return Reply(media=work["media"], body=write_graph(triples, work["format"]))


def thing_page(snapshot: Snapshot, work: Mapping[str, Any]) -> Reply:
    """The same for people, as a page; for what has no page of its own."""
    from viz.thing import Said, Thing, render_thing

    iri = _iri(snapshot, work["path"])
    said = [triple for triple in _about(snapshot, iri) if triple.subject == iri]
    if not said:
        return Reply(status=NOT_FOUND, body=f"nothing is said of {work['path'][:200]}\n".encode())
    language = work["language"]
    rows = tuple(
        Said(
            property=triple.predicate.value,
            called=_called(snapshot, triple.predicate, language),
            value=_called(snapshot, triple.object, language) if isinstance(triple.object, NamedNode) else "",
            text=_text(triple.object),
            iri=triple.object.value if isinstance(triple.object, NamedNode) else "",
        )
        for triple in said
    )
    thing = Thing(iri=iri.value, called=_called(snapshot, iri, language), said=rows)
    page = render_thing(thing, base=snapshot.iris.base, root=work["root"], language=language)
    return Reply(media="text/html; charset=utf-8", body=page.encode("utf-8", "replace"))


def terms_of_ontology(snapshot: Snapshot, work: Mapping[str, Any]) -> Reply:
    """What the ontology says of its own terms."""
    graph = snapshot.iris.vocabularies_graph
    quads = snapshot.database.quads_for_pattern(None, None, None, graph)
    triples = [quad.triple for quad in quads if getattr(quad.subject, "value", "").startswith(NAMESPACE)]
    return Reply(media=work["media"], body=write_graph(triples, work["format"]))


def _json(value: object, status: int = 200) -> Reply:
    return Reply(status=status, media=JSON, body=json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))


def _paged(items: list[dict[str, Any]], total: int, limit: int, offset: int) -> dict[str, Any]:
    return {"total": total, "limit": limit, "offset": offset, "items": items}


def _shown(snapshot: Snapshot, found: Found, *, scored: bool) -> list[dict[str, Any]]:
    lookup = Lookup(snapshot)
    items = [(commitment_item(lookup, NamedNode(iri)), score) for iri, score in found.page]
    return [{**item_json(item), "iri": item.iri} | ({"score": score} if scored else {}) for item, score in items]


def _iri(snapshot: Snapshot, path: str) -> NamedNode:
    """The IRI of a path below the base. Raises QueryError where it is none."""
    try:
        return NamedNode(snapshot.iris.base + path)
    except ValueError:
        raise QueryError(f"{path[:200]!r} cannot stand in an address") from None


def _about(snapshot: Snapshot, iri: NamedNode) -> Iterator[Triple]:
    """Yields what is said of a thing, and of its parts as far as they lead from it (`<thing>/amount/1` ...)."""
    todo, seen, count = [iri], {iri}, 0
    while todo:
        subject = todo.pop(0)
        for quad in snapshot.database.quads_for_pattern(subject, None, None):
            count += 1
            if count > _MOST_TRIPLES:
                return
            yield quad.triple
            part = quad.object
            if isinstance(part, NamedNode) and part not in seen and part.value.startswith(iri.value + "/"):
                seen.add(part)
                todo.append(part)


def _text(term: object) -> str:
    """What a term says."""
    return term.value if isinstance(term, (NamedNode, Literal)) else str(term)


def _called(snapshot: Snapshot, iri: NamedNode, language: str) -> str:
    """What a thing is called, in that language where it can be; "" where it has no name."""
    for predicate in ("skos:prefLabel", "rdfs:label", "dcterms:title"):
        quads = snapshot.database.quads_for_pattern(iri, name(predicate), None)
        said = [quad.object for quad in quads if isinstance(quad.object, Literal)]
        if said:
            said.sort(key=lambda value: (value.language != language, value.language != "da", value.value))
            return said[0].value
    return ""


def _labelled(snapshot: Snapshot) -> list[NamedNode]:
    graph = snapshot.iris.vocabularies_graph
    quads: Iterator[Quad] = snapshot.database.quads_for_pattern(None, name("skos:prefLabel"), None, graph)
    return list({quad.subject for quad in quads if isinstance(quad.subject, NamedNode)})


def _labels(snapshot: Snapshot, iri: NamedNode) -> dict[str, str | None]:
    quads = snapshot.database.quads_for_pattern(iri, name("skos:prefLabel"), None)
    said = {quad.object.language: quad.object.value for quad in quads if isinstance(quad.object, Literal)}
    return {"label": said.get("da"), "label_en": said.get("en")}
