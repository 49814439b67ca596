"""A matter over the years as a drawing: who said what how firmly, what refers to what, and one kind of money as a line.

Places are in the drawing's own units, x to the right and y downwards; a year that no agreement was read for is a gap.
Pure and without chance: the same matter gives the same drawing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from graph.chains import Entry, Series, main_sums, sums_by_year
from viz.network_data import AgreementStatus, NetworkCommitment, NetworkNode

WIDTH = 960
LANES = ("binding", "intended", "wished", "considered")
_LEFT, _RIGHT, _HEAD = 96, 12, 46
_STEP, _ROWS = 19, 4
_LANE_PAD, _MONEY = 12, 150
_ABOVE, _BELOW, _STEEP, _LINE = 8, 17, 18, 20  # of a sum's words
_MOST_YEARS = 24
_ARROWS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A year: where it begins and how wide it is; `status` "" where no agreement for it is known."""

    year: int
    x: float
    width: float
    status: AgreementStatus | str
    href: str = ""

    @property
    def middle(self) -> float:
        """The x of its middle."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One firmness: its name, and where it begins and how high it is."""

    name: str
    y: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A commitment as a sign, by the middle of it."""

    commitment: NetworkCommitment
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """How many commitments of a year and a firmness there was no room for."""

    count: int
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """From a commitment to what it takes up; `explicit` where its words name it. `path` as in SVG."""

    path: str
    explicit: bool
    source: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A sum of the line, by its point; `label_y` is the height of its words where it is `labelled`."""

    entry: Entry
    x: float
    y: float
    labelled: bool
    label_y: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """Sums of one kind over the years: the points, the lines through the main ones, the line of nothing."""

    series: Series
    sums: tuple[Sum, ...]
    lines: tuple[str, ...]
    top: float
    zero: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The drawing."""

    height: float
    columns: tuple[Column, ...]
    lanes: tuple[Lane, ...]
    marks: tuple[Mark, ...]
    rests: tuple[Rest, ...]
    arrows: tuple[Arrow, ...]
    money: Money | None


Ends = Iterable[tuple[str, str | None, str, bool]]
"""Links: the later commitment's id, the earlier one's or None, the agreement's id, and whether words name it."""


def timeline(
    agreements: Sequence[NetworkNode],
    commitments: Iterable[NetworkCommitment],
    strengths: Mapping[str, str],
    links: Ends,
    series: Series | None,
) -> Timeline | None:
    """Draws the commitments of a matter, their firmness by `strengths` (by id); None where no year is known."""
    years = {node.key: node.year for node in agreements}
    own = [one for one in commitments if years.get(f"agreement:{one.agreement}")]
    columns = _columns(agreements, own, series)
    if not columns:
        return None
    by_year = {column.year: column for column in columns}
    cells: dict[tuple[str, int], list[NetworkCommitment]] = defaultdict(list)
    for one in own:
        year = years[f"agreement:{one.agreement}"]
        if year in by_year:
            cells[strengths.get(one.id) or LANES[0], year].append(one)
    lanes = tuple(_lanes(cells, columns[0].width))
    marks, rests = _marks(cells, by_year, lanes)
    bottom = lanes[-1].y + lanes[-1].height if lanes else float(_HEAD)
    money = _money(series, by_year, bottom) if series else None
    return Timeline(
        height=bottom + (_MONEY + 14 if money else 8),
        columns=columns,
        lanes=lanes,
        marks=tuple(marks),
        rests=tuple(rests),
        arrows=tuple(_arrows(links, marks, {node.id: node.year for node in agreements}, by_year)),
        money=money,
    )


def best_series(found: Iterable[Series]) -> Series | None:
    """Of sums over the years those that make the clearest line: kroner, levels, most years with just one sum."""
    best, most = None, 1
    for series in found:
        if series.unit == "DKK" and series.measure == "level":
            main = main_sums(series)
            clear = sum(len(found) == 1 if year in main else -1 for year, found in sums_by_year(series).items())
            if clear > most:
                best, most = series, clear
    return best


def _columns(
    agreements: Sequence[NetworkNode], own: Iterable[NetworkCommitment], series: Series | None
) -> tuple[Column, ...]:
    """A column for each year from the first to the last; where they are too many, only those with something in them."""
    status: dict[int, AgreementStatus] = {}
    for node in agreements:
        if node.year is not None and node.status is not None and status.get(node.year) != "read":
            status[node.year] = node.status
    speaking = {one.agreement for one in own}
    spoken = {node.year for node in agreements if node.id in speaking if node.year is not None}
    paid = set(sums_by_year(series)) if series else set()
    if not spoken:
        return ()
    years = list(range(min({*status, *paid}), max({*status, *paid}) + 1))
    if len(years) > _MOST_YEARS:
        years = sorted(spoken | paid)[-_MOST_YEARS:]
    width = (WIDTH - _LEFT - _RIGHT) / len(years)
    return tuple(
        Column(year=year, x=round(_LEFT + place * width, 1), width=round(width, 1), status=status.get(year, ""))
        for place, year in enumerate(years)
    )


def _lanes(cells: Mapping[tuple[str, int], Sequence[object]], width: float) -> Iterable[Lane]:
    y = float(_HEAD)
    for name in LANES:
        most = max((len(found) for (lane, _), found in cells.items() if lane == name), default=0)
        if most:
            rows = min(_ROWS, -(-most // _per_row(width)))
            height = rows * _STEP + _LANE_PAD
            yield Lane(name=name, y=y, height=height)
            y += height


def _per_row(width: float) -> int:
    return max(1, int((width - 8) // _STEP))


def _marks(
    cells: Mapping[tuple[str, int], Sequence[NetworkCommitment]], columns: Mapping[int, Column], lanes: Iterable[Lane]
) -> tuple[list[Mark], list[Rest]]:
    """The signs in rows within their cells; what there is no room for is counted in the last place."""
    marks: list[Mark] = []
    rests: list[Rest] = []
    for lane in lanes:
        for year, column in columns.items():
            found = cells.get((lane.name, year), ())
            per_row = _per_row(column.width)
            rows = round((lane.height - _LANE_PAD) / _STEP)
            shown = found if len(found) <= per_row * rows else found[: per_row * rows - 1]
            used = min(per_row, len(found))
            for place in range(min(len(found), per_row * rows)):
                x = round(column.middle + (place % per_row - (used - 1) / 2) * _STEP, 1)
                y = round(lane.y + _LANE_PAD / 2 + (place // per_row + 0.5) * _STEP, 1)
                if place < len(shown):
                    marks.append(Mark(commitment=shown[place], x=x, y=y))
                else:
                    rests.append(Rest(count=len(found) - len(shown), x=x, y=y))
    return marks, rests


def _arrows(
    links: Ends, marks: Sequence[Mark], years: Mapping[str, int | None], columns: Mapping[int, Column]
) -> Iterable[Arrow]:
    """Arrows back in time, those that words name first; to the head of the year where only the agreement is known."""
    places = {mark.commitment.id: mark for mark in marks}
    drawn = 0
    for source, target, document, explicit in sorted(links, key=lambda link: not link[3]):
        later, earlier = places.get(source), places.get(target or "")
        head = columns.get(years.get(document) or 0)
        if later is None or (earlier is None and (target is not None or head is None)) or drawn >= _ARROWS:
            continue
        x, y = (earlier.x, earlier.y) if earlier else (head.middle if head else 0.0, 36.0)
        drawn += 1
        yield Arrow(
            path=_curve(later.x, later.y, x, y),
            explicit=explicit,
            source=later.commitment.number,
            target=earlier.commitment.number if earlier else str(years.get(document)),
        )


def _curve(x: float, y: float, to_x: float, to_y: float) -> str:
    """A bow from one sign to another, that begins and ends at their edges."""
    lift = min(34.0, 10 + abs(x - to_x) * 0.12)
    end = to_y - 7 if to_y > _HEAD else to_y
    return f"M{x - 5:.1f} {y - 5:.1f}Q{(x + to_x) / 2:.1f} {min(y, end) - lift:.1f} {to_x + 3:.1f} {end:.1f}"


def _money(series: Series, columns: Mapping[int, Column], bottom: float) -> Money | None:
    years = {year: found for year, found in sorted(sums_by_year(series).items()) if year in columns}
    values = [entry.value for found in years.values() for entry in found]
    if not values:
        return None
    low, high = min(*values, Decimal(0)), max(*values, Decimal(0))
    span = float(high - low) or 1.0
    top, depth = bottom + 38, _MONEY - 56

    def y(value: Decimal) -> float:
        return round(top + depth * (1 - float(value - low) / span), 1)

    main = main_sums(series)
    sums = [
        Sum(entry=entry, x=columns[year].middle, y=y(entry.value), labelled=entry == main.get(year, found[-1]))
        for year, found in ((year, sorted(found, key=lambda one: one.value)) for year, found in years.items())
        for entry in found
    ]
    pieces: list[list[Sum]] = []
    for one in (one for one in sums if one.entry == main.get(one.entry.year or 0)):
        last = pieces[-1][-1] if pieces else None
        between = last and any(year not in main for year in years if _between(last, year, one))
        if last is None or between:
            pieces.append([one])
        else:
            pieces[-1].append(one)
    lines = tuple("M" + "L".join(f"{one.x} {one.y}" for one in piece) for piece in pieces if len(piece) > 1)
    zero = y(Decimal(0))
    return Money(series=series, sums=_with_words(sums, zero), lines=lines, top=bottom + 14, zero=zero)


def _with_words(sums: Sequence[Sum], zero: float) -> tuple[Sum, ...]:
    """The sums with the heights of their words: above the point, or below it where the line beside it is steep."""
    found = []
    for at, one in enumerate(sums):
        steep = any(other.y < one.y - _STEEP for other in (*sums[max(at - 1, 0) : at], *sums[at + 1 : at + 2]))
        below = steep and one.y + _LINE < zero
        found.append(replace(one, label_y=one.y + _BELOW if below else one.y - _ABOVE))
    return tuple(found)


def _between(earlier: Sum, year: int, later: Sum) -> bool:
    return (earlier.entry.year or 0) < year < (later.entry.year or 0)
