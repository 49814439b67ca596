"""Who signed, where nobody has a list of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.read.document import read_document
from extract.signatories import named_parties, parties_between

BODY = (
    "Parterne er enige om at udbygge fjernvarmen i hele området i perioden 2024-2027. Parterne følger op i 2025, og der"
    " afsættes 5 mio. kr. til formålet i de kommende år.\n"
)
HEADS = {
    "Samarbejdsaftale mellem Hedekær Kommune, Foreningen Nær Energi og Ø-Kraft A/S\n": [
        "hedekaer-kommune",
        "foreningen-naer-energi",
        "oe-kraft-a-s",
    ],
    "Aftale mellem Nørby Kommune, Y Forening og Z\nom varme i byen\n": ["noerby-kommune", "y-forening", "z"],
    "Partnerskabsaftale\n\nmellem\n\nHedekær Kommune\n\nog\n\nFonden Grøn By (CVR 12345678)\n\nom byudvikling\n": [
        "hedekaer-kommune",
        "fonden-groen-by",
    ],
    "Aftale mellem regeringen, KL og Landsforeningen Ø om færger\n": ["regeringen", "kl", "landsforeningen-oe"],
    "Budgetforlig 2025\n\nmellem Venstre, Socialdemokratiet, Lokallisten og Hedekær-listen\n": [
        "venstre",
        "socialdemokratiet",
        "lokallisten",
        "hedekaer-listen",
    ],
    "Aftale om færger\n\nHedekær Kommune og Foreningen Ø-liv har den 3. maj 2024 indgået aftale om færger.\n": [
        "hedekaer-kommune",
        "foreningen-oe-liv",
    ],
    # nobody who can be named
    "Aftale mellem borgerne og kommunen om trivsel\n": [],
    "Aftale om forholdet mellem land og by\n": [],
    "Aftale om færger\n": [],
}


@pytest.mark.parametrize("head", HEADS, ids=lambda head: head.split("\n")[0][:40])
def test_parties_that_no_register_knows(head: str, tmp_path: Path) -> None:
    """By name, where the title page or the first sentence says between whom; otherwise nobody."""
    path = tmp_path / "aftale.txt"
    path.write_text(f"{head}\n{BODY}", encoding="utf-8")
    identity = read_document(path).identity
    assert list(identity.signatories) == HEADS[head]
    assert dict(identity.reasons).get("signatories", "") == (
        "" if not HEADS[head] else "text" if "har den" in head else "title page"
    )


def test_a_ministry_of_two_matters_is_one_party() -> None:
    """ "og" within a name parts nothing."""
    said = "Social- og Boligministeriet, Børne- og Undervisningsministeriet og Rådet for Sikker Trafik"
    assert named_parties(said) == (
        "social-og-boligministeriet",
        "boerne-og-undervisningsministeriet",
        "raadet-for-sikker-trafik",
    )


def test_what_a_party_is_called_for_short_is_no_name() -> None:
    """Neither in brackets nor after "herefter"; nor is the number of a firm."""
    said = "Hedekær Kommune (herefter kommunen), Ø-Kraft A/S, CVR-nr. 12 34 56 78, og Nær ApS"
    assert named_parties(said) == ("hedekaer-kommune", "oe-kraft-a-s", "naer-aps")


@given(st.lists(st.text(alphabet="AØbog ,;\n-()1.", max_size=30), max_size=6))
def test_any_lines_give_parties_once_or_none(lines: list[str]) -> None:
    """Nobody is named twice, alone, or without letters."""
    found = parties_between(["Aftale mellem " + " og ".join(lines), *lines])
    assert len(found) == len(set(found)) != 1
    assert all(one and one == one.lower() for one in found)
