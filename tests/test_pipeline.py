"""The spaCy pipeline: components that can be left out, and a door for one's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from extract.pipeline import COMPONENTS, extract_commitments, load_pipeline
from extract.read.given import document_of_text

TEXT = "Regeringen og KL er enige om at afsætte 5 mio. kr. i 2027. KL vil følge området."


@pytest.fixture
def seen() -> Iterator[list[int]]:
    """A component of somebody else's stands after the finding; it counts tokens and keeps the first commitment."""
    counted: list[int] = []

    @Language.component("somebody_elses")
    def component(doc: Doc) -> Doc:
        counted.append(len(doc))
        doc._.commitments = doc._.commitments[:1]
        return doc

    load_pipeline().add_pipe("somebody_elses", after="aftalegraf_find")
    try:
        yield counted
    finally:
        load_pipeline().remove_pipe("somebody_elses")


def test_each_component_is_registered_in_its_order() -> None:
    """The pipeline's names are those of the table, after the one that finds."""
    assert load_pipeline().pipe_names == ["aftalegraf_find", *(name for name, _, _ in COMPONENTS)]


def test_a_component_of_ones_own_sees_tokens_and_decides(seen: list[int]) -> None:
    """It gets the words as tokens and may drop what was found; the others go on with what it left."""
    (commitment,) = extract_commitments(document_of_text(TEXT))
    assert seen[0] > 15
    assert commitment.amounts[0].value == 5_000_000


def test_without_it_nothing_is_dropped() -> None:
    """The door is closed again."""
    assert len(extract_commitments(document_of_text(TEXT))) == 2
