"""The explorer: a folder of pages that open from disk, each with its data as a table and as JSON beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.store import Snapshot
from viz import urls
from viz.front import LOOKS, front_values, missing, percent, search_index
from viz.gather import network_data
from viz.network import write_network
from viz.network_data import NetworkCommitment, NetworkData, NetworkNode, NetworkReference, commitment_keys, target_keys
from viz.pages import render_agreement
from viz.reading import agreement_text
from viz.render import page_json, render_page, write_page
from viz.subjects import SUBJECTS, Subject, agreements_by_year, subjects
from viz.tabular import Labels, commitments_csv, commitments_json
from viz.wording import excerpt, money, number, when, years
from viz.words import filled, load_words

_STYLES = ("page.css", "commitment.css", "site.css")
_FRONT_SCRIPTS = ("find.js", "copy.js", "front-page.js")
_SUBJECT_SCRIPTS = ("copy.js", "site-page.js")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteReport:
    """What was written: how many pages, how many files with those beside them, and how many bytes in all."""

    pages: int
    files: int
    size: int
    front: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """When and by what the pages are made, as they say it of themselves."""

    date: str
    version: str


def write_site(store: Snapshot, folder: Path, made: Made) -> SiteReport:
    """Writes the explorer of an open store into `folder`, which is made where it is not there.

    Files of an earlier explorer are written over; others are left alone. Raises OSError where it cannot be written,
    QueryError where the store cannot be asked.
    """
    folder.mkdir(parents=True, exist_ok=True)
    data = network_data(store)
    found = subjects(data)
    site = Site(data, found, made)
    write_network(data, folder / urls.NETWORK)
    written = [folder / urls.NETWORK, *site.write_front(folder)]
    for subject in found:
        written += site.write_subject(subject, folder)
    for node in data.nodes:
        if node.key in site.pages and node.kind == "agreement":
            written += site.write_agreement(store, node, folder)
    return SiteReport(
        pages=sum(path.suffix == ".html" for path in written),
        files=len(written),
        size=sum(path.stat().st_size for path in written),
        front=folder / urls.FRONT,
    )


class Site:
    """The pages of one network of commitments, and what they have in common."""

    def __init__(self, data: NetworkData, found: tuple[Subject, ...], made: Made) -> None:
        self.data = data
        self.found = found
        read = [node for node in data.nodes if node.kind == "agreement" and node.status == "read"]
        self.pages: Mapping[str, str] = urls.addresses((*read, *(subject.node for subject in found)))
        self._nodes = {node.key: node for node in data.nodes}
        self._labels = Labels(data)
        self._words = load_words("da")
        self._made = filled("made", date=made.date, version=made.version, m=number(len(read)))

    def write_front(self, folder: Path) -> list[Path]:
        """Writes the front page, with all commitments beside it."""
        values = front_values(self.data, self.found)
        page = self._render(
            "front.html",
            scripts=_FRONT_SCRIPTS,
            title=f"{self._words['front']} · {self.data.title}",
            data=urls.beside(urls.FRONT, ""),
            index_data=search_index(self.data, dict(self.pages)),
            points=_points,
            percent=percent,
            **values | {"payload": page_json(values["payload"] | {"pages": {}})},  # type: ignore[operator]
        )
        return self._write(page, urls.FRONT, self.data.commitments, folder)

    def write_subject(self, subject: Subject, folder: Path) -> list[Path]:
        """Writes the page of a topic, an area or an actor."""
        name = self.pages[subject.node.key]
        spoken = [group for group in subject.groups if group.commitments]
        told = filled("commitments-in", n=number(len(subject.commitments)), m=number(len(spoken)))
        page = self._render(
            "subject.html",
            scripts=_SUBJECT_SCRIPTS,
            title=f"{subject.node.label} · {self.data.title}",
            data=urls.beside(name, ""),
            subject=subject,
            told=f"{told}. {missing(agreements_by_year(self.data))}".strip(),
            payload=page_json({"words": {key: self._words[key] for key in ("copy", "copied")}}),
        )
        return self._write(page, name, subject.commitments, folder)

    def write_agreement(self, store: Snapshot, node: NetworkNode, folder: Path) -> list[Path]:
        """Writes the page of an agreement that is read."""
        text = agreement_text(store, node.id, self.data)
        return self._write(render_agreement(text, self.pages), self.pages[node.key], text.commitments, folder)

    def _render(self, template: str, *, scripts: tuple[str, ...], **values: Any) -> str:
        return render_page(
            template,
            scripts=scripts,
            styles=_STYLES,
            language="da",
            words=self._words,
            front=urls.FRONT,
            network=urls.NETWORK,
            made=self._made,
            pages=self.pages,
            known_forces=LOOKS,
            label=_label,
            force_label=self._labels.force,
            linked=self._linked,
            place=self._place,
            target_of=self._target,
            year_of=self._year_of,
            year_name=_year_name,
            anchor=_anchor,
            money=money,
            bare_money=_bare_money,
            span=years,
            excerpt=excerpt,
            when=when,
            n=number,
            **values,
        )

    def _write(self, page: str, name: str, commitments: tuple[NetworkCommitment, ...], folder: Path) -> list[Path]:
        """Writes a page and its data beside it."""
        paths = [folder / name, folder / urls.beside(name, "csv"), folder / urls.beside(name, "json")]
        write_page(page, paths[0])
        write_page(commitments_csv(commitments, self._labels), paths[1])
        write_page(commitments_json(commitments, self._labels), paths[2])
        return paths

    def _linked(self, one: NetworkCommitment, own: str) -> list[NetworkNode]:
        """The things that a commitment leads to and that have pages, without the page's own."""
        nodes = (self._nodes.get(key) for key in commitment_keys(one) if key != own)
        return [node for node in nodes if node is not None and node.kind in SUBJECTS and node.key in self.pages]

    def _place(self, one: NetworkCommitment) -> str:
        """A commitment's place as it stands in a citation."""
        page = filled("page", n=str(one.page)) if one.page else ""
        return ", ".join(filter(None, (self._labels.of("agreement", one.agreement), *one.section, page, one.number)))

    def _target(self, reference: NetworkReference) -> NetworkNode | None:
        return next((self._nodes[key] for key in target_keys(reference.target) if key in self._nodes), None)

    def _year_of(self, one: NetworkCommitment) -> str:
        return _year_name(self._nodes[f"agreement:{one.agreement}"])


def _label(node: NetworkNode) -> str:
    return node.label


def _year_name(node: NetworkNode) -> str:
    """An agreement's year, or its name where it has none."""
    return str(node.year) if node.year else node.label


def _anchor(node: NetworkNode) -> str:
    return f"i-{urls.page_of('agreement', node.id).removesuffix('.html')}"


def _bare_money(amount: Any) -> str:
    """A sum without its years, which stand in a column of their own."""
    text = money(amount)
    return text.rpartition(" (")[0] if amount.years else text


def _points(count: int) -> str:
    return filled("point-one") if count == 1 else filled("points", n=number(count))
