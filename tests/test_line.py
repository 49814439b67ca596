"""The line of agreements as bars, and what pages show of a thousand agreements."""

from __future__ import annotations

import pytest

from viz.front import front_values, missing
from viz.line import MOST, Line
from viz.network_data import NetworkCommitment, NetworkData, NetworkNode
from viz.subjects import every_group, groups, subjects


def agreements(count: int, years: int = 200) -> tuple[NetworkNode, ...]:
    """So many, over so many years."""
    made = [
        NetworkNode(kind="agreement", id=f"a{n}", label=f"A {n}", year=1900 + n % years, status="read")
        for n in range(count)
    ]
    return tuple(sorted(made, key=lambda node: node.year or 0))


@pytest.mark.parametrize("count", [1, 5, 24, 25, 300, 1000])
def test_every_agreement_counts_in_one_bar(count: int) -> None:
    """However many there are, at most as many bars as fit beside a name."""
    line = agreements(count)
    bars = Line(line).bars({node.id: 2 for node in line})
    assert len(bars) <= MOST
    assert sum(bar.count for bar in bars) == 2 * count
    assert len({bar.label for bar in bars}) == len(bars)


def test_agreements_without_a_year_have_a_bar_of_their_own() -> None:
    """Beside those of the years."""
    line = (*agreements(40), NetworkNode(kind="agreement", id="x", label="Uden år", status="not-read"))
    *_, last = Line(line).bars({"x": 1})
    assert (last.label, last.count, last.read) == ("Uden år", 1, False)


def test_a_page_of_a_thousand_agreements_does_not_list_those_that_say_nothing() -> None:
    """A thing has the agreements that name it; all of a few, so that silence is seen."""
    one = NetworkCommitment(id="c", number="A-1", agreement="a7", quote="ord", force="agree")
    many, few = agreements(1000), agreements(MOST)
    assert [group.agreement.id for group in groups([one], many)] == ["a7"]
    assert [group.agreement.id for group in groups([one], many, {"a9"})] == ["a7", "a9"]
    assert len(groups([one], few)) == MOST
    assert len(every_group([one], many)) == 1000


def test_the_front_page_of_a_thousand_agreements_shows_the_newest() -> None:
    """The others stand on a page of their own, and years that are not read are not listed without end."""
    unread = tuple(
        NetworkNode(kind="agreement", id=f"u{n}", label="U", year=1700 + n, status="not-read") for n in range(90)
    )
    data = NetworkData(nodes=(*agreements(1000), *unread), commitments=(), forces=())
    values = front_values(data, subjects(data), "da")
    assert len(values["groups"]) == MOST
    assert values["older"] == 1090
    assert missing(unread, "da") == "Ikke indlæst: 78 ældre, " + ", ".join(map(str, range(1778, 1790))) + "."
