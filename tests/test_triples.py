"""Records -> quads: what a commitment says stands in the graph, under the names that queries outside rely on."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import made
import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

from extract.models import Commitment, Deadline
from graph.iris import Iris
from graph.places import find_place
from graph.triples import quads
from graph.writer import literal, name, prefixes
from ontology.terms import Class, Property
from ontology.vocab import NAMESPACE

IRIS = Iris()
FIRST = IRIS.commitment("oea-kommuner-2024", "a1")
SECOND = IRIS.commitment("oea-kommuner-2024", "a2")


@pytest.fixture(scope="module")
def written() -> list[Quad]:
    """The made agreement as quads."""
    return list(quads(made.document(), made.commitments()))


@pytest.fixture(scope="module")
def store(written: list[Quad]) -> Store:
    """The made agreement in memory."""
    store = Store()
    store.extend(written)
    return store


def said(store: Store, subject: NamedNode, predicate: str) -> set[str]:
    """The values of a property, IRIs by their last part."""
    found = (quad.object for quad in store.quads_for_pattern(subject, name(predicate), None))
    return {term.value.rpartition("/")[2] if isinstance(term, NamedNode) else term.value for term in found}  # type: ignore[union-attr]


DIRECT = {
    "ag:inAgreement": {"oea-kommuner-2024"},
    "ag:force": {"agree"},
    "ag:party": {"regeringen", "kl"},
    "ag:policyArea": {"social", "anlaeg"},
    "ag:mainArea": {"social"},
    "ag:topic": {"botilbud"},
    "ag:year": {"2025"},
    "ag:quote": {made.FIRST},
    "ag:number": {"1"},
    "ag:amount": {"1"},
    "ag:refersTo": {"2"},
    "ag:inSection": {"1"},
    "ag:inPassage": {"1"},
    "ag:confidence": {"0.9"},
    "ag:strength": {"intended"},
}


@pytest.mark.parametrize("predicate", sorted(DIRECT))
def test_what_is_asked_for_stands_directly_on_the_commitment(store: Store, predicate: str) -> None:
    """A question needs no way through the reified forms."""
    assert said(store, FIRST, predicate) == DIRECT[predicate]


def test_a_sum_has_value_unit_year_and_words(store: Store) -> None:
    """The value is a decimal without an exponent, the year a whole number."""
    amount = IRIS.part(FIRST, "amount", 1)
    value = next(iter(store.quads_for_pattern(amount, name("ag:value"), None))).object
    assert value == Literal("500000000", datatype=name("xsd:decimal"))
    assert said(store, amount, "ag:year") == {"2025"}
    assert said(store, amount, "ag:amountKind") == {"grant"}
    assert said(store, amount, "ag:quote") == {"0,5 mia. kr."}


def test_a_deadline_is_an_edtf_time_between_two_days(store: Store) -> None:
    """So it can be compared with a date."""
    assert said(store, SECOND, "ag:deadline") == {"2025-06-01"}
    last = next(iter(store.quads_for_pattern(SECOND, name("ag:deadlineLatest"), None))).object
    assert last == Literal("2025-06-01", datatype=name("xsd:date"))


def test_a_deadline_that_is_no_time_is_kept_without_days() -> None:
    """A record of another tool may say "snarest"."""
    late = replace(
        made.commitments()[1], deadline=Deadline(edtf="snarest", evidence=made.evidence("deadline", "loven"))
    )
    store = Store()
    store.extend(quads(made.document(), [late]))
    assert said(store, SECOND, "ag:deadline") == {"snarest"}
    assert said(store, SECOND, "ag:deadlineLatest") == set()


def test_evidence_tells_words_and_place_as_web_annotations_do(store: Store) -> None:
    """The words, what stands around them, and offsets that lead back to them in the text."""
    evidence = IRIS.part(IRIS.part(FIRST, "amount", 1), "evidence", 1)
    selectors = [quad.object for quad in store.quads_for_pattern(evidence, name("oa:hasSelector"), None)]
    assert len(selectors) == 2
    place = IRIS.part(evidence, "position", 1)
    start, end = (int(said(store, place, f"oa:{side}").pop()) for side in ("start", "end"))
    assert made.TEXT[start:end] == "0,5 mia. kr."
    words = IRIS.part(evidence, "quote", 1)
    assert said(store, words, "oa:exact") == {"0,5 mia. kr."}
    assert said(store, words, "oa:suffix") == {made.TEXT[end : end + 32]}


def test_every_field_leads_to_evidence(store: Store) -> None:
    """Amounts, references and follow-ups have evidence of their own; the commitment has at least its place."""
    for class_name in ("ag:Commitment", "ag:Amount", "ag:Reference", "ag:FollowUp"):
        subjects = [quad.subject for quad in store.quads_for_pattern(None, name("rdf:type"), name(class_name))]
        assert subjects
        assert all(list(store.quads_for_pattern(subject, name("ag:evidence"), None)) for subject in subjects)


def test_a_reference_that_cannot_be_told_is_kept_with_its_reason(store: Store) -> None:
    """It has words and a reason, and points nowhere."""
    reference = IRIS.part(SECOND, "reference", 2)
    assert said(store, reference, "ag:quote") == {"loven"}
    assert said(store, reference, "ag:unresolved") == {"flere love er nævnt"}
    assert said(store, reference, "ag:refersTo") == set()


def test_a_follow_up_stands_on_the_commitment_and_by_itself(store: Store) -> None:
    """The agreement in which it is to happen is an agreement, read or not."""
    assert said(store, SECOND, "ag:followUpIn") == {"oea-kommuner-2026"}
    assert said(store, IRIS.part(SECOND, "follow-up", 1), "ag:followUpIn") == {"oea-kommuner-2026"}


def test_a_place_in_the_same_text_is_found() -> None:
    """By kind and number; what is not there, or is there twice, is not."""
    document = made.document()
    assert find_place(document, "boks-2") == 2
    assert find_place(document, "boks") == 2
    assert find_place(document, "boks-3") is None
    assert find_place(document, "noget-2") is None
    twice = replace(document, sections=(*document.sections, document.sections[2]))
    assert find_place(twice, "boks-2") is None


def test_a_figure_of_a_table_has_row_year_and_kroner(store: Store) -> None:
    """One pattern for each of them on one node."""
    figure = IRIS.part(IRIS.part(IRIS.table("oea-kommuner-2024", 1), "row", 1), "column", 1)
    assert said(store, figure, "ag:rowLabel") == {"Serviceudgifter, netto"}
    assert said(store, figure, "ag:year") == {"2024"}
    assert said(store, figure, "ag:value") == {"351500000000"}


def test_the_same_records_give_the_same_quads_in_one_graph(written: list[Quad]) -> None:
    """No clock, no chance, no nameless node, nothing twice."""
    assert written == list(quads(made.document(), made.commitments()))
    assert {quad.graph_name for quad in written} == {IRIS.agreement_graph("oea-kommuner-2024")}
    assert not any(isinstance(term, BlankNode) for quad in written for term in (quad.subject, quad.object))
    assert max(Counter(written).values()) == 1


def test_only_terms_of_the_ontology_are_used(written: list[Quad]) -> None:
    """A name that the ontology does not define would be found by nobody."""
    used = {quad.predicate.value for quad in written}
    used |= {quad.object.value for quad in written if quad.predicate == name("rdf:type")}  # type: ignore[union-attr]
    ours = {iri for iri in used if iri.startswith(NAMESPACE)}
    assert len(ours) > 50
    assert ours <= {*Class, *Property}


def test_another_base_moves_all_things(written: list[Quad]) -> None:
    """Nothing of the default base is left, and as much is said."""
    moved = list(quads(made.document(), made.commitments(), Iris(base="https://example.org/")))
    assert len(moved) == len(written)
    assert not any("w3id.org/aftalegraf/id/" in str(quad) for quad in moved)


@pytest.mark.parametrize(
    ("value", "text"), [("1E+9", "1000000000"), ("0.50", "0.5"), ("-0.25", "-0.25"), ("100", "100"), ("0", "0")]
)
def test_decimals_are_written_without_exponent(value: str, text: str) -> None:
    """One way to write each number, so that the same input gives the same bytes."""
    assert literal(Decimal(value)).value == text


def test_prefixes_name_the_design_s_namespace() -> None:
    """`ag:` is what queries outside rely on."""
    assert prefixes()["ag"] == "https://w3id.org/aftalegraf/ns#"


def test_a_record_without_a_unit_of_the_text_is_said_without_a_passage() -> None:
    """A record of another tool may not fit the units of the document."""
    lost: Commitment = replace(made.commitments()[0], unit=99)
    store = Store()
    store.extend(quads(made.document(), [lost]))
    assert said(store, FIRST, "ag:inPassage") == set()
    assert said(store, FIRST, "ag:quote") == {made.FIRST}
