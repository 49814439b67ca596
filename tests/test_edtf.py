"""EDTF: what is read, what it is refused for, and which days it covers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.edtf import EdtfError, Interval, Moment, edtf_bounds, is_edtf, parse_edtf

BOUNDS = {
    "2027": (date(2027, 1, 1), date(2027, 12, 31)),
    "202X": (date(2020, 1, 1), date(2029, 12, 31)),
    "2024-02": (date(2024, 2, 1), date(2024, 2, 29)),
    "2027-12-31": (date(2027, 12, 31), date(2027, 12, 31)),
    "2023-12~": (date(2023, 12, 1), date(2023, 12, 31)),
    "2022-21": (date(2022, 3, 1), date(2022, 5, 31)),
    "2022-23": (date(2022, 9, 1), date(2022, 11, 30)),
    "2023-24": (date(2023, 12, 1), date(2024, 2, 29)),
    "2023-26": (date(2023, 6, 1), date(2023, 8, 31)),
    "2023-30": (date(2023, 12, 1), date(2024, 2, 29)),
    "2023-33": (date(2023, 1, 1), date(2023, 3, 31)),
    "2023-36": (date(2023, 10, 1), date(2023, 12, 31)),
    "2023-38": (date(2023, 5, 1), date(2023, 8, 31)),
    "2023-41": (date(2023, 7, 1), date(2023, 12, 31)),
    "2023/2025": (date(2023, 1, 1), date(2025, 12, 31)),
    "2024-06/..": (date(2024, 6, 1), None),
    "../2024": (None, date(2024, 12, 31)),
}
REFUSED = [
    "",
    "27",
    "20270",
    "2027-13",
    "2027-20",
    "2027-42",
    "2027-02-29",
    "2027-23-01",
    "2027-1-1",
    "x",
    "0000",
    "00XX",
    "9999-24",
]
REFUSED += ["2025/2023", "../..", "2023/2024/2025", "2023~-06", "2023-06-31", "2027-06-30T10:00"]


@pytest.mark.parametrize(("text", "days"), BOUNDS.items())
def test_bounds(text: str, days: tuple[date | None, date | None]) -> None:
    """Each form covers the days that ISO 8601-2 gives it."""
    assert edtf_bounds(text) == days


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_edtf_is_refused_with_its_words(text: str) -> None:
    """The error quotes what could not be read."""
    with pytest.raises(EdtfError, match=r"EDTF|month|calendar|before"):
        parse_edtf(text)
    assert not is_edtf(text)


MOMENTS = st.builds(
    Moment,
    year=st.integers(1, 9998).map(lambda year: f"{year:04}"),
    part=st.one_of(st.none(), st.integers(1, 12), st.integers(21, 41)),
    qualifier=st.sampled_from(["", "?", "~", "%"]),
)


@given(MOMENTS)
def test_a_moment_is_read_as_it_is_written(moment: Moment) -> None:
    """Writing and reading give the same moment."""
    assert parse_edtf(str(moment)) == moment


@given(MOMENTS)
def test_bounds_are_in_order_and_begin_in_its_year(moment: Moment) -> None:
    """No moment ends before it begins, none is longer than a year."""
    first, last = moment.bounds()
    assert first.year == int(moment.year)
    assert timedelta(0) <= last - first <= timedelta(days=366)


@given(st.dates(min_value=date(1, 1, 1)))
def test_a_day_is_its_own_bounds(day: date) -> None:
    """An ISO day begins and ends with itself."""
    assert edtf_bounds(day.isoformat()) == (day, day)


@given(MOMENTS, MOMENTS)
def test_intervals_run_forwards_or_are_refused(start: Moment, end: Moment) -> None:
    """An interval has the bounds of its sides; one that ends before it begins is refused."""
    text = f"{start}/{end}"
    if end.bounds()[1] < start.bounds()[0]:
        assert not is_edtf(text)
    else:
        assert parse_edtf(text) == Interval(start=start, end=end)
        assert edtf_bounds(text) == (start.bounds()[0], end.bounds()[1])


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text brings the reader to another error than its own."""
    assert is_edtf(text) in (True, False)
