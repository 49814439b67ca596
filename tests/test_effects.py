"""What a later passage does to an earlier one: wrongly read effects, each named after what went wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest
from passages import kroner, said

from graph.effects import find_effects
from graph.linking.passages import Passage
from graph.links import effects_of


def effects(text: str) -> list[str]:
    """The effects that the words of a text tell."""
    return [effect.effect for effect in find_effects(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Parterne er enige om, at det aftalte niveau understøtter muligheden for at investere i de fysiske rammer.",
        "Regeringen og KL er enige om, at både den aftalte kommunale service- og anlægsramme i 2022 overholdes.",
        "Med aftalen er parterne enige om en række tiltag, som vil bidrage til et bedre arbejdsmiljø.",
        "Reformen har betydet, at indsatsen har fokus på at hjælpe ledige med nedsat arbejdsevne ind i job.",
        "Det er regeringens ambition, at udrulning af fjernvarme er afsluttet i 2028.",
    ],
)
def test_what_an_agreement_says_of_itself_is_no_report(text: str) -> None:
    """ "Den aftalte ramme" is the one agreed on here, "med nedsat arbejdsevne" no working group."""
    assert "reports" not in effects(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Regeringen og KL aftalte med Aftale om kommunernes økonomi for 2020 at lave en kortlægning.", "aftalte"),
        (
            "Parterne er enige om at videreføre arbejdet med data, som blev igangsat med økonomiaftalen for 2026.",
            "blev igangsat",
        ),
        ("Kommunerne koordinerer de aftalte initiativer i økonomiaftalen for 2026 i regi af KKR.",
         "aftalte initiativer i økonomiaftalen"),
    ],
)  # fmt: skip
def test_a_report_has_the_words_that_say_it_and_no_more(text: str, words: str) -> None:
    """Not all that stands between an "er" and an "igangsat" far from it."""
    assert [found.words for found in find_effects(text) if found.effect == "reports"] == [words]


@pytest.mark.parametrize(
    "text",
    [
        "Med henblik på at understøtte en samlet uændret skat skal kommunerne ansøge om adgang til tilskuddet.",
        "Parterne er enige om en samlet uændret kommunal skat for 2027.",
        "Der gennemføres en målrettet indsats for at fastholde og rekruttere flere lærere til folkeskolen.",
    ],
)
def test_an_aim_to_keep_something_confirms_no_agreement(text: str) -> None:
    """An unchanged tax is what is aimed at, teachers are kept in their schools."""
    assert "confirms" not in effects(text)


@pytest.mark.parametrize(
    "text",
    [
        "Der er enighed om løbende at vurdere behovet for justeringer og evt. udvikling af nye kvalitetsindikatorer.",
        "Det skal mindske genindlæggelser, nedbringe ventetiden og øge levealderen for borgere med sygdom.",
        "Det medfører, at der overføres 10 mio. kr. til kommunerne.",
        "Regeringen og KL er enige om, at små ø-kommuner tildeles et forhøjet ø-tilskud.",
        "På den baggrund fastsættes rammerne til nedsættelser og forhøjelser af skatten.",
        "Ved omlægningen af særlige pladser findes nye pladser.",
    ],
)
def test_what_may_be_changed_or_has_that_name_is_not_changed(text: str) -> None:
    """A need for changes, a frame for rises, the name of a reform."""
    assert "changes" not in effects(text)


def test_a_plan_to_phase_out_ends_no_promise() -> None:
    """The phasing out of boilers is what is promised; "Tilskuddet udfases" is an end."""
    assert "ends" not in effects("KL vil fremlægge en plan for udfasningen af olie- og gasfyret.")
    assert "ends" in effects("Tilskuddet udfases i 2029.")


def test_what_a_report_repeats_of_the_older_agreement_is_not_done_by_the_newer() -> None:
    """ "Med økonomiaftalen for 2021 aftalte parterne, at forbruget kan nedbringes med ..." changes nothing."""
    text = "Med økonomiaftalen for kommunerne i 2021 aftalte parterne, at forbruget kan nedbringes med 1,0 mia. kr."
    later = said(text, force="recall")
    assert [effect.effect for effect in effects_of(later, said("Parterne vil nedbringe forbruget."))] == ["reports"]


def test_an_agreement_that_names_itself_reports_nothing() -> None:
    """ "Med økonomiaftalen for 2027 er regeringen og KL enige" stands in that of 2027."""
    text = "Med økonomiaftalen for 2027 er regeringen og KL enige om de økonomiske rammer."
    for year, reported in ((2027, False), (2028, True)):
        found = effects_of(replace(said(text), year=year), said("Rammerne drøftes."))
        assert ("reports" in [effect.effect for effect in found]) == reported


def with_sum(value: int, *years: int) -> Passage:
    """A passage with a sum for some years."""
    return said("Der afsættes en ramme til botilbud.", amounts=(kroner(value, *years),))


def test_a_sum_for_another_year_changes_nothing() -> None:
    """0.9 billion for 2023 and 1.0 for 2026 are two frames; two sums for one year are a change."""
    assert [one.effect for one in effects_of(with_sum(1000, 2026), with_sum(900, 2023))] == ["continues"]
    assert [one.effect for one in effects_of(with_sum(1000, 2026), with_sum(900, 2026))] == ["changes"]
    both = said("Der afsættes en ramme.", amounts=(kroner(900, 2026), kroner(70, 2026)))
    assert [one.effect for one in effects_of(with_sum(900, 2026), both)] == ["continues"]
