"""`extract.spotting`: which concepts a text names or hints at, and which words keep others from counting."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.areas import area_spotter
from extract.lexicon import Entry, compile_phrase
from extract.spotting import Spotter
from extract.topics import topic_spotter
from ontology.vocab import Concept, areas, read_concepts, topics, vocabulary_text


def concept(identifier: str, *spellings: str, hints: tuple[str, ...] = (), exact: tuple[str, ...] = ()) -> Concept:
    """A concept of these spellings."""
    return Concept(
        id=identifier,
        label=spellings[0],
        label_en="",
        alt=spellings[1:],
        hidden=(),
        definition="",
        broader=(),
        examples=(),
        exact=exact,
        hints=hints,
    )


def claim(label: str, *phrases: str) -> Entry:
    """An entry whose phrases mean `label` only."""
    patterns = tuple(compile_phrase(phrase) for phrase in phrases)
    return Entry(id=f"{label}.test", label=label, patterns=patterns, examples=(), counter_examples=())


SMALL = Spotter(
    (
        concept("skat", "skatte*", "*skat"),
        concept("sundhed", "sundhed*", hints=("behandling",)),
        concept("digital", "digital* infrastruktur*", exact=("AI",)),
        concept("unge", "ungeindsats*", hints=("unge",)),
        concept("skole", "folkeskole*", hints=("børn og unge",)),
        concept("borde", "(stor|rund) (bord*|stol*)"),
    ),
    (claim("none", "Skatteministeriet"), claim("personale", "social- og sundhedsmedarbejder*")),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Skattefastsættelsen og indkomstskat", [("skat", True), ("skat", True)]),
        ("Skatteministeriet overtager opgaven", []),
        ("den digitale infrastruktur", [("digital", True)]),
        ("AI og ai", [("digital", True)]),
        ("behandling i sundhedsvæsenet", [("sundhed", False), ("sundhed", True)]),
        ("flere social- og sundhedsmedarbejdere", [("personale", True)]),
        ("børn og unge", [("skole", False)]),
        ("unge", [("unge", False)]),
        ("et rundt bord", []),
        ("stor stolerække", [("borde", True)]),
        ("usundhed, beskatte", []),
    ],
)
def test_spellings_mean_what_their_stars_say(text: str, expected: list[tuple[str, bool]]) -> None:
    """Stars, capitals, claims and longer words decide which concepts a text names, and which it only hints at."""
    assert [(mention.concept, mention.named) for mention in SMALL.find(text)] == expected


@given(st.text(alphabet="abdegiklnorstuæøå -.,ABSKUÆ\n", max_size=120))
def test_mentions_lie_in_the_text_and_never_overlap_their_own_kind(text: str) -> None:
    """Every mention is a stretch of the text, in its order, and two of one concept never overlap."""
    for spotter in (SMALL, area_spotter()):
        found = spotter.find(text)
        assert [m.start for m in found] == sorted(m.start for m in found)
        assert all(0 <= m.start < m.end <= len(text) for m in found)
        for first in found:
            for second in found:
                overlap = first.start < second.end and second.start < first.end
                assert first is second or first.concept != second.concept or not overlap


def test_what_a_word_means_is_remembered_right() -> None:
    """A second reading of a text gives the same mentions as the first."""
    text = "Regeringen og KL vil drøfte botilbudskapaciteten og medfinansieringsordningen (KMF) i sundhedsvæsenet."
    assert topic_spotter().find(text) == topic_spotter().find(text)
    assert [m.concept for m in topic_spotter().find(text)] == ["botilbud", "kmf", "kmf"]


VOCABULARY = [(area_spotter, one) for one in areas()] + [(topic_spotter, one) for one in topics()]


def test_every_area_and_topic_is_proved() -> None:
    """All areas and topics of the guidelines have an example, a counter-example, a definition and an English label."""
    assert len(areas()) == 24
    assert len(topics()) == 58
    assert all(one.examples and one.counter_examples and one.definition and one.label_en for _, one in VOCABULARY)


def test_every_topic_has_an_area() -> None:
    """The areas of a topic are areas that there are, and none stands twice."""
    known = {area.id for area in areas()}
    for topic in topics():
        named = (*topic.main_areas, *topic.usual_areas)
        assert topic.main_areas, topic.id
        assert set(named) <= known, topic.id
        assert len(set(named)) == len(named), topic.id


@pytest.mark.parametrize(("spotter", "one"), VOCABULARY, ids=[one.id for _, one in VOCABULARY])
def test_examples_are_named_and_counter_examples_are_not(spotter, one: Concept) -> None:  # type: ignore[no-untyped-def]
    """Each example names its area or topic by the words alone; no counter-example does."""
    for text in one.examples:
        assert any(m.concept == one.id and m.named for m in spotter().find(text)), text
    for text in one.counter_examples:
        assert not any(m.concept == one.id and m.named for m in spotter().find(text)), text


def test_the_topic_of_the_page_for_writers_can_be_added(checkout: Path) -> None:
    """The made-up topic in `docs/add-a-topic.md` is good Turtle, names its example, and not its counter-example."""
    page = (checkout / "docs" / "add-a-topic.md").read_text(encoding="utf-8")
    entry = page.split("```turtle\n")[1].split("```")[0]
    prefixes = "".join(line + "\n" for line in vocabulary_text("topics.ttl").splitlines() if line.startswith("@prefix"))
    (added,) = read_concepts(prefixes + entry, "topics.ttl", "topic")
    assert added.main_areas == ("transport",)
    assert added.usual_areas == ("tilskud-udligning",)
    spotter = Spotter([added])
    assert all(any(m.named for m in spotter.find(text)) for text in added.examples)
    assert not any(m.named for text in added.counter_examples for m in spotter.find(text))
    assert [(m.concept, m.named) for m in spotter.find("LRT og skinner")] == [("letbaner", True), ("letbaner", False)]
