"""`extract.topics`: a topic comes from the sentence, its heading or what was said before it, with its words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from placed import cases, place_of, placed, read

from extract.topics import add_topics, named_topics

CASES = cases("topics")


def test_every_case_is_collected() -> None:
    """The file of cases is read to its end."""
    assert len(CASES) == 20


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["sentence"][:40])
def test_topics_of_a_sentence_in_its_place(case: Mapping[str, Any]) -> None:
    """A sentence has the topics that a careful reader gives it there, and no other."""
    assert set(read(case["sentence"], **place_of(case)).topics) == set(case["topics"])


def test_evidence_points_to_the_words_that_decided() -> None:
    """A topic taken from the heading leads to the heading's words, one of the sentence to the sentence's."""
    document, commitment = placed("Puljen udmøntes i 2024.", heading=["Botilbud"])
    (found,) = add_topics(document, (commitment,))
    (evidence,) = found.evidence
    assert (evidence.field, evidence.rule, evidence.words) == ("topic", "topic.botilbud.heading", "Botilbud")
    assert document.text[evidence.start : evidence.end] == "Botilbud"
    named = read("Botilbudskapaciteten udvides.")
    assert [(e.words, e.rule) for e in named.evidence if e.field == "topic"] == [
        ("Botilbudskapaciteten", "topic.botilbud.named")
    ]


def test_a_clause_may_take_its_topic_from_the_rest_of_its_sentence() -> None:
    """Two commitments of one sentence are read each by its own words."""
    sentence = "Regeringen vil udbygge botilbud, og KL vil samle erfaringer med merudgiftsydelsen."
    assert named_topics(sentence) == ("botilbud", "merudgiftsydelse")


def test_nothing_in_gives_nothing_out() -> None:
    """A document without commitments has none with topics."""
    document, _ = placed("Botilbud.")
    assert add_topics(document, ()) == ()
