"""Agreements of other fields: no links between them, and no silence about one another."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from passages import agreement, follow_up, linked, refers_to, said

from extract.models import ActorId, AreaId
from graph.ledger import Row, ledger
from graph.linking.fields import Field, field_of
from graph.linking.passages import Passage
from graph.linking.words import content_words, names

PROMISE = "Parterne vil samle op på dobbeltdiagnosetilbuddene i psykiatrien."
LATER = "Partierne er enige om at udvide dobbeltdiagnosetilbuddene i psykiatrien."


def of_kind(kind: str, document: str, year: int, area: str, parties: str, *passages: Passage) -> list[Passage]:
    """An agreement of a kind, whose commitments are all of one area and by the same parties."""
    fields: dict[str, Any] = {
        "areas": (AreaId(area),),
        "parties": tuple(map(ActorId, parties.split())),
    }
    return [
        replace(
            one, kind=kind, document=document, commitment=one.commitment and replace(one.commitment, **fields)
        )
        for one in agreement(year, *passages)
    ]  # fmt: skip


def row(later: list[Passage], **fields: Any) -> Row:
    """What becomes of the promise when an agreement of no series comes after it."""
    older = of_kind("agreement", "psykiatri-2022", 2022, "psykiatri", "regeringen venstre", said(PROMISE, "Psykiatri",
                    follow_up=follow_up(), **fields))  # fmt: skip
    (found,) = (one for one in ledger([older, later]) if one.quote == PROMISE)
    return found


def test_an_agreement_of_another_field_is_not_silent_of_a_promise() -> None:
    """That on the police need not speak of psychiatry: nothing was read in which it could be taken up."""
    police = of_kind("agreement", "politi-2024", 2024, "beredskab-sikkerhed", "regeringen venstre")
    assert (row(police).status, row(police).read) == ("not-read", ())


def test_one_of_the_same_field_is_silent_or_takes_it_up() -> None:
    """The same area and the same who agree, although neither is of a series."""
    silent = of_kind("agreement", "psykiatri-2024", 2024, "psykiatri", "regeringen venstre")
    assert (row(silent).status, row(silent).read) == ("silent", ("psykiatri-2024",))


def test_one_that_names_the_older_is_read_for_it_whatever_its_field() -> None:
    """An explicit reference says that it goes on about it."""
    said_so = said("Som aftalt følges der op.", references=refers_to("psykiatri-2022"))
    police = of_kind("agreement", "politi-2024", 2024, "beredskab-sikkerhed", "regeringen venstre", said_so)
    assert row(police).read == ("politi-2024",)


@pytest.mark.parametrize(("area", "parties", "links"), [
    ("psykiatri", "regeringen venstre", True), ("transport", "regeringen venstre", False),
    ("psykiatri", "hedekaer-byraad borgmesteren", False),
])  # fmt: skip
def test_likeness_links_no_agreements_of_other_fields(area: str, parties: str, links: bool) -> None:
    """The same words in a region's budget and in an agreement on research are no recurrence of one matter."""
    older = of_kind("agreement", "a-2022", 2022, "psykiatri", "regeringen venstre", said(PROMISE, "Psykiatri"))
    later = of_kind("agreement", "b-2024", 2024, area, parties, said(LATER, "Psykiatri"))
    found = [link for link in linked([older, later]) if link.source.quote == LATER]
    assert bool(found) == links


def test_who_signs_says_nothing_of_the_matter() -> None:
    """Agreements were linked by the names of the parties in their first sentences."""
    text = "Regeringen, Dansk Folkeparti, Det Konservative Folkeparti og Venstre er enige om en plan for havvind."
    assert content_words(text) == ("plan", "havvind")
    assert names(text) == ()
    assert "alternativ" in content_words("Der findes et alternativ til biogas.")


def test_an_agreement_about_many_areas_has_no_field() -> None:
    """A region's budget has psychiatry and much else."""
    many = [
        replace(one, kind="agreement", commitment=one.commitment and replace(one.commitment, areas=(AreaId(area),)))
        for one, area in zip(agreement(2020, said(PROMISE)), ("a", "b", "c", "d", "e"), strict=True)
    ]
    assert field_of(many).area == ""
    assert not field_of(many).follows(field_of(many))
    assert Field("finance-act", "", frozenset()).follows(Field("finance-act", "", frozenset()))
