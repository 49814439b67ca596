"""The explorer: a folder of pages that open from disk, each with its data as a table and as JSON beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.store import Snapshot
from viz import urls
from viz.explorer import Explorer, Made
from viz.gather import network_data
from viz.network import network_page
from viz.network_data import NetworkCommitment, NetworkData
from viz.reading import agreement_text
from viz.render import Page, write_page
from viz.subjects import Subject, subjects
from viz.tabular import Labels, commitments_csv, commitments_json
from viz.words import LANGUAGES

__all__ = ["Made", "SiteReport", "site_pages", "write_pages", "write_site"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteReport:
    """What was written: how many pages, how many files with those beside them, and how many bytes in all."""

    pages: int
    files: int
    size: int
    front: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A page in each language, and the commitments that are its data."""

    pages: tuple[Page, ...]
    commitments: tuple[NetworkCommitment, ...]


def write_site(store: Snapshot, folder: Path, made: Made) -> SiteReport:
    """Writes the explorer of an open store into `folder`, which is made where it is not there.

    Files of an earlier explorer are written over; others are left alone. Raises OSError where it cannot be written,
    QueryError where the store cannot be asked.
    """
    data = network_data(store)
    (folder / urls.ENGLISH).mkdir(parents=True, exist_ok=True)
    network = folder / urls.NETWORK
    write_page(network_page(data, home=urls.FRONT).text(), network)
    written = [network]
    for entry in site_pages(store, data, made):
        written += write_pages(entry, data, folder)
    return SiteReport(
        pages=sum(path.suffix == ".html" for path in written),
        files=len(written),
        size=sum(path.stat().st_size for path in written),
        front=folder / urls.FRONT,
    )


def site_pages(store: Snapshot, data: NetworkData, made: Made) -> Iterator[Entry]:
    """Yields the pages of the explorer in every language, the front page first."""
    found = subjects(data)
    explorers = [Explorer(data, found, made, urls.Links(language=language)) for language in LANGUAGES]
    yield Entry(pages=tuple(one.front() for one in explorers), commitments=data.commitments)
    for subject in found:
        yield subject_entry(explorers, subject)
    for node in data.nodes:
        if node.kind == "agreement" and node.status == "read":
            text = agreement_text(store, node.id, data)
            yield Entry(pages=tuple(one.agreement(text) for one in explorers), commitments=text.commitments)


def subject_entry(explorers: list[Explorer], subject: Subject) -> Entry:
    """A topic's, an area's or an actor's pages."""
    return Entry(pages=tuple(one.subject(subject) for one in explorers), commitments=subject.commitments)


def write_pages(entry: Entry, data: NetworkData, folder: Path) -> list[Path]:
    """Writes a page in its languages, and its data beside the Danish one."""
    paths = []
    for page in entry.pages:
        paths.append(folder / urls.Links(language=page.language).place(page.name))
        write_page(page.text(), paths[-1])
    labels = Labels(data)
    name = entry.pages[0].name
    for suffix, written in (("csv", commitments_csv), ("json", commitments_json)):
        paths.append(folder / urls.beside(name, suffix))
        write_page(written(entry.commitments, labels), paths[-1])
    return paths
