"""How soon the network page is drawn, against a bare pyvis page of the same nodes, in one run and one browser.

    python -m benchmarks.network [--runs N] [--sizes 2000 10000] [--json]

The five agreements, then made-up networks of so many nodes (things and commitments). The bare page is what pyvis makes
of all nodes at once, at its best: positions computed beforehand, no physics, the script inside the page. Opened from
disk in headless Chromium, by turns. For each: file size, milliseconds until drawn, the ratio to the bare page; for ours
also a search, and the longest task of the main thread after load.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from graph.build import build
from graph.store import reading
from viz.gather import network_data
from viz.network import write_network
from viz.network_data import KINDS, NetworkCommitment, NetworkData, NetworkForce, NetworkNode, NetworkReference
from viz.network_data import commitment_keys as keys_of
from viz.render import page_json, static_text

AGREEMENTS = Path(__file__).resolve().parent.parent / "examples" / "oekonomiaftaler"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
FORCES = ("agree", "undertake", "require", "allocate", "note", "recall")
WORDS = ("botilbud", "serviceramme", "anlæg", "folkeskole", "sundhed", "digitalisering", "ældre", "skat", "klima")
BARE = """<!doctype html><meta charset="utf-8"><style>#n{{height:100vh}}</style><div id="n"></div>
<script>{script}</script><script>
const network = new vis.Network(document.getElementById("n"), {{nodes: {nodes}, edges: {edges}}}, {options});
network.once("afterDrawing", () => performance.mark("drawn"));
</script>"""
SEARCH = """() => new Promise((done) => {
  const started = performance.now();
  new MutationObserver(() => requestAnimationFrame(() => done(performance.now() - started)))
    .observe(document.getElementById("content"), {childList: true});
  const field = document.getElementById("search");
  field.value = "botilbud";
  field.dispatchEvent(new Event("input"));
})"""
LONGEST = """() => new Promise((done) => {
  let longest = 0;
  const after = performance.getEntriesByName("ready")[0].startTime;
  const seen = (list) => { for (const t of list) if (t.startTime > after) longest = Math.max(longest, t.duration); };
  const observer = new PerformanceObserver((list) => seen(list.getEntries()));
  observer.observe({type: "longtask", buffered: true});
  setTimeout(() => { seen(observer.takeRecords()); done(longest); }, 300);
})"""


def made(nodes: int) -> NetworkData:
    """A network of `nodes` nodes: one agreement for each 250 commitments, things as many as in life."""
    things = {"area": 24, "topic": 60, "actor": 40, "reference": nodes // 20}
    agreements = max(2, nodes // 250)
    commitments = nodes - agreements - sum(things.values())
    found = [
        NetworkNode(kind="agreement", id=f"a-{n}", label=f"Aftale {n}", year=1980 + n, status="read")
        for n in range(agreements)
    ]
    found += [
        NetworkNode(kind=kind, id=f"{kind}-{n}", label=f"{kind.capitalize()} nummer {n}")
        for kind in KINDS
        for n in range(things.get(kind, 0))
    ]
    return NetworkData(
        nodes=tuple(found),
        commitments=tuple(_commitment(n, agreements, things) for n in range(commitments)),
        forces=tuple(NetworkForce(id=force, label=force, label_en=force) for force in FORCES),
    )


def _commitment(n: int, agreements: int, things: dict[str, int]) -> NetworkCommitment:
    word = WORDS[n % len(WORDS)]
    return NetworkCommitment(
        id=f"c-{n}",
        number=f"A-{n}",
        agreement=f"a-{n % agreements}",
        quote=f"Regeringen og KL er enige om, at indsatsen for {word} styrkes med {n} mio. kr., og at der følges op.",
        force=FORCES[n % len(FORCES)],
        parties=(f"actor-{n % 2}", f"actor-{n * 7 % things['actor']}"),
        areas=(f"area-{n * 5 % things['area']}",),
        topics=(f"topic-{n * 11 % things['topic']}",) if n % 2 else (),
        references=(NetworkReference(kind="law", text="loven", target=f"reference-{n % things['reference']}"),)
        if n % 5 == 0
        else (),
    )


def five(folder: Path) -> NetworkData:
    """The five agreements, through a store."""
    build([AGREEMENTS], folder / "store")
    with reading(folder / "store") as snapshot:
        return network_data(snapshot)


def write_bare(data: NetworkData, path: Path) -> None:
    """Writes what pyvis makes of every node and edge, with the positions of a grid."""
    from pyvis.network import Network

    network = Network(directed=True)
    known = {node.key for node in data.nodes}
    labels = {node.key: node.label for node in data.nodes} | {one.id: one.number for one in data.commitments}
    side = math.ceil(math.sqrt(len(labels)))
    for place, (key, label) in enumerate(labels.items()):
        network.add_node(key, label, x=100 * (place % side), y=100 * (place // side))
    edges = [{"from": one.id, "to": key} for one in data.commitments for key in keys_of(one) if key in known]
    network.edges = edges  # its add_edge looks through all edges each time
    nodes, edges, _heading, _height, _width, _options = network.get_network_data()
    options = {"physics": {"enabled": False}, "edges": {"smooth": False}, "layout": {"improvedLayout": False}}
    script = static_text("vis-network.min.js")
    page = BARE.format(script=script, nodes=page_json(nodes), edges=page_json(edges), options=json.dumps(options))
    path.write_text(page, encoding="utf-8", newline="\n")


def drawn(browser: Browser, path: Path) -> tuple[float, float | None, float | None]:
    """Milliseconds from the start until a page is drawn; for ours also those of a search, and of the longest task."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(path.as_uri())
    page.wait_for_function("performance.getEntriesByName('drawn').length > 0", timeout=120_000)
    time = float(page.evaluate("performance.getEntriesByName('drawn')[0].startTime"))
    search = longest = None
    if not path.name.startswith("bare"):
        search = float(page.evaluate(SEARCH))
        longest = float(page.evaluate(LONGEST))
    page.close()
    return time, search, longest


def measure(browser: Browser, folder: Path, name: str, data: NetworkData, runs: int) -> dict[str, float | str]:
    """Writes both pages of `data`, opens them by turns, and gives the medians."""
    ours, bare = folder / f"ours {name}.html", folder / f"bare {name}.html"
    write_network(data, ours)
    write_bare(data, bare)
    times = [(drawn(browser, ours), drawn(browser, bare)) for _ in range(runs)]
    median = statistics.median
    our_time, bare_time = median(one[0] for one, _ in times), median(other[0] for _, other in times)
    return {
        "network": name,
        "nodes": len(data.nodes) + len(data.commitments),
        "kB": ours.stat().st_size / 1000,
        "drawn_ms": our_time,
        "bare_kB": bare.stat().st_size / 1000,
        "bare_ms": bare_time,
        "ratio": our_time / bare_time,
        "search_ms": median(one[1] or 0 for one, _ in times),
        "longest_task_ms": median(one[2] or 0 for one, _ in times),
    }


def networks(folder: Path, sizes: list[int]) -> Iterator[tuple[str, NetworkData]]:
    """The networks to measure, by name."""
    yield "five agreements", five(folder)
    for size in sizes:
        yield f"{size} nodes", made(size)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--sizes", type=int, nargs="*", default=[2000, 10_000])
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    program = os.environ.get("AFTALEGRAF_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=FLAGS)
        rows = [
            measure(browser, Path(folder), name, data, options.runs)
            for name, data in networks(Path(folder), options.sizes)
        ]
        browser.close()
    if options.json:
        print(json.dumps(rows))
        return
    print("".join(f"{name:>17}" for name in rows[0]))
    for row in rows:
        cells = (f"{value:.2f}" if name == "ratio" else value if isinstance(value, str) else f"{value:.0f}"
                 for name, value in row.items())  # fmt: skip
        print("".join(f"{cell:>17}" for cell in cells))


if __name__ == "__main__":
    main()
