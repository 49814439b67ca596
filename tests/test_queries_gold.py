"""The named queries against what careful readers marked in the five agreements: what is missed, what is too much."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from graph.ask import ask_named, rows
from graph.store import Snapshot, reading

GOLD = Path(__file__).parent / "gold"
Marked = dict[str, Any]
Quote = tuple[str, str]  # the agreement, and the letters and digits of the quote

# A query, its values, which marked records it should give, and how many it may miss and have too many at most.
LISTS: list[tuple[str, dict[str, str], Callable[[Marked], bool], int, int]] = [
    ("noted-by-actor", {"actor": "kl"}, lambda one: one["force"] == "note" and "kl" in one["parties"], 1, 1),
    (
        "noted-by-actor",
        {"actor": "regeringen"},
        lambda one: one["force"] == "note" and "regeringen" in one["parties"],
        1,
        2,
    ),
    ("recalled-promises", {}, lambda one: one["force"] == "recall", 13, 2),
    ("commitments-naming-year", {"year": "2027"}, lambda one: 2027 in one["years"], 1, 0),
    ("commitments-naming-year", {"year": "2030"}, lambda one: 2030 in one["years"], 0, 0),
    ("commitments-by-topic", {"topic": "botilbud"}, lambda one: "botilbud" in one["topics"], 2, 1),
    ("commitments-by-topic", {"topic": "kmf"}, lambda one: "kmf" in one["topics"], 1, 0),
    (
        "commitments-by-actor",
        {"actor": "kl", "area": "aeldre"},
        lambda one: "aeldre" in one["areas"] and "kl" in [*one["parties"], *one["obliged"]],
        6,
        1,
    ),
    ("deadlines-in-year", {"year": "2022"}, lambda one: due(one) == 2022, 0, 0),
    ("deadlines-in-year", {"year": "2024"}, lambda one: due(one) == 2024, 1, 1),
    ("deadlines-before-own-year", {}, lambda one: 0 < due(one) < int(one["document"][-4:]), 4, 4),
    ("follow-up-in-year", {"year": "2021"}, lambda one: again_in(one, 2021), 2, 1),
    ("follow-up-in-year", {"year": "2023"}, lambda one: again_in(one, 2023), 1, 0),
    ("follow-up-in-year", {"year": "2025"}, lambda one: again_in(one, 2025), 0, 0),
    ("follow-up-in-year", {"year": "2028"}, lambda one: again_in(one, 2028), 0, 0),
    ("references-to", {"agreement": "oea-kommuner-2020"}, lambda one: "oea-kommuner-2020" in targets(one), 0, 0),
    ("references-to", {"agreement": "oea-kommuner-2023"}, lambda one: "oea-kommuner-2023" in targets(one), 0, 0),
]
# A query that counts, its columns, what is counted in a marked record, and the share of both that must be the same.
COUNTS: list[tuple[str, tuple[str, ...], Callable[[Marked], list[tuple[str, ...]]], float]] = [
    ("forces-by-agreement", ("document", "force"), lambda one: [(one["document"], one["force"])], 0.975),
    (
        "areas-by-agreement",
        ("document", "policyArea"),
        lambda one: [(one["document"], area) for area in one["areas"][:1]],
        0.9,
    ),
    (
        "references-by-kind",
        ("document", "kind"),
        lambda one: [(one["document"], reference["kind"]) for reference in one["references"]],
        0.945,
    ),
    (
        "agreements-not-read",
        ("agreement",),
        lambda one: [(target,) for target in sorted(targets(one)) if target not in read()],
        0.9,
    ),
    (
        "obliged-by-area",
        ("who", "policyArea", "by"),
        lambda one: [
            (who, area, by) for who in one["obliged"] for area in one["areas"][:1] for by in one["parties"] or [""]
        ],
        0.73,
    ),
]


@cache
def marked() -> tuple[Marked, ...]:
    """What was marked in the five agreements."""
    files = [*GOLD.glob("dev/oea-*.jsonl"), *GOLD.glob("held-out/oea-*.jsonl")]
    return tuple(json.loads(line) for file in files for line in file.read_text("utf-8").splitlines() if line.strip())


def read() -> set[str]:
    """The agreements that are read."""
    return {one["document"] for one in marked()}


def due(one: Marked) -> int:
    """The year of a deadline; 0 where there is none."""
    return int(one["deadline"][:4]) if one["deadline"] else 0


def again_in(one: Marked, year: int) -> bool:
    """Whether the matter is to be taken up in a year, or in the agreement for it."""
    follow_up = one["follow_up"]
    return bool(follow_up) and (follow_up["year"] == year or str(follow_up["target"]).endswith(f"-{year}"))


def targets(one: Marked) -> set[str]:
    """The agreements that a record points to."""
    return {reference["target"] for reference in one["references"] if reference["kind"] == "agreement"}


def letters(document: str, quote: str) -> Quote:
    """A quote as it is compared: by its letters and digits."""
    return document, re.sub(r"\W", "", quote.lower())


def without(some: set[Quote], others: set[Quote]) -> set[Quote]:
    """Those that are none of the others; a quote may hold more or less of its sentence."""
    return {
        (document, words)
        for document, words in some
        if not any(document == other and (words in text or text in words) for other, text in others)
    }


@pytest.fixture(scope="module")
def snapshot(built: Path) -> Iterator[Snapshot]:
    """The five agreements, open for reading."""
    with reading(built) as opened:
        yield opened


def test_the_five_agreements_are_marked() -> None:
    """All of them, whole."""
    assert len(read()) == 5
    assert len(marked()) > 1100


@pytest.mark.parametrize(("query", "values", "fits", "missed", "extra"), LISTS, ids=[f"{x[0]} {x[1]}" for x in LISTS])
def test_a_list_is_what_readers_marked(
    snapshot: Snapshot, query: str, values: dict[str, str], fits: Callable[[Marked], bool], missed: int, extra: int
) -> None:
    """But for the few that are known to be missed or too many."""
    answer = rows(ask_named(snapshot, query, values))
    document, quote = answer.columns.index("document"), answer.columns.index("quote")
    found = {letters(row[document] or "", row[quote] or "") for row in answer.rows}
    gold = {letters(one["document"], one["quote"]) for one in marked() if fits(one)}
    assert gold
    assert len(without(gold, found)) <= missed, sorted(without(gold, found))
    assert len(without(found, gold)) <= extra, sorted(without(found, gold))


@pytest.mark.parametrize(("query", "columns", "counted", "share"), COUNTS, ids=[x[0] for x in COUNTS])
def test_a_count_is_near_what_readers_marked(
    snapshot: Snapshot,
    query: str,
    columns: tuple[str, ...],
    counted: Callable[[Marked], list[tuple[str, ...]]],
    share: float,
) -> None:
    """F1 of the counts, row by row."""
    answer = rows(ask_named(snapshot, query, {}))
    number = answer.columns.index("references" if "references" in answer.columns else "commitments")
    places = [answer.columns.index(column) for column in columns]
    found = Counter({tuple(row[place] or "" for place in places): int(row[number] or 0) for row in answer.rows})
    gold = Counter(key for one in marked() for key in counted(one))
    same = sum((found & gold).values())
    assert 2 * same / (sum(found.values()) + sum(gold.values())) >= share
