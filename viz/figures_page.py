"""The figures of the tables over the years, and who is to act in which area: charts, and the same as tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from extract.records import json_number
from extract.slugs import slug
from graph.trace import TracedFigure
from viz import urls
from viz.explorer import Explorer
from viz.network_data import NetworkNode
from viz.places import Places
from viz.render import Page, page_json

FIRST = ("serviceudgifter", "bruttoanlaeg", "anlaeg", "skatteindtaegter", "skat", "bloktilskud", "tilskud")
"""The rows that are shown first, by what their names begin with: service, construction, taxes, grants."""

_SCRIPTS = ("d3.min.js", "plot.min.js", "language.js", "print.js", "figures-page.js")
# The style sheet that Observable Plot 0.6.17 puts into each chart of class "chart", letter by letter: the page's policy
# lets in just what has its hash.
_PLOT_STYLE = """:where(.chart) {
  --plot-background: white;
  display: block;
  height: auto;
  height: intrinsic;
  max-width: 100%;
}
:where(.chart text),
:where(.chart tspan) {
  white-space: pre;
}"""
_BILLION = Decimal(10**9)
_FEWEST = 2
_ACTORS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A figure of a table: in billions of kroner, without the minus that tables give income."""

    figure: TracedFigure
    value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row that comes back in the tables of several agreements, by year."""

    label: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """How many commitments oblige each actor in each area: `counts` by area, in the order of `actors`."""

    actors: tuple[NetworkNode, ...]
    areas: tuple[NetworkNode, ...]
    counts: tuple[tuple[int, ...], ...]


def figure_lines(figures: Iterable[TracedFigure]) -> tuple[Line, ...]:
    """The rows that the tables of two years or more have, the most asked for first."""
    rows: dict[str, dict[int, TracedFigure]] = defaultdict(dict)
    for figure in figures:
        if figure.year is not None:
            rows[slug(figure.label)].setdefault(figure.year, figure)
    lines = [_line(by_year) for by_year in rows.values() if len(by_year) >= _FEWEST]
    return tuple(sorted(lines, key=lambda line: _rank(line.label)))


def _line(by_year: dict[int, TracedFigure]) -> Line:
    ordered = [by_year[year] for year in sorted(by_year)]
    points = tuple(Point(figure=figure, value=abs(figure.value) / _BILLION) for figure in ordered)
    return Line(label=ordered[-1].label, points=points)


def _rank(label: str) -> int:
    return next((place for place, begin in enumerate(FIRST) if slug(label).startswith(begin)), len(FIRST))


def acting(explorer: Explorer) -> Acting:
    """Who is to act in which area, by the main area of each commitment; the actors with most come first."""
    pairs: Counter[tuple[str, str]] = Counter()
    for one in explorer.data.commitments:
        pairs.update((actor, area) for actor in one.obliged for area in one.areas[:1])
    totals: Counter[str] = Counter()
    for (actor, _), count in pairs.items():
        totals[actor] += count
    order = {actor: place for place, (actor, _) in enumerate(totals.most_common(_ACTORS))}
    nodes = explorer.data.nodes
    actors = sorted((n for n in nodes if n.kind == "actor" and n.id in order), key=lambda node: order[node.id])
    areas = [n for n in nodes if n.kind == "area" and any(pairs[actor.id, n.id] for actor in actors)]
    counts = tuple(tuple(pairs[actor.id, area.id] for actor in actors) for area in areas)
    return Acting(actors=tuple(actors), areas=tuple(areas), counts=counts)


def figures_page(explorer: Explorer, figures: Iterable[TracedFigure], places: Places) -> Page:
    """The page with a chart and a table for each row that comes back, and one for who is to act."""
    lines = figure_lines(figures)
    who = acting(explorer)
    return explorer.page(
        urls.FIGURES,
        "figures.html",
        explorer.said("figures"),
        scripts=_SCRIPTS,
        allowed=(_PLOT_STYLE,),
        lines=lines,
        acting=who,
        sparql=explorer.sparql("page-all-figures"),
        there=lambda figure: places.of(figure.document, figure.quote),
        payload=page_json(
            {
                "lines": [
                    [[point.figure.year, json_number(point.value), point.figure.price_level] for point in line.points]
                    for line in lines
                ],
                "who": {
                    "actors": [explorer.label(node) for node in who.actors],
                    "areas": [explorer.label(node) for node in who.areas],
                    "counts": who.counts,
                },
                "locale": explorer.said("locale"),
            }
        ),
    )
