"""Records -> quads: one agreement and its commitments as one named graph. A pure function without clock or chance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyoxigraph import Quad

from extract.models import Commitment, Document
from graph import figures, statements
from graph.counting import not_counted
from graph.iris import Iris
from graph.link_triples import write_restatement
from graph.linking.passages import passages_of
from graph.provenance import Origin, Program, this_program
from graph.restates import find_restatements
from graph.writer import Writer, danish, edtf, name


def quads(
    document: Document,
    commitments: Sequence[Commitment],
    iris: Iris | None = None,
    *,
    imported: bool = False,
    program: Program | None = None,
) -> Iterator[Quad]:
    """Yields the quads of one agreement's named graph, each once.

    `iris` sets the base IRI; `imported` commitments were not found by this program, but taken over from a file of
    records; `program` is the edition that did either, this one where none is given. Nothing is raised for fields that
    are missing: they are not said.
    """
    iris = iris or Iris()
    origin = Origin(document, iris, program or this_program(), imported=imported)
    graph = Writer(iris.agreement_graph(document.id))
    _write_document(graph, document, iris)
    _write_sections(graph, document, iris)
    _write_passages(graph, document, iris)
    figures.write(graph, document, iris)
    passages = passages_of(document, commitments)
    restatements = find_restatements(passages)
    uncounted = not_counted(passages, restatements)
    for commitment in commitments:
        statements.write(graph, document, commitment, iris, origin, uncounted.get(commitment.id, frozenset()))
    for restatement in restatements:
        write_restatement(graph, iris, passages, restatement)
    origin.write(graph)
    return iter(graph.quads())


def _write_document(graph: Writer, document: Document, iris: Iris) -> None:
    identity, say, iri = document.identity, graph.say, iris.agreement(document.id)
    say(iri, "rdf:type", name("ag:Agreement"))
    say(iri, "dcterms:title", danish(identity.title) if identity.title else None)
    say(iri, "ag:agreementYear", identity.year)
    say(iri, "ag:agreementKind", iris.concept("agreement-kind", identity.kind) if identity.kind else None)
    say(iri, "ag:signed", edtf(identity.date) if identity.date else None)
    say(iri, "ag:signatory", *(iris.concept("actor", actor) for actor in identity.signatories))
    if document.sha256:
        source = iris.source(document.id, document.sha256)
        say(iri, "prov:wasDerivedFrom", source)
        say(source, "rdf:type", name("ag:Source"))
        say(source, "ag:sha256", document.sha256)
        say(source, "ag:fileName", document.source)
    say(iri, "ag:originalFile", document.original)


def _write_sections(graph: Writer, document: Document, iris: Iris) -> None:
    for number, section in enumerate(document.sections):
        iri, say = iris.section(document.id, number), graph.say
        say(iri, "rdf:type", name("ag:Section"))
        say(iri, "ag:inAgreement", iris.agreement(document.id))
        say(iri, "ag:sectionKind", section.kind)
        say(iri, "dcterms:title", danish(section.title) if section.title else None)
        say(iri, "ag:number", section.number)
        say(iri, "ag:start", section.span.start)
        say(iri, "ag:end", section.span.end)
        if section.parent is not None:
            say(iri, "dcterms:isPartOf", iris.section(document.id, section.parent))


def _write_passages(graph: Writer, document: Document, iris: Iris) -> None:
    """Every sentence, commitment or not: what is said about a matter must be findable, and what is not said too."""
    for number, unit in enumerate(document.units, 1):
        iri, say = iris.passage(document.id, number), graph.say
        say(iri, "rdf:type", name("ag:Passage"))
        say(iri, "ag:inAgreement", iris.agreement(document.id))
        say(iri, "ag:inSection", iris.section(document.id, unit.section))
        say(iri, "ag:paragraph", unit.paragraph)
        say(iri, "ag:text", danish(document.words(unit.span)))
        say(iri, "ag:start", unit.span.start)
        say(iri, "ag:end", unit.span.end)
        if document.origin.pieces:
            say(iri, "ag:page", document.origin.page(unit.span.start))
        if unit.lead_in is not None:
            say(iri, "ag:leadIn", iris.passage(document.id, unit.lead_in + 1))
