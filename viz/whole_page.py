"""The whole network on one page: every commitment and all it leads to, drawn by sigma.js where vis-network stops.

The table beside the picture says the same by area; what is pointed at or chosen is told in words.
"""

from __future__ import annotations

import json
from collections import Counter

from viz import urls
from viz.explorer import Explorer
from viz.front import LOOKS
from viz.islands import Rows, counted, islands
from viz.network_data import NetworkNode, commitment_keys
from viz.render import Page, packed, page_json

_SCRIPTS = (
    "graphology.min.js",
    "sigma.min.js",
    "index.js",
    "find.js",
    "language.js",
    "whole-names.js",
    "whole-picture.js",
    "whole-page.js",
)
_WORDS = ("locale", "commitments-in", "none", "no-webgl", "to-words", "commitments-short", "commitment-one")


def whole_page(explorer: Explorer) -> Page:
    """The page of all commitments, each area an island."""
    made = islands(explorer.data)
    things = [node for node in explorer.data.nodes if node.key in made.things]
    lifts = {island.key: island.lift for island in made.islands}
    places = {node.key: place for place, node in enumerate(things)}
    sections = list(dict.fromkeys(one.section for one in explorer.data.commitments))
    index = {
        "things": [
            [
                *(node.kind, _name(explorer, node), *_round(made.things[node.key])),
                *(explorer.pages.get(node.key, ""), round(lifts.get(node.key, 0), 1)),
            ]
            for node in things
        ],
        "sections": sections,
        "commitments": [
            [
                one.number,
                LOOKS.index(one.force) if one.force in LOOKS else 0,
                *_round(at),
                one.quote,
                explorer.pages.get(f"agreement:{one.agreement}", ""),
                [places[key] for key in commitment_keys(one) if key in places],
            ]
            for one, at in zip(explorer.data.commitments, made.commitments, strict=True)
        ],
    }
    rows = counted(explorer.data, made)
    text = json.dumps(index, ensure_ascii=True, separators=(",", ":"))
    return explorer.page(
        urls.WHOLE,
        "whole.html",
        explorer.said("whole"),
        scripts=_SCRIPTS,
        index_data=packed(text),
        rows=rows,
        totals=_totals(rows),
        sparql=explorer.sparql("network-commitments"),
        total=explorer.said("commitments-short", n=explorer.number(len(explorer.data.commitments))),
        payload=page_json({"words": {key: explorer.said(key) for key in _WORDS}, "looks": LOOKS}),
    )


def _totals(rows: Rows) -> Counter[str]:
    """How many commitments of each force there are."""
    totals: Counter[str] = Counter()
    for _, _, forces in rows:
        totals.update(forces)
    return totals


def _name(explorer: Explorer, node: NetworkNode) -> str:
    return explorer.year_name(node) if node.kind == "agreement" else explorer.label(node)


def _round(at: tuple[float, float]) -> tuple[float, float]:
    return (round(at[0], 1), round(at[1], 1))
