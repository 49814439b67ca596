"""The drawing of a matter over the years: where things stand, what is a gap, which sums make a line."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

import pytest

from graph.chains import Entry, Series, main_sums
from viz.network_data import AgreementStatus, NetworkCommitment, NetworkNode
from viz.timeline import WIDTH, Timeline, best_series, timeline

LINE: tuple[tuple[int, AgreementStatus], ...] = (
    (2022, "read"), (2023, "read"), (2024, "not-read"), (2025, "not-made"),
)  # fmt: skip
AGREEMENTS = tuple(
    NetworkNode(kind="agreement", id=f"oea-{year}", label=str(year), year=year, status=status) for year, status in LINE
)


def commitment(number: int, year: int, force: str = "agree") -> NetworkCommitment:
    """A commitment of the agreement for a year."""
    return NetworkCommitment(id=f"c{number}", number=f"ØA-{number}", agreement=f"oea-{year}", quote="ord", force=force)


def entry(year: int, value: int, until: int | None = None) -> Entry:
    """A sum of millions for a year."""
    return Entry(
        year=year, until=until, value=Decimal(value) * 10**6, unit="DKK", words=f"{value} mio. kr.", bound="exact",
        assumed=False, price_level=None, level=year, document="oea-2022", agreement_year=2022,
        quote=f"Der afsættes {value} mio. kr.", section=(), page=None, force="allocate", number=1, commitment="c1",
        source="prose",
    )  # fmt: skip


def series(*entries: Entry, kind: str = "grant", unit: str = "DKK", measure: str = "level") -> Series:
    """Sums of one kind."""
    assert measure in ("level", "change")
    return Series(unit=unit, kind=kind, measure=measure, label="", entries=entries, differences=())  # type: ignore[arg-type]


def drawn(
    own: Sequence[NetworkCommitment],
    strengths: dict[str, str] | None = None,
    links: Sequence[tuple[str, str | None, str, bool]] = (),
    sums: Series | None = None,
) -> Timeline:
    """A drawing of the four years."""
    found = timeline(AGREEMENTS, own, strengths or {}, links, sums)
    assert found is not None
    return found


def test_every_year_has_its_column_also_those_not_read() -> None:
    """The columns stand side by side in order, fill the drawing, and say which years were not read or not made."""
    columns = drawn([commitment(1, 2022)]).columns
    assert [(one.year, one.status) for one in columns] == list(LINE)
    assert all(one.x + one.width <= two.x + 0.2 for one, two in pairwise(columns))
    assert columns[-1].x + columns[-1].width <= WIDTH


def test_the_firmest_stand_on_top_and_each_sign_in_its_year() -> None:
    """A lane for each firmness that is there, the binding one first, and no sign outside its cell or over another."""
    own = [commitment(1, 2022), commitment(2, 2023), *(commitment(n, 2023) for n in range(3, 9))]
    found = drawn(own, {"c1": "considered", **{f"c{n}": "binding" for n in range(2, 9)}})
    assert [lane.name for lane in found.lanes] == ["binding", "considered"]
    places = {mark.commitment.id: mark for mark in found.marks}
    assert places["c1"].y > places["c2"].y
    by_year = {column.year: column for column in found.columns}
    for mark in found.marks:
        column = by_year[int(mark.commitment.agreement[-4:])]
        assert column.x <= mark.x <= column.x + column.width
    assert len({(mark.x, mark.y) for mark in found.marks}) == len(own)


def test_what_there_is_no_room_for_is_counted() -> None:
    """Signs and counts together are all commitments."""
    found = drawn([commitment(n, 2022) for n in range(500)])
    assert len(found.marks) + sum(rest.count for rest in found.rests) == 500
    assert len(found.rests) == 1


def test_arrows_lead_back_and_say_what_they_rest_on() -> None:
    """From the later commitment to the earlier, or to the head of a year where only the agreement is known."""
    own = [commitment(1, 2022), commitment(2, 2023)]
    links = [("c2", "c1", "oea-2022", True), ("c2", None, "oea-2024", False), ("c2", "gone", "oea-2022", True)]
    arrows = drawn(own, links=links).arrows
    assert [(one.source, one.target, one.explicit) for one in arrows] == [
        ("ØA-2", "ØA-1", True), ("ØA-2", "2024", False),
    ]  # fmt: skip


def test_the_line_breaks_where_texts_differ_on_a_year() -> None:
    """All sums are points; a line joins only years with one main sum, and does not pass over one without."""
    sums = series(entry(2022, 100), entry(2023, 200), entry(2024, 290), entry(2024, 300), entry(2025, 400))
    money = drawn([commitment(1, 2022)], sums=sums).money
    assert money is not None
    assert len(money.sums) == 5
    assert len(money.lines) == 1
    assert money.lines[0].count("L") == 1
    heights = [one.y for one in money.sums]
    assert heights[1] < heights[0] < money.zero  # more stands higher


def test_words_of_a_sum_stand_below_it_where_the_line_beside_it_climbs() -> None:
    """Above it the line would cross them; a sum near the line of nothing keeps them above all the same."""
    money = drawn([commitment(1, 2022)], sums=series(entry(2022, 100), entry(2023, 300), entry(2024, 290))).money
    assert money is not None
    assert [one.label_y > one.y for one in money.sums] == [True, False, False]
    money = drawn([commitment(1, 2022)], sums=series(entry(2022, 1), entry(2023, 300))).money
    assert money is not None
    assert [one.label_y > one.y for one in money.sums] == [False, False]


def test_a_small_sum_beside_the_frame_does_not_break_its_line() -> None:
    """The service frame of 2024 is 304.8 billion; the 2.4 billion it is raised by are a point, and not in the line."""
    sums = series(entry(2022, 275), entry(2023, 287), entry(2024, 2), entry(2024, 305), entry(2025, 351))
    millions = {year: one.value / 10**6 for year, one in main_sums(sums).items()}
    assert millions == {2022: 275, 2023: 287, 2024: 305, 2025: 351}
    money = drawn([commitment(1, 2022)], sums=sums).money
    assert money is not None
    assert [line.count("L") for line in money.lines] == [3]
    assert [one.entry.value for one in money.sums if not one.labelled] == [2_000_000]


@pytest.mark.parametrize(
    "several",
    [
        (entry(2024, 4), entry(2024, 40)),  # none is of the usual size
        (entry(2024, 280), entry(2024, 305)),  # two are
    ],
)
def test_no_main_sum_is_guessed(several: tuple[Entry, Entry]) -> None:
    """Where none or more than one could be it, none is."""
    assert 2024 not in main_sums(series(entry(2022, 275), entry(2023, 287), *several))
    assert main_sums(series(*several)) == {}


@pytest.mark.parametrize(
    ("found", "best"),
    [
        ([], None),
        ([series(entry(2022, 1))], None),  # one year is no line
        ([series(entry(2022, 1), entry(2023, 2), unit="percent")], None),
        ([series(entry(2022, 1), entry(2023, 2), measure="change")], None),
        ([series(entry(2022, 1), entry(2023, 2, until=2025))], None),  # a sum for several years together is no point
        ([series(entry(2022, 1), entry(2023, 2)), series(*(entry(year, 3) for year in (2022, 2023, 2024)))], 1),
        ([series(entry(2022, 1), entry(2023, 2)), series(entry(2022, 1), entry(2022, 9), entry(2023, 2))], 0),
    ],
)  # fmt: skip
def test_the_clearest_sums_make_the_line(found: list[Series], best: int | None) -> None:
    """Levels in kroner for most years, one sum a year; never two kinds of money."""
    assert best_series(found) is (None if best is None else found[best])


def test_a_matter_without_years_is_not_drawn() -> None:
    """Agreements whose year is not known give no drawing, and no error."""
    node = NetworkNode(kind="agreement", id="oea-2022", label="A", status="read")
    assert timeline((node,), [commitment(1, 2022)], {}, [], None) is None
