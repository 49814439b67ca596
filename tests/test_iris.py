"""IRIs of things: one place, derived from ids, under a base that is a setting."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from graph.iris import Iris

IRIS = Iris(base="https://example.org/")


def test_things_are_under_the_base_that_is_set() -> None:
    """Another base moves every IRI, those of the vocabularies too."""
    assert IRIS.agreement("oea-kommuner-2024").value == "https://example.org/agreement/oea-kommuner-2024"
    assert IRIS.concept("actor", "kl").value == IRIS.moved(Iris().concept("actor", "kl").value)
    assert IRIS.moved("http://www.w3.org/2004/02/skos/core#Concept") == "http://www.w3.org/2004/02/skos/core#Concept"


def test_a_commitment_does_not_say_its_document_twice() -> None:
    """An id that begins with the document's, and one that does not, both give an IRI below the document."""
    assert Iris().commitment("a-2024", "a-2024-3f").value.endswith("/commitment/a-2024/3f")
    assert Iris().commitment("a-2024", "3f").value.endswith("/commitment/a-2024/3f")
    assert Iris().commitment("a-2024", "a-2024").value.endswith("/commitment/a-2024/a-2024")


def test_a_graph_of_an_agreement_tells_its_document() -> None:
    """The other graphs tell none."""
    assert IRIS.document_of(IRIS.agreement_graph("a-2024")) == "a-2024"
    assert IRIS.document_of(IRIS.links_graph) is None
    assert IRIS.document_of(NamedNode("https://elsewhere.example/graph/agreement/a")) is None


def test_what_cannot_stand_in_a_path_is_encoded() -> None:
    """A slash or a space in an id of another tool makes no other path."""
    assert IRIS.concept("actor", "a/b c>ø").value == "https://example.org/actor/a%2Fb%20c%3E%C3%B8"


@given(st.text(), st.text())
def test_every_id_gives_an_iri_and_different_ids_different_ones(one: str, other: str) -> None:
    """Whatever the ids are made of: no id breaks an IRI, and only the empty one shares with "-"."""
    first, second = (IRIS.concept("actor", text.encode("utf-8", "replace").decode()) for text in (one, other))
    assert first.value.startswith("https://example.org/actor/")
    if first == second:
        assert (one or "-").encode("utf-8", "replace") == (other or "-").encode("utf-8", "replace")
