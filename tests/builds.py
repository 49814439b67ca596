"""Stores built from made agreements, and what is in them."""

from __future__ import annotations

from pathlib import Path

import made
from pyoxigraph import RdfFormat, serialize

from graph.build import BuildReport, build
from graph.remote.address import Address
from graph.store import reading


def made_folder(inside: Path, *years: int) -> Path:
    """A new folder with a made agreement for each year."""
    folder = inside / "aftaler"
    folder.mkdir()
    for year in years:
        (folder / f"oea-kommuner-{year}.txt").write_text(f"{year} tekst", encoding="utf-8")
    return folder


def made_build(store: Path | Address, *paths: Path) -> BuildReport:
    """Builds made documents."""
    return build(paths, store, read=made.read, extract=made.extract)


def statuses(report: BuildReport) -> dict[str, str]:
    """What became of each file, by name."""
    return {Path(file.path).name: file.status for file in report.files}


def nquads(store: Path | Address) -> list[str]:
    """The store as sorted N-Quads, the graph of runs left out."""
    with reading(store) as snapshot:
        quads = [quad for quad in snapshot.database if quad.graph_name != snapshot.iris.runs_graph]
    return sorted((serialize(quads, format=RdfFormat.N_QUADS) or b"").decode().splitlines())
