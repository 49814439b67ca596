"""`extract.areas`: one or two policy areas of a commitment, told by its words and its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from placed import cases, place_of, placed, read

from extract.areas import area_spotter
from extract.surroundings import Surroundings

CASES = cases("areas")
KNOWN_MISSES = 11  # of 50: as a rule a second area that only a reader's knowledge tells


def test_every_case_is_collected() -> None:
    """The file of cases (agreements of many parties on many matters, 2004 to 2025) is read to its end."""
    assert len(CASES) == 50


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["sentence"][:40])
def test_main_area_is_one_that_a_reader_gives(case: Mapping[str, Any]) -> None:
    """The main area of a sentence in an agreement of another kind is among those that a careful reader gives it."""
    found = read(case["sentence"], **place_of(case))
    assert found.areas[0] in case["areas"]
    assert len(found.areas) <= 2


def test_areas_are_as_a_reader_gives_them_but_for_few() -> None:
    """All areas are those of a careful reader in most sentences of other agreements."""
    wrong = [
        case["sentence"] for case in CASES if set(read(case["sentence"], **place_of(case)).areas) != set(case["areas"])
    ]
    assert len(wrong) <= KNOWN_MISSES, wrong


def test_a_sentence_that_says_nothing_takes_its_area_from_its_place() -> None:
    """The heading, the paragraph and the agreement's title tell what "Arbejdet" is about, the nearest one first."""
    sentence = "Arbejdet skal være færdigt i 2024."
    assert read(sentence, heading=["Psykiatri"]).areas == ("psykiatri",)
    assert read(sentence, before=["Parterne vil udbygge fjernvarmen."]).areas == ("klima-miljoe",)
    assert read(sentence, title="Aftale om dagtilbud").areas == ("dagtilbud",)
    assert read(sentence, title="Aftale om sundhed", heading=["Psykiatri"], before=["Psykiatrien styrkes."]).areas == (
        "psykiatri",
        "sundhed",
    )
    assert read(sentence).areas == ("oevrige",)


def test_a_topic_brings_its_areas() -> None:
    """A commitment on a topic has the areas that the topic always has, also when its words name only one."""
    found = read("Kommunernes udgifter til KMF falder.")
    assert found.topics == ("kmf",)
    assert set(found.areas) == {"tilskud-udligning", "sundhed"}


def test_a_grant_tells_how_another_matter_is_paid_for() -> None:
    """A block grant that is named becomes the second area, not the main one."""
    found = read("Midlerne til fjernvarme udmøntes over bloktilskuddet.", heading=["Grøn omstilling"])
    assert found.areas == ("klima-miljoe", "tilskud-udligning")


def test_every_area_has_its_words() -> None:
    """Each area is backed by words of the document, at the place that the evidence gives."""
    document, _ = placed("Puljen udmøntes i 2024.", heading=["Hjemløse"])
    found = read("Puljen udmøntes i 2024.", heading=["Hjemløse"])
    evidence = [one for one in found.evidence if one.field == "area"]
    assert [one.rule.split(".")[1] for one in evidence] == list(found.areas)
    assert all(document.text[one.start : one.end] == one.words for one in evidence)


def test_names_of_ministries_and_agreements_name_no_area() -> None:
    """What only looks like an area (a ministry, the year's economy agreement, "øvrige") is none."""
    text = "Skatteministeriet og Social- og Ældreministeriet følger økonomiaftalen for 2024 og øvrige aftaler."
    assert not [mention for mention in area_spotter().find(text) if mention.named]


def test_themes_are_found_in_the_title_and_in_the_sentences() -> None:
    """An agreement's theme is what its title names, or a third of its sentences."""
    document, commitment = placed("Der bygges nyt.", before=["Jernbanen udbygges."] * 6)
    clues = Surroundings(document, area_spotter()).clues(commitment)
    assert "title" in {clue.where for clue in clues["transport"]}
