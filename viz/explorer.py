"""The pages of the explorer in one language, and what they have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from graph.errors import QueryError
from graph.iris import Iris
from graph.queries import named_query
from ontology.vocab import short_name
from viz import urls
from viz.around import Around
from viz.front import LOOKS, front_values, missing, percent
from viz.line import MOST, Bar, Line
from viz.network_data import (
    NetworkAmount,
    NetworkCommitment,
    NetworkData,
    NetworkNode,
    NetworkReference,
    commitment_keys,
    target_keys,
)
from viz.pages import agreement
from viz.reading import AgreementText
from viz.render import Page, page_json
from viz.search_index import search_index
from viz.subjects import SUBJECTS, Subject, agreements_by_year
from viz.tabular import Labels
from viz.wording import excerpt, money, number, when, years
from viz.words import filled, load_words

_OWN = {urls.LEDGER: "ledger", urls.THREADS: "threads", urls.FIGURES: "figures"}
_PARTS = {"aftaler": "agreements", "emner": "topics", "omraader": "areas", "aktoerer": "actors"}
_QUERIES = {"topic": "commitments-by-topic", "area": "page-area", "actor": "page-actor"}
_STYLES = ("page.css", "bar.css", "commitment.css", "site.css")
_FRONT_SCRIPTS = ("index.js", "find.js", "search.js", "copy.js", "language.js", "print.js", "front-page.js")
_SUBJECT_SCRIPTS = ("copy.js", "language.js", "print.js", "site-page.js")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file that an agreement was read from, and its fingerprint (SHA-256, hexadecimal)."""

    document: str
    title: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """When, by what and from what the pages are made, as they say it of themselves.

    Pages that are `served` lead to the SPARQL editor and the JSON API, which are beside them then.
    """

    date: str
    version: str
    sources: tuple[Source, ...] = ()
    iris: Iris = field(default_factory=Iris)
    served: bool = False


class Explorer:
    """Makes the pages of one network of commitments in one language ("da" or "en")."""

    def __init__(
        self,
        data: NetworkData,
        found: tuple[Subject, ...],
        made: Made,
        links: urls.Links,
        threads: tuple[NetworkNode, ...] = (),
    ) -> None:
        self.data = data
        self.found = found
        self.links = links
        self.language = links.language
        read = [node for node in data.nodes if node.kind == "agreement" and node.status == "read"]
        self.names: Mapping[str, str] = urls.addresses((*read, *(subject.node for subject in found), *threads))
        self.pages: Mapping[str, str] = {key: links.page(name) for key, name in self.names.items()}
        self.line = agreements_by_year(data)
        self._bars = Line(self.line)
        self._nodes = {node.key: node for node in data.nodes}
        self._labels = Labels(data, self.language)
        linked = [node for node in data.nodes if node.kind in SUBJECTS and node.key in self.pages]
        self._chips = {node.key: self._chip(node) for node in linked}
        self._words = load_words(self.language)
        self._origin = made
        self._made = self.said("made", date=made.date, version=made.version, m=self.number(len(read)))

    def front(self, due: object = None) -> Page:
        """The front page: search over everything, what is read, and the ways on; `due` as `due.due` gives it."""
        values = front_values(self.data, self.found, self.language)
        return self.page(
            urls.FRONT,
            "front.html",
            self._words["front"],
            scripts=_FRONT_SCRIPTS,
            index_data=search_index(self.data, self.pages, self.language),
            points=self._points,
            due=due,
            all_agreements=self.links.page(urls.AGREEMENTS),
            sources=() if self.many else self._origin.sources,
            sparql=self.sparql("network-commitments"),
            percent=percent,
            **values | {"payload": page_json(values["payload"])},
        )

    def subject(self, subject: Subject, **over_years: Any) -> Page:
        """The page of a topic, an area, an actor or a matter; `over_years` as `thread_pages.over_years` gives it."""
        spoken = [group for group in subject.groups if group.commitments]
        count = len(subject.commitments)
        key = "commitments-in" if len(spoken) != 1 else "commitments-in-one" if count != 1 else "commitment-in-one"
        told = self.said(key, n=self.number(count), m=self.number(len(spoken)))
        return self.page(
            self.names[subject.node.key],
            "subject.html",
            self.label(subject.node),
            scripts=_SUBJECT_SCRIPTS,
            subject=subject,
            sparql=self._about(subject.node),
            told=f"{told}. {missing(self.line, self.language)}".strip(),
            **({"drawn": None, "mentions": {}} | over_years),
            payload=page_json({"words": {key: self._words[key] for key in ("copy", "copied")}}),
        )

    def agreement(self, text: AgreementText, beside: Around | None = None) -> Page:
        """The page of an agreement that is read; `beside` is what stands around its commitments in others."""
        name = self.names[f"agreement:{text.id}"]
        own = tuple(source for source in self._origin.sources if source.document == text.id)
        more = {"sources": own, "sparql": self.sparql("page-passages", agreement=text.id)}
        return agreement(text, self.pages, self.links, self.common(name) | more, beside)

    def said(self, key: str, **values: str) -> str:
        """The words of a key in the language of the pages."""
        return filled(key, self.language, **values)

    @property
    def many(self) -> bool:
        """Whether there are more agreements than a page lists beside other things."""
        return len(self.line) > MOST

    @property
    def sources(self) -> Mapping[str, Source]:
        """The file of each agreement that is read."""
        return {source.document: source for source in self._origin.sources}

    def bars(self, counts: Mapping[str, int]) -> tuple[Bar, ...]:
        """The line of agreements as bars, by the number that each id has in `counts`."""
        return self._bars.bars(counts)

    def number(self, value: Decimal | int) -> str:
        """A number as the language writes it."""
        return number(value, self.language)

    def label(self, node: NetworkNode) -> str:
        """What a thing is called in the language of the pages, or in Danish."""
        return (self.language == "en" and node.label_en) or node.label

    def sparql(self, name: str, **values: str) -> str:
        """The named query behind a page, as it can be asked; "" where the values are none that can be asked for."""
        try:
            return named_query(name).bound(values, self._origin.iris)
        except QueryError:
            return ""

    def _about(self, node: NetworkNode) -> str:
        if node.kind not in _QUERIES:
            return self.sparql("page-links")
        return self.sparql(_QUERIES[node.kind], **{node.kind: node.id})

    def name_of(self, key: str) -> str:
        """What the thing of that key is called; its id where it is not among the nodes."""
        node = self._nodes.get(key)
        return self.label(node) if node else key.partition(":")[2]

    def year(self, document: str | None) -> int | None:
        """The year of an agreement, also of one that is not read; None where it has none."""
        node = self._nodes.get(f"agreement:{document}") or self._nodes.get(f"reference:{document}")
        return node.year if node else None

    def short(self, document: str) -> str:
        """What people call an agreement: the shortest of its names ("ØA24"), or its id."""
        return short_name(document)

    def common(self, name: str) -> dict[str, object]:
        """What the page of that name shares with all others."""
        return {
            "words": self._words,
            "front": self.links.page(urls.FRONT),
            "ledger": self.links.page(urls.LEDGER),
            "other": self.links.other(name),
            "ways": tuple(self._ways()),
            "to_overview": self._overview(),
            "whole": self.links.page(urls.WHOLE),
            "here": self.links.page(name),
            "to_network": self.links.network(),
            "made": self._made,
            "sources": (),
            "sparql": "",
            "beside": self.links.shared(urls.beside(name, "")),
            "editor": self.links.editor() if self._origin.served else "",
            "api": self.links.shared(urls.API) if self._origin.served else "",
        }

    def _ways(self) -> Iterator[tuple[str, str]]:
        """The ways that every page's bar shows: where to, and what it is called."""
        front = self.links.page(urls.FRONT)
        for name, key in _OWN.items():
            yield self.links.page(name), self._words[key]
        for place, key in _PARTS.items():
            yield f"{front}#{place}", self._words[key]
        yield self._overview(), self._words["network"]

    def _overview(self) -> str:
        return self.links.network().removesuffix("vis=").rstrip("#&")

    def page(
        self,
        name: str,
        template: str,
        title: str,
        *,
        scripts: tuple[str, ...],
        allowed: tuple[str, ...] = (),
        **values: Any,
    ) -> Page:
        """A page from a template, with what all pages are given and `values`."""
        return Page(
            name=name,
            language=self.language,
            title=f"{title} · {self.data.title}",
            template=template,
            scripts=scripts,
            styles=_STYLES,
            allowed=allowed,
            values={
                **self.common(name),
                "pages": self.pages,
                "known_forces": LOOKS,
                "label": self.label,
                "force_label": self._labels.force,
                "linked": self._linked,
                "place": self._place,
                "target_of": self._target,
                "year_of": self._year_of,
                "year_name": self.year_name,
                "anchor": _anchor,
                "money": self.money,
                "bare_money": self._bare_money,
                "span": years,
                "excerpt": excerpt,
                "when": self.when,
                "n": self.number,
                "short": self.short,
                **values,
            },
        )

    def _linked(self, one: NetworkCommitment, own: str) -> list[Markup]:
        """Links to the things that a commitment leads to and that have pages, without the page's own."""
        return [self._chips[key] for key in commitment_keys(one) if key != own and key in self._chips]

    def _chip(self, node: NetworkNode) -> Markup:
        """A link to a thing, made once: pages hold tens of thousands of them."""
        chip = Markup('<a class="node {}" href="{}"><bdi>{}</bdi></a>')
        return chip.format(node.kind, self.pages[node.key], self.label(node))

    def _place(self, one: NetworkCommitment) -> str:
        """A commitment's place as it stands in a citation."""
        page = self.said("page", n=str(one.page)) if one.page else ""
        return ", ".join(filter(None, (self._labels.of("agreement", one.agreement), *one.section, page, one.number)))

    def _target(self, reference: NetworkReference) -> NetworkNode | None:
        return next((self._nodes[key] for key in target_keys(reference.target) if key in self._nodes), None)

    def _year_of(self, one: NetworkCommitment) -> str:
        return self.year_name(self._nodes[f"agreement:{one.agreement}"])

    def year_name(self, node: NetworkNode) -> str:
        """An agreement's year, or its name where it has none."""
        return str(node.year) if node.year else self.label(node)

    def when(self, edtf: str) -> str:
        """An EDTF date in words."""
        return when(edtf, self.language)

    def money(self, amount: NetworkAmount) -> str:
        """A sum with its years."""
        return money(amount, self.language)

    def _bare_money(self, amount: NetworkAmount) -> str:
        """A sum without its years, which stand in a column of their own."""
        text = self.money(amount)
        return text.rpartition(" (")[0] if amount.years else text

    def _points(self, count: int) -> str:
        return self.said("point-one") if count == 1 else self.said("points", n=self.number(count))


def _anchor(node: NetworkNode) -> str:
    return f"i-{urls.page_of('agreement', node.id).removesuffix('.html')}"
