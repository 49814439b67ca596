"""The id rule of the guidelines, over titles of real agreements and over any text at all."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.slugs import slug

TITLES = [
    ("Aftale om kommunernes økonomi for 2026", "aftale-om-kommunernes-oekonomi-for-2026"),
    ("NIS 2-direktivet", "nis-2-direktivet"),
    ("10-årsplan for psykiatrien", "10-aarsplan-for-psykiatrien"),
    ("Det Økonomiske Råd", "det-oekonomiske-raad"),
    ("aftale af 17. juni 2020", "aftale-af-17-juni-2020"),
    ("KL's fælleskommunale datastrategi", "kl-s-faelleskommunale-datastrategi"),
    ("Strategi for digital sundhed 2018 til 2022", "strategi-for-digital-sundhed-2018-til-2022"),
    ("”Ny Start”", "ny-start"),
    ("A\u030aben Skole", "aaben-skole"),
    ("Café Müller", "cafe-muller"),
    ("–", ""),
]


@pytest.mark.parametrize(("title", "expected"), TITLES)
def test_title_becomes_its_id(title: str, expected: str) -> None:
    """A title becomes the id that the guidelines give it."""
    assert slug(title) == expected


@given(st.text())
def test_id_is_made_of_ascii_words(text: str) -> None:
    """Any text at all gives words of ASCII letters and digits joined by single hyphens, or nothing."""
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug(text))


@given(st.text())
def test_id_of_an_id_is_itself(text: str) -> None:
    """An id is its own id."""
    assert slug(slug(text)) == slug(text)


@given(st.lists(st.sampled_from(["økonomi", "for", "2026", "Ærø", "§ 4", "–"]), min_size=1))
def test_spacing_does_not_matter(words: list[str]) -> None:
    """White space of any kind between the words gives the same id."""
    assert slug(" ".join(words)) == slug("\n\t".join(words))
