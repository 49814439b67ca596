"""What is promised to be done, how firmly, and on what conditions."""

from __future__ import annotations

import pytest

from extract.acts import find_act, find_conditions, find_strength


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Regeringen og KL er enige om at drøfte rammerne for kommunernes ungeindsats.", "discuss"),
        ("Parterne er enige om, at der igangsættes en evaluering.", "establish"),
        ("Der afsættes en lånepulje på 200 mio. kr.", "fund"),
        ("KL vil videreformidle inspirationskataloget.", "inform"),
        ("Den kommunale serviceramme udgør derved samlet set 261,8 mia. kr.", "limit"),
        ("Der er enighed om de kommunaløkonomiske konsekvenser heraf.", "other"),
    ],
)
def test_act(text: str, act: str) -> None:
    """The first word of doing decides the act."""
    assert find_act(text)[0] == act


@pytest.mark.parametrize(
    ("text", "force", "strength"),
    [
        ("Kommunernes udgifter til administration skal nedbringes.", "require", "binding"),
        ("Parterne vil drøfte udgifterne til administration.", "undertake", "considered"),
        ("Regeringens ambition er, at køretøjsflåden er emissionsfri i 2030.", "undertake", "wished"),
        ("Regeringen har til hensigt at sanere i tilsynene.", "undertake", "intended"),
        ("Der nedsættes en gruppe, som parterne ønsker at høre.", "undertake", "binding"),
        ("Der foretages investeringer for at nå ambitionen om et lavemissionssamfund.", "agree", "binding"),
        ("Der er behov for at drøfte en omstilling.", "note", "considered"),
    ],
)
def test_strength(text: str, force: str, strength: str) -> None:
    """A "skal nedbringes" that becomes "vil drøfte" is weaker."""
    assert find_strength(text, force)[0] == strength


def test_a_condition_is_kept_with_its_clause() -> None:
    """ "betinget af, at ..." is kept to the end of what it is betinget af."""
    condition, *_ = find_conditions(
        "Dermed er 1 mia. kr. betinget af, at kommunernes anlægsudgifter holder sig inden for rammen."
    )
    assert condition.words == "betinget af, at kommunernes anlægsudgifter holder sig inden for rammen."


def test_what_is_assumed_in_the_agreement_is_no_condition() -> None:
    """ "Det er forudsat i aftalen" sets a sum, it makes nothing conditional."""
    assert find_conditions("Det er forudsat i aftalen, at udgifterne vil udgøre 73,8 mia. kr.") == ()


def test_each_condition_of_a_sentence_is_kept_and_what_would_have_been_is_none() -> None:
    """The one that is contrary to fact is left out, the one after it is found."""
    text = (
        "Kommunerne modtager et tilskud svarende til det, som de ville have modtaget, hvis de havde valgt"
        " selvbudgettering, dog kun såfremt efterreguleringen er positiv."
    )
    assert [one.words for one in find_conditions(text)] == ["såfremt efterreguleringen er positiv."]
    twice = find_conditions("Tilskuddet nedsættes, hvis skatten sættes op, og hævdes, hvis den sættes ned.")
    assert [one.words for one in twice] == ["hvis skatten sættes op", "hvis den sættes ned."]


def test_less_weight_is_no_exception() -> None:
    """ "med mindre" before a noun compares; before a subject it makes an exception."""
    assert find_conditions("Tilskuddet fordeles som hidtil, dog med mindre vægt på indbyggertal.") == ()
    (condition,) = find_conditions("Ordningen videreføres, med mindre parterne aftaler andet.")
    assert condition.words == "med mindre parterne aftaler andet."
