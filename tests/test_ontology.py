"""The ontology and the shapes: that they are whole, hold together, and say of a bad graph what is wrong with it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import Graph, URIRef, namespace
from rdflib.namespace import OWL, RDF, RDFS, SH, SKOS

from ontology.terms import Class, Property
from ontology.vocab import BASE, NAMESPACE, values, vocabulary_files, vocabulary_text

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "cases" / "shapes"
CHANGES = tomllib.loads((CASES / "changes.toml").read_text(encoding="utf-8"))["case"]
ONTOLOGY = Graph().parse(data=vocabulary_text("aftalegraf.ttl"), format="turtle")
SHAPES = Graph().parse(data=vocabulary_text("shapes.ttl"), format="turtle")
PACKAGED = "DCAT DCTERMS FOAF ORG OWL PROV QB RDF RDFS SDO SH SKOS VANN VOID XSD"  # names of rdflib.namespace
TERMS = {
    str(term) for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty) for term in ONTOLOGY[: RDF.type : kind]
}


@pytest.mark.parametrize("name", vocabulary_files())
def test_every_vocabulary_file_is_turtle(name: str) -> None:
    """A second parser reads them too."""
    assert len(Graph().parse(data=vocabulary_text(name), format="turtle")) > 0


def test_the_constants_and_the_ontology_have_the_same_terms() -> None:
    """A term that is added to one and forgotten in the other is told here."""
    classes = {str(term) for term in ONTOLOGY[: RDF.type : OWL.Class]}
    assert {str(term) for term in Class} == classes
    assert {str(term) for term in Property} == TERMS - classes


@pytest.mark.parametrize("term", sorted(TERMS), ids=lambda term: term.rpartition("#")[2])
def test_every_term_has_a_name_and_a_definition_in_danish_and_english(term: str) -> None:
    """Others can use the ontology without asking."""
    for predicate in (RDFS.label, SKOS.definition):
        languages = sorted(getattr(value, "language", "") or "" for value in ONTOLOGY[URIRef(term) : predicate])
        assert languages == ["da", "en"], predicate


@pytest.mark.parametrize("term", sorted(Property), ids=lambda term: term.name)
def test_every_property_says_what_it_stands_on_and_what_it_points_to(term: Property) -> None:
    """Each has a domain, one class or several, all of this ontology; ranges of our own are classes of it."""
    domains = {*ONTOLOGY[URIRef(term) : RDFS.domain], *ONTOLOGY[URIRef(term) : namespace.SDO.domainIncludes]}
    assert domains
    ours = {*domains, *ONTOLOGY[URIRef(term) : RDFS.range]}
    assert {str(iri) for iri in ours if str(iri).startswith(NAMESPACE)} <= {str(name) for name in Class}


def test_the_names_that_queries_outside_rely_on_are_there() -> None:
    """These names are promised; who renames one breaks the queries of others."""
    classes = "Agreement Commitment Actor Reference Amount Topic Evidence"
    properties = (
        "inAgreement force party obliged policyArea topic amount value year deadline quote refersTo followUpIn"
        " followsUp continues"
    )
    assert {NAMESPACE + name for name in classes.split()} <= {str(term) for term in Class}
    assert {NAMESPACE + name for name in properties.split()} <= {str(term) for term in Property}


def test_every_term_that_the_vocabularies_queries_and_graph_use_is_defined() -> None:
    """No term is made up on the way."""
    files = [ROOT / "ontology" / name for name in vocabulary_files()]
    files += [*(ROOT / "graph").glob("*.py"), *(ROOT / "graph" / "queries").glob("*.rq")]
    used = {name for file in files for name in re.findall(r"\bag:([A-Za-z]\w*)", file.read_text(encoding="utf-8"))}
    assert len(used) > 60
    assert {NAMESPACE + name for name in used} - TERMS == set()


def test_every_external_iri_is_in_a_package_or_in_the_list_of_what_was_read() -> None:
    """What could not be read is not used: rdflib's namespaces prove theirs, the documentation lists the others."""
    listed = set(re.findall(r"`(https?://[^`]+)`", (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8")))
    spaces = [getattr(namespace, name) for name in PACKAGED.split()]
    unknown = set()
    for name in vocabulary_files():
        for triple in Graph().parse(data=vocabulary_text(name), format="turtle"):
            for term in triple:
                if isinstance(term, URIRef) and not str(term).startswith("https://w3id.org/aftalegraf/"):
                    packaged = any(str(term).startswith(str(space)) and term in space for space in spaces)
                    if not packaged and str(term) not in listed:
                        unknown.add(str(term))
    assert unknown == set()


def test_the_vocabularies_have_no_nameless_node() -> None:
    """Nameless nodes would get new names in each build; only the shapes, which are no part of the graph, have some."""
    for name in vocabulary_files():
        if name != "shapes.ttl":
            graph = Graph().parse(data=vocabulary_text(name), format="turtle")
            assert all(isinstance(subject, URIRef) for subject in graph.subjects()), name


def test_concepts_point_only_to_concepts_that_exist() -> None:
    """Broader, replaced, usual areas, kinds: every IRI of the vocabularies that is pointed to is described."""
    graph = Graph()
    for name in vocabulary_files():
        graph.parse(data=vocabulary_text(name), format="turtle")
    described = {str(subject) for subject in graph.subjects()}
    pointed = {str(value) for value in graph.objects() if isinstance(value, URIRef) and str(value).startswith(BASE)}
    assert pointed - described == set()


def _validate(data: Graph) -> tuple[bool, list[str]]:
    conforms, report, _ = validate(data, shacl_graph=SHAPES, meta_shacl=False)
    messages = [str(text) for text in report.objects(None, SH.resultMessage) if text.language != "en"]
    return conforms, messages


@pytest.mark.slow
def test_the_shapes_are_shapes() -> None:
    """SHACL's own shapes accept them, and every class has one."""
    conforms, _, report = validate(Graph(), shacl_graph=SHAPES, meta_shacl=True)
    assert conforms, report
    shaped = {str(target) for target in SHAPES.objects(None, SH.targetClass)}
    assert {str(term) for term in Class} - shaped == set()


def test_every_shape_has_a_message_in_danish_and_english() -> None:
    """A person who reads no SHACL understands what is wrong."""
    for shape in SHAPES[: RDF.type : SH.PropertyShape]:
        assert sorted(str(text.language) for text in SHAPES[shape : SH.message]) == ["da", "en"], shape


def test_the_values_that_shapes_allow_are_those_of_the_vocabulary() -> None:
    """The list of acts, kinds and so on is kept in one place, and the shapes agree with it."""
    paths = {
        "act": "act", "polarity": "polarity", "amountKind": "amount-kind", "direction": "direction", "bound": "bound",
        "referenceKind": "reference-kind", "sectionKind": "section-kind", "linkKind": "link-kind",
    }  # fmt: skip
    for name, kind in paths.items():
        shapes = list(SHAPES[: SH.path : URIRef(NAMESPACE + name)])
        assert shapes, name
        for shape in shapes:
            allowed = [str(value) for value in SHAPES.items(SHAPES.value(shape, SH["in"]))]
            assert allowed == [value.id for value in values(kind)], name


def test_the_vocabularies_that_ship_are_valid() -> None:
    """Every actor, area, topic, agreement and value passes the shapes."""
    graph = Graph()
    for name in vocabulary_files():
        if name not in ("shapes.ttl", "aftalegraf.ttl"):
            graph.parse(data=vocabulary_text(name), format="turtle")
    assert _validate(graph) == (True, [])


def test_a_valid_graph_is_accepted() -> None:
    """The example that the cases below break is whole."""
    assert _validate(Graph().parse(CASES / "valid.ttl")) == (True, [])


def test_all_cases_are_collected() -> None:
    """None of them is lost in silence."""
    assert len(CHANGES) == 28


@pytest.mark.parametrize("case", CHANGES, ids=lambda case: case["name"])
def test_a_graph_with_one_fault_is_refused_with_its_message(case: dict[str, str]) -> None:
    """Each fault is told in Danish, in words a person understands."""
    graph = Graph().parse(CASES / "valid.ttl")
    before = set(graph)
    graph.update(case["update"])
    assert set(graph) != before
    conforms, messages = _validate(graph)
    assert not conforms
    assert any(case["message"] in message for message in messages), messages


def test_one_government_follows_the_other() -> None:
    """Each begins on the day on which the one before it ends; only the last has no end."""
    graph = Graph().parse(data=vocabulary_text("actors.ttl"), format="turtle")
    governments = graph[: RDF.type : URIRef(Class.GOVERNMENT)]
    schema = namespace.SDO
    terms = sorted((str(graph.value(one, schema.startDate)), graph.value(one, schema.endDate)) for one in governments)
    assert len(terms) == 10
    assert [str(end) for _, end in terms[:-1]] == [start for start, _ in terms[1:]]
    assert terms[-1][1] is None
