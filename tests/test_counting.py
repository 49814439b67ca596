"""Which sums of an agreement count, so that none counts twice."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passages import agreement, kroner, said, topic

from graph.counting import not_counted
from graph.restates import find_restatements
from graph.store import Snapshot, reading

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "counting.toml").read_text(encoding="utf-8")
)["case"]
SUMS = """SELECT ?words ?counted WHERE { ?c ag:inAgreement/ag:identifier ?document ; ag:quote ?quote ; ag:amount ?sum .
?sum ag:quote ?words ; ag:counted ?counted FILTER(?document = "%s" && STRSTARTS(?quote, "%s")) }"""


@pytest.fixture(scope="module")
def snapshot(built: Path) -> Iterator[Snapshot]:
    """The five agreements, open for reading."""
    with reading(built) as opened:
        yield opened


def test_there_are_cases() -> None:
    """Of every way in which a sum is said twice, in all five agreements."""
    assert len(CASES) == 24
    assert {case["document"][-4:] for case in CASES} == {"2020", "2022", "2023", "2024", "2027"}


@pytest.mark.parametrize("case", CASES, ids=[f"{case['document']} {case['begins'][:40]}" for case in CASES])
def test_a_sum_of_the_five_agreements_counts_once(snapshot: Snapshot, case: dict[str, Any]) -> None:
    """As was read off the texts by hand."""
    found = {"true": set[str](), "false": set[str]()}
    for row in snapshot.query(SUMS % (case["document"], case["begins"])):
        found[row["counted"].value].add(row["words"].value)
    assert found["true"] == set(case.get("counts", ()))
    assert found["false"] == set(case.get("left_out", ()))


def left_out(*passages: Any) -> set[str]:
    """The words of the sums of one agreement that do not count."""
    placed = agreement(2024, *passages)
    return {sum_.text for sums in not_counted(placed, find_restatements(placed)).values() for sum_ in sums}


def test_money_of_another_kind_is_not_the_same_money() -> None:
    """A loan of so much beside a grant of so much; the same grant said again is."""
    grant, loan = replace(kroner(5, 2024), kind="grant"), replace(kroner(5, 2024), kind="loan", text="et lån på 5 kr.")
    again = replace(grant, text="fem kr.")
    matter = {"topics": topic("botilbud")}
    first, second = said("Tilskud.", amounts=(grant,), **matter), said("Et lån på 5 kr.", amounts=(loan,), **matter)
    assert left_out(first, second) == set()
    assert left_out(first, second, said("Puljen er på fem kr.", amounts=(again,), **matter)) == {"fem kr."}


def test_sums_that_happen_to_add_up_are_not_a_whole_and_its_parts_far_apart() -> None:
    """What makes up a sum stands right after it."""
    whole, parts = (
        said("I alt 9 kr.", amounts=(kroner(9),)),
        said("Dels 4 kr., dels 5 kr.", amounts=(kroner(4), kroner(5))),
    )
    between = [said(f"Sætning {number}.", "Andet", force="none") for number in range(5)]
    assert left_out(whole, parts) == {"4 kr.", "5 kr."}
    assert left_out(whole, *between, parts) == set()


@given(st.lists(st.lists(st.integers(0, 5), max_size=3), max_size=6))
def test_a_single_sum_always_counts(values: list[list[int]]) -> None:
    """Whatever an agreement says, of all sums that are equal at least one, or what it is made of, counts."""
    passages = [said(f"Sag {number}.", amounts=tuple(map(kroner, some))) for number, some in enumerate(values)]
    every = {str(kroner(value).text) for some in values for value in some}
    sums = [sum_ for some in values for sum_ in some if sum_]
    if len(sums) == 1:
        assert left_out(*passages) == set()
    assert left_out(*passages) <= every


def test_words_of_parts_and_totals_stand_where_their_entries_want_them() -> None:
    """ "Heraf" makes a part where it begins, "svarende til i alt" a total right before the sum, and not elsewhere."""
    first, part = said("Der afsættes 9 kr.", amounts=(kroner(9),)), kroner(4)
    for text, out in (("Heraf gives 4 kr.", {"4 kr."}), ("Det gives 4 kr., heraf mest i byerne.", set())):
        assert left_out(first, said(text, amounts=(part,))) == out
    parts = said("Der afsættes 4 kr. og 5 kr.", amounts=(kroner(4), kroner(5)))
    whole = said("Det sker hvert år, svarende til i alt 9 kr.", "Der", amounts=(kroner(9),))
    other = said("Svarende til i alt to år er der 9 kr.", "Der", amounts=(kroner(9),))
    assert left_out(parts, whole) == {"9 kr."}
    assert left_out(parts, other) == set()
