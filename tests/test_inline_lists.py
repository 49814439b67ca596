"""Lists whose line ends were lost, told from points within a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.models import Document
from extract.pipeline import extract_commitments
from extract.read.given import document_of_text

BEFORE = "Regeringen og KL er enige om det hele i denne aftale om kommunernes økonomi for 2025."
LISTS = {
    "Parterne er enige om: a) at kommunerne løfter indsatsen; b) at KL følger op i 2026. Det er godt.": [
        "Parterne er enige om:",
        "at kommunerne løfter indsatsen;",
        "at KL følger op i 2026.",
        "Det er godt.",
    ],
    "Regeringen og KL er enige om følgende: 1. Der nedsættes et udvalg. 2. KL udarbejder en vejledning.": [
        "Regeringen og KL er enige om følgende:",
        "Der nedsættes et udvalg.",
        "KL udarbejder en vejledning.",
    ],
    "1. KL vil udarbejde en vejledning. 2. Regeringen vil afsætte 5 mio. kr. i 2025.": [
        "KL vil udarbejde en vejledning.",
        "Regeringen vil afsætte 5 mio. kr. i 2025.",
    ],
    "(i) KL vil udarbejde en vejledning; (ii) Regeringen vil afsætte 5 mio. kr.; (iii) Parterne følger op.": [
        "KL vil udarbejde en vejledning;",
        "Regeringen vil afsætte 5 mio. kr.;",
        "Parterne følger op.",
    ],
    "Parterne er enige om at: - løfte indsatsen - afsætte 5 mio. kr. i 2025 - følge op i 2026": [
        "Parterne er enige om at:",
        "løfte indsatsen",
        "afsætte 5 mio. kr. i 2025",
        "følge op i 2026",
    ],
}
SENTENCES = [
    "Kommunerne skal (1) overholde rammen, (2) nedbringe gælden og (3) redegøre for udviklingen.",
    "Parterne er enige om at afsætte midler til 1) skoler, 2) dagtilbud og 3) ældre.",
    "Fristen er: 1. maj 2025 for kommunerne og 2. juni 2025 for regionerne.",
    "KL vil – som aftalt – følge op, jf. boks 1. Regeringen vil bidrage.",
    "Der afsættes følgende: a) 5 mio. kr. til formålet.",
]


def said(text: str) -> list[str]:
    """The sentences and items of a paragraph."""
    document = document_of_text(f"{BEFORE}\n\n{text}\n")
    return [document.words(unit.span) for unit in document.units][1:]


@pytest.mark.parametrize("text", LISTS)
def test_points_after_a_colon_or_first_in_a_paragraph_are_items(text: str) -> None:
    """Each is an item, without its mark; a sentence after the last is none."""
    assert said(text) == LISTS[text]


@pytest.mark.parametrize("text", SENTENCES)
def test_points_within_a_clause_stay_in_their_sentence(text: str) -> None:
    """One sentence, one record; nor are days of a month or dashes points."""
    assert "".join(said(text)).replace(" ", "") == text.replace(" ", "")


def test_items_take_parties_from_their_lead_in() -> None:
    """As items on lines of their own do."""
    document: Document = document_of_text(f"{BEFORE}\n\n{next(iter(LISTS))}\n")
    found = extract_commitments(document)[1:]
    assert [(one.force, one.parties) for one in found] == [("agree", ("regeringen", "kl"))] * 2


pieces = st.sampled_from(
    ["a) ", "b) ", "1. ", "2. ", "• ", "- ", "om: ", "KL vil se. ", "følge op; ", "og ", "Det er ", "(i) "]
)


@settings(max_examples=200)
@given(st.lists(pieces, min_size=1, max_size=14))
def test_no_letter_is_lost_or_moved(found: list[str]) -> None:
    """Whatever points stand in a paragraph, its letters are read once and in order."""
    text = "".join(found)
    document = document_of_text(f"{BEFORE}\n\nParterne mener {text}\n")
    letters = [char for char in document.text if char.isalnum()]
    assert letters == [char for char in f"{BEFORE}Parterne mener {text}" if char.isalnum()]
