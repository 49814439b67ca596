"""The network page: one HTML file that draws the graph with vis-network, made ready by pyvis.

pyvis holds nodes, lines and options; the page around them is our own (`templates/network.html`), because pyvis' own
points to other sites. Positions are computed beforehand, so that no physics runs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from viz import urls
from viz.about import about
from viz.arrange import NARROW, WIDE, arrange
from viz.explorer import Made
from viz.gather import network_data
from viz.network_data import NetworkData
from viz.overview import Overview, overview
from viz.payload import payload
from viz.render import Page, page_json, write_page
from viz.words import load_words

if TYPE_CHECKING:
    from pyvis.network import Network

__all__ = ["network_data", "pyvis_network", "render_network", "write_network"]

SCRIPTS = (
    "vis-network.min.js",
    "find.js",
    "copy.js",
    "cite.js",
    "network-state.js",
    "network-draw.js",
    "network-picture.js",
    "network-panel.js",
    "network-page.js",
)
STYLES = ("page.css", "commitment.css", "network.css")

_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "dragNodes": False, "tooltipDelay": 200, "selectConnectedEdges": False},
    "edges": {"smooth": {"enabled": True, "type": "cubicBezier", "forceDirection": "vertical", "roundness": 0.35}},
}


def render_network(data: NetworkData, made: Made | None = None) -> str:
    """The network page of `data` as one self-contained HTML text: no request leaves it, all text in it is data.

    `made` is what it says of itself, if anything.

    >>> render_network(NetworkData(nodes=(), commitments=(), forces=())).startswith("<!doctype html>")
    True
    """
    return network_page(data, about=about(data, made) if made else None).text()


def network_page(
    data: NetworkData, *, homes: Mapping[str, str] | None = None, about: Mapping[str, Any] | None = None
) -> Page:
    """The network page of `data`; `homes` are the front pages of the explorer around it, by language.

    `about` is what the page says of itself, as `about.about` gives it.
    """
    picture = overview(data)
    nodes, edges, _heading, _height, _width, options = pyvis_network(picture).get_network_data()
    narrow = arrange(picture, NARROW)
    drawn = {
        "nodes": nodes,
        "edges": edges,
        "options": json.loads(options),
        "narrow": {key: [round(x), round(y)] for key, (x, y) in narrow.items()},
        "frames": {"wide": asdict(WIDE), "narrow": asdict(NARROW)},
    }
    return Page(
        name=urls.NETWORK,
        language="da",
        title=data.title,
        template="network.html",
        scripts=SCRIPTS,
        styles=STYLES,
        values={
            "words": load_words("da"),
            "home": (homes or {}).get("da", ""),
            "data": page_json(payload(data) | {"picture": drawn, "homes": dict(homes or {}), "about": about}),
        },
    )


def write_network(data: NetworkData, path: Path) -> None:
    """Writes the network page of `data` to `path`; raises OSError where it cannot be written."""
    write_page(render_network(data), path)


def pyvis_network(picture: Overview) -> Network:
    """The default picture as a pyvis network: `group` is a kind or status, `value` how many commitments there are."""
    from pyvis.network import Network  # late: it takes most of a second, through IPython

    network = Network(directed=True)
    places = arrange(picture, WIDE)
    for node in picture.nodes:
        x, y = places[node.key]
        more: dict[str, Any] = {
            "title": node.label,
            "group": node.status or node.kind,
            "value": picture.count(node.key),
        }
        network.add_node(node.key, node.label, "custom", x=round(x), y=round(y), **more)
    for line in picture.lines:
        network.add_edge(line.source, line.target, value=line.count)
    network.set_options(json.dumps(_OPTIONS))
    return network
