"""Where the nodes of the default picture stand: agreements on a line of years, what they cite and who acts beside it,
and below a page of areas with their topics, set in columns like a newspaper's.

Pure and without chance: the same picture gives the same positions, which pages may keep.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from viz.network_data import NetworkNode, NodeKind
from viz.overview import Overview


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """How wide the picture is and how many stand in a row, in the picture's own units (about a pixel at full size).

    `beside`: references and actors stand side by side above the years; else below each other at the end.
    """

    width: int
    columns: int
    actors: int
    references: int
    years: int
    beside: bool


WIDE = Frame(width=1060, columns=5, actors=3, references=2, years=12, beside=True)
NARROW = Frame(width=480, columns=2, actors=3, references=2, years=10, beside=False)

_ROW: dict[NodeKind, int] = {"actor": 38, "agreement": 62, "reference": 31}
_BAND_GAP = 38
_AREA_HEIGHT = 30
_TOPIC_HEIGHT = 22
_CARD_GAP = 14

Position = tuple[float, float]


def arrange(picture: Overview, frame: Frame = WIDE) -> dict[str, Position]:
    """Gives each node of `picture` its place (x to the right, y downwards, the middle of the node)."""
    placed: dict[str, Position] = {}
    by_kind = {kind: [n for n in picture.nodes if n.kind == kind] for kind in ("actor", "agreement", "reference")}
    actors = [n.key for n in sorted(by_kind["actor"], key=lambda node: -picture.count(node.key))]
    references = [n.key for n in sorted(by_kind["reference"], key=lambda node: (node.year or 0, node.label))]
    top = 0.0
    if frame.beside:
        middle = frame.width * 0.52
        left = _rows(placed, references, frame.references, (0, middle), top, _ROW["reference"])
        right = _rows(placed, actors, frame.actors, (middle, frame.width), top, _ROW["actor"])
        top = max(left, right)
    top = _timeline(placed, by_kind["agreement"], frame, top)
    top = _columns(placed, list(_cards(picture)), frame, top)
    if not frame.beside:
        top = _rows(placed, actors, frame.actors, (0, frame.width), top, _ROW["actor"])
        _rows(placed, references, frame.references, (0, frame.width), top, _ROW["reference"])
    return placed


def _rows(
    placed: dict[str, Position], keys: Sequence[str], per_row: int, across: tuple[float, float], top: float, height: int
) -> float:
    """Sets `keys` in rows, each spread from left to right of `across`; gives the top of the next band."""
    if not keys:
        return top
    step = (across[1] - across[0]) / per_row
    for index, key in enumerate(keys):
        row, place = divmod(index, per_row)
        placed[key] = (across[0] + step * (place + 0.5), top + height * (row + 0.5))
    return top + height * -(-len(keys) // per_row) + _BAND_GAP


def _timeline(placed: dict[str, Position], agreements: Iterable[NetworkNode], frame: Frame, top: float) -> float:
    """One column a year from the first to the last, empty years kept; agreements of one year stand below each other.

    Where there are more years than fit in a line, only those with agreements are kept, line below line.
    """
    columns: dict[int | None, list[str]] = {}
    for node in agreements:
        columns.setdefault(node.year, []).append(node.key)
    known = sorted(year for year in columns if year is not None)
    if known and known[-1] - known[0] < frame.years:
        known = list(range(known[0], known[-1] + 1))
    slots: list[int | None] = [*known, *([None] if None in columns else [])]
    for start in range(0, len(slots), frame.years):
        line = slots[start : start + frame.years]
        step = frame.width / min(len(slots), frame.years)
        for place, slot in enumerate(line):
            for row, key in enumerate(columns.get(slot, ())):
                placed[key] = (step * (place + 0.5), top + _ROW["agreement"] * (row + 0.5))
        top += _ROW["agreement"] * max(len(columns.get(slot, ())) for slot in line)
    return top + (_BAND_GAP if slots else 0)


def _cards(picture: Overview) -> Iterable[tuple[str, ...]]:
    """Each area with its topics, and last the topics of no area."""
    homes = dict(picture.homes)
    topics = [node.key for node in picture.nodes if node.kind == "topic"]
    for node in picture.nodes:
        if node.kind == "area":
            yield (node.key, *(topic for topic in topics if homes.get(topic) == node.key))
    for topic in topics:
        if topic not in homes:
            yield (topic,)


def _card_height(card: tuple[str, ...]) -> int:
    return _AREA_HEIGHT + _TOPIC_HEIGHT * (len(card) - 1) + _CARD_GAP


def _columns(placed: dict[str, Position], cards: list[tuple[str, ...]], frame: Frame, top: float) -> float:
    """Sets the cards in columns from left to right, each with its share of the height; gives the next band's top."""
    step = frame.width / frame.columns
    share = sum(_card_height(card) for card in cards) / frame.columns
    done, column, y, bottom = 0.0, 0, top, top
    for card in cards:
        height = _card_height(card)
        if column < frame.columns - 1 and done + height / 2 > share * (column + 1):
            column, y = column + 1, top
        x = step * (column + 0.5)
        placed[card[0]] = (x, y + _AREA_HEIGHT / 2)
        for index, topic in enumerate(card[1:]):
            placed[topic] = (x, y + _AREA_HEIGHT + _TOPIC_HEIGHT * (index + 0.5))
        y += height
        done += height
        bottom = max(bottom, y)
    return bottom + _BAND_GAP - _CARD_GAP if cards else top
