"""How large and how quick the explorer's pages are in headless Chromium, and how long it takes to write them.

    python -m benchmarks.site [--runs N] [--agreements 100 300 1000] [--stores 250 500 1000] [--json]

The five agreements: the time of `site` and of `site --single`, and for each kind of page its size, the milliseconds
until it is usable (median), and the longest task of the main thread after that. Then the whole network of 10,000 made
nodes, drawn by sigma. Then the pages of so many made agreements of 50 commitments (records in memory, no store): the
seconds, and those for each agreement, which stay level where the time grows linearly. Last `site` itself, from stores
of so many agreements (the beginnings of the five, again and again), with their texts, links and ledger: seconds of the
processor and the most memory, each in a process of its own; and how soon the pages of the last of them are usable.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import tempfile
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter, process_time

from playwright.sync_api import Browser, sync_playwright

from benchmarks.network import AGREEMENTS, LONGEST, made
from benchmarks.store import Corpus, build_made, models, small
from graph.build import build
from graph.store import reading
from viz import urls
from viz.explorer import Explorer, Made
from viz.render import write_page
from viz.single import single_page
from viz.site import write_site
from viz.subjects import subjects
from viz.tabular import Labels, commitment_data
from viz.whole_page import whole_page

FLAGS = [
    *("--headless", "--no-sandbox", "--no-first-run"),
    *("--disable-background-networking", "--enable-unsafe-swiftshader"),
]
PAGES = ("index", "aftale-oea-kommuner-2022", "emne-botilbud", "aktoer-regeringen", "opfoelgning", "tal", "network",
         "hele-netvaerket")  # fmt: skip
MANY = ("index", "aftaler", "aftale-aftale-00000", "omraade-dagtilbud", "forloeb", "opfoelgning", "network",
        "hele-netvaerket")  # fmt: skip
MADE = Made(date="2026-11-22", version="0")
Row = dict[str, float | str]
EACH = 50  # commitments of a made agreement


def opened(browser: Browser, path: Path, runs: int) -> Row:
    """A page's size, the median of its milliseconds until it is usable, and its longest task after that."""
    times, tasks = [], []
    for _ in range(runs):
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-ready]", timeout=120_000)
        times.append(float(page.evaluate("performance.getEntriesByName('ready')[0].startTime")))
        tasks.append(float(page.evaluate(LONGEST)))
        page.close()
    return {
        "page": path.stem,
        "kB": path.stat().st_size / 1000,
        "usable_ms": statistics.median(times),
        "longest_task_ms": statistics.median(tasks),
    }


def five(folder: Path) -> list[Row]:
    """Writes the explorer of the five agreements, as a folder and as one file; the seconds of each."""
    build([AGREEMENTS], folder / "store")
    with reading(folder / "store") as store:
        begun = perf_counter()
        report = write_site(store, folder / "site", MADE)
        between = perf_counter()
        write_page(single_page(store, MADE), folder / "single.html")
        return [
            {"written": "site", "seconds": between - begun, "MB": report.size / 1e6},
            {
                "written": "one file",
                "seconds": perf_counter() - between,
                "MB": (folder / "single.html").stat().st_size / 1e6,
            },
        ]


def large(folder: Path, nodes: int = 10_000) -> Path:
    """Writes the whole network of so many made nodes."""
    data = made(nodes)
    path = folder / f"whole-{nodes}.html"
    write_page(whole_page(Explorer(data, subjects(data), MADE, urls.Links())).text(), path)
    return path


def growing(counts: Iterable[int]) -> Iterable[Row]:
    """Makes every page and table of so many made agreements; the seconds in all and for each agreement."""
    for count in counts:
        data = made(count * EACH)
        begun = perf_counter()
        found = subjects(data)
        explorer = Explorer(data, found, MADE, urls.Links())
        size = len(explorer.front().text()) + len(whole_page(explorer).text())
        labels = Labels(data)
        for subject in found:
            size += len(explorer.subject(subject).text()) + len(commitment_data(subject.commitments, labels).csv())
        took = perf_counter() - begun
        yield {"agreements": float(count), "seconds": took, "ms_each": 1000 * took / count, "MB": size / 1e6}


def from_stores(counts: Iterable[int], folder: Path) -> Iterable[Row]:
    """Writes the explorer of stores of so many short agreements into folders of that number."""
    originals = tuple(small(model) for model in models())
    for count in counts:
        own = folder / str(count)
        own.mkdir()
        build_made(Corpus(originals, count), own / "in", own / "store")
        with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
            took, size, memory = pool.submit(written, own).result()
        yield {
            "stored": float(count),
            "cpu_seconds": took,
            "ms_each": 1000 * took / count,
            "MB": size / 1e6,
            "memory_MB": memory,
        }


def written(folder: Path) -> tuple[float, int, float]:
    """Writes the explorer of the store in a folder; seconds of the processor, bytes, and the most memory (MB)."""
    with reading(folder / "store") as store:
        begun = process_time()
        report = write_site(store, folder / "site", MADE)
        took = process_time() - begun
    return took, report.size, _most_memory()


def _most_memory() -> float:
    """What this process has held at most; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def table(rows: list[Row]) -> str:
    """Rows as lines of text."""
    cells = [list(rows[0]), *([one if isinstance(one, str) else f"{one:.1f}" for one in row.values()] for row in rows)]
    return "\n".join("".join(f"{cell:>28}" for cell in line) for line in cells) + "\n"


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--agreements", type=int, nargs="*", default=[100, 300, 1000])
    parser.add_argument("--stores", type=int, nargs="*", default=[250, 500, 1000])
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    program = os.environ.get("AFTALEGRAF_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        folder = Path(name)
        rows_written = five(folder)
        browser = driver.chromium.launch(executable_path=program, args=FLAGS)
        stored = list(from_stores(options.stores, folder))
        last = folder / str(max(options.stores, default=0)) / "site"
        many = [path for page in MANY if (path := last / f"{page}.html").exists()]
        paths = [*(folder / "site" / f"{page}.html" for page in PAGES), folder / "single.html", large(folder)]
        pages = [opened(browser, path, options.runs) for path in paths]
        pages_of_many = [opened(browser, path, options.runs) for path in many]
        browser.close()
    grown = list(growing(options.agreements))
    if options.json:
        print(
            json.dumps(
                {"written": rows_written, "pages": pages, "growing": grown, "stored": stored, "many": pages_of_many}
            )
        )
        return
    print("\n".join(table(rows) for rows in (rows_written, pages, grown, stored, pages_of_many) if rows))


if __name__ == "__main__":
    main()
