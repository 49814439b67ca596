"""Makes what is worked out for the whole of a store's current generation into a folder, in a process of its own.

    python -m aftalegraf.serving.making STORE FOLDER PART

The part `pages` is the explorer (`FOLDER/site`) and where each thing has its page (`addresses.json`); the part `years`
is the ledger and the threads (`ledger.json`, `threads.json`). Last comes the name of the generation (`made`), which
says that all is there.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.store import Snapshot

PAGES, YEARS = "pages", "years"
SITE, ADDRESSES, LEDGER, THREADS, MADE = "site", "addresses.json", "ledger.json", "threads.json", "made"


def make(store: Path, folder: Path, part: str) -> None:
    """Makes a part. Raises as `graph.store.reading`, and OSError where the folder cannot be written."""
    from graph.serving.worker import generation_of
    from graph.store import reading

    generation = generation_of(store)
    with reading(store) as snapshot:
        {PAGES: make_pages, YEARS: make_years}[part](snapshot, folder)
    (folder / MADE).write_text(generation, encoding="utf-8")


def make_pages(snapshot: Snapshot, folder: Path) -> None:
    """Makes the explorer."""
    from aftalegraf import __version__
    from viz.site import Made, write_site

    made = Made(date=datetime.now(UTC).astimezone().date().isoformat(), version=__version__, served=True)
    write_site(snapshot, folder / SITE, made)
    _write(folder / ADDRESSES, addresses(snapshot))


def make_years(snapshot: Snapshot, folder: Path) -> None:
    """Makes the ledger and the threads."""
    from aftalegraf.commands.threads import thread_json
    from graph.ledger import ledger_of
    from graph.linkage import linkage, threads_in
    from viz.ledger_words import row_json

    with linkage(snapshot) as known:
        _write(folder / LEDGER, [row_json(row) for row in ledger_of(known)])
        _write(folder / THREADS, [thread_json(thread) for thread in threads_in(known)])


def addresses(snapshot: Snapshot) -> dict[str, str]:
    """The page, and the place in it, of each thing that has one, by what follows the base in its IRI."""
    from viz import urls
    from viz.gather import network_data
    from viz.subjects import subjects

    data, iris = network_data(snapshot), snapshot.iris
    read = [node for node in data.nodes if node.kind == "agreement" and node.status == "read"]
    pages = urls.addresses((*read, *(subject.node for subject in subjects(data))))
    found = {}
    for node in data.nodes:
        if node.key in pages:
            found[iris.concept(node.kind, node.id).value.removeprefix(iris.base)] = pages[node.key]
    for one in data.commitments:
        page = pages.get(f"agreement:{one.agreement}")
        if page and one.iri:
            found[one.iri.removeprefix(iris.base)] = f"{page}#{one.number}"
    return found


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8", newline="\n")


def _end_with_server() -> None:
    """Ends this process when the server, which holds the other end of its standard input, is no more."""
    os.read(sys.stdin.fileno(), 1)  # not through a buffer, whose lock would be held when the interpreter ends
    os._exit(1)


if __name__ == "__main__":
    Thread(target=_end_with_server, daemon=True).start()
    with suppress(AttributeError, OSError):
        os.nice(5)  # type: ignore[attr-defined,unused-ignore]  # whoever asks comes first
    make(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
