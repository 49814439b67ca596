"""The explorer: a folder of pages that open from disk, each with its data as a table and as JSON beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.store import Snapshot
from graph.threads import Thread
from viz import urls
from viz.about import about, made_from
from viz.agreements_page import agreements_data, agreements_page
from viz.around import around, by_document
from viz.due import due
from viz.explorer import Explorer, Made
from viz.figures_page import figures_page
from viz.followed import Followed, followed
from viz.gather import network_data
from viz.inventory import renew
from viz.ledger_page import ledger_lines, ledger_page
from viz.network import network_page
from viz.network_data import NetworkData
from viz.places import Places
from viz.reading import AgreementText, agreement_text
from viz.render import Page, write_page
from viz.subjects import Subject, subjects
from viz.tabular import Data, Labels, commitment_data, figure_data, ledger_data
from viz.thread_pages import commitments_of, over_years, thread_subject, threads_page, with_mentions
from viz.timeline import best_series
from viz.whole_page import whole_page
from viz.words import LANGUAGES

__all__ = ["Made", "Site", "SiteReport", "write_site"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteReport:
    """What was written: how many pages, how many files with those beside them, and how many bytes in all."""

    pages: int
    files: int
    size: int
    front: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A page in each language, and its data."""

    pages: tuple[Page, ...]
    data: Data


def write_site(store: Snapshot, folder: Path, made: Made) -> SiteReport:
    """Writes the explorer of an open store into `folder`, which is made where it is not there.

    Files of an earlier explorer are written over, and those of things that are gone are removed; others are left alone.
    Raises OSError where it cannot be written, QueryError where the store cannot be asked.
    """
    site = Site(store, made)
    (folder / urls.ENGLISH).mkdir(parents=True, exist_ok=True)
    network = folder / urls.NETWORK
    homes = {language: urls.Links(language=language).place(urls.FRONT) for language in LANGUAGES}
    write_page(site.network(homes).text(), network)
    written = [network]
    for entry in site.entries():
        written += write_entry(entry, folder)
    written.append(renew(folder, written))
    return SiteReport(
        pages=sum(path.suffix == ".html" for path in written),
        files=len(written),
        size=sum(path.stat().st_size for path in written),
        front=folder / urls.FRONT,
    )


def write_entry(entry: Entry, folder: Path) -> list[Path]:
    """Writes a page in its languages, and its data beside the Danish one."""
    paths = []
    for page in entry.pages:
        paths.append(folder / urls.Links(language=page.language).place(page.name))
        write_page(page.text(), paths[-1])
    name = entry.pages[0].name
    for suffix, text in (("csv", entry.data.csv()), ("json", entry.data.json())):
        paths.append(folder / urls.beside(name, suffix))
        write_page(text, paths[-1])
    return paths


class Site:
    """The explorer of an open store: everything that its pages need, read once."""

    def __init__(self, store: Snapshot, made: Made, links: type[urls.Links] = urls.Links) -> None:
        self.data: NetworkData = network_data(store)
        self.known: Followed = followed(store)
        self._links = by_document(self.known.links)
        self._found = subjects(self.data)
        made = made_from(store, made)
        self._made, self._link_type = made, links
        self._labels = Labels(self.data)
        read = [node for node in self.data.nodes if node.kind == "agreement" and node.status == "read"]
        self._texts = tuple(agreement_text(store, node.id, self.data) for node in read)
        plain = Explorer(self.data, self._found, made, links())
        places = Places(self._texts, plain.pages)
        self._threads = tuple(self._matters(plain, places))
        nodes = tuple(subject.node for thread, subject in self._threads if thread.basis != "topic")
        self._explorers = [
            Explorer(self.data, self._found, made, links(language=language), nodes) for language in LANGUAGES
        ]
        self._places = [Places(self._texts, explorer.pages) for explorer in self._explorers]

    def _matters(self, plain: Explorer, places: Places) -> Iterator[tuple[Thread, Subject]]:
        """Each thread with the subject of its page: that of its topic, or one of its own."""
        by_key = {subject.node.key: subject for subject in self._found}
        for thread in self.known.threads:
            own = by_key.get(f"topic:{thread.id}") if thread.basis == "topic" else thread_subject(thread, plain, places)
            if own is not None:
                yield thread, own

    def network(self, homes: Mapping[str, str]) -> Page:
        """The network page; `homes` are the addresses of the front pages, by language."""
        return network_page(self.data, homes=homes, about=about(self.data, self._made, self._link_type))

    def entries(self) -> Iterator[Entry]:
        """Yields the pages in every language with their data, the front page first."""
        both = list(zip(self._explorers, self._places, strict=True))
        yield Entry(
            pages=tuple(one.front(due(list(ledger_lines(one, self.known, places)))) for one, places in both),
            data=commitment_data(self.data.commitments, self._labels),
        )
        yield Entry(
            pages=tuple(ledger_page(one, self.known, places) for one, places in both),
            data=ledger_data(self.known.rows),
        )
        yield Entry(
            pages=tuple(figures_page(one, self.known.figures, places) for one, places in both),
            data=figure_data(self.known.figures),
        )
        yield Entry(
            pages=tuple(threads_page(one, self._threads) for one, _ in both),
            data=commitment_data(commitments_of(self._threads), self._labels),
        )
        yield Entry(
            pages=tuple(whole_page(one) for one, _ in both), data=commitment_data(self.data.commitments, self._labels)
        )
        if self._explorers[0].many:
            yield Entry(pages=tuple(agreements_page(one) for one, _ in both), data=agreements_data(self._explorers[0]))
        by_topic = {subject.node.key: thread for thread, subject in self._threads if thread.basis == "topic"}
        for subject in self._found:
            yield self._subject(subject, by_topic.get(subject.node.key))
        for thread, subject in self._threads:
            if thread.basis != "topic":
                yield self._subject(subject, thread)
        for text in self._texts:
            yield self._agreement(text)

    def _subject(self, subject: Subject, thread: Thread | None) -> Entry:
        """A topic's, an area's, an actor's or a matter's pages."""
        pages = []
        series = best_series(self.known.series(thread)) if thread else None
        for explorer, places in zip(self._explorers, self._places, strict=True):
            shown = with_mentions(subject, thread, explorer) if thread else subject
            more = over_years(explorer, self.known, places, shown, thread, series) if thread else {}
            pages.append(explorer.subject(shown, **more))
        return Entry(pages=tuple(pages), data=commitment_data(subject.commitments, self._labels))

    def _agreement(self, text: AgreementText) -> Entry:
        return Entry(
            pages=tuple(
                explorer.agreement(text, around(text.id, self._links.get(text.id, ()), places, explorer.language))
                for explorer, places in zip(self._explorers, self._places, strict=True)
            ),
            data=commitment_data(text.commitments, self._labels),
        )
