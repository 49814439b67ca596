"""Which sentences bind, how, and whom: constructions of many agreements, and what only looks like one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extract.actors import find_actors
from extract.bodies import introduced_bodies, own_names, with_own_names
from extract.find import find_commitments, find_statements
from extract.models import ActorId
from extract.parse import parse_sentence
from extract.read.given import document_of_text

CASES: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "commitments.jsonl").read_text(encoding="utf-8").splitlines()
]
KNOWN = (ActorId("regeringen"), ActorId("kl"))


def test_all_cases_are_collected() -> None:
    """The case file is read whole, and holds sentences that bind and sentences that do not."""
    assert len(CASES) == 170
    assert sum(not case["statements"] for case in CASES) == 32


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_statements(case: dict[str, Any]) -> None:
    """A sentence gives its force, its parties and who is obliged; background gives nothing."""
    found = find_statements(parse_sentence(case["text"]), tuple(ActorId(actor) for actor in case["known"]))
    said = [{"force": s.force, "parties": list(s.roles.parties), "obliged": list(s.roles.obliged)} for s in found]
    assert said == case["statements"]


def one(text: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Force, parties and obliged of a sentence's only statement."""
    (statement,) = find_statements(parse_sentence(text), KNOWN)
    return statement.force, statement.roles.parties, statement.roles.obliged


def test_two_clauses_with_different_parties_are_two_statements() -> None:
    """ "Parterne vil X, og KL vil Y" is two commitments, each with its own clause."""
    text = "Parterne vil samle op på rapportens anbefalinger, og KL vil videreformidle inspirationskataloget."
    found = find_statements(parse_sentence(text), KNOWN)
    assert [text[s.span.start : s.span.end] for s in found] == [
        "Parterne vil samle op på rapportens anbefalinger",
        "KL vil videreformidle inspirationskataloget.",
    ]


def test_an_earlier_agreement_likened_to_is_no_recall() -> None:
    """ "i lighed med Aftale om ... 2017" is agreed now; "Med Aftale om ... 2022 er det aftalt" is recalled."""
    assert (
        one(
            "Der er i lighed med Aftale om kommunernes økonomi for 2017 enighed om, at nogle kommuner kan hæve skatten."
        )[0]
        == "agree"
    )
    assert one("Med Aftale om kommunernes økonomi for 2022 er det aftalt at følge op på midlerne.")[0] == "recall"


def test_who_is_acted_on_is_no_party() -> None:
    """ "KL vil blive inddraget" binds nobody named; "KL vil inddrage" binds KL."""
    assert one("KL vil blive inddraget i arbejdet med den nye hovedlov.")[1] == ()
    assert one("KL vil inddrage kommunerne i arbejdet.")[1] == ("kl",)


def test_a_permission_obliges_nobody() -> None:
    """ "kommunerne kan" gives leave, "kommunerne skal" obliges."""
    assert one("Regeringen og KL er enige om, at kommunerne kan anvende midlerne.")[2] == ()
    assert one("Regeringen og KL er enige om, at kommunerne skal anvende midlerne.")[2] == ("kommunerne",)


def test_owners_of_what_must_be_cut_are_obliged() -> None:
    """ "kommunernes udgifter skal nedbringes" obliges the municipalities."""
    assert one(
        "KL tager til efterretning, at kommunernes udgifter til administration skal nedbringes med 0,7 mia. kr."
    )[2] == ("kommunerne",)


def test_parties_in_brackets_do_not_end_the_list() -> None:
    """ "Regeringen (Socialdemokratiet), Venstre og SF er enige" names three."""
    assert one("Regeringen (Socialdemokratiet), Venstre og Enhedslisten er enige om at styrke indsatsen.")[1] == (
        "regeringen",
        "venstre",
        "enhedslisten",
    )


def test_a_body_is_known_by_the_name_it_was_introduced_with() -> None:
    """ "et ekspertudvalg på socialområdet" gives the name, "på området" does not."""
    assert (
        introduced_bodies("Parterne nedsætter et ekspertudvalg på socialområdet.")[0].actor
        == "ekspertudvalget-paa-socialomraadet"
    )
    assert introduced_bodies("Regeringen har nedsat et ekspertudvalg på området.")[0].actor == "ekspertudvalget"


def test_parties_to_a_local_agreement_are_known_by_their_names() -> None:
    """Who signs and stands in no register is found by name, and "Kommunen" is the one municipality of the title."""
    names = own_names((ActorId("venstre"), ActorId("engstedlisten")), "Forlig om budgettet for 2016 i Engsted Kommune")
    text = "Kommunen og Engstedlisten udarbejder en klimaplan."
    found = with_own_names(find_actors(text), text, names)
    assert [mention.actor for mention in found] == ["engsted-kommune", "engstedlisten"]


def test_a_national_agreement_gives_the_municipality_no_name() -> None:
    """ "Kommunen" is every municipality where the government signs."""
    assert not own_names((ActorId("regeringen"), ActorId("kl")), "Aftale om kommunernes økonomi for 2026")


def test_de_stands_for_the_parties_right_behind_a_sentence_about_them() -> None:
    """ "De vil ..." are the parties where the sentence before names them, and others where it does not."""
    text = "Regeringen og KL er enige om at styrke indsatsen. De vil følge op på den i 2027."
    assert [c.parties for c in find_commitments(document_of_text(text))][1] == ("regeringen", "kl")
    other = f"{text[:49]}\n\nKommunerne har flere ansatte. De vil gå på pension i 2027."
    assert ("regeringen", "kl") not in [c.parties for c in find_commitments(document_of_text(other))][1:]


def test_points_numbered_in_one_line_are_sentences_without_their_numbers() -> None:
    """ "1.1 ... 1.2 ..." are two commitments, whose quotes begin behind the numbers."""
    text = "1.1 Regeringen vil løfte lønnen. 1.2 KL vil følge op på løftet i 2026."
    found = find_commitments(document_of_text(text))
    assert [c.quote for c in found] == ["Regeringen vil løfte lønnen.", "KL vil følge op på løftet i 2026."]
