"""What matters are called: labels that read badly, each named after what was wrong, quoted from real agreements."""

from __future__ import annotations

import pytest

from graph.naming import heading_title, phrase, title

COMPOSITION = (
    "Regeringen og KL vil igangsætte et arbejde, der skal undersøge udviklingen i sammensætningen af jobcentrenes"
    " målgrupper og udgifter hertil."
)
INVESTMENTS = ("Heraf gives et tilskud på 1 mia. kr. i 2022 til grønne investeringer.",)
PLANS = (
    "Regeringen vil offentliggøre en ny handlingsplan for verdensmålene.",
    "Regeringen har i 2021 offentliggjort en handlingsplan for arbejdet med verdensmålene.",
)


@pytest.mark.parametrize(
    ("texts", "words", "wanted"),
    [
        (
            (COMPOSITION,),
            ("sammensaetning", "jobcenter", "maalgruppe"),
            "sammensætningen af jobcentrenes målgrupper",
        ),
        (INVESTMENTS, ("tilskud", "groen", "investering"), "grønne investeringer"),
        (
            ("Aftalen dækker den demografiske udvikling i kommunerne i takt med, at der kommer flere ældre.",),
            ("demografisk",),
            "den demografiske udvikling",
        ),
        (
            ("Finansieringen af næste generation MitID, NemLog-in og Digital Post er på plads.",),
            ("generation", "digital", "digital+post"),
            "Digital Post",
        ),
    ],
)
def test_a_label_is_a_phrase_and_no_row_of_words(texts: tuple[str, ...], words: tuple[str, ...], wanted: str) -> None:
    """It stands so in a text, without numbers, and an adjective has its noun."""
    assert phrase(texts, words) == wanted


def test_a_label_does_not_begin_with_a_verb() -> None:
    """ "Offentliggøre handlingsplan verdensmålene" was a label."""
    assert phrase(PLANS, ("offentliggoere", "handlingsplan", "verdensmaal")) == "handlingsplan for verdensmålene"


def test_a_word_that_says_little_has_its_heading_before_it() -> None:
    """ "Anbefalinger" of whom? But a heading that names no matter, or says the same, is left out."""
    heading = "Ekspertudvalg på socialområdet"
    assert title("anbefalinger", ("anbefaling",), [heading, heading]) == f"{heading}: anbefalinger"
    assert title("anbefalinger", ("anbefaling",), ["Indledning"]) == "Anbefalinger"
    assert title("likviditetsfinansiering", ("likviditetsfinansiering",), ["Rammer"]) == "Likviditetsfinansiering"
    assert title("skat", ("skat",), ["Kommunal skat"]) == "Skat"


def test_what_a_heading_names_has_the_heading_as_its_title() -> None:
    """ "beskæftigelsesindsats" is the word, "Den aktive beskæftigelsesindsats" what an editor writes."""
    assert heading_title("beskæftigelsesindsats", ["Den aktive beskæftigelsesindsats"]) == (
        "Den aktive beskæftigelsesindsats"
    )
    assert heading_title("kernevelfærden", ["Enklere regler og mere fokus på kernevelfærden"]) == "Kernevelfærden"
